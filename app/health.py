"""What supervisors and monitoring ask: alive, ready, and how many of what."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app import migrations
from app.database import Database

router = APIRouter(tags=["Operation"])


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
    """Looks at the database, whether its migrations are those of this version, and the engine."""
    checks = {
        **_database(request.app.state.database),
        "engine": "ok" if request.app.state.starter.running else "not running",
    }
    healthy = all(state == "ok" for state in checks.values())
    if not healthy:
        response.status_code = 503
    return Health(status="ok" if healthy else "unavailable", checks=checks)


def _database(database: Database) -> dict[str, str]:
    try:
        migrated = migrations.are_done(database.engine)
    except sa.exc.SQLAlchemyError:
        return {"database": "unreachable", "migrations": "unknown"}
    return {"database": "ok", "migrations": "ok" if migrated else "run `migrate`"}


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
def metrics(request: Request) -> Response:
    """Counts by route, state and code; never an id or a person."""
    return Response(request.app.state.metrics.render(), media_type="text/plain; version=0.0.4")
