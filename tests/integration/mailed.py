"""The service with a real mail server beside it, and what a test asks about mail."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from app.settings import Settings
from tests.e2e.processes import wait_until
from tests.mail_server import MailServer, Received
from tests.suite import Suite

Json = dict[str, Any]
PUBLIC_URL = "https://connector.example"
ANNA, BAS = "anna@voorbeeld.example", "bas@voorbeeld.example"


def with_mail(settings: Settings, server: MailServer, **fields: Any) -> Settings:
    """These settings, with mail going to `server`, and no patience with it."""
    mail: Json = {
        "public_url": PUBLIC_URL,
        "smtp_url": SecretStr(server.url()),
        "smtp_timeout_seconds": 5.0,
        "mail_from": "nmbrs@connector.example",
        "mail_retry_seconds": (0.05, 0.05, 0.05),
    }
    return settings.model_copy(update=mail | fields)


@dataclass
class Postman:
    """Runs, and waits for what is mailed about them."""

    suite: Suite
    server: MailServer

    def mail_of(self, run: Json) -> Json:
        """The state of the mail about a run that has ended, when it is no longer on its way."""
        found: list[Json] = []

        def has_come() -> bool:
            found.append(self.suite.ask("GET", f"/runs/{run['id']}")["mail"])
            return found[-1]["state"] != "queued"

        wait_until(has_come, 20, lambda: str(found[-1]))
        return found[-1]

    def run(self, **how: str) -> tuple[Json, Received | None]:
        """A run, and the mail about it if there is one."""
        run = self.suite.run(**how)
        before = len(self.server.received)
        told = self.mail_of(run)
        new = [each for each in self.server.received if run["id"] in str(each.message["Message-ID"])]
        assert len(new) == (told["state"] == "sent"), (before, told)
        return run, new[0] if new else None

    def lines(self, run: Json, levels: tuple[str, ...]) -> Counter[str]:
        """How many lines of each code the report has at these levels."""
        lines = self.suite.report(run)["lines"]
        return Counter(line["code"] for line in lines if line["level"] in levels)


def always_mailed(suite: Suite, company: int) -> None:
    """An account with two recipients, and a configuration that always mails."""
    suite.set_up({company: "Bakkerij"}, mail_level="all_with_metadata")
    path = f"/accounts/{suite.account_id}"
    suite.ask("PATCH", path, json={"report_recipients": [ANNA, BAS]}, headers={"If-Match": '"1"'})


def about(mail: Json, *names: str) -> tuple[Any, ...]:
    return tuple(mail[name] for name in names)


def readiness(suite: Suite) -> tuple[int, str, str]:
    """Status, what it says in one word, and what it says of mail."""
    answer = suite.client.get("/health/ready")
    return answer.status_code, answer.json()["status"], answer.json()["checks"]["mail"]


def counted_mails(suite: Suite) -> dict[str, int]:
    """The mails of each state, by the metrics."""
    told = suite.client.get("/metrics").text
    found = re.findall(r'^mails\{state="(\w+)"\} (\S+)$', told, re.MULTILINE)
    return {state: int(float(number)) for state, number in found if float(number)}


def text_of(html: str) -> str:
    """What is to be read of a page."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
