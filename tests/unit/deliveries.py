"""Deliveries, rules and held records with defaults, for tests that need no database.

Everybody works since 2020 in one department and is complete; a test names only what differs. What
employers and employees agreed is in `agreements.py`.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.hr.classification import Codes
from app.hr.delivery import Completeness, Delivery, Stream, StreamReading
from app.hr.records import (
    AbsenceRow,
    Department,
    Employee,
    EmployeeKind,
    EmployerDetails,
    Employment,
    Entity,
    Placement,
)
from app.runs import plan, wanted
from app.runs.fields import FIELDS, LOOKED_UP, MARKED, PROTECTED, Held, Values
from app.runs.plan import Context, Operation, Plan
from app.runs.rules import Rules
from app.runs.wanted import Known, Wanted

TODAY = date(2026, 5, 20)
SINCE = date(2024, 5, 20)
RUN = "run-now"
SICK = "Ziekte"
CLASSIFICATIONS = Codes(
    by_label={
        SICK: "NMBRS-1",
        "Adoptie / Pleegzorg": "NMBRS-5",
        "Ziekte door bevalling": "NMBRS-6",
        "Geen vangnetgeval": "NMBRS-7",
    },
    linked=frozenset({"NMBRS-1", "NMBRS-5", "NMBRS-7"}),
)


def digest(content: str) -> str:
    """A hash without a key: these tests ask whether two are equal, not whether one can be guessed."""
    return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()


# --- what a source delivers ----------------------------------------------------------------------


def department(key: str = "D1", name: str = "Winkel", code: str = "10") -> Department:
    return Department(source_key=key, code=code, name=name)


def employee(key: str = "E1", kind: EmployeeKind = EmployeeKind.ACTIVE, **fields: Any) -> Employee:
    person: dict[str, Any] = {
        "personnel_number": key.removeprefix("E"),
        "first_name": "Antonia",
        "call_name": "Toos",
        "initials": "A.",
        "prefix": "de",
        "last_name": "Bruin",
        "partner_prefix": None,
        "partner_last_name": None,
        "gender": "female",
        "birth_date": date(1980, 2, 29),
        "bsn": None,
    }
    return Employee(source_key=key, kind=kind, **(person | fields))


def employment(key: str = "V1", of: str = "E1", **fields: Any) -> Employment:
    dates: dict[str, Any] = {"start_date": date(2020, 1, 1), "end_date": None, "initial_start_date": None}
    return Employment(source_key=key, employee_key=of, **(dates | fields))


def placement(of: str = "E1", at: str | None = "D1", since: date = date(2020, 1, 1)) -> Placement:
    """Since when somebody is in a department; `None` is no department from that day on."""
    return Placement(source_key=f"{of}/{at}/{since}", employee_key=of, department_key=at, valid_from=since)


def absence_row(
    key: str = "A1", of: str = "E1", dossier: str = "E1/1", *, first: date = date(2026, 3, 2), **fields: Any
) -> AbsenceRow:
    """A row of a dossier; it runs, full time, unless told otherwise."""
    row: dict[str, Any] = {"percentage": 100, "last_day": None, "reported_on": None, "label": SICK}
    return AbsenceRow(source_key=key, employee_key=of, dossier_key=dossier, first_day=first, **(row | fields))


def delivery(
    *,
    incomplete: Mapping[Stream, Completeness] | Iterable[Stream] = (),
    read_for: Iterable[str] | None = None,
    addresses_read_for: Iterable[str] | None = None,
    doubted: Mapping[Stream, Iterable[str]] | None = None,
    employer: EmployerDetails | None = None,
    **records: Iterable[Any],
) -> Delivery:
    """One department with one employee in it, unless told otherwise; streams are complete by default.

    Placements are as whole as the departments. `read_for`: whose absences were read; by default
    everybody's who is delivered. Addresses likewise.
    """
    states = (
        dict(incomplete)
        if isinstance(incomplete, Mapping)
        else dict.fromkeys(incomplete, Completeness.FAILED)
    )
    if Stream.DEPARTMENTS in states:
        states = {Stream.PLACEMENTS: states[Stream.DEPARTMENTS]} | states
    found: dict[str, tuple[Any, ...]] = {
        "departments": (department(),),
        "employees": (employee(),),
        "employments": (employment(),),
        "placements": (placement(),),
        "absences": (),
    } | {name: tuple(each) for name, each in records.items()}
    everybody = [person.source_key for person in found["employees"]]
    counts = {stream: len(found.get(stream.value, ())) for stream in Stream}
    counts[Stream.EMPLOYER] = int(employer is not None)
    return Delivery(
        **found,
        employer=employer,
        absences_read_for=frozenset(everybody if read_for is None else read_for),
        addresses_read_for=frozenset(everybody if addresses_read_for is None else addresses_read_for),
        doubted={stream: frozenset(keys) for stream, keys in (doubted or {}).items()},
        streams={
            stream: StreamReading(states.get(stream, Completeness.COMPLETE), count=counts[stream])
            for stream in Stream
        },
    )


# --- what we make of it --------------------------------------------------------------------------


def rules(**fields: Any) -> Rules:
    usual: dict[str, Any] = {
        "today": TODAY,
        "since": SINCE,
        "store_bsn": False,
        "end_is_last_sick_day": True,
        "contact_mode": "when_delivered",
        "include_leavers": False,
        "delete_action": "pending_then_withdraw",
        "classifications": CLASSIFICATIONS,
        "digest": digest,
    }
    return Rules(**(usual | fields))


def known(employees: Iterable[str] = (), *, cases: Iterable[str] = (), **fields: Any) -> Known:
    """What we hold: employees without a department, unless told otherwise."""
    usual: dict[str, Any] = {
        "department_of": dict.fromkeys(employees),
        "departments": frozenset(),
        "cases": frozenset(cases),
        "employments": {},
    }
    return Known(**(usual | fields))


def build(
    delivered: Delivery, held: Iterable[str] = (), *, held_cases: Iterable[str] = (), **fields: Any
) -> Wanted:
    """What should stand, with `held` the keys of the employees we have."""
    return wanted.build(delivered, known(held, cases=held_cases), rules(**fields))


def context(**fields: Any) -> Context:
    """Protected values are sealed by `sealed`, ids are new-1, new-2, …"""
    ids = itertools.count(1)
    usual: dict[str, Any] = {
        "run_id": RUN,
        "rules": rules(),
        "reveal": reveal,
        "look_up": lambda entity, keys: {},
        "new_id": lambda: f"new-{next(ids)}",
    }
    return Context(**(usual | fields))


def sealed(record_id: str, name: str, text: str) -> str:
    """A pretended ciphertext, bound to its place as real ones are."""
    return f"sealed:{record_id}:{name}:{text}"


def reveal(record_id: str, name: str, hidden: str) -> str:
    place = sealed(record_id, name, "")
    assert hidden.startswith(place), "opened at a place where it does not belong"
    return hidden.removeprefix(place)


class Records:
    """What we hold of one employer, in memory: plans are applied to it as the journal would."""

    def __init__(self) -> None:
        self.held: dict[Entity, dict[str, Held]] = {entity: {} for entity in Entity}
        self.looked_up: list[tuple[Entity, str]] = []  #: whose values a plan asked for

    def plan(self, delivered: Delivery, *, run: str = RUN, **fields: Any) -> Plan:
        """The plan for a delivery; `fields` are those of the rules."""
        decided = rules(**fields)
        target = wanted.build(delivered, plan.known(self.held, decided.since), decided)
        ids = itertools.count(len(self.all()) + 1)
        planning = context(
            run_id=run, rules=decided, new_id=lambda _: f"id-{next(ids)}", look_up=self._values
        )
        return plan.compare(delivered, target, self._as_loaded(), planning)

    def take(self, delivered: Delivery, **fields: Any) -> Plan:
        """Plan a delivery and apply it."""
        made = self.plan(delivered, **fields)
        for change in made.changes:
            before = self.held[change.entity].get(change.source_key)
            values = dict(before.values) if before else dict.fromkeys(FIELDS[change.entity])
            values |= {name: new for name, (_, new) in self._sealed(change).items()}
            mark = values.pop(MARKED, before.marked if before else None)
            withdrawn = before is not None and before.withdrawn and change.operation is not Operation.RESTORE
            self.held[change.entity][change.source_key] = Held(
                id=change.record_id,
                content_hash=change.content_hash,
                values=values,
                withdrawn=withdrawn or change.operation is Operation.WITHDRAW,
                marked=None if mark is None else str(mark),
            )
        return made

    def _values(self, entity: Entity, keys: Iterable[str]) -> dict[str, Values]:
        found = {key: self.held[entity][key].values for key in keys}
        self.looked_up += [(entity, key) for key in found]
        return found

    def _as_loaded(self) -> dict[Entity, dict[str, Held]]:
        """Without the values that are looked up where they are needed."""
        return {
            entity: {
                key: replace(each, values={"employee_key": each.values["employee_key"]})
                if entity in LOOKED_UP
                else each
                for key, each in records.items()
            }
            for entity, records in self.held.items()
        }

    def all(self) -> list[Held]:
        return [record for of_entity in self.held.values() for record in of_entity.values()]

    def case(self, key: str = "E1/1") -> Held:
        return self.held[Entity.ABSENCE_CASE][key]

    def values(self, entity: Entity, key: str) -> Values:
        return self.held[entity][key].values

    def _sealed(self, change: plan.PlannedChange) -> plan.Fields:
        return {
            name: (old, sealed(change.record_id, name, str(new)))
            if new is not None and (change.entity, name) in PROTECTED
            else (old, new)
            for name, (old, new) in change.fields.items()
        }


def told(made: Plan) -> list[tuple[str, str, str]]:
    """Each change in three words: what, which and why."""
    return [(change.operation.value, change.source_key, change.reason) for change in made.changes]
