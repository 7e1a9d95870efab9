"""Rows in no useful order, as the vendor's come; the same world answers in the same one."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


_Row = TypeVar("_Row", bound=_Numbered)


def unsorted(rows: Iterable[_Row]) -> list[_Row]:
    """Mix rows by their numbers."""
    return sorted(rows, key=lambda row: row.id * 2_654_435_761 % 2**32)
