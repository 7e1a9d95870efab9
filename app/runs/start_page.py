"""The page for people who come without a link: the latest runs they may see, each with its report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response
from sqlmodel import Session, col, select

from app import models, pages, visitors, web
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
    },
    "en": {
        "title": "Latest runs", "account": "Account", "stream": "Data stream",
        "outcome": "Outcome", "begun": "Begun", "report": "Log report", "log_out": "Log out",
        "docs": "Everything it can do (Swagger)", "preview": "preview",
        "inside": "Logged in with the key",
        "none": "Nothing has run yet that your key may see.",
        "more": "The newest 20. Older ones are in Swagger under 6, at GET /v1/runs.",
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
    """The newest runs that the visitor's key reaches."""
    language = pages.language(request)
    return pages.page(
        "start.html",
        language=language,
        title=_WORDS[language]["title"],
        words=_WORDS[language],
        key_name=session.get_one(models.ApiKey, caller.key_id).name,
        runs=list(_latest(session, caller, language)),
        shown=SHOWN,
    )


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
