"""Routes of configurations. Starting a run of one belongs to runs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from app import contract, scopes, web
from app.configurations import changes, repository
from app.configurations.schemas import Configuration, ConfigurationCreate, ConfigurationPatch
from app.fields import AccountId, ConfigurationId, DiscoveryId
from app.writing import EditDep, NewDep

router = APIRouter(tags=["6. Configurations and runs"])
Archived = Annotated[bool, Query(description="Also show what is out of use")]


@router.post(
    "/accounts/{account_id}/configurations",
    status_code=201,
    response_model=Configuration,
    responses=web.problems(400, 404, 409, 413) | contract.headers(201, "Location", "ETag"),
    summary="Add a configuration to an account",
)
def create_configuration(
    caller: web.Admin, account_id: AccountId, body: ConfigurationCreate, new: NewDep
) -> JSONResponse:
    """Adds what the account is to do: find employer codes (section 4) or import (section 6).

    For an import choose `nmbrs_employee`, tick what you want, and choose days with at most three times.
    For the employer codes choose `nmbrs_employer_codes`; it has no ticks and no settings. Days and times
    are stored, and nothing acts on them yet: start runs yourself, or let a script do it.
    """
    account = scopes.get_account(new.session, caller, account_id, lock=True)
    row = changes.create(new.session, account, body, new.now)
    return new.answer(repository.shown(row), location=f"/v1/configurations/{row.id}", version=row.version)


@router.get(
    "/accounts/{account_id}/configurations",
    responses=web.problems(404),
    summary="List the configurations of an account",
)
def list_account_configurations(
    caller: web.Operator,
    account_id: AccountId,
    session: web.SessionDep,
    paging: web.PagingDep,
    include_archived: Archived = False,
) -> web.Page[Configuration]:
    """Shows what one account does, oldest first."""
    account = scopes.get_account(session, caller, account_id)
    only = repository.wanted(include_archived=include_archived, account_id=account.id)
    rows, next_cursor = repository.page(session, caller, paging, only)
    return web.Page(items=[repository.shown(row) for row in rows], next_cursor=next_cursor)


@router.get("/configurations", responses=web.problems(), summary="List configurations")
def list_configurations(
    caller: web.Operator, session: web.SessionDep, paging: web.PagingDep, include_archived: Archived = False
) -> web.Page[Configuration]:
    """Shows the configurations of every account your key reaches, oldest first."""
    only = repository.wanted(include_archived=include_archived)
    rows, next_cursor = repository.page(session, caller, paging, only)
    return web.Page(items=[repository.shown(row) for row in rows], next_cursor=next_cursor)


@router.get(
    "/configurations/{configuration_id}",
    responses=web.problems(404) | contract.headers(200, "ETag"),
    summary="Show a configuration",
)
def show_configuration(
    caller: web.Operator, configuration_id: ConfigurationId, session: web.SessionDep, response: Response
) -> Configuration:
    """Shows one configuration. Its `ETag` must be sent as `If-Match` with a change."""
    row = scopes.get_configuration(session, caller, configuration_id)
    response.headers["ETag"] = web.etag(row.version)
    return repository.shown(row)


@router.patch(
    "/configurations/{configuration_id}",
    responses=web.problems(400, 404, 409, 412, 413, 428) | contract.headers(200, "ETag"),
    summary="Change a configuration",
)
def change_configuration(
    caller: web.Admin, configuration_id: ConfigurationId, body: ConfigurationPatch, edit: EditDep
) -> Configuration:
    """Changes what you send; the rest stays, also within `settings`. The option never changes.

    `If-Match` must hold the ETag of what you read. Send `times: []` to end the schedule (section 4,
    step 4). A run that is going on is not affected.
    """
    row = scopes.get_configuration(edit.session, caller, configuration_id, lock=True)
    edit.check(row)
    changes.patch(edit.session, row, body, edit.now)
    edit.tag(row)
    return repository.shown(row)


@router.post(
    "/configurations/{configuration_id}/archive",
    responses=web.problems(404, 409, 412, 428) | contract.headers(200, "ETag"),
    summary="Archive a configuration",
)
def archive_configuration(caller: web.Admin, configuration_id: DiscoveryId, edit: EditDep) -> Configuration:
    """Takes the configuration out of use: it never runs again, its reports stay.

    `If-Match` must hold the ETag of what you read. Not while it runs. Archiving again changes nothing.
    """
    row = scopes.get_configuration(edit.session, caller, configuration_id, lock=True)
    if edit.must_go_on(row, settled=row.archived_at is not None):
        changes.archive(edit.session, row, edit.now)
    edit.tag(row)
    return repository.shown(row)
