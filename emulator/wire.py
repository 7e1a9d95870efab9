"""Values to XML by the contract's tables, with the vendor's habits for null, empty and year 1."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
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
    inner = "".join(_element(operation.result_field, value))
    name = f"{operation.name}Response"
    return f'<{name} xmlns="{namespace}">{inner}</{name}>'


def _element(field: Field, value: object) -> Iterable[str]:
    if value is None and not field.required:
        return
    if value is None or value is NIL:
        yield _null(field)
    elif isinstance(field.type, ListOf | Record):
        inner = "".join(_content(field.type, value))
        yield f"<{field.name}>{inner}</{field.name}>" if inner else f"<{field.name} />"
    else:
        yield f"<{field.name}>{_text(field.type, value)}</{field.name}>"


def _null(field: Field) -> str:
    if field.nillable:
        return f'<{field.name} xsi:nil="true" />'
    if field.type is Scalar.DATETIME:
        return f"<{field.name}>{YEAR_ONE}</{field.name}>"
    raise RowDoesNotFit(f"{field.name} cannot be null")


def _content(of: ListOf | Record, value: object) -> Iterable[str]:
    if isinstance(of, ListOf):
        assert isinstance(value, Iterable)  # noqa: S101 - tells mypy what the table promises
        name = of.item.name
        for row in value:
            yield f"<{name}>"
            yield from _content(of.item, row)
            yield f"</{name}>"
        return
    assert isinstance(value, Mapping)  # noqa: S101
    fields = of.fields
    surplus = value.keys() - {field.name for field in fields}
    if surplus:
        raise RowDoesNotFit(f"{of.name} has no {', '.join(sorted(surplus))}")
    for field in fields:
        yield from _element(field, value.get(field.name))


def _text(of: Type, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, int | Decimal):
        return str(value)
    written = str(value)
    if isinstance(of, Enumeration) and written not in of.literals:
        raise RowDoesNotFit(f"{of.name} has no literal for this value")
    return escape(written)
