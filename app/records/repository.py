"""Reading what was imported. Every statement is limited to the employers the caller reaches."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from app import models
from app.models import Imported
from app.security import Caller


def current(
    table: type[Imported], caller: Caller, employer_id: str | None, updated_since: datetime | None
) -> Any:
    """The standing records of one kind; withdrawn ones too when changes since a moment are asked for.

    A consumer that keeps a copy must hear of what was withdrawn; one that asks for the state must not.
    """
    statement = select(table)
    if caller.employers is not None:
        statement = statement.where(col(table.employer_id).in_(caller.employers))
    if employer_id is not None:
        statement = statement.where(table.employer_id == employer_id)
    if updated_since is not None:
        return statement.where(col(table.updated_at) >= updated_since)
    return statement.where(col(table.withdrawn_at).is_(None))


def running_on(statement: Any, day: date, first: Any, last: Any) -> Any:
    """Only what is in force on `day`; both ends are included and an open end runs on."""
    return statement.where(first <= day, sa.or_(last.is_(None), last >= day))


def employed_on(statement: Any, day: date) -> Any:
    """Only employees with an employment that runs on `day`."""
    employment = models.Employment
    running = select(employment.employee_id).where(col(employment.withdrawn_at).is_(None))
    running = running_on(running, day, col(employment.start_date), col(employment.end_date))
    return statement.where(col(models.Employee.id).in_(running))
