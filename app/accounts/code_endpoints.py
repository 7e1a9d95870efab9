"""Routes of employer codes."""

from __future__ import annotations

from fastapi import APIRouter

from app import scopes, web
from app.accounts import changes, codes
from app.accounts.code_schemas import Assignments, EmployerCodes
from app.fields import AccountId

router = APIRouter(prefix="/accounts/{account_id}/employer-codes", tags=["4. Employer codes"])


@router.get("", responses=web.problems(404), summary="Show the employer codes that were found")
def show_employer_codes(
    caller: web.Operator, account_id: AccountId, session: web.SessionDep
) -> EmployerCodes:
    """Shows the companies of the last finished discovery, and which employer each is or might be.

    Section 4, step 2. First run a configuration with the option `nmbrs_employer_codes`.
    """
    return codes.listing(session, caller, scopes.get_account(session, caller, account_id))


@router.post(
    "/assign", responses=web.problems(400, 404, 409, 413), summary="Assign employer codes to employers"
)
def assign_employer_codes(
    caller: web.Admin, account_id: AccountId, body: Assignments, session: web.SessionDep, now: web.NowDep
) -> EmployerCodes:
    """Gives your employers the codes that were found: all that you send, or none of it.

    Section 4, step 3. Only companies of the last discovery and employers of this account. Sending the
    same again changes nothing.
    """
    account = scopes.get_account(session, caller, account_id, lock=True)
    changes.refuse_archived(account)
    codes.assign(session, account, body.assignments, now)
    return codes.listing(session, caller, account)
