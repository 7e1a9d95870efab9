"""Leavers nobody knows yet, where a configuration asks for them: their absence lets them in or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from app.hr.records import EmployeeKind
from tests.unit import nmbrs_answers as answers
from tests.unit.nmbrs_answers import (
    ALL_ABSENCES,
    EMPLOYMENT_HISTORY,
    absence,
    absences,
    address,
    addresses,
    all_absences,
    employments,
    fault,
    history,
    page,
)
from tests.unit.nmbrs_wire import HISTORIES, Wire

COMPLETE, FAILED, DENIED = Completeness.COMPLETE, Completeness.FAILED, Completeness.DENIED
UNAUTHORISED, UNAVAILABLE, UNREADABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE", "SOURCE_UNREADABLE"
PERSON, ADDRESS_LIST, ABSENCE_LIST = "PersonalInfo_GetCurrent", "Address_GetListCurrent", "Absence_GetList"
SINCE = date(2026, 3, 1)
LEAVERS = [2, 3, 4, 5]
#: Whose, and which row: 2 was ill until the first day that counts and 3 until the day before, 4 never,
#: and 5 is; 1 works here.
ILL = {
    1: absence(10),
    2: absence(20, "2026-02-01T00:00:00", End="2026-03-01T00:00:00"),
    3: absence(30, "2026-02-01T00:00:00", End="2026-02-28T00:00:00"),
    5: absence(50, "2025-01-01T00:00:00"),
}


@pytest.fixture
def wire() -> Wire:
    """One at work and four who left; everybody has a row in every history, and an address."""
    found = Wire()
    found.lists(active=[1], left=LEAVERS)
    rows: dict[Stream, Any] = {
        Stream.DEPARTMENTS: lambda key: answers.department(70 + key, 2020, 1),
        Stream.JOBS: lambda key: answers.job(20 + key, 2020, 1),
        Stream.EMPLOYMENTS: answers.employment,
        Stream.CONTRACTS: answers.contract,
        Stream.SCHEDULES: answers.schedule,
        Stream.WAGES: answers.salary,
    }
    for stream, operation in HISTORIES.items():
        found.on(operation, history(operation, **{f"e{key}": rows[stream](key) for key in (1, *LEAVERS)}))
    found.on(ADDRESS_LIST, lambda given: addresses(address(int(given["EmployeeId"]))))
    found.per_employee(ABSENCE_LIST, absences(), **{f"e{key}": absences(row) for key, row in ILL.items()})
    found.on(ALL_ABSENCES, all_absences(*ILL.items()))
    return found


def read(wire: Wire, *streams: Stream, **changed: Any) -> Delivery:
    return wire.read(*(streams or Stream), **{"include_leavers": True, "since": SINCE} | changed)


def keys(records: Any) -> list[str]:
    return [record.source_key for record in records]


# --- who is let in --------------------------------------------------------------------------------


@pytest.mark.parametrize("extra", [(), (ALL_ABSENCES,)], ids=["each", "bulk"])
def test_leaver_who_was_absent_since_is_delivered_with_all_there_is(
    wire: Wire, extra: tuple[str, ...]
) -> None:
    delivery = read(wire, extra=extra)

    let_in = {"1", "2", "5"}
    assert {"1": EmployeeKind.ACTIVE, "2": EmployeeKind.LEFT, "5": EmployeeKind.LEFT} == {
        each.source_key: each.kind for each in delivery.employees
    }
    of_people: tuple[Any, ...] = (
        delivery.placements, delivery.employments, delivery.contracts, delivery.job_placements,
        delivery.schedules, delivery.wages, delivery.addresses, delivery.absences,
    )  # fmt: skip
    assert [let_in] * 8 == [{each.employee_key for each in records} for records in of_people]
    assert [["71", "72", "75"], ["21", "22", "25"]] == [
        keys(units) for units in (delivery.departments, delivery.jobs)
    ]
    assert let_in == delivery.absences_read_for == delivery.addresses_read_for
    assert ({COMPLETE}, ()) == ({each.state for each in delivery.streams.values()}, delivery.remarks)


def test_nobody_is_asked_about_twice_and_the_others_who_left_no_further(wire: Wire) -> None:
    read(wire)

    assert ["1", "2", "3", "4", "5"] == sorted(wire.asked_about(ABSENCE_LIST))
    assert ["1", "2", "5"] == wire.asked_about(PERSON) == wire.asked_about(ADDRESS_LIST)


def test_bulk_call_about_absence_is_made_once_for_all(wire: Wire) -> None:
    read(wire, extra=[ALL_ABSENCES])

    assert (1, []) == (wire.operations().count(ALL_ABSENCES), wire.asked_about(ABSENCE_LIST))
    assert ["1", "2", "5"] == wire.asked_about(PERSON)


@pytest.mark.parametrize(
    ("streams", "changed"),
    [
        (tuple(Stream), {"include_leavers": False}),
        (tuple(each for each in Stream if each is not Stream.ABSENCES), {}),
    ],
    ids=["not asked for", "no absence"],
)
def test_leavers_nobody_knows_cost_no_call_otherwise(
    wire: Wire, streams: tuple[Stream, ...], changed: dict[str, Any]
) -> None:
    delivery = read(wire, *streams, **changed)

    assert ["1"] == keys(delivery.employees)
    assert {"1"} == {each for name in (PERSON, ABSENCE_LIST) for each in wire.asked_about(name)}


def test_leaver_we_know_needs_no_absence(wire: Wire) -> None:
    delivery = read(wire, known_employees=frozenset({"4"}))

    assert ["1", "2", "4", "5"] == keys(delivery.employees)
    assert {"1", "2", "4", "5"} == delivery.absences_read_for


def test_absence_alone_lets_in_as_well(wire: Wire) -> None:
    delivery = read(wire, Stream.ABSENCES)

    assert ["10", "20", "50"] == keys(delivery.absences)
    assert StreamReading(COMPLETE, count=3) == delivery.streams[Stream.ABSENCES]


def test_row_of_a_leaver_who_is_not_let_in_is_no_news(wire: Wire) -> None:
    broken = {"e1": answers.employment(11), "e3": answers.employment(13, EmploymentId=None)}
    wire.on(EMPLOYMENT_HISTORY, employments(**broken))

    delivery = read(wire)

    assert (COMPLETE, (), {}) == (
        delivery.streams[Stream.EMPLOYMENTS].state,
        delivery.remarks,
        delivery.doubted,
    )


# --- what cannot be read --------------------------------------------------------------------------


def test_absence_that_is_denied_is_asked_for_once_and_lets_nobody_in(wire: Wire) -> None:
    wire.on(ABSENCE_LIST, fault(1002))

    delivery = read(wire)

    assert 1 == wire.operations().count(ABSENCE_LIST)
    assert StreamReading(DENIED, ABSENCE_LIST, UNAUTHORISED) == delivery.streams[Stream.ABSENCES]
    assert (["1"], frozenset()) == (keys(delivery.employees), delivery.absences_read_for)


def test_leaver_whose_absence_cannot_be_read_stays_out_alone(wire: Wire) -> None:
    lists = {f"e{key}": absences(row) for key, row in ILL.items()}
    wire.per_employee(ABSENCE_LIST, absences(), **lists | {"e2": page()})

    delivery = read(wire)

    assert ["1", "5"] == keys(delivery.employees)
    assert StreamReading(FAILED, ABSENCE_LIST, UNAVAILABLE, 2) == delivery.streams[Stream.ABSENCES]
    assert (Remark(UNAVAILABLE, Stream.ABSENCES, "2", {"operation": ABSENCE_LIST}),) == delivery.remarks


def test_bulk_answer_that_does_not_come_lets_nobody_in_and_is_asked_for_once(wire: Wire) -> None:
    wire.on(ALL_ABSENCES, page())

    delivery = read(wire, extra=[ALL_ABSENCES])

    assert StreamReading(FAILED, ALL_ABSENCES, UNAVAILABLE) == delivery.streams[Stream.ABSENCES]
    assert ["1"] == keys(delivery.employees)
    # Two attempts of one call, as of any other.
    assert (2, 0) == (wire.operations().count(ALL_ABSENCES), wire.operations().count(ABSENCE_LIST))


def test_bulk_answer_that_cannot_be_had_is_replaced_by_a_call_for_each(wire: Wire) -> None:
    healthy = read(wire)
    wire.calls.clear()
    wire.on(ALL_ABSENCES, fault(1002))

    delivery = read(wire, extra=[ALL_ABSENCES])

    assert (healthy.employees, healthy.absences) == (delivery.employees, delivery.absences)
    assert 1 == wire.operations().count(ALL_ABSENCES)
    assert ["1", "2", "3", "4", "5"] == sorted(wire.asked_about(ABSENCE_LIST))
    assert (ALL_ABSENCES,) == delivery.lost_operations


def test_absence_of_a_leaver_who_cannot_be_read_himself_is_not_delivered(wire: Wire) -> None:
    wire.per_employee(PERSON, e2=page())

    delivery = read(wire)

    assert (["1", "5"], ["10", "50"]) == (keys(delivery.employees), keys(delivery.absences))
    assert frozenset({"1", "5"}) == delivery.absences_read_for
    assert StreamReading(FAILED, PERSON, UNAVAILABLE, 2) == delivery.streams[Stream.ABSENCES]


def test_row_of_a_leaver_and_somebody_else_is_believed_of_neither(wire: Wire) -> None:
    lists = {f"e{key}": absences(row) for key, row in ILL.items()}
    wire.per_employee(ABSENCE_LIST, absences(), **lists | {"e1": absences(ILL[5])})

    delivery = read(wire)

    assert ["20"] == keys(delivery.absences)
    assert frozenset({"2"}) == delivery.absences_read_for
    assert (Remark("ABSENCE_INVALID", Stream.ABSENCES, "50", {"employee": "5"}),) == delivery.remarks


def test_leaver_with_nothing_but_an_impossible_row_stays_out(wire: Wire) -> None:
    wire.per_employee(ABSENCE_LIST, absences(), e2=absences(absence(20, Percentage=0)))

    delivery = read(wire)

    assert ["1"] == keys(delivery.employees)
    assert (Remark("ABSENCE_INVALID", Stream.ABSENCES, "20", {"employee": "2"}),) == delivery.remarks


def test_list_that_may_be_another_companys_lets_nobody_in(wire: Wire) -> None:
    wire.on(EMPLOYMENT_HISTORY, employments(e98=answers.employment(98)))

    delivery = read(wire, known_employees=frozenset({"1"}))

    assert ["1"] == keys(delivery.employees)
    assert (["10"], frozenset({"1"})) == (keys(delivery.absences), delivery.absences_read_for)


def test_leavers_are_not_looked_for_when_they_cannot_be_listed(wire: Wire) -> None:
    wire.on("List_GetByCompany", fault(1002))

    delivery = read(wire)

    assert StreamReading(FAILED, "List_GetByCompany", UNAUTHORISED) == delivery.streams[Stream.ABSENCES]
    assert ABSENCE_LIST not in wire.operations()
