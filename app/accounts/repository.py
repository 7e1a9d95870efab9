"""All SQL of accounts; that of employer codes is in `codes.py`. Takes a session, never commits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models, scopes
from app.accounts.schemas import Account, Authorization
from app.errors import Conflict
from app.security import Caller
from app.web import Paging
from app.writing import refuse_duplicate


def refuse_same_login(session: Session) -> AbstractContextManager[None]:
    """Flush what the block wrote, unless the same login was stored in the same moment."""
    return refuse_duplicate(session, Conflict("ACCOUNT_EXISTS", account_id="-"))


def add(session: Session, row: models.Account) -> None:
    """Store a new account."""
    with refuse_same_login(session):
        session.add(row)


def page(
    session: Session, caller: Caller, paging: Paging, *, include_archived: bool
) -> tuple[Sequence[models.Account], str | None]:
    """The accounts inside the caller's scope, oldest first."""
    statement = sa.select(models.Account).where(scopes.accounts_within(caller))
    if not include_archived:
        statement = statement.where(col(models.Account.archived_at).is_(None))
    return paging.page(session, statement, col(models.Account.id))


def refuse_second(session: Session, caller: Caller, domain: str, username: str, besides: str = "") -> None:
    """One login belongs to one account in use; the other is named only to who may see it."""
    other = session.exec(
        select(models.Account).where(
            col(models.Account.archived_at).is_(None),
            models.Account.domain == domain,
            sa.func.lower(models.Account.username) == username.lower(),
            models.Account.id != besides,
        )
    ).first()
    if other is not None:
        visible = scopes.account_visible(session, caller, other)
        raise Conflict("ACCOUNT_EXISTS", account_id=other.id if visible else "-")


def refuse_open_run(session: Session, runs: sa.ColumnElement[bool]) -> None:
    """Refuse while one of these runs is queued or running."""
    still = select(models.Run.id).where(runs, col(models.Run.status).in_(("queued", "running")))
    run_id = session.exec(still).first()
    if run_id is not None:
        raise Conflict("RUN_OPEN", run_id=run_id)


def _last_activity(session: Session, ids: Collection[str]) -> dict[str, datetime]:
    run = models.Run
    moment = sa.func.coalesce(run.finished_at, run.started_at, run.created_at)
    newest = (
        select(run.account_id, sa.func.max(moment, type_=models.UtcDateTime()))
        .where(col(run.account_id).in_(ids))
        .group_by(col(run.account_id))
    )
    return dict(session.exec(newest).all())


def shown(session: Session, rows: Sequence[models.Account]) -> list[Account]:
    """The accounts as callers see them."""
    activity = _last_activity(session, [row.id for row in rows])
    kept = set(Account.model_fields) & set(models.Account.model_fields)
    return [
        Account(
            **row.model_dump(include=kept),
            token_set=True,
            authorization=authorization(row),
            state="needs_attention" if row.attention_code else "ok",
            last_activity_at=activity.get(row.id),
        )
        for row in rows
    ]


def authorization(row: models.Account) -> Authorization:
    """Which employers the account may touch, as it was given."""
    return Authorization.model_validate(row)
