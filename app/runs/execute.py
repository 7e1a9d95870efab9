"""A run, step by step: prepare → (read and plan → apply) per employer → finish.

Each step may be repeated from its beginning: what it writes replaces what an earlier attempt of it
wrote, and what is applied is applied once. No step hands records to the next: they are in our tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from sqlmodel import Session, col, select

from app import machine, models
from app.accounts import credentials, permissions
from app.classifications import mapping_repository
from app.configurations import rules as configured
from app.database import Database
from app.errors import SourceError
from app.hr.delivery import Delivery, Request
from app.hr.dutch_time import today
from app.hr.records import Entity
from app.runs import (
    accepted,
    completeness,
    employers,
    held,
    journal,
    mailing,
    outcome,
    plan,
    repository,
    series,
    wanted,
)
from app.runs.fields import Values
from app.runs.protocols import Source, SourceFactory
from app.runs.rules import Rules, request_of, rules_of
from app.runs.states import FINAL, OPEN, EmployerStatus, Mode, RunStatus
from app.security import Cipher

CREDENTIALS_REJECTED = "CREDENTIALS_REJECTED"


@dataclass(frozen=True, slots=True)
class Job:
    """What a step knows of its run, read once and detached from the database."""

    run: models.Run
    account: models.Account
    configuration: models.Configuration


class Prepared(TypedDict):
    """What the first step hands to the engine: ids only, since the engine stores it."""

    account_id: str
    employer_ids: list[str]


@dataclass(frozen=True, slots=True)
class Execution:
    """The steps, with what they need. `clock` is called at the edge of each step only.

    `checkpoint` is called between calls to the source; what it raises leaves the step to be repeated.
    `mail_host` is in the Message-ID of what is mailed.
    """

    database: Database
    cipher: Cipher = field(repr=False)
    open_source: SourceFactory
    clock: Callable[[], datetime]
    checkpoint: Callable[[], None]
    mail_host: str

    def prepare(self, run_id: str) -> Prepared:
        """Find the employers of a run that are still to be handled; none when nothing is left to do."""
        now = self.clock()
        with self.database.transaction() as session:
            job = _job(session, run_id)
            prepared = Prepared(account_id=job.account.id, employer_ids=[])
            if job.run.status not in OPEN or job.run.cancel_requested_at:
                return prepared
            job.run.status = RunStatus.RUNNING
            job.run.started_at = job.run.started_at or now
            known = repository.employers(session, run_id)
        if known:  # an earlier attempt came this far
            prepared["employer_ids"] = [row.employer_id for row in known if row.status not in FINAL]
            return prepared
        if job.account.attention_code:  # not one further call until the credentials change
            failure: employers.Failure | None = employers.Failure(job.account.attention_code, "")
        else:
            companies, failure = employers.listed(lambda: self._source(job, now))
        with self.database.transaction() as session:
            repository.clear_lines(session, run_id)
            if failure is not None:
                _fail_run(session, job, failure, now)
                return prepared
            if job.run.option == "nmbrs_employer_codes":
                employers.report_codes(session, run_id, companies, now)
                return prepared
            excluded = configured.excluded(job.configuration.settings)
            found = employers.match(session, job.run, job.account, companies, excluded, now)
            if not found:
                _fail_run(session, job, employers.Failure("NO_EMPLOYER", ""), now)
            repository.add_employers(session, run_id, found)
        prepared["employer_ids"] = sorted(found)
        return prepared

    def read_and_plan(self, run_id: str, employer_id: str) -> None:
        """Read one employer and store the plan for it, or why there is none."""
        now = self.clock()
        with self.database.transaction() as session:
            job = _job(session, run_id)
            row = session.get_one(models.RunEmployer, (run_id, employer_id))
            if row.status in (*FINAL, EmployerStatus.PLANNED):
                return
            if job.run.cancel_requested_at:
                repository.set_employer(session, row, EmployerStatus.CANCELLED, now=now)
                return
            if job.run.code is not None:  # the source failed for another employer: it will for this one
                repository.set_employer(session, row, EmployerStatus.FAILED, now=now, code=job.run.code)
                return
            if employers.refuse_unlinked(session, row, now):
                return
            repository.set_employer(session, row, EmployerStatus.READING, now=now)
            known = employers.known_employees(session, employer_id)
            recognition = accepted.recognition(
                session, job.configuration, employer_id, today(now), self.cipher
            )
        request = request_of(job.configuration, row.company_key, known, today(now), recognition)
        try:
            delivery = self._source(job, now).read(request, cancelled=lambda: self._cancelled(run_id))
        except SourceError as error:
            self._source_failed(job, employer_id, error)
            return
        with machine.garbage_waits():
            self._store_plan(job, employer_id, request, delivery)

    def apply(self, run_id: str, employer_id: str) -> None:
        """Apply the stored plan of one employer in one transaction, once."""
        now = self.clock()
        with self.database.transaction() as session:
            row = session.get_one(models.RunEmployer, (run_id, employer_id), with_for_update=True)
            if row.status != EmployerStatus.PLANNED:
                return
            if session.get_one(models.Run, run_id).mode == Mode.PREVIEW:
                repository.set_employer(session, row, EmployerStatus.PREVIEWED, now=now)
            elif employers.refuse_unlinked(session, row, now):  # told of since it was read
                return
            elif journal.apply(session, run_id, employer_id, now):
                accepted.store(session, row)
                repository.set_employer(session, row, EmployerStatus.APPLIED, now=now)
            else:
                _fail_employer(session, row, "PLAN_STALE", now)

    def break_off(self, run_id: str, employer_id: str) -> None:
        """Record that a step of this employer broke on a bug of ours: nothing of it is applied."""
        self._fail(run_id, employer_id, "INTERNAL_ERROR")

    def finish(self, run_id: str, *, code: str | None = None) -> str:
        """Close the run with the outcome that follows from its rows, and decide what is mailed about it.

        `code`: it broke on a bug.
        """
        now = self.clock()
        with self.database.transaction() as session:
            run = session.get_one(models.Run, run_id, with_for_update=True)
            if run.status not in OPEN:
                return run.status
            for row in repository.employers(session, run_id):
                if row.status not in FINAL and run.cancel_requested_at:
                    repository.set_employer(session, row, EmployerStatus.CANCELLED, now=now)
                elif row.status not in FINAL:
                    _fail_employer(session, row, "INTERNAL_ERROR", now)
            if code is not None and run.code is None:
                run.code = code
                repository.add_line(session, run_id, code, now=now)
            session.flush()
            run.status = outcome.of(session, run)
            run.finished_at = now
            if run.status == RunStatus.CANCELLED:
                repository.add_line(session, run_id, "RUN_CANCELLED", now=now)
            repository.add_line(session, run_id, "RUN_SUMMARY", now=now)
            session.flush()
            series.mark_run(session, run)
            mailing.decide(session, run, host=self.mail_host, now=now)
            return run.status

    # --- inside a step ----------------------------------------------------------------------------

    def _source(self, job: Job, now: datetime) -> Source:
        return self.open_source(job.account, today=today(now))

    def _cancelled(self, run_id: str) -> bool:
        self.checkpoint()
        with self.database.reading() as session:
            asked = select(models.Run.id).where(
                models.Run.id == run_id, col(models.Run.cancel_requested_at).is_not(None)
            )
            return session.exec(asked).first() is not None

    def _source_failed(self, job: Job, employer_id: str, error: SourceError) -> None:
        now = self.clock()
        with self.database.transaction() as session:
            run = session.get_one(models.Run, job.run.id, with_for_update=True)
            row = session.get_one(models.RunEmployer, (run.id, employer_id))
            repository.set_employer(session, row, EmployerStatus.FAILED, now=now, code=error.code)
            if run.code is None:
                _fail_run(session, job, employers.Failure(error.code, error.operation), now)

    def _fail(self, run_id: str, employer_id: str, code: str) -> None:
        with self.database.transaction() as session:
            row = session.get_one(models.RunEmployer, (run_id, employer_id), with_for_update=True)
            if row.status not in FINAL:
                _fail_employer(session, row, code, self.clock())

    def _store_plan(self, job: Job, employer_id: str, request: Request, delivery: Delivery) -> None:
        now, run_id = self.clock(), job.run.id
        with self.database.reading() as session:
            planned_after = accepted.last_run(session, employer_id)  # before a record is looked at
            before = accepted.last(session, employer_id, delivery.fingerprint) if delivery.unchanged else None
            codes = mapping_repository.codes(session, employer_id)
            entities = wanted.ABOUT_ABSENCE if delivery.unchanged else tuple(Entity)
            ours = held.load(session, employer_id, entities)
        if before is not None:
            delivery = accepted.as_before(delivery, before)
        elif delivery.unchanged:  # another run was applied while this one read
            self._fail(run_id, employer_id, "PLAN_STALE")
            return
        delivery = completeness.doubt_empty(delivery, ours)
        rules = rules_of(job.configuration, request, codes, today(now), self.cipher.digest)
        target = wanted.build(delivery, plan.known(ours, request.since), rules)
        made = plan.compare(delivery, target, ours, self._context(job, employer_id, rules))
        remarks = [*delivery.remarks, *made.remarks]
        remarks += completeness.gaps(delivery.streams, remarks)
        with self.database.transaction() as session:
            row = session.get_one(models.RunEmployer, (run_id, employer_id), with_for_update=True)
            if delivery.cancelled:
                repository.set_employer(session, row, EmployerStatus.CANCELLED, now=now)
                return
            if delivery.lost_operations:
                permissions.lose(session, job.account.id, delivery.lost_operations, now)
            repository.clear_lines(session, run_id, employer_id)
            repository.store_readings(session, run_id, employer_id, delivery.streams, made.counts)
            repository.add_remarks(session, run_id, employer_id, remarks, now)
            journal.store(session, run_id, employer_id, made.changes, self.cipher)
            row.fingerprint, row.planned_after = accepted.fingerprint(delivery, made), planned_after
            repository.set_employer(session, row, EmployerStatus.PLANNED, now=now)

    def _context(self, job: Job, employer_id: str, rules: Rules) -> plan.Context:
        def reveal(record_id: str, name: str, sealed: str) -> str:
            return self.cipher.decrypt(sealed, journal.place(record_id, name))

        def look_up(entity: Entity, keys: Sequence[str]) -> Mapping[str, Values]:
            with self.database.reading() as session:
                return held.look_up(session, employer_id, entity, keys)

        return plan.Context(
            run_id=job.run.id,
            rules=rules,
            reveal=reveal,
            look_up=look_up,
            new_id=_new_id,
        )


def _new_id(entity: Entity) -> str:
    return models.new_id(str(models.IMPORTED[entity].__tablename__))


def _job(session: Session, run_id: str) -> Job:
    run = session.get_one(models.Run, run_id, with_for_update=True)
    return Job(
        run=run,
        account=session.get_one(models.Account, run.account_id),
        configuration=session.get_one(models.Configuration, run.configuration_id),
    )


def _fail_run(session: Session, job: Job, failure: employers.Failure, now: datetime) -> None:
    session.get_one(models.Run, job.run.id).code = failure.code
    params: dict[str, str | int] = {"operation": failure.operation}
    repository.add_line(session, job.run.id, failure.code, now=now, params=params)
    if failure.code == CREDENTIALS_REJECTED:
        account = session.get_one(models.Account, job.account.id, with_for_update=True)
        if credentials.same(account, job.account):
            # Else they were changed while Nmbrs answered, and the new ones deserve their call.
            account.attention_code = failure.code


def _fail_employer(session: Session, row: models.RunEmployer, code: str, now: datetime) -> None:
    repository.set_employer(session, row, EmployerStatus.FAILED, now=now, code=code)
    repository.add_line(session, row.run_id, code, now=now, employer_id=row.employer_id)
