"""What should stand after a run, from what was delivered: records with plain values, and remarks. Pure.

Decides who is imported and what a record must have; never what changes (that is `plan.py`). A record
that misses something mandatory becomes a remark and leaves what we hold of it untouched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.hr import absence
from app.hr.delivery import Delivery, Remark, Stream
from app.hr.records import AbsenceRow, Employee, EmployeeKind, EmployerDetails, Employment, Entity
from app.runs import wanted_absence, wanted_departments, wanted_terms
from app.runs.fields import CONTACT, PERSON, POSTAL, Held, Standing, Values, day, number
from app.runs.rules import Rules

#: What is held that bears on absence, each after those it refers to.
ABOUT_ABSENCE: Final = (Entity.DEPARTMENT, Entity.EMPLOYEE, Entity.EMPLOYMENT, Entity.ABSENCE_CASE)


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What we hold that bears on what is wanted, all by source key.

    `department_of`: the department of each employee we have. `cases`: those inside the history.
    `employments` count where none were delivered: nothing about them has changed, or nobody knows.
    `archived`: of the departments. `standing`: what each employee has of a kind.
    """

    department_of: Mapping[str, str | None]
    departments: frozenset[str]
    cases: frozenset[str]
    employments: Mapping[str, Held]
    archived: frozenset[str] = frozenset()
    standing: Standing = field(default=lambda entity: {}, repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """Records by entity and source key. References to other records are source keys in `*_key`."""

    records: dict[Entity, dict[str, Values]]
    remarks: tuple[Remark, ...]


def build(delivery: Delivery, known: Known, rules: Rules) -> Wanted:
    """Everything that should stand for one employer.

    A case we hold that the source has since moved out of the history is wanted all the same, or it would
    stay as it was, running perhaps, for ever.
    """
    if delivery.unchanged:
        return _absence_alone(delivery, known, rules)
    remarks: list[Remark] = []
    employments = _by_employee(delivery.employments)
    employees = _importable(delivery, employments, known, rules, remarks)
    working = _working(known.employments, rules.today)
    places = wanted_departments.places(
        delivery, employees.keys(), known.department_of, working, known.standing, rules.today
    )
    remarks += wanted_departments.remarks(delivery, employees, places)
    records: dict[Entity, dict[str, Values]] = {entity: {} for entity in Entity}
    if delivery.employer is not None:
        records[Entity.EMPLOYER][delivery.employer.source_key] = _employer(delivery.employer)
    records[Entity.DEPARTMENT] = wanted_departments.departments(
        delivery, employees.keys(), places, known.departments, known.archived
    )
    records[Entity.EMPLOYEE] = {key: _employee(person, rules) for key, person in employees.items()}
    for key, department in places.of_employees.items():
        if key in employees:
            records[Entity.EMPLOYEE][key]["department_key"] = department
    records |= wanted_terms.build(delivery, employees.keys(), known.departments, known.standing)
    doubted = delivery.doubted.get(Stream.EMPLOYMENTS, frozenset())
    records[Entity.ABSENCE_CASE] = wanted_absence.build(
        delivery.absences,
        wanted_absence.About(
            employees=employees.keys() | known.department_of.keys(),
            employments=employments if delivery.complete(Stream.EMPLOYMENTS) else {},
            unsure=doubted,
            held=known.cases,
        ),
        rules,
        remarks,
    )
    return Wanted(records, tuple(remarks))


def _absence_alone(delivery: Delivery, known: Known, rules: Rules) -> Wanted:
    """The cases of the employees we hold, where all else stands as it should."""
    remarks: list[Remark] = []
    about = wanted_absence.About(
        employees=known.department_of.keys(),
        employments=_by_employee(_standing(known.employments)),
        unsure=frozenset(),
        held=known.cases,
    )
    cases = wanted_absence.build(delivery.absences, about, rules, remarks)
    records: dict[Entity, dict[str, Values]] = {entity: {} for entity in Entity}
    return Wanted(records | {Entity.ABSENCE_CASE: cases}, tuple(remarks))


def _working(held: Mapping[str, Held], today: date) -> set[str]:
    """Who is employed today, or will be, as far as we know."""
    return {
        str(each.values["employee_key"])
        for each in held.values()
        if not each.withdrawn and str(each.values["end_date"] or date.max) >= today.isoformat()
    }


def _standing(held: Mapping[str, Held]) -> Iterator[Employment]:
    for key, each in held.items():
        if not each.withdrawn and not each.marked:
            start, end = each.values["start_date"], each.values["end_date"]
            yield Employment(
                source_key=key,
                employee_key=str(each.values["employee_key"]),
                start_date=date.fromisoformat(str(start)),
                end_date=date.fromisoformat(str(end)) if end else None,
                initial_start_date=None,
            )


def _by_employee(employments: Iterable[Employment]) -> dict[str, list[Employment]]:
    grouped: dict[str, list[Employment]] = defaultdict(list)
    for each in employments:
        grouped[each.employee_key].append(each)
    return grouped


def _importable(
    delivery: Delivery,
    employments: Mapping[str, list[Employment]],
    known: Known,
    rules: Rules,
    remarks: list[Remark],
) -> dict[str, Employee]:
    importable = {}
    complete = delivery.complete(Stream.EMPLOYMENTS)
    unsure = delivery.doubted.get(Stream.EMPLOYMENTS, frozenset())
    absent = _absent(delivery.absences, rules) if rules.include_leavers else set()
    for person in delivery.employees:
        key = person.source_key
        if person.kind is EmployeeKind.LEFT and key not in known.department_of and key not in absent:
            continue
        missing = None
        if person.birth_date is None:
            missing = "birth_date"
        elif not person.last_name:
            missing = "last_name"
        elif complete and key not in unsure and not employments.get(key):
            missing = "employment"
        if missing:
            remarks.append(Remark("EMPLOYEE_INVALID", Stream.EMPLOYEES, key, {"missing": missing}))
            continue
        importable[key] = person
        runs_on = any(each.end_date is None for each in employments.get(key, ()))
        if person.kind is EmployeeKind.LEFT and complete and key not in unsure and runs_on:
            remarks.append(Remark("EMPLOYMENT_END_MISSING", Stream.EMPLOYMENTS, key))
    return importable


def _absent(rows: Iterable[AbsenceRow], rules: Rules) -> set[str]:
    """Who has absence that ends in the history, or runs."""
    cases = absence.group_into_cases(rows, end_is_last_sick_day=rules.end_is_last_sick_day)
    return {case.employee_key for case in cases if case.overlaps_since(rules.since)}


def _employer(details: EmployerDetails) -> Values:
    address, bank, insured = details.address, details.bank_account, details.social_security
    return {
        "period_type": details.period_type.value,
        **{name: getattr(address, name, None) for name in POSTAL},
        "iban": bank.iban if bank else None,
        "bic": bank.bic if bank else None,
        "account_holder": bank.holder if bank else None,
        "full_time": [[number(hours) for hours in roster] for roster in details.full_time],
        "sector_code": insured.sector_code if insured else None,
        "risk_group_code": insured.risk_group_code if insured else None,
        "labour_agreement_code": insured.labour_agreement_code if insured else None,
        "labour_agreement": insured.labour_agreement if insured else None,
        "own_risk_sickness": insured.own_risk_sickness if insured else None,
        "own_risk_disability": insured.own_risk_disability if insured else None,
    }


def _employee(person: Employee, rules: Rules) -> Values:
    values: Values = {name: getattr(person, name) for name in PERSON}
    values["birth_date"] = day(person.birth_date)
    values["deceased_on"] = day(person.deceased_on)
    if rules.contact_mode != "never":
        for name in CONTACT:
            value = getattr(person, name)
            if value or rules.contact_mode == "always":
                values[name] = value or None
    bsn = person.bsn if rules.store_bsn else None
    values["bsn"] = bsn
    values["bsn_hash"] = rules.digest(bsn) if bsn else None
    return values
