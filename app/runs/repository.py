"""The SQL of runs: their rows, the progress of their employers, what was proven, and report lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models, scopes
from app.database import insert_all
from app.errors import NotFound
from app.hr.delivery import Completeness, Remark, Stream, StreamReading
from app.runs import series
from app.runs.message import Topic
from app.runs.messages import MESSAGES
from app.runs.states import FINAL, OPEN, EmployerStatus
from app.security import Caller

TOPIC = {
    Stream.EMPLOYEES: Topic.EMPLOYEES,
    Stream.DEPARTMENTS: Topic.ORGANISATION,
    Stream.PLACEMENTS: Topic.PLACEMENTS,
    Stream.EMPLOYMENTS: Topic.EMPLOYMENTS,
    Stream.ABSENCES: Topic.ABSENCE,
    Stream.EMPLOYER: Topic.EMPLOYER,
    Stream.CONTRACTS: Topic.CONTRACTS,
    Stream.JOBS: Topic.JOBS,
    Stream.SCHEDULES: Topic.SCHEDULES,
    Stream.ADDRESSES: Topic.ADDRESSES,
    Stream.WAGES: Topic.WAGES,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How many employers a run has, and how many of them have come to their end."""

    employers_total: int
    employers_done: int


def within(caller: Caller) -> sa.ColumnElement[bool]:
    """The condition that a caller may see a run: its account, and every employer it touched."""
    if caller.employers is None:
        return sa.true()
    accounts = select(models.Account.id).where(scopes.accounts_within(caller))
    foreign = (
        select(models.RunEmployer.run_id)
        .where(
            models.RunEmployer.run_id == models.Run.id,
            col(models.RunEmployer.employer_id).not_in(caller.employers),
        )
        .exists()
    )
    return sa.and_(col(models.Run.account_id).in_(accounts), ~foreign)


def get(session: Session, caller: Caller, run_id: str, *, lock: bool = False) -> models.Run:
    """The run, if the caller may see all of it."""
    run = session.get(models.Run, run_id, with_for_update=lock or None)
    if run is not None:
        visible = select(models.Run.id).where(models.Run.id == run_id, within(caller))
        if session.exec(visible).first() is not None:
            return run
    raise NotFound("RUN_NOT_FOUND")


def open_run(session: Session, configuration_id: str) -> models.Run | None:
    """The run of a configuration that is queued or running."""
    return session.exec(
        select(models.Run).where(
            models.Run.configuration_id == configuration_id, col(models.Run.status).in_(OPEN)
        )
    ).first()


def open_runs(session: Session) -> Sequence[str]:
    """The runs that are queued or running, oldest first."""
    return session.exec(
        select(models.Run.id).where(col(models.Run.status).in_(OPEN)).order_by(col(models.Run.id))
    ).all()


def progress(session: Session, run_ids: Iterable[str]) -> dict[str, Progress]:
    """The progress of each of these runs; a run without employers yet is left out."""
    done = sa.func.sum(sa.case((col(models.RunEmployer.status).in_(FINAL), 1), else_=0))
    rows = session.execute(
        sa.select(col(models.RunEmployer.run_id), sa.func.count(), done)
        .where(col(models.RunEmployer.run_id).in_(list(run_ids)))
        .group_by(col(models.RunEmployer.run_id))
    )
    return {run_id: Progress(total, finished) for run_id, total, finished in rows}


def employers(session: Session, run_id: str) -> Sequence[models.RunEmployer]:
    """The employers of a run, in the order of their ids."""
    return session.exec(
        select(models.RunEmployer)
        .where(models.RunEmployer.run_id == run_id)
        .order_by(col(models.RunEmployer.employer_id))
    ).all()


def set_employer(
    session: Session,
    row: models.RunEmployer,
    status: EmployerStatus,
    *,
    now: datetime,
    code: str | None = None,
) -> None:
    """Move one employer of a run to a status; `code` says why it failed."""
    row.status = status
    row.code = code
    if status is EmployerStatus.READING:
        row.started_at = now
    if status in FINAL:
        row.finished_at = now
    session.add(row)


def applied_at(session: Session, run_id: str) -> dict[str, datetime | None]:
    """When each employer of a run was applied; those that were not are left out."""
    rows = session.exec(
        select(models.RunEmployer.employer_id, models.RunEmployer.finished_at).where(
            models.RunEmployer.run_id == run_id, models.RunEmployer.status == EmployerStatus.APPLIED
        )
    )
    return dict(rows.all())


def add_employers(session: Session, run_id: str, companies: dict[str, str]) -> None:
    """Add the employers a run will handle: employer id → company key."""
    rows = [
        {
            "run_id": run_id, "employer_id": employer_id, "company_key": key,
            "status": EmployerStatus.QUEUED.value, "code": None, "fingerprint": "", "planned_after": None,
            "started_at": None, "finished_at": None,
        }
        for employer_id, key in companies.items()
    ]  # fmt: skip
    insert_all(session, models.RunEmployer, rows)


def store_readings(
    session: Session,
    run_id: str,
    employer_id: str,
    readings: Mapping[Stream, StreamReading],
    counts: Mapping[Stream, int],
) -> None:
    """Store what was proven about each stream and how many records should stand; replaces a try's."""
    session.execute(
        sa.delete(models.RunStream).where(
            col(models.RunStream.run_id) == run_id, col(models.RunStream.employer_id) == employer_id
        )
    )
    rows = [
        {
            "run_id": run_id, "employer_id": employer_id, "stream": stream.value,
            "state": reading.state.value, "operation": reading.operation, "code": reading.code,
            "read": counts.get(stream, reading.count),
        }
        for stream, reading in readings.items()
    ]  # fmt: skip
    insert_all(session, models.RunStream, rows)


def clear_lines(session: Session, run_id: str, employer_id: str | None = None) -> None:
    """Drop the lines of an earlier attempt, of one employer or of all, so that a step's stand once."""
    lines = sa.delete(models.ReportLine).where(col(models.ReportLine.run_id) == run_id)
    if employer_id is not None:
        lines = lines.where(col(models.ReportLine.employer_id) == employer_id)
    session.execute(lines)


def add_line(
    session: Session,
    run_id: str,
    code: str,
    *,
    now: datetime,
    employer_id: str | None = None,
    params: dict[str, str | int] | None = None,
) -> None:
    """Add a line about the run, or about one employer as a whole."""
    session.add(
        models.ReportLine(
            run_id=run_id, employer_id=employer_id, at=now, level=MESSAGES[code].level,
            stream=Topic.GENERAL, code=code, params=params or {},
        )
    )  # fmt: skip


def add_remarks(
    session: Session, run_id: str, employer_id: str, remarks: Collection[Remark], now: datetime
) -> None:
    """Add a line for everything the plan or the source had to say of one employer.

    What says something of the source itself is said once in a run, whoever came across it first.
    """
    said = _said_of_source(session, run_id) if any(each.code in series.ONCE for each in remarks) else []
    began = series.of_employer(
        session, run_id, employer_id, {each.code for each in remarks}.difference(series.ONCE)
    )
    rows = [
        {
            "run_id": run_id, "employer_id": employer_id, "at": now,
            "since": began.get(series.identity(employer_id, code, stream, reference, params)),
            "level": int(MESSAGES[code].level), "stream": stream, "code": code,
            "reference": reference, "params": params,
        }
        for code, stream, reference, params in map(_as_line, remarks)
        if (code, params) not in said
    ]  # fmt: skip
    insert_all(session, models.ReportLine, rows)


def _as_line(remark: Remark) -> tuple[str, str, str, dict[str, Any]]:
    return remark.code, TOPIC[remark.stream].value, remark.reference, dict(remark.params)


def _said_of_source(session: Session, run_id: str) -> list[tuple[str, dict[str, Any]]]:
    """Locks the run: employers are handled at the same time, and would each find nothing said.

    With the weaker lock, since all of them hold on to the run already by the rows they added to it.
    """
    session.exec(select(models.Run.id).where(models.Run.id == run_id).with_for_update(key_share=True)).one()
    lines = select(models.ReportLine.code, models.ReportLine.params).where(
        models.ReportLine.run_id == run_id, col(models.ReportLine.code).in_(series.ONCE)
    )
    return [(code, dict(params)) for code, params in session.exec(lines)]


def worst_level(session: Session, run_id: str) -> int:
    """The highest level among the report lines of a run; 0 without lines."""
    return (
        session.exec(
            select(sa.func.max(models.ReportLine.level)).where(models.ReportLine.run_id == run_id)
        ).one()
        or 0
    )


def has_gaps(session: Session, run_id: str) -> bool:
    """Whether any stream of any employer of the run was not proven complete."""
    fine = (Completeness.COMPLETE, Completeness.SKIPPED)
    return (
        session.exec(
            select(models.RunStream.run_id).where(
                models.RunStream.run_id == run_id, col(models.RunStream.state).not_in(fine)
            )
        ).first()
        is not None
    )
