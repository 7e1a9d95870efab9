"""Whoever opens Swagger UI on the demo's database finds examples that work as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.demonstration import demonstrated
from tests.e2e.swagger import Try, WithoutExample, tries


@pytest.fixture
def http(tmp_path: Path, empty_database_url: str) -> Iterator[httpx.Client]:
    """The service after the demo, with the demo's key."""
    with demonstrated(tmp_path / "demo", empty_database_url) as stage:
        headers = {"Authorization": f"Bearer {stage.key}"}
        with httpx.Client(base_url=stage.address, headers=headers, timeout=60, trust_env=False) as http:
            yield http


def send(http: httpx.Client, each: Try) -> httpx.Response:
    headers = {**each.headers, **({"If-Match": etag_of(http, each.path)} if each.needs_version else {})}
    return http.request(each.method, each.path, params=each.query, headers=headers, json=each.body)


def etag_of(http: httpx.Client, path: str) -> str:
    """The ETag of what a change is about: of its own address, or of the one that it is an action of."""
    while path:
        read = http.get(path)
        if read.is_success and "ETag" in read.headers:
            return read.headers["ETag"]
        path = path.rpartition("/")[0]
    return "*"


def failed(each: Try, answer: httpx.Response) -> str | None:
    """What is wrong with an answer, if anything."""
    if not answer.is_success:
        return f"{each}: {answer.status_code} {answer.text}"
    if str(answer.status_code) not in each.operation["responses"]:
        return f"{each}: {answer.status_code} is not documented"
    if each.method == "GET" and "next_cursor" in answer.text and not answer.json()["items"]:
        return f"{each}: finds nothing with {each.query}"
    return None


def test_every_example_succeeds_in_the_order_of_the_page(http: httpx.Client) -> None:
    sent = list(tries(http.get("/openapi.json").json()))

    failures = [failure for each in sent if (failure := failed(each, send(http, each)))]

    assert len(sent) > 50
    assert [] == failures, "\n".join(failures)


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        (
            {"requestBody": {"content": {"application/json": {"schema": {}}}}},
            "give its body `json_schema_extra=",
        ),
        (
            {"parameters": [{"name": "thing_id", "in": "path", "required": True, "schema": {}}]},
            "give `thing_id` a type with an example",
        ),
    ],
)
def test_a_route_without_an_example_is_told_what_it_lacks(operation: dict[str, Any], told: str) -> None:
    route = {"tags": ["Things"], **operation}
    document = {"tags": [{"name": "Things"}], "paths": {"/v1/things/{thing_id}": {"post": route}}}

    with pytest.raises(WithoutExample, match=told):
        list(tries(document))
