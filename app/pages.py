"""Pages for people: our own templates in one style, with nothing from another host, and headers to that end.

Whatever is filled in is escaped, so a name can never become markup.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER: Final = Path(__file__).parent / "templates"
_STYLE: Final = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("style.css", "report.css"))
_STYLE_HASH: Final = b64encode(sha256(_STYLE.encode()).digest()).decode()
#: No script, no frame, no other host; a form goes to us alone.
_HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals["style"] = _STYLE


def language(request: Request) -> str:
    """`nl` or `en`: the one the browser likes better, Dutch if it likes neither."""
    liked = {"nl": 0.0, "en": 0.0}
    for part in request.headers.get("accept-language", "").lower().split(","):
        name, _, weight = part.strip().partition(";q=")
        if name[:2] in liked:
            liked[name[:2]] = max(liked[name[:2]], _weight(weight))
    return "en" if liked["en"] > liked["nl"] else "nl"


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


def text(template: str, /, **values: Any) -> str:
    """A template filled in. A value that is missing is an error, never a gap."""
    return _ENVIRONMENT.get_template(template).render(values)


def page(template: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for a browser, which extends `page.html` and gets `language` and `title` for it."""
    return HTMLResponse(text(template, **values), status_code=status, headers=_HEADERS)
