"""Where an employee works today, since when history holds, and which employment counts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hr.employment import current, placement_on, with_last_days
from app.hr.records import Employment, Placement
from tests.unit.agreements import schedule
from tests.unit.deliveries import TODAY, employment, placement

LONG_AGO = placement(at="D1", since=date(2020, 1, 1))
LAST_MONTH = placement(at="D2", since=date(2026, 4, 1))
NEXT_MONTH = placement(at="D3", since=date(2026, 6, 1))
NEXT_YEAR = placement(at="D4", since=date(2027, 1, 1))


def test_the_latest_placement_that_has_started_is_in_force() -> None:
    assert LAST_MONTH == placement_on([LONG_AGO, LAST_MONTH, NEXT_MONTH], TODAY)


@pytest.mark.parametrize("order", list(permutations([LONG_AGO, LAST_MONTH, NEXT_MONTH, NEXT_YEAR])))
def test_the_order_of_placements_does_not_matter(order: tuple[Placement, ...]) -> None:
    assert LAST_MONTH == placement_on(order, TODAY)


def test_a_placement_is_in_force_from_its_first_day() -> None:
    days = (date(2026, 5, 31), date(2026, 6, 1))

    found = [placement_on([LAST_MONTH, NEXT_MONTH], day) for day in days]

    assert [LAST_MONTH, NEXT_MONTH] == found


def test_before_any_placement_has_started_the_first_to_come_counts() -> None:
    assert NEXT_MONTH == placement_on([NEXT_YEAR, NEXT_MONTH], TODAY)


def test_nobody_without_placements_has_one() -> None:
    assert placement_on([], TODAY) is None


def test_someone_who_comes_back_to_a_department_is_where_he_is_today() -> None:
    back = placement(at="D1", since=date(2026, 5, 1))

    assert back == placement_on([LONG_AGO, LAST_MONTH, back], TODAY)


# --- history that holds until the next begins -----------------------------------------------------


@given(st.sets(st.dates(date(2020, 1, 1), date(2020, 3, 31)), max_size=6), st.booleans(), st.randoms())
def test_last_days_divide_time_without_gap_or_overlap(
    days: set[date], since_always: bool, chance: Random
) -> None:
    rows = [schedule(f"S{number}", since=day) for number, day in enumerate([*days, *[None] * since_always])]
    chance.shuffle(rows)

    found = list(with_last_days(rows))

    assert {row.source_key for row in rows} == {row.source_key for row, _ in found}
    firsts = [row.valid_from or date.min for row, _ in found]
    lasts = [last for _, last in found]
    assert firsts == sorted(firsts)
    assert [first - timedelta(days=1) for first in firsts[1:]] == lasts[:-1]
    assert [None] * bool(rows) == lasts[-1:]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 3, 1), date(2024, 2, 29)),
        (date(2026, 3, 1), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_row_ends_on_the_day_before_the_next_begins(first: date, last: date) -> None:
    rows = [schedule("S2", since=first), schedule("S1", since=None)]

    assert [("S1", last), ("S2", None)] == [(row.source_key, end) for row, end in with_last_days(rows)]


# --- which employment counts ----------------------------------------------------------------------

ENDED = employment("V1", start_date=date(2010, 1, 1), end_date=date(2026, 5, 19))
UNTIL_TODAY = employment("V2", start_date=date(2010, 1, 1), end_date=TODAY)
FROM_TODAY = employment("V3", start_date=TODAY)
TO_COME = employment("V4", start_date=date(2026, 5, 21))
LATER_YET = employment("V5", start_date=date(2026, 9, 1))


@pytest.mark.parametrize(
    ("employments", "counts"),
    [
        ([ENDED, FROM_TODAY, TO_COME], FROM_TODAY),
        ([ENDED, UNTIL_TODAY, TO_COME], UNTIL_TODAY),
        ([UNTIL_TODAY, FROM_TODAY], FROM_TODAY),
        ([ENDED, LATER_YET, TO_COME], TO_COME),
        ([employment("V0", end_date=date(2012, 1, 1)), ENDED], employment("V0", end_date=date(2012, 1, 1))),
        ([], None),
    ],
)
def test_the_current_employment_covers_today_or_is_the_next_or_else_the_latest(
    employments: list[Employment], counts: Employment | None
) -> None:
    assert counts == current(employments, TODAY) == current(reversed(employments), TODAY)
