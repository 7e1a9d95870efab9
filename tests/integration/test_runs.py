"""Runs through the HTTP API: what starts one, previews it, cancels it and looks at it.

One employer is imported after the other here, so that a test can act between two of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import SQLModel

from app.database import Database
from app.settings import Settings
from tests.integration.small_employer import counted, employer_statuses
from tests.nmbrs_control import Nmbrs
from tests.suite import OPEN, Suite

Json = dict[str, Any]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"employers_at_once": 1})


def _wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def _ended(suite: Suite, run: Json) -> Json:
    """The run, when it has ended."""
    _wait_until(lambda: suite.ask("GET", f"/runs/{run['id']}")["status"] not in OPEN)
    told: Json = suite.ask("GET", f"/runs/{run['id']}")
    return told


def _tables(database: Database) -> dict[str, list[str]]:
    """Everything in every table of ours."""
    with database.reading() as session:
        return {
            table.name: sorted(str(tuple(row)) for row in session.execute(sa.select(table)))
            for table in SQLModel.metadata.sorted_tables
        }


# --- starting -------------------------------------------------------------------------------------


def test_a_run_while_one_is_open_is_refused_and_names_the_open_one(
    nmbrs: Nmbrs, suite: Suite, bakery: int
) -> None:
    suite.set_up({bakery: "Bakkerij"})
    nmbrs.fault("delay", operation="List_GetAll", seconds=0.5)
    first = suite.start()

    path = f"/configurations/{suite.configuration_id}/runs"
    refused = suite.ask("POST", path, status=409, json={"mode": "preview"})

    assert (refused["code"], refused["run_id"]) == ("RUN_OPEN", first["id"])
    assert first["id"] in refused["detail"]
    assert _ended(suite, first)["status"] == "succeeded"
    assert suite.run()["status"] == "succeeded"


@pytest.mark.parametrize("what", ["configuration", "account"])
def test_nothing_archived_runs(suite: Suite, bakery: int, what: str) -> None:
    suite.set_up({bakery: "Bakkerij"})
    path = {
        "configuration": f"/configurations/{suite.configuration_id}",
        "account": f"/accounts/{suite.account_id}",
    }[what]
    suite.ask("POST", f"{path}/archive", headers={"If-Match": '"1"'})

    refused = suite.ask("POST", f"/configurations/{suite.configuration_id}/runs", status=409, json={})

    assert refused["code"] == f"{what.upper()}_ARCHIVED"
    assert suite.all("/runs") == []


def test_a_caller_who_prefers_to_wait_gets_the_outcome_and_another_gets_the_address_at_once(
    nmbrs: Nmbrs, suite: Suite, bakery: int
) -> None:
    suite.set_up({bakery: "Bakkerij"})
    nmbrs.fault("delay", operation="List_GetAll", after=1, times=1, seconds=1.3)

    def trigger(prefer: str) -> Any:
        path = f"/v1/configurations/{suite.configuration_id}/runs"
        return suite.client.post(path, json={}, headers={**suite.headers, "Prefer": prefer})

    at_once = trigger("respond-async")
    _ended(suite, at_once.json())
    impatient = trigger("wait=1")
    _ended(suite, impatient.json())
    patient = trigger("respond-async, wait=30")

    assert [each.status_code for each in (at_once, impatient, patient)] == [202] * 3
    assert [each.json()["status"] for each in (at_once, impatient, patient)] == [
        "queued", "running", "succeeded",
    ]  # fmt: skip
    applied = [each.headers.get("Preference-Applied") for each in (at_once, impatient, patient)]
    assert applied == [None, "wait=1", "wait=30"]
    assert at_once.headers["Location"] == f"/v1/runs/{at_once.json()['id']}"


def test_who_follows_a_run_may_wait_for_its_outcome_too(nmbrs: Nmbrs, suite: Suite, bakery: int) -> None:
    suite.set_up({bakery: "Bakkerij"})
    nmbrs.fault("delay", operation="List_GetAll", times=1, seconds=1.3)
    path = f"/v1/runs/{suite.start()['id']}"

    def follow(prefer: str) -> Any:
        return suite.client.get(path, headers={**suite.headers, "Prefer": prefer})

    answers = [follow(prefer) for prefer in ("wait=0", "wait=1", 'Handling=lenient, Wait="30"', "wait=30")]

    assert [each.json()["status"] in OPEN for each in answers] == [True, True, False, False]
    applied = [each.headers.get("Preference-Applied") for each in answers]
    assert applied == [None, "wait=1", "wait=30", "wait=30"]
    told = [each.json() for each in answers[2:]] + [suite.ask("GET", path.removeprefix("/v1"))]
    for each in told:
        del each["mail"]  # which goes on after the run
    assert told[0] == told[1] == told[2]
    assert answers[3].elapsed.total_seconds() < 1  # there is nothing left to wait for


def test_one_idempotency_key_starts_one_run(suite: Suite, bakery: int) -> None:
    suite.set_up({bakery: "Bakkerij"})
    path = f"/configurations/{suite.configuration_id}/runs"
    key = {"Idempotency-Key": "a", "Prefer": "wait=20"}

    first = suite.ask("POST", path, status=202, json={"mode": "apply"}, headers=key)
    again = suite.ask("POST", path, status=202, json={"mode": "apply"}, headers=key)
    other = suite.ask("POST", path, status=409, json={"mode": "preview"}, headers=key)

    assert again["id"] == first["id"]
    assert other["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert [run["id"] for run in suite.all("/runs")] == [first["id"]]


def test_a_repeated_trigger_under_one_key_is_answered_while_the_run_is_open(
    nmbrs: Nmbrs, suite: Suite, bakery: int
) -> None:
    suite.set_up({bakery: "Bakkerij"})
    nmbrs.fault("delay", operation="List_GetAll", seconds=0.5)
    path = f"/configurations/{suite.configuration_id}/runs"

    runs = [suite.ask("POST", path, status=202, json={}, headers={"Idempotency-Key": "a"}) for _ in "ab"]

    assert runs[0] == runs[1]
    _ended(suite, runs[0])


# --- previewing and cancelling --------------------------------------------------------------------


def test_a_preview_shows_the_plan_and_writes_no_record(suite: Suite, bakery: int) -> None:
    suite.set_up({bakery: "Bakkerij"})

    preview = suite.run(mode="preview")
    planned, state = suite.changes(preview), suite.state()
    applied = suite.run()

    assert preview["status"] == "previewed"
    assert not any(state.values())
    assert {each["applied_at"] for each in planned} == {None}
    assert None not in {each["applied_at"] for each in suite.changes(applied)}
    assert counted(applied, "created") == {
        "employer": 1, "departments": 1, "placements": 2, "employees": 2, "employments": 2, "absences": 1,
    }  # fmt: skip
    assert counted(preview, "created") == counted(applied, "created")

    def content(changes: list[Json]) -> list[str]:
        return sorted(str([each["entity"], each["source_key"], each["fields"]]) for each in changes)

    assert content(planned) == content(suite.changes(applied))


def test_a_cancelled_run_keeps_what_was_applied_and_leaves_the_other_employers_alone(
    nmbrs: Nmbrs, suite: Suite
) -> None:
    companies = {nmbrs.add_company(name): name for name in ("Bakkerij", "Kapper", "Slagerij")}
    for company in companies:
        nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    suite.set_up(companies)
    nmbrs.fault("delay", operation="Company_GetCurrentPeriod", after=1, seconds=0.5)
    run = suite.start()
    _wait_until(lambda: len(nmbrs.calls("Company_GetCurrentPeriod")) == 2)

    asked = suite.ask("POST", f"/runs/{run['id']}/cancel", status=202)
    ended = _ended(suite, run)

    assert asked["cancel_requested_at"] is not None
    assert ended["status"] == "cancelled"
    assert ended["progress"] == {"employers_total": 3, "employers_done": 3}
    assert sorted(employer_statuses(suite, run).values()) == ["applied", "cancelled", "cancelled"]
    [applied] = [each for each in suite.report(run)["employers"] if each["status"] == "applied"]
    [employee] = suite.all("/employees")
    assert employee["employer_id"] == applied["employer_id"]
    assert {each["employer_id"] for each in suite.changes(run)} == {applied["employer_id"]}
    assert len(nmbrs.calls("Company_GetCurrentPeriod")) == 2
    assert "RUN_CANCELLED" in suite.codes(run)
    nmbrs.lift_faults()
    assert suite.run()["status"] == "succeeded"
    assert len(suite.all("/employees")) == 3


def test_cancelling_a_run_that_has_ended_changes_nothing(suite: Suite, bakery: int) -> None:
    suite.set_up({bakery: "Bakkerij"})
    run = suite.run()

    asked = suite.ask("POST", f"/runs/{run['id']}/cancel", status=202)

    assert asked == run


# --- what is only looked at -----------------------------------------------------------------------


def test_metrics_count_runs_by_their_outcome(nmbrs: Nmbrs, suite: Suite, bakery: int) -> None:
    suite.set_up({bakery: "Bakkerij"})
    for mode in ("preview", "apply", "apply"):
        suite.run(mode=mode)
    nmbrs.set_user(token="ANOTHER-TOKEN")
    suite.run()

    told = suite.client.get("/metrics").text

    for outcome, number in {"previewed": 1, "succeeded": 2, "failed": 1}.items():
        assert f'runs_finished_total{{outcome="{outcome}"}} {number}.0' in told
    assert "runs_open 0.0" in told


def test_no_get_ever_writes(app: FastAPI, suite: Suite, database: Database, bakery: int) -> None:
    suite.set_up({bakery: "Bakkerij"})
    run = suite.run(suite.add_configuration("nmbrs_employer_codes"))
    run = suite.run()
    ids = {
        "employer_id": suite.employer_ids[bakery],
        "group_id": suite.all("/employer-groups")[0]["id"],
        "account_id": suite.account_id,
        "configuration_id": suite.configuration_id,
        "run_id": run["id"],
        "employee_id": suite.all("/employees")[0]["id"],
    }
    before = _tables(database)

    paths = [path for path, methods in app.openapi()["paths"].items() if "get" in methods]
    answers = {
        path: suite.client.get(path.format(**ids), headers=suite.headers).status_code
        for path in [*paths, "/docs", "/openapi.json", "/v1/runs/nothing", "/v1/nothing"]
    }

    unsuccessful = {path: status for path, status in answers.items() if status != 200}
    assert unsuccessful == {"/v1/runs/nothing": 404, "/v1/nothing": 404}
    assert len(paths) > 20
    assert _tables(database) == before
