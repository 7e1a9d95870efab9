"""What is agreed with people: contracts renewed, schedules changed, salaries and their tables raised."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from emulator import ids
from emulator.agreements import full_time_day, roster
from emulator.refusals import Impossible, Unknown
from emulator.terms import (
    DAYS_OF_A_ROSTER,
    Contract,
    Salary,
    SalaryTable,
    Scale,
    Schedule,
    TablePlace,
)
from emulator.world import Company, Employee, World

Subject = Literal["contracts", "schedules", "salaries"]
_A_RAISE = Decimal("1.03")
_CENT = Decimal("0.01")


def renew_contract(world: World, employee: Employee, told: Mapping[str, Any]) -> Contract:
    """Begin a contract; one that still ran ends the day before. A known id is that contract once more."""
    number = told.get("contract_id")
    start = told["start"]
    if number is None:
        number = ids.new(world, "contract")
        for earlier in employee.contracts:
            same = earlier.income_relation == told.get("income_relation", 1)
            if same and earlier.start < start <= (earlier.end or start):
                earlier.end = start - timedelta(days=1)
    elif all(each.id != number for each in employee.contracts):
        raise Unknown("contract")
    fields = {name: value for name, value in told.items() if name != "contract_id"}
    contract = Contract(id=number, created_at=world.now(), **{"end": None, **fields})
    if "indefinite" not in told:
        contract.indefinite = contract.end is None
    employee.contracts.append(contract)
    return contract


def reschedule(world: World, company: Company, employee: Employee, told: Mapping[str, Any]) -> Schedule:
    """Begin other hours; a week that is told is both weeks."""
    part = told.get("part_time", Decimal(1))
    hours = tuple(told.get("hours") or roster(full_time_day(company), part))
    if len(hours) not in (DAYS_OF_A_ROSTER // 2, DAYS_OF_A_ROSTER):
        raise Impossible("a roster has seven or fourteen days")
    hours = hours * (DAYS_OF_A_ROSTER // len(hours))
    schedule = Schedule(ids.new(world, "schedule"), hours, part, told["start"], world.now())
    employee.schedules.append(schedule)
    return schedule


def raise_salary(world: World, company: Company, employee: Employee, told: Mapping[str, Any]) -> Salary:
    """Begin another salary: what is told, else a step up in the table, else three percent more."""
    before = employee.salaries[-1] if employee.salaries else None
    amount, kind = told.get("amount"), told.get("kind")
    place = _place(company, before, told) if amount is None else None
    if amount is None:
        amount = (before.amount * _A_RAISE).quantize(_CENT) if before else Decimal(2_500)
    if kind is None:
        kind = before.kind if before else 1
    salary = Salary(ids.new(world, "salary"), kind, amount, told["start"], world.now(), place)
    employee.salaries.append(salary)
    return salary


def draw_up_table(company: Company, description: str, scales: Mapping[str, Any]) -> SalaryTable:
    table = SalaryTable(max(company.salary_tables, default=100) + 1, description)
    for name, amounts in scales.items():
        steps = dict(amounts) if isinstance(amounts, Mapping) else {}
        lowest = min(steps.values()) if steps else amounts
        table.scales[name] = Scale(name, f"Schaal {name}", lowest, steps)
    company.salary_tables[table.code] = table
    return table


def table_in(company: Company, code: int) -> SalaryTable:
    if code not in company.salary_tables:
        raise Unknown("salary table")
    return company.salary_tables[code]


def undo(world: World, subject: Subject, number: int) -> None:
    """Take a row away as if it had never been entered; of a contract every entry."""
    found = False
    for employee in _everybody(world):
        rows: list[Any] = getattr(employee, subject)
        left = [row for row in rows if row.id != number]
        found = found or len(left) < len(rows)
        setattr(employee, subject, left)
    if not found:
        raise Unknown(subject)


def _place(company: Company, before: Salary | None, told: Mapping[str, Any]) -> TablePlace | None:
    earlier = before.place if before else None
    if told.get("scale") is None:
        return earlier and _a_step_up(company, earlier)
    code = told.get("table") or (earlier.table if earlier else min(company.salary_tables, default=0))
    place = TablePlace(code, told["scale"], told.get("step"))
    scale = table_in(company, code).scales.get(place.scale)
    if scale is None or (place.step is not None and place.step not in scale.steps):
        raise Unknown("place in the salary table")
    return place


def _a_step_up(company: Company, place: TablePlace) -> TablePlace:
    """Go to the next step of the scale; at the top, and where there are no steps, stay."""
    steps = list(company.salary_tables[place.table].scales[place.scale].steps)
    if place.step is None or place.step == steps[-1]:
        return place
    return replace(place, step=steps[steps.index(place.step) + 1])


def _everybody(world: World) -> Iterator[Employee]:
    for company in world.companies.values():
        yield from company.employees.values()
