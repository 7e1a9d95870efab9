"""The domain of an Nmbrs environment: what people copy from their browser, reduced to its name."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from app.errors import Invalid

SUFFIX: Final = ".nmbrs.nl"
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def normalised(domain: str) -> str:
    """`acme` for `acme`, `acme.nmbrs.nl` and `https://acme.nmbrs.nl/`; any other host is refused.

    The token goes where this name points, so nothing is guessed.
    """
    text = domain.strip().lower()
    address = urlsplit(text if "://" in text else f"https://{text}")
    plain = address.scheme in ("http", "https") and address.path in ("", "/")
    host = address.netloc if plain and not address.query and not address.fragment else ""
    label = host.removesuffix(SUFFIX)
    if not _LABEL.fullmatch(label):
        raise Invalid("DOMAIN_INVALID", field="body.domain")
    return label
