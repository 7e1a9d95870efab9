"""What we hold of one employer, as the plan compares it: read in bulk, one row per record."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session

from app import models
from app.hr.records import Entity
from app.runs.plan import MARKED, PROTECTED, Held, HeldRecords
from app.runs.wanted import FIELDS, Values

#: Values that name another record by its source key, and the record they name.
REFERENCES: Final = {"department_key": Entity.DEPARTMENT, "employee_key": Entity.EMPLOYEE}


@cache
def column_name(entity: Entity, name: str) -> str:
    """The column in which a value is kept: references by id, protected values encrypted."""
    if name in REFERENCES:
        return name.removesuffix("_key") + "_id"
    return f"{name}_encrypted" if (entity, name) in PROTECTED else name


@cache
def is_date(entity: Entity, name: str) -> bool:
    """Whether a value is kept as a date; in the journal and in plans it is text."""
    table = sa.inspect(models.IMPORTED[entity]).local_table
    return isinstance(table.c[column_name(entity, name)].type, sa.Date)


def load(session: Session, employer_id: str) -> HeldRecords:
    """Every record of an employer, withdrawn ones included, by entity and source key."""
    keys: dict[Entity, dict[str, str]] = {}
    found: dict[Entity, dict[str, Held]] = {}
    for entity in Entity:
        rows = session.execute(_select(entity, employer_id)).all()
        found[entity] = {row.source_key: _held(entity, row, keys) for row in rows}
        keys[entity] = {row.id: row.source_key for row in rows}
    return found


def _select(entity: Entity, employer_id: str) -> sa.Select[Any]:
    """A record's own columns by name, then those of its values in their order."""
    table = sa.inspect(models.IMPORTED[entity]).local_table
    own = [table.c[name] for name in ("source_key", "id", "content_hash", "withdrawn_at")]
    mark = table.c[MARKED] if MARKED in table.c else sa.null()
    values = [table.c[column_name(entity, name)] for name in FIELDS[entity]]
    return sa.select(*own, mark.label("mark"), *values).where(table.c.employer_id == employer_id)


def _held(entity: Entity, row: sa.Row[Any], keys: dict[Entity, dict[str, str]]) -> Held:
    names = FIELDS[entity]
    values: Values = dict(zip(names, row[-len(names) :], strict=True))
    for name, value in values.items():
        if isinstance(value, date):
            values[name] = value.isoformat()
        elif value is not None and name in REFERENCES:
            values[name] = keys[REFERENCES[name]][str(value)]
    if row.mark is not None:
        values[MARKED] = row.mark
    return Held(
        id=row.id,
        content_hash=row.content_hash,
        values=values,
        withdrawn=row.withdrawn_at is not None,
        marked=row.mark is not None,
    )
