"""Ids of ours: UUIDv7 as text, so that they sort by age. For the demo they can be numbered instead."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from threading import Lock
from typing import Final

from uuid_utils import uuid7

#: The beginning of 2026 in milliseconds: numbered ids are dated from here on, so real ones come after them.
BEGINNING: Final = 1_767_225_600_000


def new_id(kind: str = "") -> str:
    """A fresh id, greater than those before it. `kind` is the table it is for, if it is for one."""
    return _numbered(kind) if _numbered and kind else str(uuid7())


def numbered_id(seed: str, kind: str, number: int) -> str:
    """The id that numbering with `seed` gives the `number`th row of an empty table."""
    return _id_of(seed, kind, BEGINNING + number)


class Numbered:
    """Ids that are the same each time: dated one millisecond after the last of their kind, filled by a hash.

    `last` gives the greatest id a kind has, so that a process goes on where another ended. Processes that
    work at the same time need different seeds: only these keep their ids apart.
    """

    def __init__(self, seed: str, last: Callable[[str], str | None]) -> None:
        self._seed = seed
        self._last = last
        self._moments: dict[str, int] = {}
        self._lock = Lock()

    def __call__(self, kind: str) -> str:
        with self._lock:
            if kind not in self._moments:
                self._moments[kind] = _moment_of(self._last(kind))
            self._moments[kind] += 1
            return _id_of(self._seed, kind, self._moments[kind])


_numbered: Numbered | None = None


def number_ids(numbered: Numbered | None) -> None:
    """Let this process number its ids from now on; `None` ends that."""
    global _numbered
    _numbered = numbered


def _moment_of(last: str | None) -> int:
    return max(BEGINNING, uuid.UUID(last).int >> 80) if last else BEGINNING


def _id_of(seed: str, kind: str, moment: int) -> str:
    """Laid out as RFC 9562 has UUIDv7: 48 bits of time, then the filling with version and variant in it."""
    filling = int.from_bytes(hashlib.sha256(f"{seed}/{kind}/{moment}".encode()).digest()[:10])
    return str(uuid.UUID(int=moment << 80 | filling & ~(0xF000_C000 << 48) | 0x7000_8000 << 48))
