"""The journal: a plan is stored as rows, and applied from those same rows in one transaction.

Protected values are encrypted in the journal exactly as in their record (bound to record and field), so
applying moves the ciphertext and opens nothing. New records never leave the database: it makes them out
of their journal rows itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from pydantic_core import to_json
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session, col, select

from app import models
from app.database import BATCH, insert_plain
from app.hr.records import Entity
from app.runs.fields import FIELDS, MARKED, OF_EMPLOYEE, PROTECTED, REFERENCES
from app.runs.held import column_name, table_of
from app.runs.plan import Operation, PlannedChange
from app.security import Cipher

CHANGES: Final = models.Change.metadata.tables["changes"]
#: A row of the journal as the database gives it.
StoredChange: TypeAlias = sa.Row[Any]
_NEW: Final = 1  #: in `fields`: [old, new]
_PROTECTED_NAMES: Final = {
    entity: [name for name in names if (entity, name) in PROTECTED] for entity, names in FIELDS.items()
}


def place(record_id: str, name: str) -> str:
    """Where a protected value of a record belongs; it opens nowhere else."""
    return f"{record_id}:{name}"


def store(
    session: Session,
    run_id: str,
    employer_id: str,
    changes: Sequence[PlannedChange],
    cipher: Cipher,
) -> None:
    """Store a plan as journal rows, in place of an earlier one of the same run and employer.

    Whether it was applied says the state of the employer in the run; an applied one is never stored again.
    """
    session.execute(
        sa.delete(models.Change).where(
            col(models.Change.run_id) == run_id,
            col(models.Change.employer_id) == employer_id,
        )
    )
    columns = (
        "run_id", "employer_id", "entity", "record_id", "source_key", "operation", "fields", "reason",
        "base_hash", "content_hash",
    )  # fmt: skip
    rows = (
        (
            run_id, employer_id, str(change.entity), change.record_id, change.source_key,
            str(change.operation), to_json(_sealed(change, cipher)).decode(), change.reason,
            change.base_hash, change.content_hash,
        )
        for change in changes
    )  # fmt: skip
    insert_plain(session, models.Change, columns, rows)


def _sealed(change: PlannedChange, cipher: Cipher) -> dict[str, Any]:
    """The fields of a change, with protected values encrypted."""
    fields: dict[str, Any] = change.fields
    for name in _PROTECTED_NAMES[change.entity]:
        if name in fields:
            spot, values = place(change.record_id, name), fields[name]
            sealed = [None if value is None else cipher.encrypt(str(value), spot) for value in values]
            fields = {**fields, name: sealed}
    return fields


def apply(session: Session, run_id: str, employer_id: str, now: datetime) -> bool:
    """Apply the stored plan of one employer; `False` if its base has moved, and then nothing is done.

    The caller's transaction holds rows and journal.
    """
    # Two configurations may import one employer: the second waits here until the first has committed.
    session.exec(select(models.Employer.id).where(models.Employer.id == employer_id).with_for_update())
    mine = sa.and_(CHANGES.c.run_id == run_id, CHANGES.c.employer_id == employer_id)
    found = set(session.execute(sa.select(CHANGES.c.entity).where(mine).distinct()).scalars())
    changed = [entity for entity in Entity if entity.value in found]
    if any(_moved(session, entity, mine) for entity in changed):
        return False
    for entity in changed:
        _create(session, entity, mine, now)
        _update(session, entity, mine, employer_id, now)
    return True


def _moved(session: Session, entity: Entity, mine: sa.ColumnElement[bool]) -> bool:
    """Whether any record is not what the plan saw. Withdrawing and marking leave its content as it was."""
    table, is_new = table_of(entity), CHANGES.c.base_hash.is_(None)
    same = [
        table.c.content_hash == CHANGES.c.base_hash,
        table.c.withdrawn_at.is_not(None) == (CHANGES.c.operation == Operation.RESTORE.value),
    ]
    if entity in OF_EMPLOYEE:
        marked = CHANGES.c.fields[(MARKED, 0)].as_string()
        same.append(table.c[MARKED].is_not_distinct_from(marked))
    stands = sa.and_(table.c.id.is_not(None), *same)
    at = sa.and_(table.c.employer_id == CHANGES.c.employer_id, table.c.source_key == CHANGES.c.source_key)
    moved = (
        sa.select(CHANGES.c.id)
        .select_from(CHANGES.outerjoin(table, at))
        .where(mine, CHANGES.c.entity == entity.value)
        .where(sa.case((is_new, table.c.id.is_(None)), else_=stands).is_not(sa.true()))
    )
    return session.execute(moved.limit(1)).first() is not None


def _create(session: Session, entity: Entity, mine: sa.ColumnElement[bool], now: datetime) -> None:
    """Make the new records out of their journal rows."""
    table, dialect = table_of(entity), session.get_bind().dialect.name
    wanted = sa.and_(mine, CHANGES.c.entity == entity.value, CHANGES.c.operation == Operation.CREATE.value)
    new = _parsed(wanted) if dialect == "postgresql" else sa.select(CHANGES).where(wanted).subquery()
    columns: dict[str, sa.ColumnElement[Any]] = {
        "id": new.c.record_id,
        "employer_id": new.c.employer_id,
        "source_key": new.c.source_key,
        "content_hash": new.c.content_hash,
        "run_id": new.c.run_id,
        "updated_at": sa.literal(now, table.c.updated_at.type),
    }
    source: sa.FromClause = new
    for name in FIELDS[entity]:
        column = column_name(entity, name)
        value = new.c.fields[(name, _NEW)]
        if name in REFERENCES:
            other = table_of(REFERENCES[name]).alias()
            at = sa.and_(other.c.employer_id == new.c.employer_id, other.c.source_key == value.as_string())
            source = source.outerjoin(other, at)
            columns[column] = other.c.id
        else:
            columns[column] = _typed(value, table.c[column].type, dialect)
    rows = sa.select(*columns.values()).select_from(source).order_by(new.c.id)
    session.execute(sa.insert(table).from_select(list(columns), rows, include_defaults=False))


def _parsed(wanted: sa.ColumnElement[bool]) -> sa.CTE:
    """Journal rows with their fields parsed once; PostgreSQL would parse them anew for every value."""
    columns = [column for column in CHANGES.c if column.name != "fields"]
    fields = sa.cast(CHANGES.c.fields, JSONB).label("fields")
    return sa.select(*columns, fields).where(wanted).cte("new").prefix_with("MATERIALIZED")


def _typed(value: Any, kind: sa.types.TypeEngine[Any], dialect: str) -> sa.ColumnElement[Any]:
    """A value of a journal row as its column keeps it."""
    if isinstance(kind, sa.JSON):
        return sa.type_coerce(value, kind)
    if isinstance(kind, sa.Boolean):
        return value.as_boolean()  # type: ignore[no-any-return]
    text = value.as_string()
    if isinstance(kind, sa.Date) and dialect != "sqlite":  # which keeps a day as this same text
        return sa.cast(text, sa.Date)
    return text  # type: ignore[no-any-return]


def _update(
    session: Session, entity: Entity, mine: sa.ColumnElement[bool], employer_id: str, now: datetime
) -> None:
    """Change the records that are there already; the same columns of several of them at once."""
    table = table_of(entity)
    wanted = sa.and_(mine, CHANGES.c.entity == entity.value, CHANGES.c.operation != Operation.CREATE.value)
    changes = session.execute(sa.select(CHANGES).where(wanted).order_by(CHANGES.c.id)).all()
    ids = _referred(session, changes, employer_id)
    updated: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        row = {"content_hash": change.content_hash, "run_id": change.run_id, "updated_at": now}
        row |= _columns(entity, change, ids)
        if change.operation in (Operation.WITHDRAW, Operation.RESTORE):
            row["withdrawn_at"] = now if change.operation == Operation.WITHDRAW else None
        updated[tuple(row)].append({"row_id": change.record_id, **row})
    for names, rows in updated.items():
        statement = (
            sa.update(table)
            .where(table.c.id == sa.bindparam("row_id"))
            .values({name: sa.bindparam(name) for name in names})
        )
        for start in range(0, len(rows), BATCH):
            session.connection().execute(statement, rows[start : start + BATCH])


def _referred(
    session: Session, changes: Iterable[StoredChange], employer_id: str
) -> dict[Entity, dict[str, str]]:
    """The ids of the records that changes refer to by source key."""
    named: dict[Entity, set[str]] = defaultdict(set)
    for change in changes:
        for name, (_, value) in change.fields.items():
            if name in REFERENCES and value is not None:
                named[REFERENCES[name]].add(value)
    return {entity: dict(_ids(session, entity, employer_id, keys)) for entity, keys in named.items()}


def _ids(
    session: Session, entity: Entity, employer_id: str, keys: Iterable[str]
) -> Iterator[tuple[str, str]]:
    table, ordered = table_of(entity), sorted(keys)
    asked = sa.select(table.c.source_key, table.c.id).where(table.c.employer_id == employer_id)
    for start in range(0, len(ordered), BATCH):
        some = asked.where(table.c.source_key.in_(ordered[start : start + BATCH]))
        yield from ((row.source_key, row.id) for row in session.execute(some))


def _columns(entity: Entity, change: StoredChange, ids: dict[Entity, dict[str, str]]) -> dict[str, Any]:
    """The new values of a change, as the columns they are kept in."""
    columns: dict[str, Any] = {}
    table = table_of(entity)
    for name, (_, value) in change.fields.items():
        column = column_name(entity, name)
        kept: Any = value
        if value is not None and name in REFERENCES:
            kept = ids[REFERENCES[name]][value]
        elif value is not None and isinstance(table.c[column].type, sa.Date):
            kept = date.fromisoformat(value)
        elif value is not None and isinstance(table.c[column].type, models.DecimalText):
            kept = Decimal(value)
        columns[column] = kept
    return columns
