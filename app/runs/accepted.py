"""What was last read and applied of each employer, for those who read its records."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.database import insert_all
from app.hr.delivery import Completeness


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
                "complete_at": row.started_at
                if each.state == Completeness.COMPLETE
                else complete.get(each.stream),
            }
            for each in readings
        ],
    )
