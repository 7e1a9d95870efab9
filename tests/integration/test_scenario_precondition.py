"""Scenario 4: who the suite already has is not imported a second time (R3-R5), and who is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.integration.by_hand import ByHand
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite


@dataclass
class Town:
    """Two companies of one account: a bakery with one employee, and a butcher with one."""

    bakery: int
    baker: int
    butcher: int
    employers: dict[int, str]


@pytest.fixture
def town(nmbrs: Nmbrs, suite: Suite) -> Town:
    return _set_up(nmbrs, suite)


def _set_up(nmbrs: Nmbrs, suite: Suite) -> Town:
    bakery, butcher = nmbrs.add_company("Bakkerij"), nmbrs.add_company("Slagerij")
    baker = nmbrs.hire(bakery, department_id=nmbrs.add_department(bakery, "Oven"))
    nmbrs.hire(butcher, department_id=nmbrs.add_department(butcher, "Toonbank"))
    nmbrs.report_sick(baker, date(2026, 1, 5))
    suite.set_up({bakery: "Bakkerij", butcher: "Slagerij"})
    return Town(bakery, baker, butcher, suite.employer_ids)


def _calls_about(nmbrs: Nmbrs, company: int, *people: int) -> list[str]:
    return [
        call["operation"]
        for call in nmbrs.calls()
        if call["company_id"] == company or call["employee_id"] in people
    ]


def _line(suite: Suite, run: dict[str, Any], code: str) -> dict[str, Any]:
    [line] = [line for line in suite.report(run)["lines"] if line["code"] == code]
    found: dict[str, Any] = line
    return found


def _imported(suite: Suite, employer_id: str) -> list[str]:
    return [row["source_key"] for row in suite.all("/employees", employer_id=employer_id)]


def test_04_an_employer_with_a_hand_made_employee_is_refused_until_he_is_linked(
    nmbrs: Nmbrs, suite: Suite, town: Town
) -> None:
    bakery = town.employers[town.bakery]
    suite.tell(bakery, {"made-by-hand": None})
    nmbrs.forget_calls()

    refused = suite.run()

    assert refused["status"] == "partially_applied"
    line = _line(suite, refused, "EMPLOYER_HAS_UNLINKED_EMPLOYEES")
    assert (line["level"], line["actor"], line["employer_id"]) == ("failure", "administrator", bakery)
    assert "zonder Nmbrs-id (1)" in line["message"]
    assert "/v1/employers/<id>/employees" in line["next_step"]
    assert _calls_about(nmbrs, town.bakery, town.baker) == []
    assert _imported(suite, bakery) == []
    assert len(_imported(suite, town.employers[town.butcher])) == 1
    states = {each["employer_id"]: each["status"] for each in suite.report(refused)["employers"]}
    assert states == {bakery: "failed", town.employers[town.butcher]: "applied"}

    suite.tell(bakery, {"made-by-hand": str(town.baker)})
    linked = suite.run()

    assert linked["status"] == "succeeded", suite.report(linked)
    assert _imported(suite, bakery) == [str(town.baker)]


def test_a_preview_of_an_employer_with_an_unlinked_employee_is_refused_as_well(
    nmbrs: Nmbrs, suite: Suite, town: Town
) -> None:
    suite.tell(town.employers[town.bakery], {"made-by-hand": None})
    nmbrs.forget_calls()

    run = suite.run(mode="preview")

    assert "EMPLOYER_HAS_UNLINKED_EMPLOYEES" in suite.codes(run, "failure")
    assert _calls_about(nmbrs, town.bakery, town.baker) == []


def test_the_refusal_is_told_in_the_language_of_the_account(suite: Suite, town: Town) -> None:
    suite.tell(town.employers[town.bakery], {"one": None, "two": None})
    path = f"/accounts/{suite.account_id}"
    suite.ask("PATCH", path, json={"culture": "en-GB"}, headers={"If-Match": "*"})

    line = _line(suite, suite.run(), "EMPLOYER_HAS_UNLINKED_EMPLOYEES")

    assert "employees without a Nmbrs id (2)" in line["message"]
    assert "remove them" in line["next_step"]


def test_a_run_with_only_refused_employers_fails(suite: Suite, town: Town) -> None:
    for employer in town.employers.values():
        suite.tell(employer, {"made-by-hand": None})

    assert suite.run()["status"] == "failed"
    assert suite.all("/employees") == []


def test_who_accepts_unlinked_employees_gets_the_import_until_there_is_a_new_one(
    suite: Suite, town: Town
) -> None:
    bakery = town.employers[town.bakery]
    suite.tell(bakery, {"made-by-hand": None})

    suite.ask("PATCH", f"/employers/{bakery}", json={"accepts_unlinked_employees": True})
    accepted = suite.run()
    suite.tell(bakery, {"made-by-hand-later": None})
    again = suite.run()

    assert accepted["status"] == "succeeded"
    assert _imported(suite, bakery) == [str(town.baker)]
    assert "EMPLOYER_HAS_UNLINKED_EMPLOYEES" in suite.codes(again, "failure")
    assert [row["withdrawn_at"] for row in suite.all("/employees")] == [None, None]


# --- told of while the run is under way


def test_an_employee_told_of_after_the_reading_stops_the_plan(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    town = _set_up(nmbrs, by_hand)
    bakery = town.employers[town.bakery]
    run = by_hand.queue()
    for employer in by_hand.steps.prepare(run)["employer_ids"]:
        by_hand.steps.read_and_plan(run, employer)

    by_hand.tell(bakery, {"made-by-hand": None})
    for employer in town.employers.values():
        by_hand.steps.apply(run, employer)
    by_hand.steps.finish(run)

    told = by_hand.ask("GET", f"/runs/{run}")
    assert told["status"] == "partially_applied"
    assert "EMPLOYER_HAS_UNLINKED_EMPLOYEES" in by_hand.codes(told, "failure")
    assert _imported(by_hand, bakery) == []


def test_a_repeated_step_says_the_refusal_once(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    town = _set_up(nmbrs, by_hand)
    by_hand.tell(town.employers[town.bakery], {"made-by-hand": None})

    run = by_hand.go(by_hand.queue(), times=2)

    assert by_hand.codes(run, "failure") == ["EMPLOYER_HAS_UNLINKED_EMPLOYEES"]


# --- left out


def _exclude(suite: Suite, *codes: int) -> None:
    body = {"settings": {"excluded_companies": [str(code) for code in codes]}}
    path = f"/configurations/{suite.configuration_id}"
    suite.ask("PATCH", path, json=body, headers={"If-Match": "*"})


def test_an_excluded_company_is_named_and_not_asked_for(nmbrs: Nmbrs, suite: Suite, town: Town) -> None:
    _exclude(suite, town.bakery)
    nmbrs.forget_calls()

    run = suite.run()

    assert run["status"] == "succeeded", suite.report(run)
    line = _line(suite, run, "EMPLOYER_EXCLUDED")
    assert (line["level"], line["employer_id"]) == ("notice", town.employers[town.bakery])
    assert str(town.bakery) in line["message"]
    assert _calls_about(nmbrs, town.bakery, town.baker) == []
    assert [each["employer_id"] for each in suite.report(run)["employers"]] == [town.employers[town.butcher]]


def test_what_was_imported_of_a_company_stays_when_it_is_excluded(
    nmbrs: Nmbrs, suite: Suite, town: Town
) -> None:
    suite.run()
    before = suite.state()
    nmbrs.change_employee(town.baker, last_name="Anders")
    _exclude(suite, town.bakery)

    run = suite.run()

    assert suite.changes(run) == []
    assert suite.state() == before


def test_an_excluded_company_that_nobody_knows_is_no_failure(nmbrs: Nmbrs, suite: Suite, town: Town) -> None:
    stranger = nmbrs.add_company("Kapper")
    _exclude(suite, stranger)

    run = suite.run()

    assert run["status"] == "succeeded", suite.report(run)
    assert _line(suite, run, "EMPLOYER_EXCLUDED")["employer_id"] is None


def test_an_excluded_company_that_is_not_delivered_is_not_missed(
    nmbrs: Nmbrs, suite: Suite, town: Town
) -> None:
    nmbrs.close_company(town.bakery)
    _exclude(suite, town.bakery)

    assert "EMPLOYER_NOT_DELIVERED" not in suite.codes(suite.run())


def test_an_excluded_company_never_becomes_an_employers_only_one(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    employer = suite.add_employer("Bakkerij")
    suite.add_account({"scope": "employer", "employer_id": employer})
    excluded = {"excluded_companies": [str(company)]}
    suite.configuration_id = suite.add_configuration(settings=excluded)

    run = suite.run()

    assert (run["status"], suite.codes(run, "failure")) == (
        "failed",
        ["EMPLOYER_WITHOUT_CODE", "NO_EMPLOYER"],
    )
    assert suite.ask("GET", f"/employers/{employer}")["employer_code"] is None
