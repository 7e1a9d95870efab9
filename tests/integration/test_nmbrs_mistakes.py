"""The adapter against answers that are right in form: about others, or with too little in them."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from app.hr.delivery import Completeness, Stream, StreamReading
from emulator.faults import Kind
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    ADDRESS_LIST,
    EMPLOYEE_LIST,
    HISTORIES,
    OF_COMPANY,
    PERIOD,
    PERSON,
    Employer,
    Reader,
    agree,
    all_complete,
    keys,
    states,
)
from tests.nmbrs_control import Nmbrs as LookAlike

COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
UNREADABLE = "SOURCE_UNREADABLE"


@pytest.fixture
def neighbour(nmbrs: LookAlike, employer: Employer) -> int:
    """Another company of the same customer, where somebody is ill too."""
    key = nmbrs.add_company("Elders B.V.")
    job = nmbrs.add_job(key, "Elders")
    person = nmbrs.hire(key, department_id=nmbrs.add_department(key, "Elders"), job_id=job, complete=True)
    agree(nmbrs, person)
    nmbrs.report_sick(person, date(2026, 4, 1))
    return person


# --- about another company ------------------------------------------------------------------------


@pytest.mark.usefixtures("neighbour")
@pytest.mark.parametrize(("operation", "stream"), list(HISTORIES.items()))
def test_other_company_in_a_bulk_answer_does_not_pass_for_an_empty_one(
    read: Reader, nmbrs: LookAlike, employer: Employer, operation: str, stream: Stream
) -> None:
    nmbrs.fault("other_company", operation=operation)

    delivery = read()

    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[stream]
    # The list may be the foreign answer as well: nobody we did not know comes in.
    assert all_complete({stream: FAILED, Stream.EMPLOYEES: FAILED}) == states(delivery)
    assert {str(employer.gone)} == keys(delivery.employees) == delivery.absences_read_for


def test_other_company_in_the_list_of_employees_is_betrayed_by_the_bulk_answers(
    read: Reader, nmbrs: LookAlike, neighbour: int
) -> None:
    nmbrs.fault("other_company", operation=EMPLOYEE_LIST)

    delivery = read()

    lost = dict.fromkeys((*HISTORIES.values(), Stream.EMPLOYEES), FAILED)
    assert all_complete(lost) == states(delivery)
    assert str(neighbour) not in keys(delivery.employees)


@pytest.mark.usefixtures("neighbour")
def test_person_of_another_company_is_not_whom_we_asked_for(
    read: Reader, nmbrs: LookAlike, employer: Employer
) -> None:
    nmbrs.fault("other_company", operation=PERSON, employee_id=employer.well)

    delivery = read()

    assert str(employer.well) not in keys(delivery.employees)
    assert StreamReading(FAILED, PERSON, UNREADABLE, 2) == delivery.streams[Stream.EMPLOYEES]


@pytest.mark.usefixtures("neighbour")
def test_absence_of_another_company_given_twice_proves_nothing_about_either(
    read: Reader, nmbrs: LookAlike, employer: Employer
) -> None:
    for each in (employer.ill, employer.well):
        nmbrs.fault("other_company", operation=ABSENCE_LIST, employee_id=each)

    delivery = read()

    assert {str(employer.gone)} == delivery.absences_read_for
    assert ["ABSENCE_INVALID"] == [each.code for each in delivery.remarks]


# --- beyond us ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("neighbour")
@pytest.mark.parametrize(
    ("kind", "operation"),
    [
        *(("drop_rows", operation) for operation in (*HISTORIES, EMPLOYEE_LIST, ADDRESS_LIST, ABSENCE_LIST)),
        *(("swap_ids", operation) for operation in (*HISTORIES, EMPLOYEE_LIST)),
        # These answers do not say whom or what they are about.
        *(("other_company", operation) for operation in (*OF_COMPANY, PERIOD, ADDRESS_LIST)),
    ],
)
def test_some_lies_are_beyond_us_and_look_complete(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    """Nothing in such an answer gives it away: guards and second deliveries are for these."""
    nmbrs.fault(kind, operation=operation)

    assert all_complete() == states(read())


def test_every_fault_there_is_has_a_test_here_or_in_the_other_files() -> None:
    refusals = "deny refuse_company refuse_employee unknown_operation unknown login_failure"
    trouble = "reject html html_ok too_many delay reset"
    lies = (
        "cut empty unknown_element rename_item nil_item year_one repeat_rows empty_rows nil_result"
        " omit_result unknown_literal"
    )
    mistakes = "drop_rows other_company swap_ids"

    assert set(f"{refusals} {trouble} {lies} {mistakes}".split()) == set(get_args(Kind))
