"""A letter on its way to a real SMTP server: encrypted, logged in, refused, or put in a folder instead."""

from __future__ import annotations

import email
import email.policy
import socket
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from app.mail.carrier import carrier
from app.mail.letter import Letter, Receipt
from app.settings import Settings
from tests.conftest import ROOT
from tests.mail_server import PASSWORD, USER, MailServer, make_certificate, serving

LOGIN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@"
ANNA, BAS = "anna@voorbeeld.example", "bas@voorbeeld.example"


def _letter(*to: str, subject: str = "Logverslag: geslaagd") -> Letter:
    return Letter(
        message_id="<01990000-0000-7000-8000-000000000001.report@connector.example>",
        recipients=to or (ANNA,), subject=subject, language="nl",
        text="Werknemers: één\n.\nDat was het.\n", html="<p>Werknemers: één</p>",
        date=datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
    )  # fmt: skip


def _settings(**fields: object) -> Settings:
    given: dict[str, object] = {
        "public_url": "https://connector.example", "smtp_timeout_seconds": 2,
        "mail_from": "Nmbrs-koppeling <nmbrs@connector.example>", **fields,
    }  # fmt: skip
    return Settings(_env_file=ROOT / ".env.example", **given)  # type: ignore[arg-type]


def _carried(url: str, letter: Letter, ca_file: Path | None = None) -> Receipt:
    settings = _settings(smtp_url=SecretStr(url), smtp_ca_file=ca_file)
    return carrier(settings).carry(letter, letter.recipients)


@pytest.fixture
def server(tmp_path: Path) -> MailServer:
    return MailServer(certificate=make_certificate(tmp_path))


# --- on its way -----------------------------------------------------------------------------------


def test_a_letter_arrives_in_two_forms_with_all_its_headers(server: MailServer) -> None:
    with serving(server):
        receipt = _carried(server.url(), _letter(ANNA, BAS))

    [mail] = server.received
    assert receipt == Receipt()
    assert (mail.sender, mail.to) == ("nmbrs@connector.example", [ANNA, BAS])
    assert {name: str(value) for name, value in mail.message.items() if name != "Content-Type"} == {
        "From": "Nmbrs-koppeling <nmbrs@connector.example>",
        "To": f"{ANNA}, {BAS}",
        "Subject": "Logverslag: geslaagd",
        "Date": "Tue, 24 Nov 2026 06:30:00 +0000",
        "Message-ID": "<01990000-0000-7000-8000-000000000001.report@connector.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "nl",
        "MIME-Version": "1.0",
    }
    assert mail.message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.message.iter_parts()] == ["text/plain", "text/html"]
    assert mail.part("plain").splitlines() == ["Werknemers: één", ".", "Dat was het."]
    assert mail.part("html").strip() == "<p>Werknemers: één</p>"


@pytest.mark.parametrize(
    ("tls", "scheme", "query"),
    [
        ("implicit", "smtps", ""),
        ("starttls", "smtp", ""),
        ("starttls", "smtp", "?starttls=required"),
        ("starttls", "smtp", "?starttls=optional"),
    ],
)
def test_a_login_goes_over_an_encrypted_line(
    server: MailServer, tls: str, scheme: str, query: str, recwarn: pytest.WarningsRecorder
) -> None:
    with serving(server, tls=tls, login=True):
        receipt = _carried(server.url(scheme, query, LOGIN), _letter(), server.certificate)

    assert receipt == Receipt()
    assert [(mail.encrypted, mail.user) for mail in server.received] == [(True, USER)]


@pytest.mark.parametrize(("tls", "scheme"), [("implicit", "smtps"), ("starttls", "smtp")])
def test_a_certificate_of_nobody_we_know_is_refused(server: MailServer, tls: str, scheme: str) -> None:
    with serving(server, tls=tls):
        receipt = _carried(server.url(scheme, ""), _letter())

    assert receipt == Receipt(code="SMTP_TLS_FAILED", waiting=frozenset([ANNA]))
    assert server.received == []


def test_a_certificate_for_another_host_is_refused(tmp_path: Path) -> None:
    server = MailServer(certificate=make_certificate(tmp_path, "127.0.0.9"))
    with serving(server, tls="implicit"):
        receipt = _carried(server.url("smtps", ""), _letter(), server.certificate)

    assert receipt.code == "SMTP_TLS_FAILED"


@pytest.mark.parametrize(("query", "login"), [("", ""), ("?starttls=optional", LOGIN)])
def test_without_tls_nothing_goes_that_needs_it(server: MailServer, query: str, login: str) -> None:
    with serving(server):
        receipt = _carried(server.url("smtp", query, login), _letter())

    assert receipt == Receipt(code="SMTP_TLS_FAILED", waiting=frozenset([ANNA]))
    assert server.attempts == 0


def test_without_tls_a_letter_goes_where_that_is_allowed(server: MailServer) -> None:
    with serving(server):
        receipts = [
            _carried(server.url("smtp", f"?starttls={how}"), _letter()) for how in ("optional", "never")
        ]

    assert receipts == [Receipt()] * 2
    assert [mail.encrypted for mail in server.received] == [False, False]


def test_a_wrong_password_is_a_refused_login(server: MailServer) -> None:
    with serving(server, tls="starttls", login=True):
        receipt = _carried(
            server.url("smtp", "", f"{USER.replace('@', '%40')}:x@"), _letter(), server.certificate
        )

    assert receipt == Receipt(code="SMTP_LOGIN_REFUSED", waiting=frozenset([ANNA]))


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "code", "refused", "waiting"),
    [
        ({BAS: ["550 no such user"]}, "RECIPIENT_REFUSED", {BAS}, set()),
        ({BAS: ["451 come back"]}, "SMTP_TRY_LATER", set(), {BAS}),
        ({ANNA: ["550 no"], BAS: ["451 come back"]}, "SMTP_TRY_LATER", {ANNA}, {BAS}),
        ({ANNA: ["550 no"], BAS: ["553 no"]}, "RECIPIENT_REFUSED", {ANNA, BAS}, set()),
        ({BAS: ["421 closing"]}, "SMTP_TRY_LATER", set(), {ANNA, BAS}),
        ({"DATA": ["554 we do not want this"]}, "SMTP_REFUSED", {ANNA, BAS}, set()),
        ({"DATA": ["452 no room"]}, "SMTP_TRY_LATER", set(), {ANNA, BAS}),
        ({"MAIL": ["550 not you"]}, "SMTP_SENDER_REFUSED", set(), {ANNA, BAS}),
    ],
)
def test_a_refusal_says_who_may_be_tried_again(
    server: MailServer, answers: dict[str, list[str]], code: str, refused: set[str], waiting: set[str]
) -> None:
    server.answers = answers
    with serving(server):
        receipt = _carried(server.url(), _letter(ANNA, BAS))

    assert receipt == Receipt(code, frozenset(refused), frozenset(waiting))
    assert [mail.to for mail in server.received] == (
        [sorted({ANNA, BAS} - refused - waiting)] if len(refused | waiting) == 1 else []
    )


@pytest.mark.parametrize("says", [b"", b"220 hello\r\n", b"554 no service\r\n", b"nonsense\r\n"])
def test_a_server_that_hangs_or_talks_nonsense_is_given_up_in_time(says: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"smtp://127.0.0.1:{listener.getsockname()[1]}"
        settings = _settings(smtp_url=SecretStr(url), smtp_timeout_seconds=0.2)
        client = _in_background(lambda: carrier(settings).carry(_letter(), [ANNA]))
        connection, _ = listener.accept()
        connection.sendall(says)
        receipt = client()
        connection.close()

    assert receipt == Receipt(code="SMTP_UNREACHABLE", waiting=frozenset([ANNA]))


def _in_background(work: Callable[[], Receipt]) -> Callable[[], Receipt]:
    pool = ThreadPoolExecutor(1)
    future = pool.submit(work)
    pool.shutdown(wait=False)
    return lambda: future.result(timeout=10)


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert _carried(f"smtp://127.0.0.1:{port}", _letter()).code == "SMTP_UNREACHABLE"


# --- addresses and headers ------------------------------------------------------------------------


def test_an_address_beyond_ascii_is_written_if_the_server_can(server: MailServer) -> None:
    beyond, domain = "jürgen@voorbeeld.example", "anna@bäckerei.example"
    with serving(server):
        able = _carried(server.url(), _letter(beyond, domain))
    with serving(server, utf8=False):
        unable = _carried(server.url(), _letter(beyond, domain))

    assert able == Receipt()
    assert unable == Receipt("RECIPIENT_REFUSED", refused=frozenset([beyond]))
    on_the_wire = "anna@xn--bckerei-5wa.example"
    assert [mail.to for mail in server.received] == [[beyond, on_the_wire], [on_the_wire]]
    assert [str(mail.message["To"]) for mail in server.received] == [f"{beyond}, {on_the_wire}", on_the_wire]


@pytest.mark.parametrize(
    "sign", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x00"]
)
def test_a_name_cannot_add_a_header(server: MailServer, sign: str) -> None:
    with serving(server):
        receipt = _carried(server.url(), _letter(subject=f"Stroom{sign}Bcc: iemand@anders.example"))

    [mail] = server.received
    assert receipt == Receipt()
    assert mail.message["Subject"] == "Stroom Bcc: iemand@anders.example"
    assert (mail.message["Bcc"], mail.to) == (None, [ANNA])


# --- a folder -------------------------------------------------------------------------------------


def test_without_a_server_a_letter_is_one_file_however_often_it_is_sent(tmp_path: Path) -> None:
    outbox = carrier(_settings(mail_outbox=tmp_path / "deep" / "outbox"))

    receipts = [outbox.carry(_letter(ANNA, BAS), [ANNA, BAS]) for _ in range(2)]

    [file] = (tmp_path / "deep" / "outbox").iterdir()
    assert receipts == [Receipt()] * 2
    assert file.name == "01990000-0000-7000-8000-000000000001.report@connector.example.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert (message["To"], message["Subject"]) == (f"{ANNA}, {BAS}", "Logverslag: geslaagd")
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    assert [part.defects for part in message.walk()] == [[], [], []]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")

    receipt = carrier(_settings(mail_outbox=tmp_path / "outbox")).carry(_letter(), [ANNA])

    assert receipt == Receipt(code="OUTBOX_NOT_WRITABLE", waiting=frozenset([ANNA]))


# --- settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mail.example", "smtp://user:password@host:587"),
        ("http://mail.example", "smtp://user:password@host:587"),
        ("smtp://", "smtp://user:password@host:587"),
        ("smtp://mail.example:no", "smtp://user:password@host:587"),
        ("smtp://mail.example?starttls=perhaps", "smtp://user:password@host:587"),
        ("smtp://mail.example?tls=1", "smtp://user:password@host:587"),
        ("smtps://mail.example?starttls=required", "smtp://user:password@host:587"),
        ("smtp://secretive@mail.example", "come together"),
        ("smtp://user:wachtwoord-é@mail.example", "come together"),
        ("smtp://user:secretive@mail.example?starttls=never", "not sent in the clear"),
    ],
)
def test_a_wrong_address_of_a_server_is_told_without_its_password(url: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as refused:
        carrier(_settings(smtp_url=SecretStr(url)))

    assert str(refused.value).startswith("SMTP_URL: ")
    assert "secretive" not in str(refused.value)


@pytest.mark.parametrize(("field", "value"), [("mail_from", "nobody"), ("smtp_ca_file", "nowhere.pem")])
def test_other_settings_of_mail_that_are_wrong_are_told(field: str, value: str) -> None:
    with pytest.raises(ValueError, match=field.upper()):
        carrier(_settings(**{"smtp_url": SecretStr("smtp://mail.example"), field: value}))


def test_a_password_is_in_no_repr(server: MailServer) -> None:
    settings = _settings(smtp_url=SecretStr(f"smtp://{LOGIN}mail.example"))

    told = f"{settings!r} {carrier(settings)!r} {_letter()!r}"

    assert "MARKED-SMTP-PASSWORD" not in told
    assert ANNA not in told
