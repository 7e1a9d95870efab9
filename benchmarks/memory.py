"""How much memory this process takes while something happens."""

from __future__ import annotations

import gc
from threading import Event, Thread

import psutil  # type: ignore[import-untyped]  # it brings no types

_EVERY_SECONDS = 0.005


class Peak:
    """Looks at the memory of this process every few milliseconds while it is entered."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._idle = self._highest = 0
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    @property
    def above_idle_mb(self) -> float:
        """The highest that was seen, above what the process held before."""
        return (self._highest - self._idle) / 1_000_000

    def _held(self) -> int:
        held: int = self._process.memory_info().rss
        return held

    def _look(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            self._highest = max(self._highest, self._held())

    def __enter__(self) -> Peak:
        gc.collect()
        self._idle = self._highest = self._held()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
