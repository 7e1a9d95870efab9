"""The values that travel from a source to the plan: what was delivered, and what was proven complete.

No Nmbrs words here, and no `repr` that shows a person: a record prints its kind and source key only.
Source keys are text, unique per employer and entity (docs/architecture.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Entity(StrEnum):
    """The kinds of record we keep, in the order in which they are applied."""

    DEPARTMENT = "department"
    EMPLOYEE = "employee"
    EMPLOYMENT = "employment"
    ABSENCE_CASE = "absence_case"


class Stream(StrEnum):
    """What is read as one unit and is complete, or not, as one unit."""

    DEPARTMENTS = "departments"
    EMPLOYEES = "employees"
    EMPLOYMENTS = "employments"
    ABSENCES = "absences"


class Completeness(StrEnum):
    """What is known after reading a stream. Only `COMPLETE` may ever lead to a removal."""

    COMPLETE = "complete"
    FAILED = "failed"  #: not read to its end
    DENIED = "denied"  #: the source does not allow the operation
    EMPTY_BUT_WAS_NOT = "empty_but_was_not"  #: answered with nothing where we hold something
    SKIPPED = "skipped"  #: not asked for by the configuration


class EmployeeKind(StrEnum):
    """Where an employee stands at the source. Applicants and externals are never delivered."""

    ACTIVE = "active"
    FUTURE = "future"
    LEFT = "left"


class _Quiet:
    """Prints the kind and key of a record and nothing about the person."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'source_key', '')}>"


@dataclass(frozen=True, slots=True, repr=False)
class Company(_Quiet):
    """An employer as the source knows it. `source_key` is what an employer code must equal."""

    source_key: str
    number: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Department(_Quiet):
    source_key: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Placement(_Quiet):
    """An employee's department from a date on, until the next placement starts."""

    source_key: str
    employee_key: str
    department_key: str
    valid_from: date


@dataclass(frozen=True, slots=True, repr=False)
class Employee(_Quiet):
    """A person at one employer. `None` and the empty string both mean: the source has no value."""

    source_key: str
    kind: EmployeeKind
    personnel_number: str
    first_name: str | None
    call_name: str | None
    initials: str | None
    prefix: str | None
    last_name: str | None
    partner_prefix: str | None
    partner_last_name: str | None
    gender: str | None
    birth_date: date | None
    bsn: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Employment(_Quiet):
    """A period in service. `end_date` is the last day; `None` means it runs."""

    source_key: str
    employee_key: str
    start_date: date
    end_date: date | None
    initial_start_date: date | None


@dataclass(frozen=True, slots=True, repr=False)
class AbsenceRow(_Quiet):
    """One part of a dossier: an absence percentage over dates. The source's comment never gets here.

    `last_day` is the last day of absence, `None` while it runs; `percentage` is absence, 100 = all.
    """

    source_key: str
    employee_key: str
    dossier_key: str
    percentage: int
    first_day: date
    last_day: date | None
    reported_on: date | None
    label: str


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

    `absences_read_for` holds the employees whose absences were read to the end: for anybody else a
    missing case means nothing.
    """

    departments: tuple[Department, ...] = ()
    placements: tuple[Placement, ...] = ()
    employees: tuple[Employee, ...] = ()
    employments: tuple[Employment, ...] = ()
    absences: tuple[AbsenceRow, ...] = ()
    absences_read_for: frozenset[str] = frozenset()
    streams: Mapping[Stream, StreamReading] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    cancelled: bool = False

    def complete(self, *streams: Stream) -> bool:
        """Whether each of these streams was proven complete."""
        return all(
            stream in self.streams and self.streams[stream].state is Completeness.COMPLETE
            for stream in streams
        )


@dataclass(frozen=True, slots=True)
class Request:
    """What to read of one employer. `known_employees`: source keys we hold, so that leavers nobody
    imported cost no call. `since`: absence that ended before it need not be read."""

    company_key: str
    streams: frozenset[Stream]
    since: date
    known_employees: frozenset[str] = frozenset()
    include_future: bool = True
