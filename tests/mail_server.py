"""A real SMTP server in the test process: it takes mail, or refuses it as a test wants, and keeps what came.

With a certificate made for the occasion it speaks TLS, from the start or by STARTTLS.
"""

from __future__ import annotations

import email
import email.policy
import re
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.e2e.processes import free_port

USER, PASSWORD = "koppeling@mail.example", "p@ss/w%rd:MARKED-SMTP-PASSWORD"
CAUSE = re.compile(r"^ *(\d+) x .*\[(?:\w+) ([A-Z0-9_]+)\]$", re.MULTILINE)


@dataclass(frozen=True)
class Received:
    """One mail that was taken."""

    message: EmailMessage
    sender: str
    to: list[str]
    encrypted: bool
    user: str

    def part(self, kind: str) -> str:
        """The `plain` or `html` form, decoded."""
        body = self.message.get_body((kind,))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")

    def causes(self) -> Counter[str]:
        """How many lines of each code it tells of."""
        return Counter({code: int(number) for number, code in CAUSE.findall(self.part("plain"))})


@dataclass
class MailServer:
    """What a server does: `answers` are given to a recipient, or to `DATA`, one at a time, before it takes.

    `meanwhile` happens once, when the next mail has come and is not answered yet.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    attempts: int = 0
    meanwhile: Callable[[], object] | None = None
    port: int = 0
    certificate: Path | None = None

    def url(self, scheme: str = "smtp", query: str = "?starttls=never", login: str = "") -> str:
        return f"{scheme}://{login}127.0.0.1:{self.port}{query}"

    def next_answer(self, to: str) -> str:
        waiting = self.answers.get(to, [])
        return waiting.pop(0) if waiting else "250 OK"

    # --- what aiosmtpd calls

    async def handle_MAIL(self, server: Any, _session: Any, envelope: Any, address: str, options: Any) -> str:
        self.attempts += 1
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.next_answer("MAIL")

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _opts: Any) -> str:
        answer = self.next_answer(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.next_answer("DATA")
        if answer.startswith("250"):
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            user = session.auth_data.login.decode() if session.auth_data else ""
            encrypted = server.transport.get_extra_info("sslcontext") is not None
            self.received.append(Received(message, envelope.mail_from, envelope.rcpt_tos, encrypted, user))
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            happens()
        return answer


@contextmanager
def serving(server: MailServer, *, tls: str = "", login: bool = False, utf8: bool = True) -> Iterator[None]:
    """`server` listens. `tls`: `implicit`, `starttls`, or none; `login`: it wants USER and PASSWORD."""
    context = None
    if tls:
        assert server.certificate is not None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(server.certificate, server.certificate.with_suffix(".key"))
    options: dict[str, Any] = {}
    if login:
        options = {"authenticator": _is_user, "auth_required": True, "auth_require_tls": tls == "starttls"}
    server.port = free_port()
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, server_hostname="mail.example",
        ssl_context=context if tls == "implicit" else None,
        tls_context=context if tls == "starttls" else None,
        enable_SMTPUTF8=utf8, **options,
    )  # fmt: skip
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def _is_user(
    _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: LoginPassword
) -> AuthResult:
    right = (given.login.decode(), given.password.decode()) == (USER, PASSWORD)
    return AuthResult(success=right, handled=False, auth_data=given)


def make_certificate(folder: Path, name: str = "127.0.0.1") -> Path:
    """A certificate that signed itself, with its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A mail server in a test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    path.with_suffix(".key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return path
