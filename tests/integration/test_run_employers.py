"""What one employer, stream or rejected token does to the others, and the code of a single employer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI

from app.database import Database
from app.settings import Settings
from tests.integration.by_hand import ByHand, without_engine
from tests.integration.small_employer import employer_statuses
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

Json = dict[str, Any]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"employers_at_once": 1})


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
    assert sorted(employer_statuses(by_hand, run).values()) == ["applied", "failed", "failed"]
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
