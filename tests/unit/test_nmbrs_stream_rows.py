"""Rows that cannot be, operations that are gone, elements that are new: what becomes of a stream."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from app.hr.delivery import Completeness, Remark, Stream, StreamReading
from tests.unit.nmbrs_answers import (
    FUNCTION_HISTORY,
    FUNCTION_HISTORY_V2,
    NIL,
    SALARY_HISTORY,
    absence,
    absences,
    contract,
    department,
    employment,
    fault,
    history,
    job,
    job_v2,
    page,
    salary,
    schedule,
    unknown_action,
)
from tests.unit.nmbrs_wire import HISTORIES, ROWS, Wire, incomplete

COMPLETE, FAILED, DENIED = Completeness.COMPLETE, Completeness.FAILED, Completeness.DENIED
UNAUTHORISED, UNAVAILABLE, UNREADABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE", "SOURCE_UNREADABLE"
PERIOD = "Company_GetCurrentPeriod"
OF_COMPANY = ("Address_GetCurrent", "BankAccount_GetCurrent", "Schedule_GetCurrent", "SVW_GetCurrent")
LISTS = {"EmployeeType_GetList", "List_GetByCompany"}
#: Rows with an id of their own, which only one can have.
OWNED = (Stream.EMPLOYMENTS, Stream.CONTRACTS, Stream.SCHEDULES, Stream.WAGES)
each_history = pytest.mark.parametrize("stream", HISTORIES)


# --- rows that cannot be --------------------------------------------------------------------------


@pytest.mark.parametrize("stream", OWNED)
def test_row_under_two_people_is_neithers(stream: Stream) -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.on(HISTORIES[stream], history(HISTORIES[stream], e1=ROWS[stream], e2=ROWS[stream]))

    delivery = wire.read(*Stream)

    assert {stream: StreamReading(FAILED, HISTORIES[stream], UNREADABLE)} == incomplete(delivery)
    assert () == getattr(delivery, stream.value)
    assert (Remark(UNREADABLE, stream, "2", {"operation": HISTORIES[stream]}),) == delivery.remarks
    assert {stream: frozenset({"1", "2"})} == delivery.doubted


@pytest.mark.parametrize("stream", OWNED)
def test_row_under_three_people_makes_all_of_them_doubtful_and_nobody_else(stream: Stream) -> None:
    wire = Wire()
    wire.lists(active=[1, 2, 3, 4])
    row = ROWS[stream]
    wire.on(HISTORIES[stream], history(HISTORIES[stream], e1=row, e2=row, e3=row, e4=[]))

    assert {stream: frozenset({"1", "2", "3"})} == wire.read(*Stream).doubted


@pytest.mark.parametrize(
    ("stream", "broken", "sound"),
    [
        (Stream.DEPARTMENTS, department(7, 2020, 1, Id=None), department(8, 2020, 1)),
        (Stream.JOBS, job(21, 2020, 1, Id=None), job(22, 2020, 1)),
        (Stream.EMPLOYMENTS, employment(11, EmploymentId=None), employment(12)),
        (Stream.CONTRACTS, contract(31, ContractID=None), contract(32)),
        (Stream.SCHEDULES, schedule(None), schedule(42)),
        (Stream.WAGES, salary(51, None), salary(52)),
    ],
)
def test_row_that_cannot_be_read_is_named_and_the_others_go_on(
    stream: Stream, broken: str, sound: str
) -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.on(HISTORIES[stream], history(HISTORIES[stream], e1=broken, e2=sound))

    delivery = wire.read(*Stream)

    assert {stream: StreamReading(FAILED, HISTORIES[stream], UNREADABLE, 1)} == incomplete(delivery)
    assert (Remark(UNREADABLE, stream, "1", {"operation": HISTORIES[stream]}),) == delivery.remarks
    assert {stream: frozenset({"1"})} == delivery.doubted


@pytest.mark.parametrize(("stream", "row"), [(Stream.DEPARTMENTS, department), (Stream.JOBS, job)])
def test_period_that_does_not_exist_makes_its_owner_doubtful_and_the_stream_no_less_complete(
    stream: Stream, row: Callable[[int, int, int], str]
) -> None:
    wire = Wire()
    wire.lists(active=[1, 2])
    wire.on(HISTORIES[stream], history(HISTORIES[stream], e1=row(7, 2026, 13), e2=row(7, 2026, 1)))

    delivery = wire.read(*Stream)

    assert {stream: frozenset({"1"})} == delivery.doubted
    assert {} == incomplete(delivery)


def test_job_in_a_period_that_does_not_exist_leaves_a_remark() -> None:
    wire = Wire()
    wire.on(FUNCTION_HISTORY, history(FUNCTION_HISTORY, e1=[job(21, 2026, 13), job(22, 2026, 1)]))

    delivery = wire.read(Stream.JOBS)

    assert (Remark("PERIOD_INVALID", Stream.JOBS, "1/21/2026/13"),) == delivery.remarks
    assert ["1/22/2026/1"] == [each.source_key for each in delivery.job_placements]
    assert ["21", "22"] == [each.source_key for each in delivery.jobs]


@pytest.mark.parametrize("unsaid", [NIL, None], ids=["nil", "missing"])
@pytest.mark.parametrize("stream", [Stream.DEPARTMENTS, Stream.JOBS])
def test_nothing_is_nought_and_neither_nil_nor_missing(stream: Stream, unsaid: object) -> None:
    make = {Stream.DEPARTMENTS: department, Stream.JOBS: job}[stream]
    wire = Wire()
    wire.on(HISTORIES[stream], history(HISTORIES[stream], e1=make(7, 2020, 1, Id=unsaid)))
    unreadable = wire.read(stream)
    wire.on(HISTORIES[stream], history(HISTORIES[stream], e1=make(0, 2020, 1, Description=None)))
    nowhere = wire.read(stream)

    assert StreamReading(FAILED, HISTORIES[stream], UNREADABLE) == unreadable.streams[stream]
    assert StreamReading(COMPLETE) == nowhere.streams[stream]
    assert ["1/0/2020/1"] == [each.source_key for each in (*nowhere.placements, *nowhere.job_placements)]


# --- two forms of one operation -------------------------------------------------------------------


def test_newer_form_of_jobs_is_asked_for_when_the_server_does_not_know_the_plain_one() -> None:
    wire = Wire()
    healthy = wire.read(Stream.JOBS)
    wire.on(FUNCTION_HISTORY, unknown_action())
    wire.on(FUNCTION_HISTORY_V2, history(FUNCTION_HISTORY_V2, e1=job_v2(21, 2020, 1)))

    assert healthy == wire.read(Stream.JOBS)


@pytest.mark.parametrize(
    ("answered", "state", "code"),
    [
        (unknown_action(), FAILED, UNREADABLE),
        (fault(1002), DENIED, UNAUTHORISED),
        (page(), FAILED, UNAVAILABLE),
    ],
    ids=["unknown too", "denied", "unavailable"],
)
def test_jobs_are_lost_when_the_newer_form_fails_as_well(
    answered: httpx.Response, state: Completeness, code: str
) -> None:
    wire = Wire()
    wire.on(FUNCTION_HISTORY, unknown_action())
    wire.on(FUNCTION_HISTORY_V2, answered)

    delivery = wire.read(*Stream)

    assert {Stream.JOBS: StreamReading(state, FUNCTION_HISTORY_V2, code)} == incomplete(delivery)


@each_history
def test_other_history_the_server_does_not_know_is_a_failed_stream(stream: Stream) -> None:
    wire = Wire()
    wire.on(HISTORIES[stream], unknown_action())
    wire.on(FUNCTION_HISTORY_V2, unknown_action())

    [(lost, reading)] = incomplete(wire.read(*Stream)).items()

    assert (stream, FAILED, UNREADABLE) == (lost, reading.state, reading.code)


# --- drift ----------------------------------------------------------------------------------------


def test_drift_is_said_once_per_operation_however_often_it_is_called() -> None:
    wire = Wire()
    wire.lists(active=range(1, 9))
    new = "<New>1</New><Newer>2</Newer>"
    wire.on("Absence_GetList", lambda given: absences(absence(int(given["EmployeeId"])) + new))
    wire.on(SALARY_HISTORY, history(SALARY_HISTORY, e1=salary(51, Type=12), e2=salary(52, Type=13)))

    delivery = wire.read(Stream.ABSENCES, Stream.WAGES)

    drift = {"Absence_GetList": "Absence.New, Absence.Newer", SALARY_HISTORY: "Salary_V2.Type"}
    streams = {"Absence_GetList": Stream.ABSENCES, SALARY_HISTORY: Stream.WAGES}
    assert [
        Remark("CONTRACT_DRIFT", streams[operation], params={"operation": operation, "elements": elements})
        for operation, elements in drift.items()
    ] == list(delivery.remarks)
    assert delivery.complete(Stream.ABSENCES, Stream.WAGES)
