"""What happens to people: hired, changed, left, hired again."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from emulator import ids, moves, persons
from emulator.careers import new_employment
from emulator.furnishing import complete
from emulator.generation import new_employee
from emulator.payroll_period import PayrollPeriod, period_of
from emulator.refusals import Impossible, Unknown
from emulator.world import Company, Employee, World

_WITHOUT_EMPLOYMENT = frozenset({"Applicant", "Rejected applicant", "External", "Former external"})


def employee_in(world: World, employee_id: int) -> Employee:
    employee = world.employee(employee_id)
    if employee is None:
        raise Unknown("employee")
    return employee


def hire(world: World, company: Company, told: Mapping[str, Any]) -> Employee:
    """Add an employee; what is not told is made up, except an end date.

    Contracts, hours, pay, a job and an address are made up only where `complete` is told.
    """
    kind = told.get("employee_type") or "Payroll"
    _check_type(world, kind)
    department_id = _department_at_hire(company, told)
    _check_job(company, told)
    number = told.get("personnel_number")
    if number is None:
        number = max((each.number for each in company.employees.values()), default=0) + 1
    random = Random(world.seed * 1_000_003 + ids.new(world, "hire"))  # noqa: S311 - not secret
    employee = new_employee(world, random, company, (kind, number))
    start = told.get("start_date") or world.today
    if kind not in _WITHOUT_EMPLOYMENT:
        employment = new_employment(world, start, told.get("end_date"), world.now())
        employee.employments.append(employment)
    period = period_of(start, company.period_type)
    if department_id is not None:
        moves.to_department(world, company, employee, department_id, period)
    if told.get("complete"):
        complete(world, random, company, employee)
        employee.person_rows.clear()
    if told.get("job_id") is not None:
        employee.job_rows.clear()
        moves.to_job(world, employee, told["job_id"], period)
    persons.introduce(world, employee, told, period)
    return employee


def change(world: World, employee: Employee, told: Mapping[str, Any]) -> None:
    """Change what is told: department, job and person from the told period on, or the current one.

    A department or job that is told as None is none.
    """
    company = world.companies[employee.company_id]
    if told.get("employee_type") is not None:
        _check_type(world, told["employee_type"])
    _check_job(company, told)
    current = world.current_period(company)
    start = PayrollPeriod(told.get("year") or current.year, told.get("period") or current.number)
    if "department_id" in told:
        moves.to_department(world, company, employee, told["department_id"], start)
    if "job_id" in told:
        moves.to_job(world, employee, told["job_id"], start)
    if {"start_date", "end_date"} & told.keys():
        _change_last_employment(employee, told)
    employee.employee_type = told.get("employee_type") or employee.employee_type
    if told.get("personnel_number") is not None:
        employee.number = told["personnel_number"]
    persons.correct(world, employee, told, start)


def leave(world: World, employee: Employee, end: date, employee_type: str) -> None:
    _check_type(world, employee_type)
    if not employee.employments:
        raise Impossible("the employee has no employment")
    employee.employments[-1].end = end
    employee.employee_type = employee_type


def rehire(world: World, employee: Employee, start: date, end: date | None, *, parallel: bool = False) -> int:
    """Begin a second employment, after the first or beside it; seniority keeps the first start."""
    if not parallel and any(each.end is None or each.end >= start for each in employee.employments):
        raise Impossible("an employment still runs on that day")
    employment = new_employment(world, start, end, world.now())
    if employee.employments:
        employment.initial_start = employee.employments[0].initial_start
    employee.employments.append(employment)
    return employment.id


def _check_type(world: World, description: str) -> None:
    if description not in world.employee_types.values():
        raise Unknown("employee type")


def _check_job(company: Company, told: Mapping[str, Any]) -> None:
    if told.get("job_id") is not None and told["job_id"] not in company.jobs:
        raise Unknown("job")


def _department_at_hire(company: Company, told: Mapping[str, Any]) -> int | None:
    """None told is none; nothing told is the company's first."""
    if "department_id" not in told:
        return min(company.departments, default=None)
    department_id: int | None = told["department_id"]
    if department_id is not None and department_id not in company.departments:
        raise Unknown("department")
    return department_id


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
