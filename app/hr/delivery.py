"""What a source is asked for, what it delivered, and what is proven complete of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.hr.records import (
    AbsenceRow,
    Address,
    Contract,
    Department,
    Employee,
    EmployeeKind,
    EmployerDetails,
    Employment,
    Job,
    JobPlacement,
    Placement,
    Schedule,
    Wage,
)


class Stream(StrEnum):
    """What is read as one unit and is complete, or not, as one unit."""

    EMPLOYER = "employer"
    DEPARTMENTS = "departments"
    PLACEMENTS = "placements"  #: who works in which department; comes with the departments, whole or not
    EMPLOYEES = "employees"
    EMPLOYMENTS = "employments"
    CONTRACTS = "contracts"
    JOBS = "jobs"
    SCHEDULES = "schedules"
    ADDRESSES = "addresses"
    WAGES = "wages"
    ABSENCES = "absences"


class Completeness(StrEnum):
    """What is known after reading a stream. Only `COMPLETE` may ever lead to a removal."""

    COMPLETE = "complete"
    FAILED = "failed"  #: not read to its end
    DENIED = "denied"  #: the source does not allow the operation
    EMPTY_BUT_WAS_NOT = "empty_but_was_not"  #: answered with nothing where we hold something
    SKIPPED = "skipped"  #: not asked for by the configuration


@dataclass(frozen=True, slots=True)
class StreamReading:
    """How the reading of one stream of one employer ended."""

    state: Completeness
    operation: str = ""  #: the source's name of the call that decided it
    code: str = ""  #: message code of the reason, empty when complete
    count: int = 0  #: records delivered


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a record that the report must say. No personal data: keys and codes only."""

    code: str
    stream: Stream
    reference: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Delivery:
    """Everything one employer delivered in one run.

    `absences_read_for` and `addresses_read_for` hold the employees who were read to the end: for anybody
    else a missing case or address means nothing. `employer` is `None` when it was not read whole.
    `doubted` names, per stream of history, those of whom a row could not be taken: the rest of their rows
    there proves nothing about them, even in a complete stream.
    `lost_operations`: calls that the account had beside its permission, and has no more.
    `fingerprint`: what everything but absence is recognised by, empty if it cannot be. `unchanged`: all of
    that is as it was when the fingerprint was accepted, so only absence is here.
    """

    employer: EmployerDetails | None = None
    departments: tuple[Department, ...] = ()
    placements: tuple[Placement, ...] = ()
    employees: tuple[Employee, ...] = ()
    employments: tuple[Employment, ...] = ()
    contracts: tuple[Contract, ...] = ()
    jobs: tuple[Job, ...] = ()
    job_placements: tuple[JobPlacement, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    wages: tuple[Wage, ...] = ()
    addresses: tuple[Address, ...] = ()
    addresses_read_for: frozenset[str] = frozenset()
    absences: tuple[AbsenceRow, ...] = ()
    absences_read_for: frozenset[str] = frozenset()
    streams: Mapping[Stream, StreamReading] = field(default_factory=dict)
    doubted: Mapping[Stream, frozenset[str]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    lost_operations: tuple[str, ...] = ()
    cancelled: bool = False
    fingerprint: str = ""
    unchanged: bool = False

    def complete(self, *streams: Stream) -> bool:
        """Whether each of these streams was proven complete."""
        return all(
            stream in self.streams and self.streams[stream].state is Completeness.COMPLETE
            for stream in streams
        )


class Hash(Protocol):
    """A hash in the making."""

    def update(self, content: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


@dataclass(frozen=True, slots=True, repr=False)
class Recognition:
    """How to tell that everything but absence is as it was when it was last accepted.

    `new_hash` begins a keyed hash. `circumstances` says all that the outcome depends on beside the
    answers. `accepted`: the fingerprint of then, empty if there is none. Absence never goes into it: its
    comment is not even hashed.
    """

    new_hash: Callable[[], Hash]
    circumstances: str
    accepted: str


@dataclass(frozen=True, slots=True)
class Request:
    """What to read of one employer. `since`: absence that ended before it need not be read.

    `known_employees`: source keys we hold, so that leavers nobody imported cost no call. With
    `include_leavers` they cost one, where absence is read: who was absent since is delivered as well.
    `employee_types`: as what people of a type are to be taken, by its description; `None` means never.
    """

    company_key: str
    streams: frozenset[Stream]
    since: date
    known_employees: frozenset[str] = frozenset()
    include_future: bool = True
    include_leavers: bool = False
    employee_types: Mapping[str, EmployeeKind | None] = field(default_factory=dict)
    recognition: Recognition | None = None
