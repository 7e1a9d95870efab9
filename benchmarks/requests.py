"""The figure of reading one employee over HTTP, from another process, while nothing else happens."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlmodel import select

from app import models
from app.database import Database
from app.keys.issue import issue
from app.security import Role
from benchmarks.figures import Figure, Watch
from benchmarks.stage import ENCRYPTION_KEYS, HASH_KEY, database_url

WARM_UP = 100
PATIENCE_SECONDS = 30.0


def measure(database: Path, *, requests: int) -> Iterator[Figure]:
    """Ask for `requests` random employees one after the other over one connection."""
    headers, employee_ids = _caller(database)
    chance = random.Random(1)  # noqa: S311
    asked = [f"/v1/employees/{chance.choice(employee_ids)}" for _ in range(WARM_UP + requests)]
    with _service(database) as address, httpx.Client(base_url=address, headers=headers) as client:
        seconds = [_ask(client, path) for path in asked][WARM_UP:]
    seconds.sort()
    yield Figure("requests.employee", seconds[int(len(seconds) * 0.99)] * 1000, "ms p99")


def _ask(client: httpx.Client, path: str) -> float:
    watch = Watch()
    with watch.running():
        answer = client.get(path)
    answer.raise_for_status()
    return watch.seconds


def _caller(path: Path) -> tuple[dict[str, str], list[str]]:
    """The headers of a reader, and the ids of everybody there is."""
    database = Database(database_url(path))
    with database.transaction() as session:
        _, key = issue(
            session, name="benchmark", role=Role.READER, permissions=[], employer_ids=[], group_ids=[],
            now=datetime.now(UTC),
        )  # fmt: skip
        employee_ids = list(session.exec(select(models.Employee.id)))
    database.close()
    return {"Authorization": f"Bearer {key}"}, employee_ids


@contextmanager
def _service(database: Path) -> Iterator[str]:
    """The service as a process of its own; gives its address once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "ENVIRONMENT": "development",
        "DATABASE_URL": database_url(database),
        "ENCRYPTION_KEYS": ENCRYPTION_KEYS,
        "HASH_KEY": HASH_KEY,
        "LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_ready(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{address}/health/ready").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the service did not become ready")
