"""What a source leaves out when all but absence is as it was: told by a hash, as the adapter does.

Laws are about the whole delivery all the same: what was left out must not make a difference.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.hr.delivery import Completeness, Delivery, Request, Stream, StreamReading
from tests.property import profile


def abridged(delivery: Delivery, request: Request) -> Delivery:
    """The delivery as it arrives, with its fingerprint; only absence is in it if that is known."""
    others = {stream: each for stream, each in delivery.streams.items() if stream is not Stream.ABSENCES}
    whole = (Completeness.COMPLETE, Completeness.SKIPPED)
    if request.recognition is None or any(each.state not in whole for each in others.values()):
        return delivery
    found = request.recognition.new_hash()
    content = replace(
        delivery, absences=(), absences_read_for=frozenset(), streams=others, remarks=_remarks(delivery)[0]
    )
    found.update(f"{request.recognition.circumstances} {_plain(content)}".encode())
    fingerprint = found.hexdigest()
    if fingerprint != request.recognition.accepted:
        return replace(delivery, fingerprint=fingerprint)
    profile.SEEN["recognised"] += 1
    return Delivery(
        absences=delivery.absences,
        absences_read_for=delivery.absences_read_for,
        streams={
            **{stream: StreamReading(each.state, each.operation) for stream, each in others.items()},
            Stream.ABSENCES: delivery.streams[Stream.ABSENCES],
        },
        remarks=_remarks(delivery)[1],
        fingerprint=fingerprint,
        unchanged=True,
    )


def _remarks(delivery: Delivery) -> tuple[Any, Any]:
    """Those about anything else, and those about absence."""
    ours = tuple(each for each in delivery.remarks if each.stream is Stream.ABSENCES)
    return tuple(each for each in delivery.remarks if each not in ours), ours


def _plain(content: Any) -> Any:
    """Something with all of its values in it: a record shows its key only."""
    if is_dataclass(content):
        return [_plain(getattr(content, each.name)) for each in fields(content)]
    if isinstance(content, tuple):
        return [_plain(each) for each in content]
    if isinstance(content, frozenset):
        return sorted(content)
    if isinstance(content, dict):
        return sorted((str(key), _plain(value)) for key, value in content.items())
    return content
