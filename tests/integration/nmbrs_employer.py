"""An employer in the look-alike and the adapter that reads it, for the tests of the adapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.hr.delivery import Completeness, Delivery, Request, Stream
from app.nmbrs.source import Credentials, Nmbrs, NmbrsSource
from tests.nmbrs_control import DOMAIN, TOKEN, USERNAME
from tests.nmbrs_control import Nmbrs as LookAlike

CREDENTIALS = Credentials(USERNAME, TOKEN, DOMAIN)

ABSENCE_LIST, PERSON, ADDRESS_LIST = "Absence_GetList", "PersonalInfo_GetCurrent", "Address_GetListCurrent"
EMPLOYEE_LIST, EMPLOYEE_TYPES = "List_GetByCompany", "EmployeeType_GetList"
EMPLOYMENT_HISTORY = "Employment_GetAll_AllEmployeesByCompany"
DEPARTMENT_HISTORY = "Department_GetAll_AllEmployeesByCompany"
JOB_HISTORY = "Function_GetAll_AllEmployeesByCompany"
SCHEDULE_HISTORY = "Schedule_GetAll_AllEmployeesByCompany"
CONTRACT_HISTORY = "Contract_GetAll_AllEmployeesByCompany"
WAGE_HISTORY = "Salary_GetAll_AllEmployeesByCompany"
ALL_PERSONS = "PersonalInfo_GetAll_AllEmployeesByCompany"
ALL_ADDRESSES = "Address_GetAll_AllEmployeesByCompany"
ALL_ABSENCES = "Absence_GetAll_AllEmployeesByCompany"
PERIOD = "Company_GetCurrentPeriod"

#: What is read of the company itself, besides the period.
OF_COMPANY = ("Address_GetCurrent", "BankAccount_GetCurrent", "Schedule_GetCurrent", "SVW_GetCurrent")
#: One answer with the history of everybody, and the stream that is made of it.
HISTORIES = {
    DEPARTMENT_HISTORY: Stream.DEPARTMENTS,
    EMPLOYMENT_HISTORY: Stream.EMPLOYMENTS,
    JOB_HISTORY: Stream.JOBS,
    CONTRACT_HISTORY: Stream.CONTRACTS,
    SCHEDULE_HISTORY: Stream.SCHEDULES,
    WAGE_HISTORY: Stream.WAGES,
}
#: A call for each employee, and its stream.
OF_EMPLOYEE = {PERSON: Stream.EMPLOYEES, ADDRESS_LIST: Stream.ADDRESSES, ABSENCE_LIST: Stream.ABSENCES}
#: One call for everybody instead, where an account has it, and its stream.
EXTRA = {ALL_PERSONS: Stream.EMPLOYEES, ALL_ADDRESSES: Stream.ADDRESSES, ALL_ABSENCES: Stream.ABSENCES}
#: Everything that hangs on who works there.
OF_PEOPLE = frozenset(Stream) - {Stream.EMPLOYER}


def today() -> date:
    return datetime.now(UTC).date()


@contextmanager
def connected(nmbrs: LookAlike, **changed: Any) -> Iterator[Nmbrs]:
    """The adapter on the look-alike, with little patience."""
    settings: dict[str, Any] = {
        "calls_per_second": 1000,
        "timeout_seconds": 1,
        "attempts": 2,
        "retry_seconds": 0.01,
    }
    opened = Nmbrs(soap_url=nmbrs.soap_url, **settings | changed)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Employer:
    """A company with one who is ill, one who is well and one who left."""

    key: int
    department: int
    ill: int
    well: int
    gone: int
    dossier: int


def found(nmbrs: LookAlike) -> Employer:
    """Make it up; two people in it are nobody to us."""
    key = nmbrs.add_company("Voorbeeld B.V.")
    department, job = nmbrs.add_department(key, "Zorg"), nmbrs.add_job(key, "Verzorgende")
    started = {
        "start_date": date(2024, 1, 1), "department_id": department, "job_id": job, "complete": True
    }  # fmt: skip
    ill, well, gone = (nmbrs.hire(key, **started) for _ in range(3))
    dossier = nmbrs.report_sick(ill, date(2026, 3, 2), comment="never to be seen")
    nmbrs.report_sick(gone, date(2026, 3, 3), end=date(2026, 3, 5))
    nmbrs.leave(gone, date(2026, 6, 30))
    nmbrs.hire(key, employee_type="Applicant")
    nmbrs.hire(key, employee_type="External")
    for each in (ill, well, gone):
        agree(nmbrs, each)
    return Employer(key, department, ill, well, gone, dossier)


def agree(nmbrs: LookAlike, employee: int) -> None:
    """Whatever was made up for him: he has a contract, hours and pay."""
    nmbrs.renew_contract(employee, date(2025, 1, 1))
    nmbrs.reschedule(employee, date(2025, 1, 1))
    nmbrs.raise_salary(employee, date(2025, 1, 1), amount=3000)


@dataclass(frozen=True)
class Reader:
    """Reads the employer: everything unless told, and the one who left is known."""

    source: NmbrsSource
    employer: Employer

    def __call__(self, *streams: Stream, **changed: Any) -> Delivery:
        given: dict[str, Any] = {
            "company_key": str(self.employer.key),
            "streams": frozenset(streams or Stream),
            "since": date(2024, 1, 1),
            "known_employees": frozenset({str(self.employer.gone)}),
        }
        return self.source.read(Request(**given | changed), cancelled=lambda: False)


def states(delivery: Delivery) -> dict[Stream, Completeness]:
    return {stream: reading.state for stream, reading in delivery.streams.items()}


def all_complete(
    but: Mapping[Stream, Completeness] | None = None, **named: Completeness
) -> dict[Stream, Completeness]:
    """Every stream read whole, but these; placements come with the departments."""
    found = dict.fromkeys(Stream, Completeness.COMPLETE)
    found |= dict(but or {}) | {Stream(name): state for name, state in named.items()}
    return found | {Stream.PLACEMENTS: found[Stream.DEPARTMENTS]}


def keys(records: Any) -> set[str]:
    return {record.source_key for record in records}
