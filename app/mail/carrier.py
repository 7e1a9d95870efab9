"""Who takes our letters, by the settings: the SMTP server, or the outbox without one."""

from __future__ import annotations

import re
import ssl
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Final

from app.mail.address import host_of, own_name, server_address
from app.mail.letter import Carrier, one_line
from app.mail.outbox import Outbox
from app.mail.server import SmtpServer
from app.settings import Settings

_WITHOUT_SERVER: Final = "xpert-nmbrs@localhost"


def carrier(settings: Settings) -> Carrier:
    """The SMTP server of the settings, or the outbox without one. `ValueError`: a setting is wrong."""
    sender = _sender(settings.mail_from or _WITHOUT_SERVER)
    if settings.smtp_url is None:
        return Outbox(settings.mail_outbox, sender)
    context = ssl.create_default_context()
    if settings.smtp_ca_file is not None:
        try:
            context.load_verify_locations(settings.smtp_ca_file)
        except OSError:
            raise ValueError("SMTP_CA_FILE: there is no certificate to read in this file") from None
    return SmtpServer(
        address=server_address(settings.smtp_url.get_secret_value()),
        sender=sender,
        own_name=own_name(host_of(settings.public_url)),
        timeout_seconds=settings.smtp_timeout_seconds,
        context=context,
    )


def _sender(text: str) -> Address:
    name, address = parseaddr(text)
    local, _, domain = address.rpartition("@")
    if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", address):
        raise ValueError("MAIL_FROM: an e-mail address is needed, with a name before it if you like")
    return Address(one_line(name), local, domain)
