"""`/docs`: Swagger UI as the administrators' screen, with every byte from here, so that it works offline.

The script and style of Swagger UI come out of the wheel `fastapi-offline`; the page around them is ours.
Their addresses carry their content's hash, so a browser keeps them and an upgrade is seen at once.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse, HTMLResponse

from app import pages
from app.errors import NotFound

router = APIRouter(prefix="/docs", include_in_schema=False)
_WHEEL: Final = Path(str(files("fastapi_offline"))) / "static"
_FILES: Final = {
    "swagger-ui.css": (_WHEEL / "swagger-ui.css", "text/css"),
    "swagger-ui-bundle.js": (_WHEEL / "swagger-ui-bundle.js", "text/javascript"),
    "docs.css": (pages.FOLDER / "docs.css", "text/css"),
    "docs.js": (pages.FOLDER / "docs.js", "text/javascript"),
}
_PAGE: Final = pages.text(
    "docs.html",
    addresses={
        name: f"/docs/{name}?{sha256(path.read_bytes()).hexdigest()[:12]}"
        for name, (path, _) in _FILES.items()
    },
)
_HEADERS: Final = {
    # Swagger UI shows its pictures from `data:` and speaks to this service alone.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


@router.get("")
def show_docs() -> Response:
    """The page. It needs no key: the contract is no secret, and each route asks for one."""
    return HTMLResponse(_PAGE, headers=_HEADERS)


@router.get("/{name}")
def send_file(name: str) -> Response:
    """One of the files of the page, and no other."""
    if name not in _FILES:
        raise NotFound("NOT_FOUND")
    path, media_type = _FILES[name]
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return FileResponse(path, media_type=media_type, headers=headers)
