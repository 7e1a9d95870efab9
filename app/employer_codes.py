"""The rule of employer codes, for who types one and for who assigns a discovered one (R34)."""

from __future__ import annotations

from sqlmodel import Session, col, select

from app import models
from app.errors import Conflict


def taken(code: str | None) -> Conflict:
    """The refusal of a code that another employer has."""
    return Conflict("EMPLOYER_CODE_TAKEN", employer_code=code or "")


def check(session: Session, employer: models.Employer, code: str | None) -> None:
    """Refuse a code that another employer has, or a change that would mix two companies' people.

    Imported rows are keyed within their employer, so the next import under another code would take
    them for the people of that company. Taking the code away first would only be a detour to that.
    """
    if code == employer.employer_code:
        return
    holder = select(models.Employer.id).where(
        col(models.Employer.employer_code) == code, col(models.Employer.id) != employer.id
    )
    if code is not None and session.exec(holder).first() is not None:
        raise taken(code)
    if employer.employer_code is None:
        return
    imported = select(models.Employee.id).where(col(models.Employee.employer_id) == employer.id)
    if session.exec(imported).first() is not None:
        raise Conflict("EMPLOYER_CODE_IN_USE", employer_code=employer.employer_code)
