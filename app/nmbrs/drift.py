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
    """`element` is the path in the answer, empty when the operation itself is gone."""

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
    shapes = schema.live_answers(wsdl, tuple(each for each in operations.EVERY if each.service == service))
    return None if shapes is None else list(_of_service(shapes))


def _of_service(shapes: Mapping[Operation, schema.Answer | None]) -> Iterator[Difference]:
    for operation, answer in shapes.items():
        if answer is not None:
            yield from _compare(operation, _contract().answer(operation).result, answer.result, "")
        elif operation not in _EITHER or not any(shapes.get(each) for each in _EITHER):
            yield Difference(operation, "", Change.GONE)


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
        mine, new = dict(ours.fields), dict(theirs.fields)
        for name in mine.keys() | new.keys():
            element = f"{path}{ours.name}.{name}"
            if name not in new:
                yield Difference(operation, element, Change.GONE)
            elif name not in mine:
                yield Difference(operation, element, Change.NEW)
            else:
                yield from _compare(operation, mine[name], new[name], f"{path}{ours.name}.{name}/")
    elif ours != theirs:
        yield Difference(operation, path.rstrip("/"), Change.CHANGED)
