"""Employees the suite already has, as it told us, and whether they are in the way of an import (R3-R5).

Matching goes by Nmbrs id alone, so an import would make a second employee of each that has none.
All SQL of them is here. Takes a session, never commits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.database import insert_all
from app.employers.schemas import SuiteEmployeeIn, SuiteEmployeesTold
from app.errors import Conflict, Invalid, NotFound
from app.web import Paging
from app.writing import change


def in_the_way(session: Session, employer_id: str) -> int:
    """How many employees without a Nmbrs id keep an import from this employer."""
    return in_the_way_of(session, [employer_id]).get(employer_id, 0)


def in_the_way_of(session: Session, employer_ids: Collection[str]) -> dict[str, int]:
    """The same for several; an employer that nobody keeps an import from is left out."""
    row, employer = models.SuiteEmployee, models.Employer
    unlinked = (
        select(row.employer_id, sa.func.count(col(row.id)))
        .join(employer, col(employer.id) == row.employer_id)
        .where(
            col(row.employer_id).in_(employer_ids),
            col(row.nmbrs_id).is_(None),
            col(employer.unlinked_accepted_at).is_(None),
        )
        .group_by(col(row.employer_id))
    )
    return dict(session.exec(unlinked).all())


def tell(
    session: Session, employer: models.Employer, employees: Sequence[SuiteEmployeeIn], now: datetime
) -> bool:
    """Take down what the suite says of these; of others it stays. Whether any of them is new.

    The employer is locked by the caller. An acceptance is of those who were known: it ends with the next
    one without a Nmbrs id.
    """
    _refuse_repeats(employees)
    row = models.SuiteEmployee
    of_employer = select(row.suite_id, row.id, row.nmbrs_id).where(row.employer_id == employer.id)
    known = {suite_id: (key, nmbrs_id) for suite_id, key, nmbrs_id in session.exec(of_employer)}
    told = {each.suite_id: each.nmbrs_id for each in employees}
    _refuse_shared_ids({suite_id: nmbrs_id for suite_id, (_, nmbrs_id) in known.items()} | told)
    changed = {
        known[suite_id][0]: nmbrs_id
        for suite_id, nmbrs_id in told.items()
        if suite_id in known and known[suite_id][1] != nmbrs_id
    }
    new = {suite_id: nmbrs_id for suite_id, nmbrs_id in told.items() if suite_id not in known}
    _update(session, changed, now)
    _insert(session, employer.id, new, now)
    if None in (*changed.values(), *new.values()):
        change(employer, {"unlinked_accepted_at": None, "unlinked_accepted_by": None}, now)
    return bool(new)


def standing(session: Session, employer: models.Employer) -> SuiteEmployeesTold:
    """How many there are of an employer, and how many of them without a Nmbrs id."""
    return SuiteEmployeesTold(
        employees=_count(session, employer.id, sa.true()),
        unlinked=_count(session, employer.id, col(models.SuiteEmployee.nmbrs_id).is_(None)),
        accepts_unlinked_employees=employer.unlinked_accepted_at is not None,
    )


def page(
    session: Session, employer: models.Employer, paging: Paging, *, linked: bool | None
) -> tuple[Sequence[models.SuiteEmployee], str | None]:
    """Those of an employer, oldest first: all, or only with or without a Nmbrs id."""
    row = models.SuiteEmployee
    statement = sa.select(row).where(col(row.employer_id) == employer.id)
    if linked is not None:
        statement = statement.where(col(row.nmbrs_id).is_(None) != linked)
    return paging.page(session, statement, col(row.id))


def forget(session: Session, employer: models.Employer, suite_employee_id: str) -> None:
    """Drop one that the suite no longer has."""
    row = session.get(models.SuiteEmployee, suite_employee_id)
    if row is None or row.employer_id != employer.id:
        raise NotFound("SUITE_EMPLOYEE_NOT_FOUND")
    session.delete(row)
    session.flush()


def _refuse_repeats(employees: Sequence[SuiteEmployeeIn]) -> None:
    seen: set[str] = set()
    for position, each in enumerate(employees):
        if each.suite_id in seen:
            raise Invalid("SUITE_ID_REPEATED", field=f"body.employees.{position}.suite_id")
        seen.add(each.suite_id)


def _refuse_shared_ids(nmbrs_ids: dict[str, str | None]) -> None:
    """Two employees with one Nmbrs id are the duplicate that all of this is to prevent."""
    for nmbrs_id, number in Counter(filter(None, nmbrs_ids.values())).items():
        if number > 1:
            raise Conflict("NMBRS_ID_LINKED_TWICE", nmbrs_id=nmbrs_id)


def _update(session: Session, changed: dict[str, str | None], now: datetime) -> None:
    """Give each row its Nmbrs id. All lose theirs first: two of them may have changed places."""
    if not changed:
        return
    row = models.SuiteEmployee
    session.execute(
        sa.update(row).where(col(row.id).in_(changed)).values(nmbrs_id=None, updated_at=now),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        sa.update(row), [{"id": key, "nmbrs_id": nmbrs_id} for key, nmbrs_id in changed.items() if nmbrs_id]
    )


def _insert(session: Session, employer_id: str, new: dict[str, str | None], now: datetime) -> None:
    rows = [
        {
            "id": models.new_id("suite_employees"), "employer_id": employer_id, "suite_id": suite_id,
            "nmbrs_id": nmbrs_id, "created_at": now, "updated_at": now,
        }
        for suite_id, nmbrs_id in new.items()
    ]  # fmt: skip
    insert_all(session, models.SuiteEmployee, rows)


def _count(session: Session, employer_id: str, only: sa.ColumnElement[bool]) -> int:
    row = models.SuiteEmployee
    return session.exec(select(sa.func.count(col(row.id))).where(row.employer_id == employer_id, only)).one()
