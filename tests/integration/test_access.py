"""Who may do what: every route, for every role and every employer scope.

The table is the specification. A route that is not in it fails the test, so a new route says here who
may use it; a body it needs goes into `world.py`.
"""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.database import Database
from tests.conftest import Headers, MakeKey
from tests.integration.browsers import browser
from tests.integration.callers import Api
from tests.integration.world import ROLES, SCOPES, World, make_callers, make_world

# A number is the refusal; `ok` is any answer of success. Scopes: every employer; the employer itself;
# a group with only that employer; only another employer. A list shows a caller his own, so it is `ok`
# for every scope: what is in it is tested with its feature.
MAY = """
#                                                    admin                  operator               reader
#                                                    all own group foreign  all own group foreign  all own group foreign
POST   /employers                                    ok  403 403   403      403 403 403   403      403 403 403   403
GET    /employers                                    ok  ok  ok    ok       ok  ok  ok    ok       ok  ok  ok    ok
GET    /employers/{employer_id}                      ok  ok  ok    404      ok  ok  ok    404      ok  ok  ok    404
PATCH  /employers/{employer_id}                      ok  ok  ok    404      403 403 403   403      403 403 403   403
POST   /employers/{employer_id}/employees            ok  ok  ok    404      403 403 403   403      403 403 403   403
GET    /employers/{employer_id}/employees            ok  ok  ok    404      ok  ok  ok    404      ok  ok  ok    404
DELETE /employers/{employer_id}/employees/{suite_employee_id}  ok ok ok 404 403 403 403   403      403 403 403   403
GET    /employers/{employer_id}/readiness            ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
POST   /employer-groups                              ok  403 403   403      403 403 403   403      403 403 403   403
GET    /employer-groups                              ok  ok  ok    ok       ok  ok  ok    ok       403 403 403   403
GET    /employer-groups/{group_id}                   ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
PATCH  /employer-groups/{group_id}                   ok  403 403   403      403 403 403   403      403 403 403   403
PUT    /employer-groups/{group_id}/employers         ok  403 403   403      403 403 403   403      403 403 403   403

POST   /accounts                                     ok  ok  ok    404      403 403 403   403      403 403 403   403
GET    /accounts                                     ok  ok  ok    ok       ok  ok  ok    ok       403 403 403   403
GET    /accounts/{account_id}                        ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
PATCH  /accounts/{account_id}                        ok  ok  ok    404      403 403 403   403      403 403 403   403
POST   /accounts/{account_id}/archive                ok  ok  ok    404      403 403 403   403      403 403 403   403
GET    /accounts/{account_id}/checklist              ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
GET    /customer-instructions                        ok  ok  ok    ok       ok  ok  ok    ok       403 403 403   403
POST   /accounts/{account_id}/check                  ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
GET    /accounts/{account_id}/employer-codes         ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
POST   /accounts/{account_id}/employer-codes/assign  ok  ok  ok    404      403 403 403   403      403 403 403   403

POST   /absence-classifications                      ok  403 403   403      403 403 403   403      403 403 403   403
GET    /absence-classifications                      ok  ok  ok    ok       ok  ok  ok    ok       ok  ok  ok    ok
GET    /classification-mapping                       ok  ok  ok    ok       ok  ok  ok    ok       403 403 403   403
PUT    /classification-mapping                       ok  403 403   403      403 403 403   403      403 403 403   403
PUT    /employers/{employer_id}/classifications      ok  ok  ok    404      403 403 403   403      403 403 403   403
POST   /employers/{employer_id}/classifications/nmbrs  ok ok ok    404      403 403 403   403      403 403 403   403

POST   /accounts/{account_id}/configurations         ok  ok  ok    404      403 403 403   403      403 403 403   403
GET    /accounts/{account_id}/configurations         ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
GET    /configurations                               ok  ok  ok    ok       ok  ok  ok    ok       403 403 403   403
GET    /configurations/{configuration_id}            ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
PATCH  /configurations/{configuration_id}            ok  ok  ok    404      403 403 403   403      403 403 403   403
POST   /configurations/{configuration_id}/archive    ok  ok  ok    404      403 403 403   403      403 403 403   403
POST   /configurations/{configuration_id}/runs       ok  ok  ok    404      ok  ok  ok    404      403 403 403   403

GET    /runs                                         ok  ok  ok    ok       ok  ok  ok    ok       403 403 403   403
GET    /runs/{run_id}                                ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
GET    /runs/{run_id}/report                         ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
GET    /runs/{run_id}/changes                        ok  ok  ok    404      ok  ok  ok    404      403 403 403   403
GET    /report-lines                                 ok  ok  ok    ok       ok  ok  ok    ok       403 403 403   403
POST   /runs/{run_id}/cancel                         ok  ok  ok    404      ok  ok  ok    404      403 403 403   403

GET    /employer-details                             ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /departments                                  ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /employees                                    ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /employees/{employee_id}                      ok  ok  ok    404      403 403 403   403      ok  ok  ok    404
GET    /employments                                  ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /contracts                                    ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /placements                                   ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /jobs                                         ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /schedules                                    ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /addresses                                    ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /wages                                        ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok
GET    /absences                                     ok  ok  ok    ok       403 403 403   403      ok  ok  ok    ok

POST   /api-keys                                     ok  403 403   403      403 403 403   403      403 403 403   403
GET    /api-keys                                     ok  403 403   403      403 403 403   403      403 403 403   403
DELETE /api-keys/{key_id}                            ok  403 403   403      403 403 403   403      403 403 403   403
"""  # noqa: E501 - a table
OPEN_TO_ALL = {
    f"GET {path}"
    for path in (
        *("/health/live", "/health/ready", "/metrics"),
        *("/openapi.json", "/docs", "/docs/{name}"),
    )
}
# For browsers: anybody may see the form, a session comes of a key, and the start page takes both.
PAGES = {"GET /", "GET /login", "POST /login", "POST /logout"}

Outcomes = dict[tuple[str, str], str]


def _table() -> dict[str, Outcomes]:
    columns = [(role, scope) for role in ROLES for scope in SCOPES]
    table = {}
    for line in MAY.splitlines():
        method, path, *outcomes = line.split() or ["#", "#"]
        if method != "#":
            table[f"{method} {path}"] = dict(zip(columns, outcomes, strict=True))
    return table


def _served(app: FastAPI) -> set[str]:
    """Every route there is, also one that the contract would hide."""
    return {
        f"{method} {route.path}"
        for route in iter_route_contexts(app.routes)
        for method in (route.methods or set()) - {"HEAD"}
    }


def _outcome(world: World, caller: Api, route: str) -> str:
    """What the caller meets on this route, with nothing wrong but perhaps himself."""
    method, template = route.split()
    mine = World(**vars(world))
    if "{suite_employee_id}" in template:
        mine.suite_employee_id = world.fresh_suite_employee()
    if template == "/accounts/{account_id}/archive":
        mine.account_id = world.fresh_account()
    if template in ("/configurations/{configuration_id}/archive", "/configurations/{configuration_id}/runs"):
        mine.configuration_id = world.fresh_configuration()
    response = caller.ask(method, mine.path(template), mine.body(route), if_match="*")
    return "ok" if response.is_success else str(response.status_code)


def test_every_route_is_in_the_table(app: FastAPI) -> None:
    versioned = {route.replace(" ", " /v1", 1) for route in _table()}

    assert versioned | OPEN_TO_ALL | PAGES == _served(app)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_and_scope_may_do_what_the_table_says(
    api: Api, database: Database, make_key: MakeKey, role: str
) -> None:
    world = make_world(api, database)
    callers = make_callers(world, make_key)

    seen = {
        f"{route} as {role} of {scope}": _outcome(world, callers[role, scope], route)
        for route in _table()
        for scope in SCOPES
    }

    assert {
        f"{route} as {role} of {scope}": outcomes[role, scope]
        for route, outcomes in _table().items()
        for scope in SCOPES
    } == seen


def test_without_a_key_nothing_that_is_anybodys_answers(api: Api, database: Database) -> None:
    world = make_world(api, database)
    nobody = api.by({})

    assert {"401"} == {_outcome(world, nobody, route) for route in _table()}
    for route in OPEN_TO_ALL:
        assert 401 != api.client.get(route.split()[1]).status_code


def test_a_session_of_a_browser_opens_nothing_of_the_api(
    api: Api, app: FastAPI, database: Database, admin: Headers
) -> None:
    world = make_world(api, database)
    with browser(app) as visitor:
        assert 303 == visitor.log_in(admin).status_code
        logged_in = Api(visitor.client, {})

        assert {"401"} == {_outcome(world, logged_in, route) for route in _table()}
        assert 200 == visitor.open("/").status_code


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("operator", 200), ("reader", 403)])
def test_the_start_page_is_for_who_may_read_reports(
    api: Api, make_key: MakeKey, role: str, status: int
) -> None:
    assert status == api.client.get("/", headers=make_key(role)).status_code


def test_foreign_and_unknown_things_get_the_same_answer(
    api: Api, database: Database, make_key: MakeKey
) -> None:
    world = make_world(api, database)
    foreign = make_callers(world, make_key)["admin", "foreign"]
    unknown = World(**vars(world) | {name: _unknown(value) for name, value in vars(world).items()})

    for route, outcomes in _table().items():
        if outcomes["admin", "foreign"] == "404" and route != "POST /accounts":
            method, template = route.split()
            answers = [
                foreign.ask(method, there.path(template), world.body(route), if_match="*").json()
                for there in (world, unknown)
            ]
            for answer in answers:
                del answer["request_id"]
            assert answers[0] == answers[1], route


def _unknown(value: object) -> object:
    """Another id of the same form."""
    return value[:-12] + "ffffffffffff" if isinstance(value, str) else value
