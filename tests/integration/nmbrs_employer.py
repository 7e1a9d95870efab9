"""An employer in the look-alike and the adapter that reads it, for the tests of the adapter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.hr.delivery import Completeness, Delivery, Request, Stream
from app.nmbrs.source import Credentials, Nmbrs, NmbrsSource
from tests.nmbrs_control import DOMAIN, TOKEN, USERNAME
from tests.nmbrs_control import Nmbrs as LookAlike

CREDENTIALS = Credentials(USERNAME, TOKEN, DOMAIN)

ABSENCE_LIST, PERSON = "Absence_GetList", "PersonalInfo_GetCurrent"
EMPLOYMENT_HISTORY = "Employment_GetAll_AllEmployeesByCompany"
DEPARTMENT_HISTORY = "Department_GetAll_AllEmployeesByCompany"


def today() -> date:
    return datetime.now(UTC).date()


@contextmanager
def connected(nmbrs: LookAlike) -> Iterator[Nmbrs]:
    """The adapter on the look-alike, with little patience."""
    opened = Nmbrs(
        soap_url=nmbrs.soap_url,
        calls_per_second=1000,
        timeout_seconds=1,
        attempts=2,
        retry_seconds=0.01,
    )
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
    department = nmbrs.add_department(key, "Zorg")
    started = {"start_date": date(2024, 1, 1), "department_id": department}
    ill, well, gone = (nmbrs.hire(key, **started) for _ in range(3))
    dossier = nmbrs.report_sick(ill, date(2026, 3, 2), comment="never to be seen")
    nmbrs.report_sick(gone, date(2026, 3, 3), end=date(2026, 3, 5))
    nmbrs.leave(gone, date(2026, 6, 30))
    nmbrs.hire(key, employee_type="Applicant")
    nmbrs.hire(key, employee_type="External")
    return Employer(key, department, ill, well, gone, dossier)


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


def all_complete(**but: Completeness) -> dict[Stream, Completeness]:
    return {stream: but.get(stream.value, Completeness.COMPLETE) for stream in Stream}


def keys(records: Any) -> set[str]:
    return {record.source_key for record in records}
