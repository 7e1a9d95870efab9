"""Employers: made, listed, changed; and what every creating or changing route does alike."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app import models
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


# --- what every route does alike ----------------------------------------------------------------


def test_repeated_request_under_one_key_gets_the_first_answer(api: Api, database: Database) -> None:
    first = api.post("/employers", {"name": "Testbedrijf 1"}, idempotency_key="a")
    again = api.post("/employers", {"name": "Testbedrijf 1"}, idempotency_key="a")

    assert (201, first.json(), first.headers["Location"], first.headers["ETag"]) == (
        again.status_code,
        again.json(),
        again.headers["Location"],
        again.headers["ETag"],
    )
    assert "true" == again.headers["Idempotency-Replayed"]
    assert 1 == _employers(database)


def test_other_request_under_a_used_key_is_refused(api: Api) -> None:
    api.post("/employers", {"name": "Testbedrijf 1"}, idempotency_key="a")

    other = api.post("/employers", {"name": "Testbedrijf 2"}, idempotency_key="a")

    assert (409, "IDEMPOTENCY_KEY_REUSED") == refusal(other)


def test_idempotency_keys_of_two_callers_are_apart(api: Api, make_key: MakeKey, database: Database) -> None:
    for caller in (api, api.by(make_key())):
        assert 201 == caller.post("/employers", {"name": "x"}, idempotency_key="a").status_code

    assert 2 == _employers(database)


def test_refused_request_leaves_its_idempotency_key_free(api: Api) -> None:
    make_employer(api, code="12345")
    body = {"name": "x", "employer_code": "12345"}
    assert 409 == api.post("/employers", body, idempotency_key="a").status_code

    assert 201 == api.post("/employers", {"name": "x"}, idempotency_key="a").status_code


def test_simultaneous_requests_under_one_key_make_one_row(app: FastAPI, api: Api, database: Database) -> None:
    barrier = threading.Barrier(4)

    def create(_: int) -> tuple[int, str]:
        mine = Api(TestClient(app), api.headers)
        barrier.wait()
        response = mine.post("/employers", {"name": "Testbedrijf 1"}, idempotency_key="a")
        return response.status_code, response.json()["id"]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(create, range(4)))

    assert {(201, answers[0][1])} == set(answers)
    assert 1 == _employers(database)


def test_simultaneous_employers_with_one_code_are_one_and_a_refusal(app: FastAPI, api: Api) -> None:
    barrier = threading.Barrier(4)

    def create(number: int) -> int:
        mine = Api(TestClient(app), api.headers)
        barrier.wait()
        return mine.post("/employers", {"name": str(number), "employer_code": "12345"}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert [201, 409, 409, 409] == sorted(pool.map(create, range(4)))


def test_commit_that_fails_is_never_answered_as_created(api: Api, database: Database) -> None:
    _let_commits_fail(database)

    response = api.post("/employers", {"name": "Testbedrijf 1"}, idempotency_key="a")

    assert (500, "INTERNAL_ERROR") == refusal(response)
    assert 0 == _employers(database)
    assert 200 == api.get("/employers").status_code


def test_body_that_is_no_json_or_too_large_is_refused(api: Api) -> None:
    def send(content: str) -> tuple[int, str]:
        headers = api.headers | {"Content-Type": "application/json"}
        return refusal(api.client.post("/v1/employers", content=content, headers=headers))

    assert (400, "JSON_INVALID") == send('{"name": ')
    assert (413, "PAYLOAD_TOO_LARGE") == send('{"name": "' + "x" * 50_000_000 + '"}')
    assert (422, "PAYLOAD_INVALID") == send('{"name": "\\ud800"}')


def test_problem_speaks_the_language_that_is_asked_for(api: Api) -> None:
    dutch = api.get(f"/employers/{NOBODY}", accept_language="nl-NL,nl;q=0.9")
    english = api.get(f"/employers/{NOBODY}")

    assert ("nl", "en") == (dutch.headers["Content-Language"], english.headers["Content-Language"])
    assert dutch.json()["detail"] != english.json()["detail"]


def _employers(database: Database) -> int:
    with Session(database.engine) as session:
        return session.exec(select(sa.func.count()).select_from(models.Employer)).one()


def _let_commits_fail(database: Database) -> None:
    """Every new employer leaves behind a broken promise that is only looked at on COMMIT."""
    statements = [
        "CREATE TABLE nowhere (id TEXT PRIMARY KEY)",
        "CREATE TABLE promises (id TEXT REFERENCES nowhere (id) DEFERRABLE INITIALLY DEFERRED)",
    ]
    if database.engine.dialect.name == "sqlite":
        statements.append(
            "CREATE TRIGGER promise AFTER INSERT ON employers BEGIN INSERT INTO promises VALUES (NEW.id); END"
        )
    else:
        statements += [
            "CREATE FUNCTION promise() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN INSERT INTO promises VALUES (NEW.id); RETURN NEW; END'",
            "CREATE TRIGGER promise AFTER INSERT ON employers FOR EACH ROW EXECUTE FUNCTION promise()",
        ]
    with database.transaction() as session:
        for statement in statements:
            session.execute(sa.text(statement))
