"""Checking an account says what to switch on or off at Nmbrs; what it learns decides how runs read."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from app.nmbrs import operations
from tests.integration.callers import Api
from tests.nmbrs_control import DOMAIN, TOKEN, USERNAME, Nmbrs
from tests.suite import Suite

LOGIN = {"username": USERNAME, "token": TOKEN, "domain": DOMAIN}
EVERYBODY = {"scope": "all_employers"}
EXTRA = [each.name for each in operations.EXTRA]
DEBTORS = "DebtorService/List_GetAll"
ABSENCES, PERSON, ADDRESSES = "Absence_GetList", "PersonalInfo_GetCurrent", "Address_GetListCurrent"


@pytest.fixture
def company(nmbrs: Nmbrs) -> int:
    """One company with one employee."""
    company = nmbrs.add_company("Bakkerij")
    nmbrs.add_department(company, "Productie")
    nmbrs.hire(company)
    return company


def add_account(api: Api, **fields: Any) -> str:
    body = {"name": "T", "report_recipients": ["beheer@testbedrijf.example"], "authorization": EVERYBODY}
    made: str = api.made("/accounts", {**body, **LOGIN, **fields})["id"]
    return made


def check(api: Api, account_id: str) -> dict[str, Any]:
    response = api.post(f"/accounts/{account_id}/check")
    assert 200 == response.status_code, response.text
    found: dict[str, Any] = response.json()
    return found


def states(found: dict[str, Any]) -> dict[str, str]:
    return {f"{each['service']}/{each['operation']}": each["state"] for each in found["operations"]}


def told(found: dict[str, Any], language: str = "nl") -> str:
    return " | ".join(each[language] for each in found["advice"])


def test_account_set_up_by_the_manual_is_fine(api: Api, nmbrs: Nmbrs, company: int) -> None:
    found = check(api, add_account(api))

    assert (True, None, 1, [], True) == tuple(
        found[name] for name in ("ok", "rejected", "companies", "drift", "drift_compared")
    )
    needed = {f"{each.service}/{each.name}": "allowed" for each in operations.PERMITTED}
    unneeded = {f"{each.service}/{each.name}": "denied" for each in operations.EXTRA}
    assert needed | unneeded | {DEBTORS: "denied", "ReportService/*": "not_testable"} == states(found)
    assert "niets te doen" in told(found)
    assert "nothing to do" in told(found, "en")


def test_web_service_that_is_off_is_named_with_the_place_to_switch_it_on(
    api: Api, nmbrs: Nmbrs, company: int
) -> None:
    account = add_account(api)
    place = {"CompanyService": "Company Services (paragraaf 2, stap 6)",
             "EmployeeService": "Employee Services (paragraaf 2, stap 7)"}  # fmt: skip
    for operation in operations.PERMITTED:
        name = f"{operation.service}/{operation.name}"
        nmbrs.set_user(denied_operations=[name])

        found = check(api, account)

        assert (False, "denied") == (found["ok"], states(found)[name])
        [sentence] = [each["nl"] for each in found["advice"] if operation.name in each["nl"]]
        assert place[operation.service] in sentence


def test_the_manuals_own_spelling_of_a_web_service_is_mentioned(api: Api, nmbrs: Nmbrs, company: int) -> None:
    nmbrs.deny("CompanyService/Address_GetCurrent")

    assert "Address_GetCurrent (Adress_GetCurrent)" in told(check(api, add_account(api)))


def test_list_of_debtors_that_answers_is_better_switched_off(api: Api, nmbrs: Nmbrs, company: int) -> None:
    nmbrs.allow(DEBTORS)

    found = check(api, add_account(api))

    assert (False, "superfluous") == (found["ok"], states(found)[DEBTORS])
    assert "Debtor Services op inactive" in told(found)


def test_bulk_operations_that_are_allowed_are_extra_and_fine(api: Api, nmbrs: Nmbrs, company: int) -> None:
    nmbrs.allow(*EXTRA)

    found = check(api, add_account(api))

    assert found["ok"]
    assert {"extra"} == {states(found)[f"EmployeeService/{name}"] for name in EXTRA}


def test_company_without_employees_leaves_calls_per_employee_untested(api: Api, nmbrs: Nmbrs) -> None:
    nmbrs.add_company("Leeg")

    found = check(api, add_account(api))

    untested = {name for name, state in states(found).items() if state == "not_testable"}
    assert {f"EmployeeService/{each}" for each in (ABSENCES, PERSON, ADDRESSES)} | {
        "ReportService/*"
    } == untested
    assert "geen werknemer gevonden" in told(found)


def test_user_who_sees_no_company_is_sent_to_the_filter(api: Api, nmbrs: Nmbrs, company: int) -> None:
    nmbrs.change_company(company, visible=False)

    found = check(api, add_account(api))

    assert (False, 0) == (found["ok"], found["companies"])
    assert "stap 12" in told(found)


def test_other_number_of_companies_than_agreed_is_said(api: Api, nmbrs: Nmbrs, company: int) -> None:
    found = check(api, add_account(api, authorised_employer_count=3))

    assert "ziet 1 bedrijven, afgesproken waren er 3" in told(found)


def test_first_company_that_is_hidden_is_not_the_one_to_ask_about(
    api: Api, nmbrs: Nmbrs, company: int
) -> None:
    second = nmbrs.add_company("Drukkerij")
    nmbrs.hire(second)
    account = add_account(api)
    for each in (company, second):
        nmbrs.fault("refuse_company", company_id=each)

        found = check(api, account)

        nmbrs.lift_faults()
        assert found["ok"], told(found)


def test_number_of_companies_does_not_count_a_repeated_one_twice(
    api: Api, nmbrs: Nmbrs, company: int
) -> None:
    nmbrs.fault("repeat_rows", operation="List_GetAll")

    assert 1 == check(api, add_account(api))["companies"]


def test_list_of_employees_that_is_denied_is_not_taken_for_an_empty_one(
    api: Api, nmbrs: Nmbrs, company: int
) -> None:
    nmbrs.deny("List_GetByCompany")

    assert "geen werknemer gevonden" not in told(check(api, add_account(api)))


def test_rejected_credentials_are_said_and_not_tried_again(api: Api, nmbrs: Nmbrs, company: int) -> None:
    account = add_account(api, token="not-the-token")

    first, calls = check(api, account), len(nmbrs.calls())
    second = check(api, account)

    assert not first["drift_compared"]
    assert 1 == len([call for call in nmbrs.calls() if call["operation"] != "wsdl"])
    assert ["CREDENTIALS_REJECTED"] * 2 == [each["rejected"] for each in (first, second)]
    assert (False, []) == (first["ok"], first["operations"])
    assert calls == len(nmbrs.calls())
    assert "needs_attention" == api.get(f"/accounts/{account}").json()["state"]
    assert "token" in told(first)


def test_account_that_was_mended_is_asked_again(api: Api, nmbrs: Nmbrs, company: int) -> None:
    account = add_account(api, token="not-the-token")
    check(api, account)
    tag = api.get(f"/accounts/{account}").headers["ETag"]

    api.patch(f"/accounts/{account}", {"token": TOKEN}, if_match=tag)

    assert check(api, account)["ok"]


@pytest.mark.parametrize("kind", ["html", "reset", "unknown", "cut"])
def test_operation_without_a_usable_answer_is_neither_allowed_nor_denied(
    api: Api, nmbrs: Nmbrs, company: int, kind: str
) -> None:
    nmbrs.fault(kind, operation="Contract_GetAll_AllEmployeesByCompany")

    found = check(api, add_account(api))

    assert "failed" == states(found)["EmployeeService/Contract_GetAll_AllEmployeesByCompany"]
    assert not found["ok"]


def test_slow_answers_do_not_hold_up_the_check(api: Api, nmbrs: Nmbrs, company: int) -> None:
    for operation in ("Salary_GetAll_AllEmployeesByCompany", PERSON):
        nmbrs.fault("delay", operation=operation, seconds=8)

    found = check(api, add_account(api))

    assert "failed" == states(found)["EmployeeService/Salary_GetAll_AllEmployeesByCompany"]
    assert "failed" == states(found)[f"EmployeeService/{PERSON}"]
    assert "allowed" == states(found)[f"EmployeeService/{ABSENCES}"]
    assert "later opnieuw" in told(found)


def test_newer_form_of_the_jobs_will_do_when_the_plain_one_is_gone(
    api: Api, nmbrs: Nmbrs, company: int
) -> None:
    nmbrs.fault("unknown_operation", operation="Function_GetAll_AllEmployeesByCompany")

    found = check(api, add_account(api))

    assert "allowed" == states(found)["EmployeeService/Function_GetAll_AllEmployeesByCompany"]


@pytest.mark.parametrize(
    ("kind", "change", "harmless"), [("unknown_element", "new", True), ("rename_item", "changed", False)]
)
def test_contract_that_moved_on_is_reported_by_element(
    api: Api, nmbrs: Nmbrs, company: int, kind: str, change: str, harmless: bool
) -> None:
    nmbrs.fault(kind, operation="wsdl")

    found = check(api, add_account(api))

    assert {(change, harmless)} == {(each["change"], each["harmless"]) for each in found["drift"]}
    assert harmless == found["ok"]
    assert ("beschrijft zijn antwoorden anders" in told(found)) is not harmless


@pytest.mark.parametrize("kind", ["html", "html_ok", "reset", "cut"])
def test_description_that_cannot_be_read_is_not_compared(
    api: Api, nmbrs: Nmbrs, company: int, kind: str
) -> None:
    nmbrs.fault(kind, operation="wsdl")

    found = check(api, add_account(api))

    assert (False, False, []) == (found["ok"], found["drift_compared"], found["drift"])
    assert "niet vergeleken" in told(found)


def test_archived_account_is_not_checked(api: Api, nmbrs: Nmbrs, company: int) -> None:
    account = add_account(api)
    tag = api.get(f"/accounts/{account}").headers["ETag"]
    api.post(f"/accounts/{account}/archive", if_match=tag)
    nmbrs.forget_calls()

    assert 409 == api.post(f"/accounts/{account}/check").status_code
    assert [] == nmbrs.calls()


# --- what is learnt -----------------------------------------------------------------------------


def called(nmbrs: Nmbrs) -> set[str]:
    return {call["operation"] for call in nmbrs.calls()}


def set_up(suite: Suite, nmbrs: Nmbrs) -> str:
    """An employer of one company with three people, one of them absent; gives the account."""
    company = nmbrs.add_company("Bakkerij")
    nmbrs.add_department(company, "Productie")
    people = [nmbrs.hire(company, start_date=date(2024, 1, 1)) for _ in range(3)]
    nmbrs.report_sick(people[0], nmbrs_today(nmbrs) - timedelta(days=3))
    suite.set_up({company: "Bakkerij"})
    return suite.account_id


def nmbrs_today(nmbrs: Nmbrs) -> date:
    return date.fromisoformat(nmbrs.world()["today"])


def test_runs_make_one_call_for_all_once_a_check_has_found_it_allowed(suite: Suite, nmbrs: Nmbrs) -> None:
    account = set_up(suite, nmbrs)
    nmbrs.allow(*EXTRA)
    first = suite.run()
    nmbrs.forget_calls()
    suite.ask("POST", f"/accounts/{account}/check")
    nmbrs.forget_calls()

    second = suite.run()

    assert ("succeeded", "succeeded") == (first["status"], second["status"])
    assert {"Absence_GetAll_AllEmployeesByCompany", "PersonalInfo_GetAll_AllEmployeesByCompany"} <= called(
        nmbrs
    )
    assert not {ABSENCES, PERSON} & called(nmbrs)
    assert [] == suite.changes(second)


def test_permission_that_is_gone_is_noticed_by_the_run_that_needs_it(suite: Suite, nmbrs: Nmbrs) -> None:
    account = set_up(suite, nmbrs)
    nmbrs.allow(*EXTRA)
    suite.ask("POST", f"/accounts/{account}/check")
    nmbrs.set_user()  # the customer has put the template back to what the manual says

    first = suite.run()
    nmbrs.forget_calls()
    second = suite.run()

    assert ("succeeded", "succeeded") == (first["status"], second["status"])
    created = Counter(each["entity"] for each in suite.changes(first))
    assert (3, 1) == (created["employee"], created["absence_case"])
    assert [] == suite.changes(second)
    assert not set(EXTRA) & called(nmbrs)


@pytest.mark.parametrize("kind", ["html", "empty", "refuse_company"])
def test_check_that_could_not_ask_forgets_nothing(suite: Suite, nmbrs: Nmbrs, kind: str) -> None:
    account = set_up(suite, nmbrs)
    nmbrs.allow(*EXTRA)
    suite.ask("POST", f"/accounts/{account}/check")
    nmbrs.fault(kind, **({} if kind == "refuse_company" else {"operation": "List_GetAll"}))
    suite.ask("POST", f"/accounts/{account}/check")
    nmbrs.lift_faults()
    nmbrs.forget_calls()

    suite.run()

    assert not {ABSENCES, PERSON} & called(nmbrs)


def test_other_credentials_are_learnt_anew(suite: Suite, nmbrs: Nmbrs) -> None:
    account = set_up(suite, nmbrs)
    nmbrs.allow(*EXTRA)
    suite.ask("POST", f"/accounts/{account}/check")
    nmbrs.set_user("second@example.org", token="second-token")
    tag = suite.client.get(f"/v1/accounts/{account}", headers=suite.headers).headers["ETag"]
    suite.ask(
        "PATCH",
        f"/accounts/{account}",
        json={"username": "second@example.org", "token": "second-token"},
        headers={"If-Match": tag},
    )
    nmbrs.forget_calls()

    suite.run()

    assert not set(EXTRA) & called(nmbrs)
