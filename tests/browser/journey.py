"""What a person does with a browser, done by one: `make browser`. Not part of `make test`.

The demo's processes run beside it on a fresh database. Pictures and the printed report are left in
`var/browser/` to be looked at.
"""

from __future__ import annotations

import email
import email.policy
import io
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from rich.console import Console

from app.demo.api import Api
from app.demo.article import Walk
from app.demo.screen import Screen as Told
from app.demo.stage import Stage, set_up
from tests.browser import chromium
from tests.browser.screen import Screen, screen
from tests.conftest import ROOT

FOLDER = ROOT / "var" / "browser"
RUNS = "/v1/configurations/{configuration_id}/runs"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with set_up(tmp_path_factory.mktemp("stage") / "demo", ports=(0, 0)) as opened:
        yield opened


@pytest.fixture(scope="module")
def api(stage: Stage) -> Iterator[Api]:
    opened = Api(stage.address, stage.key)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def run_id(stage: Stage, api: Api) -> str:
    """The import of the article's walk."""
    return Walk(api, Told(Console(file=io.StringIO())), stage.customer).all()


@pytest.fixture(scope="module")
def link(stage: Stage, run_id: str) -> str:
    """The link to the import's report in the mail about it."""
    folder = stage.children[-1].log.parent
    for file in sorted(folder.rglob("*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        text = mail.get_body(("plain",))  # type: ignore[attr-defined]
        if found := re.search(rf"\S+/v1/runs/{run_id}/report\?format=html", text.get_content()):
            return found[0]
    raise AssertionError(f"no mail in {folder} links to the report")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = chromium.find(FOLDER / "chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=found.path,
            args=chromium.QUIET,
            env={**os.environ, **found.environment},
        )
        yield launched
        launched.close()


@pytest.fixture
def before(browser: Browser, stage: Stage) -> Iterator[Screen]:
    """A fresh browser; whatever it was shown, it asked nobody but us and had nothing to complain of."""
    with screen(browser, FOLDER) as opened:
        yield opened
    assert {stage.address.removeprefix("http://")} == opened.hosts()
    assert [] == [each for each in opened.complained if "status of 401" not in each and "of 404" not in each]


def log_in(before: Screen, key: str) -> None:
    before.page.get_by_label("API-sleutel").fill(key)
    before.page.get_by_role("button", name="Inloggen").click()


def test_a_link_in_a_mail_opens_the_report_after_a_login(before: Screen, stage: Stage, link: str) -> None:
    page = before.page
    page.goto(link)
    expect(page).to_have_url(re.compile("/login"))
    before.picture("login")
    log_in(before, "xn_wrong")
    expect(page.get_by_role("alert")).to_contain_text("onbekend of ingetrokken")
    before.picture("login-wrong")

    with page.expect_response(link) as answered:
        log_in(before, stage.key)

    assert 200 == answered.value.status
    expect(page).to_have_url(link)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    before.picture("report")
    printed = page.pdf(path=FOLDER / "report.pdf", format="A4")
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 10_000


def test_who_comes_without_a_link_finds_the_report_and_logs_out(
    before: Screen, stage: Stage, link: str
) -> None:
    page = before.page
    page.goto(stage.address)
    log_in(before, stage.key)
    expect(page.get_by_role("heading", level=1)).to_have_text("Laatste uitvoeringen")
    before.picture("start")

    with page.expect_response(link) as answered:
        page.locator(f'a[href="{link.removeprefix(stage.address)}"]').click()
    assert 200 == answered.value.status
    page.goto(f"{stage.address}/v1/runs/{'0' * 8}-0000-7000-8000-{'0' * 12}/report?format=html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hier is niets voor jouw sleutel")
    before.picture("nothing-here")
    page.get_by_role("link", name="Laatste uitvoeringen").click()
    page.get_by_role("button", name="Uitloggen").click()
    expect(page).to_have_url(f"{stage.address}/login")
    page.goto(link)
    expect(page).to_have_url(re.compile("/login"))


def test_the_discovery_runs_by_try_it_out(before: Screen, stage: Stage, api: Api, run_id: str) -> None:
    configuration = discovery(api)
    page = before.page
    page.goto(f"{stage.address}/docs")
    expect(page.locator(".opblock-tag").first).to_be_visible()
    before.picture("docs")

    page.get_by_role("button", name="Authorize").click()
    page.locator(".modal-ux input").fill(stage.key)
    page.locator(".modal-ux .authorize").click()
    before.picture("docs-authorize")
    page.locator(".modal-ux .btn-done").click()
    page.get_by_role("link", name="6. Configurations and runs").click()
    route = page.locator(".opblock-post").filter(has=page.locator(f'[data-path="{RUNS}"]'))
    route.locator(".opblock-summary-control").click()
    route.locator('[data-param-name="configuration_id"] input').fill(configuration)
    route.locator("textarea.body-param__text").fill('{"mode": "apply"}')
    route.get_by_role("button", name="Execute").click()
    status = route.locator(".live-responses-table .response-col_status").last
    expect(status).to_contain_text("202")
    expect(route.locator(".curl-command")).to_contain_text("Bearer <API key>")
    assert stage.key not in page.content()
    before.picture("docs-run")

    runs: dict[str, Any] = api.get(f"/v1/runs?configuration_id={configuration}")
    assert [configuration] == [each["configuration_id"] for each in runs["items"]]


def discovery(api: Api) -> str:
    """A configuration that fetches the employer codes once more."""
    account, *_spare = api.get("/v1/accounts")["items"]
    body = {"data_stream": "Werkgevercodes opnieuw", "option": "nmbrs_employer_codes", "mail_level": "all"}
    return str(api.post(f"/v1/accounts/{account['id']}/configurations", body)["id"])
