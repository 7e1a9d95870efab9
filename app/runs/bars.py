"""What became of the records of a stream, as the parts of a bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.runs.counts import Counts

WIDTH: Final = 1000
#: What has happened to a single record among thousands is still to be seen.
_LEAST: Final = 14
_GAP: Final = 4
#: From left to right. Together they are all records of a stream: those read, and those that were not there.
KINDS: Final = ("created", "updated", "ended", "pending", "withdrawn", "refused", "unchanged")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar, in units of its width."""

    kind: str
    x: int
    width: int


def parts(counts: Counts) -> list[Part]:
    """The parts of a bar by the number of their records, none too thin to be seen."""
    numbers = {kind: number for kind in KINDS if (number := getattr(counts, kind)) > 0}
    total = sum(numbers.values())
    room = WIDTH - _LEAST * len(numbers)
    found, x = [], 0
    for kind, number in numbers.items():
        width = _LEAST + room * number // total
        found.append(Part(kind, x, width))
        x += width
    return [
        Part(each.kind, each.x, (WIDTH - each.x) if each is found[-1] else each.width - _GAP)
        for each in found
    ]
