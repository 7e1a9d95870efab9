"""What happens to companies and people: founded, hired, moved, left, vanished."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from random import Random
from typing import Any

from emulator import ids
from emulator.careers import new_employment
from emulator.generation import new_employee
from emulator.names import PLAIN_NAME_ORDER
from emulator.payroll_period import PayrollPeriod, PeriodType, period_of
from emulator.world import Company, Department, DepartmentRow, Employee, Person, World

_PERSON_FIELDS = frozenset(field.name for field in fields(Person))
_WITHOUT_EMPLOYMENT = frozenset({"Applicant", "Rejected applicant", "External", "Former external"})


class Unknown(LookupError):
    """There is no such company, department, employee, absence or dossier."""


class Impossible(ValueError):
    """The world is not in a state in which this can happen."""


def found_company(
    world: World, name: str, number: int | None, period_type: PeriodType, *, visible: bool
) -> Company:
    company_id = ids.new(world, "company")
    taken = [company.number for company in world.companies.values()]
    number = number if number is not None else max(taken, default=90) + 10
    company = Company(company_id, number, name, period_type, visible)
    world.companies[company_id] = company
    return company


def open_department(world: World, company: Company, description: str, code: int | None) -> Department:
    if code is None:
        code = max((each.code for each in company.departments.values()), default=0) + 10
    department = Department(ids.new(world, "department"), code, description)
    company.departments[department.id] = department
    return department


def change_company(company: Company, told: Mapping[str, Any]) -> None:
    """Change what is told; a null current period follows the calendar again."""
    for name in ("name", "number", "visible"):
        if told.get(name) is not None:
            setattr(company, name, told[name])
    if "current_period" in told:
        company.current_period = told["current_period"]


def close_company(world: World, company: Company) -> None:
    for employee_id in list(company.employees):
        world.remove_employee(employee_id)
    del world.companies[company.id]


def change_department(department: Department, told: Mapping[str, Any]) -> None:
    for name in ("description", "code"):
        if told.get(name) is not None:
            setattr(department, name, told[name])


def company_in(world: World, company_id: int) -> Company:
    company = world.companies.get(company_id)
    if company is None:
        raise Unknown("company")
    return company


def employee_in(world: World, employee_id: int) -> Employee:
    employee = world.employee(employee_id)
    if employee is None:
        raise Unknown("employee")
    return employee


def department_in(world: World, department_id: int) -> Department:
    for company in world.companies.values():
        if department_id in company.departments:
            return company.departments[department_id]
    raise Unknown("department")


def hire(world: World, company: Company, told: Mapping[str, Any]) -> Employee:
    """Add an employee; what is not told is made up, except an end date."""
    kind = told.get("employee_type") or "Payroll"
    _check_type(world, kind)
    department_id = _department_at_hire(company, told)
    number = told.get("personnel_number")
    if number is None:
        number = max((each.number for each in company.employees.values()), default=0) + 1
    random = Random(world.seed * 1_000_003 + ids.new(world, "hire"))  # noqa: S311 - not secret
    employee = new_employee(world, random, company, (kind, number))
    _forget_what_contradicts(employee.person, told)
    _tell(employee.person, told)
    start = told.get("start_date") or world.today
    if kind not in _WITHOUT_EMPLOYMENT:
        employment = new_employment(world, start, told.get("end_date"), world.now())
        employee.employments.append(employment)
    if department_id is not None:
        period = period_of(start, company.period_type)
        employee.department_rows.append(DepartmentRow(department_id, period, world.now()))
    return employee


def change(world: World, employee: Employee, told: Mapping[str, Any]) -> None:
    """Change what is told. A new department starts in the told period, or the current one."""
    company = world.companies[employee.company_id]
    if told.get("employee_type") is not None:
        _check_type(world, told["employee_type"])
    if told.get("department_id") is not None:
        _move(world, company, employee, told)
    if {"start_date", "end_date"} & told.keys():
        _change_last_employment(employee, told)
    employee.employee_type = told.get("employee_type") or employee.employee_type
    if told.get("personnel_number") is not None:
        employee.number = told["personnel_number"]
    _tell(employee.person, told)


def leave(world: World, employee: Employee, end: date, employee_type: str) -> None:
    _check_type(world, employee_type)
    if not employee.employments:
        raise Impossible("the employee has no employment")
    employee.employments[-1].end = end
    employee.employee_type = employee_type


def rehire(world: World, employee: Employee, start: date, end: date | None) -> int:
    """Begin a second employment; seniority keeps the first start."""
    if any(each.end is None or each.end >= start for each in employee.employments):
        raise Impossible("an employment still runs on that day")
    employment = new_employment(world, start, end, world.now())
    if employee.employments:
        employment.initial_start = employee.employments[0].initial_start
    employee.employments.append(employment)
    return employment.id


def _check_type(world: World, description: str) -> None:
    if description not in world.employee_types.values():
        raise Unknown("employee type")


def _department_at_hire(company: Company, told: Mapping[str, Any]) -> int | None:
    """None told is none; nothing told is the company's first."""
    if "department_id" not in told:
        return min(company.departments, default=None)
    department_id: int | None = told["department_id"]
    if department_id is not None and department_id not in company.departments:
        raise Unknown("department")
    return department_id


def _move(world: World, company: Company, employee: Employee, told: Mapping[str, Any]) -> None:
    if told["department_id"] not in company.departments:
        raise Unknown("department")
    current = world.current_period(company)
    start = PayrollPeriod(told.get("year") or current.year, told.get("period") or current.number)
    row = DepartmentRow(told["department_id"], start, world.now())
    employee.department_rows.append(row)


def _change_last_employment(employee: Employee, told: Mapping[str, Any]) -> None:
    if not employee.employments:
        raise Impossible("the employee has no employment")
    last = employee.employments[-1]
    if told.get("start_date") is not None:
        if last.initial_start == last.start:
            last.initial_start = told["start_date"]
        last.start = told["start_date"]
    if "end_date" in told:
        last.end = told["end_date"]


def _forget_what_contradicts(person: Person, told: Mapping[str, Any]) -> None:
    """Who is given a name is not given a made-up prefix, partner or nickname with it."""
    if told.get("first_name"):
        person.initials = f"{told['first_name'][0]}."
        person.nickname = None
    if told.get("last_name"):
        person.prefix = person.partner_prefix = person.partner_last_name = None
        person.name_order = PLAIN_NAME_ORDER


def _tell(person: Person, told: Mapping[str, Any]) -> None:
    """Write down what is told about a person; null clears, but nobody is without a name or gender."""
    for name in _PERSON_FIELDS & told.keys():
        if told[name] is None and name in ("first_name", "last_name", "initials", "gender"):
            continue
        setattr(person, name, told[name])
