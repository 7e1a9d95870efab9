"""Logged-in browsers: who one belongs to, when it begins and ends. Never commits.

The browser has a random token of which we keep a hash. A session is looked up through its key, so it
ends with the key.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.security import Caller, hash_key, holder

#: A working day. It is not prolonged by use.
LIFETIME: Final = timedelta(hours=8)


def begin(session: Session, api_key_id: str, now: datetime) -> str:
    """A new session of this key; gives its token, which is never to be had again.

    Sessions whose time is over, of anybody, are removed on the way.
    """
    session.execute(sa.delete(models.LoginSession).where(col(models.LoginSession.expires_at) <= now))
    token = secrets.token_urlsafe(32)
    session.add(
        models.LoginSession(
            api_key_id=api_key_id, token_hash=hash_key(token), created_at=now, expires_at=now + LIFETIME
        )
    )
    return token


def end(session: Session, token: str) -> None:
    """Make a token worthless at once."""
    session.execute(
        sa.delete(models.LoginSession).where(col(models.LoginSession.token_hash) == hash_key(token))
    )


def caller(session: Session, token: str, now: datetime) -> Caller | None:
    """The holder of the key that began this session, with that key's reach of this moment."""
    return holder(
        session,
        select(models.ApiKey)
        .join(models.LoginSession, col(models.LoginSession.api_key_id) == models.ApiKey.id)
        .where(models.LoginSession.token_hash == hash_key(token), models.LoginSession.expires_at > now),
    )
