"""Bad input gets a clear answer and loses nothing: after every refusal the database is what it was."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from httpx2 import Response
from sqlmodel import SQLModel

from app import log
from app.database import Database
from emulator.background import serve
from tests.conftest import MakeKey
from tests.integration.callers import (
    NOBODY,
    Api,
    account_body,
    configuration_body,
    for_group,
    make_employer,
    refusal,
    refused_fields,
)
from tests.integration.world import World, make_world

Json = dict[str, Any]


@pytest.fixture
def world(api: Api, database: Database) -> World:
    return make_world(api, database)


def _tables(database: Database) -> dict[str, list[str]]:
    """Everything in every table of ours."""
    with database.reading() as session:
        return {
            table.name: sorted(str(tuple(row)) for row in session.execute(sa.select(table)))
            for table in SQLModel.metadata.sorted_tables
        }


@contextmanager
def unchanged(database: Database) -> Iterator[None]:
    """Whatever happens inside, it changes not a single row."""
    before = _tables(database)
    yield
    assert before == _tables(database)


# --- what an administrator may get wrong ----------------------------------------------------------


def _account(authorization: Json, **fields: Any) -> Json:
    return account_body(**fields) | {"authorization": authorization}


#: What is wrong → the answer, and the request that gets it.
WRONG: dict[str, tuple[int, str, Callable[[World], tuple[str, str, Json]]]] = {
    "an unknown employer in a scope": (404, "EMPLOYER_NOT_FOUND", lambda _: (
        "POST", "/accounts", _account({"scope": "employer", "employer_id": NOBODY})
    )),
    "an unknown group in a scope": (404, "EMPLOYER_GROUP_NOT_FOUND", lambda _: (
        "POST", "/accounts", _account(for_group(NOBODY))
    )),
    "a scope without its employer": (422, "AUTHORIZATION_INCOMPLETE", lambda _: (
        "POST", "/accounts", _account({"scope": "employer"})
    )),
    "a scope that does not exist": (422, "PAYLOAD_INVALID", lambda _: (
        "POST", "/accounts", _account({"scope": "everything"})
    )),
    "one employer for two authorised companies": (422, "SCOPE_TOO_NARROW", lambda world: (
        "POST", "/accounts",
        _account({"scope": "employer", "employer_id": world.employer_id}, authorised_employer_count=2),
    )),
    "two authorised companies in a scope that is narrowed": (422, "SCOPE_TOO_NARROW", lambda world: (
        "PATCH", f"/accounts/{world.account_id}", {
            "authorised_employer_count": 2,
            "authorization": {"scope": "employer", "employer_id": world.employer_id},
        },
    )),
    "a domain with a foreign host": (422, "DOMAIN_INVALID", lambda world: (
        "PATCH", f"/accounts/{world.account_id}", {"domain": "acme.nmbrs.nl.evil.example"}
    )),
    "a domain that only ends like Nmbrs": (422, "DOMAIN_INVALID", lambda world: (
        "POST", "/accounts", _account(for_group(world.group_id), domain="https://evil.example/acme.nmbrs.nl")
    )),
    "a domain with a port and a user": (422, "DOMAIN_INVALID", lambda world: (
        "POST", "/accounts", _account(for_group(world.group_id), domain="https://acme@evil.example:8443")
    )),
    "four times a day": (422, "PAYLOAD_INVALID", lambda world: (
        "POST", f"/accounts/{world.account_id}/configurations",
        configuration_body(weekdays=["monday"], times=["06:00", "12:00", "18:00", "23:00"]),
    )),
    "a fourth time on a configuration": (422, "PAYLOAD_INVALID", lambda world: (
        "PATCH", f"/configurations/{world.configuration_id}",
        {"weekdays": ["monday"], "times": ["06:00", "12:00", "18:00", "23:00"]},
    )),
    "twenty-five hours": (422, "PAYLOAD_INVALID", lambda world: (
        "POST", f"/accounts/{world.account_id}/configurations",
        configuration_body(weekdays=["monday"], times=["25:00"]),
    )),
    "an empty data stream": (422, "PAYLOAD_INVALID", lambda world: (
        "POST", f"/accounts/{world.account_id}/configurations", configuration_body(data_stream="  ")
    )),
    "no data stream": (422, "PAYLOAD_INVALID", lambda world: (
        "POST", f"/accounts/{world.account_id}/configurations",
        {"option": "nmbrs_employee", "mail_level": "all"},
    )),
    "a duplicate employer code": (409, "EMPLOYER_CODE_TAKEN", lambda _: (
        "POST", "/employers", {"name": "x", "employer_code": "101"}
    )),
    "a mode that does not exist": (422, "PAYLOAD_INVALID", lambda world: (
        "POST", f"/configurations/{world.configuration_id}/runs", {"mode": "delete"}
    )),
    "a run of a configuration that does not exist": (404, "CONFIGURATION_NOT_FOUND", lambda _: (
        "POST", f"/configurations/{NOBODY}/runs", {"mode": "apply"}
    )),
}  # fmt: skip


def test_every_mistake_is_named_and_changes_nothing(api: Api, world: World, database: Database) -> None:
    answers = {}
    with unchanged(database):
        for mistake, (_, _, request) in WRONG.items():
            method, path, body = request(world)
            answers[mistake] = refusal(api.ask(method, path, body, if_match="*"))

    assert {mistake: (status, code) for mistake, (status, code, _) in WRONG.items()} == answers


def test_foreign_employer_or_group_in_a_scope_is_refused_as_if_it_did_not_exist(
    api: Api, world: World, database: Database, make_key: MakeKey
) -> None:
    stranger = api.by(make_key(employers=[make_employer(api)]))
    refused = []

    with unchanged(database):
        for employer, group in ((world.employer_id, world.group_id), (NOBODY, NOBODY)):
            for scope in ({"scope": "employer", "employer_id": employer}, for_group(group)):
                refused.append(refusal(stranger.post("/accounts", _account(scope))))

    assert [(404, "EMPLOYER_NOT_FOUND"), (404, "EMPLOYER_GROUP_NOT_FOUND")] * 2 == refused


# --- versions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        ("PATCH", "/accounts/{account_id}", {"name": "Nieuwe naam"}),
        ("POST", "/accounts/{account_id}/archive", None),
        ("PATCH", "/configurations/{configuration_id}", {"mail_level": "all"}),
        ("POST", "/configurations/{configuration_id}/archive", None),
    ],
)
def test_change_without_the_version_that_was_read_last_is_refused(
    api: Api, world: World, database: Database, method: str, route: str, body: Json | None
) -> None:
    path = world.path(route)
    shown = path.removesuffix("/archive")
    old = api.get(shown).headers["ETag"]
    api.patch(
        shown, {"settings": {"history_months": 3}} if "conf" in path else {"culture": "en-GB"}, if_match=old
    )

    with unchanged(database):
        without = api.ask(method, path, body)
        others = [api.ask(method, path, body, if_match=tag) for tag in (old, 'W/"2"', "2", '"x"', "")]

    assert (428, "IF_MATCH_REQUIRED") == refusal(without)
    assert {(412, "VERSION_CHANGED")} == {refusal(each) for each in others}
    assert 200 == api.ask(method, path, body, if_match=api.get(shown).headers["ETag"]).status_code


# --- bodies ---------------------------------------------------------------------------------------

NO_JSON = {
    "half an object": b'{"name": ',
    "a word": b"nonsense",
    "a comma too many": b'{"name": "x",}',
    "two values": b'{"name": "x"} {"name": "y"}',
    "other letters than UTF-8": b'{"name": "\xff\xfe"}',
    "depth without end": b"[" * 200_000,
    "a number without end": b'{"name": ' + b"9" * 5_000 + b"}",
}


def _routes_with_bodies(world: World) -> list[tuple[str, str, Any]]:
    """Method, path and a right body of every route that takes one."""
    document = world.api.client.get("/openapi.json").json()
    return [
        (method.upper(), world.path(path.removeprefix("/v1")), world.body(f"{method.upper()} {path[3:]}"))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if "requestBody" in operation
    ]


def test_body_that_is_no_json_is_refused_by_every_route(api: Api, world: World, database: Database) -> None:
    routes = _routes_with_bodies(world)
    headers = api.headers | {"Content-Type": "application/json", "If-Match": "*"}
    answers = {}

    with unchanged(database):
        for method, path, _ in routes:
            for fault, content in NO_JSON.items():
                answer = api.client.request(method, f"/v1{path}", content=content, headers=headers)
                answers[method, path, fault] = refusal(answer)

    assert len(routes) > 10
    assert {} == {key: answer for key, answer in answers.items() if answer != (400, "JSON_INVALID")}


@pytest.mark.parametrize("told", [True, False], ids=["with its length", "in chunks"])
def test_body_of_fifty_megabytes_is_refused_over_a_real_connection(
    api: Api, app: FastAPI, world: World, database: Database, told: bool
) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(50):
            yield b" " * 1_000_000

    headers = api.headers | {"Content-Type": "application/json"}
    with unchanged(database), serve(app) as address, httpx.Client(timeout=20, trust_env=False) as http:
        content = b"".join(chunks()) if told else chunks()
        refused = http.post(f"{address}/v1/employers", content=content, headers=headers)
        still_there = http.get(f"{address}/health/live")

    assert told is ("content-length" in refused.request.headers)
    assert (413, "PAYLOAD_TOO_LARGE") == (refused.status_code, refused.json()["code"])
    assert "application/problem+json" == refused.headers["content-type"]
    assert 200 == still_there.status_code


# --- values that no database or number likes ------------------------------------------------------

NASTY: tuple[Any, ...] = (
    "\x00", "a\x00b", "\ud800", "\x1b[2J", "x" * 300_000, "'; DROP TABLE runs; --", "\U0001f600" * 100,
    10**30, -(10**30), 2**63, -1, 0, 1.5, 1e300, True, None, [], {}, [None], {"a": [1]},
)  # fmt: skip
NASTY_TEXTS = (
    "\x00", "a\x00b", "9" * 40, "-1", "1e999", "x" * 5_000, "é", "\U0001f600", "../runs", "%", "'; --",
    "null", "0001-01-01", "99999-01-01", "2026-02-30", "Infinity",
)  # fmt: skip


def _spoilt(body: Any) -> Iterator[Any]:
    """The body with one of its values, at any depth, replaced by a nasty one."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield from ({**body, name: nasty} for nasty in NASTY)
            yield from ({**body, name: spoilt} for spoilt in _spoilt(value))
    elif isinstance(body, list) and body:
        yield from ([nasty] for nasty in NASTY)
        yield from ([spoilt] for spoilt in _spoilt(body[0]))


def test_nasty_value_anywhere_in_a_body_is_never_a_bug_of_ours(api: Api, world: World) -> None:
    headers = api.headers | {"Content-Type": "application/json", "If-Match": "*", "Prefer": "wait=0"}
    bugs = []

    for method, path, body in _routes_with_bodies(world):
        for spoilt in _spoilt(body):
            content = json.dumps(spoilt)
            answer = api.client.request(method, f"/v1{path}", content=content, headers=headers)
            if answer.status_code >= 500:
                bugs.append((method, path, content[:200]))

    assert [] == bugs


def test_nasty_value_in_a_path_or_query_is_never_a_bug_of_ours(
    api: Api, world: World, database: Database
) -> None:
    document = api.client.get("/openapi.json").json()
    asked: list[str] = []
    for template, methods in document["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", []):
            if parameter["in"] == "query":
                path = world.path(template)
                asked += [f"{path}?{parameter['name']}={quote(text, safe='')}" for text in NASTY_TEXTS]
        if "{" in template and "get" in methods:
            begin, end = template[: template.index("{")], template[template.index("}") + 1 :]
            asked += [f"{begin}{quote(text, safe='')}{end}" for text in (*NASTY_TEXTS, NOBODY.upper())]

    with unchanged(database):
        answers = {path: api.client.get(path, headers=api.headers).status_code for path in asked}

    assert len(asked) > 500
    assert {} == {
        path[:200]: status for path, status in answers.items() if status not in (200, 404, 405, 422)
    }


def test_moment_that_has_no_utc_is_refused(api: Api, world: World) -> None:
    for kind in ("departments", "employees", "employments", "absences"):
        for moment in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"):
            answer = api.get(f"/{kind}?updated_since={quote(moment)}")
            assert (422, ["query.updated_since"]) == refused_fields(answer)


def test_nasty_header_is_never_a_bug_of_ours(api: Api, world: World, database: Database) -> None:
    texts = ("", "é", "x" * 5_000, "\x01", ",", '"', '"99999999999999999999999999"', "wait=-1", "wait=x")
    asked = [
        ("PATCH", f"/accounts/{world.account_id}", "If-Match"),
        ("POST", "/employers", "Idempotency-Key"),
        ("POST", "/employers", "Authorization"),
        ("POST", f"/configurations/{world.configuration_id}/runs", "Prefer"),
        ("GET", f"/runs/{world.run_id}", "Prefer"),
        ("GET", "/employers", "Accept-Language"),
    ]
    statuses = {
        (method, path, name, text): api.client.request(
            method,
            f"/v1{path}",
            json={"name": "x"} if method != "GET" else None,
            headers={**api.headers, name: text.encode("latin-1")},
        ).status_code
        for method, path, name in asked
        for text in texts
    }

    assert {} == {key: status for key, status in statuses.items() if status >= 500}


def _cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_cursor_that_no_list_gave_is_refused_by_every_list(
    api: Api, world: World, database: Database
) -> None:
    document = api.client.get("/openapi.json").json()
    lists = [
        world.path(path)
        for path, methods in document["paths"].items()
        if any(each["name"] == "cursor" for each in methods.get("get", {}).get("parameters", []))
    ]
    unknown = ["x", "é", *map(_cursor, ('{"a": 1}', "[]", "null", "1e400", "true", '"\\u0000"'))]
    answers = {}

    with unchanged(database):
        for path in lists:
            own = _cursor('"x"') if path.endswith("/changes") else _cursor("12")  # of lists with other ids
            for cursor in (*unknown, own):
                answer = api.client.get(f"{path}?cursor={cursor}", headers=api.headers)
                answers[path, cursor] = refusal(answer)

    assert len(lists) > 10
    assert {} == {key: answer for key, answer in answers.items() if answer != (422, "CURSOR_INVALID")}


# --- what every refusal has -----------------------------------------------------------------------


@pytest.fixture
def logged(api: Api) -> io.StringIO:
    """The log of this test's requests, as the service writes it."""
    lines = io.StringIO()
    log.configure(stream=lines)
    return lines


def _refusals(api: Api, world: World, database: Database) -> list[Response]:
    """One refusal of every status there is, the last for a bug of ours."""
    json_headers = api.headers | {"Content-Type": "application/json"}
    refused = [
        api.client.post("/v1/employers", content=b"{", headers=json_headers),
        api.by({**api.headers, "Authorization": "Bearer nobody's"}).get("/employers"),
        api.get(f"/employers/{NOBODY}"),
        api.ask("PUT", "/employers"),
        api.post("/employers", {"name": "x", "employer_code": "101"}),
        api.patch(f"/accounts/{world.account_id}", {"name": "x"}, if_match='"77"'),
        api.client.post("/v1/employers", content=b" " * 1_000_001, headers=json_headers),
        api.post("/employers", {}),
        api.patch(f"/accounts/{world.account_id}", {"name": "x"}),
    ]
    with database.transaction() as session:
        session.execute(sa.text("ALTER TABLE employer_groups RENAME TO gone"))
    return [*refused, api.post("/employer-groups", {"name": "x"})]


STATUSES = [400, 401, 404, 405, 409, 412, 413, 422, 428, 500]


def test_every_refusal_and_its_log_line_have_the_id_of_the_request(
    api: Api, world: World, database: Database, logged: io.StringIO
) -> None:
    refused = _refusals(api, world, database)

    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    answered = {line["request_id"]: line["status"] for line in lines if line["event"] == "request.answered"}
    assert STATUSES == [each.status_code for each in refused]
    for each in refused:
        request_id = each.json()["request_id"]
        assert each.headers["X-Request-ID"] == request_id
        assert answered[request_id] == each.status_code
    [bug] = [line for line in lines if line["event"] == "request.failed"]
    assert bug["request_id"] == refused[-1].json()["request_id"]
    assert len(set(answered)) == len(lines) - 1


def test_every_refusal_is_told_in_dutch_to_who_asks_for_dutch(
    api: Api, world: World, database: Database
) -> None:
    dutch = _refusals(Api(api.client, {**api.headers, "Accept-Language": "nl"}), world, database)
    with database.transaction() as session:
        session.execute(sa.text("ALTER TABLE gone RENAME TO employer_groups"))
    english = _refusals(api, world, database)

    for ours, theirs in zip(dutch, english, strict=True):
        assert ("nl", "en") == (ours.headers["Content-Language"], theirs.headers["Content-Language"])
        assert ours.json()["code"] == theirs.json()["code"]
        assert ours.json()["detail"] != theirs.json()["detail"]
