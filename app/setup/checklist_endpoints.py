"""Routes of what there is to do: for the customer before there is an account, and for an account."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from app import pages, scopes, visitors, web
from app.fields import AccountId
from app.runs.report import language_of
from app.setup import checklist, customer
from app.setup.checklist_schemas import Checklist, CustomerInstructions

router = APIRouter(tags=["3. Employers and account"])


@router.get(
    "/customer-instructions",
    responses=web.problems(),
    summary="See what to ask of a customer, before all else",
)
def show_customer_instructions(caller: web.Operator) -> CustomerInstructions:
    """Shows what the customer does in Nmbrs (section 2), what he hands over, and a mail in Dutch that asks
    him to, ready to send.

    The mail has no place for the token: agree with the customer on a safe way for that.
    """
    return customer.instructions()


@router.get(
    "/accounts/{account_id}/checklist",
    response_model=Checklist,
    responses={**web.problems(404), **visitors.RESPONSES, 200: {"content": {"text/html": {}}}},
    summary="See what is left to do for an account",
)
def show_checklist(
    caller: visitors.OperatorIfHtml,
    account_id: AccountId,
    session: web.SessionDep,
    now: web.NowDep,
    format: Annotated[Literal["json", "html"], Query()] = "json",
) -> Checklist | Response:
    """Shows every step of the manual, sections 1 to 6, and how it stands now: what was done, what is to do
    and by whom, in Dutch and English. With `format=html` it is a page, in the language of the account, which
    a browser opens that has logged in.

    It is what we know: Nmbrs is not asked; `POST /v1/accounts/{id}/check` does that. Beside it stand the
    text to send the customer, and for option 2 the text for the help desk. The token is never shown.
    """
    account = scopes.get_account(session, caller, account_id)
    shown = checklist.of(session, caller, account, now)
    if format == "html":
        services = {step.manual: step.operations for step in shown.customer.steps}
        return pages.page(
            "checklist.html",
            language=language_of(account),
            title=account.name,
            checklist=shown,
            services=services,
        )
    return shown
