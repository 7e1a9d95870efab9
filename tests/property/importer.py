"""One employer imported over the wire from the pretended Nmbrs, on any day, into a database of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.accounts.credentials import token_place
from app.database import Database
from app.hr.records import Entity
from app.nmbrs import operations
from app.nmbrs import source as nmbrs_source
from app.runs import held, journal
from app.runs.counts import counts, tallies
from app.runs.execute import Execution
from app.runs.fields import LOOKED_UP, PROTECTED, STREAM, Held
from app.runs.protocols import Source
from app.runs.states import EmployerStatus
from app.security import Cipher
from tests import nmbrs_control
from tests.property.connector import never_sync

BEGAN: Final = datetime(2026, 1, 1, tzinfo=UTC)
Records: TypeAlias = dict[Entity, dict[str, dict[str, Any]]]

SETTINGS: Final[dict[str, Any]] = {
    "history_months": 24,
    "store_bsn": True,
    # Else what was emptied at Nmbrs would stand here, as it should, and not in a fresh import.
    "contact_mode": "always",
}


class Importer:
    """The steps of a run without an engine. `extra`: the bulk operations the account was found to have."""

    def __init__(self, url: str, soap_url: str, company_id: int, *, extra: bool) -> None:
        self.database = Database(url)
        sa.event.listen(self.database.engine, "connect", never_sync)
        self.today = BEGAN.date()
        self._cipher = Cipher("test:encryption-key-of-the-tests", "hash-key-of-the-tests-000")
        self._extra = [each.name for each in operations.EXTRA] if extra else []
        self._nmbrs = nmbrs_source.Nmbrs(
            soap_url=soap_url, calls_per_second=10_000, timeout_seconds=5, attempts=2, retry_seconds=0.001
        )
        self._steps = Execution(
            database=self.database,
            cipher=self._cipher,
            open_source=self._open_source,
            clock=lambda: datetime.combine(self.today, time(9), UTC),
            checkpoint=lambda: None,
            mail_host="connector.example",
        )
        with self.database.transaction() as session:
            self.employer_id, self._configuration = _set_up(session, company_id, self._cipher)

    def close(self) -> None:
        self._nmbrs.close()
        self.database.close()

    def run(self, today: date) -> str:
        """Every step of a run; gives its id."""
        self.today = today
        with self.database.transaction() as session:
            run = models.Run(
                configuration_id=self._configuration.id, account_id=self._configuration.account_id,
                option="nmbrs_employee", mode="apply", status="queued",
                created_at=datetime.combine(today, time(9), UTC),
            )  # fmt: skip
            session.add(run)
        for employer_id in self._steps.prepare(run.id)["employer_ids"]:
            self._steps.read_and_plan(run.id, employer_id)
            self._steps.apply(run.id, employer_id)
        self._steps.finish(run.id)
        return run.id

    def records(self) -> tuple[Records, Records]:
        """All values of what stands and is not on its way out, and of what was withdrawn."""
        standing: Records = {}
        withdrawn: Records = {}
        with self.database.reading() as session:
            for entity, found in held.load(session, self.employer_id).items():
                whole = {key: each.values for key, each in found.items()}
                if entity in LOOKED_UP:
                    whole = dict(held.look_up(session, self.employer_id, entity, list(found)))
                opened = {key: self._opened(entity, each, whole[key]) for key, each in found.items()}
                gone = {key for key, each in found.items() if each.withdrawn}
                marked = {key for key, each in found.items() if each.marked}
                standing[entity] = {key: opened[key] for key in opened.keys() - gone - marked}
                withdrawn[entity] = {key: opened[key] for key in gone}
        return standing, withdrawn

    def counted(self, run_id: str) -> tuple[dict[str, int], dict[str, int]]:
        """How many changes the report counts per stream, and how many rows the journal has applied."""
        with self.database.reading() as session:
            run = session.get_one(models.Run, run_id)
            found = counts(session, run, tallies(session, run))
            rows = session.exec(
                select(models.Change.entity)
                .join(models.RunEmployer, col(models.RunEmployer.run_id) == models.Change.run_id)
                .where(models.Change.run_id == run_id, models.RunEmployer.status == EmployerStatus.APPLIED)
            ).all()
        told = {
            stream.value: each.created + each.updated + each.ended + each.pending + each.withdrawn
            for stream, each in found.items()
        }
        applied = dict.fromkeys(told, 0)
        for entity in rows:
            applied[STREAM[Entity(entity)].value] += 1
        return told, applied

    def status(self, run_id: str) -> str:
        with self.database.reading() as session:
            return session.get_one(models.Run, run_id).status

    def _opened(self, entity: Entity, record: Held, values: dict[str, Any]) -> dict[str, Any]:
        return {
            name: self._cipher.decrypt(value, journal.place(record.id, name))
            if value is not None and (entity, name) in PROTECTED
            else value
            for name, value in values.items()
        }

    def _open_source(self, account: models.Account, *, today: date) -> Source:
        token = self._cipher.decrypt(account.token_encrypted, token_place(account.id))
        credentials = nmbrs_source.Credentials(account.username, token, account.domain)
        return self._nmbrs.source(credentials, today=today, extra=self._extra)


def _set_up(session: Session, company_id: int, cipher: Cipher) -> tuple[str, models.Configuration]:
    employer = models.Employer(
        name="Bakkerij", employer_code=str(company_id), created_at=BEGAN, updated_at=BEGAN
    )
    session.add(employer)
    session.flush()
    account = models.Account(
        name="Groep", account_type="hr_system_api", hr_system="nmbrs", transport="soap",
        username=nmbrs_control.USERNAME, token_encrypted="", domain=nmbrs_control.DOMAIN, culture="nl-NL",
        scope="employer", employer_id=employer.id, created_at=BEGAN, updated_at=BEGAN,
    )  # fmt: skip
    account.token_encrypted = cipher.encrypt(nmbrs_control.TOKEN, token_place(account.id))
    session.add(account)
    session.flush()
    of_nmbrs = col(models.AbsenceClassification.source_label).is_not(None)
    session.add_all(
        models.EmployerClassification(employer_id=employer.id, classification_id=each.id)
        for each in session.exec(select(models.AbsenceClassification).where(of_nmbrs))
    )
    configuration = models.Configuration(
        account_id=account.id, data_stream="Werknemers", option="nmbrs_employee", import_departments=True,
        import_employees=True, import_absence=True, import_wages=True, mail_level="all",
        mapping="standard", settings=SETTINGS, created_at=BEGAN, updated_at=BEGAN,
    )  # fmt: skip
    session.add(configuration)
    session.flush()
    return employer.id, configuration
