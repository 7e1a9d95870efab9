"""Who reads a page: the holder of a key, as everywhere, or a browser that logged in with one.

The cookie opens pages and nothing else: no JSON, no file, no write. So a foreign site that makes a
browser send it gains nothing. Who sent no key and has no session is sent to `/login` (`refusals.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials

from app import sessions, web
from app.errors import Unauthenticated
from app.security import Caller, Role

Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(web.bearer)]


def get_visitor(request: Request, credentials: Credentials, now: web.NowDep) -> Caller:
    """The caller of a route that only answers pages."""
    if credentials is not None or request.method not in web.SAFE:
        return web.get_caller(request, credentials)
    request.state.page = True  # whatever is refused from here on is told on a page
    return _logged_in(request, now)


def get_visitor_if_html(request: Request, credentials: Credentials, now: web.NowDep) -> Caller:
    """The caller of a route that answers a page when asked for `format=html`, and only then."""
    if request.query_params.getlist("format") == ["html"]:
        return get_visitor(request, credentials, now)
    return web.get_caller(request, credentials)


def _logged_in(request: Request, now: datetime) -> Caller:
    token = token_of(request)
    if token is not None:
        with web.get_database(request).reading() as session:
            caller = sessions.caller(session, token, now)
        if caller is not None:
            return caller
    raise Unauthenticated("UNAUTHENTICATED")


def only(get: Callable[..., Caller], *roles: Role) -> Any:
    """A dependency on `get` that lets only these roles through."""

    def check(caller: Caller = Depends(get)) -> Caller:
        web.must_have(caller, roles)
        return caller

    return Depends(check)


#: Of a page for who starts runs and reads their reports.
Operator = Annotated[Caller, only(get_visitor, Role.ADMIN, Role.OPERATOR)]
#: The same of a route with a format: with `format=html` a browser that logged in will do.
OperatorIfHtml = Annotated[Caller, only(get_visitor_if_html, Role.ADMIN, Role.OPERATOR)]
#: What such a route documents beside its problems.
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    303: {"description": "With `format=html`, to a browser that sent no key and is not logged in: to /login"}
}


# --- the cookie -----------------------------------------------------------------------------------


def token_of(request: Request) -> str | None:
    """The token that the browser sent."""
    return request.cookies.get(_cookie(request)[0])


def set_token(request: Request, response: Response, token: str) -> None:
    """Let the browser send the token from now on. `Lax`, so that a link in a mail opens."""
    name, secure = _cookie(request)
    response.set_cookie(
        name,
        token,
        max_age=int(sessions.LIFETIME.total_seconds()),
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def forget_token(request: Request, response: Response) -> None:
    """Let the browser send the token no more."""
    name, secure = _cookie(request)
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")


def _cookie(request: Request) -> tuple[str, bool]:
    """Name and `Secure`. Under https the prefix keeps other hosts of the domain from setting it for us."""
    public_url: str = request.app.state.settings.public_url
    secure = request.url.scheme == "https" or public_url.lower().startswith("https:")
    return ("__Host-session" if secure else "session"), secure
