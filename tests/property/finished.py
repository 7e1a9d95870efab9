"""A run of one employer that has come to its end: what the laws are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.hr.delivery import Completeness, Delivery, Request, Stream
from app.hr.records import EmployeeKind, Entity
from tests.property.connector import Row, Standing, State

#: The stream, and the field of a delivery, in which records of a kind come.
STREAM: Final = {
    Entity.EMPLOYER: Stream.EMPLOYER,
    Entity.DEPARTMENT: Stream.DEPARTMENTS,
    Entity.EMPLOYEE: Stream.EMPLOYEES,
    Entity.EMPLOYMENT: Stream.EMPLOYMENTS,
    Entity.CONTRACT: Stream.CONTRACTS,
    Entity.PLACEMENT: Stream.PLACEMENTS,
    Entity.JOB: Stream.JOBS,
    Entity.SCHEDULE: Stream.SCHEDULES,
    Entity.ADDRESS: Stream.ADDRESSES,
    Entity.WAGE: Stream.WAGES,
    Entity.ABSENCE_CASE: Stream.ABSENCES,
}
ENTITY: Final = {stream: entity for entity, stream in STREAM.items()}
TERMS: Final = {
    Entity.EMPLOYMENT: "employments",
    Entity.CONTRACT: "contracts",
    Entity.PLACEMENT: "placements",
    Entity.JOB: "job_placements",
    Entity.SCHEDULE: "schedules",
    Entity.ADDRESS: "addresses",
    Entity.WAGE: "wages",
}
HISTORIES: Final = (Entity.PLACEMENT, Entity.JOB, Entity.SCHEDULE, Entity.WAGE)
MARK: Final = "pending_withdrawal_run_id"


@dataclass(frozen=True)
class Finished:
    """A run, and what stood before and after it."""

    run_id: str
    request: Request
    delivery: Delivery
    before: State
    after: State
    rows: list[Row]
    settings: dict[str, Any]
    today: date

    def complete(self, *streams: Stream) -> bool:
        """Whether streams prove anything: read to their end, and not empty where more than a few stand."""
        return all(self._complete(stream) for stream in streams)

    def _complete(self, stream: Stream) -> bool:
        reading, entity = self.delivery.streams[stream], ENTITY[stream]
        standing = sum(not each.withdrawn for each in self.before[entity].values())
        believed = entity in TERMS or entity is Entity.ABSENCE_CASE
        few = 2 if believed and entity not in (Entity.EMPLOYMENT, Entity.PLACEMENT) else 0
        return reading.state is Completeness.COMPLETE and bool(reading.count or standing <= few)

    def doubted(self, entity: Entity) -> frozenset[str]:
        """Of whom a row of these could not be read."""
        stream = Stream.DEPARTMENTS if entity is Entity.PLACEMENT else STREAM[entity]
        return self.delivery.doubted.get(stream, frozenset())

    def at_work(self) -> set[str]:
        """Who was delivered, and works here or will."""
        return {each.source_key for each in self.delivery.employees if each.kind is not EmployeeKind.LEFT}

    def pairs(self, entity: Entity) -> Iterator[tuple[str, Standing, Standing]]:
        """Each record that there was: key, before, after."""
        for key, before in self.before[entity].items():
            yield key, before, self.after[entity][key]

    def compared(self, key: str) -> bool:
        """Whether a case was held inside the history, so that it is compared wherever it has moved to."""
        held = self.before[Entity.ABSENCE_CASE].get(key)
        if held is None or held.withdrawn or held.values["closed_on"]:
            return False
        return ends_on_or_after(held, self.request.since)


def ends_on_or_after(case: Standing, day: date) -> bool:
    last = case.values["last_sick_day"]
    return last is None or str(last) >= str(day)


def stands(record: Standing) -> bool:
    """Whether a record counts: neither gone nor going."""
    return not record.withdrawn and record.mark is None
