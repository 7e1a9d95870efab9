"""Hashes the answers of one reading while they pass, and holds those that were fetched ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from app.hr.delivery import Recognition
from app.nmbrs import operations
from app.nmbrs.errors import ReadFailed
from app.nmbrs.operations import Operation

Ids: TypeAlias = tuple[str | int, ...]

#: Whoever was asked for apart from everybody else, or in another form, is not in those answers.
_APART: Final = frozenset(
    each.name for each in (operations.PERSON, operations.ADDRESSES, operations.FUNCTIONS_V2)
)
#: Answers are kept until it is known whether they are news; of larger employers none are.
MOST_KEPT_BYTES: Final = 64 * 1024 * 1024


class Recorder:
    """Hashes each answer of one reading on its way, and keeps those that were fetched beforehand."""

    def __init__(self, asked: Recognition, *, most_bytes: int = MOST_KEPT_BYTES) -> None:
        self._asked = asked
        self._most_bytes = most_bytes
        self._seen: dict[tuple[str, ...], str] = {}
        self._bytes = 0
        self._kept: dict[tuple[str, ...], list[bytes] | ReadFailed] = {}

    def through(self, operation: Operation, ids: Ids, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass an answer on; one that breaks off leaves no hash."""
        if operation in (operations.ABSENCES, operations.ALL_ABSENCES):
            yield from chunks
            return
        found = self._asked.new_hash()
        for chunk in chunks:
            found.update(chunk)
            self._bytes += len(chunk)
            yield chunk
        self._seen[_name(operation, ids)] = found.hexdigest()

    def keep(self, operation: Operation, ids: Ids, chunks: Iterator[bytes]) -> bool:
        """Hold an answer until somebody reads it; `False` if it is too large to be held."""
        held = []
        for chunk in chunks:
            if self._bytes > self._most_bytes:
                return False
            held.append(chunk)
        self._kept[_name(operation, ids)] = held
        return True

    def hold(self, operation: Operation, ids: Ids, failure: ReadFailed) -> None:
        """Hold what went wrong instead of an answer: whoever asks next gets that."""
        self._kept[_name(operation, ids)] = failure

    def take(self, operation: Operation, ids: Ids) -> list[bytes] | ReadFailed | None:
        """Give what is held, once."""
        return self._kept.pop(_name(operation, ids), None)

    def fingerprint(self, people: Iterable[str]) -> str:
        """One hash of everything that was seen, and of who was wanted."""
        if self._bytes > self._most_bytes or any(name in _APART for name, *_ in self._seen):
            return ""
        whole = self._asked.new_hash()
        seen = [f"{' '.join(name)} {digest}" for name, digest in sorted(self._seen.items())]
        whole.update("\n".join([self._asked.circumstances, *people, *seen]).encode())
        return whole.hexdigest()


def _name(operation: Operation, ids: Ids) -> tuple[str, ...]:
    return (operation.name, operation.service, *map(str, ids))
