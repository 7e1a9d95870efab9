"""Since when a line has been said: the first of an unbroken series of runs of one configuration that said it.

A preview is told since when, and is no part of the series: it is no run that was to change anything. A run
that could not look says nothing, and breaks nothing off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.runs.message import PASSING, Level, Topic
from app.runs.messages import MESSAGES
from app.runs.states import OPEN, EmployerStatus, Mode, RunStatus

#: What is said once in a run, about the source, whichever employer it came up with.
ONCE: Final = [code for code, message in MESSAGES.items() if message.once]
_run, _line = models.Run, models.ReportLine


class Identity(NamedTuple):
    """What makes a line the same as one of another run."""

    employer_id: str | None
    code: str
    stream: str
    reference: str
    params: frozenset[tuple[str, object]]


def identity(
    employer_id: str | None, code: str, stream: str, reference: str, params: Mapping[str, Any]
) -> Identity:
    """How a line is recognised. What a text is filled with may change without its being another line."""
    lasting = frozenset((name, value) for name, value in params.items() if name not in PASSING)
    return Identity(None if code in ONCE else employer_id, code, stream, reference, lasting)


def of_employer(
    session: Session, run_id: str, employer_id: str, codes: Collection[str]
) -> Mapping[Identity, datetime]:
    """Since when each line of these codes was said of an employer, by the run that was applied to it last."""
    if not codes:
        return {}
    mine = models.RunEmployer
    applied = select(mine.run_id).where(
        mine.run_id == _run.id, mine.employer_id == employer_id, mine.status == EmployerStatus.APPLIED
    )
    before = _before(session, session.get_one(_run, run_id), applied.exists())
    wanted = sa.and_(col(_line.employer_id) == employer_id, col(_line.code).in_(codes))
    return _said(session, before, wanted)


def mark_run(session: Session, run: models.Run) -> None:
    """Say since when of the lines about the run, its source and its employers as wholes.

    Beside the run before, the last that came as far as its employers is asked: one that found Nmbrs closed
    knows nothing of them, but it does know that.
    """
    about = sa.and_(
        col(_line.level) > Level.METADATA,
        sa.or_(col(_line.stream) == Topic.GENERAL, col(_line.code).in_(ONCE)),
    )
    rows = session.exec(select(_line).where(_line.run_id == run.id, about)).all()
    if not rows:
        return
    ended = sa.and_(col(_run.mode) == Mode.APPLY, col(_run.status).not_in((*OPEN, RunStatus.CANCELLED)))
    looked = select(models.RunEmployer.run_id).where(models.RunEmployer.run_id == _run.id).exists()
    last = _before(session, run, ended)
    said: dict[Identity, datetime] = {}
    if last is not None and last.code is not None:
        said |= _said(session, _before(session, run, sa.and_(ended, looked)), about)
    said |= _said(session, last, about)
    for row in rows:
        row.since = said.get(identity(row.employer_id, row.code, row.stream, row.reference, row.params))
        session.add(row)


def _before(session: Session, run: models.Run, condition: sa.ColumnElement[bool]) -> models.Run | None:
    """The last earlier run of the configuration for which the condition holds; ids sort by age."""
    earlier = select(_run).where(
        _run.configuration_id == run.configuration_id, col(_run.id) < run.id, condition
    )
    return session.exec(earlier.order_by(col(_run.id).desc()).limit(1)).first()


def _said(
    session: Session, run: models.Run | None, condition: sa.ColumnElement[bool]
) -> dict[Identity, datetime]:
    if run is None:
        return {}
    begun = run.started_at or run.created_at
    columns = (_line.employer_id, _line.code, _line.stream, _line.reference, _line.params, _line.since)
    rows = session.execute(sa.select(*map(col, columns)).where(col(_line.run_id) == run.id, condition))
    return {identity(*line): since or begun for *line, since in rows}
