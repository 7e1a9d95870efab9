"""What of accounts, groups and configurations a caller may see: those whose employers all lie in his scope.

One rule, as one SQL condition, for a single row as for a list. What a caller may not see answers 404.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.errors import NotFound
from app.security import Caller


def members_of(session: Session, employer_group_id: str) -> frozenset[str]:
    """The employers in a group at this moment."""
    members = select(models.EmployerGroupMember.employer_id).where(
        col(models.EmployerGroupMember.employer_group_id) == employer_group_id
    )
    return frozenset(session.exec(members))


def employers_of(session: Session, account: models.Account) -> frozenset[str] | None:
    """The employers an account may touch at this moment; `None` means all of them."""
    if account.scope == "all_employers":
        return None
    if account.employer_group_id is not None:
        return members_of(session, account.employer_group_id)
    return frozenset([account.employer_id]) if account.employer_id else frozenset()


def holding(employer_id: Any) -> sa.ColumnElement[bool]:
    """The condition that an account may touch this employer (or the one in this column) at this moment."""
    account, member = models.Account, models.EmployerGroupMember
    groups = select(member.employer_group_id).where(member.employer_id == employer_id)
    return sa.or_(
        col(account.scope) == "all_employers",
        col(account.employer_id) == employer_id,
        col(account.employer_group_id).in_(groups),
    )


def get_employer(
    session: Session, caller: Caller, employer_id: str, *, lock: bool = False
) -> models.Employer:
    """The employer, if the caller reaches it. `lock` holds the row until the transaction ends."""
    caller.must_reach(employer_id)
    employer = session.get(models.Employer, employer_id, with_for_update=lock or None)
    if employer is None:
        raise NotFound("EMPLOYER_NOT_FOUND")
    return employer


def groups_within(caller: Caller, group_id: Any) -> sa.ColumnElement[bool]:
    """Whether the group in column `group_id` is named in the caller's key, or has only his employers.

    An empty group that his key does not name is not his: an account on it could grow beyond his scope.
    """
    if caller.employers is None:
        return sa.true()
    member = models.EmployerGroupMember
    of_group = select(member.employer_id).where(col(member.employer_group_id) == group_id)
    foreign = of_group.where(col(member.employer_id).not_in(caller.employers))
    return sa.or_(group_id.in_(caller.groups), sa.and_(of_group.exists(), ~foreign.exists()))


def get_group(session: Session, caller: Caller, group_id: str, *, lock: bool = False) -> models.EmployerGroup:
    """The group, if the caller may see it. `lock` holds the row as in `get_employer`."""
    row = models.EmployerGroup
    group = session.get(row, group_id, with_for_update=lock or None)
    within = select(row.id).where(col(row.id) == group_id, groups_within(caller, col(row.id)))
    if group is None or session.exec(within).first() is None:
        raise NotFound("EMPLOYER_GROUP_NOT_FOUND")
    return group


def accounts_within(caller: Caller) -> sa.ColumnElement[bool]:
    """The condition that an account lies inside the caller's scope."""
    if caller.employers is None:
        return sa.true()
    account = models.Account
    return sa.or_(
        sa.and_(col(account.scope) == "employer", col(account.employer_id).in_(caller.employers)),
        sa.and_(
            col(account.scope) == "employer_group",
            groups_within(caller, col(account.employer_group_id)),
        ),
    )


def configurations_within(caller: Caller) -> sa.ColumnElement[bool]:
    """The condition that a configuration's account lies inside the caller's scope."""
    if caller.employers is None:
        return sa.true()
    visible = select(models.Account.id).where(accounts_within(caller))
    return col(models.Configuration.account_id).in_(visible)


def account_visible(session: Session, caller: Caller, account: models.Account) -> bool:
    """Whether every employer of the account lies inside the caller's scope."""
    found = select(models.Account.id).where(models.Account.id == account.id, accounts_within(caller))
    return session.exec(found).first() is not None


def get_account(session: Session, caller: Caller, account_id: str, *, lock: bool = False) -> models.Account:
    """The account, if the caller may see it. `lock` holds the row as in `get_employer`."""
    account = session.get(models.Account, account_id, with_for_update=lock or None)
    if account is None or not account_visible(session, caller, account):
        raise NotFound("ACCOUNT_NOT_FOUND")
    return account


def get_configuration(
    session: Session, caller: Caller, configuration_id: str, *, lock: bool = False
) -> models.Configuration:
    """The configuration, if the caller may see its account. `lock` holds the row as in `get_employer`."""
    configuration = session.get(models.Configuration, configuration_id, with_for_update=lock or None)
    if configuration is not None:
        found = select(models.Configuration.id).where(
            models.Configuration.id == configuration.id, configurations_within(caller)
        )
        if session.exec(found).first() is not None:
            return configuration
    raise NotFound("CONFIGURATION_NOT_FOUND")
