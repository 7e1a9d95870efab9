"""A migrated SQLite database with one employer set up, and the steps of a run on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlmodel import Session, col, select

from app import migrations, models
from app.database import Database
from app.hr.delivery import Delivery, Request
from app.hr.records import Company
from app.runs.execute import Execution
from app.runs.states import EmployerStatus
from app.security import Cipher
from benchmarks.employer import TODAY
from benchmarks.figures import Watch

NOW = datetime.combine(TODAY, time(6), UTC)
COMPANY = Company("101", "1", "Bakkerij")
ENCRYPTION_KEYS = "bench:encryption-key-of-the-benchmarks"
HASH_KEY = "hash-key-of-the-benchmarks"


@dataclass
class Memory:
    """A source that has everything at hand."""

    delivery: Delivery

    def employers(self) -> tuple[Company, ...]:
        return (COMPANY,)

    def read(self, request: Request, *, cancelled: Callable[[], bool]) -> Delivery:
        return self.delivery


@dataclass
class Stage:
    """Imports what is delivered into the database at `path`."""

    path: Path
    delivery: Delivery

    def __post_init__(self) -> None:
        self._database = Database(database_url(self.path))
        self._steps = Execution(
            database=self._database,
            cipher=Cipher(ENCRYPTION_KEYS, HASH_KEY),
            open_source=self._open_source,
            clock=lambda: NOW,
            checkpoint=lambda: None,
        )

    def run(self) -> float:
        """Import what is delivered; gives the seconds that took, with reading left out."""
        run_id = self._queue()
        [employer_id] = self._steps.prepare(run_id)["employer_ids"]
        watch = Watch()
        with watch.running():
            self._steps.read_and_plan(run_id, employer_id)
            self._steps.apply(run_id, employer_id)
        self._steps.finish(run_id)
        with self._database.reading() as session:
            row = session.get_one(models.RunEmployer, (run_id, employer_id))
            if row.status != EmployerStatus.APPLIED:
                raise RuntimeError(f"the import ended as {row.status}")
        return watch.seconds

    def changes(self) -> int:
        """How many journal rows there are."""
        with self._database.reading() as session:
            return len(session.exec(select(models.Change.id)).all())

    def close(self) -> None:
        self._database.close()

    def _open_source(self, account: models.Account, *, today: date) -> Memory:
        return Memory(self.delivery)

    def _queue(self) -> str:
        with self._database.transaction() as session:
            configuration = session.exec(select(models.Configuration)).one()
            run = models.Run(
                configuration_id=configuration.id, account_id=configuration.account_id, mode="apply",
                option=configuration.option, status="queued", created_at=NOW,
            )  # fmt: skip
            session.add(run)
            return run.id


def database_url(path: Path) -> str:
    return f"sqlite:///{path}"


def set_up(path: Path) -> None:
    """Make the database: everything an administrator does before the first import."""
    migrations.upgrade(database_url(path))
    database = Database(database_url(path))
    with database.transaction() as session:
        _set_up(session)
    database.close()


def _set_up(session: Session) -> None:
    employer = models.Employer(
        name=COMPANY.name, employer_code=COMPANY.source_key, created_at=NOW, updated_at=NOW
    )
    session.add(employer)
    session.flush()
    account = models.Account(
        name="Groep", account_type="hr_system_api", hr_system="nmbrs", transport="soap",
        username="koppeling@groep.example", token_encrypted="", domain="groep", culture="nl-NL",
        scope="employer", employer_id=employer.id, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    session.add(account)
    session.flush()
    seven = session.exec(
        select(models.AbsenceClassification).where(
            col(models.AbsenceClassification.source_label).is_not(None)
        )
    )
    session.add_all(
        models.EmployerClassification(employer_id=employer.id, classification_id=each.id) for each in seven
    )
    session.add(
        models.Configuration(
            account_id=account.id, data_stream="Werknemers", option="nmbrs_employee",
            import_departments=True, import_employees=True, import_absence=True, import_wages=False,
            mail_level="all", mapping="standard", created_at=NOW, updated_at=NOW,
            settings={
                "history_months": 24,
                "include_future_employees": True,
                "store_bsn": True,
                "source_end_is_last_sick_day": True,
                "absence_delete_action": "pending_then_withdraw",
            },
        )
    )  # fmt: skip
