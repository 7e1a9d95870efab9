"""What the tests of reports ask of one: each of its forms, and what is in it."""

from __future__ import annotations

import csv
import io
from typing import Any

from lxml import html

from tests.suite import Suite

Json = dict[str, Any]


def fetch(suite: Suite, run: Json, form: str, **params: Any) -> Any:
    """The answer with the report in one form."""
    answer = suite.client.get(
        f"/v1/runs/{run['id']}/report", params={"format": form, **params}, headers=suite.headers
    )
    assert answer.status_code == 200, answer.text
    return answer


def rows(suite: Suite, run: Json) -> list[dict[str, str]]:
    """The CSV, as a spreadsheet reads it."""
    written = fetch(suite, run, "csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written, newline="")))


def page(suite: Suite, run: Json) -> Any:
    """The page, as a browser reads it."""
    return html.fromstring(fetch(suite, run, "html").content)


def texts(page: Any, path: str) -> list[str]:
    """What is to be read in these places of a page."""
    return [" ".join(each.text_content().split()) for each in page.xpath(path)]
