"""A refused request, told to whoever asked: a problem to a program, a page to a browser on a page's route.

A browser without a session is sent to `/login`, which brings it back here.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from app import pages, problems, web

_TITLES: Final = {
    403: ("Your key does not reach this", "Je sleutel mag hier niet bij"),
    404: ("There is nothing here for your key", "Hier is niets voor jouw sleutel"),
    422: ("This address is not right", "Dit adres klopt niet"),
}
_OTHERWISE: Final = ("This does not work now", "Dit lukt nu niet")
#: Where the sentence for programs would not help a reader.
_SENTENCES: Final = {
    404: (
        "It does not exist (any more), or it is also about employers outside the reach of your key. If you "
        "should be able to read it, log in with another key or ask your administrator for one.",
        "Het bestaat niet (meer), of het gaat ook over werkgevers buiten het bereik van je sleutel. Zou je "
        "het moeten kunnen lezen, log dan in met een andere sleutel of vraag er een aan je beheerder.",
    ),
    422: (
        "Something is missing from the link, or too much was added to it. Open it from the mail once more.",
        "Er mist iets aan de link, of er is iets aan toegevoegd. Open hem nog eens vanuit de mail.",
    ),
}
_WORDS: Final = {
    "en": {"start": "Latest runs", "login": "Log in with another key", "request": "Request"},
    "nl": {"start": "Laatste uitvoeringen", "login": "Inloggen met een andere sleutel", "request": "Verzoek"},
}


def refuse(
    request: Request,
    status: int,
    code: str,
    *,
    params: dict[str, str | int] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> Response:
    """The answer to a request that is refused for `code`."""
    if not getattr(request.state, "page", False):
        return web.problem(request, status, code, params=params, errors=errors)
    if status == 401:
        query = f"?{request.url.query}" if request.url.query else ""
        here = quote(f"{request.url.path}{query}", safe="/")
        return RedirectResponse(f"/login?next={here}", status_code=303, headers={"Cache-Control": "no-store"})
    return _page(request, status, code, params or {})


def _page(request: Request, status: int, code: str, params: dict[str, str | int]) -> Response:
    language = pages.language(request)
    dutch = language == "nl"
    sentences = _SENTENCES.get(status)
    return pages.page(
        "refusal.html",
        status=status,
        language=language,
        title=_TITLES.get(status, _OTHERWISE)[dutch],
        sentence=sentences[dutch] if sentences else problems.text(code, language, params),
        words=_WORDS[language],
        request_id=getattr(request.state, "request_id", ""),
    )
