"""Makes an API key: for the route and for the command line, which cannot differ."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from app import models
from app.errors import NotFound
from app.security import Permission, Role, new_key


def issue(  # noqa: PLR0913 - what a key is, and nothing else
    session: Session,
    *,
    name: str,
    role: Role,
    permissions: Collection[Permission],
    employer_ids: Collection[str],
    group_ids: Collection[str],
    now: datetime,
) -> tuple[models.ApiKey, str]:
    """The new row and the key itself, which is never to be had again.

    Without employers and groups the key reaches every employer, now and later.
    """
    employers, groups = sorted(set(employer_ids)), sorted(set(group_ids))
    _must_exist(session, employers, groups)
    key, secret_hash = new_key()
    row = models.ApiKey(
        name=name,
        role=Role(role),
        secret_hash=secret_hash,
        permissions=sorted({Permission(each) for each in permissions}),
        all_employers=not employers and not groups,
        created_at=now,
    )
    session.add(row)
    session.flush()
    session.add_all(models.ApiKeyEmployer(api_key_id=row.id, employer_id=each) for each in employers)
    session.add_all(models.ApiKeyGroup(api_key_id=row.id, employer_group_id=each) for each in groups)
    session.flush()
    return row, key


def _must_exist(session: Session, employers: Collection[str], groups: Collection[str]) -> None:
    known = select(models.Employer.id).where(col(models.Employer.id).in_(employers))
    if len(session.exec(known).all()) < len(employers):
        raise NotFound("EMPLOYER_NOT_FOUND")
    named = select(models.EmployerGroup.id).where(col(models.EmployerGroup.id).in_(groups))
    if len(session.exec(named).all()) < len(groups):
        raise NotFound("EMPLOYER_GROUP_NOT_FOUND")
