"""Absence that is no longer delivered: untouched without proof, then marked, withdrawn, and back."""

from __future__ import annotations

from datetime import date

import pytest

from app.hr.delivery import Completeness, Remark, Stream
from app.runs.fields import MARKED
from app.runs.plan import Operation
from tests.unit.deliveries import RUN, Records, absence_row, delivery, told

INCOMPLETE = [Completeness.FAILED, Completeness.DENIED, Completeness.EMPTY_BUT_WAS_NOT, Completeness.SKIPPED]
SICK = delivery(absences=[absence_row()])
NOT_SICK = delivery()


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def imported(records: Records) -> Records:
    """One employee in one department, off sick."""
    records.take(SICK)
    return records


# --- unknown is not zero --------------------------------------------------------------------------


@pytest.mark.parametrize("state", INCOMPLETE)
def test_the_department_stays_when_departments_were_not_read(imported: Records, state: Completeness) -> None:
    unread = delivery(
        departments=[], placements=[], absences=[absence_row()], incomplete={Stream.DEPARTMENTS: state}
    )

    assert () == imported.plan(unread).changes


def test_the_department_goes_when_it_is_proven_that_there_is_none(imported: Records) -> None:
    made = imported.plan(delivery(placements=[], absences=[absence_row()]))

    assert [
        ("update", "D1", "DEPT_ARCHIVED"),
        ("update", "E1", "EMPLOYEE_UPDATED"),
        ("mark", "E1/D1/2020-01-01", "PLACEMENT_NOT_DELIVERED"),
    ] == told(made)
    assert {"department_key": ("D1", None)} == made.changes[1].fields


@pytest.mark.parametrize("state", INCOMPLETE)
@pytest.mark.parametrize("stream", [Stream.ABSENCES, Stream.EMPLOYEES])
def test_no_case_is_missing_from_what_was_not_read_to_its_end(
    imported: Records, stream: Stream, state: Completeness
) -> None:
    for _ in range(3):
        assert () == imported.take(delivery(incomplete={stream: state})).changes


def test_no_case_is_missing_of_an_employee_whose_absence_was_not_read(imported: Records) -> None:
    for _ in range(3):
        assert () == imported.take(delivery(read_for=[])).changes


def test_no_case_is_missing_because_its_label_is_refused(imported: Records) -> None:
    refused = delivery(absences=[absence_row(label="Overige oorzaken")])

    for _ in range(3):
        assert () == imported.take(refused).changes


def test_no_case_before_the_history_is_missing(imported: Records) -> None:
    imported.take(delivery(absences=[absence_row(last_day=date(2026, 4, 1))]))

    for _ in range(3):
        assert () == imported.take(NOT_SICK, since=date(2026, 4, 2)).changes
    assert [("mark", "E1/1", "ABSENCE_NOT_DELIVERED")] == told(
        imported.plan(NOT_SICK, since=date(2026, 4, 1))
    )


def test_nobody_and_nothing_but_absence_is_ever_withdrawn(imported: Records) -> None:
    nothing = delivery(departments=[], employees=[], employments=[], placements=[], absences=[absence_row()])

    for _ in range(3):
        assert () == imported.take(nothing).changes


# --- missing: mark, withdraw, restore -------------------------------------------------------------


def test_a_case_missing_once_is_marked_with_the_run_and_stands(imported: Records) -> None:
    before = imported.case()

    made = imported.take(NOT_SICK)

    assert [("mark", "E1/1", "ABSENCE_NOT_DELIVERED")] == told(made)
    assert {MARKED: (None, RUN)} == made.changes[0].fields
    after = imported.case()
    assert (RUN, False) == (after.marked, after.withdrawn)
    assert (before.id, before.content_hash) == (after.id, after.content_hash)


def test_a_case_missing_twice_is_withdrawn_and_a_third_time_is_no_news(imported: Records) -> None:
    imported.take(NOT_SICK)

    made = imported.take(NOT_SICK)

    assert [("withdraw", "E1/1", "ABSENCE_DELETED")] == told(made)
    assert imported.case().withdrawn
    assert () == imported.plan(NOT_SICK).changes


def test_a_marked_case_delivered_again_is_unmarked(imported: Records) -> None:
    imported.take(NOT_SICK, run="run-before")

    made = imported.take(SICK)

    assert [("update", "E1/1", "ABSENCE_RETURNED")] == told(made)
    assert {MARKED: ("run-before", None)} == made.changes[0].fields
    assert not imported.case().marked


def test_a_case_is_marked_afresh_after_it_came_back(imported: Records) -> None:
    for delivered in (NOT_SICK, SICK):
        imported.take(delivered)

    assert [("mark", "E1/1", "ABSENCE_NOT_DELIVERED")] == told(imported.take(NOT_SICK))


def test_a_withdrawn_case_delivered_again_is_restored_under_its_old_id(imported: Records) -> None:
    before = imported.case()
    for _ in range(2):
        imported.take(NOT_SICK)

    made = imported.take(SICK)

    assert [("restore", "E1/1", "ABSENCE_RETURNED")] == told(made)
    after = imported.case()
    assert (before.id, before.content_hash) == (after.id, after.content_hash)
    assert (False, None) == (after.withdrawn, after.marked)
    assert () == imported.plan(SICK).changes


def test_a_restored_case_takes_what_changed_meanwhile(imported: Records) -> None:
    for _ in range(2):
        imported.take(NOT_SICK)
    recovered = delivery(absences=[absence_row(last_day=date(2026, 4, 1))])

    made = imported.take(recovered)

    assert [("restore", "E1/1", "ABSENCE_RETURNED")] == told(made)
    assert "2026-04-01" == imported.case().values["last_sick_day"]


@pytest.mark.parametrize("stream", [Stream.ABSENCES, Stream.EMPLOYEES])
def test_a_marked_case_outlives_any_number_of_incomplete_readings(imported: Records, stream: Stream) -> None:
    imported.take(NOT_SICK)

    for _ in range(3):
        assert () == imported.take(delivery(incomplete=[stream])).changes
    assert [("withdraw", "E1/1", "ABSENCE_DELETED")] == told(imported.take(NOT_SICK))


def test_with_ignore_a_missing_case_is_kept_and_named_every_time(imported: Records) -> None:
    for _ in range(3):
        made = imported.take(NOT_SICK, delete_action="ignore")

        assert () == made.changes
        assert (Remark("ABSENCE_KEPT", Stream.ABSENCES, "E1/1"),) == made.remarks


def test_of_two_cases_only_the_missing_one_is_marked(records: Records) -> None:
    earlier = absence_row("A1", dossier="E1/1", first=date(2026, 1, 5), last_day=date(2026, 1, 9))
    records.take(delivery(absences=[earlier, absence_row("A2", dossier="E1/2")]))

    made = records.take(delivery(absences=[earlier]))

    assert [("mark", "E1/2", "ABSENCE_NOT_DELIVERED")] == told(made)


def test_every_operation_has_been_seen(records: Records) -> None:
    seen = [
        change.operation
        for delivered in (SICK, NOT_SICK, SICK, NOT_SICK, NOT_SICK, SICK)
        for change in records.take(delivered).changes
    ]

    assert set(Operation) == set(seen)
