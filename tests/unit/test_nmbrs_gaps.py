"""What could not be read is a gap of its own: never an empty answer, and never in another's way."""

from __future__ import annotations

from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from tests.unit.nmbrs_answers import (
    NIL,
    absence,
    absences,
    answer,
    department,
    departments,
    employment,
    employments,
    fault,
    listed,
    page,
    person,
)
from tests.unit.nmbrs_wire import Wire, imported

EMPLOYEES, DEPARTMENTS = Stream.EMPLOYEES, Stream.DEPARTMENTS
EMPLOYMENTS, ABSENCES = Stream.EMPLOYMENTS, Stream.ABSENCES
COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
DENIED = Completeness.DENIED

UNAUTHORISED, UNAVAILABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE"
UNREADABLE = "SOURCE_UNREADABLE"
DEPARTMENT_HISTORY = "Department_GetAll_AllEmployeesByCompany"
EMPLOYMENT_HISTORY = "Employment_GetAll_AllEmployeesByCompany"


def states(delivery: Delivery) -> dict[Stream, Completeness]:
    return {stream: reading.state for stream, reading in imported(delivery).items()}


def keys(records: Any) -> list[str]:
    return [record.source_key for record in records]


# --- a stream that fails ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "state", "code"),
    [(page(), FAILED, UNAVAILABLE), (fault(1002), DENIED, UNAUTHORISED)],
    ids=["unavailable", "denied"],
)
def test_without_employee_types_nothing_is_known_of_anybody(
    answered: Any, state: Completeness, code: str
) -> None:
    wire = Wire()
    wire.on("EmployeeType_GetList", answered)

    delivery = wire.read(known_employees=frozenset({"1"}))

    reason = ("EmployeeType_GetList", code)
    assert {
        EMPLOYEES: StreamReading(state, *reason),
        DEPARTMENTS: StreamReading(FAILED, *reason),
        EMPLOYMENTS: StreamReading(FAILED, *reason),
        ABSENCES: StreamReading(FAILED, *reason),
    } == imported(delivery)
    assert frozenset() == delivery.absences_read_for
    assert {"Company_GetCurrentPeriod", "EmployeeType_GetList"} == set(wire.operations())


def test_one_list_that_fails_leaves_the_others_but_proves_nothing() -> None:
    wire = Wire()
    by_type = {"1": listed(2), "2": page(), "4": listed(3)}
    wire.on("List_GetByCompany", lambda given: by_type[given["EmployeeType"]])
    wire.on(DEPARTMENT_HISTORY, departments(e2=department(8, 2020, 1)))
    wire.on(EMPLOYMENT_HISTORY, employments(e2=employment(12)))

    delivery = wire.read(known_employees=frozenset({"3"}))

    assert ["2", "3"] == keys(delivery.employees)
    assert StreamReading(FAILED, "List_GetByCompany", UNAVAILABLE, 2) == delivery.streams[EMPLOYEES]
    assert {FAILED} == set(states(delivery).values())
    assert frozenset({"2", "3"}) == delivery.absences_read_for


def test_lists_that_are_denied_are_asked_for_once() -> None:
    wire = Wire()
    wire.on("List_GetByCompany", fault(1002))

    delivery = wire.read()

    assert 1 == wire.operations().count("List_GetByCompany")
    assert StreamReading(DENIED, "List_GetByCompany", UNAUTHORISED) == delivery.streams[EMPLOYEES]
    assert StreamReading(FAILED, "List_GetByCompany", UNAUTHORISED) == delivery.streams[ABSENCES]


def test_bulk_row_that_cannot_be_read_is_named_and_the_others_go_on() -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    broken = employment(11, start=NIL)
    wire.on(EMPLOYMENT_HISTORY, employments(e1=broken, e2=employment(12)))

    delivery = wire.read()

    assert ["12"] == keys(delivery.employments)
    assert StreamReading(FAILED, EMPLOYMENT_HISTORY, UNREADABLE, 1) == delivery.streams[EMPLOYMENTS]
    assert (Remark(UNREADABLE, EMPLOYMENTS, "1", {"operation": EMPLOYMENT_HISTORY}),) == delivery.remarks


# --- one employee who fails ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        (page(), UNAVAILABLE),
        (fault(2003), UNAUTHORISED),
        (fault(1003), UNAUTHORISED),
        (answer("PersonalInfo_GetCurrent"), UNREADABLE),
        (person(3), UNREADABLE),
    ],
    ids=["unavailable", "employee refused", "data refused", "nobody", "somebody else"],
)
def test_person_who_cannot_be_read_is_left_out_alone(answered: Any, code: str) -> None:
    wire = Wire()
    wire.lists(active=[1, 2, 3])
    wire.per_employee("PersonalInfo_GetCurrent", e2=answered)

    delivery = wire.read()

    operation = "PersonalInfo_GetCurrent"
    assert ["1", "3"] == keys(delivery.employees)
    assert StreamReading(FAILED, operation, code, 2) == delivery.streams[EMPLOYEES]
    assert (Remark(code, EMPLOYEES, "2", {"operation": operation}),) == delivery.remarks
    # Somebody whom nobody knows gets no absence either, which is then not complete.
    assert frozenset({"1", "3"}) == delivery.absences_read_for
    assert StreamReading(FAILED, operation, code) == delivery.streams[ABSENCES]


def test_person_who_cannot_be_read_but_is_known_keeps_being_followed() -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.per_employee("PersonalInfo_GetCurrent", e2=page())
    wire.on(EMPLOYMENT_HISTORY, employments(e1=employment(11), e2=employment(12)))

    delivery = wire.read(known_employees=frozenset({"2"}))

    assert (["1"], ["11", "12"]) == (keys(delivery.employees), keys(delivery.employments))
    assert frozenset({"1", "2"}) == delivery.absences_read_for
    assert COMPLETE is delivery.streams[ABSENCES].state


def test_persons_that_are_denied_are_asked_for_once() -> None:
    wire = Wire()
    wire.lists(active=[1, 2, 3])
    wire.per_employee("PersonalInfo_GetCurrent", e2=fault(1002))

    delivery = wire.read(known_employees=frozenset({"3"}))

    operation = "PersonalInfo_GetCurrent"
    assert 2 == wire.operations().count(operation)
    assert StreamReading(DENIED, operation, UNAUTHORISED, 1) == delivery.streams[EMPLOYEES]
    assert frozenset({"1", "3"}) == delivery.absences_read_for
    assert StreamReading(FAILED, operation, UNAUTHORISED) == delivery.streams[ABSENCES]


def test_denial_outweighs_an_earlier_failure() -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.per_employee("PersonalInfo_GetCurrent", e1=page(), e2=fault(1002))

    reading = wire.read().streams[EMPLOYEES]

    assert (DENIED, UNAUTHORISED) == (reading.state, reading.code)


# --- absence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        (page(), UNAVAILABLE),
        (fault(2003), UNAUTHORISED),
        (answer("Absence_GetList", "<Absence><New /></Absence>"), UNREADABLE),
    ],
    ids=["unavailable", "employee refused", "unreadable"],
)
def test_absence_that_cannot_be_read_is_that_employees_gap(answered: Any, code: str) -> None:
    wire = Wire()
    wire.lists(active=[1, 2, 3])
    wire.per_employee("Absence_GetList", absences(), e2=answered, e3=absences(absence(5)))

    delivery = wire.read()

    operation = "Absence_GetList"
    assert frozenset({"1", "3"}) == delivery.absences_read_for
    assert ["5"] == keys(delivery.absences)
    assert StreamReading(FAILED, operation, code, 1) == delivery.streams[ABSENCES]
    assert (Remark(code, ABSENCES, "2", {"operation": operation}),) == delivery.remarks
    assert COMPLETE is delivery.streams[EMPLOYEES].state


def test_absence_that_is_denied_is_asked_for_once() -> None:
    wire = Wire()
    wire.lists(active=[1, 2, 3])
    wire.on("Absence_GetList", fault(1002))

    delivery = wire.read()

    assert 1 == wire.operations().count("Absence_GetList")
    assert StreamReading(DENIED, "Absence_GetList", UNAUTHORISED) == delivery.streams[ABSENCES]
    assert (frozenset(), ()) == (delivery.absences_read_for, delivery.remarks)


@pytest.mark.parametrize(
    "wrong",
    [
        absence(5, "0001-01-01T00:00:00"),
        absence(5, Percentage=0),
        absence(5, Percentage=120),
    ],
    ids=["year 1", "nothing", "more than all"],
)
def test_absence_row_that_makes_no_sense_is_named_and_its_owner_not_proven(wrong: str) -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.per_employee("Absence_GetList", absences(absence(7)), e1=absences(wrong, absence(6)))

    delivery = wire.read()

    assert (Remark("ABSENCE_INVALID", ABSENCES, "5", {"employee": "1"}),) == delivery.remarks
    assert ["6", "7"] == keys(delivery.absences)
    assert frozenset({"2"}) == delivery.absences_read_for


def test_absence_row_under_two_people_is_believed_of_neither() -> None:
    wire = Wire()
    wire.lists(active=[1, 2, 3])
    first = absences(absence(5, Dossiernr=1), absence(6, Dossiernr=1), absence(7, Dossiernr=2))
    wire.per_employee("Absence_GetList", absences(), e1=first, e2=absences(absence(5)))

    delivery = wire.read()

    assert frozenset({"3"}) == delivery.absences_read_for
    assert ["7"] == keys(delivery.absences)
    assert (Remark("ABSENCE_INVALID", ABSENCES, "5", {"employee": "1"}),) == delivery.remarks
