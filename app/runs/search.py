"""Lines across runs, newest first: every remark, and the changes that somebody should look at.

What was changed as intended is in the journal of its run; here it would bury the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app import models
from app.errors import Invalid
from app.models.runs import TO_LOOK_AT
from app.runs import lines, repository
from app.runs.counts import to_look_at
from app.runs.message import Level
from app.runs.messages import MESSAGES
from app.runs.report import language_of
from app.runs.report_schemas import FoundLine
from app.runs.report_views import line
from app.runs.states import EmployerStatus
from app.security import Caller
from app.web import Page, Paging

_REMARK: Final = 1
_CHANGE: Final = 0
_line, _change, _run = models.ReportLine, models.Change, models.Run
#: Under a name of its own: who may see a run is asked of the same table.
_employer = aliased(models.RunEmployer)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; `None` asks nothing."""

    code: str | None = None
    level: Level | None = None
    employer_id: str | None = None
    configuration_id: str | None = None
    since: datetime | None = None


class _Place(NamedTuple):
    """Where a line stands, newest first: by its moment, and lines of one moment in one order."""

    at: datetime
    kind: int
    id: int

    def written(self) -> str:
        return f"{self.at.isoformat()} {self.kind} {self.id}"


class _Found(NamedTuple):
    place: _Place
    shown: FoundLine


def find(session: Session, caller: Caller, wanted: Wanted, paging: Paging) -> Page[FoundLine]:
    """One page of the lines of runs whose employers the caller reaches."""
    after = _read(paging.after)
    found = [
        *_remarks(session, caller, wanted, after, paging.limit + 1),
        *_changes(session, caller, wanted, after, paging.limit + 1),
    ]
    found.sort(key=lambda each: each.place, reverse=True)
    rows, next_cursor = paging.cut(found, lambda each: each.place.written())
    return Page(items=[each.shown for each in rows], next_cursor=next_cursor)


def _read(cursor: str | int | None) -> _Place | None:
    if cursor is None:
        return None
    try:
        at, kind, row = str(cursor).split(" ")
        return _Place(datetime.fromisoformat(at), int(kind), int(row))
    except ValueError:
        raise Invalid("CURSOR_INVALID", field="query.cursor") from None


def _beyond(after: _Place | None, at: Any, kind: int, row: Any) -> sa.ColumnElement[bool]:
    """The condition that a line comes after a place: it is older, or of the same moment and further on."""
    if after is None:
        return sa.true()
    if kind == after.kind:
        return sa.or_(at < after.at, sa.and_(at == after.at, row < after.id))
    older: sa.ColumnElement[bool] = at <= after.at if kind < after.kind else at < after.at
    return older


def _of_runs(caller: Caller, wanted: Wanted, at: Any, employer_id: Any) -> list[sa.ColumnElement[bool]]:
    found = [repository.within(caller)]
    if wanted.configuration_id is not None:
        found.append(col(_run.configuration_id) == wanted.configuration_id)
    if wanted.employer_id is not None:
        found.append(employer_id == wanted.employer_id)
    if wanted.since is not None:
        found.append(at >= wanted.since)
    return found


def _remarks(
    session: Session, caller: Caller, wanted: Wanted, after: _Place | None, limit: int
) -> list[_Found]:
    at, row = col(_line.at), col(_line.id)
    conditions = [
        *_of_runs(caller, wanted, at, col(_line.employer_id)), _beyond(after, at, _REMARK, row)
    ]  # fmt: skip
    if wanted.code is not None:
        conditions.append(col(_line.code) == wanted.code)
    if wanted.level is not None:
        conditions.append(col(_line.level) == wanted.level)
    statement = (
        sa.select(_line, _run, models.Account)
        .join(_run, col(_run.id) == _line.run_id)
        .join(models.Account, col(models.Account.id) == _run.account_id)
        .where(*conditions)
        .order_by(at.desc(), row.desc())
        .limit(limit)
    )
    return [
        _Found(
            _Place(remark.at, _REMARK, remark.id), _shown(lines.of_remark(remark, language_of(account)), run)
        )
        for remark, run, account in session.execute(statement)
    ]


def _changes(
    session: Session, caller: Caller, wanted: Wanted, after: _Place | None, limit: int
) -> list[_Found]:
    reasons = [
        reason
        for reason in TO_LOOK_AT
        if wanted.code in (None, reason) and wanted.level in (None, MESSAGES[reason].level)
    ]
    if not reasons:
        return []
    at, row = col(_employer.finished_at), col(_change.id)
    columns = (_change.id, _change.entity, _change.reason, _change.employer_id, _change.source_key)
    statement = (
        sa.select(*map(col, columns), at.label("at"), _run, models.Account)
        .join(
            _employer,
            sa.and_(
                col(_employer.run_id) == _change.run_id,
                col(_employer.employer_id) == _change.employer_id,
                col(_employer.status) == EmployerStatus.APPLIED,
            ),
        )
        .join(_run, col(_run.id) == _change.run_id)
        .join(models.Account, col(models.Account.id) == _run.account_id)
        .where(
            to_look_at(),
            col(_change.reason).in_(reasons),
            *_of_runs(caller, wanted, at, col(_change.employer_id)),
            _beyond(after, at, _CHANGE, row),
        )
        .order_by(at.desc(), row.desc())
        .limit(limit)
    )
    return [
        _Found(
            _Place(found.at, _CHANGE, found.id),
            _shown(lines.of_change(found, found.at, language_of(found.Account)), found.Run),
        )
        for found in session.execute(statement)
    ]


def _shown(told: lines.Line, run: models.Run) -> FoundLine:
    return FoundLine(**line(told), run_id=run.id, configuration_id=run.configuration_id, mode=run.mode)
