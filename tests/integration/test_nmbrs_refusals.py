"""What Nmbrs refuses or does not answer, operation by operation, ends in a named outcome."""

from __future__ import annotations

from time import monotonic

import pytest

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    ADDRESS_LIST,
    EMPLOYEE_LIST,
    EMPLOYEE_TYPES,
    HISTORIES,
    JOB_HISTORY,
    OF_COMPANY,
    OF_EMPLOYEE,
    OF_PEOPLE,
    PERIOD,
    PERSON,
    WAGE_HISTORY,
    Employer,
    Reader,
    all_complete,
    keys,
    states,
)
from tests.nmbrs_control import Nmbrs as LookAlike

COMPLETE, FAILED, DENIED = Completeness.COMPLETE, Completeness.FAILED, Completeness.DENIED
UNAUTHORISED, UNAVAILABLE, UNREADABLE = "SOURCE_UNAUTHORISED", "SOURCE_UNAVAILABLE", "SOURCE_UNREADABLE"
CALLS_AT_ONCE = 4
OPERATIONS = (EMPLOYEE_TYPES, EMPLOYEE_LIST, PERIOD, *OF_COMPANY, *HISTORIES, *OF_EMPLOYEE)
each_operation = pytest.mark.parametrize("operation", OPERATIONS)


def without(operation: str, state: Completeness) -> dict[Stream, Completeness]:
    """What is left of a delivery when one operation cannot be had: its stream, and what builds on it."""
    if operation in (EMPLOYEE_TYPES, EMPLOYEE_LIST):
        lost = dict.fromkeys(OF_PEOPLE, FAILED) | {Stream.EMPLOYEES: state}
    elif operation == PERIOD:
        lost = dict.fromkeys((Stream.EMPLOYER, Stream.DEPARTMENTS, Stream.JOBS, Stream.WAGES), FAILED)
    elif operation in OF_COMPANY:
        lost = {Stream.EMPLOYER: state}
    elif operation == PERSON:
        lost = {Stream.EMPLOYEES: state, Stream.ADDRESSES: FAILED, Stream.ABSENCES: FAILED}
    else:
        lost = {(HISTORIES | OF_EMPLOYEE)[operation]: state}
    return all_complete(lost)


def reasons(delivery: Delivery) -> set[tuple[str, str]]:
    """Why streams are not complete."""
    return {
        (reading.operation, reading.code)
        for reading in delivery.streams.values()
        if reading.state is not COMPLETE
    }


# --- refused --------------------------------------------------------------------------------------


@each_operation
def test_deny_is_a_denied_stream(read: Reader, nmbrs: LookAlike, operation: str) -> None:
    nmbrs.deny(operation)

    delivery = read()

    assert without(operation, DENIED) == states(delivery)
    assert {(operation, UNAUTHORISED)} == reasons(delivery)
    # Asking again for somebody else would be refused as well.
    assert 1 <= len(nmbrs.calls(operation)) <= CALLS_AT_ONCE
    assert [] == [remark for remark in delivery.remarks if remark.reference]


def test_deny_as_a_fault_is_the_same(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("deny", operation=ABSENCE_LIST)

    assert StreamReading(DENIED, ABSENCE_LIST, UNAUTHORISED) == read().streams[Stream.ABSENCES]


@pytest.mark.parametrize("operation", [EMPLOYEE_LIST, PERIOD, *OF_COMPANY, *HISTORIES])
def test_refuse_company_denies_what_is_about_it(read: Reader, nmbrs: LookAlike, operation: str) -> None:
    nmbrs.fault("refuse_company", operation=operation)

    delivery = read()

    assert without(operation, DENIED) == states(delivery)
    assert {(operation, UNAUTHORISED)} == reasons(delivery)


def test_foreign_company_is_refused_and_not_empty(read: Reader) -> None:
    delivery = read(company_key="1")

    reading = delivery.streams[Stream.EMPLOYEES]
    assert (DENIED, EMPLOYEE_LIST, UNAUTHORISED) == (reading.state, reading.operation, reading.code)
    assert COMPLETE not in set(states(delivery).values())


@pytest.mark.parametrize(("operation", "stream"), list(OF_EMPLOYEE.items()))
def test_refuse_employee_is_that_employees_gap(
    read: Reader, nmbrs: LookAlike, employer: Employer, operation: str, stream: Stream
) -> None:
    nmbrs.fault("refuse_employee", operation=operation, employee_id=employer.well)

    delivery = read(known_employees=frozenset({str(employer.well), str(employer.gone)}))

    key = str(employer.well)
    assert all_complete({stream: FAILED}) == states(delivery)
    assert (Remark(UNAUTHORISED, stream, key, {"operation": operation}),) == delivery.remarks
    left_out = {
        PERSON: keys(delivery.employees),
        ADDRESS_LIST: delivery.addresses_read_for,
        ABSENCE_LIST: delivery.absences_read_for,
    }
    assert {str(employer.ill), str(employer.gone)} == left_out[operation]


# --- not there any more ---------------------------------------------------------------------------


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each != JOB_HISTORY])
def test_unknown_operation_is_a_failed_stream(read: Reader, nmbrs: LookAlike, operation: str) -> None:
    nmbrs.fault("unknown_operation", operation=operation)

    delivery = read()

    assert without(operation, FAILED) == states(delivery)
    assert {(operation, UNREADABLE)} == reasons(delivery)


def test_jobs_are_asked_for_in_the_newer_form_when_the_plain_one_is_gone(
    read: Reader, nmbrs: LookAlike
) -> None:
    healthy = read()
    nmbrs.fault("unknown_operation", operation=JOB_HISTORY)
    nmbrs.forget_calls()

    assert healthy == read()
    assert (1, 1) == (len(nmbrs.calls(JOB_HISTORY)), len(nmbrs.calls(f"{JOB_HISTORY}_V2")))


def test_jobs_fail_when_neither_form_is_known(read: Reader, nmbrs: LookAlike) -> None:
    for operation in (JOB_HISTORY, f"{JOB_HISTORY}_V2"):
        nmbrs.fault("unknown_operation", operation=operation)

    reading = read().streams[Stream.JOBS]

    assert StreamReading(FAILED, f"{JOB_HISTORY}_V2", UNREADABLE) == reading


def test_newer_form_of_jobs_is_not_asked_for_while_the_plain_one_is_known(
    read: Reader, nmbrs: LookAlike
) -> None:
    nmbrs.fault("deny", operation=JOB_HISTORY)

    assert StreamReading(DENIED, JOB_HISTORY, UNAUTHORISED) == read().streams[Stream.JOBS]
    assert [] == nmbrs.calls(f"{JOB_HISTORY}_V2")


# --- no usable answer -----------------------------------------------------------------------------

TROUBLE = ["unknown", "login_failure", "html", "html_ok", "too_many", "reset"]


@pytest.mark.parametrize("kind", TROUBLE)
def test_passing_trouble_is_overcome(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation=WAGE_HISTORY, times=1, seconds=1)

    assert all_complete() == states(read())
    assert 2 == len(nmbrs.calls(WAGE_HISTORY))


@pytest.mark.parametrize("kind", TROUBLE)
def test_lasting_trouble_is_a_failed_stream(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation=WAGE_HISTORY, seconds=1)

    delivery = read()

    assert StreamReading(FAILED, WAGE_HISTORY, UNAVAILABLE) == delivery.streams[Stream.WAGES]
    assert all_complete(wages=FAILED) == states(delivery)
    # A kept connection may have been closed as we sent: then the same attempt is made on a new one.
    assert {"reset": 4}.get(kind, 2) == len(nmbrs.calls(WAGE_HISTORY))


@each_operation
def test_trouble_with_one_operation_leaves_the_others_whole(
    read: Reader, nmbrs: LookAlike, operation: str
) -> None:
    nmbrs.fault("html", operation=operation)

    delivery = read()

    assert without(operation, FAILED) == states(delivery)
    assert {(operation, UNAVAILABLE)} == reasons(delivery)


def test_too_many_is_waited_for_as_long_as_nmbrs_asks(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("too_many", operation=WAGE_HISTORY, times=1, seconds=2)
    started = monotonic()

    read(Stream.WAGES)

    assert monotonic() - started >= 2


def test_delay_beyond_our_patience_is_a_failed_stream(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("delay", operation=WAGE_HISTORY, seconds=3)

    reading = read(Stream.WAGES).streams[Stream.WAGES]

    assert StreamReading(FAILED, WAGE_HISTORY, UNAVAILABLE) == reading


def test_delay_within_our_patience_is_nothing(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("delay", operation=WAGE_HISTORY, seconds=0.2)

    assert COMPLETE is read(Stream.WAGES).streams[Stream.WAGES].state
