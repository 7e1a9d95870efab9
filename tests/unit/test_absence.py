"""Rows of a dossier become one case, with the days they mean, also on an ugly calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hr.absence import Case, Period, group_into_cases, history_start
from app.hr.records import AbsenceRow
from tests.unit.deliveries import absence_row

MARCH = date(2026, 3, 2)


def _grouped(*rows: AbsenceRow, end_is_last_sick_day: bool = True) -> list[Case]:
    return group_into_cases(rows, end_is_last_sick_day=end_is_last_sick_day)


def _only(*rows: AbsenceRow, end_is_last_sick_day: bool = True) -> Case:
    [case] = _grouped(*rows, end_is_last_sick_day=end_is_last_sick_day)
    return case


# --- grouping -------------------------------------------------------------------------------------


def test_rows_of_one_dossier_become_one_case_with_its_periods_in_order() -> None:
    half = absence_row(
        "A1", first=date(2026, 3, 12), percentage=50, last_day=date(2026, 3, 20),
        reported_on=date(2026, 3, 11),
    )  # fmt: skip
    full = absence_row("A2", first=MARCH, last_day=date(2026, 3, 11), reported_on=MARCH)

    case = _only(half, full)

    assert case == Case(
        source_key="E1/1",
        employee_key="E1",
        label="Ziekte",
        periods=(
            Period("A2", MARCH, date(2026, 3, 11), 100, MARCH),
            Period("A1", date(2026, 3, 12), date(2026, 3, 20), 50, date(2026, 3, 11)),
        ),
    )


def test_two_dossiers_of_one_employee_stay_two_cases_however_close_they_are() -> None:
    earlier = absence_row("A1", dossier="E1/1", first=MARCH, last_day=MARCH)
    next_day = absence_row("A2", dossier="E1/2", first=date(2026, 3, 3))

    cases = _grouped(next_day, earlier)

    assert ["E1/1", "E1/2"] == [case.source_key for case in cases]


def test_a_gap_inside_a_dossier_is_allowed() -> None:
    case = _only(
        absence_row("A1", first=MARCH, last_day=date(2026, 3, 6)),
        absence_row("A2", first=date(2026, 3, 30), last_day=date(2026, 4, 3)),
    )

    assert (MARCH, date(2026, 4, 3)) == (case.first_sick_day, case.last_sick_day)
    assert 2 == len(case.periods)


def test_a_row_delivered_twice_counts_once() -> None:
    row = absence_row()

    assert _grouped(row) == _grouped(row, row, absence_row())


def test_the_order_of_delivery_does_not_matter() -> None:
    rows = [
        absence_row("A1", dossier="E1/1", first=MARCH, last_day=date(2026, 3, 6)),
        absence_row("A2", dossier="E1/1", first=date(2026, 3, 7), percentage=40),
        absence_row("A3", of="E2", dossier="E2/1", first=date(2026, 1, 1), label="Geen vangnetgeval"),
    ]

    assert _grouped(*rows) == _grouped(*reversed(rows))


def test_the_label_of_the_latest_row_is_that_of_the_case() -> None:
    before = absence_row("A1", first=MARCH, label="Ziekte", last_day=date(2026, 3, 6))
    after = absence_row("A2", first=date(2026, 3, 7), label="Geen vangnetgeval")

    assert "Geen vangnetgeval" == _only(after, before).label


def test_cases_come_in_the_order_of_their_first_sick_days() -> None:
    latest = absence_row("A1", dossier="E1/1", first=date(2026, 3, 2))
    first = absence_row("A2", dossier="E1/3", first=date(2025, 12, 31))
    same_day = absence_row("A3", of="E0", dossier="E0/9", first=date(2025, 12, 31))

    cases = _grouped(latest, first, same_day)

    assert ["E0/9", "E1/3", "E1/1"] == [case.source_key for case in cases]


def test_no_rows_are_no_cases() -> None:
    assert [] == _grouped()


# --- days -----------------------------------------------------------------------------------------


def test_a_case_runs_while_any_of_its_rows_does() -> None:
    runs = absence_row("A1", first=MARCH)
    ended = absence_row("A2", first=date(2026, 3, 9), last_day=date(2026, 3, 20))

    assert _only(runs, ended).last_sick_day is None


def test_a_closed_case_ends_with_its_last_end_even_when_that_is_not_of_its_last_row() -> None:
    long = absence_row("A1", first=MARCH, last_day=date(2026, 3, 31))
    inside = absence_row("A2", first=date(2026, 3, 9), last_day=date(2026, 3, 20))

    assert date(2026, 3, 31) == _only(long, inside).last_sick_day


@pytest.mark.parametrize(
    ("recovered_on", "last_sick_day"),
    [
        (date(2026, 3, 10), date(2026, 3, 9)),
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2024, 3, 1), date(2024, 2, 29)),
        (date(2026, 3, 1), date(2026, 2, 28)),
    ],
)
def test_where_the_end_is_the_first_day_recovered_absence_ends_the_day_before(
    recovered_on: date, last_sick_day: date
) -> None:
    row = absence_row(first=date(2023, 12, 1), last_day=recovered_on)

    assert recovered_on == _only(row).last_sick_day
    assert last_sick_day == _only(row, end_is_last_sick_day=False).last_sick_day


def test_a_running_row_runs_whatever_an_end_means() -> None:
    assert _only(absence_row(), end_is_last_sick_day=False).last_sick_day is None


# --- the window of history ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_day", "inside"),
    [(None, True), (date(2026, 3, 10), True), (date(2026, 3, 11), True), (date(2026, 3, 9), False)],
)
def test_a_case_is_in_the_history_if_a_day_of_it_is(last_day: date | None, inside: bool) -> None:
    case = _only(absence_row(first=date(2026, 3, 1), last_day=last_day))

    assert inside is case.overlaps_since(date(2026, 3, 10))


@pytest.mark.parametrize(
    ("today", "months", "start"),
    [
        (date(2026, 5, 20), 24, date(2024, 5, 20)),
        (date(2026, 5, 20), 5, date(2025, 12, 20)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 28)),
        # 31 March has no counterpart in February, not even in a leap year.
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 2, 28), 12, date(2024, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 28)),
        (date(2026, 5, 31), 120, date(2016, 5, 28)),
    ],
)
def test_history_starts_so_many_months_ago(today: date, months: int, start: date) -> None:
    assert start == history_start(today, months, None)


@pytest.mark.parametrize(
    ("from_date", "start"),
    [(date(2025, 1, 1), date(2025, 1, 1)), (date(2020, 1, 1), date(2024, 5, 20))],
)
def test_the_later_of_months_and_date_is_where_history_starts(from_date: date, start: date) -> None:
    assert start == history_start(date(2026, 5, 20), 24, from_date)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 30)), st.integers(1, 120))
def test_history_never_starts_later_than_so_many_months_ago_nor_goes_back_in_time(
    today: date, months: int
) -> None:
    start = history_start(today, months, None)

    passed = (today.year - start.year) * 12 + today.month - start.month
    assert months == passed
    assert today.day - 3 <= start.day <= today.day
    assert start <= history_start(date.fromordinal(today.toordinal() + 1), months, None)
