"""Answers that more than one feature gives: an employer as callers see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from pydantic import Field
from sqlmodel import Session, col, select

from app import models
from app.web import Schema


class Employer(Schema):
    """An employer. Its code equals the company's Id at Nmbrs once it is assigned (manual, section 4)."""

    id: str
    name: str
    employer_code: str | None = Field(description="The Id (not the number) of the company at Nmbrs")
    classification_ids: list[str] = Field(description="The absence classifications it may receive")
    accepts_unlinked_employees: bool = Field(
        description="Runs go on although the suite has employees here without a Nmbrs id"
    )
    unlinked_accepted_at: datetime | None = Field(description="When that was accepted")
    unlinked_accepted_by: str | None = Field(description="The id of the API key that accepted it")
    created_at: datetime
    updated_at: datetime


def employers(session: Session, rows: Sequence[models.Employer]) -> list[Employer]:
    """The employers with their classifications, in one query for all."""
    link = models.EmployerClassification
    linked = select(link.employer_id, link.classification_id).where(
        col(link.employer_id).in_([row.id for row in rows])
    )
    by_employer: dict[str, list[str]] = defaultdict(list)
    for employer_id, classification_id in session.exec(
        linked.order_by(col(link.employer_id), col(link.classification_id))
    ):
        by_employer[employer_id].append(classification_id)
    return [
        Employer(
            id=row.id,
            name=row.name,
            employer_code=row.employer_code,
            classification_ids=by_employer[row.id],
            accepts_unlinked_employees=row.unlinked_accepted_at is not None,
            unlinked_accepted_at=row.unlinked_accepted_at,
            unlinked_accepted_by=row.unlinked_accepted_by,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def employer(session: Session, row: models.Employer) -> Employer:
    """One employer with its classifications."""
    return employers(session, [row])[0]
