"""A letter, the message it becomes, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from typing import Final, Protocol

UNREACHABLE: Final = "SMTP_UNREACHABLE"
TLS_FAILED: Final = "SMTP_TLS_FAILED"
LOGIN_REFUSED: Final = "SMTP_LOGIN_REFUSED"
SENDER_REFUSED: Final = "SMTP_SENDER_REFUSED"
TRY_LATER: Final = "SMTP_TRY_LATER"
REFUSED: Final = "SMTP_REFUSED"
RECIPIENT_REFUSED: Final = "RECIPIENT_REFUSED"
NOT_WRITABLE: Final = "OUTBOX_NOT_WRITABLE"
#: It is not about this letter: no other would fare better now.
ABOUT_CARRIER: Final = frozenset({UNREACHABLE, TLS_FAILED, LOGIN_REFUSED, SENDER_REFUSED, NOT_WRITABLE})


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail in two forms of the same text. `recipients` are all it was meant for, in its order."""

    message_id: str
    recipients: tuple[str, ...] = field(repr=False)
    subject: str
    language: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    date: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a letter: who was refused for good, who may be tried again. Everybody else has it.

    `code` says why somebody does not.
    """

    code: str = ""
    refused: frozenset[str] = field(default=frozenset(), repr=False)
    waiting: frozenset[str] = field(default=frozenset(), repr=False)


class Carrier(Protocol):
    """Takes letters. `longest_seconds`: after so long, nothing more is to be expected of an attempt."""

    @property
    def longest_seconds(self) -> float: ...

    def carry(self, letter: Letter, to: Sequence[str]) -> Receipt:
        """Hand the letter to these of its recipients. Never raises what a server or disk can do."""


def compose(letter: Letter, sender: Address, *, utf8: bool) -> EmailMessage:
    """The message of a letter. Without `utf8` it names nobody whose address needs it."""
    message = EmailMessage(policy=SMTPUTF8 if utf8 else SMTP)
    message["From"] = sender
    message["To"] = [_address(each) for each in letter.recipients if utf8 or is_ascii(each)]
    message["Subject"] = one_line(letter.subject)
    message["Date"] = letter.date
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # Exchange: nobody is out of office for us
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language  # only now: making the content drops such headers
    return message


def one_line(text: str) -> str:
    """A text that fits a header: one line, with nothing in it that does not show."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _address(text: str) -> Address:
    local, _, domain = wire_form(text).rpartition("@")
    return Address(username=local, domain=domain)


def is_ascii(text: str) -> bool:
    """Whether any server can write this address."""
    return wire_form(text).isascii()


def wire_form(address: str) -> str:
    """An address with its domain as servers write it. The part before @ may still need SMTPUTF8."""
    local, _, domain = address.rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return f"{local}@{domain}"
