"""Routes of the mapping of labels to the catalogue: one for the whole installation."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app import contract, web
from app.classifications import mapping, mapping_repository
from app.classifications.mapping_schemas import ClassificationMapping, MappingChange
from app.writing import EditDep

router = APIRouter(prefix="/classification-mapping")


@router.get(
    "",
    responses=web.problems() | contract.headers(200, "ETag"),
    summary="Show what the labels of Nmbrs refer to (option 2)",
)
def show_classification_mapping(
    caller: web.Operator, session: web.SessionDep, response: Response
) -> ClassificationMapping:
    """Shows which option holds, the mapping of option 2, and the text to pass it on to the help desk.

    Section 5, step 3. Its `ETag` must be sent as `If-Match` with a change.
    """
    row = mapping_repository.mapping(session)
    response.headers["ETag"] = web.etag(row.version)
    return mapping.shown(session, row)


@router.put(
    "",
    responses=web.problems(400, 412, 413, 428) | contract.headers(200, "ETag"),
    summary="Set what the labels of Nmbrs refer to (option 2)",
)
def set_classification_mapping(
    caller: web.Admin, body: MappingChange, edit: EditDep
) -> ClassificationMapping:
    """Makes what you send the mapping, for every customer and employer of this installation.

    Needs an administrator key that is not limited to employers. Prepare the pairs with `nmbrs`, link what
    they refer to to the employers, and then send them with `standard`: that needs all seven labels of the
    manual, and takes older and newer labels too. The next run of each configuration changes the code of
    the absence it compares; a preview shows it first. Whether an absence is leave, and whether there is a
    safety net, stays what the label says.
    """
    caller.must_be_unscoped()
    row = mapping_repository.mapping(edit.session, lock=True)
    edit.check(row)
    mapping.put(edit, row, body)
    edit.tag(row)
    return mapping.shown(edit.session, row)
