"""Payroll periods: the (year, number) by which Nmbrs keys its history."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

PeriodType = Literal["Month", "Week4"]

_SUFFIX: dict[PeriodType, str] = {"Month": "M", "Week4": "4W"}
_PERIODS_PER_YEAR: dict[PeriodType, int] = {"Month": 12, "Week4": 13}


@dataclass(frozen=True, order=True)
class PayrollPeriod:
    """A period of one company; what its number means depends on the company's period type."""

    year: int
    number: int


def period_of(day: date, period_type: PeriodType) -> PayrollPeriod:
    """Find the period a day is in. Four-week periods follow ISO weeks; week 53 belongs to the last."""
    if period_type == "Month":
        return PayrollPeriod(day.year, day.month)
    year, week, _ = day.isocalendar()
    return PayrollPeriod(year, min((week - 1) // 4 + 1, _PERIODS_PER_YEAR["Week4"]))


def before(period: PayrollPeriod, period_type: PeriodType) -> PayrollPeriod:
    """Give the period before."""
    if period.number > 1:
        return PayrollPeriod(period.year, period.number - 1)
    return PayrollPeriod(period.year - 1, _PERIODS_PER_YEAR[period_type])


def written(period: PayrollPeriod, period_type: PeriodType) -> str:
    """As the vendor writes it: `2026-11-M`, `2026-12-4W`."""
    return f"{period.year}-{period.number}-{_SUFFIX[period_type]}"
