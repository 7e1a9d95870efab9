"""Single values of an answer as ours. A key that is missing raises `NmbrsUnreadable`; nothing is made up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from app.hr.dutch_time import AMSTERDAM
from app.hr.records import Hours, PostalAddress
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable
from app.nmbrs.operations import Operation

_NONE: Final = Decimal(0)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOURS: Final = tuple(f"Hours{day}{week}" for week in ("", "2") for day in _WEEKDAYS)


def key(raw: Raw, name: str, operation: Operation) -> str:
    """Read what identifies a row; without it the answer is not what the contract says."""
    found = code(raw, name)
    if not found:
        raise NmbrsUnreadable(operation.name, reason=name)
    return found


def code(raw: Raw, name: str) -> str:
    """Read a number or text that only names something; empty when there is none."""
    value = raw.get(name)
    if type(value) is int:  # nearly always, and nothing is left to do
        return str(value)
    if isinstance(value, Decimal):  # 12, 12.0 and 12.00 are one id
        value = int(value) if value == value.to_integral_value() else value.normalize()
    return "" if value is None else str(value).strip()


def text(raw: Raw, name: str) -> str | None:
    """Read a text; blanks are nothing."""
    value = raw.get(name)
    return None if value is None else str(value).strip() or None


def letters(text: str) -> str:
    """Write a label so that case, spaces and hyphens make no difference."""
    return "".join(filter(str.isalnum, text.casefold()))


def day(raw: Raw, name: str) -> date | None:
    """Read the day of a moment: local and without zone, and should it ever have one, made local."""
    moment: datetime | None = raw.get(name)
    if moment is None:
        return None
    try:
        return (moment.astimezone(AMSTERDAM) if moment.tzinfo else moment).date()
    except OverflowError:  # at the end of time no zone makes a difference
        return moment.date()


def entered_at(raw: Raw) -> datetime:
    """When a history row was entered, for choosing between rows; long ago when it does not say."""
    moment: Any = raw.get("CreationDate")
    if not isinstance(moment, datetime):
        return datetime.min.replace(tzinfo=UTC)
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def hours(raw: Raw) -> Hours:
    """Read two weeks of hours, Monday to Sunday; a day that is not there has none."""
    return tuple(raw.get(name, _NONE) for name in _HOURS)


def postal_address(raw: Raw) -> PostalAddress:
    """Read the elements that every kind of address has."""
    return PostalAddress(
        street=text(raw, "Street"),
        house_number=text(raw, "HouseNumber"),
        addition=text(raw, "HouseNumberAddition"),
        postal_code=text(raw, "PostalCode"),
        city=text(raw, "City"),
        region=text(raw, "StateProvince"),
        country=text(raw, "CountryISOCode"),
    )
