"""Bulk forms of calls per employee, over HTTP: as good as those calls, and replaced by them in need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, StreamReading
from app.nmbrs.source import Nmbrs
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    ADDRESS_LIST,
    ALL_ABSENCES,
    ALL_ADDRESSES,
    ALL_PERSONS,
    CREDENTIALS,
    EXTRA,
    OF_EMPLOYEE,
    PERSON,
    Employer,
    Reader,
    agree,
    all_complete,
    connected,
    found,
    keys,
    states,
)
from tests.nmbrs_control import Nmbrs as LookAlike

DAY = date(2026, 11, 23)
COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
UNAVAILABLE, UNREADABLE = "SOURCE_UNAVAILABLE", "SOURCE_UNREADABLE"
SINGLE = {ALL_PERSONS: PERSON, ALL_ADDRESSES: ADDRESS_LIST, ALL_ABSENCES: ABSENCE_LIST}
each_bulk = pytest.mark.parametrize("operation", EXTRA)


@pytest.fixture
def connection(nmbrs: LookAlike) -> Iterator[Nmbrs]:
    nmbrs.reset(today=DAY)
    nmbrs.allow(*EXTRA)
    with connected(nmbrs) as opened:
        yield opened


@pytest.fixture
def employer(connection: Nmbrs, nmbrs: LookAlike) -> Employer:
    return found(nmbrs)


@pytest.fixture
def each(connection: Nmbrs, employer: Employer) -> Reader:
    """Reads as an account does that has nothing but the manual's seventeen."""
    return Reader(connection.source(CREDENTIALS, today=DAY), employer)


@pytest.fixture
def bulk(connection: Nmbrs, employer: Employer) -> Reader:
    """Reads as an account does that has the bulk forms as well."""
    return Reader(connection.source(CREDENTIALS, today=DAY, extra=list(EXTRA)), employer)


def singles(nmbrs: LookAlike) -> set[str]:
    return {call["operation"] for call in nmbrs.calls()} & set(OF_EMPLOYEE)


def test_both_ways_of_reading_give_the_same_delivery(each: Reader, bulk: Reader) -> None:
    assert each() == bulk()


# --- in need --------------------------------------------------------------------------------------


def test_bulk_forms_that_were_switched_off_meanwhile_are_given_up_in_the_same_reading(
    each: Reader, bulk: Reader, nmbrs: LookAlike
) -> None:
    nmbrs.allow()

    delivery = bulk()

    assert replace(each(), lost_operations=tuple(sorted(EXTRA))) == delivery
    assert [1, 1, 1] == [len(nmbrs.calls(operation)) for operation in EXTRA]


@each_bulk
@pytest.mark.parametrize("kind", ["refuse_company", "cut", "rename_item", "unknown_operation"])
def test_bulk_form_that_cannot_be_had_is_replaced_and_not_unlearnt(
    bulk: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    healthy = bulk()
    nmbrs.forget_calls()
    nmbrs.fault(kind, operation=operation)

    assert healthy == bulk()
    assert {SINGLE[operation]} == singles(nmbrs)
    assert 1 == len(nmbrs.calls(operation))


@each_bulk
@pytest.mark.parametrize("kind", ["html", "unknown", "reset"])
def test_bulk_form_that_does_not_answer_fails_its_stream_without_further_calls(
    bulk: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = bulk()

    reading = delivery.streams[EXTRA[operation]]
    assert StreamReading(FAILED, operation, UNAVAILABLE) == replace(reading, count=0)
    assert set() == singles(nmbrs)


@each_bulk
@pytest.mark.parametrize("kind", ["nil_item", "repeat_rows", "empty_rows"])
def test_nothing_and_the_same_again_change_nothing(
    bulk: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    healthy = bulk()

    nmbrs.fault(kind, operation=operation)

    assert healthy == bulk()


@each_bulk
def test_unknown_element_is_read_over_and_said_once(bulk: Reader, nmbrs: LookAlike, operation: str) -> None:
    healthy = bulk()
    nmbrs.fault("unknown_element", operation=operation)

    delivery = bulk()

    assert healthy == replace(delivery, remarks=())
    [remark] = delivery.remarks
    assert ("CONTRACT_DRIFT", operation) == (remark.code, remark.params["operation"])
    assert EXTRA[operation] is remark.stream


@pytest.mark.parametrize("kind", ["drop_rows", "empty", "nil_result", "omit_result"])
def test_people_missing_from_the_personal_information_are_asked_for_by_name(
    bulk: Reader, nmbrs: LookAlike, kind: str
) -> None:
    healthy = bulk()
    nmbrs.fault(kind, operation=ALL_PERSONS)

    assert healthy == bulk()
    assert {PERSON} == singles(nmbrs)


@pytest.mark.parametrize("kind", ["empty", "nil_result", "omit_result"])
@pytest.mark.parametrize("operation", [ALL_ADDRESSES, ALL_ABSENCES])
def test_empty_is_a_value_for_the_planner_to_judge(
    bulk: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = bulk()

    assert StreamReading(COMPLETE) == delivery.streams[EXTRA[operation]]
    assert all_complete() == states(delivery)


@pytest.mark.parametrize(
    ("kind", "operation"),
    [
        ("drop_rows", ALL_ADDRESSES),
        ("drop_rows", ALL_ABSENCES),
        *(("swap_ids", operation) for operation in EXTRA),
    ],
)
def test_some_lies_are_beyond_us_and_look_complete(
    bulk: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    nmbrs.fault(kind, operation=operation)

    assert all_complete() == states(bulk())


# --- about another company ------------------------------------------------------------------------


@pytest.fixture
def neighbour(nmbrs: LookAlike, employer: Employer) -> int:
    """Somebody of another company, who is ill too."""
    key = nmbrs.add_company("Elders B.V.")
    person = nmbrs.hire(key, department_id=nmbrs.add_department(key, "Elders"), complete=True)
    agree(nmbrs, person)
    nmbrs.report_sick(person, date(2026, 4, 1))
    return person


@pytest.mark.parametrize("operation", [ALL_PERSONS, ALL_ADDRESSES])
def test_bulk_answer_of_another_company_is_never_taken(
    bulk: Reader, nmbrs: LookAlike, employer: Employer, neighbour: int, operation: str
) -> None:
    healthy = bulk()
    nmbrs.fault("other_company", operation=operation)

    delivery = bulk()

    assert (FAILED, operation, UNREADABLE) == (
        delivery.streams[EXTRA[operation]].state,
        delivery.streams[EXTRA[operation]].operation,
        delivery.streams[EXTRA[operation]].code,
    )
    for records in ("employees", "addresses"):
        assert set(getattr(delivery, records)) <= set(getattr(healthy, records))
    assert str(neighbour) not in keys(delivery.employees) | delivery.addresses_read_for


def test_absence_of_another_company_is_not_taken_and_everybody_is_asked(
    bulk: Reader, nmbrs: LookAlike, neighbour: int
) -> None:
    healthy = bulk()
    nmbrs.fault("other_company", operation=ALL_ABSENCES)

    assert healthy == bulk()
    assert {ABSENCE_LIST} == singles(nmbrs)


def test_illness_of_nobody_but_an_external_is_no_other_company(bulk: Reader, nmbrs: LookAlike) -> None:
    company = nmbrs.add_company("Gezond B.V.")
    department = nmbrs.add_department(company, "Zorg")
    nmbrs.hire(company, department_id=department, complete=True)
    external = nmbrs.hire(company, employee_type="External", department_id=department)
    nmbrs.report_sick(external, date(2026, 3, 2))

    delivery = bulk(company_key=str(company))

    assert all_complete() == states(delivery)
    assert () == delivery.absences


# --- where the two differ -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payroll", "since", "told"),
    [
        # The payroll still works on October: what counts from November is not current there yet.
        ({"year": 2026, "period": 10}, {"year": 2026, "period": 11}, ("Vroeger", "Voortaan")),
        # It already works on January: what counts from December on is current there.
        ({"year": 2027, "period": 1}, {"year": 2026, "period": 12}, ("Voortaan", "Vroeger")),
        # In step with the calendar both say the same.
        (None, {"year": 2026, "period": 11}, ("Voortaan", "Voortaan")),
        (None, {"year": 2026, "period": 12}, ("Vroeger", "Vroeger")),
    ],
    ids=["lags", "runs ahead", "in step, now", "in step, later"],
)
def test_call_per_employee_tells_the_payrolls_period_and_the_bulk_form_today(
    each: Reader,
    bulk: Reader,
    nmbrs: LookAlike,
    payroll: dict[str, int] | None,
    since: dict[str, int],
    told: tuple[str, str],
) -> None:
    """The bulk form has the history, so today's row can be had; a call per employee has one answer.

    They differ only while a payroll is not in step with the calendar (docs/adr/0019).
    """
    company = nmbrs.add_company("Achter B.V.")
    nmbrs.add_department(company, "Zorg")
    person = nmbrs.hire(company, start_date=date(2024, 1, 1), last_name="Vroeger")
    nmbrs.move_house(person, year=2024, period=1, street="Vroeger")
    nmbrs.change_employee(person, last_name="Voortaan", **since)
    nmbrs.move_house(person, street="Voortaan", **since)
    nmbrs.change_company(company, current_period=payroll)

    deliveries = [read(company_key=str(company)) for read in (each, bulk)]

    assert told == tuple(delivery.employees[0].last_name for delivery in deliveries)
    assert told == tuple(delivery.addresses[0].address.street for delivery in deliveries)
    rest: list[Any] = [replace(delivery, employees=(), addresses=()) for delivery in deliveries]
    assert rest[0] == rest[1]
