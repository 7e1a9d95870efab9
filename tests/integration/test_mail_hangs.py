"""A mail server that takes the connection and never says a word: runs go on, and what waits is named."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr

from app.settings import Settings
from tests.e2e.processes import wait_until
from tests.integration.mailed import about, always_mailed, counted_mails, readiness, with_mail
from tests.mail_server import MailServer
from tests.suite import Suite


@dataclass
class Silent:
    """Takes connections, and that is all it does."""

    listener: socket.socket
    taken: list[socket.socket] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.listener.getsockname()[1]}"

    def take(self) -> None:
        while True:
            try:
                self.taken.append(self.listener.accept()[0])
            except OSError:
                return


@contextmanager
def _listening() -> Iterator[Silent]:
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        silent = Silent(listener)
        pool.submit(silent.take)
        yield silent
        listener.shutdown(socket.SHUT_RDWR)
    for connection in silent.taken:
        with closing(connection):
            pass


@pytest.fixture
def silent() -> Iterator[Silent]:
    with _listening() as opened:
        yield opened


@pytest.fixture
def settings(settings: Settings, silent: Silent) -> Settings:
    """A server that is waited for long enough to be seen, and not tried again soon."""
    return with_mail(
        settings,
        MailServer(),
        smtp_url=SecretStr(silent.url),
        smtp_timeout_seconds=1.0,
        mail_retry_seconds=(60.0,),
    )


def test_a_server_that_hangs_holds_up_no_run_and_its_mail_is_named(
    suite: Suite, silent: Silent, bakery: int
) -> None:
    always_mailed(suite, bakery)
    first = suite.run()
    wait_until(lambda: len(silent.taken) > 0, 20)

    began = time.monotonic()
    second = suite.run()
    seconds = time.monotonic() - began

    told = suite.ask("GET", f"/runs/{second['id']}")["mail"]
    assert seconds < 10
    assert about(told, "state", "sent_at") == ("queued", None)
    status, health, named = readiness(suite)
    assert (status, health) == (200, "ok")
    assert re.fullmatch(r"2 waiting since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", named)
    assert counted_mails(suite) == {"queued": 2}

    wait_until(lambda: suite.ask("GET", f"/runs/{first['id']}")["mail"]["code"] is not None, 20)
    told = suite.ask("GET", f"/runs/{first['id']}")["mail"]
    assert about(told, "state", "code", "attempts") == ("queued", "SMTP_UNREACHABLE", 1)
    due = datetime.fromisoformat(told["next_attempt_at"]) - datetime.fromisoformat(told["last_attempt_at"])
    assert timedelta(seconds=60) <= due < timedelta(seconds=70)
