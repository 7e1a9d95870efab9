"""A migrated database with employers set up, and the steps of a run on it, reading from memory."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import Session, col, select

from app import migrations, models
from app.accounts import credentials, permissions
from app.configurations.schemas import Settings
from app.database import Database
from app.hr.delivery import Completeness
from app.nmbrs import operations
from app.nmbrs.check import State
from app.nmbrs.source import Nmbrs
from app.runs.execute import Execution
from app.runs.protocols import Source
from app.runs.states import EmployerStatus
from app.security import Cipher
from benchmarks.answers import TODAY, Memory
from benchmarks.figures import Watch
from emulator.world import DEMO_USER

NOW = datetime.combine(TODAY, time(6), UTC)
ENCRYPTION_KEYS = "bench:encryption-key-of-the-benchmarks"
HASH_KEY = "hash-key-of-the-benchmarks"
_READ = (Completeness.COMPLETE, Completeness.SKIPPED)


class Stage:
    """Imports what `answers` has into the database at `url`, as the engine would."""

    def __init__(self, url: str, answers: Memory) -> None:
        self._database = Database(url)
        self._cipher = Cipher(ENCRYPTION_KEYS, HASH_KEY)
        self._http = httpx.Client(transport=answers)
        self._nmbrs = Nmbrs(
            soap_url="http://memory/soap/v3", calls_per_second=1e9, timeout_seconds=600,
            attempts=1, retry_seconds=0, http=self._http,
        )  # fmt: skip
        self._steps = Execution(
            database=self._database,
            cipher=self._cipher,
            open_source=self._open_source,
            clock=lambda: NOW,
            checkpoint=lambda: None,
            mail_host="connector.example",
        )

    def run(self, beside: AbstractContextManager[object] | None = None) -> float:
        """Import every employer; gives the seconds that reading, planning and applying took.

        `beside` holds meanwhile, for whoever looks at more than time.
        """
        run_id = self._queue()
        gc.collect()
        watch = Watch()
        with beside or nullcontext():
            employer_ids = self._steps.prepare(run_id)["employer_ids"]
            with watch.running():
                for employer_id in employer_ids:
                    self._steps.read_and_plan(run_id, employer_id)
                    self._steps.apply(run_id, employer_id)
            self._steps.finish(run_id)
        insist_on_all(self._database, run_id)
        return watch.seconds

    def close(self) -> None:
        """Leave the database to others; SQLite then has all of it in one file."""
        self._http.close()
        self._database.close()

    def _open_source(self, account: models.Account, *, today: date) -> Source:
        with self._database.reading() as session:
            extra = permissions.extra_operations(session, account.id)
        return self._nmbrs.source(credentials.of(account, self._cipher), today=today, extra=extra)

    def _queue(self) -> str:
        with self._database.transaction() as session:
            configuration = session.exec(select(models.Configuration)).one()
            run = models.Run(
                configuration_id=configuration.id, account_id=configuration.account_id, mode="apply",
                option=configuration.option, status="queued", created_at=NOW,
            )  # fmt: skip
            session.add(run)
            return run.id


def insist_on_all(database: Database, run_id: str) -> None:
    """Raise unless every employer and stream was imported: one that was left out would be a fast one."""
    with database.reading() as session:
        of_run = select(models.RunEmployer).where(models.RunEmployer.run_id == run_id)
        states = {row.status for row in session.exec(of_run)}
        streams = session.exec(select(models.RunStream).where(models.RunStream.run_id == run_id)).all()
    wrong = {f"{row.stream}: {row.state} {row.code}" for row in streams if row.state not in _READ}
    if states != {EmployerStatus.APPLIED} or wrong:
        raise RuntimeError(f"the import ended as {sorted(states)}, with {sorted(wrong)}")


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def set_up(url: str, companies: Mapping[int, str], *, excluded: Sequence[int] = ()) -> None:
    """Make the database: everything an administrator does before the first import, with every tick on."""
    ticks: dict[str, Any] = {
        name: True for name in models.Configuration.model_fields if name.startswith("import_")
    }
    migrations.upgrade(url)
    database = Database(url)
    with database.transaction() as session:
        account = _account(session, companies)
        configuration = models.Configuration(
            account_id=account.id, data_stream="Werknemers", option="nmbrs_employee",
            mail_level="all", mapping="standard", created_at=NOW, updated_at=NOW,
            settings=settings(excluded), **ticks,
        )  # fmt: skip
        session.add(configuration)
    database.close()


def settings(excluded: Sequence[int]) -> dict[str, object]:
    """The settings of the configuration: as they come, and the BSN is stored."""
    codes = [str(each) for each in excluded]
    return Settings(store_bsn=True, excluded_companies=codes).model_dump(mode="json")


def _account(session: Session, companies: Mapping[int, str]) -> models.Account:
    """An account that may touch all these employers, and was found to have every bulk operation."""
    labelled = select(models.AbsenceClassification).where(
        col(models.AbsenceClassification.source_label).is_not(None)
    )
    seven = session.exec(labelled).all()
    for company_id, name in companies.items():
        employer = models.Employer(name=name, employer_code=str(company_id), created_at=NOW, updated_at=NOW)
        session.add(employer)
        session.flush()
        session.add_all(
            models.EmployerClassification(employer_id=employer.id, classification_id=each.id)
            for each in seven
        )
    account = models.Account(
        name="Groep", account_type="hr_system_api", hr_system="nmbrs", transport="soap",
        username=DEMO_USER.username, token_encrypted="", domain=DEMO_USER.domain, culture="nl-NL",
        scope="all_employers", created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    place = credentials.token_place(account.id)
    account.token_encrypted = Cipher(ENCRYPTION_KEYS, HASH_KEY).encrypt(DEMO_USER.token, place)
    session.add(account)
    session.flush()
    session.add_all(
        models.AccountOperation(
            account_id=account.id, service=each.service, operation=each.name,
            state=State.EXTRA.value, checked_at=NOW,
        )
        for each in operations.EXTRA
    )  # fmt: skip
    return account
