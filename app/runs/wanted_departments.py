"""Where everybody works today, and which departments that leaves in use. Pure.

Departments exist through employees only (manual, R11). One that nobody who works is in is archived, if
that was proven: it stays for the history of who was in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.hr import employment
from app.hr.delivery import Delivery, Remark, Stream
from app.hr.records import Employee, EmployeeKind, Entity, Placement
from app.runs.fields import Standing, Values

#: Without these, who is in no department may as well be in one.
_PROOF: Final = (Stream.DEPARTMENTS, Stream.PLACEMENTS)


@dataclass(frozen=True, slots=True)
class Places:
    """`of_employees`: the department of each today, `None` for none; who is not in it is not known.

    `in_use`: the departments of those who work, or will, as far as we know. `strays`: who is placed in a
    department that was not delivered.
    """

    of_employees: Mapping[str, str | None]
    in_use: frozenset[str]
    strays: frozenset[str]


def places(
    delivery: Delivery,
    employees: Set[str],
    department_of: Mapping[str, str | None],
    working: Set[str],
    standing: Standing,
    today: date,
) -> Places:
    """Where everybody works.

    `department_of` is what we hold, for those of whom not every row was read, or who are none of
    `employees`, who come in. `working`: who works here as far as we know, and is in his department still
    if he was not delivered.
    """
    existing = {each.source_key for each in delivery.departments}
    by_employee: dict[str, list[Placement]] = defaultdict(list)
    for placement in delivery.placements:
        by_employee[placement.employee_key].append(placement)
    complete = delivery.complete(*_PROOF)
    unsure = _unsure(delivery, by_employee, standing)
    found: dict[str, str | None] = {}
    in_use: set[str | None] = set()
    strays = set()
    for person in delivery.employees:
        key = person.source_key
        current = employment.placement_on(by_employee.get(key, ()), today)
        department = current.department_key if current else None
        if department is not None and department not in existing:
            strays.add(key)
        elif key not in unsure and (current is not None or complete):
            found[key] = department
        if person.kind is not EmployeeKind.LEFT:
            in_use.add(found.get(key))
            if key not in found or key not in employees:
                in_use.add(department_of.get(key))
    for key in working - {person.source_key for person in delivery.employees}:
        in_use.add(department_of.get(key))
    return Places(found, frozenset(key for key in in_use if key is not None), frozenset(strays))


def _unsure(delivery: Delivery, placements: Mapping[str, list[Placement]], standing: Standing) -> Set[str]:
    """Of whom a placement could not be read, or one that we have is missing and need not be gone."""
    doubted = delivery.doubted.get(Stream.DEPARTMENTS, frozenset())
    if delivery.complete(*_PROOF):
        return doubted
    return doubted | {
        key
        for key, ours in standing(Entity.PLACEMENT).items()
        if not ours <= {each.source_key for each in placements.get(key, ())}
    }


def departments(
    delivery: Delivery, employees: Set[str], found: Places, held: Set[str], archived: Set[str]
) -> dict[str, Values]:
    """The departments that should stand: those in use, and archived ones that are part of a history.

    Who does not come in makes no department either, but keeps one that is there in use.
    """
    judged = delivery.complete(*_PROOF, Stream.EMPLOYEES)
    named = held | {
        each.department_key
        for each in delivery.placements
        if each.employee_key in employees and each.department_key is not None
    }
    wanted: dict[str, Values] = {}
    for each in delivery.departments:
        key = each.source_key
        if key not in named:
            continue
        wanted[key] = {"code": each.code, "name": each.name}
        if key in found.in_use:
            wanted[key]["archived"] = False
        elif judged or key not in held:
            wanted[key]["archived"] = True
    silent = held - wanted.keys()
    wanted |= {key: {"archived": False} for key in sorted(silent & archived & found.in_use)}
    if judged:
        wanted |= {key: {"archived": True} for key in sorted(silent - found.in_use)}
    return wanted


def remarks(delivery: Delivery, employees: Mapping[str, Employee], found: Places) -> Iterator[Remark]:
    """Who has no department, or one that is not there."""
    for key, person in employees.items():
        if person.kind is EmployeeKind.LEFT:
            continue
        if key in found.strays:
            yield Remark("DEPT_UNKNOWN", Stream.DEPARTMENTS, key)
        elif found.of_employees.get(key, key) is None and delivery.complete(*_PROOF):
            yield Remark("EMPLOYEE_NO_DEPARTMENT", Stream.DEPARTMENTS, key)
