"""Processes the demo starts and ends: those it started, and no other."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 15.0
SHOWN_LINES = 15
SHOWN_SIGNS = 400


class DemoFailed(Exception):
    """The demo cannot go on; the text says why, for the person before the screen."""


@dataclass(frozen=True)
class Child:
    """A running `python -m …` of ours; what it says goes to `log`."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def last_words(self) -> str:
        """The end of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(line[:SHOWN_SIGNS] for line in lines[-SHOWN_LINES:])

    def stop(self) -> None:
        """Ask it to end, and insist when it does not."""
        if self.ended:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(name: str, arguments: list[str], environment: Mapping[str, str], log: Path) -> Child:
    """Start `python -m <arguments>`. It has a session of its own, so that Ctrl-C reaches us alone."""
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-m", *arguments],
            env=_complete(environment),
            cwd=log.parent,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Child(name, process, log)


def run(arguments: list[str], environment: Mapping[str, str], folder: Path) -> str:
    """Run `python -m <arguments>` to its end and give what it printed."""
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", *arguments],
        env=_complete(environment),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DemoFailed(f"python -m {' '.join(arguments)}: {done.stderr.strip()[-2000:]}")
    return done.stdout.strip()


def wait_for(child: Child, address: str, until: Callable[[httpx.Response], bool]) -> None:
    """Wait until `address` gives the answer we want, or the child ends, or it takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not child.ended and time.monotonic() < deadline:
        try:
            if until(httpx.get(address, timeout=5, trust_env=False)):
                return
        except httpx.TransportError:
            pass  # it does not listen yet
        time.sleep(0.1)
    raise DemoFailed(f"the {child.name} did not start:\n{child.last_words()}")


def free_port(wanted: int) -> int:
    """The wanted port, or any free one if somebody has it."""
    for port in (wanted, 0):
        try:
            with socket.create_server(("127.0.0.1", port)) as listener:
                taken: int = listener.getsockname()[1]
                return taken
        except OSError:
            continue
    raise DemoFailed("there is no free port")


def _complete(environment: Mapping[str, str]) -> dict[str, str]:
    """Our own environment with what is told on top; the code is found from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment}
