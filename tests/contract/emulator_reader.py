"""A running look-alike for tests of it: its remote control, and what SOAP answers to a user who may all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import zeep

from emulator.background import serve
from emulator.server import create_app
from emulator.world import DEMO_USER, World
from tests.nmbrs_control import Nmbrs

TODAY = date(2026, 11, 23)
HEADER = {"Username": DEMO_USER.username, "Token": DEMO_USER.token, "Domain": DEMO_USER.domain}
EXTRA = (
    "Absence_GetAll_AllEmployeesByCompany",
    "PersonalInfo_GetAll_AllEmployeesByCompany",
    "Address_GetAll_AllEmployeesByCompany",
    "DebtorService/List_GetAll",
)


@dataclass(frozen=True)
class Reader:
    """Changes the world on one side, and reads it over SOAP on the other."""

    nmbrs: Nmbrs
    companies: zeep.Client
    employees: zeep.Client

    def company(self, operation: str, company: int) -> Any:
        call = self.companies.service[operation]
        return call(CompanyId=company, _soapheaders={"AuthHeaderWithDomain": HEADER})

    def employee(self, operation: str, employee: int) -> Any:
        call = self.employees.service[operation]
        return call(EmployeeId=employee, _soapheaders={"AuthHeaderWithDomain": HEADER})

    def bulk(self, subject: str, company: int, suffix: str = "") -> dict[int, list[Any]]:
        """Rows by employee, also where the answer is flat."""
        operation = f"{subject}_GetAll_AllEmployeesByCompany{suffix}"
        parameter = "CompanyId" if subject == "Absence" else "CompanyID"
        call = self.employees.service[operation]
        items = call(**{parameter: company}, _soapheaders={"AuthHeaderWithDomain": HEADER}) or []
        if subject == "Absence":
            found: dict[int, list[Any]] = {}
            for item in items:
                found.setdefault(item.EmployeeId, []).append(item)
            return found
        return {item.EmployeeId: _rows(item) for item in items}


def _rows(item: Any) -> list[Any]:
    """A row of a bulk answer is the id and one list, in an object of its own."""
    (inner,) = (item[name] for name in item if name != "EmployeeId")
    (name,) = list(inner)
    rows: list[Any] = inner[name]
    return rows


@contextmanager
def reading(world: World) -> Iterator[Reader]:
    with serve(create_app(world)) as url, httpx.Client() as http:
        yield Reader(
            Nmbrs(url, http),
            zeep.Client(f"{url}/soap/v3/CompanyService.asmx?wsdl"),
            zeep.Client(f"{url}/soap/v3/EmployeeService.asmx?wsdl"),
        )
