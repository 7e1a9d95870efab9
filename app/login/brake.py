"""A brake on wrong keys, for each address by itself: who guesses does not keep others out.

Keys cannot be guessed; this keeps the trying cheap for us and visible in the log.
"""

from __future__ import annotations

import ipaddress
import math
from datetime import datetime
from threading import Lock
from typing import Final

AT_ONCE: Final = 10
SECONDS_EACH: Final = 6.0
REMEMBERED: Final = 10_000


class Brake:
    """Each address may be wrong ten times, and then once every six seconds."""

    def __init__(self) -> None:
        self._lock = Lock()
        #: When the address has paid for its wrong keys.
        self._paid_at: dict[str, float] = {}

    def take(self, host: str, now: datetime) -> int:
        """Count one attempt before it is looked at: 0, or after how many seconds it may be made."""
        address, moment = _address(host), now.timestamp()
        with self._lock:
            paid_at = max(self._paid_at.get(address, moment), moment) + SECONDS_EACH
            wait = paid_at - moment - AT_ONCE * SECONDS_EACH
            if wait > 0:
                return math.ceil(wait)
            self._paid_at[address] = paid_at
            if len(self._paid_at) > REMEMBERED:
                self._forget(moment)
            return 0

    def give_back(self, host: str) -> None:
        """The attempt was right: it costs nothing."""
        address = _address(host)
        with self._lock:
            if address in self._paid_at:
                self._paid_at[address] -= SECONDS_EACH

    def _forget(self, moment: float) -> None:
        """Drop who has paid, and when there are too many others, who owes least."""
        owing = sorted((paid_at, address) for address, paid_at in self._paid_at.items() if paid_at > moment)
        self._paid_at = {address: paid_at for paid_at, address in owing[-REMEMBERED // 2 :]}


def _address(host: str) -> str:
    """One customer's line: an IPv4 address, or the 64 bits that his network has of IPv6."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
