"""Routes of employers."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from app import contract, scopes, shapes, web
from app.employers import repository
from app.employers.schemas import EmployerCreate, EmployerPatch
from app.fields import EmployerId, WithCode
from app.writing import EditDep, NewDep

router = APIRouter(prefix="/employers", tags=["3. Employers and account"])


@router.post(
    "",
    status_code=201,
    response_model=shapes.Employer,
    responses=web.problems(400, 409, 413) | contract.headers(201, "Location", "ETag"),
    summary="Add an employer",
)
def create_employer(caller: web.Admin, body: EmployerCreate, new: NewDep) -> JSONResponse:
    """Adds an employer that will receive departments, employees and absence.

    Needs an administrator key that is not limited to employers. The employer code may be left out: the
    discovery of section 4 tells which one it must be. Each code belongs to one employer.
    """
    caller.must_be_unscoped()
    row = repository.create(new.session, body, new.now)
    return new.answer(
        shapes.employer(new.session, row), location=f"/v1/employers/{row.id}", version=row.version
    )


@router.get("", responses=web.problems(), summary="List employers")
def list_employers(
    caller: web.AnyCaller,
    session: web.SessionDep,
    paging: web.PagingDep,
    employer_code: WithCode = None,
) -> web.Page[shapes.Employer]:
    """Shows the employers your key reaches, oldest first. `employer_code` finds the one with that code."""
    rows, next_cursor = repository.page(session, caller, paging, employer_code)
    return web.Page(items=shapes.employers(session, rows), next_cursor=next_cursor)


@router.get(
    "/{employer_id}", responses=web.problems(404) | contract.headers(200, "ETag"), summary="Show an employer"
)
def show_employer(
    caller: web.AnyCaller, employer_id: EmployerId, session: web.SessionDep, response: Response
) -> shapes.Employer:
    """Shows one employer. Its `ETag` may be sent as `If-Match` with a change."""
    row = scopes.get_employer(session, caller, employer_id)
    response.headers["ETag"] = web.etag(row.version)
    return shapes.employer(session, row)


@router.patch(
    "/{employer_id}",
    responses=web.problems(400, 404, 409, 412, 413) | contract.headers(200, "ETag"),
    summary="Change an employer",
)
def change_employer(
    caller: web.Admin,
    employer_id: EmployerId,
    body: EmployerPatch,
    edit: EditDep,
) -> shapes.Employer:
    """Changes name, employer code or the acceptance of unlinked employees; what you leave out stays.

    The code says which company's people come in here, so typing one needs a key that is not limited to
    employers; assigning one that an account of yours discovered does not (section 4). It can no longer
    change once employees were imported under it: the next import would take them for the employees of
    the other company.

    With `accepts_unlinked_employees` you say that employees without a Nmbrs id, of whom the suite told,
    need not stop an import: who of them is at Nmbrs too will be there twice.
    """
    row = scopes.get_employer(edit.session, caller, employer_id, lock=True)
    edit.check(row, required=False)
    if body.changes().get("employer_code", row.employer_code) != row.employer_code:
        caller.must_be_unscoped()
    repository.patch(edit.session, caller, row, body, edit.now)
    edit.tag(row)
    return shapes.employer(edit.session, row)
