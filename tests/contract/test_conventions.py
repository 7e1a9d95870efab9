"""The linter of the contract sees each thing that a route may do otherwise than all others."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.contract_follows_conventions import problems

ROOT = Path(__file__).resolve().parents[2]
Json = dict[str, Any]
TEXT = {"schema": {"type": "string"}}
REFUSED = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def answered(schema: str, *headers: str) -> Json:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"content": content, "headers": dict.fromkeys(headers, TEXT)}


def operation(name: str, answers: Json, *refusals: int, **more: Any) -> Json:
    responses = answers | {str(status): REFUSED for status in (401, 403, *refusals)}
    told = {"operationId": name, "summary": name, "description": name, "tags": ["3. Accounts"]}
    return told | {"security": [{"key": []}], "responses": responses} | more


ID = {"name": "account_id", "in": "path", "required": True, "example": "1", **TEXT}
IF_MATCH = {"name": "If-Match", "in": "header", **TEXT}
ONCE = {"name": "Idempotency-Key", "in": "header", **TEXT}
LIMIT = {"name": "limit", "in": "query", "schema": {"minimum": 1, "maximum": 200, "default": 50}}
CURSOR = {"name": "cursor", "in": "query", **TEXT}
SENT = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Account"}, "example": {}}}}
FINE: Json = {
    "tags": [{"name": "3. Accounts"}, {"name": "5. Other things"}, {"name": "Keys"}],
    "paths": {
        "/v1/accounts": {
            "get": operation(
                "list_accounts", {"200": answered("AccountPage")}, 422, parameters=[LIMIT, CURSOR]
            ),
            "post": operation(
                "create_account", {"201": answered("Account", "Location", "ETag")}, 400, 409, 413, 422,
                parameters=[ONCE], requestBody=SENT,
            ),
        },
        "/v1/accounts/{account_id}": {
            "get": operation("show_account", {"200": answered("Account", "ETag")}, 404, parameters=[ID]),
            "patch": operation(
                "change_account", {"200": answered("Account", "ETag")}, 400, 404, 412, 413, 422, 428,
                parameters=[ID, IF_MATCH], requestBody=SENT,
            ),
        },
        "/metrics": {"get": operation("metrics", {"200": {}})},
    },
    "components": {
        "schemas": {
            "Account": {"properties": {"employer_code": {}}},
            "AccountPage": {"properties": {"items": {}, "next_cursor": {}}},
            "Problem": {"required": ["type", "title", "status", "code", "detail", "request_id"]},
        }
    },
}  # fmt: skip

ARRAY = {"content": {"application/json": {"schema": {"type": "array"}}}}
BARE = operation("forget_accounts", {"204": {}}, 422)
LIST, ONE = "/v1/accounts", "/v1/accounts/{account_id}"


def without(*keys: str) -> Callable[[Json], None]:
    """Take away what is at the end of a way into the document."""

    def change(document: Json) -> None:
        at: Any = document
        for key in keys[:-1]:
            at = at[int(key)] if isinstance(at, list) else at[key]
        del at[keys[-1]]

    return change


def lacking(path: str, method: str, parameter: str) -> Callable[[Json], None]:
    def change(document: Json) -> None:
        route = document["paths"][path][method]
        route["parameters"] = [each for each in route["parameters"] if each["name"] != parameter]

    return change


def moved(path: str, to: str) -> Callable[[Json], None]:
    return lambda document: document["paths"].update({to: document["paths"].pop(path)})


def told(*keys: str, value: Any) -> Callable[[Json], None]:
    """Put a value at the end of a way into the document."""

    def change(document: Json) -> None:
        at: Any = document
        for key in keys[:-1]:
            at = at[key]
        at[int(keys[-1]) if isinstance(at, list) else keys[-1]] = value

    return change


BROKEN: list[tuple[Callable[[Json], None], str]] = [
    (moved(LIST, "/accounts"), "GET /accounts begins with /v1/"),
    (moved(LIST, "/v1/account"), "GET /v1/account begins with a plural, not account"),
    (moved(ONE, "/v1/account/{account_id}"), "has account in the plural, before {account_id}"),
    (moved(ONE, "/v1/accounts/{accountId}"), "writes {accountId} in snake_case"),
    (moved(LIST, "/v1/myAccounts"), "writes myAccounts in lower case, with hyphens"),
    (lacking(LIST, "get", "limit"), "takes limit: 1 to 200, 50 if not told"),
    (lacking(LIST, "get", "cursor"), "takes cursor"),
    (without("components", "schemas", "AccountPage", "properties", "next_cursor"), "has next_cursor"),
    (without("paths", ONE, "get", "responses", "404"), f"GET {ONE} documents 404"),
    (without("paths", LIST, "post", "responses", "400"), f"POST {LIST} documents 400"),
    (without("paths", LIST, "post", "responses", "413"), f"POST {LIST} documents 413"),
    (without("paths", LIST, "get", "responses", "422"), f"GET {LIST} documents 422"),
    (without("paths", LIST, "get", "responses", "401"), f"GET {LIST} documents 401"),
    (told("paths", LIST, "get", "responses", "401", value={}), "answers 401 with a problem"),
    (told("components", "schemas", "Problem", value={"required": ["code"]}), "answers 401 with a problem"),
    (lacking(ONE, "patch", "If-Match"), "takes If-Match"),
    (without("paths", ONE, "patch", "responses", "412"), "documents 412"),
    (without("paths", ONE, "patch", "responses", "428"), "documents 428"),
    (without("paths", ONE, "patch", "responses", "200", "headers"), "the header ETag of 200"),
    (without("paths", ONE, "get", "responses", "200", "headers"), "can be read before, with an ETag"),
    (lacking(LIST, "post", "Idempotency-Key"), "takes Idempotency-Key"),
    (without("paths", LIST, "post", "responses", "409"), "documents 409"),
    (without("paths", LIST, "post", "responses", "201", "headers"), "the header Location of 201"),
    (without("paths", LIST, "post", "summary"), "has a summary"),
    (without("paths", LIST, "post", "description"), "has a description"),
    (without("paths", LIST, "post", "security"), "asks for a key"),
    (
        without("paths", LIST, "post", "requestBody", "content", "application/json", "example"),
        "has an example of",
    ),
    (without("paths", ONE, "get", "parameters", "0", "example"), "has an example of account_id"),
    (
        told("paths", ONE, "get", "parameters", "0", value={**ID, "name": "accountId"}),
        "the parameter accountId",
    ),
    (told("paths", LIST, "get", "responses", "200", value=ARRAY), "wraps a list as {items, next_cursor}"),
    (told("paths", LIST, "delete", value=BARE), f"DELETE {LIST} documents no 422"),
    (told("paths", LIST, "post", "operationId", value="CreateAccount"), "has an operationId in snake_case"),
    (told("paths", LIST, "post", "operationId", value="show_account"), "show_account belongs to one route"),
    (told("paths", LIST, "post", "tags", value=["Others"]), "has one tag, of those in app/main.py"),
    (told("components", "schemas", "Forgotten", value={}), "schema Forgotten is used"),
    (told("components", "schemas", "Page_Account_", value={}), "schema Page_Account_ has a name"),
    (
        told("components", "schemas", "Account", value={"properties": {"employerCode": {}}}),
        "writes employerCode",
    ),
    (told("tags", "0", value={"name": "6. Later"}), "tags begin with the sections of the manual"),
]


def test_our_own_contract_follows_the_conventions() -> None:
    assert [] == problems(json.loads((ROOT / "openapi" / "openapi.json").read_text(encoding="utf-8")))


def test_a_small_contract_that_follows_them_is_left_alone() -> None:
    assert [] == problems(copy.deepcopy(FINE))


@pytest.mark.parametrize(("change", "expected"), BROKEN, ids=[expected for _, expected in BROKEN])
def test_what_is_otherwise_is_told(change: Callable[[Json], None], expected: str) -> None:
    document = copy.deepcopy(FINE)

    change(document)

    assert expected in "\n".join(problems(document))
