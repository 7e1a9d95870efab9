"""All SQL of listing and revoking API keys; making one is in `issue.py`. Never commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.errors import Conflict, NotFound
from app.keys.schemas import Key
from app.security import Role
from app.web import Paging


def page(session: Session, paging: Paging) -> tuple[Sequence[models.ApiKey], str | None]:
    """Every key, revoked ones too, oldest first."""
    return paging.page(session, sa.select(models.ApiKey), col(models.ApiKey.id))


def revoke(session: Session, key_id: str, now: datetime) -> None:
    """Make a key worthless at once. The last key that can make keys stays.

    All such keys are locked together, so that two administrators cannot revoke each other.
    """
    key = models.ApiKey
    admins = session.exec(
        select(key)
        .where(key.role == Role.ADMIN, col(key.all_employers), col(key.revoked_at).is_(None))
        .order_by(col(key.id))
        .with_for_update()
    ).all()
    row = session.get(key, key_id)
    if row is None:
        raise NotFound("API_KEY_NOT_FOUND")
    if [each.id for each in admins] == [key_id]:
        raise Conflict("LAST_ADMIN_KEY")
    row.revoked_at = row.revoked_at or now


def shown(session: Session, rows: Sequence[models.ApiKey]) -> list[Key]:
    """The keys as they may be shown, with their scopes, in one query for each kind of scope."""
    ids = [row.id for row in rows]
    employers = _by_key(session, models.ApiKeyEmployer, models.ApiKeyEmployer.employer_id, ids)
    groups = _by_key(session, models.ApiKeyGroup, models.ApiKeyGroup.employer_group_id, ids)
    return [
        Key(
            **row.model_dump(exclude={"secret_hash"}),
            employer_ids=employers[row.id],
            employer_group_ids=groups[row.id],
        )
        for row in rows
    ]


def _by_key(session: Session, table: Any, column: Any, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    pairs = sa.select(table.api_key_id, column).where(table.api_key_id.in_(ids)).order_by(column)
    for key_id, scope_id in session.execute(pairs):
        found[key_id].append(scope_id)
    return found
