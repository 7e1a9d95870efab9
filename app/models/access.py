"""Tables of who may call, and of what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from app.models.columns import ID, Row, json_list, moment, own_id


class ApiKey(Row, table=True):
    """A caller. The key itself is never stored: `secret_hash` finds it. Revoked, never removed."""

    __tablename__: ClassVar[str] = "api_keys"
    id: str = own_id("api_keys")
    name: str
    role: str
    secret_hash: str = Field(unique=True)
    permissions: list[str] = json_list()
    all_employers: bool
    created_at: datetime = moment()
    revoked_at: datetime | None = moment(nullable=True)


class ApiKeyEmployer(Row, table=True):
    """Part of the scope of a key that does not reach all employers."""

    __tablename__: ClassVar[str] = "api_key_employers"
    api_key_id: str = Field(foreign_key="api_keys.id", primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)


class ApiKeyGroup(Row, table=True):
    """A group in the scope of a key: its members of the moment."""

    __tablename__: ClassVar[str] = "api_key_groups"
    api_key_id: str = Field(foreign_key="api_keys.id", primary_key=True, sa_type=ID)
    employer_group_id: str = Field(foreign_key="employer_groups.id", primary_key=True, sa_type=ID)


class LoginSession(Row, table=True):
    """A browser that showed a key. It holds a token; `token_hash` finds it. Worth no more than the key."""

    __tablename__: ClassVar[str] = "sessions"
    id: str = own_id("sessions")
    api_key_id: str = Field(foreign_key="api_keys.id", sa_type=ID)
    token_hash: str = Field(unique=True)
    created_at: datetime = moment()
    expires_at: datetime = moment()


class IdempotencyKey(Row, table=True):
    """The answer once given under a caller's `Idempotency-Key`, given again for the same request."""

    __tablename__: ClassVar[str] = "idempotency_keys"
    api_key_id: str = Field(foreign_key="api_keys.id", primary_key=True, sa_type=ID)
    key: str = Field(primary_key=True)
    fingerprint: str
    status: int = 0
    headers: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON, nullable=False)
    body: str = ""
    created_at: datetime = moment()
