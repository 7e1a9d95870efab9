"""Routes of the employees that the suite already has at an employer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from app import contract, scopes, web
from app.employers import suite_employees
from app.employers.schemas import SuiteEmployee, SuiteEmployees, SuiteEmployeesTold
from app.fields import EmployerId, SuiteEmployeeId
from app.once import OnceDep

router = APIRouter(prefix="/employers/{employer_id}/employees", tags=["3. Employers and account"])
Linked = Annotated[bool | None, Query(description="Only those with (true) or without (false) a Nmbrs id")]


@router.post(
    "",
    status_code=201,
    response_model=SuiteEmployeesTold,
    responses=web.problems(400, 404, 409, 413)
    | contract.headers(201, "Location")
    | {200: {"model": SuiteEmployeesTold, "description": "None of them was new"}},
    summary="Tell which employees the suite already has",
)
def tell_employees(
    caller: web.Admin,
    employer_id: EmployerId,
    body: SuiteEmployees,
    session: web.SessionDep,
    now: web.NowDep,
    once: OnceDep,
) -> JSONResponse:
    """Tells of employees that Xpert Suite has at this employer, with their Nmbrs id once they have one.

    Employees are matched by Nmbrs id and nothing else. So as long as one has none, each run refuses the
    employer before it reads anything of it (`EMPLOYER_HAS_UNLINKED_EMPLOYEES`): he would get in twice, and
    his absence too.

    What you say of an employee holds until you say something else; of employees you leave out nothing
    changes, so a large employer may be told in parts. Send an employee again with his `nmbrs_id` when he
    is linked. 201 when one of them was new, else 200. The first new one without a Nmbrs id ends
    `accepts_unlinked_employees` of the employer.
    """
    employer = scopes.get_employer(session, caller, employer_id, lock=True)
    created = suite_employees.tell(session, employer, body.employees, now)
    location = {"Location": f"/v1/employers/{employer.id}/employees"}
    return once.answer(
        suite_employees.standing(session, employer),
        status=201 if created else 200,
        headers=location if created else None,
    )


@router.get("", responses=web.problems(404), summary="List the employees the suite told of")
def list_told_employees(
    caller: web.AnyCaller,
    employer_id: EmployerId,
    session: web.SessionDep,
    paging: web.PagingDep,
    linked: Linked = None,
) -> web.Page[SuiteEmployee]:
    """Shows what the suite told of this employer's employees, oldest first. Imported ones are elsewhere:
    `GET /v1/employees`.
    """
    employer = scopes.get_employer(session, caller, employer_id)
    rows, next_cursor = suite_employees.page(session, employer, paging, linked=linked)
    return web.Page(items=[SuiteEmployee.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.delete(
    "/{suite_employee_id}",
    status_code=204,
    responses=web.problems(404),
    summary="Take back an employee the suite told of",
)
def forget_told_employee(
    caller: web.Admin, employer_id: EmployerId, suite_employee_id: SuiteEmployeeId, session: web.SessionDep
) -> None:
    """Says that the suite no longer has this employee, or never had: he is no longer in the way.

    `suite_employee_id` is the `id` that the list shows. What was imported stays as it is.
    """
    employer = scopes.get_employer(session, caller, employer_id, lock=True)
    suite_employees.forget(session, employer, suite_employee_id)
