"""Absence rules: rows of a dossier become one case. Pure; dates are days, both ends included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.hr.records import AbsenceRow


@dataclass(frozen=True, slots=True, repr=False)
class Period:
    """An absence percentage over days. `last_day` is `None` while it runs."""

    source_key: str
    first_day: date
    last_day: date | None
    percentage: int
    reported_on: date | None


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """One absence case: everything under one dossier of one employee."""

    source_key: str
    employee_key: str
    label: str
    periods: tuple[Period, ...]

    @property
    def first_sick_day(self) -> date:
        """The first day of the first period."""
        return self.periods[0].first_day

    @property
    def last_sick_day(self) -> date | None:
        """The last day of absence; `None` while any period runs (domain.md §10.4)."""
        ends = [period.last_day for period in self.periods if period.last_day is not None]
        return max(ends) if len(ends) == len(self.periods) else None

    def overlaps_since(self, since: date) -> bool:
        """Whether any day of the case, or a day to come, lies on or after `since`."""
        last = self.last_sick_day
        return last is None or last >= since


def group_into_cases(rows: Iterable[AbsenceRow], *, end_is_last_sick_day: bool) -> list[Case]:
    """One case per dossier, periods by first day, in the order of their first sick days.

    With `end_is_last_sick_day` false the source's end is the first day recovered, so absence ended
    the day before (domain.md §3.2). A row delivered twice counts once. The label is that of the
    latest row.
    """
    by_dossier: dict[str, dict[str, AbsenceRow]] = defaultdict(dict)
    for row in rows:
        by_dossier[row.dossier_key][row.source_key] = row
    cases = [
        _case(dossier, list(unique.values()), end_is_last_sick_day) for dossier, unique in by_dossier.items()
    ]
    return sorted(cases, key=lambda case: (case.first_sick_day, case.source_key))


def _case(dossier: str, rows: list[AbsenceRow], end_is_last_sick_day: bool) -> Case:
    rows.sort(key=lambda row: (row.first_day, row.source_key))
    shift = timedelta(days=0 if end_is_last_sick_day else 1)
    return Case(
        source_key=dossier,
        employee_key=rows[0].employee_key,
        label=rows[-1].label,
        periods=tuple(
            Period(
                source_key=row.source_key,
                first_day=row.first_day,
                # Recovered on the first day itself is still a day of absence.
                last_day=max(row.last_day - shift, row.first_day) if row.last_day else None,
                percentage=row.percentage,
                reported_on=row.reported_on,
            )
            for row in rows
        ),
    )


def history_start(today: date, months: int, from_date: date | None) -> date:
    """The first day of the history that is compared: the later, so more restrictive, of the two."""
    index = today.year * 12 + today.month - 1 - months
    start = date(index // 12, index % 12 + 1, min(today.day, 28))
    return max(start, from_date) if from_date else start
