"""Reading a healthy employer: what is called, what is delivered, and with which dates."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from app.nmbrs.errors import NmbrsUnavailable, PermissionMissing
from tests.unit.nmbrs_answers import (
    absence,
    absences,
    answer,
    company,
    department,
    departments,
    employment,
    employments,
    fault,
    page,
    rows,
)
from tests.unit.nmbrs_wire import IMPORTED, Wire, imported, request

EMPLOYEES, DEPARTMENTS = Stream.EMPLOYEES, Stream.DEPARTMENTS
EMPLOYMENTS, ABSENCES = Stream.EMPLOYMENTS, Stream.ABSENCES
COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
SKIPPED = Completeness.SKIPPED

UNAUTHORISED, UNAVAILABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE"
UNREADABLE = "SOURCE_UNREADABLE"
DEPARTMENT_HISTORY = "Department_GetAll_AllEmployeesByCompany"
EMPLOYMENT_HISTORY = "Employment_GetAll_AllEmployeesByCompany"


def states(delivery: Delivery) -> dict[Stream, Completeness]:
    return {stream: reading.state for stream, reading in imported(delivery).items()}


def keys(records: Any) -> list[str]:
    return [record.source_key for record in records]


# --- all is well --------------------------------------------------------------------------------


def test_healthy_employer_is_delivered_completely() -> None:
    delivery = Wire().read()

    assert {
        EMPLOYEES: StreamReading(COMPLETE, count=1),
        DEPARTMENTS: StreamReading(COMPLETE, count=1),
        EMPLOYMENTS: StreamReading(COMPLETE, count=1),
        ABSENCES: StreamReading(COMPLETE, count=0),
    } == imported(delivery)
    assert (["7"], ["1/7/2020/1"]) == (keys(delivery.departments), keys(delivery.placements))
    assert (["1"], ["11"]) == (keys(delivery.employees), keys(delivery.employments))
    assert ((), frozenset({"1"}), ()) == (
        delivery.absences,
        delivery.absences_read_for,
        delivery.remarks,
    )


def test_delivery_can_be_stored_by_the_engine() -> None:
    wire = Wire()
    wire.on("Absence_GetList", absences(absence(5), absence(6, Percentage=0)))

    delivery = wire.read()

    assert delivery == pickle.loads(pickle.dumps(delivery))  # noqa: S301  # ours


def test_employers_are_listed_once_each() -> None:
    wire = Wire()
    found = rows("Company", company(1), company(2, Number=101), company(1))
    wire.on("List_GetAll", answer("List_GetAll", found))

    assert [("1", "100"), ("2", "101")] == [
        (each.source_key, each.number) for each in wire.source().employers()
    ]


@pytest.mark.parametrize(
    ("answered", "outcome"), [(page(), NmbrsUnavailable), (fault(1002), PermissionMissing)]
)
def test_employers_that_cannot_be_listed_are_not_none(answered: Any, outcome: type) -> None:
    wire = Wire()
    wire.on("List_GetAll", answered)

    with pytest.raises(outcome):
        wire.source().employers()


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        (
            {DEPARTMENTS},
            {"Company_GetCurrentPeriod", DEPARTMENT_HISTORY},
        ),
        ({EMPLOYMENTS}, {EMPLOYMENT_HISTORY}),
        ({EMPLOYEES}, {"PersonalInfo_GetCurrent"}),
        ({ABSENCES}, {"Absence_GetList"}),
    ],
)
def test_stream_that_is_not_asked_for_is_skipped_and_costs_no_call(
    asked: set[Stream], called: set[str]
) -> None:
    wire = Wire()

    delivery = wire.read(*asked)

    assert {stream: COMPLETE if stream in asked else SKIPPED for stream in IMPORTED} == states(delivery)
    assert called | {"EmployeeType_GetList", "List_GetByCompany"} == set(wire.operations())


def test_nothing_asked_for_is_nothing_called() -> None:
    wire = Wire()

    delivery = wire.source().read(request(streams=frozenset()), cancelled=lambda: False)

    assert [] == wire.calls
    assert {SKIPPED} == set(states(delivery).values())


def test_records_come_in_the_order_of_their_keys_whatever_nmbrs_does() -> None:
    wire = Wire()
    wire.lists(active=[3, 1, 2])
    wire.on(
        EMPLOYMENT_HISTORY,
        employments(e3=employment(13), e1=[employment(12), employment(11)]),
    )

    delivery = wire.read()

    assert (["1", "2", "3"], ["11", "12", "13"]) == (
        keys(delivery.employees),
        keys(delivery.employments),
    )


# --- empty is a value ---------------------------------------------------------------------------


def test_empty_answers_are_complete() -> None:
    wire = Wire()
    wire.on(DEPARTMENT_HISTORY, departments())
    wire.on(EMPLOYMENT_HISTORY, employments())
    wire.lists()

    delivery = wire.read(known_employees=frozenset({"1"}))

    assert {stream: StreamReading(COMPLETE) for stream in IMPORTED} == imported(delivery)


# --- periods ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("current", "period", "starts"),
    [
        ("2026-11-M", 1, date(2026, 1, 1)),
        ("2026-12-4W", 13, date(2026, 11, 30)),
        ("2026-05-W4", 1, date(2025, 12, 29)),
    ],
)
def test_history_is_dated_by_the_companys_own_calendar(current: str, period: int, starts: date) -> None:
    wire = Wire()
    wire.on("Company_GetCurrentPeriod", answer("Company_GetCurrentPeriod", current))
    wire.on(DEPARTMENT_HISTORY, departments(e1=department(7, 2026, period)))

    assert [starts] == [each.valid_from for each in wire.read().placements]


def test_period_that_does_not_exist_leaves_a_remark() -> None:
    wire = Wire()
    history = [department(7, 2026, 13), department(8, 2026, 1)]
    wire.on(DEPARTMENT_HISTORY, departments(e1=history))

    delivery = wire.read()

    assert (Remark("PERIOD_INVALID", DEPARTMENTS, "1/7/2026/13"),) == delivery.remarks
    assert ["1/8/2026/1"] == keys(delivery.placements)
    assert COMPLETE is delivery.streams[DEPARTMENTS].state


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        (page(), UNAVAILABLE),
        (fault(1002), UNAUTHORISED),
        (answer("Company_GetCurrentPeriod", "2026-11-Q7"), UNREADABLE),
        (answer("Company_GetCurrentPeriod"), UNREADABLE),
    ],
    ids=["unavailable", "denied", "unknown type", "empty"],
)
def test_without_a_calendar_departments_fail_and_employees_go_on(answered: Any, code: str) -> None:
    wire = Wire()
    wire.on("Company_GetCurrentPeriod", answered)

    delivery = wire.read()

    assert StreamReading(FAILED, "Company_GetCurrentPeriod", code) == delivery.streams[DEPARTMENTS]
    assert [COMPLETE] * 3 == [states(delivery)[each] for each in (EMPLOYEES, EMPLOYMENTS, ABSENCES)]
    assert DEPARTMENT_HISTORY not in wire.operations()
