"""All SQL of absence classifications. Takes a session, never commits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.classifications.schemas import ClassificationCreate
from app.errors import Conflict, NotFound
from app.hr.classification import IN_MANUAL
from app.web import Paging
from app.writing import refuse_duplicate, touch


def create(session: Session, body: ClassificationCreate, now: datetime) -> models.AbsenceClassification:
    """A new classification; a code that exists is refused."""
    row = models.AbsenceClassification(code=body.code, name=body.name, created_at=now)
    with refuse_duplicate(session, Conflict("CLASSIFICATION_CODE_TAKEN", classification_code=body.code)):
        session.add(row)
    return row


def page(session: Session, paging: Paging) -> tuple[Sequence[models.AbsenceClassification], str | None]:
    """The catalogue, oldest first: the seven of Nmbrs lead."""
    row = models.AbsenceClassification
    return paging.page(session, sa.select(row), col(row.id))


def link(session: Session, employer: models.Employer, ids: Collection[str], now: datetime) -> None:
    """Make these, and no others, the classifications the employer may receive."""
    wanted = set(ids)
    row = models.AbsenceClassification
    known = select(row.id).where(col(row.id).in_(wanted))
    if len(session.exec(known).all()) < len(wanted):
        raise NotFound("CLASSIFICATION_NOT_FOUND")
    present = _linked(session, employer)
    linked = models.EmployerClassification
    session.execute(
        sa.delete(linked).where(
            col(linked.employer_id) == employer.id,
            col(linked.classification_id).in_(present - wanted),
        )
    )
    session.add_all(
        linked(employer_id=employer.id, classification_id=each) for each in sorted(wanted - present)
    )
    if wanted != present:
        touch(employer, now)
    session.flush()


def link_nmbrs(session: Session, employer: models.Employer, now: datetime) -> None:
    """Option 1 of the manual: add the seven that stand for the labels of Nmbrs; others stay linked."""
    row = models.AbsenceClassification
    seven = select(row.id).where(col(row.source_label).in_(IN_MANUAL))
    link(session, employer, _linked(session, employer) | set(session.exec(seven)), now)


def _linked(session: Session, employer: models.Employer) -> frozenset[str]:
    linked = models.EmployerClassification
    return frozenset(
        session.exec(select(linked.classification_id).where(col(linked.employer_id) == employer.id))
    )
