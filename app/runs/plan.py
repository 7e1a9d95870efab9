"""What has to change: what should stand against what we hold. Pure, and the only place that decides.

The plan is stored as the journal, shown, applied and reported from there; nothing computes it twice.
Unknown is not zero: a case that was not delivered is touched only if its stream was proven complete,
and then first marked, and withdrawn when a second complete run misses it too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from app.hr.delivery import Delivery, Remark, Stream
from app.hr.records import Entity
from app.runs.wanted import FIELDS, Value, Values, Wanted


class Operation(StrEnum):
    """What a change does to its record."""

    CREATE = "create"
    UPDATE = "update"
    RESTORE = "restore"  #: a withdrawn record was delivered again, under its old id
    MARK = "mark"  #: missing from a complete delivery for the first time
    WITHDRAW = "withdraw"  #: missing again


Fields: TypeAlias = dict[str, tuple[Value, Value]]


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """A record of ours. `values` has the names of `wanted.py`; references are source keys, as there.

    Protected values are still encrypted; `Context.reveal` opens one.
    """

    id: str
    content_hash: str
    values: Values
    withdrawn: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class PlannedChange:
    """One row of the journal to be. `fields` is `{name: (old, new)}` in plain values."""

    entity: Entity
    record_id: str
    source_key: str
    operation: Operation
    fields: Fields
    reason: str
    base_hash: str | None
    content_hash: str


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """The changes in the order in which they are applied, and what the report must say besides."""

    changes: tuple[PlannedChange, ...]
    remarks: tuple[Remark, ...]
    counts: Mapping[Stream, int]  #: records that should stand, per stream


@dataclass(frozen=True, slots=True)
class Context:
    """What planning needs from outside, so that it stays pure.

    `digest`: keyed hash of canonical content. `reveal`: a protected value of a held record in plain.
    `new_id`: ids for new records. `withdraws`: whether missing absence is ever withdrawn.
    """

    run_id: str
    since: date
    withdraws: bool
    digest: Callable[[str], str] = field(repr=False)
    reveal: Callable[[str, str, str], str] = field(repr=False)
    new_id: Callable[[], str] = field(repr=False)


STREAM: Final = {
    Entity.DEPARTMENT: Stream.DEPARTMENTS,
    Entity.EMPLOYEE: Stream.EMPLOYEES,
    Entity.EMPLOYMENT: Stream.EMPLOYMENTS,
    Entity.ABSENCE_CASE: Stream.ABSENCES,
}
#: The streams a run imports, of those that can be read.
IMPORTED: Final = tuple(STREAM.values())
PROTECTED: Final = frozenset({(Entity.EMPLOYEE, "bsn"), (Entity.ABSENCE_CASE, "classification")})
MARKED: Final = "pending_withdrawal_run_id"

HeldRecords: TypeAlias = Mapping[Entity, Mapping[str, Held]]


def compare(delivery: Delivery, wanted: Wanted, held: HeldRecords, context: Context) -> Plan:
    """The plan for one employer."""
    changes: list[PlannedChange] = []
    employed = {each.values["employee_key"] for each in held.get(Entity.EMPLOYMENT, {}).values()}
    for entity in Entity:
        ours = held.get(entity, {})
        for key, values in wanted.records[entity].items():
            record = ours.get(key)
            change = (
                _update(entity, key, values, record, context)
                if record
                else _create(entity, key, values, context, again=values.get("employee_key") in employed)
            )
            if change is not None:
                changes.append(change)
    changes += _unmarked(delivery, wanted, held)
    remarks = [*wanted.remarks, *_missing_employees(delivery, held)]
    for key, record in _missing_cases(delivery, held, context.since):
        if not context.withdraws:
            remarks.append(Remark("ABSENCE_KEPT", Stream.ABSENCES, key))
        elif record.marked:
            changes.append(_missing(Operation.WITHDRAW, key, record, {}, "ABSENCE_DELETED"))
        else:
            mark: Fields = {MARKED: (None, context.run_id)}
            changes.append(_missing(Operation.MARK, key, record, mark, "ABSENCE_NOT_DELIVERED"))
    counts = {STREAM[entity]: len(records) for entity, records in wanted.records.items()}
    return Plan(tuple(changes), tuple(remarks), counts)


def content_hash(values: Values, digest: Callable[[str], str]) -> str:
    """The keyed hash of a record's values, the same however they are ordered."""
    return digest(json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def _create(entity: Entity, key: str, values: Values, context: Context, *, again: bool) -> PlannedChange:
    whole: Values = {name: values.get(name) for name in FIELDS[entity]}
    reason = {
        Entity.DEPARTMENT: "DEPT_CREATED",
        Entity.EMPLOYEE: "EMPLOYEE_CREATED",
        Entity.EMPLOYMENT: "EMPLOYEE_REHIRED" if again else "EMPLOYMENT_CREATED",
        Entity.ABSENCE_CASE: "ABSENCE_CREATED",
    }[entity]
    return PlannedChange(
        entity=entity,
        record_id=context.new_id(),
        source_key=key,
        operation=Operation.CREATE,
        fields={name: (None, value) for name, value in whole.items() if value is not None},
        reason=reason,
        base_hash=None,
        content_hash=content_hash(whole, context.digest),
    )


def _update(entity: Entity, key: str, values: Values, record: Held, context: Context) -> PlannedChange | None:
    whole: Values = {name: values.get(name, record.values.get(name)) for name in FIELDS[entity]}
    hashed = content_hash(whole, context.digest)
    if hashed == record.content_hash and not record.withdrawn and not record.marked:
        return None
    fields: Fields = dict(_differences(entity, record, whole, context))
    if record.marked:
        fields[MARKED] = (record.values.get(MARKED), None)
    if not fields and not record.withdrawn:
        return None
    return PlannedChange(
        entity=entity,
        record_id=record.id,
        source_key=key,
        operation=Operation.RESTORE if record.withdrawn else Operation.UPDATE,
        fields=fields,
        reason=_reason(entity, fields, back=record.withdrawn or record.marked),
        base_hash=record.content_hash,
        content_hash=hashed,
    )


def _differences(
    entity: Entity, record: Held, values: Values, context: Context
) -> Iterator[tuple[str, tuple[Value, Value]]]:
    for name, new in values.items():
        old = record.values.get(name)
        if old is not None and (entity, name) in PROTECTED:
            old = context.reveal(record.id, name, str(old))
        if old != new:
            yield name, (old, new)


def _unmarked(delivery: Delivery, wanted: Wanted, held: HeldRecords) -> Iterator[PlannedChange]:
    """Take the mark off cases that were delivered, if in a form that was refused: they are not missing."""
    delivered = {row.dossier_key for row in delivery.absences} - wanted.records[Entity.ABSENCE_CASE].keys()
    for key in sorted(delivered):
        record = held.get(Entity.ABSENCE_CASE, {}).get(key)
        if record is not None and record.marked and not record.withdrawn:
            fields: Fields = {MARKED: (record.values.get(MARKED), None)}
            yield _missing(Operation.UPDATE, key, record, fields, "ABSENCE_RETURNED")


def _missing_employees(delivery: Delivery, held: HeldRecords) -> Iterator[Remark]:
    """Say who is in no list any more. Nothing follows from it: leaving has a list and a date."""
    if delivery.complete(Stream.EMPLOYEES):
        delivered = {person.source_key for person in delivery.employees}
        for key, record in held.get(Entity.EMPLOYEE, {}).items():
            if key not in delivered and not record.withdrawn:
                yield Remark("EMPLOYEE_NOT_DELIVERED", Stream.EMPLOYEES, key)


def cases_inside(held: HeldRecords, since: date) -> dict[str, Held]:
    """The standing cases we hold with a day in the history: what a delivery is compared with."""
    return {
        key: record
        for key, record in held.get(Entity.ABSENCE_CASE, {}).items()
        if not record.withdrawn and str(record.values["last_sick_day"] or date.max) >= since.isoformat()
    }


def _missing_cases(delivery: Delivery, held: HeldRecords, since: date) -> Iterator[tuple[str, Held]]:
    """Held cases that a complete delivery does not have, within the history that is compared."""
    if not delivery.complete(Stream.EMPLOYEES, Stream.ABSENCES):
        return
    delivered = {row.dossier_key for row in delivery.absences}
    for key, record in cases_inside(held, since).items():
        if record.values["employee_key"] in delivery.absences_read_for and key not in delivered:
            yield key, record


def _missing(operation: Operation, key: str, record: Held, fields: Fields, reason: str) -> PlannedChange:
    return PlannedChange(
        entity=Entity.ABSENCE_CASE,
        record_id=record.id,
        source_key=key,
        operation=operation,
        fields=fields,
        reason=reason,
        base_hash=record.content_hash,
        content_hash=record.content_hash,
    )


def _reason(entity: Entity, fields: Fields, *, back: bool) -> str:
    """The message code of an update: what an administrator would call it."""
    if entity is Entity.DEPARTMENT:
        return "DEPT_RENAMED"
    if entity is Entity.EMPLOYEE:
        return "EMPLOYEE_UPDATED"
    if entity is Entity.EMPLOYMENT:
        old, new = fields.get("end_date", (None, None))
        return "EMPLOYEE_LEFT" if old is None and new is not None else "EMPLOYMENT_UPDATED"
    if back:
        return "ABSENCE_RETURNED"
    old, new = fields.get("last_sick_day", (None, None))
    if (old is None) is (new is None):
        return "ABSENCE_UPDATED"
    return "ABSENCE_RECOVERED" if old is None else "ABSENCE_REOPENED"
