"""The connector without wire and engine: the real steps of a run on a real database.

A step may be killed at any statement and is then done again, as the engine would.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from app import models
from app.database import Database
from app.hr.delivery import Delivery, Request
from app.hr.records import Company, Entity
from app.runs import held, journal, lines, report, text
from app.runs.counts import Counts
from app.runs.execute import Execution
from app.runs.fields import LOOKED_UP, PROTECTED, Held, Values
from app.runs.states import EmployerStatus
from app.security import Caller, Cipher, Role
from tests.property import profile, recognised
from tests.property.set_up import BEGAN, CODE, set_up
from tests.property.world import FIRST_DAY

_EVERYBODY = Caller(key_id="", role=Role.ADMIN, permissions=frozenset(), employers=None)


class Killed(BaseException):
    """The process went down; whatever was not committed is lost."""


@dataclass
class Source:
    """Delivers what it is told to, once it is asked."""

    answer: Callable[[Request], Delivery] = lambda request: Delivery()

    def employers(self) -> tuple[Company, ...]:
        return (Company(CODE, "1", "Bakkerij"),)

    def read(self, request: Request, *, cancelled: Callable[[], bool]) -> Delivery:
        return Delivery(cancelled=True) if cancelled() else self.answer(request)


@dataclass(frozen=True)
class Standing:
    """A record as it stands, with protected values opened. Equal whatever the hash, which has its own law."""

    id: str
    content_hash: str = field(compare=False)
    values: Values
    withdrawn: bool
    mark: str | None


State = dict[Entity, dict[str, Standing]]


@dataclass(frozen=True)
class Row:
    """A journal row, with protected values opened."""

    number: int
    run_id: str
    entity: Entity
    record_id: str
    key: str
    operation: str
    fields: dict[str, tuple[Any, Any]]
    applied: bool


class Connector:
    """One employer with two configurations, since two may import the same."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.cipher = Cipher("test:encryption-key-of-the-tests", "hash-key-of-the-tests-000")
        self.source = Source()
        self.today: date = FIRST_DAY
        self.requests: list[Request] = []
        self.statements_to_live: int | None = None
        self.asked = 0  #: how often what time it is
        sa.event.listen(self.database.engine, "connect", never_sync)
        for event in ("before_cursor_execute", "commit"):
            sa.event.listen(self.database.engine, event, self._one_statement_less)
        self.execution = Execution(
            database=self.database,
            cipher=self.cipher,
            open_source=lambda account, *, today: self.source,
            clock=self._now,
            checkpoint=lambda: None,
            mail_host="connector.example",
        )
        with self.database.transaction() as session:
            self.employer_id, self.configuration_ids = set_up(session)

    def close(self) -> None:
        self.database.close()

    # --- runs

    def queue(self, configuration: int = 0) -> str:
        with self.database.transaction() as session:
            configured = session.get_one(models.Configuration, self.configuration_ids[configuration])
            run = models.Run(
                configuration_id=configured.id, account_id=configured.account_id, option=configured.option,
                mode="apply", status="queued", created_at=BEGAN,
            )  # fmt: skip
            session.add(run)
            return run.id

    def read_and_plan(self, run_id: str, answer: Callable[[Request], Delivery]) -> Delivery:
        """Do the first half of a run; gives what was delivered."""
        delivered: list[Delivery] = []

        def answered(request: Request) -> Delivery:
            self.requests.append(request)
            delivered.append(answer(request))
            return recognised.abridged(delivered[-1], request)

        self.source.answer = answered
        self._step(self.execution.prepare, run_id)
        self._step(self.execution.read_and_plan, run_id, self.employer_id)
        return delivered[-1]

    def forget_the_plan(self, run_id: str) -> None:
        """Have the employer read once more, though its plan is stored."""
        with self.database.transaction() as session:
            session.get_one(models.RunEmployer, (run_id, self.employer_id)).status = "reading"

    def apply(self, run_id: str) -> None:
        self._step(self.execution.apply, run_id, self.employer_id)

    def finish(self, run_id: str) -> None:
        self._step(self.execution.finish, run_id)
        self.statements_to_live = None

    def kill_after(self, statements: int) -> None:
        """Kill the process once, at a statement or commit from now."""
        self.statements_to_live = statements

    def _now(self) -> datetime:
        """Later than when it was last asked."""
        self.asked += 1
        return datetime.combine(self.today, time(6), UTC) + timedelta(milliseconds=self.asked)

    def _step(self, step: Callable[..., object], *ids: str) -> None:
        try:
            step(*ids)
        except Killed:
            step(*ids)

    def _one_statement_less(self, *_: object) -> None:
        if self.statements_to_live is not None:
            self.statements_to_live -= 1
            if self.statements_to_live < 0:
                self.statements_to_live = None
                profile.SEEN["killed"] += 1
                raise Killed

    # --- settings

    def set(self, **settings: Any) -> None:
        """Change settings of both configurations."""
        with self.database.transaction() as session:
            for each in session.exec(select(models.Configuration)):
                each.settings = {**each.settings, **settings}
                each.version += 1

    def tick(self, **imports: bool) -> None:
        """Change what both configurations import."""
        with self.database.transaction() as session:
            for each in session.exec(select(models.Configuration)):
                for name, ticked in imports.items():
                    setattr(each, name, ticked)
                each.version += 1

    # --- what stands

    def status(self, run_id: str) -> tuple[str, str | None]:
        with self.database.reading() as session:
            row = session.get_one(models.RunEmployer, (run_id, self.employer_id))
            return row.status, row.code

    def state(self) -> State:
        with self.database.reading() as session:
            found = held.load(session, self.employer_id)
            values = {
                entity: {key: record.values for key, record in records.items()}
                for entity, records in found.items()
            }
            for entity in LOOKED_UP:
                values[entity] |= held.look_up(session, self.employer_id, entity, list(found[entity]))
        return {
            entity: {key: self._standing(entity, each, values[entity][key]) for key, each in records.items()}
            for entity, records in found.items()
        }

    def _standing(self, entity: Entity, record: Held, values: Values) -> Standing:
        return Standing(
            id=record.id,
            content_hash=record.content_hash,
            values={name: self._opened(entity, record.id, name, value) for name, value in values.items()},
            withdrawn=record.withdrawn,
            mark=record.marked,
        )

    def _opened(self, entity: Entity, record_id: str, name: str, value: Any) -> Any:
        if value is None or (entity, name) not in PROTECTED:
            return value
        return self.cipher.decrypt(value, journal.place(record_id, name))

    def rows(self, *run_ids: str) -> list[Row]:
        """The journal of these runs, or all of it, in order."""
        asked = select(models.Change).order_by(col(models.Change.id))
        if run_ids:
            asked = asked.where(col(models.Change.run_id).in_(run_ids))
        done = select(models.RunEmployer.run_id).where(models.RunEmployer.status == EmployerStatus.APPLIED)
        with self.database.reading() as session:
            applied = set(session.exec(done))
            return [self._row(change, applied=change.run_id in applied) for change in session.exec(asked)]

    def _row(self, change: models.Change, *, applied: bool) -> Row:
        entity = Entity(change.entity)
        fields = {
            name: tuple(self._opened(entity, change.record_id, name, value) for value in values)
            for name, values in change.fields.items()
        }
        return Row(
            number=change.id or 0,
            run_id=change.run_id,
            entity=entity,
            record_id=change.record_id,
            key=change.source_key,
            operation=change.operation,
            fields=fields,  # type: ignore[arg-type]
            applied=applied,
        )

    def told(self, run_id: str) -> tuple[dict[str, Counts], list[lines.Line], str]:
        """The report of a run: its counts, its lines, and all of its text."""
        with self.database.reading() as session:
            run = session.get_one(models.Run, run_id)
            built = report.build(session, run, _EVERYBODY)
            shown = text.render(built)
        said = [line for piece in lines.pieces(self.database.reading, run, "nl") for line in piece]
        return {stream.value: each for stream, each in built.counts.items()}, said, shown


def never_sync(connection: Any, _record: object) -> None:
    """These databases live for a second; nobody waits for the disk."""
    connection.execute("PRAGMA synchronous=OFF")
