"""The adapter against answers with nothing in them, or with values that cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from app.nmbrs.source import NmbrsSource
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    ADDRESS_LIST,
    EMPLOYEE_LIST,
    EMPLOYEE_TYPES,
    HISTORIES,
    OF_COMPANY,
    PERIOD,
    PERSON,
    SCHEDULE_HISTORY,
    WAGE_HISTORY,
    Employer,
    Reader,
    all_complete,
    keys,
    states,
)
from tests.nmbrs_control import Nmbrs as LookAlike

COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
EMPLOYEES, ADDRESSES, ABSENCES = Stream.EMPLOYEES, Stream.ADDRESSES, Stream.ABSENCES
UNREADABLE = "SOURCE_UNREADABLE"
LISTS = (EMPLOYEE_LIST, *HISTORIES, ADDRESS_LIST, ABSENCE_LIST)
NOTHING = ["empty", "nil_result", "omit_result"]


# --- nothing at all -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NOTHING)
@pytest.mark.parametrize(
    ("operation", "stream"),
    [*HISTORIES.items(), (ADDRESS_LIST, ADDRESSES), (ABSENCE_LIST, ABSENCES), (EMPLOYEE_LIST, EMPLOYEES)],
)
def test_empty_is_a_value_for_the_planner_to_judge(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str, stream: Stream
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = read()

    assert StreamReading(COMPLETE) == delivery.streams[stream]
    assert all_complete() == states(delivery)


@pytest.mark.parametrize("kind", NOTHING)
def test_empty_employee_types_prove_nothing(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation=EMPLOYEE_TYPES)

    reading = read().streams[EMPLOYEES]

    assert StreamReading(FAILED, EMPLOYEE_TYPES, UNREADABLE) == reading


@pytest.mark.parametrize("kind", NOTHING)
def test_empty_person_is_that_employees_gap(
    read: Reader, nmbrs: LookAlike, employer: Employer, kind: str
) -> None:
    nmbrs.fault(kind, operation=PERSON, employee_id=employer.well)

    delivery = read()

    assert str(employer.well) not in keys(delivery.employees)
    assert FAILED is delivery.streams[EMPLOYEES].state


@pytest.mark.parametrize("kind", ["empty", "omit_result"])
def test_empty_period_fails_what_is_told_in_periods(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation=PERIOD)

    lost = all_complete(employer=FAILED, departments=FAILED, jobs=FAILED, wages=FAILED)
    assert lost == states(read())


@pytest.mark.parametrize("kind", NOTHING)
def test_company_of_which_nothing_is_known_is_an_employer(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    for operation in OF_COMPANY:
        nmbrs.fault(kind, operation=operation)

    delivery = read(Stream.EMPLOYER)

    assert StreamReading(COMPLETE, count=1) == delivery.streams[Stream.EMPLOYER]
    assert delivery.employer is not None
    told = delivery.employer
    assert (None, None, (), None) == (told.address, told.bank_account, told.full_time, told.social_security)


# --- values that cannot be ------------------------------------------------------------------------


def test_year_one_in_a_first_day_is_no_first_day(read: Reader, nmbrs: LookAlike, employer: Employer) -> None:
    [row] = [each["absence_id"] for each in nmbrs.employee(employer.ill)["absences"]]
    nmbrs.fault("year_one", operation=ABSENCE_LIST, employee_id=employer.ill)

    delivery = read()

    whose = {"employee": str(employer.ill)}
    assert (Remark("ABSENCE_INVALID", ABSENCES, str(row), whose),) == delivery.remarks
    assert {str(employer.well), str(employer.gone)} == delivery.absences_read_for
    assert str(row) not in keys(delivery.absences)


@pytest.mark.parametrize("operation", [SCHEDULE_HISTORY, WAGE_HISTORY])
def test_year_one_in_the_terms_means_since_always(read: Reader, nmbrs: LookAlike, operation: str) -> None:
    nmbrs.fault("year_one", operation=operation)

    delivery = read()

    records: Any = {SCHEDULE_HISTORY: delivery.schedules, WAGE_HISTORY: delivery.wages}[operation]
    assert {None} == {each.valid_from for each in records}
    assert all_complete() == states(delivery)


def test_unknown_gender_is_passed_on_and_noted(read: Reader, nmbrs: LookAlike) -> None:
    nmbrs.fault("unknown_literal", operation=PERSON)

    delivery = read()

    assert all_complete() == states(delivery)
    assert {"newliteral"} == {each.gender for each in delivery.employees}
    params = {"operation": PERSON, "elements": "PersonalInfo.Gender"}
    assert (Remark("CONTRACT_DRIFT", EMPLOYEES, params=params),) == delivery.remarks


def test_unknown_kind_of_address_proves_nothing_of_its_owner(
    read: Reader, nmbrs: LookAlike, employer: Employer
) -> None:
    nmbrs.fault("unknown_literal", operation=ADDRESS_LIST, employee_id=employer.ill)

    delivery = read()

    assert {str(employer.well), str(employer.gone)} == delivery.addresses_read_for
    assert str(employer.ill) not in {each.employee_key for each in delivery.addresses}
    params = {"operation": ADDRESS_LIST, "elements": "EmployeeAddress.Type"}
    assert (Remark("CONTRACT_DRIFT", ADDRESSES, params=params),) == delivery.remarks


@pytest.mark.parametrize("operation", ["List_GetAll", *OF_COMPANY])
def test_unknown_literal_that_nobody_needs_is_nothing(
    read: Reader, source: NmbrsSource, nmbrs: LookAlike, operation: str
) -> None:
    healthy: tuple[Any, Delivery] = source.employers(), read()
    nmbrs.fault("unknown_literal", operation=operation)

    assert healthy == (source.employers(), read())
