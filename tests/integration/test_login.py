"""Getting in with a browser: a key for a session that opens pages, and nothing but pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app import log, models, visitors
from app.database import Database
from app.main import create_app
from app.settings import Settings
from tests.conftest import Headers, MakeKey
from tests.integration.browsers import Browser, bare, browser, heading
from tests.integration.callers import (
    NOBODY,
    Api,
    make_account,
    make_configuration,
    make_employer,
    refusal,
    store_run,
)

KEY = "xn_MARKED-KEY-THAT-NOBODY-HAS"


@pytest.fixture
def visitor(api: Api, app: FastAPI) -> Iterator[Browser]:
    """A browser that nobody has logged in with."""
    with browser(app) as opened:
        yield opened


@pytest.fixture
def inside(visitor: Browser, admin: Headers) -> Browser:
    """A browser with a session of an administrator."""
    assert 303 == visitor.log_in(admin).status_code
    return visitor


# --- logging in -------------------------------------------------------------------------------


def test_a_page_without_a_session_leads_over_the_login_back_to_the_page(
    visitor: Browser, admin: Headers
) -> None:
    sent = visitor.open("/?a=b&c=d/e")
    form = visitor.open(sent.headers["Location"])
    back = visitor.log_in(admin, "/?a=b&c=d/e")

    assert (303, "/login?next=/%3Fa%3Db%26c%3Dd/e") == (sent.status_code, sent.headers["Location"])
    assert (200, True) == (form.status_code, 'name="next" value="/?a=b&amp;c=d/e"' in form.text)
    assert (303, "/?a=b&c=d/e") == (back.status_code, back.headers["Location"])
    assert 200 == visitor.open(back.headers["Location"]).status_code


def test_the_form_speaks_dutch_unless_the_browser_likes_english_better(visitor: Browser) -> None:
    said = {
        language: heading(visitor.open("/login", accept_language=language))
        for language in ("", "nl-NL,en;q=0.9", "de,en;q=0.5,nl;q=0.4", "en-GB", "fr", "en;q=x", "en;q=0")
    }

    assert {
        "": "Inloggen",
        "nl-NL,en;q=0.9": "Inloggen",
        "de,en;q=0.5,nl;q=0.4": "Log in",
        "en-GB": "Log in",
        "fr": "Inloggen",
        "en;q=x": "Inloggen",
        "en;q=0": "Inloggen",
    } == said


def test_the_cookie_is_for_this_host_no_script_and_eight_hours(visitor: Browser, admin: Headers) -> None:
    (cookie,) = visitor.log_in(admin).headers.get_list("Set-Cookie")

    name, *attributes = cookie.split("; ")
    assert "session" == name.partition("=")[0]
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=28800"} == set(attributes)


def test_the_cookie_is_secure_when_the_request_or_the_public_address_is(
    app: FastAPI, api: Api, settings: Settings, admin: Headers
) -> None:
    behind_a_proxy = create_app(settings.model_copy(update={"public_url": "https://connector.example"}))
    with browser(app, "https://testserver") as over_https, browser(behind_a_proxy) as proxied:
        cookies = [each.log_in(admin).headers["Set-Cookie"] for each in (over_https, proxied)]
        opens = over_https.open("/").status_code
    behind_a_proxy.state.nmbrs.close()
    behind_a_proxy.state.database.close()

    assert 200 == opens
    for cookie in cookies:
        assert cookie.startswith("__Host-session=")
        assert {"Secure", "HttpOnly"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


def test_a_wrong_key_gets_the_form_again_with_what_to_do(visitor: Browser) -> None:
    for key in (KEY, "", "é", "%00"):
        answer = visitor.send("/login", {"key": key, "next": "/docs"}, accept_language="en")

        assert (401, "Log in") == (answer.status_code, heading(answer))
        assert "This key is unknown or revoked." in answer.text
        assert 'value="/docs"' in answer.text
        assert "Set-Cookie" not in answer.headers


def test_a_body_that_is_no_form_of_ours_is_a_wrong_key(visitor: Browser) -> None:
    for body in (b"", b"\xff\xfe=1", b"&".join(b"a%d=1" % number for number in range(9)), b'{"key": 1}'):
        answer = visitor.client.post("/login", content=body)

        assert (401, "Inloggen") == (answer.status_code, heading(answer))


def test_a_key_that_was_copied_with_blanks_works(visitor: Browser, admin: Headers) -> None:
    assert 303 == visitor.send("/login", {"key": f" {bare(admin)}\r\n"}).status_code


def test_a_login_leads_nowhere_but_here(visitor: Browser, admin: Headers) -> None:
    assert "/" == visitor.log_in(admin, "//evil.example/x").headers["Location"]
    assert 'name="next" value="/"' in visitor.open("/login?next=https://evil.example").text


# --- what a session is worth ------------------------------------------------------------------


def test_only_a_hash_of_the_token_is_stored(inside: Browser, database: Database) -> None:
    (token,) = inside.cookies().values()

    with Session(database.engine) as session:
        stored = session.connection().execute(sa.text("SELECT * FROM sessions")).all()
    assert 1 == len(stored)
    assert token not in str(stored)


def test_a_session_ends_with_its_time(inside: Browser, database: Database) -> None:
    _expire_all(database)

    answer = inside.open("/")

    assert (303, "/login?next=/") == (answer.status_code, answer.headers["Location"])


def test_an_expired_session_is_removed_when_somebody_logs_in(
    inside: Browser, admin: Headers, app: FastAPI, database: Database
) -> None:
    _expire_all(database)

    with browser(app) as other:
        other.log_in(admin)

    assert 1 == _number_of_sessions(database)


def test_a_session_ends_with_its_key(api: Api, visitor: Browser) -> None:
    made = api.made("/api-keys", {"name": "x", "role": "operator"})
    visitor.send("/login", {"key": made["key"]})
    assert 200 == visitor.open("/").status_code

    api.ask("DELETE", f"/api-keys/{made['id']}")

    assert 303 == visitor.open("/").status_code


def test_who_logs_out_is_out_here_and_in_the_browser(
    inside: Browser, app: FastAPI, database: Database
) -> None:
    with browser(app) as thief:
        thief.with_cookies_of(inside)
        left = inside.send("/logout", {})

        assert (303, "/login", {}) == (left.status_code, left.headers["Location"], inside.cookies())
        assert (303, 0) == (thief.open("/").status_code, _number_of_sessions(database))


def test_who_logs_in_again_leaves_no_session_behind(
    inside: Browser, make_key: MakeKey, database: Database
) -> None:
    (before,) = inside.cookies().values()
    inside.log_in(make_key("operator"))
    (after,) = inside.cookies().values()

    assert (True, 1) == (before != after, _number_of_sessions(database))


def test_a_token_that_nobody_gave_opens_nothing(visitor: Browser) -> None:
    visitor.client.cookies.set("session", "x" * 43)

    assert 303 == visitor.open("/").status_code


def test_a_login_with_a_readers_key_says_that_another_role_is_needed(
    visitor: Browser, make_key: MakeKey
) -> None:
    visitor.log_in(make_key("reader"))

    answer = visitor.open("/", accept_language="en")

    assert (403, "Your key does not reach this") == (answer.status_code, heading(answer))
    assert "role reader" in answer.text


# --- forms of others --------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_of_another_site_logs_nobody_in_or_out(
    inside: Browser, admin: Headers, site: str, database: Database
) -> None:
    logged_in = inside.send("/login", {"key": bare(admin)}, sec_fetch_site=site)
    logged_out = inside.send("/logout", {}, sec_fetch_site=site)

    assert [403, 403] == [logged_in.status_code, logged_out.status_code]
    assert "Set-Cookie" not in logged_in.headers
    assert (200, 1) == (inside.open("/").status_code, _number_of_sessions(database))


def test_an_older_browser_is_known_by_its_origin(visitor: Browser, admin: Headers) -> None:
    def send(origin: str) -> int:
        fields = {"key": bare(admin)}
        return visitor.client.post("/login", data=fields, headers={"Origin": origin}).status_code

    assert [303, 303, 403, 403, 403] == [
        send("http://testserver"),
        send("http://127.0.0.1:8000"),  # the public address
        send("http://evil.example"),
        send("http://testserver.evil.example"),
        send("null"),
    ]


def test_who_guesses_is_held_up_and_others_are_not(visitor: Browser, admin: Headers, app: FastAPI) -> None:
    told = [visitor.send("/login", {"key": KEY}).status_code for _ in range(10)]
    braked = visitor.log_in(admin)

    assert [401] * 10 == told
    assert (429, True) == (braked.status_code, 1 <= int(braked.headers["Retry-After"]) <= 6)
    assert "te veel onbekende sleutels" in braked.text
    visitor.client._transport.client = ("192.0.2.9", 50000)  # type: ignore[attr-defined]
    assert 303 == visitor.log_in(admin).status_code


# --- a page of a run --------------------------------------------------------------------------


@pytest.fixture
def report() -> str:
    """The page of a run."""
    return "/v1/runs/{}/report?format=html"


@pytest.fixture
def run_id(api: Api, database: Database) -> str:
    account = make_account(api)
    return store_run(database, account_id=account, configuration_id=make_configuration(api, account))


def test_the_report_opens_with_the_rights_of_the_key(inside: Browser, report: str, run_id: str) -> None:
    assert 200 == inside.open(report.format(run_id)).status_code


def test_a_foreign_run_an_unknown_one_and_no_id_at_all_get_the_same_calm_page(
    api: Api, visitor: Browser, make_key: MakeKey, report: str, run_id: str
) -> None:
    visitor.log_in(make_key("operator", employers=[make_employer(api)]))

    answers = [
        visitor.open(report.format(each), accept_language="en") for each in (run_id, NOBODY, "x", "x'\"<b>")
    ]

    assert {(404, "There is nothing here for your key")} == {
        (answer.status_code, heading(answer)) for answer in answers
    }
    for answer in answers:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert run_id not in answer.text


def test_a_program_gets_its_problems_as_problems_also_when_it_asks_for_html(api: Api, report: str) -> None:
    path = report.format(NOBODY)

    assert (404, "RUN_NOT_FOUND") == refusal(api.client.get(path, headers=api.headers))
    wrong = api.client.get(path, headers={"Authorization": f"Bearer {KEY}"}, follow_redirects=False)
    assert (401, "UNAUTHENTICATED") == refusal(wrong)


@pytest.mark.parametrize(
    "query", ["", "?format=json", "?format=txt", "?format=html&format=json", "?format=HTML"]
)
def test_the_session_opens_no_other_form_of_the_report(
    inside: Browser, report: str, run_id: str, query: str
) -> None:
    for path in (report.format(run_id).partition("?")[0], f"/v1/runs/{run_id}/report"):
        assert (401, "UNAUTHENTICATED") == refusal(inside.open(f"{path}{query}"))


def test_a_route_that_writes_takes_no_session_even_if_it_asks_for_a_visitor(
    app: FastAPI, inside: Browser, admin: Headers
) -> None:
    @app.post("/a-page-that-writes")
    def write(caller: visitors.Operator) -> str:
        return caller.key_id

    assert (401, "UNAUTHENTICATED") == refusal(inside.send("/a-page-that-writes", {}))
    assert 200 == inside.client.post("/a-page-that-writes", headers=admin).status_code


def test_a_bug_behind_a_page_is_told_on_a_page_with_the_number_to_pass_on(
    app: FastAPI, inside: Browser
) -> None:
    @app.get("/a-page-that-breaks")
    def break_off(caller: visitors.Operator) -> str:
        raise ZeroDivisionError(caller.key_id)

    answer = inside.open("/a-page-that-breaks", accept_language="en")

    assert (500, "This does not work now") == (answer.status_code, heading(answer))
    assert answer.headers["X-Request-Id"] in answer.text


# --- what stays inside ------------------------------------------------------------------------


def test_neither_key_nor_token_is_in_a_log_a_page_or_an_address(visitor: Browser, admin: Headers) -> None:
    told = io.StringIO()
    log.configure("DEBUG", told)
    try:
        answers = [
            visitor.send("/login", {"key": KEY, "next": "/docs"}),
            visitor.log_in(admin, "/docs"),
            visitor.open("/"),
            visitor.open("/login"),
        ]
        (token,) = visitor.cookies().values()
        answers.append(visitor.send("/logout", {}))
    finally:
        log.configure()

    assert "login.succeeded" in told.getvalue()
    shown = told.getvalue() + "".join(each.text + each.headers.get("Location", "") for each in answers)
    for secret in (KEY, bare(admin), token):
        assert secret not in shown


def _expire_all(database: Database) -> None:
    with database.transaction() as session:
        for row in session.exec(select(models.LoginSession)):
            row.expires_at = datetime.now(UTC) - timedelta(seconds=1)


def _number_of_sessions(database: Database) -> int:
    with Session(database.engine) as session:
        return len(session.exec(select(col(models.LoginSession.id))).all())
