"""Whatever the vendor's schema allows, reading an employer ends in a delivery or an error of our own.

The answers are of one world now and then: the people, periods and texts in them are drawn from a few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from random import Random
from threading import Lock
from typing import Any, Final

import pytest

from app.errors import SourceError
from app.hr.delivery import Delivery, Request, Stream
from app.nmbrs import operations
from app.nmbrs.errors import ReadFailed
from tests.contract.nmbrs_wsdl import Definition
from tests.contract.test_vendor_answers import reading
from tests.contract.vendor_answers import Habits, generate, seeded
from tests.contract.vendor_files import SERVICES, VendorFiles
from tests.contract.vendor_server import Call

READINGS: Final = 60
PEOPLE: Final = ("1", "2", "3", "4")
EXTRA: Final = tuple(operation.name for operation in operations.EXTRA)

#: What makes sense to somebody who reads; by operation, or for all of them.
SENSE: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "": {
        "EmployeeId": PEOPLE,
        "StartYear": ("2019", "2024", "2025", "2026", "2027"),
        "StartPeriod": ("1", "2", "11", "12", "13"),
        "EndYear": ("2025", "2026", "2030"),
        "EndPeriod": ("1", "6", "12"),
        "Percentage": ("0", "50", "100"),
        "Dossier": ("Ziekte", "ziekte ", "Zwangerschapsverlof (WAZO)", "?"),
        "Number": ("1", "100"),
    },
    "Company_GetCurrentPeriod": {
        "Company_GetCurrentPeriodResult": ("2026-11-M", "2026-12-4W", "2026-47-W1", " 2026-05-M\n"),
    },
    "EmployeeType_GetList": {
        "Id": ("1", "2", "4", "5"),
        "Description": ("Payroll", "New hire", "Former payroll", "Applicant", "Iets nieuws"),
    },
    "List_GetByCompany": {"Id": PEOPLE},
    "Department_GetAll_AllEmployeesByCompany": {"Id": ("7", "8")},
}


def habits(call: Call, random: Random, keep: float) -> Habits:
    """Keep most of the sense there is in an answer, or all of it."""
    sense = {**SENSE[""], **SENSE.get(call.operation, {})}
    if call.operation == "PersonalInfo_GetCurrent":
        sense["Id"] = call.ids
    given = {name: texts for name, texts in sense.items() if random.random() < keep}
    # Without a type of every kind nobody is listed at all.
    return Habits(given=given, longest=30 if call.operation == "EmployeeType_GetList" else 8)


def read(seed: int, definitions: Mapping[str, Definition]) -> tuple[Delivery | SourceError, set[str]]:
    """Read one employer; give what came of it, and the operations that were asked."""
    keep = (1.0, 1.0, 0.95, 0.5)[seed % 4]
    turns: Counter[tuple[str, ...]] = Counter()
    lock = Lock()

    def answer(call: Call) -> tuple[bytes, Random]:
        # By what is asked and how often, for calls arrive in any order.
        about = call.operation, *call.ids
        with lock:
            turns[about] += 1
            random = seeded("readings", seed, about, turns[about])
            return generate(
                definitions[call.service], call.operation, random, habits(call, random, keep)
            ).content, random

    request = Request(
        company_key="1",
        streams=frozenset(Stream),
        since=date(2024, 1, 1),
        known_employees=frozenset(PEOPLE[: seed % 7]),
        include_future=bool(seed % 3),
    )
    with reading(answer, extra=EXTRA if seed % 5 < 2 else ()) as (source, server):
        try:
            found: Delivery | SourceError = source.read(request, cancelled=lambda: False)
        except SourceError as error:
            found = error
    return found, {call.operation for call in server.calls}


def test_reading_an_employer_never_breaks(vendor: VendorFiles) -> None:
    complete: Counter[Stream] = Counter()
    records: Counter[str] = Counter()
    asked: set[str] = set()

    definitions = {service: vendor.definition(service) for service in SERVICES}

    for seed in range(READINGS):
        found, operations_asked = read(seed, definitions)
        asked |= operations_asked
        assert isinstance(found, Delivery), seed
        complete.update(stream for stream in Stream if found.complete(stream))
        records.update({name: len(getattr(found, name)) for name in RECORDS})

    # Else nothing much was proven.
    assert set(Stream) == set(complete)
    assert [] == [name for name in RECORDS if not records[name]]
    assert {operation.name for operation in operations.EVERY} - {"List_GetAll", V2} == asked


RECORDS: Final = (
    "departments", "placements", "employees", "employments", "contracts", "jobs", "job_placements",
    "schedules", "wages", "addresses", "absences",
)  # fmt: skip
V2: Final = operations.FUNCTIONS_V2.name


@pytest.mark.parametrize("seed", range(20))
def test_listing_employers_never_breaks(seed: int, vendor: VendorFiles) -> None:
    definition: Any = vendor.definition("CompanyService")
    random = seeded("employers", seed)

    with reading(lambda call: (generate(definition, call.operation, random).content, random)) as (source, _):
        try:
            companies = source.employers()
        except ReadFailed:
            return

    assert len({company.source_key for company in companies}) == len(companies)
