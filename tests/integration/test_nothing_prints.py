"""No value of a run and no row shows in print what it holds: not in `repr`, `str` or a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, ValidationError
from sqlmodel import select

from app import models
from app.accounts.schemas import AccountCreate
from app.database import Database
from app.hr import absence
from app.hr.classification import Codes
from app.hr.delivery import Request, Stream
from app.hr.records import Entity
from app.records import schemas as bodies
from app.runs import held, plan, wanted
from app.runs.report_schemas import ReportOut
from app.runs.rules import Rules
from app.runs.schemas import ChangeOut, RunOut
from app.settings import Settings
from tests.conftest import MakeKey
from tests.integration.by_hand import ByHand, without_engine
from tests.integration.marks import (
    AMOUNT,
    BSN,
    CODE,
    DAYS,
    EVER,
    LABEL,
    PERSONAL,
    STREET,
    SURNAME,
    TODAY,
    TOKEN,
    add_company,
    found,
    set_up,
)
from tests.nmbrs_control import Nmbrs

Json = dict[str, Any]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def company(nmbrs: Nmbrs) -> int:
    return add_company(nmbrs)


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
    rules = Rules(
        today=TODAY, since=request.since, store_bsn=True, end_is_last_sick_day=True, contact_mode="always",
        include_leavers=True, delete_action="delete", digest=steps.cipher.digest,
        classifications=Codes({LABEL: CODE}, frozenset({CODE})),
    )  # fmt: skip
    known = plan.known(ours, request.since)
    target = wanted.build(delivery, known, rules)
    context = plan.Context(
        run_id="", rules=rules, look_up=lambda entity, keys: {},
        reveal=lambda record_id, name, sealed: "", new_id=models.new_id,
    )  # fmt: skip
    made = plan.compare(delivery, target, {entity: {} for entity in Entity}, context)
    cases = absence.group_into_cases(delivery.absences, end_is_last_sick_day=True)
    records = [
        delivery.employer, *delivery.departments, *delivery.placements, *delivery.employees,
        *delivery.employments, *delivery.contracts, *delivery.jobs, *delivery.job_placements,
        *delivery.schedules, *delivery.wages, *delivery.addresses, *delivery.absences, *source.employers(),
    ]  # fmt: skip
    assert {type(each).__name__ for each in records} == {
        "EmployerDetails", "Department", "Placement", "Employee", "Employment", "Contract", "Job",
        "JobPlacement", "Schedule", "Wage", "Address", "AbsenceRow", "Company",
    }  # fmt: skip
    assert {*Entity} == {change.entity for change in made.changes}
    return [
        *records, *cases, *(period for case in cases for period in case.periods),
        *(record for entity in Entity for record in ours[entity].values()),
        request, rules, known, delivery, target, context, made, *made.changes, account, steps, source,
        {"in": [made, delivery]},
    ]  # fmt: skip


def _shown(by_hand: ByHand, run: Json) -> list[BaseModel]:
    """What callers are shown, as the schema objects it was made from."""
    shown: list[BaseModel] = [
        BODIES[kind](**record) for kind, records in by_hand.state().items() for record in records
    ]
    shown += [ChangeOut(**change) for change in by_hand.changes(run)]
    told = str([each.model_dump(mode="json") for each in shown])
    marks = {BSN, SURNAME, CODE, DAYS[0], STREET, AMOUNT}
    assert marks == {*found(told, marks)}
    body = by_hand.account_body({"scope": "all_employers"}, token=TOKEN, name=SURNAME)
    return [*shown, AccountCreate(**body), RunOut(**run), ReportOut(**by_hand.report(run))]


def test_nothing_prints_what_it_holds(by_hand: ByHand, nmbrs: Nmbrs, company: int) -> None:
    set_up(by_hand, company)
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

    imported = {table.__name__ for table in models.IMPORTED.values()}
    assert imported | {"Change", "Account"} <= {type(row).__name__ for row in rows}
    assert found(_printed(values), (*EVER, *PERSONAL)) == []
