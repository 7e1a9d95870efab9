"""The outcome of a run, which follows from its rows."""

from __future__ import annotations

from sqlmodel import Session

from app import models
from app.runs import report, repository
from app.runs.message import Level
from app.runs.states import DONE, EmployerStatus, Mode, RunStatus


def of(session: Session, run: models.Run) -> RunStatus:
    """What a run that has nothing left to do came to.

    Failed: nothing was done at all. Partially applied: a line of level 4 or an incomplete stream says
    what was not. Warnings: everything was done, but somebody should look.
    """
    rows = repository.employers(session, run.id)
    statuses = {row.status for row in rows}
    if run.cancel_requested_at and (not rows or EmployerStatus.CANCELLED in statuses):
        return RunStatus.CANCELLED
    if run.code is not None and not statuses.intersection(DONE):
        return RunStatus.FAILED
    discovery = run.option == "nmbrs_employer_codes"
    if not discovery and not statuses.intersection(DONE):
        return RunStatus.FAILED
    if run.mode == Mode.PREVIEW and not discovery:
        return RunStatus.PREVIEWED
    worst = max(repository.worst_level(session, run.id), report.worst_level(session, run))
    if worst >= Level.FAILURE or repository.has_gaps(session, run.id):
        return RunStatus.PARTIALLY_APPLIED
    return RunStatus.SUCCEEDED_WITH_WARNINGS if worst == Level.WARNING else RunStatus.SUCCEEDED
