"""What single values look like on the wire, and what each of them means.

Random, legal XML Schema, and no more than .NET can hold.
The meanings are written down here anew: nothing is asked of the adapter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import Any, Final

from tests.contract.vendor_schema import Scalar

LARGEST_INT: Final = 2**31 - 1
_INTS: Final = ("0", "1", "-1", "+5", "-0", "007", str(LARGEST_INT), str(-LARGEST_INT - 1))
_DECIMALS: Final = (
    "12144.00", "0", "-3.5", "0.00", "100.0", ".5", "5.", "+38.50", "-0.0", "007.10", "3.1415926535",
    "79228162514264337593543950335", "-79228162514264337593543950335", "0.0000000000000000000000000001",
)  # fmt: skip
_BOOLEANS: Final = {"true": True, "false": False, "1": True, "0": False}
_PADDING: Final = (" ", "\n", "\t", "\n      ")

_DAYS: Final = ("0001-01-01", "9999-12-31", "1900-01-01", "1970-01-01", "2024-02-29", "2026-11-23")
_TIMES: Final = ("00:00:00", "00:00:00", "00:00:00", "23:59:59", "12:34:56")
_FRACTIONS: Final = ("", "", "", ".0", ".337", ".000001", ".1234567", ".9999999", ".123456789012")
_ZONES: Final = ("", "", "", "", "Z", "+01:00", "-14:00", "+14:00", "+00:00", "-00:00", "+05:45")
_MOMENT: Final = re.compile(r"([^.Z+]{10}T[^.Z+-]{8})(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?")

_TEXTS: Final = (
    "Jansen", "van 't Hof", "Müller-Øster", "Ziekte", "Coördinator R&D", "a < b > c", "\"'", "x ]]> y",
    "&amp; twice", "<!-- no -->", "<Id>9</Id>", "&#x27;", "%s {0} \\n", "null", "nil", "true", "0", "-",
    " ", "   ", "\t", "\n", "\r\n", " around ", "\u00a0", "\u200b", "e\u0301", "日本語", "ا\u200fب", "😀👩‍🔬",
    "\ud7ff\ue000\ufffd", "\U0010ffff", "\x85\u2028", "2026-11-23T00:00:00", "0001-01-01T00:00:00",
)  # fmt: skip
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz ABC'\"&<>]éüßøłğŞ€→😀\n\r\t-"

NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}


def lexical(random: Random, kind: Scalar) -> str:
    """One of the texts that a value of this kind may have; empty only where the kind allows it."""
    if kind.literals:
        return random.choice(kind.literals)
    return _LEXICAL[kind.name](random)


def long(random: Random) -> str:
    """A text that no piece of an answer holds whole."""
    return "".join(random.choices(_LETTERS, k=random.randint(100, 200))) * random.choice((30, 400))


def meaning(kind: Scalar, text: str) -> Any:
    """What a text means as a plain value, `None` when it means nothing."""
    return _MEANING[kind.name](text)


def padded(random: Random, kind: Scalar, text: str) -> str:
    """White space around it, which does not belong to any value but a text's.

    Not around moments: it is legal, but libxml2, our judge of what is, does not take it.
    """
    if kind.name in ("string", "dateTime"):
        return text
    return random.choice(("", *_PADDING)) + text + random.choice(("", *_PADDING))


# --- texts --------------------------------------------------------------------------------------


def _int(random: Random) -> str:
    if random.random() < 0.3:
        return random.choice(_INTS)
    return str(random.randint(0, 10 ** random.randint(1, 9)))


def _decimal(random: Random) -> str:
    if random.random() < 0.5:
        return random.choice(_DECIMALS)
    return f"{random.randint(-99, 9999)}.{random.randint(0, 99):02}"


def _boolean(random: Random) -> str:
    return random.choice(tuple(_BOOLEANS))


def _moment(random: Random) -> str:
    day = random.choice(_DAYS)
    if random.random() < 0.6:
        day = (date(1950, 1, 1) + timedelta(days=random.randrange(40_000))).isoformat()
    return f"{day}T{random.choice(_TIMES)}{random.choice(_FRACTIONS)}{random.choice(_ZONES)}"


def _string(random: Random) -> str:
    chance = random.random()
    if chance < 0.1:
        return ""
    if chance < 0.7:
        return random.choice(_TEXTS)
    return "".join(random.choices(_LETTERS, k=random.randint(1, 12)))


_LEXICAL: Final = {
    "int": _int,
    "decimal": _decimal,
    "boolean": _boolean,
    "dateTime": _moment,
    "string": _string,
}


# --- meanings -----------------------------------------------------------------------------------


def _time(text: str) -> datetime | None:
    """A moment in year 1 is how .NET says that there is none. Python keeps six decimals of a second."""
    match = _MOMENT.fullmatch(text)
    assert match, text
    moment = datetime.strptime(match[1], "%Y-%m-%dT%H:%M:%S")  # noqa: DTZ007 - local times have no zone
    moment = moment.replace(microsecond=int((match[2] or "").ljust(6, "0")[:6]))
    if moment.year == 1:
        return None
    return moment if match[3] is None else moment.replace(tzinfo=_zone(match[3]))


def _zone(text: str) -> timezone:
    if text == "Z":
        return timezone.utc  # noqa: UP017 - beside the others
    hours, minutes = int(text[1:3]), int(text[4:6])
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)


_MEANING: Final[dict[str, Callable[[str], Any]]] = {
    "int": int,
    "decimal": Decimal,
    "boolean": _BOOLEANS.__getitem__,
    "dateTime": _time,
    "string": lambda text: text or None,
}


# --- markup -------------------------------------------------------------------------------------


def marked_up(random: Random, text: str, *, between: Sequence[str]) -> str:
    """Write a text between two tags in one of the many ways there are; `between` may split it."""
    way = random.randrange(6)
    if way == 0 or (text.isalnum() and random.random() < 0.8):
        return escaped(text)
    if way == 1:
        return "".join(_reference(random, char) for char in text)
    if way == 2:
        return _section(text)
    if way == 3:
        return "".join(NAMED.get(char, char) for char in text).replace("\r", "&#13;")
    cut = random.randint(0, len(text))
    head, tail = (_section, escaped) if way == 4 else (escaped, _section)
    return head(text[:cut]) + random.choice(between) + tail(text[cut:])


def escaped(text: str) -> str:
    """No more than there must be; a bare carriage return would arrive as a line feed."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    return text.replace("\r", "&#xD;")


def _reference(random: Random, char: str) -> str:
    if char.isalnum() and char.isascii() and random.random() < 0.7:
        return char
    return random.choice((f"&#{ord(char)};", f"&#x{ord(char):x};", f"&#x{ord(char):04X};"))


def _section(text: str) -> str:
    """A section cannot hold its own end, nor a carriage return that is to stay one."""
    parts = text.replace("]]>", "]]]]><![CDATA[>").split("\r")
    return "&#13;".join(f"<![CDATA[{part}]]>" for part in parts)
