"""Where an employee works today. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.hr.records import Placement


def placement_on(placements: Iterable[Placement], day: date) -> Placement | None:
    """The placement in force on `day`; before any has started, the first that will be.

    `placements` are those of one employee, in any order.
    """
    ordered = sorted(placements, key=lambda placement: placement.valid_from)
    started = [placement for placement in ordered if placement.valid_from <= day]
    if started:
        return started[-1]
    return ordered[0] if ordered else None
