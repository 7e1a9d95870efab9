"""A caller of the service, and what he usually makes: plain functions with defaults."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from app import models
from app.database import Database

NOBODY = "01990000-0000-7000-8000-ffffffffffff"
"""An id in the right form that nothing has."""

Json = dict[str, Any]
Headers = dict[str, str]
Answer = TypeVar("Answer")


class Api:
    """The service as one caller sees it."""

    def __init__(self, client: TestClient, headers: Headers) -> None:
        self.client = client
        self.headers = headers

    def by(self, headers: Headers) -> Api:
        """The same service, as another caller sees it."""
        return Api(self.client, headers)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Response:
        """One request; `if_match="*"` becomes the header `If-Match`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.request(method, f"/v1{path}", json=body, headers=self.headers | named)

    def get(self, path: str, **headers: str) -> Response:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Response:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Response:
        return self.ask("PATCH", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Response:
        return self.ask("PUT", path, body, **headers)

    def made(self, path: str, body: Any) -> Json:
        """What a creating request made."""
        response = self.post(path, body)
        assert 201 == response.status_code, response.text
        found: Json = response.json()
        return found

    def ids(self, path: str) -> list[str]:
        """The ids of a whole list."""
        response = self.get(path)
        assert 200 == response.status_code, response.text
        return [item["id"] for item in response.json()["items"]]


def simultaneously(app: FastAPI, api: Api, ask: Callable[[Api], Answer]) -> list[Answer]:
    """What four callers get who ask in the same moment, each over a connection of his own."""
    barrier = threading.Barrier(4)

    def one(_: int) -> Answer:
        client = TestClient(app)
        client.portal = api.client.portal
        mine = Api(client, api.headers)
        barrier.wait()
        return ask(mine)

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(one, range(4)))


def refusal(response: Response) -> tuple[int, str]:
    """Status and code of a problem."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    body = response.json()
    assert response.status_code == body["status"]
    return body["status"], body["code"]


def refused_fields(response: Response) -> tuple[int, list[str]]:
    """Status and named fields of a problem."""
    return response.status_code, [error["field"] for error in response.json()["errors"]]


def make_employer(api: Api, name: str = "Testbedrijf 1", code: str | None = None) -> str:
    found: str = api.made("/employers", {"name": name, "employer_code": code})["id"]
    return found


def make_group(api: Api, employer_ids: Sequence[str], **fields: Any) -> str:
    group: str = api.made("/employer-groups", {"name": "Testgroep", **fields})["id"]
    response = api.put(f"/employer-groups/{group}/employers", {"employer_ids": list(employer_ids)})
    assert 200 == response.status_code, response.text
    return group


def account_body(employer_id: str | None = None, **fields: Any) -> Json:
    """An account for one employer, unless `authorization` says otherwise."""
    return {
        "name": "Testbedrijf via Nmbrs",
        "username": f"koppeling-{uuid4().hex[:8]}@testbedrijf.example",
        "token": "TOKEN-FOR-TESTS",
        "domain": "testbedrijf",
        "report_recipients": ["beheer@testbedrijf.example"],
        "authorization": {"scope": "employer", "employer_id": employer_id},
        **fields,
    }


def make_account(api: Api, employer_id: str | None = None, **fields: Any) -> str:
    if employer_id is None and "authorization" not in fields:
        employer_id = make_employer(api)
    found: str = api.made("/accounts", account_body(employer_id, **fields))["id"]
    return found


def for_group(employer_group_id: str) -> Json:
    return {"scope": "employer_group", "employer_group_id": employer_group_id}


def configuration_body(**fields: Any) -> Json:
    """An import of everything, only when asked for."""
    return {
        "data_stream": f"stroom {uuid4().hex[:8]}",
        "option": "nmbrs_employee",
        "mail_level": "warnings",
        **fields,
    }


def make_configuration(api: Api, account_id: str, **fields: Any) -> str:
    found: str = api.made(f"/accounts/{account_id}/configurations", configuration_body(**fields))["id"]
    return found


def store_run(
    database: Database,
    *,
    account_id: str,
    configuration_id: str,
    option: str = "nmbrs_employee",
    status: str = "succeeded",
    found: Sequence[tuple[int, int, str]] = (),
) -> str:
    """A run as the engine would have left it; `found` are the companies of a discovery."""
    now = datetime.now(UTC)
    with database.transaction() as session:
        run = models.Run(
            configuration_id=configuration_id, account_id=account_id, option=option, mode="apply",
            status=status, created_at=now, started_at=now,
            finished_at=None if status in ("queued", "running") else now,
        )  # fmt: skip
        session.add(run)
        session.flush()
        session.add_all(
            models.ReportLine(
                run_id=run.id, at=now, level=2, stream="ALG", code="EMPLOYER_CODE_FOUND",
                params={"nmbrs_id": str(nmbrs_id), "number": str(number), "name": name},
            )
            for nmbrs_id, number, name in found
        )  # fmt: skip
        return run.id


def store_employee(database: Database, employer_id: str, run_id: str) -> str:
    """An employee as an import would have left it."""
    with database.transaction() as session:
        row = models.Employee(
            employer_id=employer_id, source_key="1", content_hash="", run_id=run_id,
            updated_at=datetime.now(UTC), personnel_number="1",
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id
