"""Requests that may arrive twice: with an `Idempotency-Key` the first answer is given again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.dialects import postgresql, sqlite

from app import models
from app.errors import Conflict
from app.web import AnyCaller, NowDep, SessionDep


class Replayed(Exception):
    """The request was answered before under this Idempotency-Key: give that answer again."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


async def get_fingerprint(request: Request) -> str:
    """What makes two requests the same: method, path, and body to the byte."""
    body = await request.body()
    return hashlib.sha256(b"\n".join([request.method.encode(), request.url.path.encode(), body])).hexdigest()


class Once:
    """Answers a creating request, and with an `Idempotency-Key` remembers the answer.

    The key is claimed in the request's own transaction: both stand or neither does, so a request
    that failed may simply be sent again.
    """

    def __init__(
        self,
        session: SessionDep,
        caller: AnyCaller,
        now: NowDep,
        fingerprint: Annotated[str, Depends(get_fingerprint)],
        key: Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200)] = None,
    ) -> None:
        self._session = session
        self._key = (caller.key_id, key) if key else None
        if key:
            self._claim(caller.key_id, key, fingerprint, now)

    def _claim(self, caller_id: str, key: str, fingerprint: str, now: datetime) -> None:
        table = models.IdempotencyKey.__table__  # type: ignore[attr-defined]
        on_sqlite = self._session.get_bind().dialect.name == "sqlite"
        insert = sqlite.insert if on_sqlite else postgresql.insert
        claimed = self._session.execute(
            insert(table)
            .values(
                api_key_id=caller_id,
                key=key,
                fingerprint=fingerprint,
                status=0,
                headers={},
                body="",
                created_at=now,
            )
            .on_conflict_do_nothing()
            .returning(table.c.key)  # psycopg does not count inserted rows
        )
        if claimed.first():
            return
        stored = self._session.get(models.IdempotencyKey, (caller_id, key))
        if stored is None or stored.fingerprint != fingerprint:
            raise Conflict("IDEMPOTENCY_KEY_REUSED")
        raise Replayed(
            Response(
                stored.body,
                status_code=stored.status,
                media_type="application/json",
                headers={**stored.headers, "Idempotency-Replayed": "true"},
            )
        )

    def answer(
        self, body: BaseModel, *, status: int = 201, headers: dict[str, str] | None = None
    ) -> JSONResponse:
        """The response for `body`, remembered under the key if there is one."""
        response = JSONResponse(body.model_dump(mode="json"), status_code=status, headers=headers or {})
        if self._key:
            stored = self._session.get(models.IdempotencyKey, self._key)
            assert stored is not None, "claimed in this transaction"  # noqa: S101
            stored.status = status
            stored.headers = headers or {}
            stored.body = bytes(response.body).decode()
        return response


OnceDep = Annotated[Once, Depends(scope="function")]
