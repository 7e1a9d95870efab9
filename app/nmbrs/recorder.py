"""Hashes the answers of one reading while they pass, and holds those that were fetched ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from app.hr.delivery import Recognition
from app.nmbrs import operations
from app.nmbrs.operations import Operation

Ids: TypeAlias = tuple[str | int, ...]

#: Whoever was asked for apart from everybody else, or in another form, is not in those answers.
_APART: Final = frozenset(
    each.name for each in (operations.PERSON, operations.ADDRESSES, operations.FUNCTIONS_V2)
)
#: Answers are kept until it is known whether they are news; of larger employers none are.
_MOST_KEPT_BYTES: Final = 64 * 1024 * 1024


class Recorder:
    """Hashes each answer of one reading on its way, and keeps those that were fetched beforehand."""

    def __init__(self, asked: Recognition) -> None:
        self._asked = asked
        self._seen: dict[tuple[str, ...], str] = {}
        self._bytes = 0
        self._kept: dict[tuple[str, ...], list[bytes]] = {}

    def through(self, operation: Operation, ids: Ids, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass an answer on; one that breaks off leaves no hash."""
        if operation in (operations.ABSENCES, operations.ALL_ABSENCES):
            yield from chunks
            return
        found, size = self._asked.new_hash(), 0
        for chunk in chunks:
            found.update(chunk)
            size += len(chunk)
            yield chunk
        self._seen[_name(operation, ids)] = found.hexdigest()
        self._bytes += size

    def keep(self, operation: Operation, ids: Ids, chunks: Iterator[bytes]) -> None:
        """Hold an answer until somebody reads it."""
        self._kept[_name(operation, ids)] = list(chunks)

    def take(self, operation: Operation, ids: Ids) -> list[bytes] | None:
        """Give an answer that is held, once."""
        return self._kept.pop(_name(operation, ids), None)

    def fingerprint(self, people: Iterable[str]) -> str:
        """One hash of everything that was seen, and of who was wanted."""
        if self._bytes > _MOST_KEPT_BYTES or any(name in _APART for name, *_ in self._seen):
            return ""
        whole = self._asked.new_hash()
        seen = [f"{' '.join(name)} {digest}" for name, digest in sorted(self._seen.items())]
        whole.update("\n".join([self._asked.circumstances, *people, *seen]).encode())
        return whole.hexdigest()


def _name(operation: Operation, ids: Ids) -> tuple[str, ...]:
    return (operation.name, operation.service, *map(str, ids))
