"""What is secret or about somebody's health is said to nobody who did not ask for it and may know it.

Marked values go through whole imports, good and bad. Then everything that was logged, answered, printed
or stored is searched for the marks.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from pydantic import BaseModel, ValidationError
from sqlmodel import select
from starlette.testclient import TestClient

from app import log, models
from app.accounts.schemas import AccountCreate
from app.database import Database, make_engine
from app.hr import absence
from app.hr.classification import Codes
from app.hr.delivery import Request, Stream
from app.hr.records import Entity
from app.records import schemas as bodies
from app.runs import held, plan, wanted
from app.runs.schemas import ChangeOut, ReportOut, RunOut
from app.settings import Settings
from tests.conftest import MakeKey
from tests.integration.by_hand import ByHand, without_engine
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
SICK = TODAY - timedelta(days=401)

TOKEN = "MARKED-TOKEN-zx81-qqrst"
BSN = "918273641"
SURNAME = "Zoutketelaar-Merkteken"
COMMENT = "Merkteken: gebroken sleutelbeen"
UNKNOWN_LABEL = "Merktekenziekte van Zoutelande"
LABEL, CODE = "Ziekte door orgaandonatie (vangnet)", "NMBRS_ORGAANDONATIE"
UNMAPPED = "Zwangerschapverlof"
DAYS = (SICK.isoformat(), SICK.strftime("%d-%m-%Y"), SICK.strftime("%Y%m%d"), repr(SICK))

EVER = (TOKEN, BSN, COMMENT, UNKNOWN_LABEL, LABEL, CODE)
PERSONAL = (SURNAME, *DAYS)
BODIES: dict[str, type[BaseModel]] = {
    "employer-details": bodies.EmployerDetailsOut,
    "departments": bodies.DepartmentOut,
    "employees": bodies.EmployeeOut,
    "employments": bodies.EmploymentOut,
    "contracts": bodies.ContractOut,
    "placements": bodies.PlacementOut,
    "jobs": bodies.JobOut,
    "schedules": bodies.ScheduleOut,
    "addresses": bodies.AddressOut,
    "wages": bodies.WageOut,
    "absences": bodies.AbsenceOut,
}
Json = dict[str, Any]
Captured = pytest.CaptureFixture[str]


def _found(text: str, marks: Iterable[str]) -> list[str]:
    """The marks that are in a text, whatever the case."""
    return [mark for mark in marks if mark.casefold() in text.casefold()]


@pytest.fixture
def company(nmbrs: Nmbrs) -> int:
    """One person with every mark, one with a surname like his, and one whose absence nobody maps."""
    company = nmbrs.add_company("Bakkerij")
    nmbrs.add_department(company, "Winkel")
    marked = nmbrs.hire(company, last_name=SURNAME, bsn=BSN)
    nmbrs.report_sick(marked, SICK, dossier=LABEL, comment=COMMENT)
    nmbrs.report_sick(marked, SICK, dossier=UNKNOWN_LABEL, comment=COMMENT)
    nmbrs.report_sick(nmbrs.hire(company, last_name=SURNAME), SICK, dossier=UNMAPPED)
    nmbrs.set_user(token=TOKEN)
    return company


def _set_up(suite: Suite, company: int) -> None:
    employer = suite.add_employer("Bakkerij", company)
    suite.link_classifications(employer)
    suite.employer_ids[company] = employer
    suite.add_account({"scope": "employer", "employer_id": employer}, token=TOKEN)
    suite.configuration_id = suite.add_configuration(settings={"store_bsn": True})


# --- everything that is said ----------------------------------------------------------------------


@dataclass
class Said:
    """What left the process, by the way it left."""

    logged: io.StringIO = field(default_factory=io.StringIO)
    warned: list[warnings.WarningMessage] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)

    def text(self) -> str:
        parts = [self.logged.getvalue(), *self.answered, *(str(each.message) for each in self.warned)]
        return "\n".join(parts)


@pytest.fixture
def said() -> Iterator[Said]:
    """The log as the service writes it when asked to tell most, and every warning."""
    said = Said()
    root, ours = logging.getLogger(), logging.getLogger("app")
    before = root.handlers[:], root.level, ours.level
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        said.warned = warned
        log.configure("DEBUG", stream=said.logged)
        yield said
    log.configure()
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


@pytest.fixture
def client(said: Said, app: FastAPI) -> Iterator[TestClient]:
    """The service, running; a bug of ours is answered and not raised."""
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def _told(suite: Suite, run: Json) -> list[str]:
    """Everything that tells of a run without naming people to who may know them."""
    path = f"/runs/{run['id']}"
    return [str(suite.ask("GET", f"{path}{part}")) for part in ("", "/report", "/report?format=txt")]


def _refused(suite: Suite, database: Database) -> list[str]:
    """The answers to requests that are wrong in many ways, with a mark in each."""
    body = suite.account_body({"scope": "all_employers"}, token=TOKEN)
    json = {"Content-Type": "application/json"}
    account, version = f"/accounts/{suite.account_id}", {"If-Match": '"1"'}
    wrong: list[tuple[int, str, str, dict[str, Any]]] = [
        (422, "POST", "/accounts", {"json": {**body, "token": TOKEN * 50, "username": SURNAME}}),
        (422, "POST", "/accounts", {"json": {**body, "token": [TOKEN], "culture": BSN}}),
        (422, "POST", "/accounts", {"json": {**body, "domain": f"{SURNAME}.example"}}),
        (422, "PATCH", account, {"json": {"token": {TOKEN: BSN}}, "headers": version}),
        (400, "POST", "/accounts", {"content": f'{{"token": "{TOKEN}", "name": "{SURNAME}', "headers": json}),
        (409, "POST", "/accounts", {"json": body, "headers": {"Idempotency-Key": SURNAME}}),
        (422, "GET", f"/absences?on={SURNAME}&limit={BSN}0&cursor={SURNAME}", {}),
        (404, "GET", f"/employees/{BSN}", {}),
        (404, "GET", f"/{SURNAME}/{DAYS[0]}", {}),
        (401, "GET", "/employees", {"headers": {"Authorization": f"Bearer {TOKEN}"}}),
    ]
    answers = [suite.ask(method, path, status=status, **rest) for status, method, path, rest in wrong]

    _rename(database, "employer_groups", "gone")  # an error of the database quotes the row
    answers.append(suite.ask("POST", "/employer-groups", status=500, json={"name": SURNAME, "notes": TOKEN}))
    _rename(database, "gone", "employer_groups")
    return [str(answer) for answer in answers]


def _rename(database: Database, old: str, new: str) -> None:
    with database.transaction() as session:
        session.execute(sa.text(f"ALTER TABLE {old} RENAME TO {new}"))


def test_no_log_answer_metric_report_or_warning_ever_says_a_mark(
    suite: Suite,
    database: Database,
    nmbrs: Nmbrs,
    company: int,
    said: Said,
    capfd: Captured,
) -> None:
    _set_up(suite, company)
    runs = [suite.run(mode="preview"), suite.run()]
    assert suite.all("/absences")
    faults = [
        ("cut", "PersonalInfo_GetCurrent"),
        ("html", "Absence_GetList"),
        ("unknown_element", None),
        ("year_one", "Absence_GetList"),
        ("unknown_literal", "PersonalInfo_GetCurrent"),
        ("reject", "Absence_GetList"),
    ]
    for kind, operation in faults:
        nmbrs.fault(kind, operation=operation)
        runs.append(suite.run())
        nmbrs.lift_faults()

    for run in runs:
        said.answered += _told(suite, run)
    said.answered += _refused(suite, database)
    said.answered.append(suite.client.get("/metrics").text)

    printed = capfd.readouterr()
    assert len(said.logged.getvalue().splitlines()) > 50
    assert {run["status"] for run in runs} == {"previewed", "partially_applied", "failed"}
    assert _found(said.text() + printed.out + printed.err, (*EVER, *PERSONAL)) == []
    [line] = [line for line in suite.report(runs[1])["lines"] if line["code"] == "CLASSIFICATION_NOT_MAPPED"]
    assert (UNMAPPED in line["message"], line["reference"]) == (True, "")


@pytest.mark.parametrize("index", ["employees (last_name)", "changes (run_id, entity, operation)"])
def test_a_step_that_breaks_on_a_person_tells_nobody_who_it_was(
    suite: Suite, database: Database, company: int, said: Said, settings: Settings, index: str,
    capfd: Captured,
) -> None:  # fmt: skip
    _set_up(suite, company)
    with database.transaction() as session:  # the database refuses the second of them, and quotes him
        session.execute(sa.text(f"CREATE UNIQUE INDEX refusing ON {index}"))

    run = suite.run()

    assert (run["status"], suite.codes(run, "failure")[-1]) == ("failed", "INTERNAL_ERROR")
    printed = capfd.readouterr()
    assert "IntegrityError" in said.logged.getvalue()
    assert _found(said.text() + printed.out + printed.err, (*EVER, *PERSONAL)) == []
    assert _found(_rows_of_the_engine(settings), (*EVER, *PERSONAL)) == []


# --- everything that is printed -------------------------------------------------------------------


@pytest.fixture
def by_hand(app: FastAPI, settings: Settings, database: Database, make_key: MakeKey) -> Iterator[ByHand]:
    headers = make_key(permissions=["bsn", "classification"])
    with without_engine(app, settings, database, headers) as opened:
        yield opened


def _printed(values: Iterable[object]) -> str:
    return "\n".join(f"{value!r} {value!s} {value}" for value in values)


def _values_of_a_run(by_hand: ByHand, company: int) -> list[object]:
    """The values that travel through a run, from what was delivered to what is planned."""
    steps, database = by_hand.steps, by_hand.database
    with database.reading() as session:
        account = session.get_one(models.Account, by_hand.account_id)
        ours = held.load(session, by_hand.employer_ids[company])
    source = steps.open_source(account, today=TODAY)
    request = Request(str(company), frozenset(Stream), TODAY - timedelta(days=800))
    delivery = source.read(request, cancelled=lambda: False)
    rules = wanted.Rules(
        today=TODAY, since=request.since, store_bsn=True, end_is_last_sick_day=True,
        classifications=Codes({LABEL: CODE}, frozenset({CODE})), digest=steps.cipher.digest,
    )  # fmt: skip
    target = wanted.build(delivery, frozenset(), rules, held_cases=frozenset())
    context = plan.Context(
        run_id="", since=request.since, withdraws=True, digest=steps.cipher.digest,
        reveal=lambda record_id, name, sealed: "", new_id=models.new_id,
    )  # fmt: skip
    made = plan.compare(delivery, target, {}, context)
    cases = absence.group_into_cases(delivery.absences, end_is_last_sick_day=True)
    records = [
        *delivery.departments, *delivery.placements, *delivery.employees, *delivery.employments,
        *delivery.absences, *source.employers(),
    ]  # fmt: skip
    assert {type(each).__name__ for each in records} == {
        "Department", "Placement", "Employee", "Employment", "AbsenceRow", "Company",
    }  # fmt: skip
    assert made.changes
    return [
        *records, *cases, *(period for case in cases for period in case.periods),
        *(record for entity in Entity for record in ours[entity].values()),
        request, delivery, target, context, made, *made.changes, account, steps, source,
        {"in": [made, delivery]},
    ]  # fmt: skip


def _shown(by_hand: ByHand, run: Json) -> list[BaseModel]:
    """What callers are shown, as the schema objects it was made from."""
    shown: list[BaseModel] = [
        BODIES[kind](**record) for kind, records in by_hand.state().items() for record in records
    ]
    shown += [ChangeOut(**change) for change in by_hand.changes(run)]
    assert not {BSN, SURNAME, CODE, DAYS[0]} - set(
        _found(str([each.model_dump(mode="json") for each in shown]), (BSN, SURNAME, CODE, DAYS[0]))
    )
    body = by_hand.account_body({"scope": "all_employers"}, token=TOKEN, name=SURNAME)
    return [*shown, AccountCreate(**body), RunOut(**run), ReportOut(**by_hand.report(run))]


def test_nothing_prints_what_it_holds(by_hand: ByHand, nmbrs: Nmbrs, company: int) -> None:
    _set_up(by_hand, company)
    run = by_hand.run()
    with by_hand.database.reading() as session:
        rows = [
            row
            for table in vars(models).values()
            if hasattr(table, "__table__")
            for row in session.exec(select(table))
        ]
    body = by_hand.account_body({"scope": "all_employers"}, token=[TOKEN], username=SURNAME)
    with pytest.raises(ValidationError) as refused:
        AccountCreate(**body)

    values = [*rows, *_values_of_a_run(by_hand, company), *_shown(by_hand, run), refused.value]

    assert {"Employee", "AbsenceCase", "Change", "Account"} <= {type(row).__name__ for row in rows}
    assert _found(_printed(values), (*EVER, *PERSONAL)) == []


# --- everything that is stored --------------------------------------------------------------------


def _rows(engine: sa.Engine, schema: str) -> dict[str, str]:
    """Every row of every table of a schema as text, by table."""
    with engine.connect() as connection:
        return {
            name: "\n".join(
                str(tuple(row))
                for row in connection.execute(sa.text(f'SELECT * FROM {schema}."{name}"'))  # noqa: S608
            )
            for name in sa.inspect(engine).get_table_names(schema=schema)
        }


def _rows_of_the_engine(settings: Settings) -> str:
    """Everything in DBOS's own tables, which are in a file or a schema of their own."""
    engine = make_engine(settings.engine_url())
    rows = _rows(engine, "main" if engine.dialect.name == "sqlite" else "dbos")
    engine.dispose()
    assert "workflow_status" in rows
    return "\n".join(rows.values())


def _bytes_of_files(settings: Settings) -> bytes:
    """The SQLite files as they are on disk, with what has not been merged into them yet."""
    if not settings.database_url.startswith("sqlite"):
        return b""
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    files = sorted(path.parent.glob(f"{path.stem}*"))
    assert len(files) > 2
    return b"".join(file.read_bytes() for file in files)


def test_no_secret_is_stored_in_plain_and_nothing_personal_in_the_engine(
    suite: Suite, database: Database, settings: Settings, nmbrs: Nmbrs, company: int
) -> None:
    _set_up(suite, company)
    body = suite.account_body({"scope": "all_employers"}, token=TOKEN, username="ander@voorbeeld.example")
    suite.ask("POST", "/accounts", status=201, json=body, headers={"Idempotency-Key": "a"})
    suite.run(mode="preview")
    suite.run()
    nmbrs.fault("year_one", operation="Absence_GetList")
    suite.run()
    nmbrs.lift_faults()
    nmbrs.fault("reject", operation="Absence_GetList")
    suite.run()

    ours = _rows(database.engine, "main" if database.engine.dialect.name == "sqlite" else "public")

    assert _found(ours["employees"] + ours["absence_cases"], PERSONAL[:2]) == [*PERSONAL[:2]]
    catalogue = ours.pop("absence_classifications")
    assert _found(catalogue, EVER) == [LABEL, CODE]
    assert {name: found for name, rows in ours.items() if (found := _found(rows, EVER))} == {}
    raw = _bytes_of_files(settings).decode(errors="replace")
    assert _found(raw, set(EVER) - {LABEL, CODE}) == []
    assert _found(_rows_of_the_engine(settings), (*EVER, *PERSONAL)) == []
