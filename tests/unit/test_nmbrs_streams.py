"""All ten streams of an employer: which calls each makes, and what one of them costs when it fails."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest

from app.hr.delivery import Completeness, Remark, Stream, StreamReading
from app.hr.periods import PeriodType
from app.hr.records import BankAccount, EmployerDetails, SocialSecurity
from tests.unit.nmbrs_answers import (
    CONTRACT_HISTORY,
    DEPARTMENT_HISTORY,
    EMPLOYMENT_HISTORY,
    FUNCTION_HISTORY,
    SALARY_HISTORY,
    SCHEDULE_HISTORY,
    answer,
    contract,
    department,
    employment,
    fault,
    history,
    job,
    page,
    salary,
    schedule,
)
from tests.unit.nmbrs_wire import HISTORIES, ROWS, Wire, incomplete

COMPLETE, FAILED, DENIED = Completeness.COMPLETE, Completeness.FAILED, Completeness.DENIED
UNAUTHORISED, UNAVAILABLE, UNREADABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE", "SOURCE_UNREADABLE"
PERIOD = "Company_GetCurrentPeriod"
OF_COMPANY = ("Address_GetCurrent", "BankAccount_GetCurrent", "Schedule_GetCurrent", "SVW_GetCurrent")
LISTS = {"EmployeeType_GetList", "List_GetByCompany"}
each_history = pytest.mark.parametrize("stream", HISTORIES)


# --- all is well ----------------------------------------------------------------------------------


def test_healthy_employer_is_delivered_in_ten_streams() -> None:
    delivery = Wire().read(*Stream)

    none = {Stream.ADDRESSES, Stream.ABSENCES}
    assert {
        stream: StreamReading(COMPLETE, count=stream not in none) for stream in Stream
    } == delivery.streams
    assert ((), (), {}) == (delivery.remarks, delivery.lost_operations, delivery.doubted)
    assert {"1"} == {each.employee_key for each in (*delivery.job_placements, *delivery.placements)}


@pytest.mark.parametrize(
    ("stream", "called"),
    [
        (Stream.EMPLOYER, {PERIOD, *OF_COMPANY}),
        (Stream.DEPARTMENTS, LISTS | {PERIOD, DEPARTMENT_HISTORY}),
        (Stream.JOBS, LISTS | {PERIOD, FUNCTION_HISTORY}),
        (Stream.EMPLOYMENTS, LISTS | {EMPLOYMENT_HISTORY}),
        (Stream.CONTRACTS, LISTS | {CONTRACT_HISTORY}),
        (Stream.SCHEDULES, LISTS | {SCHEDULE_HISTORY}),
        (Stream.WAGES, LISTS | {PERIOD, SALARY_HISTORY}),
        (Stream.EMPLOYEES, LISTS | {"PersonalInfo_GetCurrent"}),
        (Stream.ADDRESSES, LISTS | {"Address_GetListCurrent"}),
        (Stream.ABSENCES, LISTS | {"Absence_GetList"}),
    ],
)
def test_stream_makes_its_own_calls_and_no_others(stream: Stream, called: set[str]) -> None:
    wire = Wire()

    delivery = wire.read(stream)

    assert called == set(wire.operations())
    with_it = {Stream.PLACEMENTS} if stream is Stream.DEPARTMENTS else set()
    assert {stream} | with_it == {each for each in Stream if delivery.complete(each)}


def test_employer_is_put_together_of_five_answers() -> None:
    wire = Wire()
    wire.on(PERIOD, answer(PERIOD, "2026-12-4W"))
    roster = "<FulltimeScheduleOne><HoursMonday>7.6</HoursMonday></FulltimeScheduleOne>"
    wire.on("Schedule_GetCurrent", answer("Schedule_GetCurrent", roster))

    told = wire.read(Stream.EMPLOYER).employer

    assert told is not None
    assert told.address is not None
    assert "Goes" == told.address.city
    assert (
        EmployerDetails(
            source_key="1",
            period_type=PeriodType.FOUR_WEEKS,
            period=(2026, 12),
            period_starts_on=date(2026, 11, 2),
            address=told.address,
            bank_account=BankAccount("NL00X", None, None),
            full_time=((Decimal("7.6"), *[Decimal(0)] * 13),),
            social_security=SocialSecurity(None, None, "5", None, None, None),
        )
        == told
    )


# --- one answer fails -----------------------------------------------------------------------------

FAILURES = [
    (page(), FAILED, UNAVAILABLE),
    (fault(1002), DENIED, UNAUTHORISED),
    (fault(2004), DENIED, UNAUTHORISED),
    (fault(2001), FAILED, UNREADABLE),
]
each_failure = pytest.mark.parametrize(
    ("answered", "state", "code"), FAILURES, ids=["unavailable", "denied", "company refused", "new fault"]
)


@each_failure
@each_history
def test_history_that_fails_is_its_own_gap(
    stream: Stream, answered: httpx.Response, state: Completeness, code: str
) -> None:
    wire = Wire()
    wire.on(HISTORIES[stream], answered)

    delivery = wire.read(*Stream)

    assert {stream: StreamReading(state, HISTORIES[stream], code)} == incomplete(delivery)


@pytest.mark.parametrize(("operation", "failure"), list(zip(OF_COMPANY, FAILURES, strict=True)))
def test_half_an_employer_is_none(operation: str, failure: tuple[httpx.Response, Completeness, str]) -> None:
    wire = Wire()
    answered, state, code = failure
    wire.on(operation, answered)

    delivery = wire.read(*Stream)

    assert delivery.employer is None
    assert {Stream.EMPLOYER: StreamReading(state, operation, code)} == incomplete(delivery)


@pytest.mark.parametrize("answered", [page(), fault(1002), answer(PERIOD), answer(PERIOD, "2026-13-M")])
def test_without_a_calendar_nothing_is_dated_and_the_rest_goes_on(answered: httpx.Response) -> None:
    wire = Wire()
    wire.on(PERIOD, answered)

    delivery = wire.read(*Stream)

    dated = {Stream.EMPLOYER, Stream.DEPARTMENTS, Stream.JOBS, Stream.WAGES}
    assert dated == set(incomplete(delivery))
    assert {(FAILED, PERIOD)} == {(each.state, each.operation) for each in incomplete(delivery).values()}
    unread = {*OF_COMPANY, DEPARTMENT_HISTORY, FUNCTION_HISTORY, SALARY_HISTORY}
    assert unread.isdisjoint(wire.operations())


@pytest.mark.parametrize(
    ("current", "period"),
    [("2026-11-M", PeriodType.MONTH), ("2026-12-4W", PeriodType.FOUR_WEEKS), ("2026-47-W1", PeriodType.WEEK)],
)
def test_wage_covers_a_period_of_the_companys_payroll(current: str, period: PeriodType) -> None:
    wire = Wire()
    wire.on(PERIOD, answer(PERIOD, current))

    assert [period] == [each.period for each in wire.read(Stream.WAGES).wages]


def test_wages_alone_are_lost_with_the_payrolls_period() -> None:
    wire = Wire()
    wire.on(PERIOD, page())

    delivery = wire.read(Stream.WAGES)

    assert StreamReading(FAILED, PERIOD, UNAVAILABLE) == delivery.streams[Stream.WAGES]
    assert ((), 0) == (delivery.wages, wire.operations().count(SALARY_HISTORY))


@each_history
def test_history_of_another_company_does_not_pass_for_an_empty_one(stream: Stream) -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.on(HISTORIES[stream], history(HISTORIES[stream], e98=ROWS[stream], e99=[]))

    delivery = wire.read(*Stream, known_employees=frozenset({"1"}))

    reading = StreamReading(FAILED, HISTORIES[stream], UNREADABLE)
    assert reading == delivery.streams[stream]
    # The list may be the foreign answer as well: nobody we did not know comes in.
    assert ["1"] == [each.source_key for each in delivery.employees]
    assert FAILED is delivery.streams[Stream.EMPLOYEES].state


@each_history
def test_history_of_nobody_is_an_empty_one(stream: Stream) -> None:
    wire = Wire()
    wire.on(HISTORIES[stream], history(HISTORIES[stream], e99=[]))

    assert StreamReading(COMPLETE) == wire.read(*Stream).streams[stream]


# --- who is lost on the way -----------------------------------------------------------------------


def test_rows_of_a_person_nobody_knows_are_not_delivered() -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.per_employee("PersonalInfo_GetCurrent", e2=page())
    second = {
        Stream.DEPARTMENTS: department(8, 2020, 1),
        Stream.EMPLOYMENTS: employment(12),
        Stream.CONTRACTS: contract(32),
        Stream.JOBS: job(22, 2020, 1),
        Stream.SCHEDULES: schedule(42),
        Stream.WAGES: salary(52),
    }
    for stream, operation in HISTORIES.items():
        wire.on(operation, history(operation, e1=ROWS[stream], e2=second[stream]))

    delivery = wire.read(*Stream)

    of_people: tuple[Any, ...] = (
        delivery.placements,
        delivery.employments,
        delivery.contracts,
        delivery.job_placements,
        delivery.schedules,
        delivery.wages,
    )
    assert [["1"]] * 6 == [[each.employee_key for each in records] for records in of_people]
    # Departments and jobs themselves are there: they must not look as if they were gone.
    assert ["7", "8", "21", "22"] == [each.source_key for each in (*delivery.departments, *delivery.jobs)]
    lost = {Stream.EMPLOYEES, Stream.ADDRESSES, Stream.ABSENCES}
    assert lost == set(incomplete(delivery))


def test_who_is_to_come_and_not_yet_known_is_no_gap_and_asked_no_further() -> None:
    wire = Wire()
    wire.lists(active=[1], future=[2])
    wire.per_employee("PersonalInfo_GetCurrent", e2=answer("PersonalInfo_GetCurrent"))

    delivery = wire.read(*Stream)

    assert {} == incomplete(delivery)
    assert ["1"] == [each.source_key for each in delivery.employees]
    assert (Remark("EMPLOYEE_NOT_YET_KNOWN", Stream.EMPLOYEES, "2"),) == delivery.remarks
    assert ["1"] == wire.asked_about("Absence_GetList") == wire.asked_about("Address_GetListCurrent")
    assert frozenset({"1"}) == delivery.absences_read_for == delivery.addresses_read_for
