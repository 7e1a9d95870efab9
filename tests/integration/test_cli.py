"""The command line as an operator uses it: as a process, with an environment and a terminal."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from app.settings import Settings
from tests.conftest import Headers

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., subprocess.CompletedProcess[str]]
SECRETS = {"ENCRYPTION_KEYS": "test:a-secret-for-this-test-alone", "HASH_KEY": "another-secret-of-this-test"}


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Run `python -m app …` in a folder without a `.env`, with these settings and no others."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "app", *arguments],
            cwd=tmp_path,
            env=surroundings(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def surroundings(**environment: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}


def test_a_printed_key_opens_the_api(command: Command, settings: Settings, client: TestClient) -> None:
    made = command(
        *("api-key", "create", "--name", "Nightly", "--role", "operator"),
        **SECRETS, DATABASE_URL=settings.database_url,
    )  # fmt: skip

    key = made.stdout.removesuffix("\n")
    answer = client.get("/v1/runs", headers={"Authorization": f"Bearer {key}"})

    assert (0, "", 200) == (made.returncode, made.stderr, answer.status_code)


def test_a_key_for_unknown_employers_is_refused_in_one_sentence(command: Command, database_url: str) -> None:
    made = command(
        *("api-key", "create", "--name", "X", "--role", "reader", "--employer", "nobody"),
        **SECRETS, DATABASE_URL=database_url,
    )  # fmt: skip

    assert (1, "", 1) == (made.returncode, made.stdout, made.stderr.count("\n"))


def test_a_key_reaches_what_it_is_told_to_reach(
    command: Command, settings: Settings, client: TestClient, admin: Headers
) -> None:
    ours, theirs = (
        client.post("/v1/employers", json={"name": name}, headers=admin).json()["id"] for name in "AB"
    )

    made = command(
        *("api-key", "create", "--name", "X", "--role", "admin", "--employer", ours),
        **SECRETS, DATABASE_URL=settings.database_url,
    )  # fmt: skip
    holder = {"Authorization": f"Bearer {made.stdout.strip()}"}
    answers = [client.get(f"/v1/employers/{each}", headers=holder).status_code for each in (ours, theirs)]

    assert [200, 404] == answers


@pytest.mark.parametrize("arguments", [("serve",), ("api-key", "create", "--name", "X", "--role", "admin")])
def test_a_database_without_migrations_is_refused_in_one_sentence(
    command: Command, empty_database_url: str, arguments: tuple[str, ...]
) -> None:
    ended = command(*arguments, **SECRETS, DATABASE_URL=empty_database_url)

    told = "The database is not of this version: run `python -m app migrate`, or serve with --migrate.\n"
    assert (1, "", told) == (ended.returncode, ended.stdout, ended.stderr)


def test_migrating_makes_it_ready(command: Command, empty_database_url: str) -> None:
    migrated = command("migrate", **SECRETS, DATABASE_URL=empty_database_url)

    made = command(
        *("api-key", "create", "--name", "X", "--role", "admin"), **SECRETS, DATABASE_URL=empty_database_url
    )

    assert (0, 0) == (migrated.returncode, made.returncode)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, ["ENCRYPTION_KEYS and HASH_KEY need values of your own in production (see .env.example)."]),
        (
            {"ENVIRONMENT": "staging", "NMBRS_ATTEMPTS": "many"},
            [
                "ENVIRONMENT: Input should be 'development' or 'production'.",
                "NMBRS_ATTEMPTS: Input should be a valid integer, unable to parse string as an integer.",
            ],
        ),
        (
            {"ENVIRONMENT": "development", "ENCRYPTION_KEYS": "a:short", "HASH_KEY": "also short"},
            ["ENCRYPTION_KEYS needs id:secret, secret of 20+ signs."],
        ),
        (
            {**SECRETS, "DATABASE_URL": "postgresql://user:SECRET@127.0.0.1:1/none"},
            [
                "The database cannot be reached: postgresql://user:***@127.0.0.1:1/none (DATABASE_URL).",
            ],
        ),
        (
            {**SECRETS, "DATABASE_URL": "SECRET"},
            ["The database cannot be reached: not a database URL (DATABASE_URL)."],
        ),
    ],
)
def test_what_is_wrong_with_the_settings_is_told_in_sentences_without_values(
    command: Command, environment: dict[str, str], told: list[str]
) -> None:
    ended = command("migrate", **environment)

    assert (1, "", told) == (ended.returncode, ended.stdout, ended.stderr.splitlines())


def test_serving_with_migrate_answers_on_its_port_until_it_is_stopped(
    tmp_path: Path, empty_database_url: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    environment = surroundings(**SECRETS, DATABASE_URL=empty_database_url)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "app", "serve", "--migrate", "--port", str(port)],
            cwd=tmp_path, env=environment, stderr=log,
        )  # fmt: skip

    ready = _ready(f"http://127.0.0.1:{port}/health/ready", process)
    process.terminate()
    process.wait(30)

    assert {"database": "ok", "migrations": "ok", "engine": "ok", "mail": "ok"} == ready
    lines = (tmp_path / "log").read_text().splitlines()
    assert all(line.startswith("{") for line in lines), "every log line is JSON"


def _ready(address: str, process: subprocess.Popen[bytes]) -> dict[str, str]:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            answer = httpx.get(address, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
            continue
        if answer.status_code == 200:
            checks: dict[str, str] = answer.json()["checks"]
            return checks
    return {}
