"""`python -m app run` as a script calls it, in this process: its exit code, stdout and stderr."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner

from app.cli import cli


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


def run(address: str, configuration: str, *options: str, key: str = "a-key", language: str = "en") -> Ended:
    """Run it with the key in its environment, as the terminal of nobody."""
    ended = CliRunner().invoke(
        cli,
        ["run", "--url", address, "--configuration", configuration, *options],
        env={"API_KEY": key, "LANG": f"{language}_XX.UTF-8", "LC_ALL": None, "LC_MESSAGES": None},
    )
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Ended(ended.exit_code, ended.stdout, ended.stderr)
