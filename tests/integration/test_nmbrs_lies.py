"""The adapter against answers that are bent: what cannot be read is a gap, what is new loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.hr.delivery import Completeness, Remark, Stream, StreamReading
from tests.integration.nmbrs_employer import (
    ABSENCE_LIST,
    ADDRESS_LIST,
    EMPLOYEE_LIST,
    EMPLOYEE_TYPES,
    HISTORIES,
    OF_COMPANY,
    OF_EMPLOYEE,
    PERSON,
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


# --- what cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["cut", "rename_item"])
@pytest.mark.parametrize(("operation", "stream"), list(HISTORIES.items()))
def test_bent_bulk_answer_is_unreadable_and_not_empty(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str, stream: Stream
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = read()

    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[stream]
    assert all_complete({stream: FAILED}) == states(delivery)
    assert 1 == len(nmbrs.calls(operation))


@pytest.mark.parametrize(
    ("kind", "operation"),
    [
        ("cut", PERSON),
        *((kind, each) for kind in ("cut", "rename_item") for each in (ADDRESS_LIST, ABSENCE_LIST)),
    ],
)
def test_bent_answer_about_one_employee_is_that_employees_gap(
    read: Reader, nmbrs: LookAlike, employer: Employer, kind: str, operation: str
) -> None:
    nmbrs.fault(kind, operation=operation, employee_id=employer.ill)

    delivery = read(known_employees=frozenset({str(employer.ill), str(employer.gone)}))

    stream, key = OF_EMPLOYEE[operation], str(employer.ill)
    assert all_complete({stream: FAILED}) == states(delivery)
    assert (Remark(UNREADABLE, stream, key, {"operation": operation}),) == delivery.remarks
    read_for = {
        PERSON: keys(delivery.employees),
        ADDRESS_LIST: delivery.addresses_read_for,
        ABSENCE_LIST: delivery.absences_read_for,
    }
    assert {str(employer.well), str(employer.gone)} == read_for[operation]


@pytest.mark.parametrize("kind", ["cut", "rename_item"])
@pytest.mark.parametrize("operation", [EMPLOYEE_TYPES, EMPLOYEE_LIST])
def test_bent_list_of_employees_proves_nothing(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    nmbrs.fault(kind, operation=operation)

    delivery = read()

    assert dict.fromkeys(Stream, FAILED) | {Stream.EMPLOYER: COMPLETE} == states(delivery)
    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[EMPLOYEES]


@pytest.mark.parametrize("operation", OF_COMPANY)
def test_cut_answer_about_the_company_leaves_no_half_employer(
    read: Reader, nmbrs: LookAlike, operation: str
) -> None:
    nmbrs.fault("cut", operation=operation)

    delivery = read()

    assert delivery.employer is None
    assert StreamReading(FAILED, operation, UNREADABLE) == delivery.streams[Stream.EMPLOYER]
    assert all_complete(employer=FAILED) == states(delivery)


# --- what is new, but loses nothing ---------------------------------------------------------------


@pytest.mark.parametrize("operation", [EMPLOYEE_TYPES, PERSON, *OF_COMPANY, *LISTS])
def test_unknown_element_is_read_over_and_said_once_per_operation(
    read: Reader, nmbrs: LookAlike, operation: str
) -> None:
    healthy = read()
    nmbrs.fault("unknown_element", operation=operation)

    delivery = read()

    assert healthy == replace(delivery, remarks=())
    [remark] = delivery.remarks
    assert ("CONTRACT_DRIFT", operation, "") == (remark.code, remark.params["operation"], remark.reference)
    elements = str(remark.params["elements"]).split(", ")
    assert {"NewInThisVersion"} == {each.rpartition(".")[2] for each in elements}


def test_unknown_elements_everywhere_are_said_of_every_operation(
    read: Reader, nmbrs: LookAlike, employer: Employer
) -> None:
    healthy = read()
    nmbrs.fault("unknown_element")

    delivery = read()

    assert healthy == replace(delivery, remarks=())
    drifted = [remark.params["operation"] for remark in delivery.remarks if remark.code == "CONTRACT_DRIFT"]
    assert sorted([EMPLOYEE_TYPES, PERSON, *OF_COMPANY, *LISTS]) == sorted(map(str, drifted))


@pytest.mark.parametrize("operation", [EMPLOYEE_TYPES, *LISTS])
@pytest.mark.parametrize("kind", ["nil_item", "repeat_rows"])
def test_nil_items_and_repeated_rows_change_nothing(
    read: Reader, nmbrs: LookAlike, kind: str, operation: str
) -> None:
    healthy = read()

    nmbrs.fault(kind, operation=operation)

    assert healthy == read()


@pytest.mark.parametrize("operation", HISTORIES)
def test_empty_rows_of_people_without_history_change_nothing(
    read: Reader, nmbrs: LookAlike, employer: Employer, operation: str
) -> None:
    nmbrs.hire(employer.key, department_id=None)
    healthy = read()

    nmbrs.fault("empty_rows", operation=operation)

    assert healthy == read()
