"""How fast we may call: one even pace per Nmbrs domain, over all accounts and threads of a process.

The vendor's fair use is 150 calls a second, shared with everybody else of the customer (soap.md
§7.1); spacing calls evenly keeps any window of one second at our share of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock


class Pacer:
    """Hands out moments to call, evenly spaced. Waiting happens outside the lock."""

    def __init__(
        self,
        calls_per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = 1 / calls_per_second
        self._clock = clock
        self._sleep = sleep
        self._free_from = float("-inf")
        self._lock = Lock()

    def wait(self) -> None:
        """Return when this caller may call. Nobody is saved up for: an idle second is lost."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free_from)
            self._free_from = turn + self._interval
        if turn > now:
            self._sleep(turn - now)

    def hold(self, seconds: float) -> None:
        """Let nobody call for so long: Nmbrs asked for it, and did not mean one caller."""
        with self._lock:
            self._free_from = max(self._free_from, self._clock() + seconds)
