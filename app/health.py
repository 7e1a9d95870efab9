"""What supervisors and monitoring ask: alive, ready, and how many of what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlmodel import col

from app import migrations, models
from app.database import Database

router = APIRouter(tags=["Operation"])
GIVEN_UP_TOLD: Final = timedelta(days=1)


class Health(BaseModel):
    """`checks` names each thing that is looked at and how it is."""

    status: Literal["ok", "unavailable"]
    checks: dict[str, str] = {}


@router.get("/health/live", summary="Is the process alive")
async def live() -> Health:
    """Answers as long as the process can answer at all; it needs no thread, which may all be busy."""
    return Health(status="ok")


@router.get(
    "/health/ready",
    summary="Can it do its work",
    responses={503: {"model": Health, "description": "A check failed; `checks` says which"}},
)
def ready(request: Request, response: Response) -> Health:
    """Looks at the database, whether its migrations are those of this version, and the engine.

    It also names mail that is not delivered, which does not make the service less ready.
    """
    checks = {
        **_database(request.app.state.database),
        "engine": "ok" if request.app.state.starter.running else "not running",
    }
    healthy = all(state == "ok" for state in checks.values())
    if not healthy:
        response.status_code = 503
    checks["mail"] = _mail(request.app.state.database, datetime.now(UTC))
    return Health(status="ok" if healthy else "unavailable", checks=checks)


def _database(database: Database) -> dict[str, str]:
    try:
        migrated = migrations.are_done(database.engine)
    except sa.exc.SQLAlchemyError:
        return {"database": "unreachable", "migrations": "unknown"}
    return {"database": "ok", "migrations": "ok" if migrated else "run `migrate`"}


def _mail(database: Database, now: datetime) -> str:
    """How many mails wait, and how many were given up not long ago."""
    mail = models.Mail
    waiting = sa.select(sa.func.count(), sa.func.min(col(mail.created_at))).where(col(mail.state) == "queued")
    given_up = sa.select(sa.func.count()).where(
        col(mail.state) == "failed", col(mail.last_attempt_at) > now - GIVEN_UP_TOLD
    )
    try:
        with database.reading() as session:
            number, since = session.execute(waiting).one()
            lost = session.execute(given_up).scalar_one()
    except sa.exc.SQLAlchemyError:
        return "unknown"
    told = [f"{number} waiting since {since.isoformat(timespec='seconds')}"] if number else []
    told += [f"{lost} given up in the last day"] if lost else []
    return ", ".join(told) or "ok"


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
def metrics(request: Request) -> Response:
    """Counts by route, state and code; never an id or a person."""
    return Response(request.app.state.metrics.render(), media_type="text/plain; version=0.0.4")
