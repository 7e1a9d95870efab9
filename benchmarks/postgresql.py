"""The figure of importing on PostgreSQL: the same first import as on SQLite, by turns on one machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg

from benchmarks.figures import Figure
from benchmarks.importing import Employer
from benchmarks.stage import Stage, set_up
from checks.postgresql import postgresql_server

_TEMPLATE = "set_up"


def measure(folder: Path, *, employees: int, repeats: int) -> Iterator[Figure]:
    """The server has the settings it comes with, so it waits for the disk as SQLite does."""
    employer = Employer(folder, employees)
    with postgresql_server() as socket_folder:
        _order(socket_folder, f"CREATE DATABASE {_TEMPLATE}")
        set_up(_url(socket_folder, _TEMPLATE), employer.companies)
        _first(employer, socket_folder, "warm_up")
        on_sqlite, on_postgresql = [], []
        for repeat in range(repeats):
            on_sqlite.append(employer.run(employer.copy(f"sqlite-{repeat}")))
            on_postgresql.append(_first(employer, socket_folder, f"imported_{repeat}"))
    yield Figure("import.postgresql", min(on_postgresql), "s", min(on_postgresql) / min(on_sqlite))


def _first(employer: Employer, socket_folder: Path, name: str) -> float:
    _order(socket_folder, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    stage = Stage(_url(socket_folder, name), employer.answers)
    seconds = stage.run()
    stage.close()
    _order(socket_folder, f"DROP DATABASE {name}")
    return seconds


def _order(socket_folder: Path, order: str) -> None:
    with psycopg.connect(_url(socket_folder, "postgres"), autocommit=True) as connection:
        connection.execute(order.encode())


def _url(socket_folder: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={socket_folder}"
