"""What EmployeeService answers about everybody of a company at once, with history.

Applicants, externals, leavers and future starters are in it too. Who has no record has no row.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from emulator import names
from emulator.answers_company import place
from emulator.answers_employee import absence, person
from emulator.contract import Parameters
from emulator.disorder import unsorted
from emulator.payroll_period import PayrollPeriod
from emulator.places import Address
from emulator.records_company import HOURS
from emulator.terms import Contract, Salary, SalaryTable, Schedule, TablePlace
from emulator.wire import Row
from emulator.world import (
    Company,
    Department,
    Employee,
    Employment,
    Job,
    PartTimeUnit,
    PersonRow,
    User,
    World,
)


def departments(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Department_GetAll_AllEmployeesByCompany."""
    company = _company(world, parameters)

    def rows(employee: Employee) -> list[Row]:
        return [
            {**_unit(row.department_id, company.departments), **_since(row)}
            for row in reversed(employee.department_rows)
        ]

    return _per_employee(company, "EmployeeDepartments", rows)


def employments(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Employment_GetAll_AllEmployeesByCompany."""

    def rows(employee: Employee) -> list[Row]:
        return [_employment(each) for each in unsorted(employee.employments)]

    return _per_employee(_company(world, parameters), "EmployeeEmployments", rows)


def jobs(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Function_GetAll_AllEmployeesByCompany: the id in a row is the job's."""
    company = _company(world, parameters)

    def rows(employee: Employee) -> list[Row]:
        return [{**_unit(row.job_id, company.jobs), **_since(row)} for row in unsorted(employee.job_rows)]

    return _per_employee(company, "EmployeeFunctions", rows)


def jobs_with_record_ids(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Function_GetAll_AllEmployeesByCompany_V2."""
    company = _company(world, parameters)

    def rows(employee: Employee) -> list[Row]:
        return [
            {"RecordId": row.id, "Function": _unit(row.job_id, company.jobs), **_since(row)}
            for row in unsorted(employee.job_rows)
        ]

    return _per_employee(company, "EmployeeFunctions", rows)


def schedules(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Schedule_GetAll_AllEmployeesByCompany: part-time as a fraction or in percent, as the company has it."""
    company = _company(world, parameters)

    def rows(employee: Employee) -> list[Row]:
        return [_schedule(each, company.part_time_unit) for each in unsorted(employee.schedules)]

    return _per_employee(company, "EmployeeSchedules", rows)


def contracts(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Contract_GetAll_AllEmployeesByCompany."""

    def rows(employee: Employee) -> list[Row]:
        return [_contract(each) for each in unsorted(reversed(employee.contracts))]

    return _per_employee(_company(world, parameters), "EmployeeContracts", rows)


def salaries(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Salary_GetAll_AllEmployeesByCompany."""
    company = _company(world, parameters)

    def rows(employee: Employee) -> list[Row]:
        return [_salary(each, company.salary_tables) for each in unsorted(employee.salaries)]

    return _per_employee(company, "EmployeeSalaries", rows)


def absences(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Absence_GetAll_AllEmployeesByCompany: the rows of all, mixed."""
    company = world.companies[parameters["CompanyId"]]
    owner = {row.id: each for each in company.employees.values() for row in each.absences}
    rows = [row for each in company.employees.values() for row in each.absences]
    return [{**absence(row), "EmployeeId": owner[row.id].id} for row in unsorted(rows)]


def personal_infos(world: World, _: User, parameters: Parameters) -> list[Row]:
    """PersonalInfo_GetAll_AllEmployeesByCompany: marital status and name order are numbers here."""

    def rows(employee: Employee) -> list[Row]:
        return [_person(each, employee.number) for each in unsorted(employee.person_rows)]

    return _per_employee(_company(world, parameters), "EmployeePersonalInfos", rows)


def addresses(world: World, _: User, parameters: Parameters) -> list[Row]:
    """Address_GetAll_AllEmployeesByCompany."""

    def rows(employee: Employee) -> list[Row]:
        return [_address(each) for each in unsorted(employee.addresses)]

    return _per_employee(_company(world, parameters), "EmployeeAddresses", rows)


def _company(world: World, parameters: Parameters) -> Company:
    return world.companies[parameters["CompanyID"]]


def _per_employee(company: Company, name: str, rows: Callable[[Employee], list[Row]]) -> list[Row]:
    found = ((employee.id, rows(employee)) for employee in unsorted(company.employees.values()))
    return [{"EmployeeId": number, name: of} for number, of in found if of]


class _Dated(Protocol):
    start: PayrollPeriod
    created_at: datetime


def _since(row: _Dated) -> dict[str, object]:
    return {
        "CreationDate": row.created_at,
        "StartPeriod": row.start.number,
        "StartYear": row.start.year,
    }


def _unit(number: int | None, among: Mapping[int, Department | Job]) -> dict[str, object]:
    """Describe a department or job; where there is none, numbers that cannot be null are nought."""
    if number is None:
        return {"Id": 0, "Code": 0, "Description": None}
    of = among[number]
    return {"Id": of.id, "Code": of.code, "Description": of.description}


def _employment(employment: Employment) -> Row:
    return {
        "EmploymentId": employment.id,
        "CreationDate": employment.created_at,
        "StartDate": employment.start,
        "EndDate": employment.end,
        "InitialStartDate": employment.initial_start,
    }


def _schedule(schedule: Schedule, unit: PartTimeUnit) -> Row:
    part_time = schedule.part_time * 100 if unit == "percent" else schedule.part_time
    return {
        "Id": schedule.id,
        **dict(zip(HOURS, schedule.hours, strict=True)),
        "ParttimePercentage": part_time,
        "StartDate": schedule.start,
        "CreationDate": schedule.created_at,
    }


def _contract(contract: Contract) -> Row:
    return {
        "ContractID": contract.id,
        "CreationDate": contract.created_at,
        "StartDate": contract.start,
        "TrialPeriod": contract.trial_end,
        "EndDate": contract.end,
        "EmployementType": contract.nature,
        "EmploymentSequenceTaxId": contract.income_relation,
        "Indefinite": contract.indefinite,
        "PhaseClassification": contract.phase,
        "WrittenContract": contract.written,
        "HoursPerWeek": contract.hours_per_week,
    }


def _salary(salary: Salary, tables: dict[int, SalaryTable]) -> Row:
    row = {
        "ID": salary.id,
        "Value": salary.amount,
        "Type": salary.kind,
        "StartDate": salary.start,
        "CreationDate": salary.created_at,
    }
    if salary.place is None:
        return row
    table = tables[salary.place.table]
    return {**row, "Value": table.amount(salary.place), "SalaryTable": _table(table, salary.place)}


def _table(table: SalaryTable, place: TablePlace) -> Row:
    scale = table.scales[place.scale]
    return {
        "Code": table.code,
        "Description": table.description,
        "Schaal": {
            "Scale": scale.name,
            "SchaalDescription": scale.description,
            "ScaleValue": scale.amount,
            "ScalePercentageMax": Decimal(0),
            "ScalePercentageMin": Decimal(0),
        },
        "Trede": place.step
        and {
            "Step": place.step,
            "StepDescription": f"Trede {place.step}",
            "StepValue": scale.steps[place.step],
        },
    }


def _person(row: PersonRow, number: int) -> Row:
    return {
        "Id": row.id,
        **person(row.person),
        "EmployeeNumber": number,
        "BurgerlijkeStaat": _code(row.person.marital_status, names.MARITAL_STATUSES),
        "Naamstelling": _code(row.person.name_order, names.NAME_ORDERS),
        "Birthday": row.person.birthday,
        **_since(row),
    }


def _address(address: Address) -> Row:
    return {
        "Id": address.id,
        "StartPeriod": address.start.number,
        "StartYear": address.start.year,
        "EndPeriod": address.end and address.end.number,
        "EndYear": address.end and address.end.year,
        **place(address.place),
        "CreationDate": address.created_at,
        "Type": address.kind,
    }


def _code(text: str | None, texts: tuple[str, ...]) -> int:
    """Number a text, 0 for none or another. The vendor's own numbers are not public."""
    return texts.index(text) + 1 if text in texts else 0
