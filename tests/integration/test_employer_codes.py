"""Employer codes: what a discovery found, compared with our employers of now, and assigned (section 4)."""

from __future__ import annotations

from typing import Any

import pytest

from app.database import Database
from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    for_group,
    make_account,
    make_configuration,
    make_employer,
    make_group,
    refusal,
    refused_fields,
    store_employee,
    store_run,
)

Found = tuple[int, int, str]
DISCOVERY: dict[str, Any] = {"option": "nmbrs_employer_codes"}


def _discover(api: Api, database: Database, account: str, *found: Found, **fields: str) -> str:
    configuration = make_configuration(api, account, **DISCOVERY)
    return store_run(
        database,
        account_id=account,
        configuration_id=configuration,
        found=found,
        **{"option": "nmbrs_employer_codes", **fields},
    )


def _assign(api: Api, account: str, *pairs: tuple[str, str]) -> Any:
    assignments = [{"nmbrs_id": nmbrs_id, "employer_id": employer} for nmbrs_id, employer in pairs]
    return api.post(f"/accounts/{account}/employer-codes/assign", {"assignments": assignments})


def _codes(api: Api, *employers: str) -> list[str | None]:
    return [api.get(f"/employers/{employer}").json()["employer_code"] for employer in employers]


def test_without_a_finished_discovery_the_next_step_is_named(api: Api, database: Database) -> None:
    account = make_account(api)
    path = f"/accounts/{account}/employer-codes"
    _discover(api, database, account, (1, 10, "A"), status="failed")
    _discover(api, database, account, (1, 10, "A"), option="nmbrs_employee")

    response = api.get(path)

    assert (404, "DISCOVERY_MISSING") == refusal(response)
    assert "nmbrs_employer_codes" in response.json()["detail"]
    assert (404, "DISCOVERY_MISSING") == refusal(_assign(api, account, ("1", NOBODY)))


def test_each_company_is_compared_with_our_employers_of_now(api: Api, database: Database) -> None:
    linked = make_employer(api, "Anders", code="101")
    known = make_employer(api, "Slagerij  de Vries BV")
    foreign = make_employer(api, "Buiten", code="104")
    make_employer(api, "Kapper")  # outside the account: its name proposes nothing
    account = make_account(api, authorization=for_group(make_group(api, [linked, known])))
    run = _discover(
        api, database, account,
        (101, 1, "Bakkerij"), (102, 2, "SLAGERIJ DE VRIES B.V."), (103, 3, "Kapper"), (104, 4, "Buiten"),
    )  # fmt: skip

    listing = api.get(f"/accounts/{account}/employer-codes").json()

    assert run == listing["run_id"]
    assert listing["discovered_at"]
    assert [
        ("101", "1", "Bakkerij", "linked", linked, None),
        ("102", "2", "SLAGERIJ DE VRIES B.V.", "known_name", None, known),
        ("103", "3", "Kapper", "unknown", None, None),
        ("104", "4", "Buiten", "out_of_scope", foreign, None),
    ] == [
        tuple(item[name] for name in ("nmbrs_id", "number", "name", "state", "employer_id", "proposal"))
        for item in listing["items"]
    ]


def test_advice_of_step_4_is_given_in_both_languages(api: Api, database: Database) -> None:
    account = make_account(api)
    _discover(api, database, account)

    advice = api.get(f"/accounts/{account}/employer-codes").json()["advice"]

    assert "archiveer" in advice["nl"]
    assert "archive" in advice["en"]


def test_last_discovery_counts(api: Api, database: Database) -> None:
    account = make_account(api)
    _discover(api, database, account, (1, 10, "A"))
    _discover(api, database, account, (2, 20, "B"), status="succeeded_with_warnings")
    _discover(api, database, account, (3, 30, "C"), status="running")

    items = api.get(f"/accounts/{account}/employer-codes").json()["items"]

    assert ["2"] == [item["nmbrs_id"] for item in items]


@pytest.mark.parametrize("namesakes", ["ours", "theirs"])
def test_two_of_one_name_get_no_proposal(api: Api, database: Database, namesakes: str) -> None:
    employers = [make_employer(api, "Bakkerij") for _ in range(2 if namesakes == "ours" else 1)]
    account = make_account(api, authorization=for_group(make_group(api, employers)))
    found = [(number, number, "Bakkerij") for number in range(1 if namesakes == "ours" else 2)]
    _discover(api, database, account, *found)

    items = api.get(f"/accounts/{account}/employer-codes").json()["items"]

    assert {("known_name", None)} == {(item["state"], item["proposal"]) for item in items}


def test_employer_outside_the_callers_reach_is_not_named(
    api: Api, database: Database, make_key: MakeKey
) -> None:
    mine = make_employer(api)
    make_employer(api, "Buiten", code="104")
    account = make_account(api, mine)
    _discover(api, database, account, (104, 4, "Buiten"))
    operator = api.by(make_key("operator", employers=[mine]))

    (item,) = operator.get(f"/accounts/{account}/employer-codes").json()["items"]

    assert ("out_of_scope", None) == (item["state"], item["employer_id"])


def test_assigned_codes_link_and_the_same_again_changes_nothing(api: Api, database: Database) -> None:
    left, right = make_employer(api, "A"), make_employer(api, "B")
    account = make_account(api, authorization=for_group(make_group(api, [left, right])))
    _discover(api, database, account, (1, 10, "A"), (2, 20, "B"))

    first = _assign(api, account, ("1", left), ("2", right))
    versions = [api.get(f"/employers/{employer}").headers["ETag"] for employer in (left, right)]
    again = _assign(api, account, ("1", left), ("2", right))

    assert (200, first.json()) == (first.status_code, again.json())
    assert [("linked", left), ("linked", right)] == [
        (item["state"], item["employer_id"]) for item in first.json()["items"]
    ]
    assert ["1", "2"] == _codes(api, left, right)
    assert versions == [api.get(f"/employers/{employer}").headers["ETag"] for employer in (left, right)]


def test_one_wrong_assignment_assigns_nothing(api: Api, database: Database) -> None:
    free, coded, outside = make_employer(api), make_employer(api, code="9"), make_employer(api, code="3")
    account = make_account(api, authorization=for_group(make_group(api, [free, coded])))
    _discover(api, database, account, (1, 10, "A"), (2, 20, "B"), (3, 30, "C"))

    refusals = {
        "not discovered": _assign(api, account, ("1", free), ("4", coded)),
        "number": _assign(api, account, ("1", free), ("20", coded)),
        "not in scope": _assign(api, account, ("1", free), ("2", outside)),
        "unknown": _assign(api, account, ("1", free), ("2", NOBODY)),
        "taken": _assign(api, account, ("1", free), ("3", coded)),
        "same id": _assign(api, account, ("1", free), ("1", coded)),
        "same employer": _assign(api, account, ("1", free), ("2", free)),
    }

    assert {
        "not discovered": (422, "EMPLOYER_CODE_NOT_DISCOVERED"),
        "number": (422, "EMPLOYER_NUMBER_GIVEN"),
        "not in scope": (404, "EMPLOYER_NOT_OF_ACCOUNT"),
        "unknown": (404, "EMPLOYER_NOT_OF_ACCOUNT"),
        "taken": (409, "EMPLOYER_CODE_TAKEN"),
        "same id": (422, "ASSIGNMENT_REPEATED"),
        "same employer": (422, "ASSIGNMENT_REPEATED"),
    } == {name: refusal(response) for name, response in refusals.items()}
    assert (422, ["body.assignments.1.nmbrs_id"]) == refused_fields(refusals["not discovered"])
    assert refusals["number"].json()["detail"].endswith("shows beside it: 2.")
    assert [None, "9"] == _codes(api, free, coded)


def test_code_may_be_corrected_until_employees_were_imported_under_it(api: Api, database: Database) -> None:
    employer = make_employer(api, code="10")  # the company's number, by mistake
    account = make_account(api, employer)
    run = _discover(api, database, account, (1, 10, "A"), (2, 20, "B"))

    corrected = _assign(api, account, ("1", employer))
    store_employee(database, employer, run)
    too_late = _assign(api, account, ("2", employer))

    assert 200 == corrected.status_code
    assert (409, "EMPLOYER_CODE_IN_USE") == refusal(too_late)
    assert 200 == _assign(api, account, ("1", employer)).status_code
    assert ["1"] == _codes(api, employer)


def test_empty_request_is_refused(api: Api, database: Database) -> None:
    account = make_account(api)
    _discover(api, database, account)

    assert (422, ["body.assignments"]) == refused_fields(_assign(api, account))
