"""Routes of absence classifications: the catalogue, and which of it an employer may receive.

Those of the mapping are in `mapping_endpoints.py`.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app import contract, scopes, shapes, web
from app.classifications import mapping_endpoints, repository
from app.classifications.schemas import Classification, ClassificationCreate, EmployerClassifications
from app.fields import EmployerId
from app.writing import EditDep, NewDep

router = APIRouter(tags=["5. Absence classifications"])


@router.post(
    "/absence-classifications",
    status_code=201,
    response_model=Classification,
    responses=web.problems(400, 409, 413) | contract.headers(201, "Location"),
    summary="Add an absence classification",
)
def create_absence_classification(
    caller: web.Admin,
    body: ClassificationCreate,
    new: NewDep,
) -> JSONResponse:
    """Adds a classification of your own to the catalogue; its code is used once.

    Needs an administrator key that is not limited to employers. The seven of Nmbrs are there already.
    """
    caller.must_be_unscoped()
    row = repository.create(new.session, body, new.now)
    return new.answer(Classification.model_validate(row), location="/v1/absence-classifications")


@router.get("/absence-classifications", responses=web.problems(), summary="List absence classifications")
def list_absence_classifications(
    caller: web.AnyCaller, session: web.SessionDep, paging: web.PagingDep
) -> web.Page[Classification]:
    """Shows the catalogue with codes. The seven that Nmbrs can deliver have `Nmbrs` in their name."""
    rows, next_cursor = repository.page(session, paging)
    return web.Page(items=[Classification.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.put(
    "/employers/{employer_id}/classifications",
    responses=web.problems(400, 404, 412, 413) | contract.headers(200, "ETag"),
    summary="Set the classifications of an employer",
)
def set_employer_classifications(
    caller: web.Admin, employer_id: EmployerId, body: EmployerClassifications, edit: EditDep
) -> shapes.Employer:
    """Makes the classifications you send, and no others, those the employer may receive.

    An absence with a classification that is not linked is not imported: it is named in the report.
    """
    employer = scopes.get_employer(edit.session, caller, employer_id, lock=True)
    edit.check(employer, required=False)
    repository.link(edit.session, employer, body.classification_ids, edit.now)
    edit.tag(employer)
    return shapes.employer(edit.session, employer)


@router.post(
    "/employers/{employer_id}/classifications/nmbrs",
    responses=web.problems(404, 412) | contract.headers(200, "ETag"),
    summary="Link the seven classifications of Nmbrs (option 1)",
)
def link_nmbrs_classifications(caller: web.Admin, employer_id: EmployerId, edit: EditDep) -> shapes.Employer:
    """Links the seven classifications with `Nmbrs` in their name; what was linked already stays.

    Section 5, option 1, in one call. Sending it again changes nothing.
    """
    employer = scopes.get_employer(edit.session, caller, employer_id, lock=True)
    edit.check(employer, required=False)
    repository.link_nmbrs(edit.session, employer, edit.now)
    edit.tag(employer)
    return shapes.employer(edit.session, employer)


router.include_router(mapping_endpoints.router)
