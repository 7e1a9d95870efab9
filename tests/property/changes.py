"""What may truly change about people and their absence.

Changes take plain numbers, so that Hypothesis can shrink a history to the few that matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from app.hr.records import AbsenceRow, EmployeeKind, Employment
from tests.property import changes_of_terms as terms
from tests.property.changes_of_terms import somebody
from tests.property.world import CONTACT, LABELS, Dossier, Person, World

Change: TypeAlias = Callable[[World, int, int], None]


def _employment(world: World, person: Person, start: date) -> None:
    person.gets("employments", Employment(world.key("V"), person.key, start, None, None))


def somebody_is_hired(world: World, who: int, what: int) -> None:
    person = Person(world.key("E"))
    person.last_name = f"Achternaam-{person.key}"
    person.kind = EmployeeKind.FUTURE if what % 5 == 4 else EmployeeKind.ACTIVE
    world.people.append(person)
    _employment(world, person, world.day(what))
    at = len(world.people) - 1
    for agreed in (
        *[terms.somebody_moves, terms.somebody_gets_a_job, terms.hours_change, terms.a_wage_is_agreed] * 2,
        terms.a_contract_is_signed,
        terms.somebody_moves_house,
    ):
        what = 5 * what + who
        agreed(world, at, what % 256)


def somebody_is_renamed(world: World, who: int, what: int) -> None:
    person = somebody(world, who)
    person.last_name = (None, "", f"Achternaam-{person.key}")[what] if what < 3 else f"Achternaam-{what}"


def a_birth_date_is_corrected(world: World, who: int, what: int) -> None:
    somebody(world, who).birth_date = None if what % 3 == 0 else date(1970, 1, 1) + timedelta(days=what)


def a_bsn_is_entered(world: World, who: int, what: int) -> None:
    somebody(world, who).bsn = None if what % 4 == 0 else f"{123456780 + what}"


def contact_data_change(world: World, who: int, what: int) -> None:
    value = (None, "", f"06-{what}", f"{what}@thuis.example")[what % 4]
    somebody(world, who).contact[CONTACT[who % 2]] = value


def somebody_leaves(world: World, who: int, what: int) -> None:
    person = somebody(world, who)
    person.kind = EmployeeKind.LEFT
    for each in list(person.has["employments"].values()):
        if each.end_date is None:
            person.gets("employments", replace(each, end_date=world.day(what)))


def somebody_comes_back(world: World, who: int, what: int) -> None:
    person = somebody(world, who)
    person.kind = EmployeeKind.ACTIVE
    _employment(world, person, world.day(what))


def somebody_falls_ill(world: World, who: int, what: int) -> None:
    person = somebody(world, who)
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


CHANGES: Final[tuple[Change, ...]] = (
    somebody_falls_ill,
    somebody_falls_ill,
    a_dossier_is_erased,
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
    contact_data_change,
    contact_data_change,
    somebody_leaves,
    somebody_comes_back,
    days_pass,
    *terms.CHANGES,
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
    changed = replace(row, first_day=first_day or row.first_day, last_day=last_day)
    person.dossiers[dossier].rows[row.source_key] = changed
