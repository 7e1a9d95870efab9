"""What we hold of one employer, as the plan compares it: read in bulk, one row per record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app import models
from app.database import BATCH
from app.hr.records import Entity
from app.runs.fields import (
    FIELDS,
    LOOKED_UP,
    MARKED,
    OF_EMPLOYEE,
    PROTECTED,
    REFERENCES,
    Held,
    HeldRecords,
    Values,
)


@cache
def column_name(entity: Entity, name: str) -> str:
    """The column in which a value is kept: references by id, protected values encrypted."""
    if name in REFERENCES:
        return name.removesuffix("_key") + "_id"
    return f"{name}_encrypted" if (entity, name) in PROTECTED else name


@cache
def table_of(entity: Entity) -> sa.Table:
    """The table in which records of a kind are kept."""
    table: sa.Table = sa.inspect(models.IMPORTED[entity]).local_table
    return table


def load(session: Session, employer_id: str, entities: Sequence[Entity] = tuple(Entity)) -> HeldRecords:
    """The records of an employer, withdrawn ones included, by entity and source key.

    `entities` in their order, each after those it refers to.
    """
    keys: dict[Entity, dict[str, str]] = {}
    found: dict[Entity, dict[str, Held]] = {entity: {} for entity in Entity}
    for entity in entities:
        names = ("employee_key",) if entity in LOOKED_UP else FIELDS[entity]
        rows = session.execute(_select(entity, names).where(_of(entity, employer_id))).all()
        found[entity] = {row.source_key: _held(names, row, keys) for row in rows}
        if entity in REFERENCES.values():
            keys[entity] = {row.id: row.source_key for row in rows}
    return found


def look_up(session: Session, employer_id: str, entity: Entity, keys: Sequence[str]) -> Mapping[str, Values]:
    """All values of these records of an employer, by source key."""
    table = table_of(entity)
    names = FIELDS[entity]
    referred = {each: _keys(session, each, employer_id) for each in set(REFERENCES.values())}
    statement = _select(entity, names).where(_of(entity, employer_id))
    found: dict[str, Values] = {}
    for start in range(0, len(keys), BATCH):
        some = statement.where(table.c.source_key.in_(keys[start : start + BATCH]))
        found |= {row.source_key: _values(names, row, referred) for row in session.execute(some)}
    return found


def _of(entity: Entity, employer_id: str) -> sa.ColumnElement[bool]:
    return table_of(entity).c.employer_id == employer_id


def _keys(session: Session, entity: Entity, employer_id: str) -> dict[str, str]:
    table = table_of(entity)
    rows = session.execute(sa.select(table.c.id, table.c.source_key).where(_of(entity, employer_id)))
    return {row.id: row.source_key for row in rows}


def _select(entity: Entity, names: Sequence[str]) -> sa.Select[Any]:
    """A record's own columns by name, then those of its values in their order."""
    table = table_of(entity)
    own = [table.c[name] for name in ("source_key", "id", "content_hash", "withdrawn_at")]
    mark = table.c[MARKED] if entity in OF_EMPLOYEE else sa.null()
    values = [_as_kept(table.c[column_name(entity, name)]) for name in names]
    return sa.select(*own, mark.label("mark"), *values)


def _as_kept(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """A decimal as its text, which is what plans and the journal have."""
    if isinstance(column.type, models.DecimalText):
        return sa.type_coerce(column, sa.String())
    return column


def _held(names: Sequence[str], row: sa.Row[Any], keys: Mapping[Entity, Mapping[str, str]]) -> Held:
    return Held(
        id=row.id,
        content_hash=row.content_hash,
        values=_values(names, row, keys),
        withdrawn=row.withdrawn_at is not None,
        marked=row.mark,
    )


def _values(names: Sequence[str], row: sa.Row[Any], keys: Mapping[Entity, Mapping[str, str]]) -> Values:
    values: Values = dict(zip(names, row[-len(names) :], strict=True))
    for name, value in values.items():
        if isinstance(value, date):
            values[name] = value.isoformat()
        elif value is not None and name in REFERENCES:
            values[name] = keys[REFERENCES[name]][str(value)]
    return values
