"""The service and the pretended Nmbrs as processes of their own, ended on leaving."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from app.nmbrs import operations
from benchmarks.stage import ENCRYPTION_KEYS, HASH_KEY, sqlite_url
from emulator.world import DEMO_USER

PATIENCE_SECONDS = 60.0


@contextmanager
def service(database: Path, nmbrs: str) -> Iterator[str]:
    """Our service on this database; gives its address. It may call Nmbrs as fast as the vendor allows."""
    environment = {
        "ENVIRONMENT": "development",
        "DATABASE_URL": sqlite_url(database),
        "ENCRYPTION_KEYS": ENCRYPTION_KEYS,
        "HASH_KEY": HASH_KEY,
        "LOG_LEVEL": "ERROR",
        "NMBRS_SOAP_URL": f"{nmbrs}/soap/v3",
        "NMBRS_CALLS_PER_SECOND": "150",
    }
    with _serving(["app", "serve"], environment, ready="/health/ready") as address:
        yield address


@contextmanager
def pretended_nmbrs(companies: int, employees: int) -> Iterator[str]:
    """A Nmbrs of today with companies of this size, whose user has every bulk operation."""
    command = ["emulator", "--companies", str(companies), "--employees", str(employees)]
    user = {
        "token": DEMO_USER.token,
        "domain": DEMO_USER.domain,
        "extra_operations": [each.name for each in operations.EXTRA],
    }
    with _serving(command, {}, ready="/control/health") as address:
        httpx.put(f"{address}/control/users/{DEMO_USER.username}", json=user).raise_for_status()
        yield address


@contextmanager
def _serving(arguments: Sequence[str], environment: Mapping[str, str], *, ready: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *arguments, "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603
        command, env=os.environ | environment, stdout=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until(f"{address}{ready}", process)
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _wait_until(ready: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(ready).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"nothing is served at {ready}")
