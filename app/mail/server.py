"""Sending through an SMTP server, with TLS and a login as its address says."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from typing import Final

from app.mail.address import ServerAddress
from app.mail.letter import (
    LOGIN_REFUSED,
    RECIPIENT_REFUSED,
    REFUSED,
    SENDER_REFUSED,
    TLS_FAILED,
    TRY_LATER,
    UNREACHABLE,
    Letter,
    Receipt,
    compose,
    is_ascii,
    wire_form,
)

#: From here on an answer of SMTP is for good.
_FOR_GOOD: Final = 500


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Sends through a server, over one connection per letter. Its certificate is always verified."""

    address: ServerAddress
    sender: Address
    own_name: str
    timeout_seconds: float
    context: ssl.SSLContext = field(repr=False)

    @property
    def longest_seconds(self) -> float:
        """Room for several slow steps; one that hangs ends the attempt by itself."""
        return 10 * self.timeout_seconds

    def carry(self, letter: Letter, to: Sequence[str]) -> Receipt:
        """Send the letter. One recipient who is refused does not stop the others."""
        try:
            connection = self._connect()
            try:
                return self._hand_over(connection, letter, to)
            finally:
                with suppress(OSError):  # the answer to the letter is what counts
                    connection.quit()
                connection.close()
        except _Failed as failure:
            return Receipt(code=failure.code, waiting=frozenset(to))

    def _connect(self) -> smtplib.SMTP:
        """A connection that is encrypted and logged in as the address says, or `_Failed`."""
        address = self.address
        with _failing_as(UNREACHABLE):
            if address.implicit_tls:
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    address.host, address.port, self.own_name,
                    timeout=self.timeout_seconds, context=self.context,
                )  # fmt: skip
            else:
                connection = smtplib.SMTP(
                    address.host, address.port, self.own_name, timeout=self.timeout_seconds
                )
        try:
            self._open_up(connection)
        except _Failed:
            connection.close()
            raise
        return connection

    def _open_up(self, connection: smtplib.SMTP) -> None:
        address, encrypted = self.address, self.address.implicit_tls
        with _failing_as(UNREACHABLE):
            connection.ehlo_or_helo_if_needed()
        offered = connection.has_extn("starttls")
        if address.starttls == "required" or (address.starttls == "optional" and offered):
            with _failing_as(TLS_FAILED):
                connection.starttls(context=self.context)
            with _failing_as(UNREACHABLE):
                connection.ehlo_or_helo_if_needed()
            encrypted = True
        if address.user:
            if not encrypted:
                raise _Failed(TLS_FAILED)
            with _failing_as(LOGIN_REFUSED):
                connection.login(address.user, address.password)

    def _hand_over(self, connection: smtplib.SMTP, letter: Letter, to: Sequence[str]) -> Receipt:
        utf8 = connection.has_extn("smtputf8") and not all(map(is_ascii, letter.recipients))
        able = {wire_form(each): each for each in to if utf8 or is_ascii(each)}
        refused = frozenset(to) - frozenset(able.values())  # by a server that cannot write them
        waiting: frozenset[str] = frozenset()
        code = RECIPIENT_REFUSED if refused else ""
        if able:
            message = compose(letter, self.sender, utf8=utf8).as_bytes()
            options = ["SMTPUTF8", "BODY=8BITMIME"] if utf8 else []
            told = _send(connection, self.sender.addr_spec, list(able), message, options)
            refused |= {able[each] for each in told.refused}
            waiting = frozenset(able[each] for each in told.waiting)
            code = told.code or code
        return Receipt(code=code, refused=refused, waiting=waiting)


def _send(
    connection: smtplib.SMTP, sender: str, to: Sequence[str], message: bytes, options: Sequence[str]
) -> Receipt:
    """One transaction of SMTP: who got it, by what the server answered for each."""
    try:
        answers = connection.sendmail(sender, to, message, options)
        accepted = frozenset(to) - answers.keys()
    except smtplib.SMTPRecipientsRefused as error:  # nobody got it; not everybody may have been asked
        answers, accepted = error.recipients, frozenset()
    except smtplib.SMTPSenderRefused:
        raise _Failed(SENDER_REFUSED) from None
    except smtplib.SMTPDataError as error:
        if error.smtp_code >= _FOR_GOOD:
            return Receipt(code=REFUSED, refused=frozenset(to))
        return Receipt(code=TRY_LATER, waiting=frozenset(to))
    except OSError:
        raise _Failed(UNREACHABLE) from None
    refused = frozenset(each for each, (code, _) in answers.items() if code >= _FOR_GOOD)
    waiting = frozenset(to) - accepted - refused
    code = TRY_LATER if waiting else RECIPIENT_REFUSED if refused else ""
    return Receipt(code=code, refused=refused, waiting=waiting)


class _Failed(Exception):
    """An attempt came to nothing for everybody; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def _failing_as(code: str) -> Iterator[None]:
    """Turn whatever smtplib raises into a code, without a word of the server."""
    try:
        yield
    except ssl.SSLError:
        raise _Failed(TLS_FAILED) from None
    except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError):
        raise _Failed(UNREACHABLE) from None
    except OSError:  # smtplib's errors are of this kind too
        raise _Failed(code) from None
