"""Where a login may lead: a page of this service, whatever the link said."""

from __future__ import annotations

import re
from typing import Final

START: Final = "/"
#: Printable ASCII from one slash on. Browsers read a backslash as a slash, and skip tabs and line ends.
_OURS: Final = re.compile(r"/(?![/\\])[!-\[\]-~]{0,2000}")
_NOT_BACK: Final = ("/login", "/logout")


def safe(wanted: str) -> str:
    """`wanted` if it is a path here, else the start page: the address of another host never passes."""
    if not _OURS.fullmatch(wanted) or wanted.startswith(_NOT_BACK):
        return START
    return wanted
