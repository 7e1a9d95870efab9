"""A service that dies or is stopped half way: the run ends by itself, as if nothing had happened.

Real processes over loopback. The moments are chosen by what the pretended Nmbrs has seen and by what is
in the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from app import models
from app.database import Database
from app.keys.issue import issue
from app.main import create_app
from app.security import Role
from app.settings import Settings
from tests.databases import Databases
from tests.e2e import processes
from tests.e2e.processes import Process, ended_afterwards, wait_until
from tests.nmbrs_control import Nmbrs
from tests.suite import OPEN, Suite

RUN_SECONDS = 30.0
SHUTDOWN_SECONDS = 12.0
TODAY = datetime.now(UTC).date()
Story = dict[str, Any]


@pytest.fixture(scope="module")
def pretended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nmbrs]:
    process = processes.emulator(tmp_path_factory.mktemp("nmbrs"))
    with ended_afterwards(process):
        process.start()
        with httpx.Client(timeout=10, trust_env=False) as http:
            yield Nmbrs(process.address, http)


def _fill(nmbrs: Nmbrs) -> None:
    """Three companies, the same in every test."""
    nmbrs.reset(companies=3, employees=10, seed=7, today=TODAY)


@pytest.fixture
def nmbrs(pretended: Nmbrs) -> Nmbrs:
    _fill(pretended)
    return pretended


@pytest.fixture
def service(database_url: str, nmbrs: Nmbrs, tmp_path: Path) -> Iterator[Process]:
    """The service, not started yet, that imports one employer after the other."""
    process = processes.service(database_url, nmbrs.soap_url, tmp_path, EMPLOYERS_AT_ONCE="1")
    with ended_afterwards(process):
        yield process


@pytest.fixture
def suite(service: Process, nmbrs: Nmbrs, admin: dict[str, str]) -> Iterator[Suite]:
    """An administrator who has set up everything, beside a service that is not running yet."""
    app = create_app(_settings(service))
    suite = _set_up(TestClient(app), nmbrs, admin)
    app.state.database.close()
    with httpx.Client(base_url=service.address, timeout=70, trust_env=False) as http:
        suite.client = http  # type: ignore[assignment]  # asks as a TestClient does
        yield suite


def _settings(service: Process) -> Settings:
    return Settings(_env_file=None, **{name.lower(): text for name, text in service.environment.items()})


def _set_up(client: TestClient, nmbrs: Nmbrs, headers: dict[str, str]) -> Suite:
    suite = Suite(client, headers)
    suite.set_up({each["id"]: each["name"] for each in nmbrs.visible_companies()})
    return suite


# --- what a run leaves behind, without what differs between two of them ---------------------------


@pytest.fixture(scope="module")
def uninterrupted(
    pretended: Nmbrs, sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Story:
    """What the same import leaves behind when nothing happens to the service."""
    _fill(pretended)
    folder = tmp_path_factory.mktemp("uninterrupted")
    app = create_app(_settings(processes.service(sqlite_databases.migrated(), pretended.soap_url, folder)))
    with app.state.database.transaction() as session:
        _, key = issue(
            session, name="x", role=Role.ADMIN, permissions=[], employer_ids=[], group_ids=[],
            now=datetime.now(UTC),
        )  # fmt: skip
    with TestClient(app) as client:
        suite = _set_up(client, pretended, {"Authorization": f"Bearer {key}"})
        return _story(suite, suite.run())


def _story(suite: Suite, run: dict[str, Any]) -> Story:
    """Records by source key, and the journal rows and report lines of a run, with its counts and outcome."""
    names = {each["id"]: each["employer_code"] for each in suite.all("/employers")}
    state = suite.state()
    for records in state.values():
        names |= {each["id"]: each["source_key"] for each in records}
    report, changes = suite.report(run), suite.changes(run)
    assert all(change["applied_at"] for change in changes)
    return {
        "records": {kind: _rows(records, names) for kind, records in state.items()},
        "journal": _rows(changes, names),
        "lines": _rows(report["lines"], names),
        "employers": _rows(report["employers"], names),
        "counts": report["run"]["counts"],
        "status": report["run"]["status"],
    }


def _rows(rows: list[dict[str, Any]], names: dict[str, str]) -> list[str]:
    """Rows as text in one order: no times or ids of their own, and for our other ids what they stand for."""
    own = ("id", "record_id", "updated_at", "applied_at", "at")
    return sorted(
        str({key: names.get(str(value), value) for key, value in row.items() if key not in own})
        for row in rows
    )


def _written(database: Database) -> dict[str, list[str]]:
    """Every record and journal row there is, to the last column."""
    tables = [*models.IMPORTED.values(), models.Change]
    with database.reading() as session:
        return {
            table.__tablename__: sorted(str(row) for row in session.execute(sa.select(table.__table__)))
            for table in tables
        }


def _ended(suite: Suite, run_id: str) -> dict[str, Any]:
    """The run, when it has ended by itself."""
    found: list[dict[str, Any]] = []

    def has_ended() -> bool:
        found.append(suite.ask("GET", f"/runs/{run_id}"))
        return found[-1]["status"] not in OPEN

    wait_until(has_ended, RUN_SECONDS, lambda: str(found[-1]))
    return found[-1]


# --- when the service dies ------------------------------------------------------------------------


@dataclass(frozen=True)
class Moment:
    """`prepare` makes the moment last once the service runs, and `reached` tells that it has come."""

    prepare: Callable[[Nmbrs, Database], object]
    reached: Callable[[Nmbrs, Database], bool]


def _call(operation: str, number: int) -> Moment:
    """While Nmbrs is about to answer this call of an operation."""
    return Moment(
        lambda nmbrs, _: nmbrs.fault("delay", operation=operation, after=number - 1, seconds=20),
        lambda nmbrs, _: len(nmbrs.calls(operation)) >= number,  # some go out at the same time
    )


def _statuses(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.exec(select(models.RunEmployer.status)))


#: Each new department takes a while, with the transaction open.
SLOW = {
    "sqlite": (
        "CREATE VIEW slow AS WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n"
        " WHERE x < 20000000) SELECT count(*) AS x FROM n",
        "CREATE TRIGGER slow AFTER INSERT ON departments BEGIN SELECT x FROM slow; END",
    ),
    "postgresql": (
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END'",
        "CREATE TRIGGER slow AFTER INSERT ON departments EXECUTE FUNCTION slow()",
    ),
}
SWIFT = {
    "sqlite": ("DROP TRIGGER slow", "DROP VIEW slow"),
    "postgresql": ("DROP TRIGGER slow ON departments", "DROP FUNCTION slow"),
}


def _order(database: Database, statements: dict[str, tuple[str, ...]]) -> None:
    with database.transaction() as session:
        for statement in statements[database.engine.dialect.name]:
            session.execute(sa.text(statement))


def _is_applying(_: Nmbrs, database: Database) -> bool:
    planned = "planned" in _statuses(database)
    if planned:
        time.sleep(0.5)  # applying begins when the plan is stored, and now takes seconds
    return planned


LISTING = _call("List_GetAll", 1)
READING = _call("PersonalInfo_GetCurrent", 6)
APPLYING = Moment(lambda _, database: _order(database, SLOW), _is_applying)
READING_THE_NEXT = _call("Company_GetCurrentPeriod", 1)


def test_a_service_killed_time_and_again_ends_its_run_as_if_nothing_had_happened(
    service: Process, suite: Suite, nmbrs: Nmbrs, database: Database, uninterrupted: Story
) -> None:
    _fill(nmbrs)
    run_id = ""
    for moment in (LISTING, READING, APPLYING, READING_THE_NEXT):
        nmbrs.lift_faults()
        nmbrs.forget_calls()
        moment.prepare(nmbrs, database)
        service.start()
        run_id = run_id or suite.start()["id"]
        wait_until(lambda moment=moment: moment.reached(nmbrs, database), RUN_SECONDS, service.last_words)
        service.kill()
        if moment is APPLYING:
            assert _statuses(database) == ["planned", "queued", "queued"]
            _order(database, SWIFT)
    assert _statuses(database) == ["applied", "queued", "reading"]
    nmbrs.lift_faults()

    service.start()
    run = _ended(suite, run_id)

    assert _story(suite, run) == uninterrupted
    assert [each["id"] for each in suite.all("/runs")] == [run_id]
    before = _written(database)
    again = suite.run()
    assert [entity for entity, each in again["counts"].items() if each["unchanged"] != each["read"]] == []
    assert _written(database) == before


def test_a_run_that_was_committed_but_never_enqueued_begins_when_the_service_starts(
    service: Process, suite: Suite, nmbrs: Nmbrs, database: Database, uninterrupted: Story
) -> None:
    _fill(nmbrs)
    with database.transaction() as session:
        run = models.Run(
            configuration_id=suite.configuration_id, account_id=suite.account_id,
            option="nmbrs_employee", mode="apply", status="queued", created_at=datetime.now(UTC),
        )  # fmt: skip
        session.add(run)

    service.start()

    assert _story(suite, _ended(suite, run.id)) == uninterrupted


def test_a_service_that_is_stopped_ends_soon_and_goes_on_after_its_next_start(
    service: Process, suite: Suite, nmbrs: Nmbrs, database: Database, uninterrupted: Story
) -> None:
    _fill(nmbrs)
    service.start()
    READING.prepare(nmbrs, database)
    run_id = suite.start()["id"]
    wait_until(lambda: READING.reached(nmbrs, database), RUN_SECONDS, service.last_words)

    code, seconds = service.terminate(patience=60)

    assert code in (0, -15)
    assert seconds < SHUTDOWN_SECONDS
    assert _statuses(database) == ["queued", "queued", "reading"]
    nmbrs.lift_faults()
    service.start()
    assert _story(suite, _ended(suite, run_id)) == uninterrupted
