"""Whether an employer is ready: everything that would stop its import, said beforehand."""

from __future__ import annotations

from typing import Any

import pytest

from app import models
from app.database import Database
from app.hr.classification import LABELS
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
)
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

SEVEN = [known.label for known in LABELS if known.in_manual]


def _ready(api: Api, employer: str) -> dict[str, Any]:
    response = api.get(f"/employers/{employer}/readiness")
    assert 200 == response.status_code, response.text
    found: dict[str, Any] = response.json()
    assert found["ready"] is (found["items"] == [])
    return found


def _codes(api: Api, employer: str) -> list[str]:
    return [item["code"] for item in _ready(api, employer)["items"]]


def _item(api: Api, employer: str) -> dict[str, Any]:
    [item] = _ready(api, employer)["items"]
    found: dict[str, Any] = item
    return found


@pytest.fixture
def employer(api: Api) -> str:
    """An employer to which nothing lacks yet but an account."""
    made = make_employer(api, code="101")
    api.post(f"/employers/{made}/classifications/nmbrs")
    return made


@pytest.fixture
def account(api: Api, employer: str) -> str:
    """An account for a group with the employer and another one."""
    return make_account(api, authorization=for_group(make_group(api, [employer, make_employer(api)])))


def test_a_new_employer_is_told_everything_in_the_order_of_the_manual(api: Api) -> None:
    employer = make_employer(api)
    api.post(f"/employers/{employer}/employees", {"employees": [{"suite_id": "a"}]})

    assert [
        "EMPLOYER_HAS_UNLINKED_EMPLOYEES",
        "NO_ACCOUNT",
        "EMPLOYER_WITHOUT_CODE",
        "CLASSIFICATION_NOT_LINKED",
    ] == _codes(api, employer)


def test_an_employer_that_is_set_up_is_ready(api: Api, employer: str, account: str) -> None:
    make_configuration(api, account)

    found = _ready(api, employer)

    assert (employer, True, []) == (found["employer_id"], found["ready"], found["items"])


def test_each_item_says_what_and_what_to_do_and_who_in_both_languages(api: Api) -> None:
    for item in _ready(api, make_employer(api))["items"]:
        texts = [item[name][language] for name in ("message", "next_step") for language in ("nl", "en")]
        assert all(text.endswith(".") and "{" not in text for text in texts)
        assert len(texts) == len(set(texts))
        assert item["actor"] in ("administrator", "customer")


def test_unlinked_employees_are_counted_until_they_are_linked_or_accepted(
    api: Api, employer: str, account: str
) -> None:
    make_configuration(api, account)
    path = f"/employers/{employer}/employees"
    api.post(path, {"employees": [{"suite_id": "a"}, {"suite_id": "b"}, {"suite_id": "c", "nmbrs_id": "1"}]})

    item = _item(api, employer)
    assert "EMPLOYER_HAS_UNLINKED_EMPLOYEES" == item["code"]
    assert item["message"]["nl"].endswith(": 2.")

    api.patch(f"/employers/{employer}", {"accepts_unlinked_employees": True})
    assert [] == _codes(api, employer)
    api.patch(f"/employers/{employer}", {"accepts_unlinked_employees": False})
    api.post(path, {"employees": [{"suite_id": "a", "nmbrs_id": "2"}, {"suite_id": "b", "nmbrs_id": "3"}]})
    assert [] == _codes(api, employer)


def test_no_code_is_no_obstacle_where_the_first_run_records_it(api: Api) -> None:
    employer = make_employer(api)
    api.post(f"/employers/{employer}/classifications/nmbrs")
    make_configuration(api, make_account(api, employer))

    assert [] == _codes(api, employer)


def test_missing_code_is_told_where_the_account_has_several_employers(api: Api) -> None:
    employer = make_employer(api)
    api.post(f"/employers/{employer}/classifications/nmbrs")
    make_configuration(api, make_account(api, authorization=for_group(make_group(api, [employer]))))

    assert ["EMPLOYER_WITHOUT_CODE"] == _codes(api, employer)


def test_the_classifications_that_are_not_linked_are_named(api: Api, employer: str, account: str) -> None:
    configuration = make_configuration(api, account)
    linked = api.get(f"/employers/{employer}").json()["classification_ids"]
    api.put(f"/employers/{employer}/classifications", {"classification_ids": linked[1:]})
    catalogue = api.get("/absence-classifications").json()["items"]
    [gone] = [each["source_label"] for each in catalogue if each["id"] == linked[0]]

    item = _item(api, employer)

    assert ("CLASSIFICATION_NOT_LINKED", [gone]) == (item["code"], item["classifications"])
    assert gone in item["message"]["nl"]
    api.put(f"/employers/{employer}/classifications", {"classification_ids": []})
    assert SEVEN == _item(api, employer)["classifications"]
    api.patch(f"/configurations/{configuration}", {"import_absence": False}, if_match="*")
    assert [] == _codes(api, employer)  # no absence, no classification


def test_account_that_is_archived_is_told_unless_there_is_another(
    api: Api, employer: str, account: str
) -> None:
    make_configuration(api, account)
    api.post(f"/accounts/{account}/archive", if_match="*")

    item = _item(api, employer)

    assert ("ACCOUNT_ARCHIVED", account) == (item["code"], item["account_id"])
    make_configuration(api, make_account(api, authorization={"scope": "all_employers"}))
    assert [] == _codes(api, employer)


def test_account_of_others_is_none(api: Api, employer: str) -> None:
    make_configuration(api, make_account(api, authorization=for_group(make_group(api, [make_employer(api)]))))

    assert ["NO_ACCOUNT"] == _codes(api, employer)


def test_account_that_nmbrs_rejected_is_named(
    api: Api, employer: str, account: str, database: Database
) -> None:
    make_configuration(api, account)
    with database.transaction() as session:
        session.get_one(models.Account, account).attention_code = "CREDENTIALS_REJECTED"

    item = _item(api, employer)

    assert ("ACCOUNT_NEEDS_ATTENTION", "customer", account) == (
        item["code"],
        item["actor"],
        item["account_id"],
    )


def test_a_configuration_that_imports_is_needed(api: Api, employer: str, account: str) -> None:
    make_configuration(api, account, option="nmbrs_employer_codes")
    nothing = {"import_departments": False, "import_employees": False, "import_absence": False}
    make_configuration(api, account, **nothing)
    archived = make_configuration(api, account)
    api.post(f"/configurations/{archived}/archive", if_match="*")

    assert ["NO_CONFIGURATION"] == _codes(api, employer)


def test_two_configurations_that_import_the_same_are_named_with_their_streams(
    api: Api, employer: str, account: str
) -> None:
    people = make_configuration(api, account, import_absence=False)
    other = make_account(api, authorization={"scope": "all_employers"})
    everything = make_configuration(api, other)

    item = _item(api, employer)

    assert "STREAM_IMPORTED_TWICE" == item["code"]
    assert sorted([people, everything]) == sorted(item["configuration_ids"])
    assert ["departments", "employees"] == item["streams"]
    assert ": afdelingen, werknemers." in item["message"]["nl"]
    again = make_configuration(api, other)
    assert {people, everything, again} == set(_item(api, employer)["configuration_ids"])


def test_a_configuration_that_leaves_the_employer_out_does_not_import_it(
    api: Api, employer: str, account: str
) -> None:
    first = make_configuration(api, account)
    second = make_configuration(api, account, settings={"excluded_companies": ["101"]})

    assert [] == _codes(api, employer)
    api.patch(f"/configurations/{first}", {"settings": {"excluded_companies": ["101"]}}, if_match="*")
    item = _item(api, employer)
    assert ("EMPLOYER_EXCLUDED", [first, second]) == (item["code"], item["configuration_ids"])


def test_what_is_not_the_callers_is_told_without_its_id(
    api: Api, employer: str, account: str, make_key: MakeKey, database: Database
) -> None:
    for _ in range(2):
        make_configuration(api, account)
    with database.transaction() as session:
        session.get_one(models.Account, account).attention_code = "CREDENTIALS_REJECTED"
    scoped = api.by(make_key("operator", employers=[employer]))

    items = _ready(scoped, employer)["items"]

    assert [("ACCOUNT_NEEDS_ATTENTION", None, []), ("STREAM_IMPORTED_TWICE", None, [])] == [
        (item["code"], item["account_id"], item["configuration_ids"]) for item in items
    ]


def test_foreign_employer_is_not_found(api: Api, employer: str, make_key: MakeKey) -> None:
    stranger = api.by(make_key(employers=[make_employer(api)]))

    assert (404, "EMPLOYER_NOT_FOUND") == refusal(stranger.get(f"/employers/{employer}/readiness"))
    assert (404, "EMPLOYER_NOT_FOUND") == refusal(api.get(f"/employers/{NOBODY}/readiness"))


def test_who_is_ready_is_imported_without_a_failure(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    nmbrs.hire(company, department_id=nmbrs.add_department(company, "Oven"))
    suite.set_up({company: "Bakkerij"})

    found = suite.ask("GET", f"/employers/{suite.employer_ids[company]}/readiness")

    assert found["ready"]
    assert "succeeded" == suite.run()["status"]
