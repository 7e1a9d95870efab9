"""Numbered ids for the demo, whose objects the contract has as examples."""

from __future__ import annotations

from functools import partial

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from app import models
from app.database import Database


def begin(seed: str, database: Database) -> None:
    """From now on new ids follow from `seed`. Give each process that runs at the same time another one."""
    models.number_ids(models.Numbered(seed, partial(_last, database)))


def _last(database: Database, kind: str) -> str | None:
    """The greatest id of a table. What was only previewed has no row, but its id is in the journal."""
    ids = [sa.select(sa.func.max(SQLModel.metadata.tables[kind].c.id).label("id"))]
    for entity, table in models.IMPORTED.items():
        if table.__tablename__ == kind:
            journal = select(sa.func.max(col(models.Change.record_id)))
            ids.append(journal.where(models.Change.entity == entity))
    with database.reading() as session:
        last: str | None = session.scalar(sa.select(sa.func.max(sa.union_all(*ids).subquery().c.id)))
        return last
