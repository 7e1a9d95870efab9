"""The log report: built from the journal and the report lines. Every count is derived from rows.

It names records by source key only; no name, date, percentage or classification of a person is in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.hr.delivery import Stream
from app.hr.records import Entity
from app.runs import repository
from app.runs.fields import STREAM
from app.runs.message import Level
from app.runs.messages import MESSAGES
from app.runs.plan import Operation
from app.runs.repository import TOPIC
from app.runs.states import DONE, EmployerStatus, Mode


@dataclass(slots=True)
class Counts:
    """What became of the records of one stream."""

    read: int = 0
    created: int = 0
    updated: int = 0
    ended: int = 0
    pending: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report, in the language of the account."""

    at: datetime
    level: Level
    stream: str
    code: str
    employer_id: str | None
    reference: str
    message: str
    next_step: str
    actor: str


_COUNTED = {
    Operation.CREATE: "created",
    Operation.UPDATE: "updated",
    Operation.RESTORE: "updated",
    Operation.MARK: "pending",
    Operation.WITHDRAW: "withdrawn",
}


_COUNTED_BY_REASON = {
    "EMPLOYEE_LEFT": "ended",
    "DEPT_ARCHIVED": "ended",
    "ABSENCE_CLOSED": "withdrawn",  # like those, it should not stand any more
}


def language_of(account: models.Account) -> str:
    """The language of an account's reports."""
    return "nl" if account.culture == "nl-NL" else "en"


def counts(session: Session, run: models.Run) -> dict[Stream, Counts]:
    """The counts of a run per stream; every stream is there, with zeros if need be."""
    found = {stream: Counts() for stream in STREAM.values()}
    handled = select(models.RunEmployer.employer_id).where(
        models.RunEmployer.run_id == run.id, col(models.RunEmployer.status).in_(DONE)
    )
    standing = (
        select(models.RunStream.stream, sa.func.sum(models.RunStream.read))
        .where(models.RunStream.run_id == run.id, col(models.RunStream.employer_id).in_(handled))
        .group_by(models.RunStream.stream)
    )
    for stream, total in session.exec(standing):
        found[Stream(stream)].read = total
    changes = (
        select(models.Change.entity, models.Change.operation, models.Change.reason, sa.func.count())
        .where(counted(run))
        .group_by(models.Change.entity, models.Change.operation, models.Change.reason)
    )
    for entity, operation, reason, number in session.exec(changes):
        kind = _COUNTED_BY_REASON.get(reason, _COUNTED[Operation(operation)])
        of_stream = found[STREAM[Entity(entity)]]
        setattr(of_stream, kind, getattr(of_stream, kind) + number)
    for stream, refused in _refused(session, run.id).items():
        found[stream].refused = refused
    for each in found.values():
        each.unchanged = each.read - each.created - each.updated - each.ended
        each.read += each.refused
    return found


def counted(run: models.Run) -> sa.ColumnElement[bool]:
    """The journal rows that tell what a run did: all of a preview, else only what was applied."""
    of_run = col(models.Change.run_id) == run.id
    if run.mode == Mode.PREVIEW:
        return of_run
    applied = select(models.RunEmployer.employer_id).where(
        models.RunEmployer.run_id == run.id, models.RunEmployer.status == EmployerStatus.APPLIED
    )
    return sa.and_(of_run, col(models.Change.employer_id).in_(applied))


def worst_level(session: Session, run: models.Run) -> int:
    """The highest level among the changes of a run; 0 without any."""
    reasons = session.exec(select(models.Change.reason).where(counted(run)).distinct())
    return max((MESSAGES[reason].level for reason in reasons), default=0)


def _refused(session: Session, run_id: str) -> Counter[Stream]:
    """Records that were delivered and not processed: lines about one record, or that count several."""
    streams = {topic.value: stream for stream, topic in TOPIC.items()}
    lines = select(models.ReportLine.stream, models.ReportLine.reference, models.ReportLine.params).where(
        models.ReportLine.run_id == run_id, models.ReportLine.level == Level.FAILURE
    )
    refused: Counter[Stream] = Counter()
    for topic, reference, params in session.exec(lines):
        if topic in streams:
            refused[streams[topic]] += params.get("count", 1 if reference else 0)
    return refused


def lines(session: Session, run: models.Run, language: str) -> Iterator[Line]:
    """Every line of a run: remarks in their order, then the changes in theirs."""
    remarks = select(models.ReportLine).where(models.ReportLine.run_id == run.id)
    for remark in session.exec(remarks.order_by(col(models.ReportLine.id))):
        yield _line(remark.code, remark.stream, remark, language, remark.params)
    columns = (
        models.Change.entity, models.Change.reason, models.Change.employer_id,
        models.Change.source_key,
    )  # fmt: skip
    changes = sa.select(*(col(each) for each in columns)).where(counted(run))
    at = run.finished_at or run.started_at or run.created_at
    applied = repository.applied_at(session, run.id)
    for entity, reason, employer_id, source_key in session.execute(changes.order_by(col(models.Change.id))):
        message = MESSAGES[reason]
        yield Line(
            at=applied.get(employer_id) or at,
            level=message.level,
            stream=TOPIC[STREAM[Entity(entity)]],
            code=reason,
            employer_id=employer_id,
            reference=source_key,
            message=message.text(language, {}),
            next_step=message.next_step(language, {}),
            actor=message.actor,
        )


def _line(code: str, stream: str, remark: models.ReportLine, language: str, params: dict[str, Any]) -> Line:
    message = MESSAGES[code]
    return Line(
        at=remark.at,
        level=Level(remark.level),
        stream=stream,
        code=code,
        employer_id=remark.employer_id,
        reference=remark.reference,
        message=message.text(language, params),
        next_step=message.next_step(language, params),
        actor=message.actor,
    )


def levels(found: Iterable[Line]) -> dict[str, int]:
    """How many lines there are of each level."""
    number = Counter(line.level for line in found)
    return {level.name.lower(): number[level] for level in Level}


def by_cause(found: Iterable[Line]) -> dict[tuple[Level, str, str], list[Line]]:
    """Lines grouped by level, code and message, the worst first."""
    grouped: dict[tuple[Level, str, str], list[Line]] = defaultdict(list)
    for line in found:
        grouped[line.level, line.code, line.message].append(line)
    return dict(sorted(grouped.items(), key=lambda item: (-item[0][0], item[0][1], item[0][2])))
