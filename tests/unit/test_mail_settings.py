"""The settings of mail: what they may be, and what is refused in words an operator understands."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.mail.address import host_of, own_name, server_address
from app.settings import Settings
from tests.conftest import ROOT


def _settings(**given: object) -> Settings:
    return Settings(_env_file=ROOT / ".env.example", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, False, "required", "", "")),
        ("smtp://a:b@mail.example", ("mail.example", 587, False, "required", "a", "b")),
        (
            "smtp://a:b@mail.example:2525?starttls=optional",
            ("mail.example", 2525, False, "optional", "a", "b"),
        ),
        ("smtp://127.0.0.1:25/?starttls=never", ("127.0.0.1", 25, False, "never", "", "")),
        (
            "smtps://a%40b.example:p%3Aw%2F%25@mail.example",
            ("mail.example", 465, True, "never", "a@b.example", "p:w/%"),
        ),
        ("smtps://[::1]:4650", ("::1", 4650, True, "never", "", "")),
    ],
)
def test_the_address_of_a_server_says_how_it_is_spoken_to(url: str, expected: tuple[object, ...]) -> None:
    address = server_address(url)

    assert expected == (
        address.host, address.port, address.implicit_tls, address.starttls, address.user, address.password,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "host", "name"),
    [
        ("https://nmbrs.example.nl", "nmbrs.example.nl", "nmbrs.example.nl"),
        ("http://127.0.0.1:8000", "127.0.0.1", "[127.0.0.1]"),
        ("http://[::1]:8000", "[::1]", "[IPv6:::1]"),
        ("https://bäckerei.example", "xn--bckerei-5wa.example", "xn--bckerei-5wa.example"),
    ],
)
def test_the_public_address_gives_the_host_of_message_ids_and_our_name(
    url: str, host: str, name: str
) -> None:
    assert (host, name) == (host_of(url), own_name(host_of(url)))


@pytest.mark.parametrize(
    "url",
    ["connector.example", "ftp://connector.example", "https://", "https://a:b@connector.example",
     "https://connector.example/nmbrs", "https://connector.example?x=1", "https://connector.example/#top", "https://connector.example/\n"],
)  # fmt: skip
def test_a_public_address_that_makes_no_links_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="an address"):
        _settings(public_url=url)


def test_a_slash_behind_the_public_address_does_not_matter() -> None:
    assert "https://connector.example" == _settings(public_url="https://connector.example/").public_url


def test_pauses_are_separated_by_commas() -> None:
    assert (0.5, 60.0) == _settings(mail_retry_seconds="0.5,60").mail_retry_seconds


@pytest.mark.parametrize("pauses", ["0", "-1", "soon", "60,,60"])
def test_pauses_that_are_no_pauses_are_refused(pauses: str) -> None:
    with pytest.raises(ValidationError):
        _settings(mail_retry_seconds=pauses)


def test_a_server_asks_for_a_sender_and_a_public_address() -> None:
    with pytest.raises(ValidationError, match="with SMTP_URL also set MAIL_FROM and PUBLIC_URL") as refused:
        Settings(_env_file=None, environment="development", smtp_url="smtp://a:secretive@mail.example")  # type: ignore[arg-type, call-arg]

    assert "secretive" not in str(refused.value)
