"""The page for people who come without a link: their accounts with the checklist, and the latest runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response
from sqlmodel import Session, col, select

from app import models, pages, scopes, visitors, web
from app.runs import repository, words
from app.runs.states import OPEN, RunStatus
from app.security import Caller

router = APIRouter(include_in_schema=False)
SHOWN: Final = 20

_WORDS: Final = {
    "nl": {
        "title": "Laatste uitvoeringen", "account": "Account", "stream": "Gegevensstroom",
        "outcome": "Uitkomst", "begun": "Begonnen", "report": "Logverslag", "log_out": "Uitloggen",
        "docs": "Alle functies (Swagger)", "preview": "proef",
        "inside": "Ingelogd met de sleutel",
        "none": "Er is nog niets uitgevoerd waar jouw sleutel bij mag.",
        "more": "De nieuwste 20. Oudere staan in Swagger onder 6, bij GET /v1/runs.",
        "accounts": "Wat er per account te doen is", "checklist": "Checklist",
        "more_accounts": "De nieuwste 20. Oudere staan in Swagger onder 3, bij GET /v1/accounts.",
        "no_account": "Er is nog geen account waar jouw sleutel bij mag. Hoe je begint, staat bovenaan in"
        " Swagger.",
    },
    "en": {
        "title": "Latest runs", "account": "Account", "stream": "Data stream",
        "outcome": "Outcome", "begun": "Begun", "report": "Log report", "log_out": "Log out",
        "docs": "Everything it can do (Swagger)", "preview": "preview",
        "inside": "Logged in with the key",
        "none": "Nothing has run yet that your key may see.",
        "more": "The newest 20. Older ones are in Swagger under 6, at GET /v1/runs.",
        "accounts": "What there is to do for each account", "checklist": "Checklist",
        "more_accounts": "The newest 20. Older ones are in Swagger under 3, at GET /v1/accounts.",
        "no_account": "There is no account yet that your key may see. How to begin stands at the top of"
        " Swagger.",
    },
}  # fmt: skip
#: How an outcome is shown.
_KINDS: Final = {
    RunStatus.QUEUED: "open",
    RunStatus.RUNNING: "open",
    RunStatus.PREVIEWED: "good",
    RunStatus.SUCCEEDED: "good",
    RunStatus.SUCCEEDED_WITH_WARNINGS: "warning",
    RunStatus.PARTIALLY_APPLIED: "warning",
    RunStatus.FAILED: "failure",
    RunStatus.CANCELLED: "open",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """One row of the page."""

    run_id: str
    account: str
    stream: str
    outcome: str
    kind: str
    preview: bool
    begun: str


@router.get("/")
def show_start(request: Request, caller: visitors.Operator, session: web.SessionDep) -> Response:
    """The newest accounts and runs that the visitor's key reaches."""
    language = pages.language(request)
    return pages.page(
        "start.html",
        language=language,
        title=_WORDS[language]["title"],
        words=_WORDS[language],
        key_name=session.get_one(models.ApiKey, caller.key_id).name,
        accounts=_accounts(session, caller),
        runs=list(_latest(session, caller, language)),
        shown=SHOWN,
    )


def _accounts(session: Session, caller: Caller) -> Sequence[models.Account]:
    """Those in use."""
    row = models.Account
    found = (
        select(row)
        .where(scopes.accounts_within(caller), col(row.archived_at).is_(None))
        .order_by(col(row.id).desc())
        .limit(SHOWN)
    )
    return session.exec(found).all()


def _latest(session: Session, caller: Caller, language: str) -> Iterator[_Shown]:
    found = (
        select(models.Run, models.Account.name, models.Configuration.data_stream)
        .join(models.Account, col(models.Account.id) == models.Run.account_id)
        .join(models.Configuration, col(models.Configuration.id) == models.Run.configuration_id)
        .where(repository.within(caller))
        .order_by(col(models.Run.id).desc())
        .limit(SHOWN)
    )
    for run, account, stream in session.exec(found):
        status = RunStatus(run.status)
        yield _Shown(
            run_id=run.id,
            account=account,
            stream=stream,
            outcome=words.OUTCOMES[status].to(language),
            kind=_KINDS[status],
            preview=run.mode == "preview" and status in OPEN,
            begun=words.moment(run.started_at or run.created_at),
        )
