"""The records and journal of one employer, kept as a run keeps them: planned, stored, applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.database import Database
from app.hr.delivery import Delivery
from app.hr.records import Entity
from app.runs import held, journal, plan, wanted
from app.runs.fields import Held, Values
from app.runs.plan import Plan
from app.security import Cipher
from tests.unit.agreements import whole
from tests.unit.deliveries import SINCE, absence_row, delivery, employee, rules

NOW = datetime(2026, 5, 20, 6, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
BSN = "123456782"
SICK = delivery(employees=[employee(bsn=BSN)], absences=[absence_row()])
#: One record of every kind.
WHOLE = whole(employees=[employee(bsn=BSN)])
TABLES = {entity: sa.inspect(models.IMPORTED[entity]).local_table for entity in Entity}


@dataclass
class Books:
    """The records and journal of one employer, kept as a run keeps them."""

    database: Database
    employer_id: str
    configuration_id: str
    account_id: str
    cipher: Cipher = field(
        default_factory=lambda: Cipher("test:encryption-key-of-the-tests", "hash-key-of-the-tests-000")
    )

    def run(self) -> str:
        with self.database.transaction() as session:
            run = models.Run(
                configuration_id=self.configuration_id, account_id=self.account_id, option="nmbrs_employee",
                mode="apply", status="succeeded", created_at=NOW,
            )  # fmt: skip
            session.add(run)
            return run.id

    def held(self) -> dict[Entity, dict[str, Held]]:
        with self.database.reading() as session:
            return {entity: dict(records) for entity, records in held.load(session, self.employer_id).items()}

    def plan(self, run_id: str, delivered: Delivery) -> Plan:
        ours = self.held()
        decided = rules(store_bsn=True, digest=self.cipher.digest)
        target = wanted.build(delivered, plan.known(ours, SINCE), decided)
        context = plan.Context(
            run_id=run_id, rules=decided, reveal=self.opened, look_up=self.looked_up, new_id=models.new_id
        )
        return plan.compare(delivered, target, ours, context)

    def looked_up(self, entity: Entity, keys: Sequence[str]) -> Mapping[str, Values]:
        with self.database.reading() as session:
            return held.look_up(session, self.employer_id, entity, keys)

    def store(self, delivered: Delivery) -> str:
        """Store the plan of a delivery under a run of its own."""
        run_id = self.run()
        self.store_again(run_id, self.plan(run_id, delivered))
        return run_id

    def store_again(self, run_id: str, made: Plan) -> None:
        with self.database.transaction() as session:
            journal.store(session, run_id, self.employer_id, made.changes, self.cipher)

    def apply(self, run_id: str, now: datetime = NOW) -> bool:
        with self.database.transaction() as session:
            return journal.apply(session, run_id, self.employer_id, now)

    def take(self, delivered: Delivery, now: datetime = NOW) -> str:
        """Store and apply."""
        run_id = self.store(delivered)
        assert self.apply(run_id, now)
        return run_id

    def opened(self, record_id: str, name: str, hidden: str) -> str:
        return self.cipher.decrypt(hidden, journal.place(record_id, name))

    def journal(self, run_id: str) -> list[models.Change]:
        with self.database.reading() as session:
            return list(
                session.exec(
                    select(models.Change)
                    .where(models.Change.run_id == run_id)
                    .order_by(col(models.Change.id))
                )
            )

    def rows(self, entity: Entity) -> list[dict[str, Any]]:
        """The rows of this employer as they are in the database, by source key."""
        table = TABLES[entity]
        asked = sa.select(table).where(table.c.employer_id == self.employer_id).order_by(table.c.source_key)
        with self.database.reading() as session:
            return [dict(row) for row in session.execute(asked).mappings()]

    def row(self, entity: Entity) -> dict[str, Any]:
        [row] = self.rows(entity)
        return row

    def everything(self) -> dict[Entity, list[dict[str, Any]]]:
        return {entity: self.rows(entity) for entity in Entity}


def open_books(session: Session, database: Database, name: str) -> Books:
    employer = models.Employer(name=name, employer_code=name, created_at=NOW, updated_at=NOW)
    session.add(employer)
    session.flush()
    account = models.Account(
        name=name, account_type="hr_system_api", hr_system="nmbrs", transport="soap", username=name,
        token_encrypted="", domain="test", culture="nl-NL", scope="employer", employer_id=employer.id,
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    session.add(account)
    session.flush()
    configuration = models.Configuration(
        account_id=account.id, data_stream="test", option="nmbrs_employee", import_departments=True,
        import_employees=True, import_absence=True, import_wages=False, mail_level="all",
        mapping="standard", created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    session.add(configuration)
    session.flush()
    return Books(database, employer.id, configuration.id, account.id)
