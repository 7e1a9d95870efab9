"""The engine's own promises: no committed run is lost, and none blocks its configuration for ever."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from dbos import DBOS
from fastapi import FastAPI
from sqlmodel import Session

from app import models
from app.database import Database
from tests.nmbrs_control import Nmbrs
from tests.suite import OPEN, Suite


def _committed(session: Session, suite: Suite, status: str) -> models.Run:
    """A run row as a request leaves it that dies before it enqueues the workflow."""
    run = models.Run(
        configuration_id=suite.configuration_id,
        account_id=suite.account_id,
        option="nmbrs_employee",
        mode="apply",
        status=status,
        created_at=datetime.now(UTC),
    )
    session.add(run)
    return run


def _outcome(suite: Suite, run_id: str) -> str:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        status: str = suite.ask("GET", f"/runs/{run_id}")["status"]
        if status not in OPEN:
            return status
        time.sleep(0.1)
    raise AssertionError("the run did not end")


def test_a_run_that_was_committed_and_never_enqueued_is_swept_up(
    app: FastAPI, database: Database, nmbrs: Nmbrs, suite: Suite
) -> None:
    company = nmbrs.add_company("Bakkerij")
    nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    suite.set_up({company: "Bakkerij"})
    with database.transaction() as session:
        run = _committed(session, suite, "queued")

    app.state.starter.sweep()

    assert _outcome(suite, run.id) == "succeeded"
    assert len(suite.all("/employees")) == 1


def test_a_run_whose_workflow_was_given_up_is_closed_and_frees_its_configuration(
    app: FastAPI, database: Database, nmbrs: Nmbrs, suite: Suite
) -> None:
    company = nmbrs.add_company("Bakkerij")
    nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    suite.set_up({company: "Bakkerij"})
    nmbrs.fault("delay", seconds=1)
    run = suite.start()
    DBOS.cancel_workflow(run["id"], cancel_children=True)

    app.state.starter.sweep()

    assert _outcome(suite, run["id"]) == "failed"
    nmbrs.lift_faults()
    assert suite.run()["status"] == "succeeded"
