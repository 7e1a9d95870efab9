"""Route of an employer's readiness."""

from __future__ import annotations

from fastapi import APIRouter

from app import scopes, web
from app.fields import EmployerId
from app.setup import readiness
from app.setup.schemas import Readiness

router = APIRouter(prefix="/employers", tags=["3. Employers and account"])


@router.get(
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
