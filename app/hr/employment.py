"""Periods in service, and history that holds until the next of its kind begins. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Protocol, TypeVar

from app.hr.records import Employment, Placement


class _Dated(Protocol):
    @property
    def source_key(self) -> str: ...

    @property
    def valid_from(self) -> date | None: ...


_Row = TypeVar("_Row", bound=_Dated)


def with_last_days(rows: Iterable[_Row]) -> Iterator[tuple[_Row, date | None]]:
    """Each row with its last day: that before the next begins, `None` if none does.

    `rows` are those of one employee, in any order; one without a day holds since always.
    """
    ordered = list(rows)
    if len(ordered) > 1:
        ordered.sort(key=lambda row: (row.valid_from or date.min, row.source_key))
    for row, following in zip(ordered, [*ordered[1:], None], strict=False):
        last = following.valid_from - timedelta(days=1) if following and following.valid_from else None
        yield row, last


def placement_on(placements: Iterable[Placement], day: date) -> Placement | None:
    """The placement in force on `day`; before any has started, the first that will be.

    `placements` are those of one employee, in any order.
    """
    ordered = sorted(placements, key=lambda placement: placement.valid_from)
    started = [placement for placement in ordered if placement.valid_from <= day]
    if started:
        return started[-1]
    return ordered[0] if ordered else None


def current(employments: Iterable[Employment], day: date) -> Employment | None:
    """The employment that covers `day`, else the next to begin, else the latest (domain.md §10.4)."""
    ordered = sorted(employments, key=lambda each: (each.start_date, each.source_key))
    covering = [each for each in ordered if covers(each, day)]
    if covering:
        return covering[-1]
    coming = [each for each in ordered if each.start_date > day]
    if coming:
        return coming[0]
    return ordered[-1] if ordered else None


def covers(employment: Employment, day: date) -> bool:
    """Whether `day` lies in an employment; its last day does."""
    return employment.start_date <= day and (employment.end_date is None or day <= employment.end_date)
