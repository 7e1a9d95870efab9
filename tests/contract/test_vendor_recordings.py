"""What Nmbrs once answered, recorded by others with v2.1 and moved to v3, is read correctly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import httpx
import pytest

from app.hr.delivery import Stream
from app.hr.records import AbsenceRow, Company
from app.nmbrs import operations, rows
from app.nmbrs.decoding import Raw
from app.nmbrs.operations import Operation
from tests.contract.vendor_files import RECORDED, VendorFiles
from tests.unit.nmbrs_wire import Wire


def recorded(operation: Operation, file: str, vendor: VendorFiles) -> Wire:
    """A Nmbrs that gives a recorded answer."""
    wire = Wire()
    wire.on(
        operation.name,
        httpx.Response(
            200,
            content=vendor.read(f"{RECORDED}/{file}"),
            headers={"Content-Type": "text/xml; charset=utf-8"},
        ),
    )
    return wire


def test_recorded_companies_are_read(vendor: VendorFiles) -> None:
    wire = recorded(operations.COMPANIES, "ListGetAll.xml", vendor)

    assert (Company("54613", "444445", "DEMO B.V. 2"),) == wire.source().employers()


def test_recorded_employees_are_read(vendor: VendorFiles) -> None:
    wire = recorded(operations.EMPLOYEES, "ListGetByCompany.xml", vendor)

    delivery = wire.read(Stream.EMPLOYEES)

    assert ["503293", "503294"] == [each.source_key for each in delivery.employees]


def absence(
    key: str, percentage: int, days: tuple[date, date | None], *, told: date, dossier: str
) -> AbsenceRow:
    return AbsenceRow(
        source_key=key,
        employee_key="1",
        dossier_key=f"1/{dossier}",
        percentage=percentage,
        first_day=days[0],
        last_day=days[1],
        reported_on=told,
        label="Ziekte",
    )


ABSENCES: Final[dict[str, Iterable[AbsenceRow]]] = {
    "AbsenceGetList-503293.xml": [
        absence("75136", 100, (date(2017, 8, 11), None), told=date(2018, 7, 16), dossier="62101"),
        absence("75103", 80, (date(2018, 1, 4), date(2018, 1, 9)), told=date(2018, 7, 16), dossier="62075"),
    ],
    "AbsenceGetList-503294.xml": [
        absence("67028", 100, (date(2017, 8, 3), date(2018, 7, 17)), told=date(2018, 1, 31), dossier="55283"),
    ],
}


@pytest.mark.parametrize("file", ABSENCES)
def test_recorded_absence_is_read(file: str, vendor: VendorFiles) -> None:
    wire = recorded(operations.ABSENCES, file, vendor)
    raws: list[Raw] = wire.source()._connect().rows(operations.ABSENCES, "1")

    found, invalid = rows.absences(raws, employee_key="1", owners={})

    assert (set(ABSENCES[file]), ()) == (set(found), invalid)
