"""What happens to companies and what they consist of: founded, renamed, closed; departments and jobs."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from emulator import ids
from emulator.employer import BankAccount, CompanyAddress
from emulator.offices import fit_out, full_time_schedules
from emulator.payroll_period import PeriodType
from emulator.places import Place
from emulator.refusals import Unknown
from emulator.world import Company, Department, Job, World


def found_company(world: World, name: str, told: Mapping[str, Any], *, visible: bool) -> Company:
    """Add a company; what is not told about itself is made up."""
    company_id = ids.new(world, "company")
    number = told.get("number")
    if number is None:
        number = max((company.number for company in world.companies.values()), default=90) + 10
    period_type: PeriodType = told.get("period_type") or "Month"
    company = Company(company_id, number, name, period_type, visible)
    world.companies[company_id] = company
    fit_out(world, Random(company_id), company, 0)  # noqa: S311 - believable, not secret
    change_company(world, company, told)
    return company


def change_company(world: World, company: Company, told: Mapping[str, Any]) -> None:
    """Change what is told; a null current period follows the calendar again."""
    for name in ("name", "number", "visible", "part_time_unit"):
        if told.get(name) is not None:
            setattr(company, name, told[name])
    if "current_period" in told:
        company.current_period = told["current_period"]
    _change_employer(world, company, told)


def close_company(world: World, company: Company) -> None:
    for employee_id in list(company.employees):
        world.remove_employee(employee_id)
    del world.companies[company.id]


def open_department(world: World, company: Company, description: str, code: int | None) -> Department:
    department_id = ids.new(world, "department")
    department = Department(department_id, _code(company.departments, code), description)
    company.departments[department.id] = department
    return department


def open_job(world: World, company: Company, description: str, code: int | None) -> Job:
    job = Job(ids.new(world, "job"), _code(company.jobs, code), description)
    company.jobs[job.id] = job
    return job


def change_unit(unit: Department | Job, told: Mapping[str, Any]) -> None:
    for name in ("description", "code"):
        if told.get(name) is not None:
            setattr(unit, name, told[name])


def company_in(world: World, company_id: int) -> Company:
    company = world.companies.get(company_id)
    if company is None:
        raise Unknown("company")
    return company


def company_with_department(world: World, department_id: int) -> Company:
    for company in world.companies.values():
        if department_id in company.departments:
            return company
    raise Unknown("department")


def job_in(world: World, job_id: int) -> Job:
    for company in world.companies.values():
        if job_id in company.jobs:
            return company.jobs[job_id]
    raise Unknown("job")


def _code(units: Mapping[int, Department | Job], code: int | None) -> int:
    return max((each.code for each in units.values()), default=0) + 10 if code is None else code


def _change_employer(world: World, company: Company, told: Mapping[str, Any]) -> None:
    """Null takes a part away, and a part that is told replaces what was there."""
    employer = company.employer
    if "address" in told:
        place = told["address"]
        employer.address = place and CompanyAddress(ids.new(world, "address"), Place(**place))
    if "bank_account" in told:
        account = told["bank_account"]
        employer.bank_account = account and BankAccount(ids.new(world, "bank_account"), **account)
    if "full_time_day" in told:
        day: Decimal | None = told["full_time_day"]
        employer.schedules = [] if day is None else full_time_schedules(day)
    if told.get("social_security") is False:
        employer.social_security = None
