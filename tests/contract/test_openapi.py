"""The committed contract is the served one, and tells a client what he must know of every route."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT: dict[str, Any] = json.loads((ROOT / "openapi" / "openapi.json").read_text(encoding="utf-8"))
Operation = dict[str, Any]


def operations() -> Iterator[tuple[str, Operation]]:
    """Every route under /v1 with its name."""
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            if path.startswith("/v1/"):
                yield f"{method.upper()} {path}", operation


def test_the_served_contract_is_the_committed_one(client: TestClient) -> None:
    assert DOCUMENT == client.get("/openapi.json").json()


def test_the_contract_is_printed_the_same_each_time_and_without_any_setting(tmp_path: Path) -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-m", "app", "openapi"],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]

    assert printed[0] == printed[1]
    assert (ROOT / "openapi" / "openapi.json").read_bytes() == printed[0]


def test_every_route_has_a_summary_a_description_and_a_name_of_its_own() -> None:
    bare = [name for name, each in operations() if not each.get("summary") or not each.get("description")]
    names = [each["operationId"] for _, each in operations()]

    assert ([], len(names)) == (bare, len(set(names)))


def test_every_route_asks_for_a_key_and_documents_the_refusals() -> None:
    silent = [
        name
        for name, each in operations()
        if not each.get("security") or not {"401", "403"} <= each["responses"].keys()
    ]

    assert [] == silent


def test_every_documented_error_is_a_problem() -> None:
    others = [
        f"{name} {status}"
        for name, each in operations()
        for status, response in each["responses"].items()
        if status >= "400" and "application/problem+json" not in response.get("content", {})
    ]

    assert [] == others


def test_every_body_has_an_example() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    bare = []
    for name, each in operations():
        for content in each.get("requestBody", {}).get("content", {}).values():
            reference = content["schema"].get("$ref") or content["schema"]["anyOf"][0]["$ref"]
            schema = schemas[reference.rpartition("/")[2]]
            if not (schema.get("examples") or content.get("examples") or content.get("example")):
                bare.append(name)

    assert [] == bare
