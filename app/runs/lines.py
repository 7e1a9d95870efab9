"""The lines of a report: its remarks, then the rows of the journal, in the language of the account.

They name records by source key only; no name, date, percentage or classification of a person is in them.
Read in pieces, each from where an index says: a run may have hundreds of thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.hr.records import Entity
from app.runs import repository
from app.runs.counts import of_run
from app.runs.fields import STREAM
from app.runs.message import Actor, Level
from app.runs.messages import MESSAGES
from app.runs.repository import TOPIC

PIECE: Final = 1000
#: Opens a session of its own for a piece: no reader, however slow, keeps the database waiting.
OpenSession: TypeAlias = Callable[[], AbstractContextManager[Session]]
_line, _change = models.ReportLine, models.Change


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report. `since`: the run that began to say it, if an earlier one did."""

    at: datetime
    level: Level
    stream: str
    code: str
    employer_id: str | None
    reference: str
    message: str
    next_step: str
    actor: Actor
    since: datetime | None = None


def of_remark(row: models.ReportLine, language: str) -> Line:
    """A remark as it is told."""
    message = MESSAGES[row.code].of(row.params)
    return Line(
        at=row.at,
        level=Level(row.level),
        stream=row.stream,
        code=row.code,
        employer_id=row.employer_id,
        reference=row.reference,
        message=message.text(language, row.params),
        next_step=message.next_step(language, row.params),
        actor=message.actor,
        since=row.since,
    )


def of_change(row: sa.Row[Any], at: datetime, language: str) -> Line:
    """A row of the journal (`entity`, `reason`, `employer_id`, `source_key`) as it is told."""
    message = MESSAGES[row.reason]
    return Line(
        at=at,
        level=message.level,
        stream=TOPIC[STREAM[Entity(row.entity)]],
        code=row.reason,
        employer_id=row.employer_id,
        reference=row.source_key,
        message=message.text(language, {}),
        next_step=message.next_step(language, {}),
        actor=message.actor,
    )


def pieces(open_session: OpenSession, run: models.Run, language: str) -> Iterator[list[Line]]:
    """Every line, some at a time, first those about the run as a whole."""
    with open_session() as session:
        said_of = list(session.exec(select(_line.employer_id).where(_line.run_id == run.id).distinct()))
        employers = [row.employer_id for row in repository.employers(session, run.id)]
        applied = repository.applied_at(session, run.id)
    for employer_id in sorted(said_of, key=lambda each: each or ""):
        for rows in _remarks(open_session, run, employer_id):
            yield [of_remark(row, language) for row in rows]
    whenever = run.finished_at or run.started_at or run.created_at
    for employer_id in employers:
        at = applied.get(employer_id) or whenever
        for changes in _changes(open_session, run, employer_id):
            yield [of_change(row, at, language) for row in changes]


def first(open_session: OpenSession, run: models.Run, language: str, limit: int) -> list[Line]:
    """So many lines from the beginning."""
    return list(islice(chain.from_iterable(pieces(open_session, run, language)), limit))


def _remarks(
    open_session: OpenSession, run: models.Run, employer_id: str | None
) -> Iterator[Sequence[models.ReportLine]]:
    about = (
        select(_line).where(_line.run_id == run.id, _line.employer_id == employer_id).order_by(col(_line.id))
    )
    last = 0
    while True:
        with open_session() as session:
            rows = session.exec(about.where(col(_line.id) > last).limit(PIECE)).all()
        if rows:
            yield rows
        if len(rows) < PIECE:
            return
        last = rows[-1].id or 0


def _changes(open_session: OpenSession, run: models.Run, employer_id: str) -> Iterator[Sequence[sa.Row[Any]]]:
    columns = (_change.entity, _change.reason, _change.employer_id, _change.source_key, _change.id)
    place = sa.tuple_(col(_change.entity), col(_change.id))
    about = (
        sa.select(*map(col, columns))
        .where(of_run(run), col(_change.employer_id) == employer_id)
        .order_by(col(_change.entity), col(_change.id))
    )
    last = ("", 0)
    while True:
        with open_session() as session:
            rows = session.execute(about.where(place > sa.tuple_(*map(sa.literal, last))).limit(PIECE)).all()
        if rows:
            yield rows
        if len(rows) < PIECE:
            return
        last = (rows[-1].entity, rows[-1].id)
