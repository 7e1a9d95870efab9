"""Routes of what looks across features; those of the checklist are in `checklist_endpoints.py`."""

from __future__ import annotations

from fastapi import APIRouter

from app import scopes, web
from app.fields import EmployerId
from app.setup import checklist_endpoints, readiness
from app.setup.schemas import Readiness

router = APIRouter()
employers = APIRouter(prefix="/employers", tags=["3. Employers and account"])


@employers.get(
    "/{employer_id}/readiness",
    responses=web.problems(404),
    summary="See what would stop an employer's import",
)
def show_employer_readiness(
    caller: web.Operator, employer_id: EmployerId, session: web.SessionDep, now: web.NowDep
) -> Readiness:
    """Shows beforehand everything that would stop a run of this employer, or part of it: what it is, what to
    do and who must do it, in Dutch and English.

    It is what we know: employees without a Nmbrs id, accounts, employer code, classifications and
    configurations. Nmbrs is not asked; `POST /v1/accounts/{id}/check` does that.
    """
    return readiness.of(session, caller, scopes.get_employer(session, caller, employer_id), now)


router.include_router(employers)
router.include_router(checklist_endpoints.router)
