"""What was last read and applied of each employer: for readers of its records, and for the next run.

A reading that is recognised as the accepted one needs no look at anything but absence: the same answers
under the same circumstances would be planned to the same records, which are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.database import insert_all
from app.hr.delivery import Completeness, Delivery, Recognition, Remark, Stream, StreamReading
from app.hr.records import Entity
from app.runs.messages import MESSAGES
from app.runs.plan import Operation, Plan
from app.runs.repository import TOPIC
from app.security import Cipher

#: The code that turns answers into plans.
_OURS: Final = ("hr", "nmbrs", "runs")
_NOT_SAID_AGAIN: Final = [code for code, message in MESSAGES.items() if not message.again]


@dataclass(frozen=True, slots=True)
class Last:
    """What the last applied run of an employer read and said, but for absence."""

    readings: Mapping[Stream, StreamReading]
    remarks: tuple[Remark, ...]


def recognition(
    session: Session, configuration: models.Configuration, employer_id: str, day: date, cipher: Cipher
) -> Recognition:
    """How the next reading of an employer is recognised: today, by this configuration and our own code."""
    last = session.get(models.AcceptedReading, employer_id)
    return Recognition(
        new_hash=cipher.new_hash,
        circumstances=f"{day} {configuration.id} {configuration.version} {_own_version()}",
        accepted=last.fingerprint if last else "",
    )


@cache
def _own_version() -> str:
    """A hash of our own code: another version may read or plan otherwise."""
    found = blake2b(digest_size=16)
    for folder in _OURS:
        for path in sorted((Path(__file__).parent.parent / folder).rglob("*.[pw][ys]*")):
            if path.suffix in (".py", ".wsdl"):
                found.update(path.read_bytes())
    return found.hexdigest()


def fingerprint(delivery: Delivery, made: Plan) -> str:
    """What the reading will be recognised by; empty if doing it again would come to something else.

    A stream may be whole and yet not believed. A record that is missing for the first time is only marked:
    the next run has to withdraw it. Of whom an employment could not be read, nothing is said about absence
    outside it.
    """
    believed = all(
        reading.state in (Completeness.COMPLETE, Completeness.SKIPPED)
        for stream, reading in delivery.streams.items()
        if stream is not Stream.ABSENCES
    )
    marks = any(
        change.operation is Operation.MARK and change.entity is not Entity.ABSENCE_CASE
        for change in made.changes
    )
    sure = believed and not marks and Stream.EMPLOYMENTS not in delivery.doubted
    return delivery.fingerprint if sure else ""


def last_run(session: Session, employer_id: str) -> str | None:
    """The run that was last applied to an employer."""
    accepted = session.get(models.AcceptedReading, employer_id)
    return accepted.run_id if accepted else None


def last(session: Session, employer_id: str, recognised: str) -> Last | None:
    """What the accepted reading of an employer came to; `None` if another run was applied meanwhile."""
    accepted = session.get(models.AcceptedReading, employer_id)
    if accepted is None or accepted.fingerprint != recognised:
        return None
    line, stream = models.ReportLine, models.RunStream
    lines = session.exec(
        select(line)
        .where(line.run_id == accepted.run_id, line.employer_id == employer_id)
        .where(col(line.code).not_in(_NOT_SAID_AGAIN))
        .order_by(col(line.id))
    )
    streams = {topic.value: each for each, topic in TOPIC.items() if each is not Stream.ABSENCES}
    rows = session.exec(
        select(stream).where(stream.run_id == accepted.run_id, stream.employer_id == employer_id)
    )
    return Last(
        readings={
            Stream(row.stream): StreamReading(Completeness(row.state), row.operation, row.code, row.read)
            for row in rows
            if row.stream != Stream.ABSENCES
        },
        remarks=tuple(
            Remark(row.code, streams[row.stream], row.reference, row.params)
            for row in lines
            if row.stream in streams
        ),
    )


def as_before(delivery: Delivery, before: Last) -> Delivery:
    """A delivery of absence alone, with what is unchanged told as it was told before."""
    streams = {**before.readings, Stream.ABSENCES: delivery.streams[Stream.ABSENCES]}
    return replace(delivery, streams=streams, remarks=(*before.remarks, *delivery.remarks))


def store(session: Session, row: models.RunEmployer) -> None:
    """Remember how each stream was read by the run that was now applied, in place of what was known."""
    stream = models.EmployerStream
    readings = session.exec(
        select(models.RunStream).where(
            models.RunStream.run_id == row.run_id,
            models.RunStream.employer_id == row.employer_id,
            models.RunStream.state != Completeness.SKIPPED.value,
        )
    ).all()
    mine = sa.and_(
        col(stream.employer_id) == row.employer_id, col(stream.stream).in_([each.stream for each in readings])
    )
    complete = dict(session.execute(sa.select(col(stream.stream), col(stream.complete_at)).where(mine)).all())
    session.execute(sa.delete(stream).where(mine))
    whole = Completeness.COMPLETE.value
    insert_all(
        session,
        stream,
        [
            {
                "employer_id": row.employer_id,
                "stream": each.stream,
                "state": each.state,
                "run_id": row.run_id,
                "read_at": row.started_at,
                "complete_at": row.started_at if each.state == whole else complete.get(each.stream),
            }
            for each in readings
        ],
    )
    _accept(session, row)


def _accept(session: Session, row: models.RunEmployer) -> None:
    """Whatever was applied since this was planned may have changed what this leaves as it was then."""
    accepted = session.get(models.AcceptedReading, row.employer_id)
    before = accepted.run_id if accepted else None
    accepted = accepted or models.AcceptedReading(employer_id=row.employer_id, run_id="", fingerprint="")
    accepted.run_id = row.run_id
    accepted.fingerprint = row.fingerprint if row.planned_after == before else ""
    session.add(accepted)
