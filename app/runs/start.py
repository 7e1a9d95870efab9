"""Making a run: what must be true before one may start, and the row its workflow begins from."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from app import models, scopes
from app.errors import Conflict
from app.runs import repository
from app.runs.states import Mode, RunStatus
from app.security import Caller
from app.writing import refuse_duplicate


def create(session: Session, caller: Caller, configuration_id: str, mode: Mode, now: datetime) -> models.Run:
    """A queued run of a configuration the caller may see. One at a time per configuration.

    The row must be committed before its workflow is started: a workflow without a row does nothing,
    a row without a workflow is started by the next sweep.
    """
    configuration = scopes.get_configuration(session, caller, configuration_id, lock=True)
    # Shared: archiving the account waits for this, or this for it.
    account = session.get_one(models.Account, configuration.account_id, with_for_update={"read": True})
    if configuration.archived_at:
        raise Conflict("CONFIGURATION_ARCHIVED")
    if account.archived_at:
        raise Conflict("ACCOUNT_ARCHIVED")
    busy = repository.open_run(session, configuration.id)
    if busy is not None:
        raise Conflict("RUN_OPEN", run_id=busy.id)
    run = models.Run(
        configuration_id=configuration.id,
        account_id=account.id,
        option=configuration.option,
        mode=mode,
        status=RunStatus.QUEUED,
        requested_by=caller.key_id,
        created_at=now,
    )
    with refuse_duplicate(session, Conflict("RUN_OPEN", run_id="")):
        session.add(run)
    return run
