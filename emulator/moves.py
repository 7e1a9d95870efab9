"""Who moves: to another department, job or house."""

from collections.abc import Mapping
from dataclasses import fields, replace
from random import Random
from typing import Any

from emulator import ids
from emulator.households import make_up_place
from emulator.payroll_period import PayrollPeriod, before
from emulator.places import Address, AddressKind, Place
from emulator.refusals import Unknown
from emulator.world import Company, DepartmentRow, Employee, JobRow, World


def to_department(
    world: World, company: Company, employee: Employee, department_id: int | None, start: PayrollPeriod
) -> None:
    """Put somebody in a department from a period on; None takes him out of the one he was in."""
    if department_id is not None and department_id not in company.departments:
        raise Unknown("department")
    employee.department_rows.append(DepartmentRow(department_id, start, world.now()))


def to_job(world: World, employee: Employee, job_id: int | None, start: PayrollPeriod) -> None:
    """Give somebody a job from a period on; None takes away the one he had."""
    employee.job_rows.append(JobRow(ids.new(world, "job_row"), job_id, start, world.now()))


def empty_department(
    world: World, company: Company, department_id: int, into: int, start: PayrollPeriod
) -> list[int]:
    """Move everybody whose last department this is; tells whom."""
    if into not in company.departments:
        raise Unknown("department")
    moved = []
    for employee in company.employees.values():
        rows = employee.department_rows
        if rows and max(rows, key=lambda row: (row.start, row.created_at)).department_id == department_id:
            to_department(world, company, employee, into, start)
            moved.append(employee.id)
    return moved


def to_address(
    world: World, company: Company, employee: Employee, told: Mapping[str, Any], start: PayrollPeriod
) -> Address:
    """End what was the address of this kind, and begin another; what is not told is made up."""
    kind: AddressKind = told.get("kind", "HomeAddress")
    number = ids.new(world, "address")
    made_up = make_up_place(Random(number))  # noqa: S311 - believable, not secret
    known = {name: told[name] for name in _PLACE & told.keys()}
    for earlier in [each for each in employee.addresses if each.kind == kind and each.holds_in(start)]:
        if earlier.start == start:
            employee.addresses.remove(earlier)
        else:
            earlier.end = before(start, company.period_type)
    address = Address(number, kind, replace(made_up, **known), start, None, world.now())
    employee.addresses.append(address)
    return address


def from_address(world: World, address_id: int) -> None:
    """Take an address away as if it had never been entered."""
    for company in world.companies.values():
        for employee in company.employees.values():
            for address in employee.addresses:
                if address.id == address_id:
                    employee.addresses.remove(address)
                    return
    raise Unknown("address")


_PLACE = frozenset(field.name for field in fields(Place))
