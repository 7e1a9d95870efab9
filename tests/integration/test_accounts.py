"""Accounts: what the customer hands over, what they may touch, and who may see them (manual, section 3)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from app import models
from app.database import Database
from app.security import Cipher
from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    account_body,
    for_group,
    make_account,
    make_configuration,
    make_employer,
    make_group,
    refusal,
    refused_fields,
    store_run,
)

TOKEN = "MARKED-TOKEN-4711"


def _stored(database: Database, account_id: str) -> models.Account:
    with Session(database.engine) as session:
        return session.get_one(models.Account, account_id)


def _lose_credentials(database: Database, account_id: str) -> None:
    """What a run leaves behind when Nmbrs refuses the token."""
    with database.transaction() as session:
        session.get_one(models.Account, account_id).attention_code = "CREDENTIALS_REJECTED"


# --- the body


def test_created_account_has_the_defaults_and_never_shows_its_token(api: Api, database: Database) -> None:
    employer = make_employer(api)
    body = account_body(employer, token=f" {TOKEN} ", domain="https://Testbedrijf.nmbrs.nl/")

    created = api.post("/accounts", body)

    assert 201 == created.status_code, created.text
    account = created.json()
    assert {
        "account_type": "hr_system_api",
        "hr_system": "nmbrs",
        "transport": "soap",
        "culture": "nl-NL",
        "domain": "testbedrijf",
        "token_set": True,
        "state": "ok",
        "attention_code": None,
        "last_activity_at": None,
        "archived_at": None,
        "authorization": {"scope": "employer", "employer_id": employer, "employer_group_id": None},
    }.items() <= account.items()
    shown = api.client.get(created.headers["Location"], headers=api.headers)
    listed = api.get("/accounts")
    assert ('"1"', account) == (shown.headers["ETag"], shown.json())
    assert TOKEN not in created.text + shown.text + listed.text
    assert TOKEN not in _stored(database, account["id"]).token_encrypted


def test_token_can_only_be_read_in_its_own_account(app: FastAPI, api: Api, database: Database) -> None:
    account = make_account(api, token=TOKEN)
    cipher: Cipher = app.state.cipher

    sealed = _stored(database, account).token_encrypted

    assert TOKEN == cipher.decrypt(sealed, f"account:{account}:token")


def test_domain_is_reduced_to_its_name_and_that_of_another_host_refused(api: Api) -> None:
    made = api.made("/accounts", account_body(make_employer(api), domain="https://acme.nmbrs.nl/"))
    refused = api.post("/accounts", account_body(make_employer(api), domain="acme.evil.example"))

    assert "acme" == made["domain"]
    assert (422, "DOMAIN_INVALID") == refusal(refused)
    assert "evil" not in refused.text


def test_wrong_value_is_refused_by_name(api: Api) -> None:
    employer = make_employer(api)
    wrong: list[tuple[str, Any]] = [
        ("name", " "),
        ("account_type", "sftp"),
        ("hr_system", "afas"),
        ("transport", "carrier pigeon"),
        ("username", "no address"),
        ("token", ""),
        ("token", "   "),
        ("token", None),
        ("domain", ""),
        ("report_recipients", []),
        ("report_recipients", ["no address"]),
        ("report_recipients", [f"a{number}@b.example" for number in range(21)]),
        ("culture", "de-DE"),
        ("authorised_employer_count", 0),
        ("authorised_employer_count", "2"),
        ("authorization", None),
        ("state", "ok"),
    ]

    for field, value in wrong:
        status, fields = refused_fields(api.post("/accounts", account_body(employer) | {field: value}))
        assert (422, {f"body.{field}"}) == (status, {".".join(name.split(".")[:2]) for name in fields})


def test_wrong_body_never_repeats_the_token(api: Api) -> None:
    for body in (
        account_body(NOBODY, token=[TOKEN]),
        account_body(NOBODY, token=TOKEN * 100),
        account_body(NOBODY, token=TOKEN, name=7),
        [account_body(NOBODY, token=TOKEN)],
    ):
        assert TOKEN not in api.post("/accounts", body).text


def test_recipients_are_named_once(api: Api) -> None:
    twice = ["a@b.example", "c@b.example", "a@b.example"]

    made = api.made("/accounts", account_body(make_employer(api), report_recipients=twice))

    assert ["a@b.example", "c@b.example"] == made["report_recipients"]


def test_rest_is_refused_with_its_reason(api: Api) -> None:
    response = api.post("/accounts", account_body(make_employer(api), transport="rest"))

    assert (422, "TRANSPORT_NOT_AVAILABLE") == refusal(response)
    assert "1 March 2027" in response.json()["detail"]


# --- what it may touch


def test_authorization_needs_exactly_its_own_reference(api: Api) -> None:
    expected = {
        "employer": [("AUTHORIZATION_INCOMPLETE", "employer_id")],
        "employer +group": [("AUTHORIZATION_INCOMPLETE", "employer_id")],
        "employer_group": [("AUTHORIZATION_INCOMPLETE", "employer_group_id")],
        "employer_group +employer +group": [("AUTHORIZATION_TOO_MUCH", "employer_id")],
        "all_employers +group": [("AUTHORIZATION_TOO_MUCH", "employer_group_id")],
    }

    seen = {}
    for text in expected:
        scope, *references = text.split(" ")
        authorization = {"scope": scope}
        if "+employer" in references:
            authorization["employer_id"] = NOBODY
        if "+group" in references:
            authorization["employer_group_id"] = NOBODY
        problem = api.post("/accounts", account_body(authorization=authorization)).json()
        seen[text] = [
            (error["code"], error["field"].removeprefix("body.authorization.")) for error in problem["errors"]
        ]

    assert expected == seen


def test_scope_employer_for_two_companies_is_refused_with_the_step_of_the_manual(api: Api) -> None:
    employer = make_employer(api)

    response = api.post("/accounts", account_body(employer, authorised_employer_count=2))

    assert (422, "SCOPE_TOO_NARROW") == refusal(response)
    assert "section 3, step 2" in response.json()["detail"]
    assert [] == api.ids("/accounts")


def test_group_of_one_is_fine_and_an_empty_one_is_refused(api: Api) -> None:
    one, empty = make_group(api, [make_employer(api)]), make_group(api, [])

    api.made("/accounts", account_body(authorization=for_group(one), authorised_employer_count=3))
    response = api.post("/accounts", account_body(authorization=for_group(empty)))

    assert (422, "GROUP_EMPTY") == refusal(response)


def test_unknown_employer_or_group_is_not_found(api: Api) -> None:
    employer = api.post("/accounts", account_body(NOBODY))
    group = api.post("/accounts", account_body(authorization=for_group(NOBODY)))

    assert (404, "EMPLOYER_NOT_FOUND") == refusal(employer)
    assert (404, "EMPLOYER_GROUP_NOT_FOUND") == refusal(group)


def test_scope_of_an_account_lies_inside_that_of_its_maker(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    mixed = make_group(api, [mine, foreign])
    admin = api.by(make_key("admin", employers=[mine]))
    mine_only = make_group(api, [mine])

    assert 201 == admin.post("/accounts", account_body(mine)).status_code
    assert 201 == admin.post("/accounts", account_body(authorization=for_group(mine_only))).status_code
    refused = {
        "foreign": admin.post("/accounts", account_body(foreign)),
        "mixed": admin.post("/accounts", account_body(authorization=for_group(mixed))),
        "all": admin.post("/accounts", account_body(authorization={"scope": "all_employers"})),
    }
    assert {
        "foreign": (404, "EMPLOYER_NOT_FOUND"),
        "mixed": (404, "EMPLOYER_GROUP_NOT_FOUND"),
        "all": (403, "UNSCOPED_ADMIN_REQUIRED"),
    } == {name: refusal(response) for name, response in refused.items()}


def test_account_is_seen_by_who_reaches_all_its_employers(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    group = make_group(api, [mine])
    of_mine = make_account(api, mine)
    of_group = make_account(api, authorization=for_group(group))
    of_mixed = make_account(api, authorization=for_group(make_group(api, [mine, foreign])))
    of_all = make_account(api, authorization={"scope": "all_employers"})
    operator = api.by(make_key("operator", employers=[mine]))

    assert [of_mine, of_group] == operator.ids("/accounts")
    for hidden in (of_mixed, of_all):
        assert (404, "ACCOUNT_NOT_FOUND") == refusal(operator.get(f"/accounts/{hidden}"))
    assert [of_mine, of_group, of_mixed, of_all] == api.ids("/accounts")

    api.put(f"/employer-groups/{group}/employers", {"employer_ids": [mine, foreign]})
    assert [of_mine] == operator.ids("/accounts")
    api.put(f"/employer-groups/{group}/employers", {"employer_ids": []})
    assert [of_mine] == operator.ids("/accounts")


# --- one account per login


def test_second_account_with_the_same_login_is_refused_by_its_id(api: Api) -> None:
    employer = make_employer(api)
    body = account_body(employer)
    first = api.made("/accounts", body)["id"]

    response = api.post("/accounts", body | {"username": body["username"].title()})

    assert (409, "ACCOUNT_EXISTS") == refusal(response)
    assert first == response.json()["account_id"]
    assert first in response.json()["detail"]


def test_foreign_account_with_the_same_login_is_not_named(api: Api, make_key: MakeKey) -> None:
    mine = make_employer(api)
    body = account_body(make_employer(api))
    first = api.made("/accounts", body)["id"]
    admin = api.by(make_key("admin", employers=[mine]))

    response = admin.post("/accounts", body | {"authorization": {"scope": "employer", "employer_id": mine}})

    assert (409, "ACCOUNT_EXISTS") == refusal(response)
    assert first not in response.text


def test_login_of_an_archived_account_is_free(api: Api) -> None:
    body = account_body(make_employer(api))
    first = api.made("/accounts", body)["id"]
    assert 200 == api.post(f"/accounts/{first}/archive", if_match='"1"').status_code

    second = api.made("/accounts", body)["id"]

    assert [second] == api.ids("/accounts")
    assert [first, second] == api.ids("/accounts?include_archived=true")


def test_change_to_the_login_of_another_account_is_refused(api: Api) -> None:
    taken = account_body(make_employer(api))
    api.made("/accounts", taken)
    account = make_account(api)

    response = api.patch(f"/accounts/{account}", {"username": taken["username"]}, if_match="*")

    assert (409, "ACCOUNT_EXISTS") == refusal(response)


def test_simultaneous_accounts_with_one_login_are_one_and_refusals(app: FastAPI, api: Api) -> None:
    body = account_body(make_employer(api))
    barrier = threading.Barrier(4)

    def create(_: int) -> int:
        mine = Api(TestClient(app), api.headers)
        barrier.wait()
        return mine.post("/accounts", body).status_code

    with ThreadPoolExecutor(4) as pool:
        assert [201, 409, 409, 409] == sorted(pool.map(create, range(4)))


# --- changes


def test_change_needs_the_version_that_was_read(api: Api) -> None:
    account = make_account(api)

    missing = api.patch(f"/accounts/{account}", {"name": "x"})
    right = api.patch(f"/accounts/{account}", {"name": "right"}, if_match='"1"')
    late = api.patch(f"/accounts/{account}", {"name": "late"}, if_match='"1"')

    assert (428, "IF_MATCH_REQUIRED") == refusal(missing)
    assert (200, '"2"', "right") == (right.status_code, right.headers["ETag"], right.json()["name"])
    assert (412, "VERSION_CHANGED") == refusal(late)


def test_what_never_changes_or_may_not_be_empty_is_refused(api: Api) -> None:
    account = make_account(api)
    changes: list[dict[str, Any]] = [
        {"account_type": "hr_system_api"},
        {"hr_system": "nmbrs"},
        {"name": None},
        {"token": None},
        {"report_recipients": None},
        {"authorization": None},
        {"culture": "fr-FR"},
    ]

    for change in changes:
        response = api.patch(f"/accounts/{account}", change, if_match="*")
        assert (422, [f"body.{name}" for name in change]) == refused_fields(response)


@pytest.mark.parametrize(
    "change",
    [{"username": "other@testbedrijf.example"}, {"domain": "other"}, {"token": "OTHER-TOKEN"}],
)
def test_other_credentials_end_needs_attention(api: Api, database: Database, change: dict[str, str]) -> None:
    account = make_account(api)
    _lose_credentials(database, account)
    before = api.get(f"/accounts/{account}").json()

    after = api.patch(f"/accounts/{account}", change, if_match="*").json()

    assert ("needs_attention", "CREDENTIALS_REJECTED") == (before["state"], before["attention_code"])
    assert ("ok", None) == (after["state"], after["attention_code"])


@pytest.mark.parametrize("change", [{"name": "x"}, {"token": TOKEN}, {"domain": "testbedrijf"}, {}])
def test_the_same_credentials_do_not(api: Api, database: Database, change: dict[str, str]) -> None:
    account = make_account(api, token=TOKEN)
    _lose_credentials(database, account)

    after = api.patch(f"/accounts/{account}", change, if_match="*").json()

    assert "needs_attention" == after["state"]


def test_new_token_replaces_the_old_one(app: FastAPI, api: Api, database: Database) -> None:
    account = make_account(api)

    response = api.patch(f"/accounts/{account}", {"token": TOKEN}, if_match='"1"')

    cipher: Cipher = app.state.cipher
    assert TOKEN not in response.text
    assert TOKEN == cipher.decrypt(_stored(database, account).token_encrypted, f"account:{account}:token")


def test_changed_scope_obeys_the_rules_of_a_new_one(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    group = make_group(api, [mine])
    account = make_account(api, mine)
    path = f"/accounts/{account}"
    admin = api.by(make_key("admin", employers=[mine]))

    too_narrow = admin.patch(path, {"authorised_employer_count": 2}, if_match="*")
    foreign_scope = admin.patch(
        path, {"authorization": {"scope": "employer", "employer_id": foreign}}, if_match="*"
    )
    every_employer = admin.patch(path, {"authorization": {"scope": "all_employers"}}, if_match="*")
    both = {"authorised_employer_count": 2, "authorization": for_group(group)}
    wider = admin.patch(path, both, if_match='"1"')
    narrow_again = admin.patch(
        path, {"authorization": {"scope": "employer", "employer_id": mine}}, if_match="*"
    )

    assert (422, "SCOPE_TOO_NARROW") == refusal(too_narrow)
    assert (404, "EMPLOYER_NOT_FOUND") == refusal(foreign_scope)
    assert (403, "UNSCOPED_ADMIN_REQUIRED") == refusal(every_employer)
    assert {"scope": "employer_group", "employer_id": None, "employer_group_id": group} == wider.json()[
        "authorization"
    ]
    assert (422, "SCOPE_TOO_NARROW") == refusal(narrow_again)


# --- archiving


def test_archived_account_stays_readable_and_refuses_everything_else(api: Api) -> None:
    account = make_account(api)

    archived = api.post(f"/accounts/{account}/archive", if_match='"1"')
    again = api.post(f"/accounts/{account}/archive", if_match='"1"')

    assert (200, '"2"') == (archived.status_code, archived.headers["ETag"])
    assert archived.json()["archived_at"]
    assert (200, archived.json()) == (again.status_code, again.json())
    assert archived.json() == api.get(f"/accounts/{account}").json()
    refusals = [
        api.patch(f"/accounts/{account}", {"name": "x"}, if_match="*"),
        api.post(
            f"/accounts/{account}/configurations",
            {"data_stream": "x", "option": "nmbrs_employee", "mail_level": "all"},
        ),
        api.post(
            f"/accounts/{account}/employer-codes/assign",
            {"assignments": [{"nmbrs_id": "1", "employer_id": NOBODY}]},
        ),
    ]
    assert {(409, "ACCOUNT_ARCHIVED")} == {refusal(response) for response in refusals}


def test_archiving_needs_the_version_that_was_read(api: Api) -> None:
    account = make_account(api)
    api.patch(f"/accounts/{account}", {"name": "changed"}, if_match="*")

    assert (428, "IF_MATCH_REQUIRED") == refusal(api.post(f"/accounts/{account}/archive"))
    assert (412, "VERSION_CHANGED") == refusal(api.post(f"/accounts/{account}/archive", if_match='"1"'))


@pytest.mark.parametrize("status", ["queued", "running"])
def test_account_at_work_is_not_archived(api: Api, database: Database, status: str) -> None:
    account = make_account(api)
    configuration = make_configuration(api, account)
    run = store_run(database, account_id=account, configuration_id=configuration, status=status)

    response = api.post(f"/accounts/{account}/archive", if_match="*")

    assert (409, "RUN_OPEN") == refusal(response)
    assert run == response.json()["run_id"]


def test_last_activity_is_that_of_the_newest_run(api: Api, database: Database) -> None:
    busy, idle = make_account(api), make_account(api)
    configuration = make_configuration(api, busy)
    store_run(database, account_id=busy, configuration_id=configuration)
    last = store_run(database, account_id=busy, configuration_id=configuration)

    listed = {item["id"]: item["last_activity_at"] for item in api.get("/accounts").json()["items"]}

    with Session(database.engine) as session:
        finished_at = session.get_one(models.Run, last).finished_at
    assert finished_at is not None
    assert {busy: finished_at.isoformat().replace("+00:00", "Z"), idle: None} == listed
