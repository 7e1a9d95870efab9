"""The checklist of an account: each step stands as what was done over the API and at Nmbrs makes it stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from tests.conftest import MakeKey
from tests.integration.browsers import browser, heading
from tests.nmbrs_control import TOKEN, Nmbrs
from tests.suite import Suite

Json = dict[str, Any]
States = dict[str, str]

IN_NMBRS = (
    "SIGN_IN", "TEMPLATES", "NEW_TEMPLATE", "TEMPLATE_TYPE", "TEMPLATE_API", "LOGINS", "NEW_LOGIN",
    "LOGIN_TEMPLATE", "TOKEN",
)  # fmt: skip


def _checklist(suite: Suite) -> Json:
    found: Json = suite.ask("GET", f"/accounts/{suite.account_id}/checklist")
    return found


def _steps(suite: Suite) -> dict[str, Json]:
    return {step["code"]: step for section in _checklist(suite)["sections"] for step in section["steps"]}


def _states(suite: Suite) -> States:
    return {code: step["state"] for code, step in _steps(suite).items()}


def _change(suite: Suite, path: str, body: Json) -> None:
    suite.ask("PATCH", path, json=body, headers={"If-Match": "*"})


def _found(nmbrs: Nmbrs, name: str) -> int:
    """A company with one employee."""
    company = nmbrs.add_company(name)
    nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    return company


@pytest.fixture
def companies(nmbrs: Nmbrs) -> dict[str, int]:
    return {name: _found(nmbrs, name) for name in ("Bakkerij", "Slagerij")}


@pytest.fixture
def employers(suite: Suite, companies: dict[str, int]) -> dict[str, str]:
    """Employers for both companies, without a code."""
    return {name: suite.add_employer(name) for name in companies}


@pytest.fixture
def account(suite: Suite, employers: dict[str, str]) -> str:
    """An account for both, and nothing more."""
    group = suite.group("Winkels", employers.values())
    return suite.add_account({"scope": "employer_group", "employer_group_id": group})


def test_each_step_changes_with_what_is_done_until_nothing_is_left(
    suite: Suite, companies: dict[str, int], employers: dict[str, str], account: str
) -> None:
    def changed_by(act: Callable[[], object]) -> States:
        before = _states(suite)
        act()
        return {code: state for code, state in _states(suite).items() if state != before[code]}

    assert {
        **dict.fromkeys(IN_NMBRS, "unknown"),
        **dict.fromkeys(("COMPANY_SERVICES", "EMPLOYEE_SERVICES", "OTHER_SERVICES"), "unknown"),
        **dict.fromkeys(("COMPANY_FILTER", "EMPLOYER_COUNT"), "unknown"),
        **dict.fromkeys(("PRECONDITION", "EMPLOYER_GROUP", "ACCOUNT", "CLASSIFICATION_OPTION"), "done"),
        **dict.fromkeys(("CLASSIFICATION_MAPPING", "WAGES"), "not_needed"),
        **dict.fromkeys(("HAND_OVER", "RECEIVED", "CREDENTIALS", "OPERATIONS"), "todo"),
        **dict.fromkeys(("DISCOVERY_CONFIGURATION", "DISCOVERY_RUN", "EMPLOYER_CODES"), "todo"),
        **dict.fromkeys(("DISCOVERY_ENDED", "CLASSIFICATIONS_LINKED", "IMPORT_CONFIGURATION"), "todo"),
        **dict.fromkeys(("TICKS_AND_TIMES", "EMPLOYERS_READY", "FIRST_RUN"), "todo"),
    } == _states(suite)

    assert {
        **dict.fromkeys((*IN_NMBRS, "COMPANY_SERVICES", "EMPLOYEE_SERVICES", "OTHER_SERVICES"), "done"),
        **dict.fromkeys(("CREDENTIALS", "OPERATIONS"), "done"),
    } == changed_by(lambda: suite.ask("POST", f"/accounts/{account}/check"))

    assert {"HAND_OVER": "done", "RECEIVED": "done"} == changed_by(
        lambda: _change(suite, f"/accounts/{account}", {"authorised_employer_count": 2})
    )

    discovery = ""

    def add_discovery() -> None:
        nonlocal discovery
        discovery = suite.add_configuration("nmbrs_employer_codes", weekdays=["monday"], times=["06:00"])

    assert {"DISCOVERY_CONFIGURATION": "done"} == changed_by(add_discovery)
    assert {"DISCOVERY_RUN": "done", "EMPLOYER_COUNT": "done", "COMPANY_FILTER": "done"} == changed_by(
        lambda: suite.run(discovery)
    )

    assignments = [
        {"nmbrs_id": str(company), "employer_id": employers[name]} for name, company in companies.items()
    ]
    assign = f"/accounts/{account}/employer-codes/assign"
    assert {} == changed_by(lambda: suite.ask("POST", assign, json={"assignments": assignments[:1]}))
    assert ["Slagerij"] == [each["name"] for each in _steps(suite)["EMPLOYER_CODES"]["employers"]]
    assert {"EMPLOYER_CODES": "done"} == changed_by(
        lambda: suite.ask("POST", assign, json={"assignments": assignments})
    )

    assert discovery in _steps(suite)["DISCOVERY_ENDED"]["next_step"]["nl"]
    assert {"DISCOVERY_ENDED": "done"} == changed_by(
        lambda: _change(suite, f"/configurations/{discovery}", {"times": []})
    )

    assert {} == changed_by(lambda: suite.link_classifications(employers["Bakkerij"]))
    left = [{"employer_id": employers["Slagerij"], "name": "Slagerij"}]
    assert left == _steps(suite)["CLASSIFICATIONS_LINKED"]["employers"]
    assert {"CLASSIFICATIONS_LINKED": "done"} == changed_by(
        lambda: suite.link_classifications(employers["Slagerij"])
    )

    def add_import() -> None:
        suite.configuration_id = suite.add_configuration()

    assert {"IMPORT_CONFIGURATION": "done", "EMPLOYERS_READY": "done"} == changed_by(add_import)
    schedule = {"weekdays": ["monday", "friday"], "times": ["06:30", "12:30"]}
    assert {"TICKS_AND_TIMES": "done"} == changed_by(
        lambda: _change(suite, f"/configurations/{suite.configuration_id}", schedule)
    )
    evidence = _steps(suite)["TICKS_AND_TIMES"]["evidence"]
    assert "afdelingen, werknemers, verzuim; maandag, vrijdag om 06:30, 12:30." in evidence["nl"]
    assert "departments, employees, absence; monday, friday at 06:30, 12:30." in evidence["en"]

    assert not _checklist(suite)["ready"]
    assert {} == changed_by(lambda: suite.run(mode="preview"))
    assert {"FIRST_RUN": "done"} == changed_by(suite.run)
    done = _checklist(suite)
    assert done["ready"]
    assert {"done": 31, "todo": 0, "not_needed": 2, "unknown": 0} == done["states"]


def test_every_step_says_what_and_why_in_both_languages_and_what_is_to_do_says_how(
    suite: Suite, account: str
) -> None:
    for code, step in _steps(suite).items():
        for name in ("title", "evidence", "next_step"):
            said = step[name]
            if said is not None:
                assert said["nl"] != said["en"], code
                assert not {"{", "None"} & set(said["nl"] + said["en"]), code
        assert (step["next_step"] is not None) or step["state"] != "todo", code
        assert step["actor"] == ("customer" if (step["manual"] or "").startswith("2.") else "administrator")


# --- what Nmbrs does --------------------------------------------------------------------------------


def test_what_the_customer_forgot_is_named(nmbrs: Nmbrs, suite: Suite, account: str) -> None:
    nmbrs.deny("Address_GetCurrent", "Absence_GetList")
    nmbrs.allow("DebtorService/List_GetAll")
    suite.ask("POST", f"/accounts/{account}/check")

    steps = _steps(suite)

    wrong = ("COMPANY_SERVICES", "EMPLOYEE_SERVICES", "OTHER_SERVICES", "OPERATIONS")
    assert ["todo"] * 4 == [steps[code]["state"] for code in wrong]
    assert "Address_GetCurrent (Adress_GetCurrent)" in steps["COMPANY_SERVICES"]["evidence"]["nl"]
    assert "Absence_GetList" in steps["EMPLOYEE_SERVICES"]["evidence"]["en"]
    assert "List_GetAll" in steps["OTHER_SERVICES"]["evidence"]["en"]
    advice = suite.ask("POST", f"/accounts/{account}/check")["advice"]
    assert " ".join(each["nl"] for each in advice) == steps["OPERATIONS"]["next_step"]["nl"]
    assert "done" == steps["CREDENTIALS"]["state"]


def test_credentials_that_are_rejected_are_to_do_until_they_change(
    nmbrs: Nmbrs, suite: Suite, account: str
) -> None:
    nmbrs.set_user(token="ANOTHER")
    suite.ask("POST", f"/accounts/{account}/check")

    rejected = _states(suite)
    _change(suite, f"/accounts/{account}", {"token": "ANOTHER"})
    changed = _states(suite)
    suite.ask("POST", f"/accounts/{account}/check")
    accepted = _states(suite)

    looked_at = ("CREDENTIALS", "OPERATIONS", "TOKEN", "LOGINS")
    assert ["todo", "todo", "todo", "unknown"] == [rejected[code] for code in looked_at]
    assert ["todo", "todo", "unknown", "unknown"] == [changed[code] for code in looked_at]
    assert ["done"] * 4 == [accepted[code] for code in looked_at]


def test_run_that_nmbrs_answered_shows_that_the_credentials_are_right(
    suite: Suite, companies: dict[str, int]
) -> None:
    suite.set_up({companies["Bakkerij"]: "Bakkerij"})
    before = _states(suite)
    run = suite.run(mode="preview")

    step = _steps(suite)["CREDENTIALS"]

    assert ("todo", "done") == (before["CREDENTIALS"], step["state"])
    assert run["id"] in step["evidence"]["nl"]
    _change(suite, f"/accounts/{suite.account_id}", {"token": "NEW"})
    assert "todo" == _states(suite)["CREDENTIALS"]


def test_number_of_employers_is_compared_with_what_the_last_run_was_delivered(
    nmbrs: Nmbrs, suite: Suite, companies: dict[str, int]
) -> None:
    suite.set_up({number: name for name, number in companies.items()})
    _change(suite, f"/accounts/{suite.account_id}", {"authorised_employer_count": 3})
    too_small = _steps(suite)["EMPLOYER_GROUP"]
    suite.run()
    differs = _steps(suite)
    _found(nmbrs, "Kapper")
    suite.run()
    equal = _states(suite)

    assert ("todo", True) == (too_small["state"], "autoriseerde er 3" in too_small["evidence"]["nl"])
    assert "Nmbrs delivers 2, 3 were agreed." == differs["EMPLOYER_COUNT"]["evidence"]["en"]
    assert "todo" == differs["COMPANY_FILTER"]["state"]
    assert ("done", "done") == (equal["EMPLOYER_COUNT"], equal["COMPANY_FILTER"])


def test_companies_that_are_hidden_are_the_customers_filter(
    nmbrs: Nmbrs, suite: Suite, account: str, companies: dict[str, int]
) -> None:
    for company in companies.values():
        nmbrs.fault("refuse_company", company_id=company)
    suite.ask("POST", f"/accounts/{account}/check")

    step = _steps(suite)["COMPANY_FILTER"]

    assert ("todo", True) == (step["state"], "filter" in step["next_step"]["en"])


# --- the outcome of the first run -----------------------------------------------------------------


def test_first_run_is_done_when_it_went_well_and_says_what_is_wrong_otherwise(
    nmbrs: Nmbrs, suite: Suite, companies: dict[str, int]
) -> None:
    suite.set_up({number: name for name, number in companies.items()})
    seen = []
    for denied in (["Absence_GetList"], []):
        nmbrs.deny(*denied)
        run = suite.run()
        seen.append((_steps(suite)["FIRST_RUN"], run))
    _change(suite, f"/accounts/{suite.account_id}", {"authorised_employer_count": 9})
    run = suite.run()
    seen.append((_steps(suite)["FIRST_RUN"], run))
    nmbrs.set_user(token="ANOTHER")
    run = suite.run()
    seen.append((_steps(suite)["FIRST_RUN"], run))

    assert [
        ("todo", "Partly done"), ("done", "Succeeded"), ("done", "Succeeded, with warnings"),
        ("todo", "Failed: nothing was done (CREDENTIALS_REJECTED)"),
    ] == [(step["state"], step["evidence"]["en"].partition(". ")[0]) for step, _ in seen]  # fmt: skip
    assert [True, False, True, True] == [
        f"/v1/runs/{run['id']}/report" in (step["next_step"] or {"nl": ""})["nl"] for step, run in seen
    ]
    again = f"POST /v1/configurations/{suite.configuration_id}/runs"
    assert [True, False, False, True] == [
        again in (step["next_step"] or {"nl": ""})["nl"] for step, _ in seen
    ]


def test_first_run_that_goes_on_is_to_be_waited_for(
    nmbrs: Nmbrs, suite: Suite, companies: dict[str, int]
) -> None:
    suite.set_up({number: name for name, number in companies.items()})
    nmbrs.fault("delay", operation="List_GetAll", times=1, seconds=1)
    run = suite.start()

    step = _steps(suite)["FIRST_RUN"]

    suite.ask("GET", f"/runs/{run['id']}", headers={"Prefer": "wait=20"})
    assert ("todo", True) == (step["state"], run["id"] in step["next_step"]["nl"])
    assert "done" == _states(suite)["FIRST_RUN"]


# --- the ways an account can be ----------------------------------------------------------------------


def test_an_account_for_one_employer_needs_no_group_and_no_discovery(
    suite: Suite, companies: dict[str, int], employers: dict[str, str]
) -> None:
    suite.add_account({"scope": "employer", "employer_id": employers["Bakkerij"]})

    states = _states(suite)

    needless = (
        "EMPLOYER_GROUP", "DISCOVERY_CONFIGURATION", "DISCOVERY_RUN", "EMPLOYER_CODES", "DISCOVERY_ENDED",
    )  # fmt: skip
    assert {"not_needed"} == {states[code] for code in needless}


def test_a_discovery_that_was_archived_before_it_found_anything_counts_as_none(
    suite: Suite, account: str
) -> None:
    first = suite.add_configuration("nmbrs_employer_codes", data_stream="Eerste")
    suite.ask("POST", f"/configurations/{first}/archive", headers={"If-Match": "*"})
    archived = _steps(suite)
    second = suite.add_configuration("nmbrs_employer_codes", data_stream="Tweede")
    added = _steps(suite)

    assert ("todo", "todo") == tuple(
        archived[code]["state"] for code in ("DISCOVERY_CONFIGURATION", "DISCOVERY_RUN")
    )
    assert first not in archived["DISCOVERY_RUN"]["next_step"]["nl"]
    assert "done" == added["DISCOVERY_CONFIGURATION"]["state"]
    assert f"POST /v1/configurations/{second}/runs" in added["DISCOVERY_RUN"]["next_step"]["nl"]


def test_codes_that_were_entered_by_hand_need_no_discovery(suite: Suite, companies: dict[str, int]) -> None:
    suite.set_up({number: name for name, number in companies.items()})

    states = _states(suite)

    assert "done" == states["EMPLOYER_CODES"]
    needless = ("DISCOVERY_CONFIGURATION", "DISCOVERY_RUN", "DISCOVERY_ENDED")
    assert {"not_needed"} == {states[code] for code in needless}


def test_an_account_for_all_employers_is_about_all_of_them(suite: Suite) -> None:
    suite.add_account({"scope": "all_employers"})
    nobody = _states(suite)
    for name in ("A", "B"):
        suite.add_employer(name)
    steps = _steps(suite)

    assert "todo" == nobody["EMPLOYERS_READY"]
    assert "not_needed" == steps["EMPLOYER_GROUP"]["state"]
    assert ["A", "B"] == [each["name"] for each in steps["EMPLOYER_CODES"]["employers"]]


def test_an_archived_account_and_an_empty_group_are_to_do(
    suite: Suite, account: str, employers: dict[str, str]
) -> None:
    [group] = suite.all("/employer-groups")
    suite.ask("PUT", f"/employer-groups/{group['id']}/employers", json={"employer_ids": []})
    suite.ask("POST", f"/accounts/{account}/archive", headers={"If-Match": "*"})

    states = _states(suite)

    assert ("todo", "todo") == (states["ACCOUNT"], states["EMPLOYER_GROUP"])


def test_employees_without_a_nmbrs_id_are_to_do_for_their_employer(
    suite: Suite, account: str, employers: dict[str, str]
) -> None:
    suite.tell(employers["Slagerij"], {"a": None})

    steps = _steps(suite)

    assert "todo" == steps["PRECONDITION"]["state"]
    assert ["Slagerij"] == [each["name"] for each in steps["PRECONDITION"]["employers"]]
    assert "EMPLOYER_HAS_UNLINKED_EMPLOYEES" in steps["EMPLOYERS_READY"]["evidence"]["nl"]


def test_option_2_is_done_when_the_mapping_holds_and_what_it_refers_to_is_linked(
    suite: Suite, account: str, employers: dict[str, str]
) -> None:
    suite.ask("POST", "/absence-classifications", status=201, json={"code": "EIGEN", "name": "Eigen"})
    labels = [each["source_label"] for each in suite.all("/absence-classifications") if each["source_label"]]
    mapping = {"strategy": "standard", "mappings": [{"label": each, "code": "EIGEN"} for each in labels]}
    before = _checklist(suite)
    told = suite.ask("PUT", "/classification-mapping", json=mapping, headers={"If-Match": "*"})
    mapped = _states(suite)
    for employer in employers.values():
        body = {"classification_ids": told["classification_ids"]}
        suite.ask("PUT", f"/employers/{employer}/classifications", json=body)
    linked = _checklist(suite)

    looked_at = ("CLASSIFICATIONS_LINKED", "CLASSIFICATION_MAPPING")
    assert ["not_needed", "todo"] == [mapped[code] for code in looked_at]
    assert ["not_needed", "done"] == [_states(suite)[code] for code in looked_at]
    assert ("", told["help_desk_text"]) == (before["help_desk_text"], linked["help_desk_text"])
    assert told["help_desk_text_en"] == linked["help_desk_text_en"]


def test_without_absence_no_classification_is_needed_and_wages_are_named(
    suite: Suite, account: str, employers: dict[str, str]
) -> None:
    suite.add_configuration(import_absence=False, import_wages=True)

    steps = _steps(suite)

    assert "not_needed" == steps["CLASSIFICATIONS_LINKED"]["state"]
    assert "wordt ingelezen" in steps["WAGES"]["evidence"]["nl"]


# --- who sees it, and what nobody sees ---------------------------------------------------------------


def test_a_foreign_account_is_none(suite: Suite, account: str, make_key: MakeKey) -> None:
    foreign = make_key("operator", employers=[suite.add_employer("Elders")])

    refused = suite.ask("GET", f"/accounts/{account}/checklist", status=404, headers=foreign)

    assert "ACCOUNT_NOT_FOUND" == refused["code"]


@pytest.mark.parametrize(("culture", "word"), [("nl-NL", "Te doen"), ("en-GB", "To do")])
def test_the_page_says_the_same_in_the_language_of_the_account(
    suite: Suite, account: str, culture: str, word: str
) -> None:
    _change(suite, f"/accounts/{account}", {"culture": culture, "name": "<b>Winkels & zo</b>"})
    language = culture[:2]

    page = suite.client.get(f"/v1/accounts/{account}/checklist?format=html", headers=suite.headers)

    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert f'<html lang="{language}">' in page.text
    assert "&lt;b&gt;Winkels &amp; zo" in page.text
    assert "<b>" not in page.text
    for step in _steps(suite).values():
        assert step["title"][language] in page.text.replace("&#39;", "'")
    assert word in page.text
    assert "Salary_GetAll_AllEmployeesByCompany" in page.text


def test_a_browser_that_has_logged_in_opens_the_page_and_its_own_accounts_only(
    suite: Suite, app: FastAPI, account: str, make_key: MakeKey
) -> None:
    path = f"/v1/accounts/{account}/checklist?format=html"
    foreign = make_key("operator", employers=[suite.add_employer("Elders")])

    with browser(app) as visitor:
        nobody = visitor.open(path)
        visitor.log_in(suite.headers)
        opened = visitor.open(path)
        visitor.log_in(foreign)
        refused = visitor.open(path)

    assert (303, 200, 404) == (nobody.status_code, opened.status_code, refused.status_code)
    assert nobody.headers["Location"].startswith("/login")
    assert "Checklist Voorbeeldgroep" == heading(opened)


def test_the_token_is_nowhere(suite: Suite, account: str) -> None:
    suite.ask("POST", f"/accounts/{account}/check")

    path = f"/v1/accounts/{account}/checklist"
    told = [
        suite.client.get(f"{path}?format={form}", headers=suite.headers).text for form in ("json", "html")
    ]

    assert all(TOKEN not in text and "token_encrypted" not in text for text in told)


def test_many_employers_take_no_more_questions_than_few(suite: Suite, app: FastAPI) -> None:
    suite.add_account({"scope": "all_employers"})
    asked: list[str] = []
    sa.event.listen(app.state.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    def questions() -> int:
        asked.clear()
        _checklist(suite)
        return len(asked)

    suite.add_employer("A")
    few = questions()
    for number in range(20):
        suite.add_employer(f"B{number}")

    assert few == questions()


def test_before_there_is_an_account_there_are_instructions_for_the_customer(
    suite: Suite, account: str
) -> None:
    told = suite.ask("GET", "/customer-instructions")

    assert 14 == len(told["steps"])
    assert _checklist(suite)["customer"] == told
