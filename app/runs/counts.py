"""How many records of each stream a run read, changed and refused. Every count is derived from rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.hr.delivery import Stream
from app.hr.records import Entity
from app.models.runs import TO_LOOK_AT
from app.runs.fields import STREAM
from app.runs.message import Level
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
class Tally:
    """So many journal rows of one kind at one employer."""

    employer_id: str
    entity: Entity
    operation: Operation
    reason: str
    number: int


_COUNTED: Final = {
    Operation.CREATE: "created",
    Operation.UPDATE: "updated",
    Operation.RESTORE: "updated",
    Operation.MARK: "pending",
    Operation.WITHDRAW: "withdrawn",
}
_ENDED: Final = frozenset({"EMPLOYEE_LEFT", "DEPT_ARCHIVED", "ABSENCE_CLOSED"})
#: Ended because it was not delivered, so it is not among what was read.
_NOT_READ: Final = frozenset({"ABSENCE_CLOSED"})


def of_run(run: models.Run) -> sa.ColumnElement[bool]:
    """The journal rows that tell what a run did: all of a preview, else only what was applied."""
    mine = col(models.Change.run_id) == run.id
    if run.mode == Mode.PREVIEW:
        return mine
    applied = select(models.RunEmployer.employer_id).where(
        models.RunEmployer.run_id == run.id, models.RunEmployer.status == EmployerStatus.APPLIED
    )
    return sa.and_(mine, col(models.Change.employer_id).in_(applied))


def to_look_at() -> sa.ColumnElement[bool]:
    """The journal rows that somebody should look at, put as their index has it: with no parameter in it."""
    reasons = [sa.literal_column(f"'{reason}'", sa.String) for reason in TO_LOOK_AT]
    return col(models.Change.reason).in_(reasons)


def tallies(session: Session, run: models.Run) -> list[Tally]:
    """The journal of a run, counted by the database: it may have hundreds of thousands of rows."""
    change = models.Change
    kinds = (col(change.employer_id), col(change.entity), col(change.operation), col(change.reason))
    rows = session.execute(sa.select(*kinds, sa.func.count()).where(of_run(run)).group_by(*kinds))
    return [
        Tally(employer_id, Entity(entity), Operation(operation), reason, number)
        for employer_id, entity, operation, reason, number in rows
    ]


def counts(session: Session, run: models.Run, changes: Iterable[Tally]) -> dict[Stream, Counts]:
    """The counts of a run per stream; every stream is there, with zeros if need be."""
    found = {stream: Counts() for stream in STREAM.values()}
    for stream, total in _read(session, run):
        found[stream].read = total
    gone: Counter[Stream] = Counter()
    for each in changes:
        stream = STREAM[each.entity]
        kind = "ended" if each.reason in _ENDED else _COUNTED[each.operation]
        setattr(found[stream], kind, getattr(found[stream], kind) + each.number)
        gone[stream] += each.number if each.reason in _NOT_READ else 0
    for stream, refused in _refused(session, run.id).items():
        found[stream].refused = refused
    for stream, of_stream in found.items():
        changed = of_stream.created + of_stream.updated + of_stream.ended - gone[stream]
        of_stream.unchanged = of_stream.read - changed
        of_stream.read += of_stream.refused
    return found


def _read(session: Session, run: models.Run) -> list[tuple[Stream, int]]:
    handled = select(models.RunEmployer.employer_id).where(
        models.RunEmployer.run_id == run.id, col(models.RunEmployer.status).in_(DONE)
    )
    rows = session.exec(
        select(models.RunStream.stream, sa.func.sum(models.RunStream.read))
        .where(models.RunStream.run_id == run.id, col(models.RunStream.employer_id).in_(handled))
        .group_by(models.RunStream.stream)
    )
    return [(Stream(stream), total) for stream, total in rows]


def _refused(session: Session, run_id: str) -> Counter[Stream]:
    """Records that were delivered and not processed: lines about one record, or that count several."""
    line = models.ReportLine
    counted = sa.func.coalesce(
        col(line.params)["count"].as_integer(), sa.case((col(line.reference) != "", 1), else_=0)
    )
    rows = session.execute(
        sa.select(col(line.stream), sa.func.sum(counted))
        # Not `==`: SQLite would rather go through the failures of every run than through this run's lines.
        .where(col(line.run_id) == run_id, col(line.level) >= Level.FAILURE)
        .group_by(col(line.stream))
    )
    streams = {topic.value: stream for stream, topic in TOPIC.items()}
    return Counter({streams[topic]: number for topic, number in rows if topic in streams})
