"""Which rows of an answer count. Pure.

Nmbrs keeps every row that was ever entered, in no order, and may repeat them: per key the one that
was entered last is right (soap.md §3). The same answer in another order gives the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final, Generic, TypeAlias, TypeVar

from app.hr import periods
from app.hr.periods import PeriodType
from app.hr.records import (
    AbsenceRow,
    Address,
    Contract,
    Department,
    Employment,
    Job,
    JobPlacement,
    Placement,
    Schedule,
    Wage,
)
from app.nmbrs import mapping, operations, terms, values
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable
from app.nmbrs.operations import Operation

Row: TypeAlias = tuple[str, Raw]  #: whose, and what

_Value = TypeVar("_Value")
_Unit = TypeVar("_Unit", bound=Department | Job)
_Place = TypeVar("_Place", bound=Placement | JobPlacement)
_Owned = TypeVar("_Owned", bound=Employment | Contract | Schedule | Wage)
_Dated = TypeVar("_Dated", bound=Schedule | Wage)

#: Records by key, each with when it was entered.
_Entered: TypeAlias = dict[str, tuple[datetime, _Owned]]


@dataclass
class Problems:
    """What had to be left out."""

    invalid: list[str] = field(default_factory=list)  #: keys of rows with an impossible value
    unknown: list[str] = field(default_factory=list)  #: whose or which rows are of a kind that is new to us
    unreadable: list[tuple[str, NmbrsUnreadable]] = field(default_factory=list)  #: whose, and why
    doubted: set[str] = field(default_factory=set)  #: whose history has a hole by any of this

    def cannot_read(self, employee_key: str, error: NmbrsUnreadable) -> None:
        self.unreadable.append((employee_key, error))
        self.doubted.add(employee_key)

    def cannot_be(self, employee_key: str, row_key: str) -> None:
        self.invalid.append(row_key)
        self.doubted.add(employee_key)


class _Latest(Generic[_Value]):
    """Keeps the highest ranked value per key."""

    def __init__(self) -> None:
        self._ranked: dict[Hashable, tuple[tuple[Any, ...], _Value]] = {}

    def offer(self, key: Hashable, rank: tuple[Any, ...], value: _Value) -> None:
        if key not in self._ranked or rank > self._ranked[key][0]:
            self._ranked[key] = rank, value

    def values(self) -> tuple[_Value, ...]:
        return tuple(value for _, value in self._ranked.values())


@dataclass(frozen=True)
class _Units(Generic[_Unit, _Place]):
    """Departments or jobs: what they are, and who has which from when."""

    operation: Operation
    unit: Callable[[Raw], _Unit]
    place: Callable[..., _Place]

    def read(
        self, history: Iterable[Row], period_type: PeriodType
    ) -> tuple[tuple[_Unit, ...], tuple[_Place, ...], Problems]:
        units: _Latest[_Unit] = _Latest()
        places: _Latest[_Place] = _Latest()
        problems = Problems()
        known: dict[tuple[Any, ...], _Unit] = {}
        for employee_key, raw in history:
            try:
                named = raw.get("Function") or raw  # a nested one in the newer form
                same = (named.get("Id"), named.get("Code"), named.get("Description"))
                if same not in known:  # thousands of rows name the same few
                    known[same] = self.unit(raw)
                unit, since = known[same], mapping.since(raw, self.operation)
            except NmbrsUnreadable as error:
                problems.cannot_read(employee_key, error)
                continue
            entered = values.entered_at(raw)
            if unit.source_key != mapping.NOTHING:
                units.offer(unit.source_key, (entered, *since, unit.name, unit.code), unit)
            try:
                place = self.place(raw, employee_key=employee_key, period_type=period_type)
            except ValueError:
                row_key = mapping.placement_key(employee_key, unit.source_key, *since)
                problems.cannot_be(employee_key, row_key)
                continue
            places.offer((employee_key, *since), (entered, unit.source_key), place)
        return units.values(), places.values(), problems


DEPARTMENTS: Final = _Units(operations.DEPARTMENTS, mapping.department, mapping.placement)
JOBS: Final = _Units(operations.FUNCTIONS, terms.job, terms.job_placement)


def employments(history: Iterable[Row]) -> tuple[tuple[Employment, ...], Problems]:
    """Take the employments."""

    def rank(each: Employment) -> tuple[Any, ...]:
        # Of two entered at one moment the one that runs wins, then whose dates are later.
        dates = (each.end_date, each.start_date, each.initial_start_date)
        return tuple((not day, day) for day in dates)

    found, problems = _owned(history, mapping.employment, rank, operations.EMPLOYMENTS)
    return _records(found), problems


def contracts(history: Iterable[Row]) -> tuple[tuple[Contract, ...], Problems]:
    """Take the contracts."""
    found, problems = _owned(history, terms.contract, _as_text, operations.CONTRACTS)
    return _records(found), problems


def schedules(history: Iterable[Row]) -> tuple[tuple[Schedule, ...], Problems]:
    """Take the schedules, with their part-time factor as a fraction whatever this company writes."""
    whole = list(history)
    percent = terms.writes_percent(raw for _, raw in whole)
    read = partial(terms.schedule, percent=percent)
    found, problems = _owned(whole, read, _as_text, operations.SCHEDULES)
    return _one_a_day(found), problems


def wages(history: Iterable[Row], period: PeriodType) -> tuple[tuple[Wage, ...], Problems]:
    """Take the wages, also those of a kind that is new to us."""
    whole = list(history)
    found, problems = _owned(whole, partial(terms.wage, period=period), _as_text, operations.SALARIES)
    problems.unknown += [whose for whose, raw in whole if terms.is_new_kind(raw)]
    return _one_a_day(found), problems


def _records(found: _Entered[_Owned]) -> tuple[_Owned, ...]:
    return tuple(each for _, each in found.values())


def _one_a_day(found: _Entered[_Dated]) -> tuple[_Dated, ...]:
    """Of somebody's rows from one day on keep the one entered last: it replaced the others."""
    latest: _Latest[_Dated] = _Latest()
    for entered, each in found.values():
        latest.offer((each.employee_key, each.valid_from), (entered, Decimal(each.source_key)), each)
    return latest.values()


def _as_text(record: Contract | Schedule | Wage) -> tuple[str, ...]:
    """Any order will do between rows entered at one moment, as long as it is always the same."""
    return tuple(str(getattr(record, name)) for name in record.__slots__)


def _owned(
    history: Iterable[Row],
    read: Callable[..., _Owned],
    rank: Callable[[_Owned], tuple[Any, ...]],
    operation: Operation,
) -> tuple[_Entered[_Owned], Problems]:
    """Take rows that have an id. One that turns up under two people proves nothing about either."""
    kept: _Entered[_Owned] = {}
    owners: dict[str, str] = {}
    contested: set[str] = set()
    problems = Problems()
    for employee_key, raw in history:
        try:
            found = read(raw, employee_key=employee_key)
            key = found.source_key
            if owners.setdefault(key, employee_key) != employee_key:
                contested.add(key)
                problems.doubted.add(owners[key])
                raise NmbrsUnreadable(operation.name, reason="OtherPerson")
        except NmbrsUnreadable as error:
            problems.cannot_read(employee_key, error)
            continue
        entered = values.entered_at(raw)
        if key in kept:  # hardly ever, so nothing is ranked before
            (before, other) = kept[key]
            if (before, *rank(other)) >= (entered, *rank(found)):
                continue
        kept[key] = entered, found
    for key in contested:
        kept.pop(key, None)
    return kept, problems


def in_force(raws: Iterable[Raw], period_type: PeriodType, today: date) -> Raw | None:
    """Of one employee's history, the row that counts today; before any does, the first that will.

    Rows are valid from a period on; those with an end also until a period. Rows whose period does not
    exist do not count.
    """
    started: list[tuple[tuple[Any, ...], Raw]] = []
    coming: list[tuple[tuple[Any, ...], Raw]] = []
    for raw in raws:
        try:
            first, last = _days(raw, period_type)
        except ValueError:
            continue
        if first > today:
            coming.append(((-first.toordinal(), values.entered_at(raw), raw.get("Id", 0)), raw))
        elif last >= today:
            started.append(((first.toordinal(), values.entered_at(raw), raw.get("Id", 0)), raw))
    best = max(started or coming, key=lambda each: each[0], default=None)
    return best[1] if best else None


def _days(raw: Raw, period_type: PeriodType) -> tuple[date, date]:
    """When a row is valid. Raises `ValueError` for a period that does not exist, or is not there."""
    try:
        first = periods.first_day(period_type, raw["StartYear"], raw["StartPeriod"])
        if "EndYear" in raw and "EndPeriod" in raw:
            return first, periods.last_day(period_type, raw["EndYear"], raw["EndPeriod"])
    except KeyError:
        raise ValueError("no period") from None
    return first, date.max


def addresses(
    raws: Iterable[Raw], *, employee_key: str, period_type: PeriodType | None, today: date
) -> tuple[tuple[Address, ...], Problems]:
    """Take somebody's addresses of today, one of each kind: the default one, else the newest.

    Without a `period_type` the rows are of now already; those of the bulk form have a period.
    """
    latest: _Latest[Address] = _Latest()
    problems = Problems()
    for raw in raws:
        key = f"{employee_key}/{values.code(raw, 'Id')}"
        first, last = date.min, date.max
        try:
            if period_type is not None:
                first, last = _days(raw, period_type)
        except ValueError:
            problems.invalid.append(key)
            continue
        if not first <= today <= last:
            continue
        try:
            found = terms.address(raw, employee_key=employee_key)
        except ValueError:
            problems.unknown.append(key)
            continue
        rank = (raw.get("Default", False), first, values.entered_at(raw), raw.get("Id", 0))
        latest.offer(found.kind, rank, found)
    return latest.values(), problems


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
