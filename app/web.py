"""What every endpoint shares: session, caller, paging, ETags, and how a refusal is told.

The session commits before the response leaves (`scope="function"`): a client that has a 201 has it for
good. A GET never writes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, Generic, TypeVar

import sqlalchemy as sa
from fastapi import Depends, Header, Query, Request
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from app import problems as texts
from app.database import Database
from app.errors import (
    Invalid,
    NotAllowed,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
)
from app.hr.dutch_time import today
from app.security import Caller, Cipher, Role, authenticate

Item = TypeVar("Item")
SAFE: Final = ("GET", "HEAD")
bearer = HTTPBearer(auto_error=False, description="Your API key (`xn_…`), and nothing before it.")


class Schema(BaseModel):
    """A body of the API. Unknown fields are refused, and `repr` shows nothing but the type."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, hide_input_in_errors=True)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield from ()


class Page(Schema, Generic[Item]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[Item]
    next_cursor: str | None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """The name in the contract and in clients made from it, such as `AccountPage`."""
        return f"{params[0].__name__}Page"


class Problem(BaseModel):
    """An RFC 9457 problem. `code` is stable; `detail` is in the language of `Accept-Language`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: list[dict[str, str]] | None = None


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route that may answer with these problems; any may have a wrong parameter."""
    return {
        status: {"model": Problem, "content": {"application/problem+json": {}}}
        for status in (401, 403, 422, *statuses)
    }


def problem(
    request: Request,
    status: int,
    code: str,
    *,
    params: dict[str, str | int] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> JSONResponse:
    """An RFC 9457 answer in the caller's language. Of the request it repeats ids, codes and names only."""
    language = "nl" if request.headers.get("accept-language", "").lower().startswith("nl") else "en"
    body: dict[str, object] = {
        "type": f"urn:xpert-nmbrs:problem:{code.lower().replace('_', '-')}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "code": code,
        "detail": texts.text(code, language, params or {}),
        "request_id": getattr(request.state, "request_id", ""),
        **(params or {}),
    }
    if errors is not None:
        body["errors"] = errors
    headers = {"Content-Language": language}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, status_code=status, headers=headers, media_type="application/problem+json")


def get_database(request: Request) -> Database:
    """The database of this application."""
    database: Database = request.app.state.database
    return database


def get_cipher(request: Request) -> Cipher:
    """The keys for protected fields."""
    cipher: Cipher = request.app.state.cipher
    return cipher


async def get_turn(request: Request) -> AsyncIterator[None]:
    """Let writers that would block each other in the database wait here, where waiting holds no thread.

    A request uses a thread for its session and another for its endpoint: with all of them waiting for
    the database's lock or connections, its holders would find none left to go on in.
    """
    if request.method in SAFE:
        yield
        return
    async with request.app.state.turns:
        yield


def get_session(
    request: Request, _turn: Annotated[None, Depends(get_turn, scope="function")]
) -> Iterator[Session]:
    """One session per request: read-only for GET, else one transaction, committed at its end."""
    database = get_database(request)
    opened = database.reading if request.method in SAFE else database.transaction
    with opened() as session:
        yield session


def get_now() -> datetime:
    """The clock, at the edge."""
    return datetime.now(UTC)


def get_today(now: Annotated[datetime, Depends(get_now)]) -> date:
    """The day of the request."""
    return today(now)


def get_caller(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Caller:
    """The holder of the key in `Authorization: Bearer`."""
    if credentials is not None:
        with get_database(request).reading() as session:
            caller = authenticate(session, credentials.credentials)
        if caller is not None:
            return caller
    raise Unauthenticated("UNAUTHENTICATED")


def requires(*roles: Role) -> Callable[..., Caller]:
    """A dependency that lets only these roles through."""

    def check(caller: Annotated[Caller, Depends(get_caller)]) -> Caller:
        must_have(caller, roles)
        return caller

    return check


def must_have(caller: Caller, roles: Sequence[Role]) -> None:
    """Refuse a caller with another role than these."""
    if caller.role not in roles:
        raise NotAllowed("ROLE_NOT_ALLOWED", role=caller.role, needed=", ".join(roles))


DatabaseDep = Annotated[Database, Depends(get_database)]
CipherDep = Annotated[Cipher, Depends(get_cipher)]
SessionDep = Annotated[Session, Depends(get_session, scope="function")]
NowDep = Annotated[datetime, Depends(get_now)]
TodayDep = Annotated[date, Depends(get_today)]
AnyCaller = Annotated[Caller, Depends(get_caller)]
Admin = Annotated[Caller, Depends(requires(Role.ADMIN))]
Operator = Annotated[Caller, Depends(requires(Role.ADMIN, Role.OPERATOR))]
Reader = Annotated[Caller, Depends(requires(Role.ADMIN, Role.READER))]


# --- lists --------------------------------------------------------------------------------------


class Paging:
    """`limit` and `cursor` of a list, ordered by an id column (ids sort by age)."""

    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(max_length=200, description="`next_cursor` of a page")] = None,
    ) -> None:
        self.limit = limit
        self.after = _decode_cursor(cursor) if cursor else None

    def page(
        self,
        session: Session,
        statement: sa.Select[Any],
        column: Any,
        *,
        newest_first: bool = False,
    ) -> tuple[Sequence[Any], str | None]:
        """The rows of this page and the cursor of the next, or `None` after the last."""
        if self.after is not None:
            if type(self.after) is not column.type.python_type:  # of a list with other ids
                raise Invalid("CURSOR_INVALID", field="query.cursor")
            after = column < self.after if newest_first else column > self.after
            statement = statement.where(after)
        order = column.desc() if newest_first else column.asc()
        rows = session.scalars(statement.order_by(order).limit(self.limit + 1)).all()
        return self.cut(rows, lambda row: getattr(row, column.key))

    def cut(
        self, rows: Sequence[Item], place: Callable[[Item], str | int]
    ) -> tuple[Sequence[Item], str | None]:
        """The page out of rows of which there may be too many, and the cursor behind its last one."""
        shown = rows[: self.limit]
        return shown, _encode_cursor(place(shown[-1])) if len(rows) > self.limit else None


PagingDep = Annotated[Paging, Depends()]


def _encode_cursor(value: str | int) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _decode_cursor(cursor: str) -> str | int:
    try:
        value = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        value = None
    if isinstance(value, str) and value.isprintable():
        return value
    if type(value) is int and abs(value) < 2**63:
        return value
    raise Invalid("CURSOR_INVALID", field="query.cursor")


# --- versions -----------------------------------------------------------------------------------

IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag of the version you read")]


def etag(version: int) -> str:
    """The ETag of a version of one resource."""
    return f'"{version}"'


def check_version(version: int, if_match: str | None, *, required: bool = True) -> None:
    """Refuse a change made on another version than the stored one (428 without, 412 on another)."""
    if if_match is None:
        if required:
            raise PreconditionRequired("IF_MATCH_REQUIRED")
        return
    offered = {tag.strip() for tag in if_match.split(",")}
    if etag(version) not in offered and "*" not in offered:
        raise PreconditionFailed("VERSION_CHANGED")
