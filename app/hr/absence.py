"""Absence rules: rows of a dossier become one case. Pure; dates are days, both ends included."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from app.hr.records import AbsenceRow

#: Fewer days than this between two absences, and the law adds them together (art. 7:629(10) BW).
COMPOSITE_DAYS: Final = 28


@dataclass(frozen=True, slots=True, repr=False)
class Period:
    """An absence percentage over days. `last_day` is `None` while it runs."""

    source_key: str
    first_day: date
    last_day: date | None
    percentage: int
    reported_on: date | None

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        first, second = sorted((self, other), key=lambda period: period.first_day)
        return first.last_day is None or second.first_day <= first.last_day


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

    @property
    def contradicts_itself(self) -> bool:
        """Whether two of its periods have a day in common."""
        return any(earlier.overlaps(later) for earlier, later in pairwise(self.periods))

    def overlaps(self, other: Case) -> bool:
        """Whether the two have a day in common; days recovered in between count for neither."""
        return any(mine.overlaps(theirs) for mine in self.periods for theirs in other.periods)

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


def clashing(cases: Iterable[Case]) -> set[str]:
    """The keys of one employee's cases that cannot be: they overlap one opened before, or themselves.

    At the source only one absence can be open at a time (domain.md §3.3), so one of the two is wrong. The
    one that was opened first stands, wherever it begins, or a slip made today would take away what has long
    been known. Dossiers are numbered as they are opened.
    """
    standing: list[Case] = []
    clash: set[str] = set()
    for case in sorted(cases, key=lambda case: (len(case.source_key), case.source_key)):
        if case.contradicts_itself or any(case.overlaps(other) for other in standing):
            clash.add(case.source_key)
        else:
            standing.append(case)
    return clash


def too_close(cases: Iterable[Case], leave: Iterable[Case]) -> set[str]:
    """The keys of one employee's cases that began too soon after another to be a case of their own.

    Fewer than 28 days between them: 27 is too close. Days of maternity leave do not count as days in
    between (domain.md §4, S2 and S4); `leave` are those cases.
    """
    sick = list(cases)
    ends = sorted(period.last_day for case in sick for period in case.periods if period.last_day)
    leaves = [period for case in leave for period in case.periods]
    found = set()
    for case in sick:
        before = bisect_left(ends, case.first_sick_day)
        if before and _counted(ends[before - 1], case.first_sick_day, leaves) < COMPOSITE_DAYS:
            found.add(case.source_key)
    return found


def _counted(after: date, before: date, leaves: Sequence[Period]) -> int:
    """How many days lie between two days, neither of them included, that are no leave."""
    if not leaves:
        return (before - after).days - 1
    between = set(range(after.toordinal() + 1, before.toordinal()))
    for leave in leaves:
        last = leave.last_day or before
        between.difference_update(range(leave.first_day.toordinal(), last.toordinal() + 1))
    return len(between)


def history_start(today: date, months: int, from_date: date | None) -> date:
    """The first day of the history that is compared: the later, so more restrictive, of the two."""
    index = today.year * 12 + today.month - 1 - months
    start = date(index // 12, index % 12 + 1, min(today.day, 28))
    return max(start, from_date) if from_date else start
