"""Runs, reports and journal rows as callers see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app import models
from app.database import Database
from app.hr.records import Entity
from app.runs import journal, mailing, report, repository, text
from app.runs.fields import PROTECTED
from app.runs.mail_codes import REASONS
from app.runs.schemas import (
    ChangeOut,
    LineOut,
    MailOut,
    ReportOut,
    RunEmployerOut,
    RunOut,
    RunProgress,
    StreamCounts,
    StreamOut,
)
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


def run(session: Session, row: models.Run) -> RunOut:
    """One run with everything."""
    shown = runs(session, [row])[0]
    if row.option == "nmbrs_employee":
        found = report.counts(session, row)
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


def as_json(session: Session, row: models.Run) -> ReportOut:
    """The whole report."""
    account, configuration = _owners(session, row)
    lines = list(report.lines(session, row, report.language_of(account)))
    return ReportOut(
        run=run(session, row),
        account_name=account.name,
        data_stream=configuration.data_stream,
        levels=report.levels(lines),
        employers=_employers(session, row.id),
        lines=[LineOut(**{**asdict(line), "level": line.level.name.lower()}) for line in lines],
    )


def as_text(session: Session, row: models.Run) -> str:
    """The report for a screen, grouped by cause."""
    account, configuration = _owners(session, row)
    language = report.language_of(account)
    names = {each.employer_id: f"{each.name} ({each.employer_code})" for each in _employers(session, row.id)}
    return text.render(
        row,
        {"account": account.name, "stream": configuration.data_stream, **names},
        {stream.value: each for stream, each in report.counts(session, row).items()},
        list(report.lines(session, row, language)),
        language,
    )


def _owners(session: Session, row: models.Run) -> tuple[models.Account, models.Configuration]:
    return (
        session.get_one(models.Account, row.account_id),
        session.get_one(models.Configuration, row.configuration_id),
    )


def _employers(session: Session, run_id: str) -> list[RunEmployerOut]:
    streams: dict[str, list[StreamOut]] = defaultdict(list)
    readings = select(models.RunStream).where(models.RunStream.run_id == run_id)
    for each in session.exec(readings.order_by(col(models.RunStream.stream))):
        streams[each.employer_id].append(StreamOut(**each.model_dump(exclude={"run_id", "employer_id"})))
    found = select(models.RunEmployer, models.Employer).join(
        models.Employer, col(models.Employer.id) == models.RunEmployer.employer_id
    )
    return [
        RunEmployerOut(
            employer_id=employer.id,
            employer_code=employer.employer_code,
            name=employer.name,
            status=row.status,
            code=row.code,
            streams=streams[employer.id],
        )
        for row, employer in session.exec(
            found.where(models.RunEmployer.run_id == run_id).order_by(col(models.Employer.name))
        )
    ]


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
