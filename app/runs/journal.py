"""The journal: a plan is stored as rows, and applied from those same rows in one transaction.

Protected values are encrypted in the journal exactly as in their record (bound to record and field), so
applying moves the ciphertext and opens nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.database import BATCH, insert_all
from app.hr.records import Entity
from app.runs.held import REFERENCES, column_name, is_date
from app.runs.plan import MARKED, PROTECTED, Operation, PlannedChange
from app.security import Cipher

CHANGES: Final = models.Change.metadata.tables["changes"]
#: A row of the journal as the database gives it: a plan may have tens of thousands.
StoredChange: TypeAlias = sa.Row[Any]


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
    """Store a plan as journal rows, in place of an unapplied one of the same run and employer."""
    session.execute(
        sa.delete(models.Change).where(
            col(models.Change.run_id) == run_id,
            col(models.Change.employer_id) == employer_id,
            col(models.Change.applied_at).is_(None),
        )
    )
    insert_all(
        session,
        models.Change,
        [
            {
                "run_id": run_id,
                "employer_id": employer_id,
                "entity": change.entity.value,
                "record_id": change.record_id,
                "source_key": change.source_key,
                "operation": change.operation.value,
                "fields": _sealed(change, cipher),
                "reason": change.reason,
                "base_hash": change.base_hash,
                "content_hash": change.content_hash,
                "applied_at": None,
            }
            for change in changes
        ],
    )


def _sealed(change: PlannedChange, cipher: Cipher) -> dict[str, list[Any]]:
    fields: dict[str, list[Any]] = {}
    for name, values in change.fields.items():
        if (change.entity, name) in PROTECTED:
            spot = place(change.record_id, name)
            fields[name] = [None if value is None else cipher.encrypt(str(value), spot) for value in values]
        else:
            fields[name] = list(values)
    return fields


def apply(session: Session, run_id: str, employer_id: str, now: datetime) -> bool:
    """Apply the stored plan of one employer; `False` if its base has moved, and then nothing is done.

    Everything is prepared before the first write. The caller's transaction holds rows and journal.
    """
    # Two configurations may import one employer: the second waits here until the first has committed.
    session.exec(select(models.Employer.id).where(models.Employer.id == employer_id).with_for_update())
    mine = sa.and_(CHANGES.c.run_id == run_id, CHANGES.c.employer_id == employer_id)
    by_entity: dict[Entity, list[StoredChange]] = defaultdict(list)
    for change in session.execute(sa.select(CHANGES).where(mine).order_by(CHANGES.c.id)):
        by_entity[Entity(change.entity)].append(change)
    if not by_entity:
        return True
    ids: dict[Entity, dict[str, str]] = {}
    for entity in Entity:
        bases = _bases(session, entity, employer_id)
        if any(_moved(change, bases.get(change.source_key)) for change in by_entity[entity]):
            return False
        ids[entity] = {key: base["id"] for key, base in bases.items()}
        ids[entity].update({change.source_key: change.record_id for change in by_entity[entity]})
    for entity in Entity:
        _write(session, entity, by_entity[entity], ids, now)
    session.execute(sa.update(CHANGES).where(mine).values(applied_at=now))
    return True


def _bases(session: Session, entity: Entity, employer_id: str) -> dict[str, sa.RowMapping]:
    """What a plan was made on, by source key: content, and whether withdrawn or marked as missing."""
    table = sa.inspect(models.IMPORTED[entity]).local_table
    names = ["source_key", "id", "content_hash", "withdrawn_at"]
    names += [MARKED] if MARKED in table.c else []
    rows = session.execute(
        sa.select(*(table.c[name] for name in names)).where(table.c.employer_id == employer_id)
    )
    return {row["source_key"]: row for row in rows.mappings()}


def _moved(change: StoredChange, base: sa.RowMapping | None) -> bool:
    """Whether the record is not what the plan saw. Withdrawing and marking leave its content as it was."""
    if base is None or change.base_hash is None:
        return base is not None or change.base_hash is not None
    if (base["withdrawn_at"] is not None) != (change.operation == Operation.RESTORE):
        return True
    mark = base.get(MARKED)
    if change.operation == Operation.WITHDRAW:
        remarked = mark is None
    else:
        remarked = mark != change.fields.get(MARKED, [None])[0]
    return remarked or bool(base["content_hash"] != change.base_hash)


def _write(
    session: Session,
    entity: Entity,
    changes: Iterable[StoredChange],
    ids: dict[Entity, dict[str, str]],
    now: datetime,
) -> None:
    model = models.IMPORTED[entity]
    table = sa.inspect(model).local_table
    created: list[dict[str, Any]] = []
    updated: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        row = {
            **_columns(entity, change, ids),
            "content_hash": change.content_hash,
            "run_id": change.run_id,
            "updated_at": now,
        }
        if change.operation == Operation.CREATE:
            blank = dict.fromkeys(table.c.keys())
            keys = {"id": change.record_id, "employer_id": change.employer_id}
            created.append({**blank, **keys, "source_key": change.source_key, **row})
            continue
        if change.operation in (Operation.WITHDRAW, Operation.RESTORE):
            row["withdrawn_at"] = now if change.operation == Operation.WITHDRAW else None
        updated[tuple(row)].append({"row_id": change.record_id, **row})
    insert_all(session, model, created)
    for names, rows in updated.items():
        statement = (
            sa.update(table)
            .where(table.c.id == sa.bindparam("row_id"))
            .values({name: sa.bindparam(name) for name in names})
        )
        for start in range(0, len(rows), BATCH):
            session.connection().execute(statement, rows[start : start + BATCH])


def _columns(entity: Entity, change: StoredChange, ids: dict[Entity, dict[str, str]]) -> dict[str, Any]:
    """The new values of a change, as the columns they are kept in."""
    columns: dict[str, Any] = {}
    for name, (_, value) in change.fields.items():
        kept: Any = value
        if value is not None and name in REFERENCES:
            kept = ids[REFERENCES[name]][value]
        elif value is not None and is_date(entity, name):
            kept = date.fromisoformat(value)
        columns[column_name(entity, name)] = kept
    return columns
