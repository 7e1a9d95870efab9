"""What a script asks for, and what is wrong with it before anybody is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

import httpx

Mode: TypeAlias = Literal["apply", "preview"]
Language: TypeAlias = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Order:
    """One start of a configuration. `seconds`: how long all of it may take, starting included."""

    address: str
    key: str = field(repr=False)
    configuration: str
    mode: Mode
    wait: bool
    seconds: float
    language: Language


def read_address(url: str) -> str:
    """The address of the service out of what people copy: also with `/v1`, `/docs` or a slash at its end."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("give the whole address, as in https://nmbrs.example.com")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("give the address alone, without a name, a password, ? or #")
    path = parts.path.rstrip("/")
    for ending in ("/v1", "/docs"):
        path = path.removesuffix(ending)
    try:
        return str(httpx.URL(f"{parts.scheme}://{parts.netloc}{path}"))
    except httpx.InvalidURL as error:
        raise ValueError(f"this is not an address: {error}") from None


def read_key(held: str) -> str:
    """The key that the environment holds; a line end behind it is what secret stores add."""
    key = held.strip()
    if not key:
        raise ValueError("the environment variable API_KEY is empty; it must hold an API key of the service")
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ValueError("the environment variable API_KEY holds something else than one API key")
    return key
