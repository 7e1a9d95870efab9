"""A browser before the service: keeps cookies, follows nothing by itself, says where a form is from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from tests.conftest import Headers

HTML = {"Accept": "text/html,application/xhtml+xml"}


class Browser:
    """One browser with a jar of its own."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def open(self, path: str, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=HTML | named)

    def send(self, path: str, fields: dict[str, str], **headers: str) -> Response:
        """Submit a form from our own page, unless `sec_fetch_site` says otherwise."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, data=fields, headers=HTML | {"sec-fetch-site": "same-origin"} | named)

    def log_in(self, key: Headers, wanted: str = "/") -> Response:
        return self.send("/login", {"key": bare(key), "next": wanted})

    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.client.cookies.jar}

    def with_cookies_of(self, other: Browser) -> Browser:
        """Give it what another browser holds."""
        for name, value in other.cookies().items():
            self.client.cookies.set(name, value)
        return self


@contextmanager
def browser(app: FastAPI, address: str = "http://testserver") -> Iterator[Browser]:
    """A browser that shares the event loop with nobody."""
    with start_blocking_portal() as portal:
        client = TestClient(app, base_url=address, follow_redirects=False, raise_server_exceptions=False)
        client.portal = portal
        yield Browser(client)


def bare(key: Headers) -> str:
    """The key out of the headers of its holder."""
    return key["Authorization"].removeprefix("Bearer ")


def heading(answer: Response) -> str:
    """What a page says it is."""
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    return re.findall(r"<h1>(.*?)</h1>", answer.text)[0]
