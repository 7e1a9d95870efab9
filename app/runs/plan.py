"""What has to change: what should stand against what we hold. Pure, and the only place that decides.

The plan is stored as the journal, shown, applied and reported from there; nothing computes it twice.
Unknown is not zero: a record that was not delivered is touched only if its stream was proven complete,
and then first marked, and withdrawn when a second complete run misses it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import NamedTuple, TypeAlias

from pydantic_core import to_json

from app.hr.delivery import Delivery, Remark, Stream
from app.hr.records import Entity
from app.runs import missing, reasons
from app.runs.fields import FIELDS, LOOKED_UP, MARKED, PROTECTED, STREAM, Held, HeldRecords, Value, Values
from app.runs.rules import Rules
from app.runs.wanted import Known, Wanted


class Operation(StrEnum):
    """What a change does to its record."""

    CREATE = "create"
    UPDATE = "update"
    RESTORE = "restore"  #: a withdrawn record was delivered again, under its old id
    MARK = "mark"  #: missing from a complete delivery for the first time
    WITHDRAW = "withdraw"  #: missing again


Fields: TypeAlias = dict[str, tuple[Value, Value]]


class PlannedChange(NamedTuple):  # there may be hundreds of thousands, and a frozen class costs twice
    """One row of the journal to be: of a new record its values, of another what moves, old and new."""

    entity: Entity
    record_id: str
    source_key: str
    operation: Operation
    reason: str
    base_hash: str | None
    content_hash: str
    new: Values | None = None
    moved: Fields | None = None

    @property
    def fields(self) -> Fields:
        """`{name: (old, new)}` in plain values."""
        if self.new is not None:
            return {name: (None, value) for name, value in self.new.items() if value is not None}
        return self.moved or {}

    def __repr__(self) -> str:
        return f"<PlannedChange {self.entity} {self.source_key}>"


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """The changes in the order in which they are applied, and what the report must say besides."""

    changes: tuple[PlannedChange, ...]
    remarks: tuple[Remark, ...]
    counts: Mapping[Stream, int]  #: records that should stand, per stream


@dataclass(frozen=True, slots=True)
class Context:
    """What planning needs from outside, so that it stays pure.

    `reveal`: a protected value of a held record in plain. `look_up`: all values of held records, by source
    key. `new_id`: the id of a new record.
    """

    run_id: str
    rules: Rules
    reveal: Callable[[str, str, str], str] = field(repr=False)
    look_up: Callable[[Entity, Sequence[str]], Mapping[str, Values]] = field(repr=False)
    new_id: Callable[[Entity], str] = field(repr=False)


def compare(delivery: Delivery, wanted: Wanted, held: HeldRecords, context: Context) -> Plan:
    """The plan for one employer."""
    employed = {each.values["employee_key"] for each in held[Entity.EMPLOYMENT].values()}
    changes: list[PlannedChange] = []
    for entity in Entity:
        new, differing = [], []
        ours = held[entity]
        for key, values in wanted.records[entity].items():
            record = ours.get(key)
            if record is None:
                again = entity is Entity.EMPLOYMENT and values["employee_key"] in employed
                new.append(_create(entity, key, values, context, again=again))
            elif not _equal(entity, values, record, context):
                differing.append(key)
        changes += new
        changes += _updates(entity, {key: wanted.records[entity][key] for key in differing}, ours, context)
    unmarked = list(_unmarked(delivery, wanted, held))
    changes += unmarked
    remarks = [*wanted.remarks, *missing.employees(delivery, held)]
    remarks += missing.look_alikes(delivery, wanted, held, context.rules.digest)
    for entity, key, record in missing.records(delivery, wanted, held, context.rules.since):
        change = _gone(entity, key, record, context)
        if change is not None:
            changes.append(change)
        elif entity is Entity.ABSENCE_CASE:
            remarks.append(Remark("ABSENCE_KEPT", Stream.ABSENCES, key))
    return Plan(tuple(changes), tuple(remarks), _counts(delivery, wanted, len(unmarked)))


def known(held: HeldRecords, since: date) -> Known:
    """What we hold that bears on what is wanted."""
    return Known(
        department_of={
            key: each.values["department_key"]  # type: ignore[misc]  # a reference is a text or none
            for key, each in held[Entity.EMPLOYEE].items()
        },
        departments=frozenset(held[Entity.DEPARTMENT]),
        cases=frozenset(missing.cases_inside(held, since)),
        employments=held[Entity.EMPLOYMENT],
        archived=frozenset(key for key, each in held[Entity.DEPARTMENT].items() if each.values["archived"]),
        standing=partial(missing.standing, held),
    )


def _counts(delivery: Delivery, wanted: Wanted, unmarked: int) -> dict[Stream, int]:
    """The records that should stand, per stream. A case in a form that was refused stands as it is."""
    counts = {
        STREAM[entity]: len(records)
        for entity, records in wanted.records.items()
        if entity is Entity.ABSENCE_CASE or not delivery.unchanged
    }
    counts[Stream.ABSENCES] += unmarked
    return counts


def content_hash(entity: Entity, values: Values, digest: Callable[[str], str]) -> str:
    """The keyed hash of a record's values, the same however they are ordered."""
    return digest(to_json([values.get(name) for name in FIELDS[entity]]).decode())


def _equal(entity: Entity, values: Values, record: Held, context: Context) -> bool:
    """Whether a record stands as it should; a value that is not known is as we hold it."""
    if record.withdrawn or record.marked:
        return False
    known_of_it = values if entity in LOOKED_UP else record.values | values
    return content_hash(entity, known_of_it, context.rules.digest) == record.content_hash


def _create(entity: Entity, key: str, values: Values, context: Context, *, again: bool) -> PlannedChange:
    reason = reasons.of_new(entity, values, again=again)
    hashed = content_hash(entity, values, context.rules.digest)
    return PlannedChange(entity, context.new_id(entity), key, Operation.CREATE, reason, None, hashed, values)


def _updates(
    entity: Entity, wanted: Mapping[str, Values], held: Mapping[str, Held], context: Context
) -> Iterator[PlannedChange]:
    known_values: Mapping[str, Values] = {key: held[key].values for key in wanted}
    if entity in LOOKED_UP and wanted:
        known_values = context.look_up(entity, list(wanted))
    for key, values in wanted.items():
        change = _update(entity, key, values, held[key], known_values[key], context)
        if change is not None:
            yield change


def _update(
    entity: Entity, key: str, values: Values, record: Held, ours: Values, context: Context
) -> PlannedChange | None:
    whole: Values = {name: values.get(name, ours.get(name)) for name in FIELDS[entity]}
    if entity is Entity.WAGE:
        _keep_past_amount(whole, ours, context.rules.today)
    fields: Fields = dict(_differences(entity, record.id, whole, ours, context))
    if record.marked:
        fields[MARKED] = (record.marked, None)
    if not fields and not record.withdrawn:
        return None
    return PlannedChange(
        entity=entity,
        record_id=record.id,
        source_key=key,
        operation=Operation.RESTORE if record.withdrawn else Operation.UPDATE,
        moved=fields,
        reason=reasons.of_change(entity, whole, fields, back=record.withdrawn or record.marked is not None),
        base_hash=record.content_hash,
        content_hash=content_hash(entity, whole, context.rules.digest),
    )


def _keep_past_amount(values: Values, ours: Values, today: date) -> None:
    """Of a wage out of a salary table the source shows today's value, also where the wage has ended."""
    ended = values["valid_to"] is not None and str(values["valid_to"]) < today.isoformat()
    place = ("table_code", "scale", "step")
    if ended and values["scale"] is not None and all(values[name] == ours[name] for name in place):
        values["amount"] = ours["amount"]


def _differences(
    entity: Entity, record_id: str, values: Values, ours: Values, context: Context
) -> Iterator[tuple[str, tuple[Value, Value]]]:
    for name, new in values.items():
        old = ours.get(name)
        if old is not None and (entity, name) in PROTECTED:
            old = context.reveal(record_id, name, str(old))
        if old != new:
            yield name, (old, new)


def _unmarked(delivery: Delivery, wanted: Wanted, held: HeldRecords) -> Iterator[PlannedChange]:
    """Take the mark off cases that were delivered, if in a form that was refused: they are not missing."""
    delivered = {row.dossier_key for row in delivery.absences} - wanted.records[Entity.ABSENCE_CASE].keys()
    for key in sorted(delivered):
        record = held[Entity.ABSENCE_CASE].get(key)
        if record is not None and record.marked and not record.withdrawn:
            yield _same_content(
                Operation.UPDATE, Entity.ABSENCE_CASE, key, record, {MARKED: (record.marked, None)}
            )


def _gone(entity: Entity, key: str, record: Held, context: Context) -> PlannedChange | None:
    """What becomes of a record that is missing from a complete delivery; `None` if it is kept."""
    action = context.rules.delete_action if entity is Entity.ABSENCE_CASE else "pending_then_withdraw"
    if action == "ignore":
        return None
    if action != "delete" and not record.marked:
        return _same_content(Operation.MARK, entity, key, record, {MARKED: (None, context.run_id)})
    if action != "close":
        # The mark stays as it is, and tells whoever applies this that nobody took it off meanwhile.
        return _same_content(
            Operation.WITHDRAW, entity, key, record, {MARKED: (record.marked, record.marked)}
        )
    whole = {**record.values, "closed_on": context.rules.today.isoformat()}
    classification = context.reveal(record.id, "classification", str(record.values["classification"]))
    return PlannedChange(
        entity=entity,
        record_id=record.id,
        source_key=key,
        operation=Operation.UPDATE,
        moved={"closed_on": (None, whole["closed_on"]), MARKED: (record.marked, None)},
        reason="ABSENCE_CLOSED",
        base_hash=record.content_hash,
        content_hash=content_hash(entity, whole | {"classification": classification}, context.rules.digest),
    )


def _same_content(
    operation: Operation, entity: Entity, key: str, record: Held, fields: Fields
) -> PlannedChange:
    return PlannedChange(
        entity=entity,
        record_id=record.id,
        source_key=key,
        operation=operation,
        moved=fields,
        reason=reasons.of_missing(entity, operation.value),
        base_hash=record.content_hash,
        content_hash=record.content_hash,
    )
