"""What ends a reading before its end, and employers that are read at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from app.hr.delivery import Delivery, Stream
from app.nmbrs.errors import CredentialsRejected, NmbrsDown
from tests.unit.nmbrs_answers import absence, absences, fault, listed
from tests.unit.nmbrs_wire import Wire, request

DEPARTMENT_HISTORY = "Department_GetAll_AllEmployeesByCompany"
EMPLOYMENT_HISTORY = "Employment_GetAll_AllEmployeesByCompany"


def keys(records: Any) -> list[str]:
    return [record.source_key for record in records]


@pytest.mark.parametrize("calls", range(9))
def test_cancelling_stops_before_the_next_call(calls: int) -> None:
    wire = Wire()
    asked = count()

    delivery = wire.source().read(request(), cancelled=lambda: next(asked) >= calls)

    assert Delivery(cancelled=True) == delivery
    assert calls == len(wire.calls)


def test_cancelling_after_the_last_call_changes_nothing() -> None:
    asked = count()

    delivery = Wire().source().read(request(), cancelled=lambda: next(asked) >= 9)

    assert not delivery.cancelled


@pytest.mark.parametrize(
    "operation",
    [
        "Company_GetCurrentPeriod",
        "EmployeeType_GetList",
        "List_GetByCompany",
        DEPARTMENT_HISTORY,
        EMPLOYMENT_HISTORY,
        "PersonalInfo_GetCurrent",
        "Absence_GetList",
    ],
)
def test_rejected_credentials_end_the_reading_at_once(operation: str) -> None:
    wire = Wire()
    wire.on(operation, fault(1001))

    with pytest.raises(CredentialsRejected) as caught:
        wire.read()

    assert (operation, "CREDENTIALS_REJECTED") == (caught.value.operation, caught.value.code)
    assert operation == wire.operations()[-1]
    assert 1 == wire.operations().count(operation)


def test_nmbrs_that_stays_away_ends_the_reading() -> None:
    wire = Wire()
    wire.lists(active=range(1, 20))
    wire.on("Absence_GetList", fault(9999))

    with pytest.raises(NmbrsDown) as caught:
        wire.read()

    assert ("Absence_GetList", "NMBRS_DOWN") == (caught.value.operation, caught.value.code)
    assert 5 * 2 == wire.operations().count("Absence_GetList")


# --- several employers at once ------------------------------------------------------------------


def test_employers_are_read_in_parallel_without_mixing() -> None:
    wire = Wire()
    wire.on(
        "List_GetByCompany",
        lambda given: (
            listed(*(int(given["CompanyId"]) * 100 + each for each in range(5)))
            if given["EmployeeType"] == "2"
            else listed()
        ),
    )
    wire.on("Absence_GetList", lambda given: absences(absence(int(given["EmployeeId"]) * 7)))
    source = wire.source()

    def read(key: int) -> tuple[list[str], list[str]]:
        asked = request(Stream.EMPLOYEES, Stream.ABSENCES, company_key=str(key))
        delivery = source.read(asked, cancelled=lambda: False)
        return keys(delivery.employees), keys(delivery.absences)

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(read, range(1, 25)))

    expected = [[key * 100 + each for each in range(5)] for key in range(1, 25)]
    assert [
        (sorted(map(str, people)), sorted(str(each * 7) for each in people)) for people in expected
    ] == told
