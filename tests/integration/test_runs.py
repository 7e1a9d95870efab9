"""Runs through the HTTP API, and their steps one by one: what starts, stops, fails, and is left alone.

One employer is imported after the other here, so that a test can act between two of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import SQLModel

from app.database import Database
from app.settings import Settings
from tests.integration.by_hand import ByHand, without_engine
from tests.nmbrs_control import Nmbrs
from tests.suite import OPEN, Suite

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
JUNE = TODAY.replace(day=1) - timedelta(days=60)
Json = dict[str, Any]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"employers_at_once": 1})


@pytest.fixture
def bakery(nmbrs: Nmbrs) -> int:
    """A company with one department and two employees, one of them sick since June."""
    company = nmbrs.add_company("Bakkerij")
    department = nmbrs.add_department(company, "Winkel")
    nmbrs.hire(company, department_id=department)
    nmbrs.report_sick(nmbrs.hire(company, department_id=department), JUNE)
    return company


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


def _counted(run: Json, kind: str) -> dict[str, int]:
    return {stream: each[kind] for stream, each in run["counts"].items() if each[kind]}


def _employer_statuses(suite: Suite, run: Json) -> dict[str, str]:
    return {each["employer_code"]: each["status"] for each in suite.report(run)["employers"]}


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
    assert _counted(applied, "created") == {
        "departments": 1, "employees": 2, "employments": 2, "absences": 1,
    }  # fmt: skip
    assert _counted(preview, "created") == _counted(applied, "created")

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
    assert sorted(_employer_statuses(suite, run).values()) == ["applied", "cancelled", "cancelled"]
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


# --- what one employer or stream does to the others -----------------------------------------------


def test_an_employer_that_is_refused_leaves_the_others_applied(nmbrs: Nmbrs, suite: Suite) -> None:
    companies = {nmbrs.add_company(name): name for name in ("Bakkerij", "Kapper", "Slagerij")}
    for company in companies:
        nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    suite.set_up(companies)
    refused = list(companies)[1]
    nmbrs.fault("refuse_company", company_id=refused)

    run = suite.run()

    assert run["status"] == "partially_applied"
    assert {each["employer_id"] for each in suite.all("/employees")} == {
        suite.employer_ids[company] for company in companies if company != refused
    }
    failures = [line for line in suite.report(run)["lines"] if line["level"] == "failure"]
    assert {line["code"] for line in failures} == {"SOURCE_UNAUTHORISED"}
    assert {line["employer_id"] for line in failures} == {suite.employer_ids[refused]}


def test_an_employee_list_that_is_suddenly_empty_touches_nothing(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    state = by_hand.state()
    nmbrs.fault("empty", operation="List_GetByCompany")

    runs = [by_hand.run() for _ in range(2)]

    assert [run["status"] for run in runs] == ["partially_applied"] * 2
    for run in runs:
        assert set(by_hand.codes(run)) == {"SOURCE_SUDDENLY_EMPTY"}
        assert by_hand.changes(run) == []
    assert by_hand.state() == state
    nmbrs.lift_faults()
    assert by_hand.run()["status"] == "succeeded"
    assert by_hand.state() == state


# --- absence that is missing, and absence of long ago ---------------------------------------------


@pytest.fixture
def sick(nmbrs: Nmbrs, bakery: int) -> int:
    """Another sick employee: when his case alone is missing, absence is not suddenly empty."""
    employee = nmbrs.hire(bakery)
    nmbrs.report_sick(employee, JUNE)
    return employee


def _withhold(nmbrs: Nmbrs, employee_id: int) -> None:
    """Nmbrs says that this employee has no absence, until the faults are lifted."""
    nmbrs.fault("empty", operation="Absence_GetList", employee_id=employee_id)


def test_a_missing_case_is_marked_then_withdrawn_and_comes_back_under_its_old_id(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()

    def case() -> Json | None:
        return next((each for each in by_hand.all("/absences") if str(sick) in each["source_key"]), None)

    imported = case()
    _withhold(nmbrs, sick)
    first = by_hand.run()
    marked = case()
    second = by_hand.run()
    withdrawn = case()
    third = by_hand.run()
    nmbrs.lift_faults()
    fourth = by_hand.run()
    returned = case()

    assert imported
    assert marked
    assert returned
    assert (imported["pending_withdrawal"], marked["pending_withdrawal"], withdrawn) == (False, True, None)
    same = {name: value for name, value in returned.items() if name != "updated_at"}
    assert same == {name: value for name, value in imported.items() if name != "updated_at"}
    reasons = [
        [change["reason"] for change in by_hand.changes(run)] for run in (first, second, third, fourth)
    ]
    assert reasons == [["ABSENCE_NOT_DELIVERED"], ["ABSENCE_DELETED"], [], ["ABSENCE_RETURNED"]]
    assert [_counted(run, "pending") for run in (first, second)] == [{"absences": 1}, {}]
    assert [_counted(run, "withdrawn") for run in (first, second)] == [{}, {"absences": 1}]


def test_a_marked_case_that_is_delivered_again_is_no_longer_marked(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    _withhold(nmbrs, sick)
    by_hand.run()
    nmbrs.lift_faults()

    run = by_hand.run()

    assert "ABSENCE_RETURNED" in by_hand.codes(run)
    assert [case["pending_withdrawal"] for case in by_hand.all("/absences")] == [False, False]
    assert by_hand.changes(by_hand.run()) == []


def test_a_missing_case_is_kept_when_the_configuration_says_so(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"}, settings={"absence_delete_action": "ignore"})
    by_hand.run()
    cases = by_hand.all("/absences")
    _withhold(nmbrs, sick)

    runs = [by_hand.run() for _ in range(3)]

    assert ["ABSENCE_KEPT" in by_hand.codes(run) for run in runs] == [True] * 3
    assert [by_hand.changes(run) for run in runs] == [[]] * 3
    assert by_hand.all("/absences") == cases


def test_absence_that_ended_before_the_history_is_not_imported(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    company = nmbrs.add_company("Bakkerij")
    since = TODAY - timedelta(days=90)
    employee = nmbrs.hire(company, start_date=TODAY - timedelta(days=2000))
    nmbrs.report_sick(employee, since - timedelta(days=20), end=since - timedelta(days=1))
    inside = nmbrs.report_sick(employee, since - timedelta(days=40), end=since)
    running = nmbrs.report_sick(employee, since - timedelta(days=800))
    by_hand.set_up({company: "Bakkerij"}, settings={"history_from_date": since.isoformat()})

    by_hand.run()

    assert {case["source_key"] for case in by_hand.all("/absences")} == {
        f"{employee}/{dossier}" for dossier in (inside, running)
    }


def test_absence_that_is_older_than_the_months_of_history_is_not_imported(
    nmbrs: Nmbrs, by_hand: ByHand
) -> None:
    company = nmbrs.add_company("Bakkerij")
    employee = nmbrs.hire(company, start_date=TODAY - timedelta(days=2000))
    nmbrs.report_sick(employee, TODAY - timedelta(days=120), end=TODAY - timedelta(days=100))
    inside = nmbrs.report_sick(employee, TODAY - timedelta(days=120), end=TODAY - timedelta(days=50))
    by_hand.set_up({company: "Bakkerij"}, settings={"history_months": 2})

    by_hand.run()

    assert [case["source_key"] for case in by_hand.all("/absences")] == [f"{employee}/{inside}"]


def test_a_case_that_has_left_the_history_is_not_withdrawn(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    old = nmbrs.report_sick(nmbrs.hire(bakery), JUNE, end=JUNE + timedelta(days=3))
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    cases = by_hand.all("/absences")
    nmbrs.withdraw(old)
    body = {"settings": {"history_from_date": (JUNE + timedelta(days=4)).isoformat()}}
    path = f"/configurations/{by_hand.configuration_id}"
    by_hand.ask("PATCH", path, json=body, headers={"If-Match": '"1"'})

    runs = [by_hand.run() for _ in range(3)]

    assert [by_hand.changes(run) for run in runs] == [[]] * 3
    assert by_hand.all("/absences") == cases


# --- who is imported ------------------------------------------------------------------------------


def test_leavers_whom_we_do_not_know_are_not_imported_and_cost_no_call(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    long_gone = nmbrs.hire(
        bakery, employee_type="Former payroll", start_date=TODAY - timedelta(days=900),
        end_date=TODAY - timedelta(days=30),
    )  # fmt: skip
    strangers = [nmbrs.hire(bakery, employee_type=kind) for kind in ("Applicant", "External")]
    leaver = nmbrs.hire(bakery)
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    nmbrs.leave(leaver, TODAY - timedelta(days=1))
    nmbrs.forget_calls()

    run = by_hand.run()

    asked = {call["employee_id"] for call in nmbrs.calls() if call["employee_id"]}
    assert leaver in asked
    assert not asked & {long_gone, *strangers}
    imported = {each["source_key"] for each in by_hand.all("/employees")}
    assert str(leaver) in imported
    assert not imported & {str(each) for each in (long_gone, *strangers)}
    assert [change["reason"] for change in by_hand.changes(run)] == ["EMPLOYEE_LEFT"]
    assert _counted(run, "ended") == {"employments": 1}


# --- credentials ----------------------------------------------------------------------------------


def test_a_wrong_token_costs_one_call_and_no_more_until_it_is_changed(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    nmbrs.set_user(token="A-NEW-TOKEN")

    first, second = by_hand.run(), by_hand.run()

    assert len(nmbrs.calls()) == 1
    assert [(run["status"], run["code"]) for run in (first, second)] == [
        ("failed", "CREDENTIALS_REJECTED")
    ] * 2
    [line] = [line for line in by_hand.report(second)["lines"] if line["level"] == "failure"]
    assert (line["code"], line["actor"]) == ("CREDENTIALS_REJECTED", "customer")
    account = by_hand.ask("GET", f"/accounts/{by_hand.account_id}")
    assert (account["state"], account["attention_code"]) == ("needs_attention", "CREDENTIALS_REJECTED")

    path, headers = f"/accounts/{by_hand.account_id}", {"If-Match": '"1"'}
    changed = by_hand.ask("PATCH", path, json={"token": "A-NEW-TOKEN"}, headers=headers)

    assert changed["state"] == "ok"
    assert by_hand.run()["status"] == "succeeded"


def test_rejected_credentials_are_not_tried_again_after_a_restart(
    nmbrs: Nmbrs,
    by_hand: ByHand,
    bakery: int,
    app: FastAPI,
    settings: Settings,
    database: Database,
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    nmbrs.set_user(token="A-NEW-TOKEN")
    by_hand.run()
    nmbrs.forget_calls()

    with without_engine(app, settings, database, by_hand.headers) as restarted:
        run = replace(by_hand, steps=restarted.steps).run()

    assert (run["status"], run["code"], nmbrs.calls()) == ("failed", "CREDENTIALS_REJECTED", [])


def test_credentials_that_are_rejected_half_way_end_the_run_at_that_call(
    nmbrs: Nmbrs, by_hand: ByHand
) -> None:
    companies = {nmbrs.add_company(name): name for name in ("Bakkerij", "Kapper", "Slagerij")}
    for company in companies:
        nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    by_hand.set_up(companies)
    nmbrs.fault("reject", operation="PersonalInfo_GetCurrent", after=1)

    run = by_hand.run()

    assert nmbrs.calls()[-1]["operation"] == "PersonalInfo_GetCurrent"
    assert len(nmbrs.calls("PersonalInfo_GetCurrent")) == 2
    assert (run["status"], run["code"]) == ("partially_applied", "CREDENTIALS_REJECTED")
    assert sorted(_employer_statuses(by_hand, run).values()) == ["applied", "failed", "failed"]
    assert len(by_hand.all("/employees")) == 1
    assert by_hand.ask("GET", f"/accounts/{by_hand.account_id}")["state"] == "needs_attention"


# --- an account for one employer ------------------------------------------------------------------


def test_the_code_of_a_single_employer_is_recorded_by_an_import_and_not_by_a_preview(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    employer = by_hand.add_employer("Bakkerij")
    by_hand.link_classifications(employer)
    by_hand.add_account({"scope": "employer", "employer_id": employer})
    configuration = by_hand.add_configuration()

    preview = by_hand.run(configuration, mode="preview")
    code_after_preview = by_hand.ask("GET", f"/employers/{employer}")["employer_code"]
    run = by_hand.run(configuration)

    assert code_after_preview is None
    assert "EMPLOYER_CODE_ASSIGNED" not in by_hand.codes(preview)
    assert by_hand.ask("GET", f"/employers/{employer}")["employer_code"] == str(bakery)
    assert "EMPLOYER_CODE_ASSIGNED" in by_hand.codes(run)
    assert (run["status"], len(by_hand.all("/employees"))) == ("succeeded", 2)


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


# --- steps, one by one ----------------------------------------------------------------------------


def test_a_step_that_is_repeated_leaves_what_it_left_the_first_time(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    nmbrs.add_company("Onbekend")
    nmbrs.report_sick(nmbrs.hire(bakery), JUNE, dossier="Zwangerschapverlof")
    by_hand.set_up({bakery: "Bakkerij", 1: "Niet aangeleverd"})
    once, again = by_hand.queue(), by_hand.queue(by_hand.add_configuration(data_stream="b"))

    runs = [by_hand.go(once, times=1), by_hand.go(again, times=2)]

    lines = [
        sorted((line["code"], line["reference"]) for line in by_hand.report(run)["lines"]) for run in runs
    ]
    created = {"DEPT_CREATED", "EMPLOYEE_CREATED", "EMPLOYMENT_CREATED", "ABSENCE_CREATED"}
    assert [line for line in lines[0] if line[0] not in created] == lines[1]
    assert [run["status"] for run in runs] == ["partially_applied"] * 2
    assert _counted(runs[0], "created") == _counted(runs[1], "unchanged")
    assert by_hand.changes(runs[1]) == []


def test_the_steps_of_a_first_import_may_be_repeated(by_hand: ByHand, bakery: int) -> None:
    by_hand.set_up({bakery: "Bakkerij"})

    run = by_hand.go(by_hand.queue(), times=2)

    created = {"departments": 1, "employees": 2, "employments": 2, "absences": 1}
    assert run["status"] == "succeeded"
    assert _counted(run, "created") == created
    assert len(by_hand.changes(run)) == sum(created.values())
    assert sum(len(records) for records in by_hand.state().values()) == sum(created.values())


def test_a_repeated_step_that_finds_no_employer_says_so_once(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    nmbrs.add_company("Onbekend")
    employers = [by_hand.add_employer("Zonder code"), by_hand.add_employer("Weg", "777")]
    by_hand.add_account({"scope": "employer_group", "employer_group_id": by_hand.group("Groep", employers)})

    run = by_hand.go(by_hand.queue(by_hand.add_configuration()), times=2)

    assert by_hand.codes(run) == [
        "EMPLOYER_NOT_DELIVERED", "EMPLOYER_UNKNOWN", "EMPLOYER_WITHOUT_CODE", "NO_EMPLOYER",
    ]  # fmt: skip


def _planned_and_overtaken(by_hand: ByHand, employer_id: str, meanwhile: Callable[[], object]) -> Json:
    """Plan one run, do something, let the run of another configuration do its work, apply the first plan."""
    first, second = (by_hand.queue(by_hand.add_configuration(data_stream=name)) for name in "ab")
    by_hand.steps.prepare(first)
    by_hand.steps.read_and_plan(first, employer_id)
    meanwhile()
    assert by_hand.go(second)["status"] != "failed"
    by_hand.steps.apply(first, employer_id)
    by_hand.steps.finish(first)
    run: Json = by_hand.ask("GET", f"/runs/{first}")
    return run


def test_a_plan_whose_record_was_changed_by_another_run_is_not_applied(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    department = nmbrs.world()["companies"][0]["departments"][0]["id"]
    nmbrs.change_department(department, description="Voor")

    run = _planned_and_overtaken(
        by_hand,
        by_hand.employer_ids[bakery],
        lambda: nmbrs.change_department(department, description="Achter"),
    )

    assert run["status"] == "failed"
    assert "PLAN_STALE" in by_hand.codes(run)
    assert [each["code"] for each in by_hand.report(run)["employers"]] == ["PLAN_STALE"]
    assert [each["applied_at"] for each in by_hand.changes(run)] == [None]
    assert [each["name"] for each in by_hand.all("/departments")] == ["Achter"]
    assert _counted(run, "updated") == {}


def test_a_plan_to_create_what_another_run_created_meanwhile_is_not_applied(
    by_hand: ByHand, bakery: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})

    run = _planned_and_overtaken(by_hand, by_hand.employer_ids[bakery], lambda: None)

    assert "PLAN_STALE" in by_hand.codes(run)
    assert len(by_hand.all("/employees")) == 2


def test_a_planned_withdrawal_of_a_case_that_came_back_meanwhile_is_not_applied(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    _withhold(nmbrs, sick)
    by_hand.run()

    run = _planned_and_overtaken(by_hand, by_hand.employer_ids[bakery], nmbrs.lift_faults)

    assert [each["operation"] for each in by_hand.changes(run)] == ["withdraw"]
    assert [case["pending_withdrawal"] for case in by_hand.all("/absences")] == [False, False]
    assert "PLAN_STALE" in by_hand.codes(run)


def test_a_planned_return_of_a_case_that_was_withdrawn_meanwhile_is_not_applied(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    _withhold(nmbrs, sick)
    by_hand.run()
    nmbrs.lift_faults()

    run = _planned_and_overtaken(by_hand, by_hand.employer_ids[bakery], lambda: _withhold(nmbrs, sick))

    assert [each["operation"] for each in by_hand.changes(run)] == ["update"]
    assert len(by_hand.all("/absences")) == 1
    assert "PLAN_STALE" in by_hand.codes(run)
