"""What is told about a person: written over what was, or from a payroll period on beside it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

from emulator import ids
from emulator.names import PLAIN_NAME_ORDER
from emulator.payroll_period import PayrollPeriod
from emulator.world import Employee, Person, PersonRow, World

_FIELDS: Final = frozenset(field.name for field in fields(Person))


def introduce(world: World, employee: Employee, told: Mapping[str, Any], start: PayrollPeriod) -> None:
    """Write down who a new employee is; not `recorded` leaves him out of the bulk answer."""
    _forget_what_contradicts(employee.person, told)
    _tell(employee.person, told)
    if told.get("recorded", True):
        row = PersonRow(ids.new(world, "person_row"), employee.person, start, world.now())
        employee.person_rows.append(row)


def correct(world: World, employee: Employee, told: Mapping[str, Any], start: PayrollPeriod) -> None:
    """Let what is told hold from `start` on; what was before keeps its row."""
    if not _FIELDS & told.keys():
        return
    rows = employee.person_rows
    if not any(row.start < start for row in rows):
        for person in [row.person for row in rows] or [employee.person]:
            _tell(person, told)
        return
    if all(row.start != start for row in rows):
        person = replace(employee.person_in(start))
        rows.append(PersonRow(ids.new(world, "person_row"), person, start, world.now()))
        rows.sort(key=lambda row: (row.start, row.created_at))
    for row in rows:
        if row.start >= start:
            _tell(row.person, told)
    employee.person = rows[-1].person


def _forget_what_contradicts(person: Person, told: Mapping[str, Any]) -> None:
    """Who is given a name is not given a made-up prefix, partner or nickname with it."""
    if told.get("first_name"):
        person.initials = f"{told['first_name'][0]}."
        person.nickname = None
    if told.get("last_name"):
        person.prefix = person.partner_prefix = person.partner_last_name = None
        person.name_order = PLAIN_NAME_ORDER


def _tell(person: Person, told: Mapping[str, Any]) -> None:
    """Null clears, but nobody is without a name or gender."""
    for name in _FIELDS & told.keys():
        if told[name] is None and name in ("first_name", "last_name", "initials", "gender"):
            continue
        setattr(person, name, told[name])
