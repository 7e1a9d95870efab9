"""What may truly change of the employer, and of what people have: places, jobs, hours, wages, addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.hr.periods import PeriodType
from app.hr.records import (
    Address,
    AddressKind,
    Contract,
    JobPlacement,
    Placement,
    PostalAddress,
    Schedule,
    Wage,
    WageKind,
)
from tests.property.world import HISTORIES, TERMS, Person, World


def somebody(world: World, who: int) -> Person:
    return world.people[who % len(world.people)]


# --- the employer, departments and jobs


def the_employer_changes_banks(world: World, who: int, what: int) -> None:
    world.iban = None if what % 3 == 0 else f"NL91ABNA{what:010}"


def a_department_is_added(world: World, who: int, what: int) -> None:
    world.departments.append(f"Afdeling {what}")


def a_department_is_renamed(world: World, who: int, what: int) -> None:
    world.departments[who % len(world.departments)] = f"Afdeling {what}"


def a_job_is_added(world: World, who: int, what: int) -> None:
    world.jobs.append(f"Functie {what}")


def a_job_is_renamed(world: World, who: int, what: int) -> None:
    world.jobs[who % len(world.jobs)] = f"Functie {what}"


# --- places and jobs


def put(world: World, person: Person, since: date, department: int | None) -> None:
    unit = None if department is None else f"D{department}"
    person.gets("placements", Placement(f"{person.key}/{unit}/{since}", person.key, unit, since))


def somebody_moves(world: World, who: int, what: int) -> None:
    put(world, somebody(world, who), world.day(what), (who + what) % len(world.departments))


def somebody_has_no_department(world: World, who: int, what: int) -> None:
    """None from a day on, or none at all."""
    if what % 2:
        put(world, somebody(world, who), world.day(what), None)
    else:
        somebody(world, who).has["placements"].clear()


def somebody_gets_a_job(world: World, who: int, what: int) -> None:
    person, since = somebody(world, who), world.day(what)
    unit = None if what % 7 == 6 else f"J{(who + what) % len(world.jobs)}"
    person.gets("job_placements", JobPlacement(f"{person.key}/{unit}/{since}", person.key, unit, since))


# --- contracts, hours, wages, addresses


def a_contract_is_signed(world: World, who: int, what: int) -> None:
    person, start = somebody(world, who), world.day(what)
    contract = Contract(
        source_key=f"{person.key}/{world.key('C')}",
        employee_key=person.key,
        start_date=None if what % 11 == 0 else start,
        end_date=start + timedelta(days=what) if what % 2 else None,
        trial_ends_on=None,
        indefinite=(None, True, False)[what % 3],
        written=True,
        hours_per_week=None if what % 5 == 0 else Decimal(what) / 4,
        employment_type="1",
        phase=None,
        income_relation=None,
    )
    person.gets("contracts", contract)


def hours_change(world: World, who: int, what: int) -> None:
    person = somebody(world, who)
    hours = tuple(Decimal(what + day) / 2 if day % 7 < 5 else Decimal(0) for day in range(14))
    since = None if what % 9 == 8 else world.day(what)
    person.gets("schedules", Schedule(world.key("S"), person.key, since, hours, Decimal(what % 101) / 100))


def a_wage_is_agreed(world: World, who: int, what: int) -> None:
    """By the table, or an amount."""
    person, scale = somebody(world, who), (None, "A", "B")[what % 3]
    wage = Wage(
        source_key=world.key("W"),
        employee_key=person.key,
        valid_from=None if what % 9 == 8 else world.day(what),
        amount=Decimal(1400 + what) + Decimal(what % 4) / 4,
        kind=WageKind.GROSS_FULL_TIME,
        period=PeriodType.MONTH,
        table_code="CAO" if scale else None,
        scale=scale,
        step=None,
    )
    person.gets("wages", wage)


def the_table_rises(world: World, who: int, what: int) -> None:
    scale = "AB"[who % 2]
    world.table[scale] += Decimal(1 + what) / 4


def somebody_moves_house(world: World, who: int, what: int) -> None:
    person, kind = somebody(world, who), list(AddressKind)[who % 2]
    address = PostalAddress("Dorpsstraat", str(what), None, None, "Bakel", None, "NL")
    person.gets("addresses", Address(f"{person.key}/{kind}", person.key, kind, address))


# --- any of them


def a_row_is_taken_back(world: World, who: int, what: int) -> None:
    person = somebody(world, who)
    for kind, row in _rows(person, what):
        person.taken_back.append((kind, person.has[kind].pop(row.source_key)))
        return


def a_row_comes_back(world: World, who: int, what: int) -> None:
    for person in world.people:
        if person.taken_back:
            person.gets(*person.taken_back.pop(what % len(person.taken_back)))
            return


def a_first_day_is_corrected(world: World, who: int, what: int) -> None:
    """Places and jobs have it in their key, and are other rows then."""
    person = somebody(world, who)
    for kind, row in _rows(person, what):
        if kind in ("schedules", "wages"):
            del person.has[kind][row.source_key]
            person.gets(kind, replace(row, valid_from=world.day(what * 7)))
            return


def everything_of_a_kind_is_erased(world: World, who: int, what: int) -> None:
    somebody(world, who).has[TERMS[what % len(TERMS)]].clear()


def _rows(person: Person, what: int) -> list[tuple[str, Any]]:
    """Every row somebody has, beginning somewhere; what is a history first."""
    kinds = sorted(TERMS, key=lambda kind: kind not in HISTORIES)
    found = [(kind, row) for kind in kinds for row in person.has[kind].values()]
    start = what % len(found) if found else 0
    return found[start:] + found[:start]


CHANGES = (
    somebody_moves,
    a_row_is_taken_back,
    a_wage_is_agreed,
    the_table_rises,
    a_row_is_taken_back,
    a_row_comes_back,
    somebody_gets_a_job,
    hours_change,
    a_contract_is_signed,
    somebody_moves_house,
    a_first_day_is_corrected,
    somebody_has_no_department,
    a_department_is_added,
    a_department_is_renamed,
    a_job_is_added,
    a_job_is_renamed,
    everything_of_a_kind_is_erased,
    the_employer_changes_banks,
)
