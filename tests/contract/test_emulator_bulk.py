"""Bulk answers hold what the world holds, in the vendor's ways that make them hard to read."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import httpx
import pytest

from emulator.generation import generate
from emulator.world import DEMO_USER, Company, Employee, World
from tests.contract.emulator_reader import EXTRA, TODAY, Reader, reading

YEAR_ONE = datetime(1, 1, 1)  # noqa: DTZ001  (the vendor's times have no zone)
ROOT = "https://api.nmbrs.nl/soap/v3"


@pytest.fixture(scope="module")
def world() -> World:
    return generate(1, 2, 120, TODAY)


@pytest.fixture(scope="module")
def reader(world: World) -> Iterator[Reader]:
    with reading(world) as opened:
        opened.nmbrs.allow(*EXTRA)
        yield opened


@pytest.fixture
def company(world: World) -> Company:
    return next(iter(world.companies.values()))


def people(company: Company) -> list[Employee]:
    return list(company.employees.values())


def raw(reader: Reader, operation: str, arguments: str, service: str = "EmployeeService") -> bytes:
    """The answer as bytes, to see what a client library hides."""
    namespace = f"{ROOT}/{service}"
    content = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header>'
        f'<AuthHeaderWithDomain xmlns="{namespace}"><Username>{DEMO_USER.username}</Username>'
        f"<Token>{DEMO_USER.token}</Token></AuthHeaderWithDomain></e:Header>"
        f'<e:Body><{operation} xmlns="{namespace}">{arguments}</{operation}></e:Body></e:Envelope>'
    )
    address = f"{reader.nmbrs.soap_url}/{service}.asmx"
    return httpx.post(address, content=content, headers={"Content-Type": "text/xml"}).content


@pytest.mark.parametrize(
    ("subject", "attribute"),
    [
        ("Department", "department_rows"),
        ("Employment", "employments"),
        ("Function", "job_rows"),
        ("Schedule", "schedules"),
        ("Contract", "contracts"),
        ("Salary", "salaries"),
        ("Absence", "absences"),
        ("PersonalInfo", "person_rows"),
        ("Address", "addresses"),
    ],
)
def test_everybody_with_records_is_there_with_all_of_them_and_unsorted(
    reader: Reader, company: Company, subject: str, attribute: str
) -> None:
    found = reader.bulk(subject, company.id)

    held = {each.id: len(getattr(each, attribute)) for each in people(company)}
    assert {number: count for number, count in held.items() if count} == {
        number: len(rows) for number, rows in found.items()
    }
    assert list(found) != sorted(found)


def test_jobs_are_the_same_in_both_forms(reader: Reader, company: Company) -> None:
    plain, second = (reader.bulk("Function", company.id, suffix) for suffix in ("", "_V2"))

    flat = {who: [(row.Id, row.StartPeriod, row.StartYear) for row in rows] for who, rows in plain.items()}
    nested = {
        who: [(row.Function.Id, row.StartPeriod, row.StartYear) for row in rows]
        for who, rows in second.items()
    }
    assert flat == nested
    numbers = [row.RecordId for rows in second.values() for row in rows]
    assert len(numbers) == len(set(numbers))


def test_part_time_is_percent_in_one_company_and_a_fraction_in_the_other(
    reader: Reader, world: World
) -> None:
    most = []
    for company in world.companies.values():
        rows = [row for of in reader.bulk("Schedule", company.id).values() for row in of]
        most.append(max(row.ParttimePercentage for row in rows))
        assert any(not row.ParttimePercentage and not row.HoursMonday for row in rows)

    assert [Decimal(100), Decimal(1)] == most


def test_dates_that_cannot_be_null_are_year_one(reader: Reader, company: Company) -> None:
    for subject, attribute in (("Schedule", "schedules"), ("Salary", "salaries")):
        found = reader.bulk(subject, company.id)
        unknown = [
            each.id for each in people(company) if any(row.start is None for row in getattr(each, attribute))
        ]
        assert unknown
        for number in unknown:
            assert YEAR_ONE in [row.StartDate for row in found[number]]


def test_contract_entered_twice_keeps_its_id(reader: Reader, company: Company) -> None:
    found = reader.bulk("Contract", company.id)
    repeated = [rows for rows in found.values() if len({row.ContractID for row in rows}) < len(rows)]

    assert repeated
    for rows in repeated:
        entries = {(row.ContractID, row.CreationDate) for row in rows}
        assert len(rows) == len(entries)


def test_new_fields_of_contracts_are_filled_and_null(reader: Reader, company: Company) -> None:
    rows = [row for of in reader.bulk("Contract", company.id).values() for row in of]

    assert {True, False, None} == {row.WrittenContract for row in rows}
    assert {True, False} == {row.HoursPerWeek is None for row in rows}
    assert {True, False} == {row.PhaseClassification is None for row in rows}


def test_salary_shows_its_table_or_none(reader: Reader, company: Company) -> None:
    found = reader.bulk("Salary", company.id)
    by_id = {row.ID: row for rows in found.values() for row in rows}

    for each in people(company):
        for salary in each.salaries:
            row = by_id[salary.id]
            if salary.place is None:
                assert (None, salary.amount) == (row.SalaryTable, row.Value)
            else:
                table = company.salary_tables[salary.place.table]
                assert (table.code, table.amount(salary.place)) == (row.SalaryTable.Code, row.Value)
                assert (row.SalaryTable.Trede is None) == (salary.place.step is None)


def test_person_in_force_is_the_current_one_with_numbers_for_texts(
    reader: Reader, world: World, company: Company
) -> None:
    found = reader.bulk("PersonalInfo", company.id)
    current = world.current_period(company)

    for each in people(company)[:40]:
        rows = [r for r in found[each.id] if (r.StartYear, r.StartPeriod) <= (current.year, current.number)]
        if not rows:
            continue
        last = max(rows, key=lambda r: (r.StartYear, r.StartPeriod, r.CreationDate))
        now = reader.employee("PersonalInfo_GetCurrent", each.id)
        same = ("DisplayName", "EmployeeNumber", "BSN", "LastName", "PartnerLastName", "EmailPrivate")
        assert [now[name] for name in same] == [last[name] for name in same]
        assert now.Birthday == last.Birthday
        assert (int, int) == (type(last.BurgerlijkeStaat), type(last.Naamstelling))
        assert isinstance(now.BurgerlijkeStaat, str)


def test_current_addresses_are_those_of_the_bulk_answer_that_hold(
    reader: Reader, world: World, company: Company
) -> None:
    found = reader.bulk("Address", company.id)
    current = world.current_period(company)
    now = (current.year, current.number)

    ended = 0
    for number, rows in list(found.items())[:40]:
        holding = {
            row.Id
            for row in rows
            if (row.StartYear, row.StartPeriod) <= now
            and (row.EndYear is None or (row.EndYear, row.EndPeriod) >= now)
        }
        current_rows = reader.employee("Address_GetListCurrent", number) or []
        assert holding == {row.Id for row in current_rows}
        assert all(row.Default == (row.Type == "HomeAddress") for row in current_rows)
        ended += len(rows) - len(holding)

    assert ended


def test_absence_is_flat_and_the_same_as_one_by_one(reader: Reader, company: Company) -> None:
    found = reader.bulk("Absence", company.id)

    for number in list(found)[:20]:
        one = {row.AbsenceId: row for row in reader.employee("Absence_GetList", number)}
        assert one.keys() == {row.AbsenceId for row in found[number]}
        for row in found[number]:
            same = ("Start", "End", "Percentage", "Dossier", "Dossiernr", "Comment")
            assert [row[name] for name in same] == [one[row.AbsenceId][name] for name in same]


def test_what_a_company_lacks_is_left_out(reader: Reader, world: World) -> None:
    _, second = world.companies
    answer = raw(reader, "BankAccount_GetCurrent", f"<CompanyId>{second}</CompanyId>", "CompanyService")

    assert b"BankAccount_GetCurrentResponse" in answer
    assert b"BankAccount_GetCurrentResult" not in answer


def test_company_answers_hold_what_the_world_holds(reader: Reader, company: Company) -> None:
    employer = company.employer
    address, account, security = employer.address, employer.bank_account, employer.social_security
    assert address
    assert account
    assert security

    found = reader.company("Address_GetCurrent", company.id)
    assert (address.place.street, address.place.postal_code) == (found.Street, found.PostalCode)
    assert account.iban == reader.company("BankAccount_GetCurrent", company.id).IBAN
    schedules = reader.company("Schedule_GetCurrent", company.id)
    assert employer.schedules[1].hours[11] == schedules.FulltimeScheduleTwo.HoursFriday2 == Decimal(0)
    settings = reader.company("SVW_GetCurrent", company.id)
    assert security.sector.code == settings.SVWSettings.Sector == settings.Sector.Code


def test_null_dates_and_strings_and_numbers_look_as_the_vendor_writes_them(
    reader: Reader, company: Company
) -> None:
    which = f"<CompanyID>{company.id}</CompanyID>"
    contracts = raw(reader, "Contract_GetAll_AllEmployeesByCompany", which)
    addresses = raw(reader, "Address_GetAll_AllEmployeesByCompany", which)

    assert b'<EndDate xsi:nil="true" />' in contracts
    assert b'<EndPeriod xsi:nil="true" /><EndYear xsi:nil="true" />' in addresses
    assert b"<HouseNumberAddition>" in addresses
    assert b"<HouseNumberAddition />" not in addresses
    assert b"HouseNumberAddition xsi:nil" not in addresses


def test_company_without_anybody_answers_empty(reader: Reader) -> None:
    company = reader.nmbrs.add_company("Leeg B.V.")

    answer = raw(reader, "Absence_GetAll_AllEmployeesByCompany", f"<CompanyId>{company}</CompanyId>")

    assert b"<Absence_GetAll_AllEmployeesByCompanyResult />" in answer
    reader.nmbrs.close_company(company)
