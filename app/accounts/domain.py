"""The domain of an Nmbrs environment: what people copy from their browser, reduced to its name."""

from __future__ import annotations

import re
from typing import Final

from app.errors import Invalid

_FORM: Final = re.compile(
    r"(https?://)?(?P<name>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.nmbrs\.nl)?/?", re.ASCII
)


def normalised(domain: str) -> str:
    """`acme` for `acme`, `acme.nmbrs.nl` and `https://acme.nmbrs.nl/`; any other host is refused.

    The token goes where this name points, so nothing is guessed.
    """
    found = _FORM.fullmatch(domain.strip().lower())
    if found is None:
        raise Invalid("DOMAIN_INVALID", field="body.domain")
    return found["name"]
