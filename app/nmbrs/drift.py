"""How far the live `?WSDL` has moved away from our contract. Pure, but for reading our own files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from app.nmbrs import operations, schema
from app.nmbrs.operations import Operation
from app.nmbrs.schema import ListOf, Record, Shape

#: Not in the documents we have, or documented as replaced by each other: one of the two will do.
_EITHER: Final = frozenset({operations.FUNCTIONS, operations.FUNCTIONS_V2})


class Change(StrEnum):
    """What happened to an element of an answer, or to an operation."""

    NEW = "new"  #: harmless: it is skipped
    GONE = "gone"
    CHANGED = "changed"  #: another type, or a list that has become one value


@dataclass(frozen=True, slots=True)
class Difference:
    """`element` is the path in the answer, empty for the operation as a whole; `(parameters)`,
    `(header)` or `(namespace)` is about how it is asked for.
    """

    operation: Operation
    element: str
    change: Change

    @property
    def harmless(self) -> bool:
        """Whether imports go on as they are."""
        return self.change is Change.NEW


def differences(service: str, wsdl: bytes) -> list[Difference] | None:
    """Compare every operation of ours with the description of its service.

    `None` when it is no description.
    """
    expected = tuple(each for each in operations.EVERY if each.service == service)
    shapes = schema.live_answers(wsdl, expected)
    return None if shapes is None else list(_of_service(expected, shapes))


def _of_service(
    expected: tuple[Operation, ...], shapes: Mapping[Operation, schema.Answer | None]
) -> Iterator[Difference]:
    for operation, answer in shapes.items():
        yield from _of_operation(operation, answer)
    for operation in expected:
        if operation not in shapes and not (operation in _EITHER and _EITHER & shapes.keys()):
            yield Difference(operation, "", Change.GONE)


def _of_operation(operation: Operation, theirs: schema.Answer | None) -> Iterator[Difference]:
    """How it is asked for first: a parameter in another spelling is company 0 to the server."""
    ours = _contract().answer(operation)
    if theirs is None:
        yield Difference(operation, "", Change.CHANGED)
        return
    for what in ("namespace", "header", "parameters"):
        if getattr(ours, what) != getattr(theirs, what):
            yield Difference(operation, f"({what})", Change.CHANGED)
    yield from _compare(operation, ours.result, theirs.result, "")


@cache
def _contract() -> schema.Contract:
    return schema.Contract()


def _compare(operation: Operation, ours: Shape, theirs: Shape, path: str) -> Iterator[Difference]:
    if isinstance(ours, ListOf) and isinstance(theirs, ListOf):
        if ours.item != theirs.item:
            yield Difference(operation, f"{path}{ours.item}", Change.CHANGED)
            return
        ours, theirs = ours.record, theirs.record
    if isinstance(ours, Record) and isinstance(theirs, Record):
        yield from _compare_fields(operation, ours, theirs, path)
    elif ours != theirs:
        yield Difference(operation, path.rstrip("/"), Change.CHANGED)


def _compare_fields(operation: Operation, ours: Record, theirs: Record, path: str) -> Iterator[Difference]:
    mine, new = dict(ours.fields), dict(theirs.fields)
    for name in sorted(mine.keys() | new.keys()):
        element = f"{path}{ours.name}.{name}"
        if name not in new:
            yield Difference(operation, element, Change.GONE)
        elif name not in mine:
            yield Difference(operation, element, Change.NEW)
        else:
            yield from _compare(operation, mine[name], new[name], f"{element}/")
            if name in ours.dates - theirs.dates:  # may now be left out, which we take for damage
                yield Difference(operation, element, Change.CHANGED)
