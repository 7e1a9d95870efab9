"""The figures of reading one employee over HTTP, from another process: alone, and while an import runs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlmodel import select

from app import models
from app.database import Database
from app.keys.issue import issue
from app.runs.states import OPEN
from app.security import Role
from benchmarks import answers, processes
from benchmarks.answers import Memory
from benchmarks.figures import Figure, Watch
from benchmarks.stage import Stage, insist_on_all, set_up, settings, sqlite_url

WARM_UP = 100
#: Requests between two looks at whether the import still runs.
ROUND = 10


def measure(folder: Path, *, employees: int, requests: int) -> Iterator[Figure]:
    """Ask for random employees one after the other over one connection.

    Of two employers the first was imported before; the service imports the other for the first time.
    """
    path = folder / "requests.db"
    _import_first(path, employees)
    database = Database(sqlite_url(path))
    headers, employee_ids = _caller(database)
    chance = random.Random(1)  # noqa: S311
    with (
        processes.pretended_nmbrs(2, employees) as nmbrs,
        processes.service(path, nmbrs) as address,
        httpx.Client(base_url=f"{address}/v1", headers=headers) as client,
    ):

        def ask(count: int) -> list[float]:
            return [_ask(client, chance.choice(employee_ids)) for _ in range(count)]

        ask(WARM_UP)
        alone = ask(requests)
        run_id = _start(client, database)
        during: list[float] = []
        while _status(database, run_id) in OPEN:
            during += ask(ROUND)
        insist_on_all(database, run_id)
    database.close()
    yield Figure("requests.employee", _p99(alone), "ms p99")
    yield Figure("requests.employee_during_import", _p99(during), "ms p99")
    yield Figure("requests.during_import", len(during), "requests")


def _import_first(path: Path, employees: int) -> None:
    """Import the first of two companies, and leave the other to be imported."""
    world = answers.world_of(employees, companies=2)
    first, second = world.companies.values()
    set_up(sqlite_url(path), {each.id: each.name for each in (first, second)}, excluded=[second.id])
    stage = Stage(sqlite_url(path), Memory(world, [first.id]))
    stage.run()
    stage.close()
    database = Database(sqlite_url(path))
    with database.transaction() as session:
        session.exec(select(models.Configuration)).one().settings = settings([first.id])
    database.close()


def _ask(client: httpx.Client, employee_id: str) -> float:
    """Milliseconds until the answer is there."""
    watch = Watch()
    with watch.running():
        answer = client.get(f"/employees/{employee_id}")
    answer.raise_for_status()
    return watch.seconds * 1000


def _p99(milliseconds: list[float]) -> float:
    return sorted(milliseconds)[int(len(milliseconds) * 0.99)]


def _start(client: httpx.Client, database: Database) -> str:
    with database.reading() as session:
        configuration_id = session.exec(select(models.Configuration.id)).one()
    answer = client.post(f"/configurations/{configuration_id}/runs", json={"mode": "apply"})
    answer.raise_for_status()
    return str(answer.json()["id"])


def _status(database: Database, run_id: str) -> str:
    """Looked up beside the service: its own answer counts the journal."""
    with database.reading() as session:
        return session.get_one(models.Run, run_id).status


def _caller(database: Database) -> tuple[dict[str, str], list[str]]:
    """The headers of somebody who may do everything, and the ids of everybody there is."""
    with database.transaction() as session:
        _, key = issue(
            session, name="benchmark", role=Role.ADMIN, permissions=[], employer_ids=[], group_ids=[],
            now=datetime.now(UTC),
        )  # fmt: skip
        employee_ids = list(session.exec(select(models.Employee.id)))
    return {"Authorization": f"Bearer {key}"}, employee_ids
