"""The route that checks an account at Nmbrs."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Request

from app import models, web
from app.accounts import check, credentials
from app.accounts.check_schemas import Check
from app.fields import AccountId
from app.nmbrs.check import Result
from app.nmbrs.source import Nmbrs

router = APIRouter(prefix="/accounts/{account_id}/check", tags=["3. Employers and account"])


def get_nmbrs(request: Request) -> Nmbrs:
    """The way to Nmbrs that runs take too, so that the pace is kept together."""
    nmbrs: Nmbrs = request.app.state.nmbrs
    return nmbrs


@router.post("", responses=web.problems(404, 409), summary="Check an account at Nmbrs")
async def check_account(  # noqa: PLR0913  (what it needs, by name)
    caller: web.Operator,
    account_id: AccountId,
    request: Request,
    database: web.DatabaseDep,
    cipher: web.CipherDep,
    now: web.NowDep,
    nmbrs: Annotated[Nmbrs, Depends(get_nmbrs)],
) -> Check:
    """Asks every web service once with the account's credentials, and says in plain words what to switch
    on or off in Nmbrs, and where (section 2 of the manual). Takes a quarter of a minute at most.

    What is allowed beside the seventeen is remembered: runs use it to make one call instead of one for
    each employee. Nothing is imported or changed by it.
    """

    def ask(account: models.Account) -> Result:
        return nmbrs.source(credentials.of(account, cipher), today=now.date()).check()

    perform = partial(check.perform, database, caller, account_id, ask, now)
    # Waiting for Nmbrs takes a thread, and those of requests are few.
    return await anyio.to_thread.run_sync(perform, limiter=request.app.state.checks)
