"""Values to XML by the contract's tables, with the vendor's habits for null, empty and year 1."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Final
from xml.sax.saxutils import escape

from emulator.contract import Enumeration, Field, ListOf, Operation, Record, Scalar, Type

YEAR_ONE: Final = "0001-01-01T00:00:00"

Row = Mapping[str, object]


class _Nil:
    """Asks for `xsi:nil` where leaving the element out would be right as well."""


NIL: Final = _Nil()


class RowDoesNotFit(ValueError):
    """An answer offers a field that its record lacks, or lacks one that it must have."""


def moment(value: date | datetime) -> str:
    """Local time without zone; milliseconds only where there are any."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.microsecond:
        return value.isoformat(timespec="milliseconds")
    return value.isoformat(timespec="seconds")


def response(operation: Operation, namespace: str, value: object) -> str:
    """Write `<XResponse>`. None leaves the result out, an empty list gives `<XResult />`."""
    inner: list[str] = []
    if value is not None:
        _element(operation.result_field)(value, inner)
    name = f"{operation.name}Response"
    return f'<{name} xmlns="{namespace}">{"".join(inner)}</{name}>'


# Adds the text of a value to a list. Made once for each field of the table: bulk answers are long.
_Writer = Callable[[object, list[str]], None]


@cache
def _element(field: Field) -> _Writer:
    write = _container(field) if isinstance(field.type, ListOf | Record) else _scalar(field)
    null = _null(field)

    def write_element(value: object, into: list[str]) -> None:
        if value is not None and value is not NIL:
            write(value, into)
        elif null is None:
            raise RowDoesNotFit(f"{field.name} cannot be null")
        else:
            into.append(null)

    return write_element


def _null(field: Field) -> str | None:
    if field.nillable:
        return f'<{field.name} xsi:nil="true" />'
    if field.type is Scalar.DATETIME:
        return f"<{field.name}>{YEAR_ONE}</{field.name}>"
    return None


def _scalar(field: Field) -> _Writer:
    begin, end, of = f"<{field.name}>", f"</{field.name}>", field.type

    def write(value: object, into: list[str]) -> None:
        into.append(f"{begin}{_text(of, value)}{end}")

    return write


def _container(field: Field) -> _Writer:
    assert isinstance(field.type, ListOf | Record)  # noqa: S101 - tells mypy what the caller checked
    inside = _list(field.type) if isinstance(field.type, ListOf) else _record(field.type)
    begin, end, empty = f"<{field.name}>", f"</{field.name}>", f"<{field.name} />"

    def write(value: object, into: list[str]) -> None:
        place = len(into)
        into.append(begin)
        inside(value, into)
        if len(into) == place + 1:
            into[place] = empty
        else:
            into.append(end)

    return write


def _list(of: ListOf) -> _Writer:
    begin, end, write_row = f"<{of.item.name}>", f"</{of.item.name}>", _record(of.item)

    def write(rows: object, into: list[str]) -> None:
        assert isinstance(rows, Iterable)  # noqa: S101 - tells mypy what the table promises
        for row in rows:
            into.append(begin)
            write_row(row, into)
            into.append(end)

    return write


def _record(of: Record) -> _Writer:
    names = frozenset(field.name for field in of.fields)
    fields = [(field.name, field.required, _element(field)) for field in of.fields]

    def write(row: object, into: list[str]) -> None:
        assert isinstance(row, Mapping)  # noqa: S101 - tells mypy what the table promises
        if not row.keys() <= names:
            raise RowDoesNotFit(f"{of.name} has no {', '.join(sorted(row.keys() - names))}")
        for name, required, write_field in fields:
            value = row.get(name)
            if value is not None or required:
                write_field(value, into)

    return write


def _text(of: Type, value: object) -> str:
    if isinstance(value, str):
        if isinstance(of, Enumeration) and value not in of.literals:
            raise RowDoesNotFit(f"{of.name} has no literal for this value")
        return escape(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
