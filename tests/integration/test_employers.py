"""Employers: made, listed, changed, and seen by who reaches them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from app.database import Database
from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    make_account,
    make_configuration,
    make_employer,
    refusal,
    refused_fields,
    simultaneously,
    store_employee,
    store_run,
)


def test_created_employer_can_be_read_where_the_answer_says(api: Api) -> None:
    created = api.post("/employers", {"name": "  Testbedrijf 1 ", "employer_code": " 12345 "})

    assert 201 == created.status_code
    assert ("Testbedrijf 1", "12345", []) == (
        created.json()["name"],
        created.json()["employer_code"],
        created.json()["classification_ids"],
    )
    shown = api.client.get(created.headers["Location"], headers=api.headers)
    assert (200, created.json(), '"1"') == (shown.status_code, shown.json(), shown.headers["ETag"])


def test_body_without_the_right_form_is_refused(api: Api) -> None:
    wrong: list[Any] = [
        {},
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 201},
        {"name": "nul\x00"},
        {"name": "tab\t2"},
        {"name": 7},
        {"name": "x", "employer_code": " "},
        {"name": "x", "employer_code": 12345},
        {"name": "x", "version": 2},
        [],
        None,
    ]

    for body in wrong:
        assert (422, "PAYLOAD_INVALID") == refusal(api.post("/employers", body))


def test_code_of_another_employer_is_refused_by_name(api: Api) -> None:
    make_employer(api, code="12345")
    second = make_employer(api)

    refusals = [
        api.post("/employers", {"name": "Testbedrijf 2", "employer_code": "12345"}),
        api.patch(f"/employers/{second}", {"employer_code": "12345"}),
    ]

    for response in refusals:
        assert (409, "EMPLOYER_CODE_TAKEN") == refusal(response)
        assert "12345" == response.json()["employer_code"]
        assert "12345" in response.json()["detail"]


def test_code_may_be_taken_away_and_given_to_another(api: Api) -> None:
    left = make_employer(api, code="12345")
    right = make_employer(api)

    assert 200 == api.patch(f"/employers/{left}", {"employer_code": None}).status_code
    assert 200 == api.patch(f"/employers/{right}", {"employer_code": "12345"}).status_code

    assert [right] == api.ids("/employers?employer_code=12345")


def test_code_in_use_by_imported_employees_stays(api: Api, database: Database) -> None:
    employer = make_employer(api, code="12345")
    account = make_account(api, employer)
    run = store_run(database, account_id=account, configuration_id=make_configuration(api, account))
    store_employee(database, employer, run)

    for code in ("67890", None):
        response = api.patch(f"/employers/{employer}", {"employer_code": code})
        assert (409, "EMPLOYER_CODE_IN_USE") == refusal(response)
    assert 200 == api.patch(f"/employers/{employer}", {"name": "x", "employer_code": "12345"}).status_code


def test_change_moves_the_version_only_if_something_changed(api: Api) -> None:
    employer = make_employer(api)

    renamed = api.patch(f"/employers/{employer}", {"name": "Testbedrijf 1 B.V."}, if_match='"1"')
    again = api.patch(f"/employers/{employer}", {"name": "Testbedrijf 1 B.V."}, if_match='"2"')

    assert (200, '"2"') == (renamed.status_code, renamed.headers["ETag"])
    assert (200, '"2"', renamed.json()) == (again.status_code, again.headers["ETag"], again.json())


def test_old_if_match_is_refused_but_none_is_fine(api: Api) -> None:
    employer = make_employer(api)
    api.patch(f"/employers/{employer}", {"name": "first"})

    late = api.patch(f"/employers/{employer}", {"name": "late"}, if_match='"1"')

    assert (412, "VERSION_CHANGED") == refusal(late)
    assert "first" == api.get(f"/employers/{employer}").json()["name"]


def test_null_is_refused_where_nothing_may_be_empty(api: Api) -> None:
    employer = make_employer(api)

    assert (422, ["body.name"]) == refused_fields(api.patch(f"/employers/{employer}", {"name": None}))


def test_unknown_employer_is_not_found(api: Api) -> None:
    for wrong in (NOBODY, "1", "%00", "..%2f", "\u2603"):
        assert 404 == api.get(f"/employers/{wrong}").status_code


def test_list_is_paged_without_gap_or_repeat(api: Api) -> None:
    made = [make_employer(api, f"Testbedrijf {number}") for number in range(5)]

    seen: list[str] = []
    query = "limit=2"
    while True:
        page = api.get(f"/employers?{query}").json()
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        query = f"limit=2&cursor={page['next_cursor']}"

    assert made == seen


def test_wrong_query_is_refused_by_name(api: Api) -> None:
    wrong = [
        ("limit=0", "query.limit"),
        ("limit=201", "query.limit"),
        ("cursor=x", "query.cursor"),
        ("cursor=MTI", "query.cursor"),  # 12: a number, where ids are text
        ("cursor=IlwwIg", "query.cursor"),
        ("cursor=IlxuIg", "query.cursor"),  # "\n"
        (f"cursor={'W' * 300}", "query.cursor"),
        ("employer_code=%00", "query.employer_code"),
    ]

    for query, field in wrong:
        assert (422, [field]) == refused_fields(api.get(f"/employers?{query}"))


def test_scoped_caller_sees_his_employers_only(api: Api, make_key: MakeKey) -> None:
    mine, foreign = make_employer(api), make_employer(api)
    reader = api.by(make_key("reader", employers=[mine]))

    assert [mine] == reader.ids("/employers")
    assert (404, "EMPLOYER_NOT_FOUND") == refusal(reader.get(f"/employers/{foreign}"))


def test_simultaneous_employers_with_one_code_are_one_and_refusals(app: FastAPI, api: Api) -> None:
    body = {"name": "x", "employer_code": "12345"}

    answers = simultaneously(app, api, lambda mine: mine.post("/employers", body).status_code)

    assert [201, 409, 409, 409] == sorted(answers)
