"""`python -m app run` as a script calls it: its exit code, stdout and stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from app.cli import cli

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60.0


@dataclass(frozen=True)
class Ended:
    """How the command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def told(self) -> dict[str, str]:
        """The lines of stdout, by their first word."""
        return dict(line.split(": ", 1) for line in self.out.splitlines())


def run_apart(address: str, configuration: str, *options: str, key: str, language: str = "en") -> Ended:
    """Run it as a process of its own, in an empty folder, beside a service that may run in this one."""
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "API_KEY": key,
        "LANG": f"{language}_XX.UTF-8",
    }
    arguments = ["run", "--url", address, "--configuration", configuration, *options]
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "app", *arguments],
            cwd=folder, env=surroundings, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def run(address: str, configuration: str, *options: str, key: str = "a-key", language: str = "en") -> Ended:
    """Run it in this process, as the terminal of nobody."""
    ended = CliRunner().invoke(
        cli,
        ["run", "--url", address, "--configuration", configuration, *options],
        env={"API_KEY": key, "LANG": f"{language}_XX.UTF-8", "LC_ALL": None, "LC_MESSAGES": None},
    )
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Ended(ended.exit_code, ended.stdout, ended.stderr)
