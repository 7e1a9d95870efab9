"""Without a mail server each mail is a file, written when the folder can be."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from app.settings import Settings
from tests.e2e.processes import wait_until
from tests.integration.mailed import ANNA, BAS, Postman, about, always_mailed, with_mail
from tests.mail_server import MailServer
from tests.suite import Suite


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return with_mail(settings, MailServer(), smtp_url=None, mail_outbox=tmp_path / "outbox")


@pytest.fixture
def postman(suite: Suite, bakery: int) -> Postman:
    always_mailed(suite, bakery)
    return Postman(suite, MailServer())


def test_a_mail_is_a_file_in_the_outbox(postman: Postman, tmp_path: Path) -> None:
    run = postman.suite.run()

    told = postman.mail_of(run)
    [file] = (tmp_path / "outbox").iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert file.name == f"{run['id']}.report@connector.example.eml"
    assert message["To"] == f"{ANNA}, {BAS}"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    assert [part.defects for part in message.walk()] == [[], [], []]
    assert about(told, "state", "recipients") == ("sent", 2)


def test_a_mail_waits_for_a_folder_that_can_be_written(postman: Postman, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file in the way")
    run = postman.suite.run()
    path = f"/runs/{run['id']}"
    wait_until(lambda: postman.suite.ask("GET", path)["mail"]["code"] == "OUTBOX_NOT_WRITABLE", 20)

    (tmp_path / "outbox").unlink()

    assert about(postman.mail_of(run), "state", "code") == ("sent", None)
