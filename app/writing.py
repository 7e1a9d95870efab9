"""What changes share: partial bodies, versions, and duplicates that only the database can see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Final, Protocol

import sqlalchemy as sa
from fastapi import Depends, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from sqlmodel import Session

from app.errors import Conflict
from app.once import OnceDep
from app.web import IfMatch, NowDep, Schema, SessionDep, check_version, etag

DUPLICATE: Final = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
UNSENT: Final[Any] = None


class Patch(Schema):
    """A change of some fields. What is not sent stays as it is.

    Fields default to `UNSENT` without allowing null: it is refused except where the type names it.
    """

    def changes(self) -> dict[str, Any]:
        """The fields that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core_schema)
        for field in handler.resolve_ref_schema(schema).get("properties", {}).values():
            field.pop("default", None)
        return schema


class Versioned(Protocol):
    """A row whose version is its ETag."""

    version: int
    updated_at: datetime


def change(row: Versioned, values: Mapping[str, Any], now: datetime) -> bool:
    """Set what differs; only then the version moves. Returns whether it did."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        touch(row, now)
    return bool(changed)


def touch(row: Versioned, now: datetime) -> None:
    """Give the row its next version, for a change of what belongs to it."""
    row.version += 1
    row.updated_at = now


class New:
    """What a request that creates one row brings: session, clock, and its answer, given once."""

    def __init__(self, session: SessionDep, now: NowDep, once: OnceDep) -> None:
        self.session = session
        self.now = now
        self._once = once

    def answer(self, body: BaseModel, *, location: str, version: int | None = None) -> JSONResponse:
        """201 with the address of what was made, and its ETag if it has versions."""
        headers = {"Location": location} | ({"ETag": etag(version)} if version else {})
        return self._once.answer(body, status=201, headers=headers)


NewDep = Annotated[New, Depends(scope="function")]


class Edit:
    """What a request that changes one row brings: session, clock, and the version its sender has read."""

    def __init__(
        self, session: SessionDep, now: NowDep, response: Response, if_match: IfMatch = None
    ) -> None:
        self.session = session
        self.now = now
        self._if_match = if_match
        self._response = response

    def check(self, row: Versioned, *, required: bool = True) -> None:
        """Refuse a change of another version than the stored one."""
        check_version(row.version, self._if_match, required=required)

    def must_go_on(self, row: Versioned, *, settled: bool) -> bool:
        """Whether to make a change that may be asked for twice: the second time, the version has moved."""
        if not settled or self._if_match is None:
            self.check(row)
        return not settled

    def tag(self, row: Versioned) -> None:
        """Give the answer the ETag of what the row is now."""
        self._response.headers["ETag"] = etag(row.version)


EditDep = Annotated[Edit, Depends(scope="function")]


@contextmanager
def refuse_duplicate(session: Session, conflict: Conflict) -> Iterator[None]:
    """Flush what the block wrote; `conflict` if a row that nobody could see yet was there before it."""
    try:
        with session.begin_nested():
            yield
            session.flush()
    except sa.exc.IntegrityError as error:
        cause: Any = error.orig
        name = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
        if name not in DUPLICATE:
            raise
        raise conflict from None
