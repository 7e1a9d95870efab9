"""Scenarios 1, 2, 3 and 14 of `domain.md` §11: what an administrator sets up, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

from tests.nmbrs_control import Nmbrs
from tests.suite import Suite


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


def test_14_three_times_a_day_are_accepted_and_a_fourth_is_not(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    suite.set_up({company: "Bakkerij"})
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
