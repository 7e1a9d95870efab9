"""All SQL of employers. Takes a session, never commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app import employer_codes, models
from app.employers.schemas import EmployerCreate, EmployerPatch
from app.security import Caller
from app.web import Paging
from app.writing import change, refuse_duplicate


def create(session: Session, body: EmployerCreate, now: datetime) -> models.Employer:
    """A new employer; a code that another one has is refused."""
    row = models.Employer(name=body.name, employer_code=body.employer_code, created_at=now, updated_at=now)
    with refuse_duplicate(session, employer_codes.taken(body.employer_code)):
        session.add(row)
    return row


def page(
    session: Session, caller: Caller, paging: Paging, employer_code: str | None
) -> tuple[Sequence[models.Employer], str | None]:
    """The employers the caller reaches, oldest first."""
    statement = sa.select(models.Employer)
    if caller.employers is not None:
        statement = statement.where(col(models.Employer.id).in_(caller.employers))
    if employer_code is not None:
        statement = statement.where(col(models.Employer.employer_code) == employer_code.strip())
    return paging.page(session, statement, col(models.Employer.id))


def patch(session: Session, caller: Caller, row: models.Employer, body: EmployerPatch, now: datetime) -> None:
    """Change what was sent; a code that another employer has, or a code in use, is refused."""
    values = body.changes()
    accepts = values.pop("accepts_unlinked_employees", None)
    if accepts is not None and accepts != (row.unlinked_accepted_at is not None):
        values["unlinked_accepted_at"] = now if accepts else None
        values["unlinked_accepted_by"] = caller.key_id if accepts else None
    code = values.get("employer_code", row.employer_code)
    employer_codes.check(session, row, code)
    with refuse_duplicate(session, employer_codes.taken(code)):
        change(row, values, now)
