"""One element of an answer as a plain value: the functions are made once of the contract's shapes.

A record becomes a dict of the elements that hold a value, a list a list of records. All kinds of
nothing leave no trace: a missing, empty or nil element, a record without a value in it, a date in
year 1 (soap.md §3).

Elements that the contract does not have are named and skipped, wherever they stand. What cannot be
read is a list that has another name, or items of another name, and a row without a date that is always
there: something would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar

from lxml import etree

from app.nmbrs.schema import ListOf, Record, Scalar, Shape

Raw: TypeAlias = dict[str, Any]
Strangers: TypeAlias = set[str]  #: `Record.Element` of what the contract does not know
Decode: TypeAlias = Callable[[Any, Strangers], Any]

_Value = TypeVar("_Value")

_MOST_REMEMBERED: Final = 4096
_MOST_STRANGERS: Final = 20
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
_INTEGER: Final = re.compile(r"[ \t\r\n]*[+-]?[0-9]+[ \t\r\n]*")
_DECIMAL: Final = re.compile(r"[ \t\r\n]*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*")
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_STRANGER: Final = ""  #: stands for the name of an element that the contract does not have
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
#: The comment of an absence may say what is wrong with somebody: it is not even read.
_NEVER_READ: Final = frozenset({("Absence", "Comment"), ("EmployeeAbsence", "Comment")})


class Unreadable(Exception):
    """This is no answer to what was asked. Says only which rule was broken."""


class _Memo(dict[str, _Value]):
    """Remembers what a text means, for dates and amounts repeat all over an answer. Bounded."""

    def __init__(self, read: Callable[[str], _Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> _Value:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        value = self[text] = self._read(text)
        return value


def _moment(text: str) -> datetime | None:
    """Year 1 is how .NET says that there is none, where it cannot leave a date out."""
    if len(text) == 19 and text[4] == text[7] == "-" and text[10] == "T" and text[11:13] != "24":
        moment = datetime.fromisoformat(text)
    else:
        moment = _unusual_moment(text)
    return None if moment.year == 1 else moment


def _unusual_moment(text: str) -> datetime:
    """XML Schema allows any number of decimals in a second; Python keeps six."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError("no moment")
    whole, fraction, zone = match.groups("")
    if whole.endswith("T24:00:00"):  # the end of a day is the beginning of the next
        return datetime.fromisoformat(f"{whole[:10]}T00:00:00{zone}") + timedelta(days=1)
    return datetime.fromisoformat(f"{whole}{fraction[:7]}{zone}")


def _decimal(text: str) -> Decimal:
    """`Decimal` also takes exponents, underscores and the digits of other scripts."""
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError("no number")
    return Decimal(text.strip())


def _integer(text: str) -> int:
    """`int` also takes underscores and the digits of other scripts."""
    if (text.isdecimal() and text.isascii()) or _INTEGER.fullmatch(text):
        return int(text)
    raise ValueError("no integer")


def _boolean(text: str) -> bool:
    return _BOOLEANS[text.strip()]


SCALARS: Final[dict[Scalar, Callable[[str], Any]]] = {
    Scalar.TEXT: str,
    Scalar.INTEGER: _integer,
    Scalar.DECIMAL: _Memo(_decimal).__getitem__,
    Scalar.BOOLEAN: _boolean,
    Scalar.MOMENT: _Memo(_moment).__getitem__,
}


@lru_cache(maxsize=256)
def compound(kind: Record | ListOf, namespace: str) -> Decode:
    """Make the function that reads an element of this kind, once."""
    return _list(kind, namespace) if isinstance(kind, ListOf) else _record(kind, namespace)


def _record(kind: Record, namespace: str) -> Decode:
    fields = {
        f"{{{namespace}}}{name}": (name, *_field(kind, name, of, namespace)) for name, of in kind.fields
    }
    dates = kind.dates

    def decode(element: Any, strangers: Strangers) -> Raw:
        values: Raw = {}
        empty: list[str] = []
        for child in element:
            name, convert, nested = fields.get(child.tag) or _stranger(kind, child, strangers)
            if nested is not None:
                value = nested(child, strangers) or None
            elif text := child.text:
                value = text if convert is None else convert(text)
            else:
                value = _nothing(child)
            if value is None:
                empty.append(name)
                continue
            if name in values:
                raise Unreadable("Repeated")
            values[name] = value
        if not values or not dates <= values.keys():
            _check_whole(dates, values, empty)
        return values

    return decode


def _list(kind: ListOf, namespace: str) -> Decode:
    item, decode = f"{{{namespace}}}{kind.item}", compound(kind.record, namespace)

    def decode_all(element: Any, strangers: Strangers) -> list[Raw]:
        records = []
        for child in element:
            if child.tag != item:
                raise Unreadable("OtherItem")
            record = decode(child, strangers)
            if record:
                records.append(record)
        return records

    return decode_all


def _check_whole(dates: frozenset[str], values: Raw, empty: list[str]) -> None:
    """Tell a date that is nil from one that is not there, and a nil record from one in other words."""
    if values and not dates <= {*values, *empty}:
        raise Unreadable("DateMissing")
    if not values and _STRANGER in empty:
        raise Unreadable("OtherRecord")


#: How a text is converted, or how an element that is no text is read; neither: a text as it is.
_Field: TypeAlias = tuple[Callable[[str], Any] | None, Decode | None]


def _field(record: Record, name: str, kind: Shape, namespace: str) -> _Field:
    if (record.name, name) in _NEVER_READ:
        return None, _skip
    if isinstance(kind, Scalar):
        return (None if kind is Scalar.TEXT else SCALARS[kind]), None
    return None, compound(kind, namespace)


def _skip(element: Any, strangers: Strangers) -> None:
    """Read nothing at all."""


def _nothing(element: Any) -> Any:
    """Give nothing for an element without text; a value that has become a record would be lost."""
    if len(element):
        raise Unreadable("Nested")
    return None


def _stranger(record: Record, element: Any, strangers: Strangers) -> tuple[str, None, Decode]:
    """Name an element that the contract does not have, and skip it: unless it may be a list of ours."""
    lists = {name for name, of in record.fields if isinstance(of, ListOf)}
    if not lists <= {etree.QName(each).localname for each in element.getparent()}:
        raise Unreadable("OtherList")
    name = etree.QName(element).localname
    if len(strangers) < _MOST_STRANGERS:
        # A name is the vendor's word, unless somebody plays tricks: then it stays out of every log.
        strangers.add(f"{record.name}.{name if _NAME.fullmatch(name) else '?'}")
    return _STRANGER, None, _skip
