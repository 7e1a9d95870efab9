"""Who has left: kept if we have him, let in for absence if that is asked for, and named without an end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Delivery, Remark, Stream
from app.hr.records import EmployeeKind, Entity
from app.runs.wanted import Wanted
from tests.unit.deliveries import SINCE, Records, absence_row, build, delivery, employee, employment

GONE = date(2025, 12, 31)


def _left(**fields: Any) -> Delivery:
    usual: dict[str, Any] = {
        "employees": [employee(kind=EmployeeKind.LEFT)],
        "employments": [employment(end_date=GONE)],
    }
    return delivery(**(usual | fields))


def _came_in(wanted: Wanted) -> tuple[bool, bool]:
    return "E1" in wanted.records[Entity.EMPLOYEE], "E1/1" in wanted.records[Entity.ABSENCE_CASE]


# --- with absence ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_day", "comes_in"),
    [(None, True), (date(2025, 11, 1), True), (SINCE, True), (date(2024, 5, 19), False)],
)
def test_an_unknown_leaver_comes_in_for_absence_in_the_history_if_that_is_asked_for(
    last_day: date | None, comes_in: bool
) -> None:
    left = _left(absences=[absence_row(first=date(2024, 1, 8), last_day=last_day)])

    assert (comes_in, comes_in) == _came_in(build(left, include_leavers=True))
    assert (False, False) == _came_in(build(left))


def test_what_an_end_means_counts_for_that_too() -> None:
    left = _left(absences=[absence_row(first=date(2024, 1, 8), last_day=SINCE)])

    assert (False, False) == _came_in(build(left, include_leavers=True, end_is_last_sick_day=False))


def test_an_unknown_leaver_without_absence_stays_out() -> None:
    others = [absence_row("A9", of="E9", dossier="E9/1")]

    assert (False, False) == _came_in(build(_left(absences=others), include_leavers=True))


def test_one_dossier_in_the_history_is_enough_and_the_older_one_stays_out() -> None:
    older = absence_row("A1", dossier="E1/1", first=date(2023, 1, 9), last_day=date(2023, 1, 20))
    newer = absence_row("A2", dossier="E1/2", first=date(2025, 1, 6), last_day=date(2025, 1, 10))

    wanted = build(_left(absences=[older, newer]), include_leavers=True)

    assert {"E1/2"} == wanted.records[Entity.ABSENCE_CASE].keys()


def test_who_came_in_for_absence_is_kept_when_that_has_left_the_history() -> None:
    records = Records()
    left = _left(absences=[absence_row(first=date(2025, 1, 6), last_day=date(2025, 1, 10))])
    records.take(left, include_leavers=True)

    for _ in range(3):
        assert () == records.take(left, include_leavers=True, since=date(2026, 1, 1)).changes


def test_a_leaver_who_misses_something_mandatory_does_not_come_in_for_absence_either() -> None:
    nameless = _left(
        employees=[employee(kind=EmployeeKind.LEFT, last_name=None)],
        absences=[absence_row(last_day=date(2026, 3, 9))],
    )

    wanted = build(nameless, include_leavers=True)

    assert (False, False) == _came_in(wanted)
    assert ["EMPLOYEE_INVALID"] == [remark.code for remark in wanted.remarks]


# --- without an end -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("employments", "said"),
    [
        ([employment()], True),
        ([employment(end_date=GONE), employment("V2", start_date=date(2026, 1, 1))], True),
        ([employment(end_date=GONE)], False),
        ([employment(end_date=date(2026, 12, 31))], False),
    ],
)
def test_a_leaver_whose_employment_has_no_end_is_named(employments: list[Any], said: bool) -> None:
    wanted = build(_left(employments=employments), held=["E1"])

    missing = Remark("EMPLOYMENT_END_MISSING", Stream.EMPLOYMENTS, "E1")
    assert ((missing,) if said else ()) == wanted.remarks
    assert {each.source_key for each in employments} == wanted.records[Entity.EMPLOYMENT].keys()


@pytest.mark.parametrize("kind", [EmployeeKind.ACTIVE, EmployeeKind.FUTURE])
def test_who_works_needs_no_end(kind: EmployeeKind) -> None:
    assert () == build(delivery(employees=[employee(kind=kind)])).remarks


@pytest.mark.parametrize(
    "unknown", [{"incomplete": [Stream.EMPLOYMENTS]}, {"doubted": {Stream.EMPLOYMENTS: ["E1"]}}]
)
def test_no_end_is_missed_where_not_every_employment_was_read(unknown: dict[str, Any]) -> None:
    assert () == build(_left(employments=[employment()], **unknown), held=["E1"]).remarks


def test_a_leaver_we_do_not_have_is_not_asked_for_an_end() -> None:
    assert () == build(_left(employments=[employment()])).remarks
