"""Bodies of API keys. Only `NewKey` ever holds the key itself, once."""

from __future__ import annotations

from datetime import datetime

from pydantic import ConfigDict, Field

from app.fields import Line, Reference
from app.security import Permission, Role
from app.web import Schema

SCOPE = "Leave out both lists to reach every employer, now and later"


class KeyCreate(Schema):
    """A new key: what it is for and how far it reaches."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Nightly check", "role": "operator", "permissions": []}]}
    )
    name: Line = Field(description="Who or what will use the key")
    role: Role = Field(
        description="admin sets up, operator starts runs and reads reports, reader reads records"
    )
    # An empty list would read as "nobody" and mean "everybody", so it is refused.
    employer_ids: list[Reference] | None = Field(
        default=None, min_length=1, max_length=1000, description=SCOPE
    )
    employer_group_ids: list[Reference] | None = Field(
        default=None, min_length=1, max_length=1000, description=SCOPE
    )
    permissions: list[Permission] = Field(
        default=[], description="What no role gives by itself: absence classifications, BSN"
    )


class Key(Schema):
    """A key as it may be shown: never the key itself."""

    id: str
    name: str
    role: Role
    permissions: list[Permission]
    all_employers: bool
    employer_ids: list[str]
    employer_group_ids: list[str]
    created_at: datetime
    revoked_at: datetime | None


class NewKey(Key):
    """The answer to the one who made it: the only time the key is shown."""

    key: str = Field(description="Keep it now: it cannot be shown again")
