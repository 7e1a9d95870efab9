"""The domain of an Nmbrs environment: the token goes where it points, so nothing is guessed."""

from __future__ import annotations

import pytest

from app.accounts.domain import normalised
from app.errors import Invalid


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("acme", "acme"),
        (" ACME ", "acme"),
        ("a", "a"),
        ("acme-2.nmbrs.nl", "acme-2"),
        ("https://acme.nmbrs.nl/", "acme"),
        ("http://acme.nmbrs.nl", "acme"),
        ("acme.nmbrs.nl/", "acme"),
    ],
)
def test_what_people_copy_is_reduced_to_the_name(domain: str, name: str) -> None:
    assert name == normalised(domain)


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "acme.example",
        "acme.nmbrs.nl.example",
        "https://evil.example/acme.nmbrs.nl",
        "https://acme.nmbrs.nl@evil.example/",
        "https://acme.nmbrs.nl:8443/",
        "https://acme.nmbrs.nl/?a=b",
        "https://acme.nmbrs.nl/path",
        "https://acme.nmbrs.nl\n.evil.example",
        "ftp://acme.nmbrs.nl",
        "a.b.nmbrs.nl",
        "nmbrs.nl",
        ".nmbrs.nl",
        "-acme",
        "acme-",
        "ac me",
        "https://[",
        "acm\u00e9",
        "\u0661",
        "a" * 64,
    ],
)
def test_anything_else_is_refused(domain: str) -> None:
    with pytest.raises(Invalid, match="DOMAIN_INVALID"):
        normalised(domain)
