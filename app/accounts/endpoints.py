"""Routes of accounts; those of employer codes are in `code_endpoints.py`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from app import contract, scopes, web
from app.accounts import changes, check_endpoints, code_endpoints, repository
from app.accounts.schemas import Account, AccountCreate, AccountPatch
from app.fields import AccountId, SpareAccountId
from app.writing import EditDep, NewDep

router = APIRouter()
accounts = APIRouter(prefix="/accounts", tags=["3. Employers and account"])


@accounts.post(
    "",
    status_code=201,
    response_model=Account,
    responses=web.problems(400, 404, 409, 413) | contract.headers(201, "Location", "ETag"),
    summary="Add an account",
)
def create_account(
    caller: web.Admin, body: AccountCreate, new: NewDep, cipher: web.CipherDep
) -> JSONResponse:
    """Adds the account with what the customer handed over: user, token, domain and recipients.

    Section 3, step 6. For more than one employer, first make an employer group and authorise that. The
    employers must lie within the reach of your key. The token is stored encrypted and never shown.
    """
    row = changes.create(new, caller, body, cipher)
    shown = repository.shown(new.session, [row])[0]
    return new.answer(shown, location=f"/v1/accounts/{row.id}", version=row.version)


@accounts.get("", responses=web.problems(), summary="List accounts")
def list_accounts(
    caller: web.Operator,
    session: web.SessionDep,
    paging: web.PagingDep,
    include_archived: Annotated[bool, Query(description="Also show what is out of use")] = False,
) -> web.Page[Account]:
    """Shows the accounts whose employers your key reaches, with their state and last activity."""
    rows, next_cursor = repository.page(session, caller, paging, include_archived=include_archived)
    return web.Page(items=repository.shown(session, rows), next_cursor=next_cursor)


@accounts.get(
    "/{account_id}", responses=web.problems(404) | contract.headers(200, "ETag"), summary="Show an account"
)
def show_account(
    caller: web.Operator, account_id: AccountId, session: web.SessionDep, response: Response
) -> Account:
    """Shows one account. Its `ETag` must be sent as `If-Match` with a change.

    `needs_attention` means that Nmbrs refused the user, the token or the domain: nothing is asked with
    them again until one of them is changed.
    """
    row = scopes.get_account(session, caller, account_id)
    response.headers["ETag"] = web.etag(row.version)
    return repository.shown(session, [row])[0]


@accounts.patch(
    "/{account_id}",
    responses=web.problems(400, 404, 409, 412, 413, 428) | contract.headers(200, "ETag"),
    summary="Change an account",
)
def change_account(
    caller: web.Admin, account_id: AccountId, body: AccountPatch, edit: EditDep, cipher: web.CipherDep
) -> Account:
    """Changes what you send; the rest stays. `If-Match` must hold the ETag of what you read.

    The type and the HR system cannot change. Another user, token or domain ends `needs_attention`.
    """
    row = scopes.get_account(edit.session, caller, account_id, lock=True)
    edit.check(row)
    changes.patch(edit, caller, row, body, cipher)
    edit.tag(row)
    return repository.shown(edit.session, [row])[0]


@accounts.post(
    "/{account_id}/archive",
    responses=web.problems(404, 409, 412, 428) | contract.headers(200, "ETag"),
    summary="Archive an account",
)
def archive_account(caller: web.Admin, account_id: SpareAccountId, edit: EditDep) -> Account:
    """Takes the account out of use; its reports stay. Not while one of its runs is going on.

    `If-Match` must hold the ETag of what you read. Archiving again changes nothing.
    """
    row = scopes.get_account(edit.session, caller, account_id, lock=True)
    if edit.must_go_on(row, settled=row.archived_at is not None):
        changes.archive(edit.session, row, edit.now)
    edit.tag(row)
    return repository.shown(edit.session, [row])[0]


router.include_router(accounts)
router.include_router(check_endpoints.router)
router.include_router(code_endpoints.router)
