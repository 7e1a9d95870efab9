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
        # The year begins on a Friday in week 53 of the year before, or on a Monday in week 1.
        (PeriodType.WEEK, 2021, 1, date(2021, 1, 4), date(2021, 1, 10)),
        (PeriodType.WEEK, 2020, 53, date(2020, 12, 28), date(2021, 1, 3)),
        (PeriodType.FOUR_WEEKS, 2024, 1, date(2024, 1, 1), date(2024, 1, 28)),
        (PeriodType.FOUR_WEEKS, 2024, 13, date(2024, 12, 2), date(2024, 12, 29)),
        (PeriodType.QUARTER, 2026, 1, date(2026, 1, 1), date(2026, 3, 31)),
        (PeriodType.HALF_YEAR, 2026, 1, date(2026, 1, 1), date(2026, 6, 30)),
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
        (PeriodType.FOUR_WEEKS, 2026, 0),
        (PeriodType.FOUR_WEEKS, 2026, 14),
        (PeriodType.WEEK, 2026, 0),
        (PeriodType.QUARTER, 2026, 5),
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


years = st.integers(1900, 2999)
kinds = st.sampled_from(PeriodType)


def whole_year(kind: PeriodType, year: int) -> list[tuple[date, date]]:
    numbers = range(1, periods.periods_in(kind, year) + 1)
    return [(periods.first_day(kind, year, each), periods.last_day(kind, year, each)) for each in numbers]


@given(kinds, years)
def test_periods_of_a_year_follow_each_other_without_a_gap(kind: PeriodType, year: int) -> None:
    found = whole_year(kind, year)

    assert [last + timedelta(days=1) for _, last in found[:-1]] == [first for first, _ in found[1:]]
    assert all(first <= last for first, last in found)
    assert found[-1][1] >= date(year, 12, 28)


@given(kinds, st.integers(1900, 2998))
def test_one_year_ends_on_the_eve_of_the_next(kind: PeriodType, year: int) -> None:
    eve = periods.last_day(kind, year, periods.periods_in(kind, year))

    assert eve + timedelta(days=1) == periods.first_day(kind, year + 1, 1)


@given(kinds, st.dates(date(1901, 1, 1), date(2998, 12, 31)))
def test_every_day_is_in_exactly_one_period(kind: PeriodType, day: date) -> None:
    around = (each for year in (day.year - 1, day.year, day.year + 1) for each in whole_year(kind, year))

    assert 1 == sum(first <= day <= last for first, last in around)


@given(years, st.integers(1, 13))
def test_four_week_period_is_four_weeks_and_only_the_last_may_be_five(year: int, number: int) -> None:
    first = periods.first_day(PeriodType.FOUR_WEEKS, year, number)
    last = periods.last_day(PeriodType.FOUR_WEEKS, year, number)

    weeks, rest = divmod((last - first).days + 1, 7)
    longest = number == 13 and periods.periods_in(PeriodType.WEEK, year) == 53
    assert (5 if longest else 4, 0) == (weeks, rest)
    assert (year, 4 * number - 3, 1) == tuple(first.isocalendar())


@given(years, st.integers(1, 53))
def test_week_is_that_of_the_iso_calendar(year: int, number: int) -> None:
    longest = date(year, 12, 28).isocalendar().week
    if number > longest:
        with pytest.raises(ValueError, match="out of range"):
            periods.first_day(PeriodType.WEEK, year, number)
        return

    first, last = whole_year(PeriodType.WEEK, year)[number - 1]

    assert ((year, number, 1), (year, number, 7)) == (tuple(first.isocalendar()), tuple(last.isocalendar()))


@given(years)
def test_period_one_of_weeks_begins_within_four_days_of_new_year(year: int) -> None:
    for kind in (PeriodType.WEEK, PeriodType.FOUR_WEEKS):
        assert abs(periods.first_day(kind, year, 1) - date(year, 1, 1)) <= timedelta(days=3)


@pytest.mark.parametrize(("year", "weeks"), [(2020, 53), (2024, 52), (2025, 52), (2026, 53), (2032, 53)])
def test_year_has_as_many_weeks_as_its_calendar_says(year: int, weeks: int) -> None:
    counted = [periods.periods_in(kind, year) for kind in (PeriodType.WEEK, PeriodType.FOUR_WEEKS)]

    assert [weeks, 13] == counted


@given(kinds, st.integers())
def test_year_that_cannot_be_meant_is_refused(kind: PeriodType, year: int) -> None:
    if 1900 <= year <= 2999:
        assert periods.periods_in(kind, year) > 0
        return
    with pytest.raises(ValueError, match="out of range"):
        periods.first_day(kind, year, 1)
