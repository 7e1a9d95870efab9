"""Answers that are not what they seem, over loopback: each fault ends in a named outcome."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from app.hr.delivery import Completeness, Remark, Stream, StreamReading
from app.nmbrs.source import Nmbrs, NmbrsSource
from emulator.faults import Kind
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    CREDENTIALS,
    DEPARTMENT_HISTORY,
    EMPLOYMENT_HISTORY,
    PERSON,
    Employer,
    Reader,
    all_complete,
    connected,
    found,
    keys,
    states,
    today,
)
from tests.nmbrs_control import Nmbrs as LookAlike

COMPLETE, FAILED = Completeness.COMPLETE, Completeness.FAILED
EMPLOYEES, DEPARTMENTS = Stream.EMPLOYEES, Stream.DEPARTMENTS
EMPLOYMENTS, ABSENCES = Stream.EMPLOYMENTS, Stream.ABSENCES
UNREADABLE = "SOURCE_UNREADABLE"


@pytest.fixture
def connection(nmbrs: LookAlike) -> Iterator[Nmbrs]:
    with connected(nmbrs) as opened:
        yield opened


@pytest.fixture
def source(connection: Nmbrs) -> NmbrsSource:
    return connection.source(CREDENTIALS, today=today())


@pytest.fixture
def employer(nmbrs: LookAlike) -> Employer:
    return found(nmbrs)


@pytest.fixture
def read(source: NmbrsSource, employer: Employer) -> Reader:
    return Reader(source, employer)


@pytest.mark.parametrize("kind", ["cut", "unknown_element", "rename_item"])
@pytest.mark.parametrize(
    ("operation", "stream"), [(EMPLOYMENT_HISTORY, EMPLOYMENTS), (DEPARTMENT_HISTORY, DEPARTMENTS)]
)
def test_bent_bulk_answer_is_unreadable_and_not_empty(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str, stream: Stream
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = read()

    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[stream]
    assert all_complete(**{stream.value: FAILED}) == states(delivery)
    assert 1 == len(nmbrs.calls(operation))


@pytest.mark.parametrize("kind", ["cut", "unknown_element", "rename_item"])
def test_bent_absence_is_that_employees_gap(
    read: Reader, nmbrs: LookAlike, employer: Employer, kind: str
) -> None:
    nmbrs.fault(kind, operation=ABSENCE_LIST, employee_id=employer.ill)

    delivery = read()

    assert {str(employer.well), str(employer.gone)} == delivery.absences_read_for
    assert FAILED is delivery.streams[ABSENCES].state
    remark = Remark(UNREADABLE, ABSENCES, str(employer.ill), {"operation": ABSENCE_LIST})
    assert (remark,) == delivery.remarks


@pytest.mark.parametrize("kind", ["cut", "unknown_element"])
def test_bent_person_is_that_employees_gap(
    read: Reader, nmbrs: LookAlike, employer: Employer, kind: str
) -> None:
    nmbrs.fault(kind, operation=PERSON, employee_id=employer.ill)

    delivery = read()

    assert str(employer.ill) not in keys(delivery.employees)
    assert (FAILED, UNREADABLE) == (
        delivery.streams[EMPLOYEES].state,
        delivery.streams[EMPLOYEES].code,
    )


@pytest.mark.parametrize("kind", ["cut", "unknown_element", "rename_item"])
def test_bent_list_of_employees_proves_nothing(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation="List_GetByCompany")

    delivery = read()

    assert COMPLETE not in set(states(delivery).values())
    assert (FAILED, UNREADABLE) == (
        delivery.streams[EMPLOYEES].state,
        delivery.streams[EMPLOYEES].code,
    )


@pytest.mark.parametrize("kind", ["empty", "nil_result", "omit_result"])
@pytest.mark.parametrize(
    ("operation", "stream"),
    [
        (EMPLOYMENT_HISTORY, EMPLOYMENTS),
        (DEPARTMENT_HISTORY, DEPARTMENTS),
        (ABSENCE_LIST, ABSENCES),
        ("List_GetByCompany", EMPLOYEES),
    ],
)
def test_empty_is_a_value_for_the_planner_to_judge(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str, stream: Stream
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = read()

    assert StreamReading(COMPLETE) == delivery.streams[stream]
    assert all_complete() == states(delivery)


@pytest.mark.parametrize("kind", ["empty", "nil_result", "omit_result"])
def test_empty_employee_types_prove_nothing(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation="EmployeeType_GetList")

    reading = read().streams[EMPLOYEES]

    assert StreamReading(FAILED, "EmployeeType_GetList", UNREADABLE) == reading


@pytest.mark.parametrize("kind", ["empty", "nil_result", "omit_result"])
def test_empty_person_is_that_employees_gap(
    read: Reader, nmbrs: LookAlike, employer: Employer, kind: str
) -> None:
    nmbrs.fault(kind, operation=PERSON, employee_id=employer.well)

    delivery = read()

    assert str(employer.well) not in keys(delivery.employees)
    assert FAILED is delivery.streams[EMPLOYEES].state


@pytest.mark.parametrize("kind", ["empty", "omit_result"])
def test_empty_period_fails_departments_only(read: Reader, nmbrs: LookAlike, kind: str) -> None:
    nmbrs.fault(kind, operation="Company_GetCurrentPeriod")

    assert all_complete(departments=FAILED) == states(read())


@pytest.mark.parametrize(
    "operation", ["List_GetByCompany", ABSENCE_LIST, EMPLOYMENT_HISTORY, DEPARTMENT_HISTORY]
)
@pytest.mark.parametrize("kind", ["nil_item", "repeat_rows"])
def test_nil_items_and_repeated_rows_change_nothing(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    healthy = read()

    nmbrs.fault(kind, operation=operation)

    assert healthy == read()


def test_year_one_in_a_first_day_is_no_first_day(read: Reader, nmbrs: LookAlike, employer: Employer) -> None:
    [row] = [each["absence_id"] for each in nmbrs.employee(employer.ill)["absences"]]
    nmbrs.fault("year_one", operation=ABSENCE_LIST, employee_id=employer.ill)

    delivery = read()

    assert (Remark("ABSENCE_INVALID", ABSENCES, str(row)),) == delivery.remarks
    assert {str(employer.well), str(employer.gone)} == delivery.absences_read_for
    assert str(row) not in keys(delivery.absences)


@pytest.mark.parametrize("operation", [EMPLOYMENT_HISTORY, DEPARTMENT_HISTORY])
def test_empty_rows_of_people_without_history_change_nothing(
    read: Reader, nmbrs: LookAlike, employer: Employer, operation: str
) -> None:
    nmbrs.hire(employer.key, department_id=None)
    healthy = read()

    nmbrs.fault("empty_rows", operation=operation)

    assert healthy == read()


def test_unknown_literal_is_no_value(read: Reader, source: NmbrsSource, nmbrs: LookAlike) -> None:
    nmbrs.fault("unknown_literal")

    delivery = read()

    assert all_complete() == states(delivery)
    assert {None} == {each.gender for each in delivery.employees}
    assert 1 == len(source.employers())


@pytest.fixture
def neighbour(nmbrs: LookAlike, employer: Employer) -> int:
    """Another company of the same customer, where somebody is ill too."""
    key = nmbrs.add_company("Elders B.V.")
    person = nmbrs.hire(key, department_id=nmbrs.add_department(key, "Elders"))
    nmbrs.report_sick(person, date(2026, 4, 1))
    return key


@pytest.mark.usefixtures("neighbour")
@pytest.mark.parametrize(
    ("operation", "stream"), [(EMPLOYMENT_HISTORY, EMPLOYMENTS), (DEPARTMENT_HISTORY, DEPARTMENTS)]
)
def test_other_company_in_a_bulk_answer_does_not_pass_for_an_empty_one(
    read: Reader, nmbrs: LookAlike, operation: str, stream: Stream
) -> None:
    nmbrs.fault("other_company", operation=operation)

    delivery = read()

    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[stream]
    assert all_complete(**{stream.value: FAILED, "employees": FAILED}) == states(delivery)


@pytest.mark.usefixtures("neighbour")
def test_other_company_in_the_list_of_employees_is_betrayed_by_the_bulk_answers(
    read: Reader, nmbrs: LookAlike
) -> None:
    nmbrs.fault("other_company", operation="List_GetByCompany")

    lost = {"employees": FAILED, "departments": FAILED, "employments": FAILED}
    assert all_complete(**lost) == states(read())


@pytest.mark.usefixtures("neighbour")
def test_person_of_another_company_is_not_whom_we_asked_for(
    read: Reader, nmbrs: LookAlike, employer: Employer
) -> None:
    nmbrs.fault("other_company", operation=PERSON, employee_id=employer.well)

    delivery = read()

    assert str(employer.well) not in keys(delivery.employees)
    assert StreamReading(FAILED, PERSON, UNREADABLE, 2) == delivery.streams[EMPLOYEES]


@pytest.mark.usefixtures("neighbour")
def test_absence_of_another_company_given_twice_proves_nothing_about_either(
    read: Reader, nmbrs: LookAlike, employer: Employer
) -> None:
    for each in (employer.ill, employer.well):
        nmbrs.fault("other_company", operation=ABSENCE_LIST, employee_id=each)

    delivery = read()

    assert {str(employer.gone)} == delivery.absences_read_for
    assert ["ABSENCE_INVALID"] == [each.code for each in delivery.remarks]


@pytest.mark.parametrize(
    ("kind", "operation"),
    [
        ("drop_rows", ABSENCE_LIST),
        ("drop_rows", EMPLOYMENT_HISTORY),
        ("swap_ids", EMPLOYMENT_HISTORY),
        ("swap_ids", DEPARTMENT_HISTORY),
        ("swap_ids", "List_GetByCompany"),
    ],
)
def test_some_lies_are_beyond_us_and_look_complete(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    """Nothing in such an answer gives it away: guards and second deliveries are for these."""
    nmbrs.fault(kind, operation=operation)

    assert all_complete() == states(read())


def test_every_fault_there_is_has_a_test_here_or_in_the_other_file() -> None:
    tried = (
        "deny reject refuse_company refuse_employee unknown login_failure html html_ok too_many delay reset"
        " cut empty unknown_element rename_item nil_item year_one drop_rows repeat_rows other_company"
        " swap_ids empty_rows nil_result omit_result unknown_literal"
    )

    assert set(tried.split()) == set(get_args(Kind))
