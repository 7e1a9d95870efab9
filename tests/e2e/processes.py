"""The service and the pretended Nmbrs as processes of their own; each is ended by id, and no other.

Loopback only. A process logs to a file in its folder, which a failed start quotes.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.conftest import ROOT

START_SECONDS = 60.0
SECRETS = {"ENCRYPTION_KEYS": "test:a-secret-for-this-test-alone", "HASH_KEY": "another-secret-of-this-test"}


@dataclass
class Process:
    """One `python -m …` on a loopback port. It may be started again, with the same everything."""

    arguments: list[str]
    ready: str
    environment: Mapping[str, str]
    log: Path
    port: int = field(default_factory=lambda: free_port())
    running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and return when it answers that it is ready."""
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", *self.arguments, "--port", str(self.port)],
                cwd=self.log.parent,  # where no `.env` is
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        with httpx.Client(base_url=self.address, timeout=5, trust_env=False) as http:
            wait_until(lambda: self._is_ready(http), START_SECONDS, self.last_words)

    def _is_ready(self, http: httpx.Client) -> bool:
        assert self.running is not None
        assert self.running.poll() is None, self.last_words()
        try:
            return http.get(self.ready).is_success
        except httpx.TransportError:
            return False  # it does not listen yet

    def kill(self) -> None:
        """`kill -9`: it learns nothing of it."""
        assert self.running is not None
        self.running.kill()
        self.running.wait()
        self.running = None

    def terminate(self, patience: float) -> tuple[int, float]:
        """SIGTERM: give its exit code and how many seconds it took."""
        assert self.running is not None
        began = time.monotonic()
        self.running.terminate()
        code = self.running.wait(patience)
        self.running = None
        return code, time.monotonic() - began

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]


@contextmanager
def ended_afterwards(process: Process) -> Iterator[Process]:
    """Whatever the test did to it, it does not outlive the test."""
    try:
        yield process
    finally:
        if process.running is not None:
            process.kill()


def service(database_url: str, nmbrs_soap_url: str, folder: Path, **settings: str) -> Process:
    """`python -m app serve` with these settings, not started yet."""
    environment = {
        **SECRETS,
        "DATABASE_URL": database_url,
        "NMBRS_SOAP_URL": nmbrs_soap_url,
        "NMBRS_CALLS_PER_SECOND": "150",
        **settings,
    }
    return Process(["app", "serve"], "/health/ready", environment, folder / "service.log")


def emulator(folder: Path) -> Process:
    """`python -m emulator`, without a world, not started yet."""
    return Process(["emulator", "--companies", "0"], "/control/health", {}, folder / "nmbrs.log")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_until(true: Callable[[], bool], seconds: float, otherwise: Callable[[], str] = str) -> None:
    """Look again and again; fail with `otherwise` when it takes too long."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"it did not happen in {seconds} s: {otherwise()}"
        time.sleep(0.01)
