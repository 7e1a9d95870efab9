"""What a reading proves, seen beside what we hold. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from app.hr.delivery import Completeness, Delivery, Remark, Stream, StreamReading
from app.hr.records import Entity
from app.runs.fields import OF_EMPLOYEE, STREAM, HeldRecords

#: So many of these may vanish at once without the source being doubted.
_FEW: Final = 2
_MAY_VANISH: Final = frozenset(OF_EMPLOYEE) - {Entity.EMPLOYMENT, Entity.PLACEMENT}


def doubt_empty(delivery: Delivery, held: HeldRecords) -> Delivery:
    """The delivery, with a stream that answered nothing where we hold something no longer complete.

    A filter set wrong at the source looks exactly like everybody gone. Where two absences or wages are all
    there is, both may well have been mistakes; so few are believed, and withdrawn by a second run only.
    """
    streams = dict(delivery.streams)
    for entity, stream in STREAM.items():
        if delivery.unchanged and entity is not Entity.ABSENCE_CASE:
            continue  # judged when it was accepted
        reading = streams.get(stream)
        standing = sum(not record.withdrawn for record in held.get(entity, {}).values())
        suspicious = standing > (_FEW if entity in _MAY_VANISH else 0)
        if reading and reading.state is Completeness.COMPLETE and not reading.count and suspicious:
            streams[stream] = StreamReading(Completeness.EMPTY_BUT_WAS_NOT, reading.operation)
    return replace(delivery, streams=streams)


def gaps(readings: Mapping[Stream, StreamReading], said: Iterable[Remark]) -> list[Remark]:
    """A remark for each stream that is not complete, unless the source already said why."""
    named = {(remark.stream, remark.code) for remark in said}
    found = []
    for stream, reading in readings.items():
        departments = readings.get(Stream.DEPARTMENTS)
        if stream is Stream.PLACEMENTS and departments and departments.state is reading.state:
            continue  # read with the departments, of which all is said
        if reading.state is Completeness.EMPTY_BUT_WAS_NOT:
            if (stream, "SOURCE_SUDDENLY_EMPTY") not in named:  # else it is told as it was told before
                found.append(Remark("SOURCE_SUDDENLY_EMPTY", stream))
        elif reading.code and (stream, reading.code) not in named:
            found.append(Remark(reading.code, stream, params={"operation": reading.operation}))
    return found
