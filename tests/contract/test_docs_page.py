"""`/docs` needs no other host: the page, what it loads, and what its headers allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from pydantic import SecretStr
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import PLACEHOLDER_KEY, Settings

ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class Loaded(HTMLParser):
    """Every address in a page, and every piece of script or style that stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = tag
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self.inline += [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        if self._in in ("script", "style") and data.strip():
            self.inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in = ""


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    """The service without a database: none of this asks for one."""
    settings = Settings.model_construct(
        encryption_keys=SecretStr(f"x:{PLACEHOLDER_KEY}"), hash_key=SecretStr(PLACEHOLDER_KEY)
    )
    app: FastAPI = create_app(settings)
    yield TestClient(app)
    app.state.nmbrs.close()
    app.state.database.close()


@pytest.fixture(scope="module")
def page(service: TestClient) -> Response:
    return service.get("/docs")


@pytest.fixture(scope="module")
def loaded(page: Response) -> Loaded:
    read = Loaded()
    read.feed(page.text)
    return read


def test_the_page_names_no_other_host_and_holds_no_script_of_its_own(loaded: Loaded) -> None:
    foreign = [each for each in loaded.addresses if ELSEWHERE.match(each)]

    assert (["data:,"], []) == (foreign, loaded.inline)


def test_its_headers_allow_nothing_from_elsewhere_and_nothing_inline(page: Response) -> None:
    policy = page.headers["Content-Security-Policy"]

    allowed = {source for part in policy.split(";") for source in part.split()[1:]}
    assert {"'none'", "'self'", "data:"} == allowed
    assert "default-src 'none'" in policy


def test_everything_it_loads_is_here_with_its_type_and_may_be_kept(
    service: TestClient, loaded: Loaded
) -> None:
    files = [each for each in loaded.addresses if each.startswith("/docs/")]

    answers = [service.get(each) for each in files]

    assert ["text/css", "text/css", "text/javascript", "text/javascript"] == sorted(
        each.headers["content-type"].partition(";")[0] for each in answers
    )
    for answer in answers:
        assert (200, "nosniff") == (answer.status_code, answer.headers["X-Content-Type-Options"])
        assert "immutable" in answer.headers["Cache-Control"]


def test_its_styles_and_our_script_load_nothing_from_elsewhere(service: TestClient) -> None:
    for name in ("swagger-ui.css", "docs.css"):
        found = re.findall(r"url\(\s*[\"']?([^\"')]{0,8})|(@import)", service.get(f"/docs/{name}").text)
        assert {"data:ima"} >= {address or rule for address, rule in found}
    assert "://" not in service.get("/docs/docs.js").text


@pytest.mark.parametrize("name", ["page.html", "..%2fmain.py", "%2e%2e/main.py", "redoc.standalone.js", "x"])
def test_no_other_file_is_served(service: TestClient, name: str) -> None:
    assert 404 == service.get(f"/docs/{name}").status_code


def test_the_pages_that_load_from_elsewhere_are_gone(service: TestClient) -> None:
    assert [404, 404] == [service.get(each).status_code for each in ("/redoc", "/docs/oauth2-redirect")]


def test_the_groups_come_in_the_order_of_the_article_each_with_a_description(service: TestClient) -> None:
    contract: dict[str, Any] = service.get("/openapi.json").json()
    used = {
        tag for path in contract["paths"].values() for operation in path.values() for tag in operation["tags"]
    }
    named = [tag["name"] for tag in contract["tags"]]

    assert used == set(named)
    assert [
        "3. Employers and account",
        "4. Employer codes",
        "5. Absence classifications",
        "6. Configurations and runs",
        "Records",
        "Keys",
        "Operation",
    ] == named
    assert all(tag["description"] for tag in contract["tags"])


def test_every_route_has_one_group_a_summary_and_a_description(service: TestClient) -> None:
    contract: dict[str, Any] = service.get("/openapi.json").json()
    bare = [
        f"{method} {path}"
        for path, methods in contract["paths"].items()
        for method, each in methods.items()
        if len(each.get("tags", [])) != 1 or not each.get("summary") or not each.get("description")
    ]

    assert [] == bare
