"""What every route does alike: requests that arrive twice, commits that fail, bodies that cannot be."""

from __future__ import annotations

import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session, select

from app import models
from app.database import Database
from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    make_employer,
    refusal,
    simultaneously,
)


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
    def create(mine: Api) -> tuple[int, str]:
        response = mine.post("/employers", {"name": "Testbedrijf 1"}, idempotency_key="a")
        return response.status_code, response.json()["id"]

    answers = simultaneously(app, api, create)

    assert {(201, answers[0][1])} == set(answers)
    assert 1 == _employers(database)


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
