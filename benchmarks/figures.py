"""A figure, and how it is told: one JSON line each."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """`ratio` is to the figure that the README names; `None` where a figure stands alone."""

    bench: str
    value: float
    unit: str
    ratio: float | None = None

    def tell(self) -> None:
        """Print the figure as a line of its own, at once."""
        rounded = asdict(self) | {
            "value": round(self.value, 3),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
        }
        sys.stdout.write(json.dumps(rounded) + "\n")
        sys.stdout.flush()


class Watch:
    """Seconds spent inside `with watch.running()`."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        begun = perf_counter()
        yield
        self.seconds += perf_counter() - begun
