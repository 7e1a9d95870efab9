"""Pages to log in and out. They are no part of the API's contract."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app import log, pages, security, sessions, visitors, web
from app.login import destination
from app.login.brake import Brake
from app.login.words import WORDS

router = APIRouter(include_in_schema=False)
logger = log.get(__name__)

Form = dict[str, str]
Turn = Annotated[None, Depends(web.get_turn, scope="function")]
_FIELDS: Final = 5


async def get_form(request: Request) -> Form:
    """The fields of a form as a browser sends it; nothing of any other body."""
    body = (await request.body()).decode("ascii", errors="replace")
    try:
        fields = parse_qs(body, max_num_fields=_FIELDS)
    except ValueError:  # more fields than our forms have
        return {}
    return {name: values[0] for name, values in fields.items()}


FormDep = Annotated[Form, Depends(get_form)]


@router.get("/login")
def show_login(request: Request, wanted: Annotated[str, Query(alias="next")] = "") -> Response:
    """The form; `next` is where to go afterwards."""
    return _form(request, 200, wanted)


@router.post("/login")
def log_in(
    request: Request, form: FormDep, database: web.DatabaseDep, _turn: Turn, now: web.NowDep
) -> Response:
    """Take a key and give a session for it.

    The key is looked for without a transaction: who guesses holds up nobody who writes.
    """
    wanted = form.get("next", "")
    if not _is_ours(request):
        return _form(request, 403, wanted, "foreign")
    brake: Brake = request.app.state.brake
    host = request.client.host if request.client else ""
    if seconds := brake.take(host, now):
        logger.warning("login.braked")
        answer = _form(request, 429, wanted, "braked", seconds=seconds)
        answer.headers["Retry-After"] = str(seconds)
        return answer
    with database.reading() as session:
        caller = security.authenticate(session, form.get("key", "").strip())
    if caller is None:
        logger.info("login.refused")
        return _form(request, 401, wanted, "wrong")
    brake.give_back(host)
    with database.transaction() as session:
        _end_session(request, session)
        token = sessions.begin(session, caller.key_id, now)
    logger.info("login.succeeded", key_id=caller.key_id)
    answer = _go(destination.safe(wanted))
    visitors.set_token(request, answer, token)
    return answer


@router.post("/logout")
def log_out(request: Request, database: web.DatabaseDep, _turn: Turn) -> Response:
    """End the session, here and in the browser."""
    if not _is_ours(request):
        return _form(request, 403, "", "foreign")
    with database.transaction() as session:
        _end_session(request, session)
    answer = _go("/login")
    visitors.forget_token(request, answer)
    return answer


def _end_session(request: Request, session: Session) -> None:
    token = visitors.token_of(request)
    if token is not None:
        sessions.end(session, token)


def _is_ours(request: Request) -> bool:
    """Whether a form was sent from a page of ours: nobody else logs a browser in or out.

    Browsers say so themselves; what is no browser has no session to lose.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    ours = (request.headers.get("host"), urlsplit(request.app.state.settings.public_url).netloc)
    return origin is None or urlsplit(origin).netloc in ours


def _form(request: Request, status: int, wanted: str, told: str = "", *, seconds: int = 0) -> Response:
    language = pages.language(request)
    words = WORDS[language]
    return pages.page(
        "login.html",
        status=status,
        language=language,
        title=words["title"],
        words=words,
        next=destination.safe(wanted),
        told=words[told].format(seconds=seconds) if told else "",
    )


def _go(path: str) -> Response:
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})
