"""Who is delivered: by type, by who is known already, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from app.hr.records import EmployeeKind
from tests.unit.nmbrs_answers import department, departments, employment, employments, listed, types
from tests.unit.nmbrs_wire import Wire, imported

EMPLOYEES, DEPARTMENTS = Stream.EMPLOYEES, Stream.DEPARTMENTS
EMPLOYMENTS = Stream.EMPLOYMENTS
COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED

UNREADABLE = "SOURCE_UNREADABLE"
DEPARTMENT_HISTORY = "Department_GetAll_AllEmployeesByCompany"
EMPLOYMENT_HISTORY = "Employment_GetAll_AllEmployeesByCompany"


def states(delivery: Delivery) -> dict[Stream, Completeness]:
    return {stream: reading.state for stream, reading in imported(delivery).items()}


def keys(records: Any) -> list[str]:
    return [record.source_key for record in records]


def test_kinds_follow_the_types_and_leavers_nobody_holds_cost_no_call() -> None:
    wire = Wire()
    wire.lists(active=[1], future=[2], left=[3, 4])

    delivery = wire.read(known_employees=frozenset({"3"}))

    assert {
        "1": EmployeeKind.ACTIVE,
        "2": EmployeeKind.FUTURE,
        "3": EmployeeKind.LEFT,
    } == {each.source_key: each.kind for each in delivery.employees}
    assert frozenset({"1", "2", "3"}) == delivery.absences_read_for
    assert COMPLETE is delivery.streams[EMPLOYEES].state
    asked = {call.parameters.get("EmployeeId") for call in wire.calls}
    assert "4" not in asked


def test_future_employees_are_listed_only_on_request() -> None:
    wire = Wire()
    wire.lists(active=[1], future=[2])

    delivery = wire.read(include_future=False)

    assert ["1"] == keys(delivery.employees)
    assert ["2", "4"] == [
        call.parameters["EmployeeType"] for call in wire.calls if call.operation == "List_GetByCompany"
    ]
    assert COMPLETE is delivery.streams[EMPLOYEES].state


def test_employee_listed_twice_is_read_once_as_what_wins() -> None:
    wire = Wire()
    wire.lists(active=[1, 1], future=[1, 2], left=[1, 2, 3])

    delivery = wire.read(EMPLOYEES, known_employees=frozenset({"1", "2", "3"}))

    assert [
        ("1", EmployeeKind.ACTIVE),
        ("2", EmployeeKind.FUTURE),
        ("3", EmployeeKind.LEFT),
    ] == [(each.source_key, each.kind) for each in delivery.employees]
    assert 3 == wire.operations().count("PersonalInfo_GetCurrent")


def test_unknown_type_is_not_listed_and_named_once() -> None:
    wire = Wire()
    wire.on(
        "EmployeeType_GetList",
        types(t1="New hire", t2="Payroll", t4="Former payroll", t8="Stagiair", t9="Stagiair"),
    )

    delivery = wire.read()

    assert (Remark("EMPLOYEE_TYPE_UNKNOWN", EMPLOYEES, params={"label": "Stagiair"}),) == delivery.remarks
    assert COMPLETE is delivery.streams[EMPLOYEES].state


def test_people_of_a_told_type_are_delivered_as_it_was_told() -> None:
    wire = Wire()
    wire.on("EmployeeType_GetList", types(t1="New hire", t2="Payroll", t4="Former payroll", t8="Stagiair"))
    by_type = {"2": listed(1), "8": listed(2), "1": listed(3)}
    wire.on("List_GetByCompany", lambda given: by_type.get(given["EmployeeType"], listed()))
    told = {"stagiair": EmployeeKind.ACTIVE, "New-Hire": None, "Former payroll": None}

    delivery = wire.read(employee_types=told)

    assert ["1", "2"] == keys(delivery.employees)
    assert {EmployeeKind.ACTIVE} == {each.kind for each in delivery.employees}
    assert () == delivery.remarks
    # Whom nobody wants to hear of is not asked after; and that nobody's leaving is heard of was chosen.
    assert ["2", "8"] == [
        call.parameters["EmployeeType"] for call in wire.calls if call.operation == "List_GetByCompany"
    ]
    assert {COMPLETE} == set(states(delivery).values())


def test_environment_without_a_type_for_new_hires_is_read_completely() -> None:
    wire = Wire()
    wire.on("EmployeeType_GetList", types(t2="Payroll", t4="Former payroll"))

    delivery = wire.read()

    assert COMPLETE is delivery.streams[EMPLOYEES].state


@pytest.mark.parametrize(
    "found",
    [types(), types(t1="New hire", t2="Payroll", t4="Renamed"), types(t1="New hire", t4="Former payroll")],
    ids=["no types", "no type for leavers", "no type for the payroll"],
)
def test_kind_that_cannot_be_listed_proves_nothing_about_its_people(found: Any) -> None:
    wire = Wire()
    wire.on("EmployeeType_GetList", found)

    delivery = wire.read()

    assert (
        StreamReading(FAILED, "EmployeeType_GetList", UNREADABLE, len(delivery.employees))
        == delivery.streams[EMPLOYEES]
    )
    assert {FAILED} == set(states(delivery).values())


def test_rows_of_people_who_are_not_delivered_are_ignored() -> None:
    wire = Wire()
    wire.on(
        DEPARTMENT_HISTORY,
        departments(e1=department(7, 2020, 1), e99=department(8, 2020, 1)),
    )
    wire.on(EMPLOYMENT_HISTORY, employments(e1=employment(11), e99=employment(99)))

    delivery = wire.read()

    assert (["7"], ["1/7/2020/1"], ["11"]) == (
        keys(delivery.departments),
        keys(delivery.placements),
        keys(delivery.employments),
    )


def test_departments_of_leavers_nobody_holds_are_not_delivered() -> None:
    wire = Wire()
    wire.lists(active=[1], left=[2])
    wire.on(DEPARTMENT_HISTORY, departments(e1=department(7, 2020, 1), e2=department(8, 2020, 1)))

    assert ["7"] == keys(wire.read().departments)
    assert ["7", "8"] == keys(wire.read(known_employees=frozenset({"2"})).departments)


def test_bulk_answer_about_leavers_only_is_an_answer() -> None:
    wire = Wire()
    wire.lists(active=[1], left=[2])
    wire.on(EMPLOYMENT_HISTORY, employments(e2=employment(12)))

    assert StreamReading(COMPLETE) == wire.read().streams[EMPLOYMENTS]
