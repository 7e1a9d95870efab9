"""Periods become dates, also the awkward ones at the ends of a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hr import periods
from app.hr.periods import PeriodType


@pytest.mark.parametrize(
    ("period_type", "year", "period", "first", "last"),
    [
        (PeriodType.MONTH, 2026, 1, date(2026, 1, 1), date(2026, 1, 31)),
        (PeriodType.MONTH, 2024, 2, date(2024, 2, 1), date(2024, 2, 29)),
        (PeriodType.MONTH, 2026, 12, date(2026, 12, 1), date(2026, 12, 31)),
        # Week 1 of 2026 begins in 2025, week 1 of 2027 on 4 January.
        (PeriodType.FOUR_WEEKS, 2026, 1, date(2025, 12, 29), date(2026, 1, 25)),
        (PeriodType.FOUR_WEEKS, 2026, 2, date(2026, 1, 26), date(2026, 2, 22)),
        (PeriodType.FOUR_WEEKS, 2027, 1, date(2027, 1, 4), date(2027, 1, 31)),
        # 2026 has 53 weeks, so its period 13 has five; 2025 has 52.
        (PeriodType.FOUR_WEEKS, 2026, 13, date(2026, 11, 30), date(2027, 1, 3)),
        (PeriodType.FOUR_WEEKS, 2025, 13, date(2025, 12, 1), date(2025, 12, 28)),
        (PeriodType.WEEK, 2026, 1, date(2025, 12, 29), date(2026, 1, 4)),
        (PeriodType.WEEK, 2026, 53, date(2026, 12, 28), date(2027, 1, 3)),
        (PeriodType.WEEK, 2025, 52, date(2025, 12, 22), date(2025, 12, 28)),
        (PeriodType.QUARTER, 2026, 4, date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodType.HALF_YEAR, 2026, 2, date(2026, 7, 1), date(2026, 12, 31)),
        (PeriodType.YEAR, 2026, 1, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_period_has_these_days(
    period_type: PeriodType, year: int, period: int, first: date, last: date
) -> None:
    days = periods.first_day(period_type, year, period), periods.last_day(period_type, year, period)

    assert (first, last) == days


@pytest.mark.parametrize(
    ("period_type", "year", "period"),
    [
        (PeriodType.MONTH, 2026, 0),
        (PeriodType.MONTH, 2026, 13),
        (PeriodType.MONTH, 2026, -1),
        (PeriodType.FOUR_WEEKS, 2026, 14),
        (PeriodType.WEEK, 2025, 53),
        (PeriodType.WEEK, 2026, 54),
        (PeriodType.HALF_YEAR, 2026, 3),
        (PeriodType.YEAR, 2026, 2),
        (PeriodType.MONTH, 0, 1),
        (PeriodType.MONTH, 1, 1),
        (PeriodType.FOUR_WEEKS, 9999, 13),
    ],
)
def test_period_that_does_not_exist_is_refused(period_type: PeriodType, year: int, period: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        periods.first_day(period_type, year, period)
    with pytest.raises(ValueError, match="out of range"):
        periods.last_day(period_type, year, period)


@given(st.sampled_from(PeriodType), st.integers(1900, 2999))
def test_periods_of_a_year_follow_each_other_without_a_gap(period_type: PeriodType, year: int) -> None:
    numbers = range(1, periods.periods_in(period_type, year) + 1)

    starts = [periods.first_day(period_type, year, number) for number in numbers]
    ends = [periods.last_day(period_type, year, number) for number in numbers]

    assert [start - timedelta(days=1) for start in starts[1:]] == ends[:-1]
    assert ends[-1] >= date(year, 12, 28)
