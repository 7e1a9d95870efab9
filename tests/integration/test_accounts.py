"""Accounts: what the customer hands over, what they may touch, and who may see them (manual, section 3)."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import Session

from app import models
from app.database import Database
from app.security import Cipher
from tests.integration.callers import (
    NOBODY,
    Api,
    account_body,
    make_account,
    make_configuration,
    make_employer,
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
