"""Reading an employer: what is called, what is delivered, and what is proven complete."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from typing import Any

import pytest

from app.hr.records import Completeness, Delivery, EmployeeKind, Remark, Stream, StreamReading
from app.nmbrs.errors import CredentialsRejected, NmbrsDown, NmbrsUnavailable, PermissionMissing
from tests.unit.nmbrs_wire import (
    NIL,
    Wire,
    absence,
    absences,
    answer,
    company,
    department,
    departments,
    employment,
    employments,
    fault,
    listed,
    page,
    person,
    request,
    rows,
    types,
)

EMPLOYEES, DEPARTMENTS = Stream.EMPLOYEES, Stream.DEPARTMENTS
EMPLOYMENTS, ABSENCES = Stream.EMPLOYMENTS, Stream.ABSENCES
COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
DENIED, SKIPPED = Completeness.DENIED, Completeness.SKIPPED

UNAUTHORISED, UNAVAILABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE"
UNREADABLE = "SOURCE_UNREADABLE"
DEPARTMENT_HISTORY = "Department_GetAll_AllEmployeesByCompany"
EMPLOYMENT_HISTORY = "Employment_GetAll_AllEmployeesByCompany"


def states(delivery: Delivery) -> dict[Stream, Completeness]:
    return {stream: reading.state for stream, reading in delivery.streams.items()}


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
    } == delivery.streams
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

    assert {stream: COMPLETE if stream in asked else SKIPPED for stream in Stream} == states(delivery)
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


# --- who is delivered ---------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("operation", "stream", "foreign"),
    [
        (DEPARTMENT_HISTORY, DEPARTMENTS, departments(e99=department(8, 2020, 1))),
        (EMPLOYMENT_HISTORY, EMPLOYMENTS, employments(e99=employment(99))),
    ],
)
def test_bulk_answer_about_nobody_of_this_employer_does_not_pass_for_an_empty_one(
    operation: str, stream: Stream, foreign: Any
) -> None:
    wire = Wire()
    wire.on(operation, foreign)

    delivery = wire.read()

    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[stream]
    assert StreamReading(FAILED, operation, UNREADABLE, 1) == delivery.streams[EMPLOYEES]


def test_bulk_answer_about_leavers_only_is_an_answer() -> None:
    wire = Wire()
    wire.lists(active=[1], left=[2])
    wire.on(EMPLOYMENT_HISTORY, employments(e2=employment(12)))

    assert StreamReading(COMPLETE) == wire.read().streams[EMPLOYMENTS]


# --- empty is a value ---------------------------------------------------------------------------


def test_empty_answers_are_complete() -> None:
    wire = Wire()
    wire.on(DEPARTMENT_HISTORY, departments())
    wire.on(EMPLOYMENT_HISTORY, employments())
    wire.lists()

    delivery = wire.read(known_employees=frozenset({"1"}))

    assert {stream: StreamReading(COMPLETE) for stream in Stream} == delivery.streams


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


# --- a stream that fails ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "stream"), [(DEPARTMENT_HISTORY, DEPARTMENTS), (EMPLOYMENT_HISTORY, EMPLOYMENTS)]
)
@pytest.mark.parametrize(
    ("answered", "state", "code"),
    [
        (page(), FAILED, UNAVAILABLE),
        (fault(1002), DENIED, UNAUTHORISED),
        (fault(2004), DENIED, UNAUTHORISED),
        (fault(2001), FAILED, UNREADABLE),
    ],
    ids=["unavailable", "denied", "company refused", "unreadable"],
)
def test_bulk_read_that_fails_is_its_own_gap(
    operation: str, stream: Stream, answered: Any, state: Completeness, code: str
) -> None:
    wire = Wire()
    wire.on(operation, answered)

    delivery = wire.read()

    assert StreamReading(state, operation, code) == delivery.streams[stream]
    assert {each: COMPLETE for each in Stream if each is not stream} == {
        each: found for each, found in states(delivery).items() if each is not stream
    }


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
    } == delivery.streams
    assert frozenset() == delivery.absences_read_for
    assert {"Company_GetCurrentPeriod", "EmployeeType_GetList"} == set(wire.operations())


def test_one_list_that_fails_leaves_the_others_but_proves_nothing() -> None:
    wire = Wire()
    by_type = {"1": listed(2), "2": page(), "4": listed(3)}
    wire.on("List_GetByCompany", lambda given: by_type[given["EmployeeType"]])

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


def test_rows_of_a_person_nobody_knows_are_not_delivered() -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.per_employee("PersonalInfo_GetCurrent", e2=page())
    wire.on(EMPLOYMENT_HISTORY, employments(e1=employment(11), e2=employment(12)))
    wire.on(DEPARTMENT_HISTORY, departments(e1=department(7, 2020, 1), e2=department(8, 2020, 1)))

    delivery = wire.read()

    assert ["11"] == keys(delivery.employments)
    assert ["1/7/2020/1"] == keys(delivery.placements)
    # The department itself is there: it must not look as if it were gone.
    assert ["7", "8"] == keys(delivery.departments)


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

    assert (Remark("ABSENCE_INVALID", ABSENCES, "5"),) == delivery.remarks
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
    assert (Remark("ABSENCE_INVALID", ABSENCES, "5"),) == delivery.remarks


# --- ends of a run ------------------------------------------------------------------------------


@pytest.mark.parametrize("calls", range(9))
def test_cancelling_stops_before_the_next_call(calls: int) -> None:
    wire = Wire()
    asked = count()

    delivery = wire.source().read(request(), cancelled=lambda: next(asked) >= calls)

    assert Delivery(cancelled=True) == delivery
    assert calls == len(wire.calls)


def test_cancelling_after_the_last_call_changes_nothing() -> None:
    asked = count()

    delivery = Wire().source().read(request(), cancelled=lambda: next(asked) >= 9)

    assert not delivery.cancelled


@pytest.mark.parametrize(
    "operation",
    [
        "Company_GetCurrentPeriod",
        "EmployeeType_GetList",
        "List_GetByCompany",
        DEPARTMENT_HISTORY,
        EMPLOYMENT_HISTORY,
        "PersonalInfo_GetCurrent",
        "Absence_GetList",
    ],
)
def test_rejected_credentials_end_the_reading_at_once(operation: str) -> None:
    wire = Wire()
    wire.on(operation, fault(1001))

    with pytest.raises(CredentialsRejected) as caught:
        wire.read()

    assert (operation, "CREDENTIALS_REJECTED") == (caught.value.operation, caught.value.code)
    assert operation == wire.operations()[-1]
    assert 1 == wire.operations().count(operation)


def test_nmbrs_that_stays_away_ends_the_reading() -> None:
    wire = Wire()
    wire.lists(active=range(1, 20))
    wire.on("Absence_GetList", fault(9999))

    with pytest.raises(NmbrsDown) as caught:
        wire.read()

    assert ("Absence_GetList", "NMBRS_DOWN") == (caught.value.operation, caught.value.code)
    assert 5 * 2 == wire.operations().count("Absence_GetList")


# --- several employers at once ------------------------------------------------------------------


def test_employers_are_read_in_parallel_without_mixing() -> None:
    wire = Wire()
    wire.on(
        "List_GetByCompany",
        lambda given: (
            listed(*(int(given["CompanyId"]) * 100 + each for each in range(5)))
            if given["EmployeeType"] == "2"
            else listed()
        ),
    )
    wire.on("Absence_GetList", lambda given: absences(absence(int(given["EmployeeId"]) * 7)))
    source = wire.source()

    def read(key: int) -> tuple[list[str], list[str]]:
        delivery = source.read(request(company_key=str(key)), cancelled=lambda: False)
        return keys(delivery.employees), keys(delivery.absences)

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(read, range(1, 25)))

    expected = [[key * 100 + each for each in range(5)] for key in range(1, 25)]
    assert [
        (sorted(map(str, people)), sorted(str(each * 7) for each in people)) for people in expected
    ] == told
