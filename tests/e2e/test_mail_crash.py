"""A service that dies when its mail is out and not yet noted: the mail goes again, as the same mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.e2e import processes
from tests.e2e.processes import Process, ended_afterwards, wait_until
from tests.mail_server import MailServer, serving
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    with serving(server):
        yield server


@pytest.fixture
def service(database_url: str, nmbrs: Nmbrs, server: MailServer, tmp_path: Path) -> Iterator[Process]:
    process = processes.service(
        database_url, nmbrs.soap_url, tmp_path,
        SMTP_URL=server.url(), SMTP_TIMEOUT_SECONDS="0.5", MAIL_RETRY_SECONDS="0.2,0.2,0.2,0.2",
        MAIL_FROM="nmbrs@connector.example",
        PUBLIC_URL="https://connector.example",
    )  # fmt: skip
    with ended_afterwards(process):
        yield process


@pytest.fixture
def suite(service: Process, nmbrs: Nmbrs, admin: dict[str, str]) -> Iterator[Suite]:
    """Everything is set up; the service does not run yet."""
    company = nmbrs.add_company("Bakkerij")
    nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    settings = Settings(_env_file=None, **{name.lower(): text for name, text in service.environment.items()})
    app = create_app(settings)
    suite = Suite(TestClient(app), admin)
    suite.set_up({company: "Bakkerij"}, mail_level="all")
    app.state.database.close()
    with httpx.Client(base_url=service.address, timeout=70, trust_env=False) as http:
        suite.client = http  # type: ignore[assignment]  # asks as a TestClient does
        yield suite


def test_a_mail_that_was_sent_and_not_recorded_is_sent_again_under_its_message_id(
    service: Process, suite: Suite, server: MailServer
) -> None:
    server.meanwhile = service.kill  # the mail is in, and the service does not live to hear it
    service.start()
    run = suite.start()
    wait_until(lambda: service.running is None, 30, service.last_words)

    service.start()
    wait_until(lambda: len(server.received) > 1, 30, service.last_words)
    path = f"/runs/{run['id']}"
    wait_until(lambda: suite.ask("GET", path)["mail"]["state"] == "sent", 30, service.last_words)

    told = suite.ask("GET", path)["mail"]
    assert (told["attempts"] > 1, told["code"]) == (True, None)
    first, again = (mail.message for mail in server.received[:2])
    assert first["Message-ID"] == again["Message-ID"] == f"<{run['id']}.report@connector.example>"
    assert (first["Subject"], first["Date"]) == (again["Subject"], again["Date"])
