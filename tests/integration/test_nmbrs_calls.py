"""What an employer costs in calls: next to nothing in bulk, and else exactly what the manual permits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Request, Stream
from app.nmbrs import operations
from app.nmbrs.source import Nmbrs
from tests.integration.nmbrs_employer import (
    CREDENTIALS,
    EMPLOYEE_LIST,
    EMPLOYEE_TYPES,
    EXTRA,
    HISTORIES,
    OF_COMPANY,
    OF_EMPLOYEE,
    PERIOD,
    connected,
)
from tests.nmbrs_control import Nmbrs as LookAlike

DAY = date(2026, 11, 23)
ONCE = {
    "List_GetAll": 1,
    EMPLOYEE_TYPES: 1,
    EMPLOYEE_LIST: 3,
    PERIOD: 1,
    **dict.fromkeys((*OF_COMPANY, *HISTORIES), 1),
}


@pytest.fixture
def connection(nmbrs: LookAlike) -> Iterator[Nmbrs]:
    with connected(nmbrs, timeout_seconds=30) as opened:
        yield opened


def read(connection: Nmbrs, *, extra: Any = (), **changed: Any) -> tuple[Delivery, frozenset[str]]:
    """List the employers and read the only one, as a run does."""
    source = connection.source(CREDENTIALS, today=DAY, extra=extra)
    [company] = source.employers()
    given = {"streams": frozenset(Stream), "since": date(2024, 1, 1)} | changed
    delivery = source.read(Request(company.source_key, **given), cancelled=lambda: False)
    assert {Completeness.COMPLETE} == {delivery.streams[each].state for each in given["streams"]}
    return delivery, frozenset(each.source_key for each in delivery.employees)


def made(nmbrs: LookAlike) -> Counter[str]:
    return Counter(call["operation"] for call in nmbrs.calls())


def test_thousand_employees_cost_twenty_calls_in_bulk(connection: Nmbrs, nmbrs: LookAlike) -> None:
    nmbrs.reset(companies=1, employees=1000, today=DAY)
    nmbrs.allow(*EXTRA)

    _, people = read(connection, extra=EXTRA)

    assert len(people) > 900
    assert ONCE | dict.fromkeys(EXTRA, 1) == made(nmbrs)
    assert made(nmbrs).total() <= 20


def test_without_bulk_an_employer_costs_exactly_what_the_manual_permits(
    connection: Nmbrs, nmbrs: LookAlike
) -> None:
    nmbrs.reset(companies=1, employees=60, today=DAY)

    _, people = read(connection)

    assert ONCE | dict.fromkeys(OF_EMPLOYEE, len(people)) == made(nmbrs)
    assert {each.name for each in operations.PERMITTED} == set(made(nmbrs))
    asked_about = {call["employee_id"] for call in nmbrs.calls() if call["employee_id"]}
    assert people == set(map(str, asked_about))


def test_leavers_nobody_imported_cost_nothing(connection: Nmbrs, nmbrs: LookAlike) -> None:
    nmbrs.reset(companies=1, employees=60, today=DAY)
    [company] = nmbrs.world()["companies"]
    left = [str(each["id"]) for each in company["employees"] if each["employee_type"] == "Former payroll"]
    _, without = read(connection)
    nmbrs.forget_calls()

    _, with_one = read(connection, known_employees=frozenset(left[:1]))

    assert len(left) > 1
    assert (set(), set(left[:1])) == (without & set(left), with_one & set(left))
    assert ONCE | dict.fromkeys(OF_EMPLOYEE, len(without) + 1) == made(nmbrs)


def test_future_employees_nobody_wants_cost_nothing(connection: Nmbrs, nmbrs: LookAlike) -> None:
    nmbrs.reset(companies=1, employees=60, today=DAY)
    _, everybody = read(connection)
    nmbrs.forget_calls()

    _, people = read(connection, include_future=False)

    assert people < everybody
    assert ONCE | {EMPLOYEE_LIST: 2} | dict.fromkeys(OF_EMPLOYEE, len(people)) == made(nmbrs)


def test_employee_whom_the_bulk_answer_leaves_out_costs_one_call(connection: Nmbrs, nmbrs: LookAlike) -> None:
    company = nmbrs.add_company("Voorbeeld B.V.")
    nmbrs.add_department(company, "Zorg")
    recorded, unrecorded = (nmbrs.hire(company, complete=True, recorded=each) for each in (True, False))
    nmbrs.allow(*EXTRA)

    _, people = read(connection, extra=EXTRA)

    assert {str(recorded), str(unrecorded)} == people
    assert [unrecorded] == [call["employee_id"] for call in nmbrs.calls("PersonalInfo_GetCurrent")]


@pytest.mark.parametrize(
    ("stream", "operation"), [(stream, operation) for operation, stream in EXTRA.items()]
)
def test_stream_nobody_asked_for_costs_no_bulk_call(
    connection: Nmbrs, nmbrs: LookAlike, stream: Stream, operation: str
) -> None:
    nmbrs.reset(companies=1, employees=10, today=DAY)
    nmbrs.allow(*EXTRA)

    read(connection, extra=EXTRA, streams=frozenset({Stream.EMPLOYMENTS, stream}))

    assert {operation} == set(made(nmbrs)) & set(EXTRA)
    assert set() == set(made(nmbrs)) & set(OF_EMPLOYEE)
