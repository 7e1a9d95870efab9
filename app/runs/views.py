"""Runs and journal rows as callers see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from app import models
from app.database import Database
from app.hr.delivery import Stream
from app.hr.records import Entity
from app.runs import journal, mailing, report, repository
from app.runs.counts import Counts, counts, tallies
from app.runs.fields import PROTECTED
from app.runs.mail_codes import REASONS
from app.runs.schemas import ChangeOut, MailOut, RunOut, RunProgress, StreamCounts
from app.runs.states import OPEN
from app.security import Caller, Cipher, Permission, Role

PERMISSION = {
    (Entity.EMPLOYEE, "bsn"): Permission.BSN,
    (Entity.ABSENCE_CASE, "classification"): Permission.CLASSIFICATION,
}


def runs(session: Session, rows: Sequence[models.Run]) -> list[RunOut]:
    """Runs of a list, with their progress and without counts."""
    progress = repository.progress(session, [row.id for row in rows])
    nothing = repository.Progress(0, 0)
    return [
        RunOut(**row.model_dump(exclude={"requested_by"}), progress=_progress(progress.get(row.id, nothing)))
        for row in rows
    ]


def _progress(progress: repository.Progress) -> RunProgress:
    return RunProgress(**asdict(progress))


def run(session: Session, row: models.Run, found: Mapping[Stream, Counts] | None = None) -> RunOut:
    """One run with everything. `found`: its counts, where they have been made already."""
    shown = runs(session, [row])[0]
    if row.option == "nmbrs_employee":
        found = found or counts(session, row, tallies(session, row))
        shown.counts = {stream.value: StreamCounts(**asdict(each)) for stream, each in found.items()}
    shown.mail = _mail(session, row)
    return shown


def _mail(session: Session, row: models.Run) -> MailOut | None:
    """How many they were sent to, never to whom."""
    mail = mailing.of_run(session, row.id)
    if mail is None:
        return None
    language = report.language_of(session.get_one(models.Account, row.account_id))
    return MailOut(
        **mail.model_dump(include=set(MailOut.model_fields) - {"recipients"}),
        recipients=len(mail.recipients),
        message=REASONS[mail.code].text(language) if mail.code else "",
    )


def look(database: Database, run_id: str) -> RunOut:
    """One run as it is now, in a transaction of its own."""
    with database.reading() as session:
        return run(session, session.get_one(models.Run, run_id))


def is_open(database: Database, run_id: str) -> bool:
    """Whether one run is open now: a cheap question, for who asks it again and again."""
    with database.reading() as session:
        return session.exec(select(models.Run.status).where(models.Run.id == run_id)).one() in OPEN


def change(row: models.Change, applied_at: datetime | None, caller: Caller, cipher: Cipher) -> ChangeOut:
    """A journal row, with protected values in plain for who may see them and null for others."""
    shown = row.model_dump(exclude={"run_id", "base_hash", "content_hash"})
    entity = Entity(row.entity)
    shown["fields"] = {
        name: _revealed(row, entity, name, values, caller, cipher) for name, values in row.fields.items()
    }
    return ChangeOut(**shown, applied_at=applied_at)


def _revealed(
    row: models.Change, entity: Entity, name: str, values: list[Any], caller: Caller, cipher: Cipher
) -> list[Any]:
    personal = entity not in (Entity.EMPLOYER, Entity.DEPARTMENT)
    if name == "bsn_hash" or (personal and caller.role is not Role.ADMIN):
        return [None, None]
    if (entity, name) not in PROTECTED:
        return values
    if PERMISSION.get((entity, name)) not in caller.permissions:
        return [None, None]
    place = journal.place(row.record_id, name)
    return [None if value is None else cipher.decrypt(value, place) for value in values]
