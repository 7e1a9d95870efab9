"""What every table shares: ids, times, names of constraints, and a `repr` that gives nothing away.

Times are aware and stored as UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.models.ids import new_id

ID = sa.String(36)

# Every constraint has a name on both databases: SQLite cannot change one that has none.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware datetime. SQLite forgets the zone, so it is put back as UTC; naive values are refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class DecimalText(sa.TypeDecorator[Decimal]):
    """A decimal as it is written: exact on both databases, and in the journal the same text."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Row(SQLModel):
    """What every table shares: a `repr` that gives nothing away."""

    def __repr_args__(self) -> Sequence[tuple[str | None, Any]]:
        return [("id", getattr(self, "id", None))]


def own_id(kind: str) -> Any:
    """The column with the id of a row; `kind` is its table."""
    return Field(default_factory=partial(new_id, kind), primary_key=True, sa_type=ID)


def moment(*, nullable: bool = False) -> Any:
    """A column with a time."""
    return Field(default=None if nullable else ..., sa_type=UtcDateTime, nullable=nullable)


def json_list() -> Any:
    """A column with a list, empty unless told."""
    return Field(default_factory=list, sa_type=sa.JSON, nullable=False)
