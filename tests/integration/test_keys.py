"""API keys: shown once, limited as told, worthless once revoked."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Session

from app.database import Database
from tests.conftest import MakeKey
from tests.integration.callers import NOBODY, Api, make_employer, make_group, refusal, refused_fields


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_new_key_works_and_is_shown_this_once(api: Api) -> None:
    employer = make_employer(api)
    group = make_group(api, [employer])
    body = {
        "name": "Leest mee",
        "role": "reader",
        "employer_ids": [employer],
        "employer_group_ids": [group],
        "permissions": ["bsn", "classification"],
    }

    made = api.made("/api-keys", body)

    assert [employer] == api.by(_bearer(made["key"])).ids("/employers")
    listed = next(item for item in api.get("/api-keys").json()["items"] if item["id"] == made["id"])
    assert {**listed, "key": made["key"]} == made
    assert (body, False, None) == (
        {name: listed[name] for name in body},
        listed["all_employers"],
        listed["revoked_at"],
    )


def test_key_is_kept_nowhere_even_when_the_request_may_be_repeated(api: Api, database: Database) -> None:
    response = api.post("/api-keys", {"name": "x", "role": "admin"}, idempotency_key="a")

    assert "no-store" == response.headers["Cache-Control"]
    assert response.json()["key"] not in _everything(database)


def test_key_without_lists_reaches_all_and_an_empty_list_is_refused(api: Api) -> None:
    assert api.made("/api-keys", {"name": "x", "role": "reader"})["all_employers"]
    for name in ("employer_ids", "employer_group_ids"):
        response = api.post("/api-keys", {"name": "x", "role": "reader", name: []})
        assert (422, [f"body.{name}"]) == refused_fields(response)


def test_unknown_scope_is_not_found(api: Api) -> None:
    employer = api.post("/api-keys", {"name": "x", "role": "reader", "employer_ids": [NOBODY]})
    group = api.post("/api-keys", {"name": "x", "role": "reader", "employer_group_ids": [NOBODY]})

    assert (404, "EMPLOYER_NOT_FOUND") == refusal(employer)
    assert (404, "EMPLOYER_GROUP_NOT_FOUND") == refusal(group)


def test_unknown_role_or_permission_is_refused(api: Api) -> None:
    assert (422, ["body.role"]) == refused_fields(api.post("/api-keys", {"name": "x", "role": "root"}))
    body = {"name": "x", "role": "admin", "permissions": ["all"]}
    assert (422, ["body.permissions.0"]) == refused_fields(api.post("/api-keys", body))


def test_revoked_key_is_worthless_at_once_and_stays_in_the_list(api: Api) -> None:
    made = api.made("/api-keys", {"name": "x", "role": "admin"})
    holder = api.by(_bearer(made["key"]))
    assert 200 == holder.get("/employers").status_code

    assert 204 == api.ask("DELETE", f"/api-keys/{made['id']}").status_code
    assert 204 == api.ask("DELETE", f"/api-keys/{made['id']}").status_code

    assert (401, "UNAUTHENTICATED") == refusal(holder.get("/employers"))
    listed = next(item for item in api.get("/api-keys").json()["items"] if item["id"] == made["id"])
    assert listed["revoked_at"]


def test_last_key_that_can_make_keys_cannot_be_revoked(api: Api, make_key: MakeKey) -> None:
    make_key("admin", employers=[make_employer(api)])
    make_key("operator")
    (own, *_) = api.ids("/api-keys")

    assert (409, "LAST_ADMIN_KEY") == refusal(api.ask("DELETE", f"/api-keys/{own}"))

    make_key("admin")
    assert 204 == api.ask("DELETE", f"/api-keys/{own}").status_code
    assert 401 == api.get("/employers").status_code


def test_unknown_key_is_not_found(api: Api) -> None:
    assert (404, "API_KEY_NOT_FOUND") == refusal(api.ask("DELETE", f"/api-keys/{NOBODY}"))


def test_wrong_credentials_are_refused_with_the_way_to_do_it(api: Api) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": "Basic eDp4"},
        {"Authorization": "Bearer"},
    ):
        response = api.by(headers).get("/employers")
        assert (401, "UNAUTHENTICATED") == refusal(response)
        assert "Bearer" == response.headers["WWW-Authenticate"]


def _everything(database: Database) -> str:
    """All content of all tables as one text."""
    tables = sa.inspect(database.engine).get_table_names()
    with Session(database.engine) as session:
        return "\n".join(
            str(tuple(row))
            for table in tables
            for row in session.connection().execute(sa.select(sa.text("*")).select_from(sa.table(table)))
        )
