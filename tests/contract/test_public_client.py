"""A client library that others wrote for the real Nmbrs finds in the look-alike what the world holds.

It reads the served WSDL, and knows the vendor's names and habits from live use, not from us.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

import nmbrs
import pytest
from nmbrs.exceptions import AuthorizationException
from nmbrs.service.company_service import CompanyService
from nmbrs.service.debtor_service import DebtorService
from nmbrs.service.employee_service import EmployeeService

from emulator.background import serve
from emulator.generation import generate
from emulator.server import create_app
from emulator.world import DEMO_USER, Company, Employee, World
from tests.contract.emulator_reader import EXTRA

TODAY = date(2026, 11, 23)
YEAR_ONE = datetime(1, 1, 1)  # noqa: DTZ001  (the vendor's times have no zone)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = [f"hours_{day}{week}" for week in ("", "2") for day in DAYS]


class Client(nmbrs.Nmbrs):
    """The library, at another address: its services take theirs from `base_uri`, which here stays put."""

    def __init__(self, address: str, user: str = DEMO_USER.username) -> None:
        super().__init__(user, DEMO_USER.token, "domain", DEMO_USER.domain, sandbox=False)
        fixed = property(lambda _: address, lambda _, __: None)
        for name, service in (
            ("company", CompanyService),
            ("employee", EmployeeService),
            ("debtor", DebtorService),
        ):
            there = type(service.__name__, (service,), {"base_uri": fixed})
            setattr(self, f"_{name}_service", there(self.auth_manager, sandbox=False))


@pytest.fixture(scope="module")
def world() -> World:
    made = generate(2, 3, 90, TODAY)
    plain = replace(DEMO_USER, username="plain@voorbeeldgroep.example")
    made.users[DEMO_USER.username] = replace(DEMO_USER, extra_operations=frozenset(EXTRA))
    made.users[plain.username] = plain
    return made


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with serve(create_app(world)) as url:
        yield f"{url}/soap/v3/"


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def companies(world: World) -> list[Company]:
    return list(world.companies.values())


def people(company: Company) -> list[Employee]:
    return list(company.employees.values())


def moment(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time())


def test_companies(client: Client, world: World) -> None:
    found = {
        (each.id, each.number, each.name, each.loonaangifte_tijdvak) for each in client.company.get_all()
    }

    assert {(each.id, each.number, each.name, each.period_type) for each in companies(world)} == found


def test_what_companies_have(client: Client, world: World) -> None:
    for company in companies(world):
        period = client.company.get_current_period(company.id)
        account = client.company.bank_account.get_current(company.id)
        schedules = client.company.get_current_schedule(company.id)
        place = client.company.address.get_current(company.id)

        current, held = world.current_period(company), company.employer
        assert (current.year, current.number) == (period.year, period.period)
        assert (held.bank_account and held.bank_account.iban) == (account and account.iban)
        assert held.schedules[0].hours[4] == schedules.schedule_one.hours_friday
        assert held.address
        assert (held.address.place.city, held.address.place.street) == (place.city, place.street)


def test_employees_by_type(client: Client, world: World) -> None:
    types = {each.description: each.id for each in client.employee.get_types()}

    for company in companies(world):
        found = {
            (each.id, each.number, each.name, description)
            for description, number in types.items()
            for each in client.employee.get_by_company(company.id, number)
        }
        held = {
            (each.id, each.number, each.person.display_name, each.employee_type) for each in people(company)
        }
        assert held == found


def test_contracts(client: Client, world: World) -> None:
    for company in companies(world):
        found = Counter(
            (row.employee_id, row.id, row.creation_date, row.start_date, row.end_date, row.trial_period,
             row.employment_type, row.employment_sequence_tax_id, row.indefinite, row.phase_classification,
             row.written_contract, row.hours_per_week)
            for row in client.employee.contract.get_all_by_company(company.id)
        )  # fmt: skip

        held = Counter(
            (each.id, row.id, row.created_at, moment(row.start), moment(row.end), moment(row.trial_end),
             row.nature, row.income_relation, row.indefinite, row.phase, row.written, row.hours_per_week)
            for each in people(company)
            for row in each.contracts
        )  # fmt: skip
        assert held == found


def test_salaries(client: Client, world: World) -> None:
    for company in companies(world):
        found = {
            (
                row.employee_id,
                row.id,
                row.value,
                row.type,
                row.start_date,
                row.table_code,
                row.scale,
                row.step,
            )
            for row in client.employee.salary.get_all_by_company(company.id)
        }

        tables = company.salary_tables
        held = {
            (
                each.id,
                row.id,
                tables[row.place.table].amount(row.place) if row.place else row.amount,
                row.kind,
                moment(row.start) or YEAR_ONE,
                row.place and row.place.table,
                row.place and row.place.scale,
                row.place and row.place.step,
            )
            for each in people(company)
            for row in each.salaries
        }
        assert held == found


def test_schedules(client: Client, world: World) -> None:
    for company in companies(world):
        # The library reads the hours of these rows and drops the rest.
        found = Counter(
            (row.employee_id, tuple(row.to_dict()[name] for name in HOURS))
            for row in client.employee.schedule.get_all_by_company(company.id)
        )

        held = Counter((each.id, row.hours) for each in people(company) for row in each.schedules)
        assert held == found


def test_absences_at_once_and_one_by_one(client: Client, world: World) -> None:
    for company in companies(world):
        held = {
            (each.id, row.id, row.dossier, row.dossier_number, row.percentage, moment(row.start),
             moment(row.end), moment(row.registered), moment(row.registered_end), row.comment)
            for each in people(company)
            for row in each.absences
        }  # fmt: skip
        read = client.employee.absence
        one_by_one = [row for each in people(company)[:50] for row in read.get_current(each.id)]
        some = {each.id for each in people(company)[:50]}

        assert held == set(map(absence, read.get_all_by_company(company.id)))
        assert {row for row in held if row[0] in some} == set(map(absence, one_by_one))


def test_careers(client: Client, world: World) -> None:
    for company in companies(world):
        departments = {
            (row.employee_id, row.id, row.code, row.description, row.start_year, row.start_period)
            for row in client.employee.department.get_all_by_company(company.id)
        }
        employments = {
            (row.employee_id, row.id, row.start_date, row.end_date, row.initial_start_date)
            for row in client.employee.employment.get_all_by_company(company.id)
        }
        jobs = {
            (row.employee_id, row.record_id, row.function_id, row.start_year, row.start_period)
            for row in client.employee.function.get_all_by_company(company.id)
        }

        units = company.departments
        assert departments == {
            (each.id, row.department_id, units[row.department_id].code,
             units[row.department_id].description, row.start.year, row.start.number)
            for each in people(company)
            for row in each.department_rows
        }  # fmt: skip
        assert employments == {
            (each.id, row.id, moment(row.start), moment(row.end), moment(row.initial_start))
            for each in people(company)
            for row in each.employments
        }
        assert jobs == {
            (each.id, row.id, row.job_id, row.start.year, row.start.number)
            for each in people(company)
            for row in each.job_rows
        }


def test_persons_and_addresses(client: Client, world: World) -> None:
    for company in companies(world):
        persons = Counter(
            (row.employee_id, row.bsn, row.last_name, row.partner_last_name, row.birthday, row.email_private)
            for row in client.employee.personal_info.get_all_by_company(company.id)
        )
        addresses = {
            (row.employee_id, row.id, row.type, row.street, row.postcode, row.country_iso_code)
            for row in client.employee.address.get_all_by_company(company.id)
        }

        assert persons == Counter(
            (each.id, row.person.bsn, row.person.last_name, row.person.partner_last_name,
             moment(row.person.birthday), row.person.email_private)
            for each in people(company)
            for row in each.person_rows
        )  # fmt: skip
        assert addresses == {
            (each.id, row.id, row.kind, row.place.street, row.place.postal_code, row.place.country)
            for each in people(company)
            for row in each.addresses
        }


def test_debtors(client: Client, world: World) -> None:
    found = [(each.id, each.number, each.name) for each in client.debtor.get_all()]

    assert [(each.id, each.number, each.name) for each in world.debtors] == found


def test_who_may_not_call_is_told_so_in_a_way_the_library_knows(address: str, world: World) -> None:
    plain = Client(address, "plain@voorbeeldgroep.example")
    company = companies(world)[0].id

    for refused in (
        lambda: plain.employee.absence.get_all_by_company(company),
        lambda: plain.employee.address.get_all_by_company(company),
        lambda: plain.employee.personal_info.get_all_by_company(company),
        lambda: plain.debtor.get_all(),
    ):
        with pytest.raises(AuthorizationException):
            refused()


def absence(row: nmbrs.data_classes.employee.Absence) -> tuple[object, ...]:
    return (
        row.employee_id, row.id, row.dossier, row.dossier_number, row.percentage, row.start, row.end,
        row.registration_start_date, row.registration_end_date, row.comment,
    )  # fmt: skip
