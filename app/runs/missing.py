"""What was not delivered: who, which records, and what that proves. Pure.

Unknown is not zero. A record counts as missing only if its stream and that of the employees were read to
their end, and its employee was delivered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date
from typing import Final

from app.hr.delivery import Delivery, Remark, Stream
from app.hr.records import Entity
from app.runs.fields import OF_EMPLOYEE, READ_WITH, STREAM, Held, HeldRecords
from app.runs.wanted import Wanted

#: What two records of one person have in common.
_MARKS: Final = ("personnel_number", "bsn_hash")


def records(
    delivery: Delivery, wanted: Wanted, held: HeldRecords, since: date
) -> Iterator[tuple[Entity, str, Held]]:
    """The standing records of employees that should not stand any more."""
    for entity in OF_EMPLOYEE:
        if delivery.unchanged and entity is not Entity.ABSENCE_CASE:
            continue
        if not delivery.complete(Stream.EMPLOYEES, STREAM[entity]):
            continue
        if entity is Entity.ABSENCE_CASE:
            ours = cases_inside(held, since)
            # Also in a form that was refused: that is not missing.
            delivered: Set[str] = {row.dossier_key for row in delivery.absences}
        else:
            ours = {key: each for key, each in held[entity].items() if not each.withdrawn}
            delivered = wanted.records[entity].keys()
        read_for = _read_for(delivery, wanted, entity)
        for key, record in ours.items():
            if key not in delivered and record.values["employee_key"] in read_for:
                yield entity, key, record


def _read_for(delivery: Delivery, wanted: Wanted, entity: Entity) -> Set[str]:
    """The employees of whom everything of a kind was read."""
    if entity is Entity.ABSENCE_CASE:
        return delivery.absences_read_for
    stream = STREAM[entity]
    doubted = delivery.doubted.get(READ_WITH.get(stream, stream), frozenset())
    read_for = wanted.records[Entity.EMPLOYEE].keys() - doubted
    return read_for & delivery.addresses_read_for if entity is Entity.ADDRESS else read_for


def cases_inside(held: HeldRecords, since: date) -> dict[str, Held]:
    """The standing cases we hold with a day in the history: what a delivery is compared with."""
    first = since.isoformat()
    return {
        key: record
        for key, record in held[Entity.ABSENCE_CASE].items()
        if not record.withdrawn
        and not record.values["closed_on"]
        and str(record.values["last_sick_day"] or date.max) >= first
    }


def standing(held: HeldRecords, entity: Entity) -> Mapping[str, Set[str]]:
    """The keys of the records of a kind that stand, and are not going, by employee."""
    by_employee: dict[str, set[str]] = defaultdict(set)
    for key, record in held[entity].items():
        if not record.withdrawn and not record.marked:
            by_employee[str(record.values["employee_key"])].add(key)
    return by_employee


def employees(delivery: Delivery, held: HeldRecords) -> Iterator[Remark]:
    """Say who is in no list any more. Nothing follows from it: leaving has a list and a date."""
    if delivery.complete(Stream.EMPLOYEES) and not delivery.unchanged:
        delivered = {person.source_key for person in delivery.employees}
        for key, record in held[Entity.EMPLOYEE].items():
            if key not in delivered and not record.withdrawn:
                yield Remark("EMPLOYEE_NOT_DELIVERED", Stream.EMPLOYEES, key)


def look_alikes(
    delivery: Delivery, wanted: Wanted, held: HeldRecords, digest: Callable[[str], str]
) -> Iterator[Remark]:
    """Say which new employee may be somebody we have under another id; they are never made one (R4).

    Whoever does not come in is nobody we have: a leaver of long ago, say, of whom only his new id does.
    """
    ours = held[Entity.EMPLOYEE]
    new = wanted.records[Entity.EMPLOYEE].keys() - ours.keys()
    marks: dict[str, set[tuple[str, str]]] = {
        key: {(name, str(each.values[name])) for name in _MARKS if each.values[name]}
        for key, each in ours.items()
    }
    among = new | ours.keys()
    for person in delivery.employees:
        if person.source_key not in among:
            continue
        known = person.personnel_number, person.bsn and digest(person.bsn)
        theirs = {(name, mark) for name, mark in zip(_MARKS, known, strict=True) if mark}
        marks.setdefault(person.source_key, set()).update(theirs)
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, theirs in marks.items():
        for mark in theirs:
            owners[mark].add(key)
    for key in sorted(new):
        others = set().union(*(owners[mark] for mark in marks[key])) - {key}
        if others:
            yield Remark("EMPLOYEE_LOOKS_LIKE", Stream.EMPLOYEES, key, {"other": ", ".join(sorted(others))})
