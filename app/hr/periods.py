"""Payroll periods as dates: what period 7 of 2026 means depends on how an employer pays. Pure.

Four-week periods follow ISO weeks: period 1 is weeks 1 to 4 and so on; the thirteenth runs to the
end of the ISO year, five weeks when that has 53. Period 1 can therefore begin in December.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final


class PeriodType(StrEnum):
    """How long an employer's payroll period is; it never changes for an employer."""

    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS: Final = {
    PeriodType.MONTH: 1,
    PeriodType.QUARTER: 3,
    PeriodType.HALF_YEAR: 6,
    PeriodType.YEAR: 12,
}
_WEEKS: Final = {PeriodType.WEEK: 1, PeriodType.FOUR_WEEKS: 4}
_LAST_FOUR_WEEKS: Final = 13
#: Outside these a year is a slip of the keyboard or a null, not history.
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def periods_in(period_type: PeriodType, year: int) -> int:
    """Count the periods of a year. Raises `ValueError` for a year that cannot be meant."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError("year out of range")
    if period_type in _MONTHS:
        return 12 // _MONTHS[period_type]
    if period_type is PeriodType.FOUR_WEEKS:
        return _LAST_FOUR_WEEKS
    # 28 December is always in the last ISO week of its year.
    return date(year, 12, 28).isocalendar().week


@lru_cache(maxsize=4096)
def first_day(period_type: PeriodType, year: int, period: int) -> date:
    """Find the day a period begins. Raises `ValueError` for a period that does not exist."""
    if not 1 <= period <= periods_in(period_type, year):
        raise ValueError("period out of range")
    return _start(period_type, year, period)


def last_day(period_type: PeriodType, year: int, period: int) -> date:
    """Find the day a period ends. Raises `ValueError` for a period that does not exist."""
    first_day(period_type, year, period)
    is_last = period == periods_in(period_type, year)
    following = (year + 1, 1) if is_last else (year, period + 1)
    return _start(period_type, *following) - timedelta(days=1)


def _start(period_type: PeriodType, year: int, period: int) -> date:
    if period_type in _MONTHS:
        return date(year, (period - 1) * _MONTHS[period_type] + 1, 1)
    return date.fromisocalendar(year, (period - 1) * _WEEKS[period_type] + 1, 1)
