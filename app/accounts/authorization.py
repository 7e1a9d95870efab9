"""What an account may be authorised for: inside its maker's reach, and as wide as the customer says."""

from __future__ import annotations

from sqlmodel import Session

from app import scopes
from app.accounts.schemas import Authorization
from app.errors import Invalid
from app.security import Caller


def check_width(authorization: Authorization, employer_count: int | None) -> None:
    """Several employers need an employer group first (manual, section 3, step 2)."""
    if authorization.scope == "employer" and (employer_count or 1) > 1:
        raise Invalid(
            "SCOPE_TOO_NARROW", field="body.authorization.scope", employer_count=employer_count or 1
        )


def check_reach(session: Session, caller: Caller, authorization: Authorization) -> None:
    """Refuse what does not exist, what is not the caller's, and a group with nobody in it."""
    if authorization.employer_id is not None:
        scopes.get_employer(session, caller, authorization.employer_id)
    elif authorization.employer_group_id is not None:
        group = scopes.get_group(session, caller, authorization.employer_group_id)
        if not scopes.members_of(session, group.id):
            raise Invalid("GROUP_EMPTY", field="body.authorization.employer_group_id")
    else:
        caller.must_be_unscoped()
