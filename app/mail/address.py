"""What `SMTP_URL` and `PUBLIC_URL` mean to mail. What is wrong is told without repeating it."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

StartTls = Literal["required", "optional", "never"]


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """What `SMTP_URL` says."""

    host: str
    port: int
    implicit_tls: bool
    starttls: StartTls
    user: str = field(repr=False)
    password: str = field(repr=False)


def server_address(url: str) -> ServerAddress:
    """What `SMTP_URL` means. What is wrong with it is told without repeating it."""
    try:
        parts = urlsplit(url)
        port = parts.port
        query = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError:
        raise _wrong_url() from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    implicit = parts.scheme == "smtps"
    starttls = query.pop("starttls", "never" if implicit else "required")
    if (
        parts.scheme not in ("smtp", "smtps")
        or not parts.hostname
        or parts.path.strip("/")
        or query
        or starttls not in ("required", "optional", "never")
        or (implicit and starttls != "never")
    ):
        raise _wrong_url()
    if bool(user) != bool(password) or not (user + password).isascii():
        raise ValueError("SMTP_URL: user and password come together, in plain ASCII")
    if user and not implicit and starttls == "never":
        raise ValueError("SMTP_URL: a password is not sent in the clear; leave `starttls=never` out")
    return ServerAddress(
        host=parts.hostname,
        port=port or (465 if implicit else 587 if user else 25),
        implicit_tls=implicit,
        starttls=starttls,  # type: ignore[arg-type]  # looked at above
        user=user,
        password=password,
    )


def _wrong_url() -> ValueError:
    return ValueError(
        "SMTP_URL: smtp://user:password@host:587?starttls=required (or optional, never) or"
        " smtps://user:password@host:465 is needed"
    )


def host_of(public_url: str) -> str:
    """The host of an address, as the right-hand side of a Message-ID."""
    host = urlsplit(public_url).hostname or ""
    return f"[{host}]" if ":" in host else host.encode("idna").decode()


def own_name(host: str) -> str:
    """How we introduce ourselves: a name, or an address in the brackets that SMTP wants."""
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return host
    return f"[IPv6:{address}]" if address.version == 6 else f"[{address}]"
