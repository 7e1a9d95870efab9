"""All SQL of configurations. Takes a session, never commits."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

import sqlalchemy as sa
from sqlmodel import Session, col

from app import models, scopes
from app.configurations.schemas import DISCOVERY, Configuration, NoSettings, Settings
from app.errors import Conflict
from app.security import Caller
from app.web import Paging
from app.writing import refuse_duplicate


def refuse_same_stream(session: Session, data_stream: str) -> AbstractContextManager[None]:
    """Flush what the block wrote, unless its account has a data stream of that name."""
    return refuse_duplicate(session, Conflict("DATA_STREAM_TAKEN", data_stream=data_stream))


def add(session: Session, row: models.Configuration) -> None:
    """Store a new configuration."""
    with refuse_same_stream(session, row.data_stream):
        session.add(row)


def page(
    session: Session, caller: Caller, paging: Paging, only: sa.ColumnElement[bool]
) -> tuple[Sequence[models.Configuration], str | None]:
    """The configurations inside the caller's scope to which `only` applies, oldest first."""
    statement = sa.select(models.Configuration).where(scopes.configurations_within(caller), only)
    return paging.page(session, statement, col(models.Configuration.id))


def wanted(*, include_archived: bool, account_id: str | None = None) -> sa.ColumnElement[bool]:
    """The condition for a list: of one account or of all, with what is out of use or without."""
    row = models.Configuration
    return sa.and_(
        sa.true() if account_id is None else col(row.account_id) == account_id,
        sa.true() if include_archived else col(row.archived_at).is_(None),
    )


def shown(row: models.Configuration) -> Configuration:
    """The configuration as callers see it."""
    discovery = row.option == DISCOVERY
    return Configuration(
        **row.model_dump(exclude={"version", "settings"}),
        configuration=row.option,
        settings=NoSettings() if discovery else Settings.model_validate(row.settings),
    )
