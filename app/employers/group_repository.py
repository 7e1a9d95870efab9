"""All SQL of employer groups. Takes a session, never commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models, scopes
from app.employers.schemas import Group, GroupCreate
from app.errors import Conflict, NotFound
from app.security import Caller
from app.web import Paging
from app.writing import touch


def create(session: Session, body: GroupCreate, now: datetime) -> models.EmployerGroup:
    """A new group without employers."""
    row = models.EmployerGroup(**body.model_dump(), created_at=now, updated_at=now)
    session.add(row)
    session.flush()
    return row


def page(
    session: Session, caller: Caller, paging: Paging
) -> tuple[Sequence[models.EmployerGroup], str | None]:
    """The groups inside the caller's scope, oldest first."""
    group_id = col(models.EmployerGroup.id)
    statement = sa.select(models.EmployerGroup).where(scopes.groups_within(caller, group_id))
    return paging.page(session, statement, group_id)


def set_employers(
    session: Session, row: models.EmployerGroup, employer_ids: Sequence[str], now: datetime
) -> None:
    """Make these, and no others, the employers of the group."""
    wanted = set(employer_ids)
    present = scopes.members_of(session, row.id)
    if not row.selectable and not wanted <= present:
        raise Conflict("GROUP_NOT_SELECTABLE")
    known = select(models.Employer.id).where(col(models.Employer.id).in_(wanted))
    if len(session.exec(known).all()) < len(wanted):
        raise NotFound("EMPLOYER_NOT_FOUND")
    if wanted == present:
        return
    member = models.EmployerGroupMember
    session.execute(
        sa.delete(member).where(
            col(member.employer_group_id) == row.id, col(member.employer_id).in_(present - wanted)
        )
    )
    session.add_all(member(employer_group_id=row.id, employer_id=each) for each in sorted(wanted - present))
    touch(row, now)
    session.flush()


def shown(session: Session, rows: Sequence[models.EmployerGroup]) -> list[Group]:
    """The groups as callers see them, with their employers, in one query for all."""
    member = models.EmployerGroupMember
    pairs = (
        select(member.employer_group_id, member.employer_id)
        .where(col(member.employer_group_id).in_([row.id for row in rows]))
        .order_by(col(member.employer_id))
    )
    by_group: dict[str, list[str]] = defaultdict(list)
    for group_id, employer_id in session.exec(pairs):
        by_group[group_id].append(employer_id)
    return [Group(**row.model_dump(exclude={"version"}), employer_ids=by_group[row.id]) for row in rows]
