"""Routes of runs: start, follow, cancel, and see every change."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse
from sqlmodel import col, select

from app import contract, models, web
from app.fields import ConfigurationId, OfAccount, OfConfiguration, RunId
from app.once import OnceDep
from app.runs import repository, start, views, waiting
from app.runs.protocols import RunStarter
from app.runs.schemas import ChangeOut, RunCreate, RunOut
from app.runs.states import OPEN, RunStatus

router = APIRouter(tags=["6. Configurations and runs"])


def get_starter(request: Request) -> RunStarter:
    """The engine of this application."""
    starter: RunStarter = request.app.state.starter
    return starter


StarterDep = Annotated[RunStarter, Depends(get_starter)]


@router.post(
    "/configurations/{configuration_id}/runs",
    status_code=202,
    response_model=RunOut,
    responses=web.problems(400, 404, 409, 413) | contract.headers(202, "Location", "Preference-Applied"),
    summary="Run now",
)
def start_run(  # noqa: PLR0913  (each is a part of the request)
    caller: web.Operator,
    configuration_id: ConfigurationId,
    body: RunCreate,
    session: web.SessionDep,
    database: web.DatabaseDep,
    now: web.NowDep,
    once: OnceDep,
    starter: StarterDep,
    prefer: waiting.Prefer = None,
) -> JSONResponse:
    """Starts a run ("Nu uitvoeren", section 6.4), with or without a schedule.

    `preview` reads and plans everything and changes nothing. The answer is 202 at once, with the
    address of the run in `Location`; with `Prefer: wait=30` it comes when the run has ended, or after
    30 seconds. A configuration has one run at a time (409 names the open one).
    """
    shown = views.run(session, start.create(session, caller, configuration_id, body.mode, now))
    once.answer(shown, status=202, headers=waiting.location(shown))
    return waiting.Started(
        shown,
        start=partial(starter.start, shown.id),
        is_open=partial(views.is_open, database, shown.id),
        look=partial(views.look, database, shown.id),
        seconds=waiting.seconds_of(prefer),
    )


@router.get("/runs", responses=web.problems(422), summary="List runs")
def list_runs(
    caller: web.Operator,
    session: web.SessionDep,
    paging: web.PagingDep,
    account_id: OfAccount = None,
    configuration_id: OfConfiguration = None,
    status: Annotated[RunStatus | None, Query()] = None,
) -> web.Page[RunOut]:
    """Shows the runs your key reaches, newest first."""
    wanted = {"account_id": account_id, "configuration_id": configuration_id, "status": status}
    statement = select(models.Run).where(repository.within(caller))
    for name, value in wanted.items():
        if value is not None:
            statement = statement.where(getattr(models.Run, name) == value)
    rows, next_cursor = paging.page(session, statement, col(models.Run.id), newest_first=True)
    return web.Page(items=views.runs(session, rows), next_cursor=next_cursor)


@router.get(
    "/runs/{run_id}",
    response_model=RunOut,
    responses=web.problems(404) | contract.headers(200, "Preference-Applied"),
    summary="Follow a run",
)
def show_run(
    caller: web.Operator,
    run_id: RunId,
    session: web.SessionDep,
    database: web.DatabaseDep,
    prefer: waiting.Prefer = None,
) -> JSONResponse:
    """Shows how far a run is and what it did. `queued` and `running` are open; the others are outcomes.

    With `Prefer: wait=30` the answer comes when the run has ended, or after 30 seconds.
    """
    return waiting.Told(
        views.run(session, repository.get(session, caller, run_id)),
        is_open=partial(views.is_open, database, run_id),
        look=partial(views.look, database, run_id),
        seconds=waiting.seconds_of(prefer),
    )


@router.get("/runs/{run_id}/changes", responses=web.problems(404, 422), summary="See every change")
def list_changes(
    caller: web.Operator,
    run_id: RunId,
    session: web.SessionDep,
    cipher: web.CipherDep,
    paging: web.PagingDep,
) -> web.Page[ChangeOut]:
    """The journal of a run: what it changed (or, for a preview, would change), old and new value.

    With an operator's key the values of people are null. Classification and BSN are null unless your
    key has the permission to see them.
    """
    run = repository.get(session, caller, run_id)
    statement = select(models.Change).where(models.Change.run_id == run.id)
    rows, next_cursor = paging.page(session, statement, col(models.Change.id))
    applied = repository.applied_at(session, run.id)
    items = [views.change(row, applied.get(row.employer_id), caller, cipher) for row in rows]
    return web.Page(items=items, next_cursor=next_cursor)


@router.post(
    "/runs/{run_id}/cancel",
    status_code=202,
    responses=web.problems(404),
    summary="Cancel a run",
)
def cancel_run(caller: web.Operator, run_id: RunId, session: web.SessionDep, now: web.NowDep) -> RunOut:
    """Asks a run to stop. The employer being read stops at its next call; what was applied stays.

    A run that has ended is left as it is.
    """
    run = repository.get(session, caller, run_id, lock=True)
    if run.status in OPEN and run.cancel_requested_at is None:
        run.cancel_requested_at = now
        session.add(run)
        session.flush()
    return views.run(session, run)
