"""An employer's HR system as it truly is, and everything that may truly change in it.

A world delivers what the adapter would make of it: leavers only where they are known. Changes take plain
numbers, so that Hypothesis can shrink a history to the few that matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias

from app.hr.delivery import Request
from app.hr.records import AbsenceRow, Department, Employee, EmployeeKind, Employment, Placement

FIRST_DAY = date(2026, 3, 15)
#: Known and linked, known and not linked, known and outside the manual, unknown, none.
LABELS = ("Ziekte", "Geen vangnetgeval", "Ziekte door bevalling", "Overige oorzaken", "Griep", "")
LINKED = frozenset(LABELS[:2])


@dataclass
class Dossier:
    label: str
    rows: dict[str, AbsenceRow] = field(default_factory=dict)


@dataclass
class Person:
    """`placements` are by the day they begin."""

    key: str
    kind: EmployeeKind = EmployeeKind.ACTIVE
    last_name: str | None = None
    birth_date: date | None = date(1980, 2, 29)
    bsn: str | None = None
    employments: dict[str, Employment] = field(default_factory=dict)
    placements: dict[date, str] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    erased: dict[str, Dossier] = field(default_factory=dict)


@dataclass
class World:
    """Everybody of one employer, and what day it is."""

    today: date = FIRST_DAY
    people: list[Person] = field(default_factory=list)
    departments: list[str] = field(default_factory=lambda: ["Winkel"])
    #: Where the next key comes from; keys are never used again.
    given: int = 0

    def key(self, kind: str) -> str:
        self.given += 1
        return f"{kind}{self.given}"

    def day(self, number: int) -> date:
        """A day around today: numbers from 0 go from long ago to soon."""
        return self.today + timedelta(days=(number % 160) - 130)

    # --- what is delivered

    def delivers(self, request: Request) -> list[Person]:
        known = request.known_employees
        return [each for each in self.people if each.kind is not EmployeeKind.LEFT or each.key in known]

    def employee(self, person: Person) -> Employee:
        return Employee(
            source_key=person.key,
            kind=person.kind,
            personnel_number=person.key[1:],
            first_name=f"Voornaam-{person.key}",
            call_name=None,
            initials="V.",
            prefix="",
            last_name=person.last_name,
            partner_prefix=None,
            partner_last_name=None,
            gender=None,
            birth_date=person.birth_date,
            bsn=person.bsn,
        )

    def department(self, index: int) -> Department:
        return Department(source_key=f"D{index}", code=str(index), name=self.departments[index])

    def placed(self, person: Person) -> list[Placement]:
        return [
            Placement(f"{person.key}/{since}", person.key, department, since)
            for since, department in person.placements.items()
        ]

    def department_today(self, person: Person) -> str | None:
        """Where someone works: since the latest day that has come, else from the first that will."""
        started = [since for since in person.placements if since <= self.today]
        since = max(started) if started else min(person.placements, default=None)
        return person.placements[since] if since else None


# --- what may change ------------------------------------------------------------------------------

Change: TypeAlias = Callable[[World, int, int], None]


def _somebody(world: World, who: int) -> Person:
    return world.people[who % len(world.people)]


def _employment(world: World, person: Person, start: date) -> None:
    key = world.key("V")
    person.employments[key] = Employment(key, person.key, start, None, None)


def somebody_is_hired(world: World, who: int, what: int) -> None:
    person = Person(world.key("E"))
    person.last_name = f"Achternaam-{person.key}"
    person.kind = EmployeeKind.FUTURE if what % 5 == 4 else EmployeeKind.ACTIVE
    person.placements[world.day(what)] = f"D{who % len(world.departments)}"
    _employment(world, person, world.day(what))
    world.people.append(person)


def somebody_is_renamed(world: World, who: int, what: int) -> None:
    person = _somebody(world, who)
    person.last_name = (None, "", f"Achternaam-{person.key}")[what] if what < 3 else f"Achternaam-{what}"


def a_birth_date_is_corrected(world: World, who: int, what: int) -> None:
    _somebody(world, who).birth_date = None if what % 3 == 0 else date(1970, 1, 1) + timedelta(days=what)


def a_bsn_is_entered(world: World, who: int, what: int) -> None:
    _somebody(world, who).bsn = None if what % 4 == 0 else f"{123456780 + what}"


def somebody_leaves(world: World, who: int, what: int) -> None:
    person = _somebody(world, who)
    person.kind = EmployeeKind.LEFT
    for key, each in person.employments.items():
        if each.end_date is None:
            person.employments[key] = Employment(
                key, person.key, each.start_date, world.day(what), each.initial_start_date
            )


def somebody_comes_back(world: World, who: int, what: int) -> None:
    person = _somebody(world, who)
    person.kind = EmployeeKind.ACTIVE
    _employment(world, person, world.day(what))


def employments_are_erased(world: World, who: int, what: int) -> None:
    _somebody(world, who).employments.clear()


def somebody_moves(world: World, who: int, what: int) -> None:
    _somebody(world, who).placements[world.day(what)] = f"D{(who + what) % len(world.departments)}"


def somebody_has_no_department(world: World, who: int, what: int) -> None:
    _somebody(world, who).placements.clear()


def a_department_is_added(world: World, who: int, what: int) -> None:
    world.departments.append(f"Afdeling {what}")


def a_department_is_renamed(world: World, who: int, what: int) -> None:
    world.departments[who % len(world.departments)] = f"Afdeling {what}"


def somebody_falls_ill(world: World, who: int, what: int) -> None:
    person = _somebody(world, who)
    key = f"{person.key}/{world.key('')}"
    person.dossiers[key] = Dossier(LABELS[0] if what % 3 else LABELS[what // 3 % len(LABELS)])
    _add_row(world, person, key, first=world.day(what), percentage=100)


def somebody_recovers_partly(world: World, who: int, what: int) -> None:
    """The running row ends and another one follows it."""
    for person, key, row in _rows(world, who):
        if row.last_day is None:
            until = max(row.first_day, world.day(what))
            _replace(person, key, row, last_day=until)
            _add_row(world, person, key, first=until + timedelta(days=1), percentage=1 + what % 100)
            return


def somebody_recovers(world: World, who: int, what: int) -> None:
    for person, key, row in _rows(world, who):
        if row.last_day is None:
            _replace(person, key, row, last_day=max(row.first_day, world.day(what)))
            return


def a_recovery_is_undone(world: World, who: int, what: int) -> None:
    for person, key, row in _rows(world, who):
        if row.last_day is not None:
            _replace(person, key, row, last_day=None)
            return


def days_of_absence_are_corrected(world: World, who: int, what: int) -> None:
    """Both days, to anything: also to long before the history that is compared."""
    for person, key, row in _rows(world, who):
        first = world.day(what) - timedelta(days=100 if what % 4 == 0 else 0)
        last = None if row.last_day is None and what % 2 else first + timedelta(days=what % 20)
        _replace(person, key, row, first_day=first, last_day=last)
        return


def a_classification_is_corrected(world: World, who: int, what: int) -> None:
    for person, key, _ in _rows(world, who):
        person.dossiers[key].label = LABELS[what % len(LABELS)]
        return


def a_dossier_is_erased(world: World, who: int, what: int) -> None:
    for person, key, _ in _rows(world, who):
        person.erased[key] = person.dossiers.pop(key)
        return


def an_erased_dossier_comes_back(world: World, who: int, what: int) -> None:
    for person in world.people:
        for key in list(person.erased):
            person.dossiers[key] = person.erased.pop(key)
            return


def days_pass(world: World, who: int, what: int) -> None:
    world.today += timedelta(days=what % 45)


CHANGES: tuple[Change, ...] = (
    somebody_falls_ill,
    a_dossier_is_erased,
    somebody_is_hired,
    somebody_recovers,
    somebody_recovers_partly,
    a_recovery_is_undone,
    days_of_absence_are_corrected,
    an_erased_dossier_comes_back,
    a_classification_is_corrected,
    somebody_is_renamed,
    a_birth_date_is_corrected,
    a_bsn_is_entered,
    somebody_leaves,
    somebody_comes_back,
    employments_are_erased,
    somebody_moves,
    somebody_has_no_department,
    a_department_is_added,
    a_department_is_renamed,
    days_pass,
)


def _rows(world: World, who: int) -> list[tuple[Person, str, AbsenceRow]]:
    """Every absence row there is, beginning somewhere."""
    found = [
        (person, key, row)
        for person in world.people
        for key, dossier in person.dossiers.items()
        for row in dossier.rows.values()
    ]
    start = who % len(found) if found else 0
    return found[start:] + found[:start]


def _add_row(world: World, person: Person, dossier: str, *, first: date, percentage: int) -> None:
    key = world.key("A")
    person.dossiers[dossier].rows[key] = AbsenceRow(
        key, person.key, dossier, percentage, first, None, first, label=""
    )


def _replace(
    person: Person,
    dossier: str,
    row: AbsenceRow,
    *,
    last_day: date | None,
    first_day: date | None = None,
) -> None:
    person.dossiers[dossier].rows[row.source_key] = AbsenceRow(
        row.source_key, row.employee_key, dossier, row.percentage, first_day or row.first_day, last_day,
        row.reported_on, label="",
    )  # fmt: skip
