"""Absence that lies outside an employment, or goes on when that has ended: kept, and named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Remark, Stream
from app.hr.records import EmployeeKind, Entity
from app.runs.wanted import Wanted
from tests.unit.deliveries import TODAY, Records, absence_row, build, delivery, employee, employment, told

AFTER, OUTSIDE = "ABSENCE_AFTER_EMPLOYMENT", "ABSENCE_OUTSIDE_EMPLOYMENT"
UNTIL_APRIL = employment(end_date=date(2026, 4, 30))


def _about(wanted: Wanted) -> list[tuple[str, str]]:
    return [(each.code, each.reference) for each in wanted.remarks]


def _standing(wanted: Wanted) -> list[str]:
    return sorted(wanted.records[Entity.ABSENCE_CASE])


@pytest.mark.parametrize(
    ("employments", "first", "last_day", "said"),
    [
        # Still employed, also on the very last day.
        ([employment()], date(2026, 3, 2), None, None),
        ([employment(end_date=TODAY)], date(2026, 3, 2), None, None),
        ([employment(end_date=date(2026, 5, 19))], date(2026, 3, 2), None, AFTER),
        # Left while absent; fell ill on the last day.
        ([UNTIL_APRIL], date(2026, 3, 2), None, AFTER),
        ([UNTIL_APRIL], date(2026, 4, 30), None, AFTER),
        ([UNTIL_APRIL], date(2026, 5, 1), None, OUTSIDE),
        # Over, within the employment or not.
        ([UNTIL_APRIL], date(2026, 3, 2), date(2026, 4, 30), None),
        ([UNTIL_APRIL], date(2026, 3, 2), date(2026, 5, 1), OUTSIDE),
        # Before it began.
        ([employment()], date(2020, 1, 1), date(2026, 1, 2), None),
        ([employment()], date(2019, 12, 31), date(2026, 1, 2), OUTSIDE),
        ([employment()], date(2019, 12, 31), None, OUTSIDE),
        # Absence to come, of somebody to come.
        ([employment(start_date=date(2026, 6, 1))], date(2026, 6, 1), None, None),
        ([employment(start_date=date(2026, 6, 1))], date(2026, 5, 31), None, OUTSIDE),
        # Employed again: now, without a day between, or not yet.
        ([UNTIL_APRIL, employment("V2", start_date=date(2026, 5, 11))], date(2026, 3, 2), None, None),
        (
            [UNTIL_APRIL, employment("V2", start_date=date(2026, 5, 1))],
            date(2026, 3, 2), date(2026, 5, 8), None,
        ),
        ([UNTIL_APRIL, employment("V2", start_date=date(2026, 6, 1))], date(2026, 3, 2), None, AFTER),
        (
            [UNTIL_APRIL, employment("V2", start_date=date(2026, 6, 1))],
            date(2026, 3, 2), date(2026, 5, 8), OUTSIDE,
        ),
        ([UNTIL_APRIL, employment("V2", start_date=date(2026, 6, 1))], date(2026, 5, 8), None, OUTSIDE),
    ],
)  # fmt: skip
def test_absence_beside_the_employment_is_kept_and_named(
    employments: list[Any], first: date, last_day: date | None, said: str | None
) -> None:
    row = absence_row(first=first, last_day=last_day)

    wanted = build(delivery(employments=employments, absences=[row]))

    assert (["E1/1"], [(said, "E1/1")] if said else []) == (_standing(wanted), _about(wanted))


@pytest.mark.parametrize("state", [Completeness.FAILED, Completeness.DENIED, Completeness.SKIPPED])
def test_nothing_is_said_of_employments_that_were_not_all_read(state: Completeness) -> None:
    ended = delivery(
        employments=[UNTIL_APRIL], absences=[absence_row()], incomplete={Stream.EMPLOYMENTS: state}
    )

    assert [] == _about(build(ended))


def test_nothing_is_said_of_who_has_an_employment_that_could_not_be_read() -> None:
    ended = delivery(
        employments=[UNTIL_APRIL], absences=[absence_row()], doubted={Stream.EMPLOYMENTS: ["E1"]}
    )

    assert [] == _about(build(ended))


def test_a_leaver_with_an_open_case_keeps_it_and_is_named() -> None:
    records = Records()
    records.take(delivery(absences=[absence_row()]))
    left = delivery(
        employees=[employee(kind=EmployeeKind.LEFT)], employments=[UNTIL_APRIL], absences=[absence_row()]
    )

    made = records.take(left)

    assert [("update", "D1", "DEPT_ARCHIVED"), ("update", "V1", "EMPLOYEE_LEFT")] == told(made)
    assert (Remark(AFTER, Stream.ABSENCES, "E1/1"),) == made.remarks
    assert None is records.case().values["last_sick_day"]
