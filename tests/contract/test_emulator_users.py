"""What a user of the look-alike may: by token, domain, companies, and operation by operation."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import zeep

from emulator.world import DEMO_USER, World
from tests.contract.emulator_reader import EXTRA, HEADER, TODAY, Reader, reading

BULK, _, _, DEBTORS = EXTRA
UNAUTHORISED = "1002: Unauthorized access"


@pytest.fixture(scope="module")
def running() -> Iterator[Reader]:
    with reading(World(seed=1, today=TODAY)) as opened:
        yield opened


@pytest.fixture
def reader(running: Reader) -> Reader:
    running.nmbrs.reset()
    return running


def companies(reader: Reader) -> Any:
    return reader.companies.service.List_GetAll(_soapheaders={"AuthHeaderWithDomain": HEADER})


def debtors(reader: Reader) -> Any:
    client = zeep.Client(f"{reader.nmbrs.soap_url}/DebtorService.asmx?wsdl")
    return client.service.List_GetAll(_soapheaders={"AuthHeaderWithDomain": HEADER})


def test_user_is_limited_by_token_companies_and_operations(reader: Reader) -> None:
    one, _ = (reader.nmbrs.add_company(f"Testbedrijf {number}") for number in (1, 2))
    employee = reader.nmbrs.hire(one)

    reader.nmbrs.set_user(company_ids=[one], denied_operations=["Absence_GetList"])

    assert [one] == [row.ID for row in companies(reader)]
    with pytest.raises(zeep.exceptions.Fault, match=UNAUTHORISED):
        reader.employee("Absence_GetList", employee)
    reader.nmbrs.set_user(token="another")
    with pytest.raises(zeep.exceptions.Fault, match="1001: Invalid Authentication"):
        companies(reader)
    assert "another" not in httpx.get(f"{reader.nmbrs.address}/control/world").text


def test_extra_operations_are_switched_on_by_name(reader: Reader) -> None:
    company = reader.nmbrs.add_company("Testbedrijf 1")

    reader.nmbrs.allow(BULK)

    assert {} == reader.bulk("Absence", company)
    with pytest.raises(zeep.exceptions.Fault, match=UNAUTHORISED):
        reader.bulk("Address", company)
    reader.nmbrs.deny(BULK)
    with pytest.raises(zeep.exceptions.Fault, match=UNAUTHORISED):
        reader.bulk("Absence", company)


def test_debtors_are_switched_on_and_off_with_their_service(reader: Reader) -> None:
    reader.nmbrs.allow("List_GetAll")
    with pytest.raises(zeep.exceptions.Fault, match=UNAUTHORISED):
        debtors(reader)

    reader.nmbrs.allow(DEBTORS)
    reader.nmbrs.deny("List_GetAll")

    assert ["1001"] == [row.Number for row in debtors(reader)]
    with pytest.raises(zeep.exceptions.Fault, match=UNAUTHORISED):
        companies(reader)
    reader.nmbrs.deny(DEBTORS)
    with pytest.raises(zeep.exceptions.Fault, match=UNAUTHORISED):
        debtors(reader)


def test_allowed_denied_and_companies_keep_each_other(reader: Reader) -> None:
    one = reader.nmbrs.add_company("Testbedrijf 1")
    reader.nmbrs.set_user(company_ids=[one])
    reader.nmbrs.allow(BULK)
    reader.nmbrs.deny("Absence_GetList")
    both = reader.nmbrs.user()

    reader.nmbrs.allow()

    assert {
        "username": DEMO_USER.username,
        "domain": DEMO_USER.domain,
        "company_ids": [one],
        "denied_operations": ["Absence_GetList"],
        "extra_operations": [BULK],
    } == both
    assert {**both, "extra_operations": []} == reader.nmbrs.user()


def test_employee_types_get_other_ids_and_descriptions(reader: Reader) -> None:
    company = reader.nmbrs.add_company("Testbedrijf 1")
    employee = reader.nmbrs.hire(company)

    reader.nmbrs.set_employee_types({31: "Payroll", 32: "Stagiair"})
    intern = reader.nmbrs.hire(company, employee_type="Stagiair")

    service = reader.employees.service
    types = service.EmployeeType_GetList(_soapheaders={"AuthHeaderWithDomain": HEADER})
    assert [31, 32] == [row.Id for row in types]
    listed = [
        service.List_GetByCompany(company, kind, _soapheaders={"AuthHeaderWithDomain": HEADER})
        for kind in (2, 31, 32)
    ]
    assert [[], [employee], [intern]] == [[row.Id for row in rows or []] for rows in listed]
