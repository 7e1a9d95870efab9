"""Two readings of one small employer, of whom every stream comes in one answer: before, and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from app.hr.delivery import Delivery, Hash, Recognition, Stream
from tests.unit.nmbrs_answers import EXTRA
from tests.unit.nmbrs_wire import Wire, two_at_work

CIRCUMSTANCES = "a Monday, as configured"


@dataclass
class Fed:
    """A keyed hash that remembers all it was fed with."""

    everything: list[bytes] = field(default_factory=list)

    def new(self) -> Hash:
        whole = self.everything

        class Feeding:
            def __init__(self) -> None:
                self.hash = sha256(b"key")

            def update(self, content: bytes) -> None:
                whole.append(content)
                self.hash.update(content)

            def hexdigest(self) -> str:
                return self.hash.hexdigest()

        return Feeding()


def asked(accepted: str = "", circumstances: str = CIRCUMSTANCES, fed: Fed | None = None) -> Recognition:
    return Recognition((fed or Fed()).new, circumstances, accepted)


def small_employer() -> Wire:
    """Two at work who are ill, and somebody who left whom nobody knows."""
    wire = two_at_work()
    wire.lists(active=[1, 2], left=[9])
    return wire


def read(wire: Wire, accepted: str = "", **changed: Any) -> Delivery:
    """Every stream, by the bulk operations unless told, to be recognised by `accepted`."""
    given: dict[str, Any] = {"extra": EXTRA, "recognition": asked(accepted)}
    return wire.read(*Stream, **given | changed)


def plainly(wire: Wire, **changed: Any) -> Delivery:
    """As if there were no such thing as recognition."""
    return read(wire, **{"recognition": None} | changed)


def without_fingerprint(delivery: Delivery) -> Delivery:
    return replace(delivery, fingerprint="")


def calls(wire: Wire, of: Callable[[], Any]) -> Counter[tuple[str, ...]]:
    """How often each call is made."""
    wire.calls.clear()
    of()
    return Counter((each.operation, *each.parameters.values()) for each in wire.calls)


def keys(delivery: Delivery) -> list[str]:
    """Which absence rows were delivered."""
    return [each.source_key for each in delivery.absences]
