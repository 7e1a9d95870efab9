"""Which rows of an answer count. Pure.

Nmbrs keeps every row that was ever entered, in no order, and may repeat them: per key the one that
was entered last is right (soap.md §3). The same answer in another order gives the same records.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from app.hr.periods import PeriodType
from app.hr.records import AbsenceRow, Department, Employment, Placement
from app.nmbrs import mapping
from app.nmbrs.errors import NmbrsUnreadable
from app.nmbrs.mapping import Raw

_Value = TypeVar("_Value")


@dataclass
class Problems:
    """What had to be left out."""

    invalid: list[str] = field(default_factory=list)  #: keys of rows with an impossible value
    unreadable: list[tuple[str, NmbrsUnreadable]] = field(default_factory=list)  #: whose, and why


class _Latest(Generic[_Value]):
    """Keeps the highest ranked value per key."""

    def __init__(self) -> None:
        self._ranked: dict[Hashable, tuple[tuple[Any, ...], _Value]] = {}

    def offer(self, key: Hashable, rank: tuple[Any, ...], value: _Value) -> None:
        if key not in self._ranked or rank > self._ranked[key][0]:
            self._ranked[key] = rank, value

    def values(self) -> tuple[_Value, ...]:
        return tuple(value for _, value in self._ranked.values())


def departments(
    rows: Iterable[tuple[str, Raw]], period_type: PeriodType
) -> tuple[tuple[Department, ...], tuple[Placement, ...], Problems]:
    """Take the departments out of the history of who was where, and that history itself."""
    units: _Latest[Department] = _Latest()
    placements: _Latest[Placement] = _Latest()
    problems = Problems()
    for employee_key, raw in rows:
        try:
            unit, key = mapping.department(raw), mapping.placement_key(raw, employee_key=employee_key)
        except NmbrsUnreadable as error:
            problems.unreadable.append((employee_key, error))
            continue
        entered, since = mapping.entered_at(raw), (raw["StartYear"], raw["StartPeriod"])
        units.offer(unit.source_key, (entered, *since, unit.name, unit.code), unit)
        try:
            place = mapping.placement(raw, employee_key=employee_key, period_type=period_type)
        except ValueError:
            problems.invalid.append(key)
            continue
        placements.offer((employee_key, *since), (entered, raw["Id"]), place)
    return units.values(), placements.values(), problems


def employments(rows: Iterable[tuple[str, Raw]]) -> tuple[tuple[Employment, ...], Problems]:
    """Take the employments. An id that turns up under two people proves nothing about either."""
    latest: _Latest[Employment] = _Latest()
    owners: dict[str, str] = {}
    contested: set[str] = set()
    problems = Problems()
    for employee_key, raw in rows:
        try:
            employment = mapping.employment(raw, employee_key=employee_key)
            key = employment.source_key
            if owners.setdefault(key, employee_key) != employee_key:
                contested.add(key)
                raise NmbrsUnreadable(mapping.EMPLOYMENTS.operation, reason="OtherPerson")
        except NmbrsUnreadable as error:
            problems.unreadable.append((employee_key, error))
            continue
        # Of two entered at one moment the one that runs wins, then whose dates are later.
        dates = (employment.end_date, employment.start_date, employment.initial_start_date)
        latest.offer(key, (mapping.entered_at(raw), *((not day, day) for day in dates)), employment)
    return tuple(each for each in latest.values() if each.source_key not in contested), problems


def absences(
    raws: Iterable[Raw], *, employee_key: str, owners: dict[str, str]
) -> tuple[tuple[AbsenceRow, ...], tuple[str, ...]]:
    """Take one employee's absence rows, and the keys of those that make no sense.

    `owners` remembers whose each row is: the answer does not say whom it is about, so a row that
    turns up under two people shows that one of them got another's answer. A dossier with a bad row
    is left out as a whole: the rest of it would tell another story.
    """
    found: dict[str, AbsenceRow] = {}
    invalid: dict[str, None] = {}
    spoilt: set[str] = set()
    for raw in raws:
        key = mapping.absence_key(raw)
        dossiers = {mapping.dossier_key(raw, employee_key=employee_key)}
        sound = owners.setdefault(key, employee_key) == employee_key
        try:
            row = mapping.absence_row(raw, employee_key=employee_key)
        except ValueError:
            sound = False
        else:
            first = found.setdefault(key, row)  # a row may be repeated, not contradicted
            dossiers.add(first.dossier_key)
            sound = sound and first == row
        if not sound:
            invalid[key] = None
            spoilt |= dossiers
    records = tuple(row for row in found.values() if row.dossier_key not in spoilt)
    return records, tuple(invalid)


def without_dossiers_of(rows: Iterable[AbsenceRow], doubted: Set[str]) -> list[AbsenceRow]:
    """Take back what was believed of a dossier before one of its rows turned up elsewhere."""
    believed = list(rows)
    lost = {row.dossier_key for row in believed if row.source_key in doubted}
    return [row for row in believed if row.dossier_key not in lost]
