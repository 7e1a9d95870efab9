"""Routes of employer groups."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from app import contract, scopes, web
from app.employers import group_repository
from app.employers.schemas import Group, GroupCreate, GroupEmployers, GroupPatch
from app.fields import GroupId
from app.writing import EditDep, NewDep, change

router = APIRouter(prefix="/employer-groups", tags=["3. Employers and account"])


@router.post(
    "",
    status_code=201,
    response_model=Group,
    responses=web.problems(400, 409, 413) | contract.headers(201, "Location", "ETag"),
    summary="Add an employer group",
)
def create_employer_group(caller: web.Admin, body: GroupCreate, new: NewDep) -> JSONResponse:
    """Adds a group, still without employers. Section 3, step 2: an account for several employers needs one.

    Needs an administrator key that is not limited to employers.
    """
    caller.must_be_unscoped()
    row = group_repository.create(new.session, body, new.now)
    return new.answer(
        group_repository.shown(new.session, [row])[0],
        location=f"/v1/employer-groups/{row.id}",
        version=row.version,
    )


@router.get("", responses=web.problems(), summary="List employer groups")
def list_employer_groups(
    caller: web.Operator, session: web.SessionDep, paging: web.PagingDep
) -> web.Page[Group]:
    """Shows the groups whose employers your key reaches, oldest first."""
    rows, next_cursor = group_repository.page(session, caller, paging)
    return web.Page(items=group_repository.shown(session, rows), next_cursor=next_cursor)


@router.get(
    "/{group_id}",
    responses=web.problems(404) | contract.headers(200, "ETag"),
    summary="Show an employer group",
)
def show_employer_group(
    caller: web.Operator, group_id: GroupId, session: web.SessionDep, response: Response
) -> Group:
    """Shows one group with its employers. Its `ETag` may be sent as `If-Match` with a change."""
    row = scopes.get_group(session, caller, group_id)
    response.headers["ETag"] = web.etag(row.version)
    return group_repository.shown(session, [row])[0]


@router.patch(
    "/{group_id}",
    responses=web.problems(400, 404, 412, 413) | contract.headers(200, "ETag"),
    summary="Change an employer group",
)
def change_employer_group(
    caller: web.Admin,
    group_id: GroupId,
    body: GroupPatch,
    edit: EditDep,
) -> Group:
    """Changes name, code, notes or whether employers may be added; what you leave out stays.

    Needs an administrator key that is not limited to employers.
    """
    caller.must_be_unscoped()
    row = scopes.get_group(edit.session, caller, group_id, lock=True)
    edit.check(row, required=False)
    change(row, body.changes(), edit.now)
    edit.tag(row)
    return group_repository.shown(edit.session, [row])[0]


@router.put(
    "/{group_id}/employers",
    responses=web.problems(400, 404, 409, 412, 413) | contract.headers(200, "ETag"),
    summary="Set the employers of a group",
)
def set_group_employers(
    caller: web.Admin,
    group_id: GroupId,
    body: GroupEmployers,
    edit: EditDep,
) -> Group:
    """Makes the employers you send, and no others, the employers of the group.

    Accounts and keys that name the group reach its new employers at once. A group that is not
    selectable can lose employers but gets no new ones.
    """
    caller.must_be_unscoped()
    row = scopes.get_group(edit.session, caller, group_id, lock=True)
    edit.check(row, required=False)
    group_repository.set_employers(edit.session, row, body.employer_ids, edit.now)
    edit.tag(row)
    return group_repository.shown(edit.session, [row])[0]
