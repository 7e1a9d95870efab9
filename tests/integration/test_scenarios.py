"""The acceptance scenarios of `domain.md` §11 that this part holds, each as a day of an administrator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
JUNE = TODAY.replace(day=1) - timedelta(days=60)


def _counts(run: dict[str, Any], kind: str) -> dict[str, int]:
    return {stream: each[kind] for stream, each in run["counts"].items()}


def _about_absence(suite: Suite) -> list[str]:
    """Run, and give the codes about absence in the report."""
    return [code for code in suite.codes(suite.run()) if code.startswith("ABSENCE")]


@pytest.fixture
def bakery(nmbrs: Nmbrs, suite: Suite) -> int:
    """One company, two departments, three employees, one of them fully sick; set up, not yet imported."""
    company = nmbrs.add_company("Bakkerij")
    shop = nmbrs.add_department(company, "Winkel")
    oven = nmbrs.add_department(company, "Oven")
    nmbrs.hire(company, department_id=shop)
    nmbrs.hire(company, department_id=oven)
    sick = nmbrs.hire(company, department_id=oven)
    nmbrs.report_sick(sick, JUNE)
    suite.set_up({company: "Bakkerij"})
    return company


def test_01_an_account_for_two_companies_needs_an_employer_group(suite: Suite) -> None:
    employer = suite.add_employer("Bakkerij")
    body = suite.account_body({"scope": "employer", "employer_id": employer}, authorised_employer_count=2)

    problem = suite.ask("POST", "/accounts", status=422, json=body)

    assert problem["code"] == "SCOPE_TOO_NARROW"
    assert "section 3, step 2" in problem["detail"]
    assert suite.all("/accounts") == []


def test_02_discovery_lists_each_company_and_changes_nothing(nmbrs: Nmbrs, suite: Suite) -> None:
    ids = [nmbrs.add_company(name) for name in ("Bakkerij", "Slagerij", "Kapper")]
    employers = [suite.add_employer(name) for name in ("Bakkerij", "Slagerij")]
    group = suite.group("Groep", employers)
    suite.add_account({"scope": "employer_group", "employer_group_id": group})
    discovery = suite.add_configuration("nmbrs_employer_codes")
    before = suite.all("/employers")

    first, second = suite.run(discovery), suite.run(discovery)

    assert (first["status"], second["status"]) == ("succeeded", "succeeded")
    lines = [
        [line["message"] for line in suite.report(run)["lines"] if line["level"] == "notice"]
        for run in (first, second)
    ]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 3
    assert all("nog niet bekend in Xpert Suite" in line for line in lines[0])
    found = suite.ask("GET", f"/accounts/{suite.account_id}/employer-codes")["items"]
    assert {item["nmbrs_id"] for item in found} == {str(each) for each in ids}
    assert {item["name"]: item["state"] for item in found} == {
        "Bakkerij": "known_name", "Slagerij": "known_name", "Kapper": "unknown",
    }  # fmt: skip
    assert suite.all("/employers") == before
    assert suite.changes(first) == []


def test_03_the_company_number_as_employer_code_imports_nothing(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij", number=777)
    nmbrs.hire(company)
    suite.set_up({777: "Bakkerij"})

    run = suite.run()

    assert run["status"] == "failed"
    assert "EMPLOYER_UNKNOWN" in suite.codes(run)
    assert suite.all("/employees") == []


def test_05_the_first_run_creates_everything_once(suite: Suite, bakery: int) -> None:
    first = suite.run()
    state = suite.state()
    second = suite.run()

    assert first["status"] == "succeeded", suite.report(first)
    assert _counts(first, "created") == {
        "departments": 2, "employees": 3, "employments": 3, "absences": 1,
    }  # fmt: skip
    [case] = state["absences"]
    assert (case["first_sick_day"], case["last_sick_day"]) == (JUNE.isoformat(), None)
    assert [period["percentage"] for period in case["periods"]] == [100]
    assert _counts(second, "unchanged") == _counts(first, "created")
    assert suite.changes(second) == []
    assert suite.state() == state


def test_06_partial_recovery_recovery_and_its_undoing_stay_one_case(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    dossier = nmbrs.report_sick(nmbrs.hire(company), JUNE)
    suite.set_up({company: "Bakkerij"})
    suite.run()
    [reported] = suite.all("/absences")

    nmbrs.recover_partly(dossier, JUNE + timedelta(days=10), 50)
    assert _about_absence(suite) == ["ABSENCE_UPDATED"]
    [partly] = suite.all("/absences")
    nmbrs.recover(dossier, JUNE + timedelta(days=20))
    assert _about_absence(suite) == ["ABSENCE_RECOVERED"]
    [recovered] = suite.all("/absences")
    nmbrs.reopen(dossier)
    assert _about_absence(suite) == ["ABSENCE_REOPENED"]
    [reopened] = suite.all("/absences")

    assert {case["id"] for case in (partly, recovered, reopened)} == {reported["id"]}
    assert [period["percentage"] for period in partly["periods"]] == [100, 50]
    assert partly["periods"][0]["last_day"] == (JUNE + timedelta(days=9)).isoformat()
    assert partly["last_sick_day"] is None
    assert recovered["last_sick_day"] == (JUNE + timedelta(days=20)).isoformat()
    assert reopened["last_sick_day"] is None


@pytest.mark.parametrize("days", [-7, 7])
def test_07_a_corrected_first_sick_day_changes_the_same_case(nmbrs: Nmbrs, suite: Suite, days: int) -> None:
    company = nmbrs.add_company("Bakkerij")
    nmbrs.report_sick(nmbrs.hire(company), JUNE)
    [row] = nmbrs.absences()
    suite.set_up({company: "Bakkerij"})
    suite.run()
    [before] = suite.all("/absences")
    corrected = JUNE + timedelta(days=days)

    nmbrs.change_absence(row["absence_id"], start=corrected)
    assert _about_absence(suite) == ["ABSENCE_UPDATED"]

    [after] = suite.all("/absences")
    assert (after["id"], after["first_sick_day"]) == (before["id"], corrected.isoformat())


@pytest.mark.parametrize("days", [-3, 3])
def test_07_a_corrected_recovery_changes_the_same_case(nmbrs: Nmbrs, suite: Suite, days: int) -> None:
    company = nmbrs.add_company("Bakkerij")
    nmbrs.report_sick(nmbrs.hire(company), JUNE, end=JUNE + timedelta(days=10))
    [row] = nmbrs.absences()
    suite.set_up({company: "Bakkerij"})
    suite.run()
    [before] = suite.all("/absences")
    corrected = JUNE + timedelta(days=10 + days)

    nmbrs.change_absence(row["absence_id"], end=corrected)
    assert _about_absence(suite) == ["ABSENCE_UPDATED"]

    [after] = suite.all("/absences")
    assert (after["id"], after["last_sick_day"]) == (before["id"], corrected.isoformat())


def test_09_one_unreadable_employee_leaves_only_his_own_cases_untouched(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    unreadable, readable = nmbrs.hire(company), nmbrs.hire(company)
    untouched = nmbrs.report_sick(unreadable, JUNE)
    changed = nmbrs.report_sick(readable, JUNE)
    suite.set_up({company: "Bakkerij"})
    suite.run()

    nmbrs.withdraw(untouched)
    nmbrs.recover(changed, JUNE + timedelta(days=5))
    nmbrs.fault("unknown", operation="Absence_GetList", employee_id=unreadable)
    runs = [suite.run() for _ in range(3)]

    assert [run["status"] for run in runs] == ["partially_applied"] * 3
    [line] = [line for line in suite.report(runs[0])["lines"] if line["level"] == "failure"]
    assert (line["code"], line["reference"]) == ("SOURCE_UNAVAILABLE", str(unreadable))
    ends = {case["source_key"]: case["last_sick_day"] for case in suite.all("/absences")}
    assert ends == {
        f"{unreadable}/{untouched}": None,
        f"{readable}/{changed}": (JUNE + timedelta(days=5)).isoformat(),
    }
    assert not any(case["pending_withdrawal"] for case in suite.all("/absences"))


def test_14_three_times_a_day_are_accepted_and_a_fourth_is_not(suite: Suite, bakery: int) -> None:
    times = ["06:00", "12:00", "18:00", "23:00"]
    path = f"/accounts/{suite.account_id}/configurations"
    body = {
        "data_stream": "Vier keer",
        "option": "nmbrs_employee",
        "mail_level": "all",
        "weekdays": ["monday"],
    }

    refused = suite.ask("POST", path, status=422, json={**body, "times": times})
    accepted = suite.ask("POST", path, status=201, json={**body, "times": times[:3]})

    assert "times" in str(refused["errors"])
    assert accepted["times"] == times[:3]
    assert suite.run()["status"] == "succeeded"  # the configuration of the bakery has no times at all


def test_22_a_revoked_permission_on_absence_keeps_every_case(nmbrs: Nmbrs, suite: Suite, bakery: int) -> None:
    suite.run()
    [case] = suite.all("/absences")
    nmbrs.deny("Absence_GetList")
    nmbrs.hire(bakery)

    runs = [suite.run() for _ in range(3)]

    assert [run["status"] for run in runs] == ["partially_applied"] * 3
    [line] = [line for line in suite.report(runs[0])["lines"] if line["level"] == "failure"]
    assert line["code"] == "SOURCE_UNAUTHORISED"
    assert "Absence_GetList" in line["message"]
    assert line["actor"] == "customer"
    assert len(suite.all("/employees")) == 4
    assert suite.all("/absences") == [case]
    states = {each["stream"]: each["state"] for each in suite.report(runs[0])["employers"][0]["streams"]}
    assert states == {
        "absences": "denied", "departments": "complete", "employees": "complete", "employments": "complete",
    }  # fmt: skip


def test_an_account_with_one_company_needs_no_discovery_and_keeps_to_that_company(
    nmbrs: Nmbrs, suite: Suite
) -> None:
    first = nmbrs.add_company("Bakkerij")
    nmbrs.hire(first, department_id=nmbrs.add_department(first, "Winkel"))
    employer = suite.add_employer("Bakkerij")
    suite.add_account({"scope": "employer", "employer_id": employer})
    suite.configuration_id = suite.add_configuration()

    preview = suite.run(mode="preview")
    code_after_preview = suite.ask("GET", f"/employers/{employer}")["employer_code"]
    applied = suite.run()
    nmbrs.close_company(first)
    nmbrs.hire(nmbrs.add_company("Slagerij"))
    other = suite.run()

    assert (preview["status"], preview["counts"]["employees"]["created"]) == ("previewed", 1)
    assert code_after_preview is None
    assert applied["status"] == "succeeded"
    assert suite.ask("GET", f"/employers/{employer}")["employer_code"] == str(first)
    assert other["status"] == "failed"
    assert [employee["withdrawn_at"] for employee in suite.all("/employees")] == [None]


def test_an_administrator_of_one_employer_cannot_give_it_the_code_of_another_company(
    suite: Suite, make_key: Callable[..., dict[str, str]]
) -> None:
    employer = suite.add_employer("Bakkerij")
    scoped = Suite(suite.client, make_key("admin", employers=[employer]))

    refused = scoped.ask("PATCH", f"/employers/{employer}", status=403, json={"employer_code": "54603"})
    renamed = scoped.ask("PATCH", f"/employers/{employer}", json={"name": "Bakkerij Zuid"})

    assert refused["code"] == "UNSCOPED_ADMIN_REQUIRED"
    assert (renamed["name"], renamed["employer_code"]) == ("Bakkerij Zuid", None)


def test_what_vanishes_from_the_lists_is_said_and_kept(nmbrs: Nmbrs, suite: Suite) -> None:
    bakery, butcher = nmbrs.add_company("Bakkerij"), nmbrs.add_company("Slagerij")
    gone = nmbrs.hire(bakery, department_id=nmbrs.add_department(bakery, "Winkel"))
    nmbrs.hire(bakery)
    for company in (bakery, butcher):
        suite.link_classifications(suite.add_employer(str(company), company))
    suite.add_account({"scope": "all_employers"})
    suite.configuration_id = suite.add_configuration()
    suite.run()

    nmbrs.close_company(butcher)
    nmbrs.remove_employee(gone)
    run = suite.run()

    codes = suite.codes(run)
    assert "EMPLOYER_NOT_DELIVERED" in codes
    assert "EMPLOYEE_NOT_DELIVERED" in codes
    assert suite.changes(run) == []
    assert len(suite.all("/employees")) == 2


def test_an_absence_that_ends_before_it_begins_is_refused(nmbrs: Nmbrs, suite: Suite, bakery: int) -> None:
    employee = nmbrs.hire(bakery)
    nmbrs.report_sick(employee, JUNE, end=JUNE)
    row = next(each for each in nmbrs.absences() if each["end"])
    nmbrs.change_absence(row["absence_id"], end=JUNE - timedelta(days=9))

    run = suite.run()

    assert "ABSENCE_INVALID" in suite.codes(run, "failure")
    assert [case["last_sick_day"] for case in suite.all("/absences")] == [None]
