"""What should stand after a run, from what was delivered: records with plain values, and remarks. Pure.

Decides who is imported and what a record must have; never what changes (that is `plan.py`). A record
that misses something mandatory becomes a remark and leaves what we hold of it untouched.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from app.hr import absence, classification, employment
from app.hr.delivery import Delivery, Remark, Stream
from app.hr.records import Employee, EmployeeKind, Employment, Entity

Value: TypeAlias = str | int | list[dict[str, str | int | None]] | None
Values: TypeAlias = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings of the configuration and employer that decide what is wanted.

    `digest` makes the keyed hash of a BSN; with `store_bsn` off no BSN is kept in any form.
    """

    today: date
    since: date
    store_bsn: bool
    end_is_last_sick_day: bool
    classifications: classification.Codes
    digest: Callable[[str], str] = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """Records by entity and source key. References to other records are source keys in `*_key`."""

    records: dict[Entity, dict[str, Values]]
    remarks: tuple[Remark, ...]


PERSON: Final = (
    "personnel_number", "first_name", "call_name", "initials", "prefix", "last_name",
    "partner_prefix", "partner_last_name", "gender",
)  # fmt: skip
#: The names of an entity's values. One that is missing from a record's values is unknown, not empty.
FIELDS: Final[dict[Entity, tuple[str, ...]]] = {
    Entity.DEPARTMENT: ("code", "name"),
    Entity.EMPLOYEE: (*PERSON, "birth_date", "department_key", "bsn", "bsn_hash"),
    Entity.EMPLOYMENT: ("employee_key", "start_date", "end_date", "initial_start_date"),
    Entity.ABSENCE_CASE: (
        "employee_key", "classification", "kind", "safety_net",
        "first_sick_day", "last_sick_day", "periods",
    ),
}  # fmt: skip


def build(
    delivery: Delivery, held_employees: frozenset[str], rules: Rules, *, held_cases: frozenset[str]
) -> Wanted:
    """Everything that should stand for one employer. `held_employees`: source keys we have.

    `held_cases`: those of the cases we have inside the history. One that the source has since moved out
    of it is wanted all the same, or it would stay as it was, running perhaps, for ever.
    """
    remarks: list[Remark] = []
    employments = _employments_by_employee(delivery)
    employees = _importable(delivery, employments, held_employees, remarks)
    departments = _departments_of(delivery, employees, rules.today, remarks)
    in_use = set(departments.values())
    records: dict[Entity, dict[str, Values]] = {
        # Departments exist through employees only (manual, R11); one that nobody is in today is history.
        Entity.DEPARTMENT: {
            each.source_key: {"code": each.code, "name": each.name}
            for each in delivery.departments
            if each.source_key in in_use
        },
        Entity.EMPLOYEE: {key: _employee(person, rules) for key, person in employees.items()},
        Entity.EMPLOYMENT: {
            each.source_key: _employment(each) for key in employees for each in employments.get(key, ())
        },
        Entity.ABSENCE_CASE: _cases(delivery, employees.keys() | held_employees, held_cases, rules, remarks),
    }
    for key, values in records[Entity.EMPLOYEE].items():
        if key in departments or delivery.complete(Stream.DEPARTMENTS):
            values["department_key"] = departments.get(key)
    return Wanted(records, tuple(remarks))


def _employments_by_employee(delivery: Delivery) -> dict[str, list[Employment]]:
    grouped: dict[str, list[Employment]] = defaultdict(list)
    for each in delivery.employments:
        grouped[each.employee_key].append(each)
    return grouped


def _importable(
    delivery: Delivery,
    employments: Mapping[str, list[Employment]],
    held: frozenset[str],
    remarks: list[Remark],
) -> dict[str, Employee]:
    importable = {}
    for person in delivery.employees:
        if person.kind is EmployeeKind.LEFT and person.source_key not in held:
            continue
        missing = None
        if person.birth_date is None:
            missing = "birth_date"
        elif not person.last_name:
            missing = "last_name"
        elif delivery.complete(Stream.EMPLOYMENTS) and not employments.get(person.source_key):
            missing = "employment"
        if missing:
            remarks.append(
                Remark("EMPLOYEE_INVALID", Stream.EMPLOYEES, person.source_key, {"missing": missing})
            )
            continue
        importable[person.source_key] = person
    return importable


def _departments_of(
    delivery: Delivery, employees: Mapping[str, Employee], today: date, remarks: list[Remark]
) -> dict[str, str]:
    """The department key of each employee today; absent when unknown or none."""
    placements = defaultdict(list)
    existing = {each.source_key for each in delivery.departments}
    for placement in delivery.placements:
        if placement.department_key in existing:
            placements[placement.employee_key].append(placement)
    found = {}
    for key, person in employees.items():
        current = employment.placement_on(placements.get(key, ()), today)
        if current is not None:
            found[key] = current.department_key
        elif delivery.complete(Stream.DEPARTMENTS) and person.kind is not EmployeeKind.LEFT:
            remarks.append(Remark("EMPLOYEE_NO_DEPARTMENT", Stream.DEPARTMENTS, key))
    return found


def _employee(person: Employee, rules: Rules) -> Values:
    values: Values = {name: getattr(person, name) for name in PERSON}
    values["birth_date"] = _day(person.birth_date)
    bsn = person.bsn if rules.store_bsn else None
    values["bsn"] = bsn
    values["bsn_hash"] = rules.digest(bsn) if bsn else None
    return values


def _employment(each: Employment) -> Values:
    return {
        "employee_key": each.employee_key,
        "start_date": _day(each.start_date),
        "end_date": _day(each.end_date),
        "initial_start_date": _day(each.initial_start_date),
    }


def _cases(
    delivery: Delivery,
    employees: frozenset[str] | set[str],
    held: frozenset[str],
    rules: Rules,
    remarks: list[Remark],
) -> dict[str, Values]:
    wanted: dict[str, Values] = {}
    refused: Counter[tuple[str, str]] = Counter()
    codes = rules.classifications
    cases = absence.group_into_cases(delivery.absences, end_is_last_sick_day=rules.end_is_last_sick_day)
    for case in cases:
        compared = case.source_key in held or case.overlaps_since(rules.since)
        if case.employee_key not in employees or not compared:
            continue
        known = classification.recognise(case.label)
        code = codes.by_label.get(known.label) if known else None
        if known is None:
            remarks.append(Remark("CLASSIFICATION_UNKNOWN", Stream.ABSENCES, case.source_key))
        elif code is None:
            refused["CLASSIFICATION_NOT_MAPPED", known.label] += 1
        elif code not in codes.linked:
            refused["CLASSIFICATION_NOT_LINKED", known.label] += 1
        else:
            wanted[case.source_key] = _case(case, known, code)
    # A label beside one person's reference would be a health record in a report: counts per label only.
    for (message, label), count in sorted(refused.items()):
        remarks.append(Remark(message, Stream.ABSENCES, params={"label": label, "count": count}))
    return wanted


def _case(case: absence.Case, known: classification.Classification, code: str) -> Values:
    return {
        "employee_key": case.employee_key,
        "classification": code,
        "kind": known.kind.value,
        "safety_net": known.safety_net.value,
        "first_sick_day": _day(case.first_sick_day),
        "last_sick_day": _day(case.last_sick_day),
        "periods": [
            {
                "source_key": period.source_key,
                "first_day": _day(period.first_day),
                "last_day": _day(period.last_day),
                "percentage": period.percentage,
                "reported_on": _day(period.reported_on),
            }
            for period in case.periods
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
