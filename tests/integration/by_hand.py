"""Runs by hand: their steps with a real source, without the engine that calls them in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from app import models
from app.accounts.credentials import token_place
from app.database import Database
from app.hr.delivery import Delivery, Request
from app.hr.records import Company
from app.nmbrs import source as nmbrs_source
from app.runs.execute import Execution
from app.runs.protocols import Source
from app.settings import Settings
from tests.suite import Suite

Json = dict[str, Any]


@dataclass
class ByHand(Suite):
    """The service without its engine: nothing happens that a test does not do, and that at once.

    `extra`: the bulk operations the account was found to have. `now`: when it is for the steps, if not now.
    `delivered`: what each reading came to; `meanwhile` happens once, at the end of the next.
    """

    steps: Execution = field(kw_only=True)
    database: Database = field(kw_only=True)
    extra: tuple[str, ...] = ()
    now: datetime | None = None
    delivered: list[Delivery] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None

    def queue(self, configuration_id: str = "", mode: str = "apply") -> str:
        """A run that waits for its first step."""
        with self.database.transaction() as session:
            run = models.Run(
                configuration_id=configuration_id or self.configuration_id, account_id=self.account_id,
                option="nmbrs_employee", mode=mode, status="queued", created_at=datetime.now(UTC),
            )  # fmt: skip
            session.add(run)
            return run.id

    def go(self, run_id: str, times: int = 1) -> Json:
        """Every step in its turn; several `times` as if the service had died behind each."""
        for _ in range(times):
            employer_ids = self.steps.prepare(run_id)["employer_ids"]
        for employer_id in employer_ids:
            for step in (self.steps.read_and_plan, self.steps.apply):
                for _ in range(times):
                    step(run_id, employer_id)
        for _ in range(times):
            self.steps.finish(run_id)
        run: Json = self.ask("GET", f"/runs/{run_id}")
        return run

    def run(self, configuration_id: str = "", mode: str = "apply") -> Json:
        return self.go(self.queue(configuration_id, mode))


@dataclass
class _Watched:
    """A source of which every delivery is seen on its way."""

    source: Source
    by_hand: ByHand

    def employers(self) -> tuple[Company, ...]:
        return self.source.employers()

    def read(self, request: Request, *, cancelled: Callable[[], bool]) -> Delivery:
        delivery = self.source.read(request, cancelled=cancelled)
        self.by_hand.delivered.append(delivery)
        happens, self.by_hand.meanwhile = self.by_hand.meanwhile, None
        if happens is not None:
            happens()
        return delivery


@contextmanager
def without_engine(
    app: FastAPI, settings: Settings, database: Database, headers: dict[str, str]
) -> Iterator[ByHand]:
    """The service of `app`, and its steps on `database`, reading from the Nmbrs of `settings`."""
    source = nmbrs_source.Nmbrs(
        soap_url=settings.nmbrs_soap_url, calls_per_second=1000, timeout_seconds=5, attempts=2,
        retry_seconds=0.01,
    )  # fmt: skip
    cipher = app.state.cipher

    def open_source(account: models.Account, *, today: date) -> Source:
        token = cipher.decrypt(account.token_encrypted, token_place(account.id))
        credentials = nmbrs_source.Credentials(account.username, token, account.domain)
        return _Watched(source.source(credentials, today=today, extra=by_hand.extra), by_hand)

    steps = Execution(
        database=database, cipher=cipher, open_source=open_source,
        clock=lambda: by_hand.now or datetime.now(UTC), checkpoint=lambda: None,
        mail_host="connector.example",
    )  # fmt: skip
    by_hand = ByHand(TestClient(app), headers, steps=steps, database=database)
    yield by_hand
    source.close()
    app.state.database.close()
