"""What should stand of who has which employment, contract, job, hours, address and wage. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from datetime import date
from typing import Protocol, TypeVar

from app.hr import employment
from app.hr.delivery import Delivery, Stream
from app.hr.records import Address, Contract, Employment, Entity, Schedule, Wage
from app.runs.fields import POSTAL, Values, day, number


class _Dated(Protocol):
    @property
    def source_key(self) -> str: ...

    @property
    def employee_key(self) -> str: ...

    @property
    def valid_from(self) -> date | None: ...


_Row = TypeVar("_Row", bound=_Dated)


def build(delivery: Delivery, employees: Set[str], departments: Set[str]) -> dict[Entity, dict[str, Values]]:
    """The terms of these employees; of whom a row could not be read, none of that stream.

    `departments`: those we have, of which a placement is known also when they are delivered no more.
    """
    sure = {stream: employees - delivery.doubted.get(stream, frozenset()) for stream in Stream}
    existing = departments | {each.source_key for each in delivery.departments}
    jobs = {each.source_key: each for each in delivery.jobs}
    return {
        Entity.EMPLOYMENT: {
            each.source_key: _employment(each)
            for each in delivery.employments
            if each.employee_key in sure[Stream.EMPLOYMENTS]
        },
        Entity.CONTRACT: {
            each.source_key: _contract(each)
            for each in delivery.contracts
            if each.employee_key in sure[Stream.CONTRACTS]
        },
        Entity.PLACEMENT: {
            each.source_key: {
                "employee_key": each.employee_key,
                "department_key": each.department_key,
                "valid_from": day(each.valid_from),
                "valid_to": day(last),
            }
            for each, last in _history(delivery.placements, sure[Stream.DEPARTMENTS])
            if each.department_key in existing
        },
        Entity.JOB: {
            each.source_key: {
                "employee_key": each.employee_key,
                "code": jobs[each.job_key].code,
                "name": jobs[each.job_key].name,
                "valid_from": day(each.valid_from),
                "valid_to": day(last),
            }
            for each, last in _history(delivery.job_placements, sure[Stream.JOBS])
            if each.job_key in jobs
        },
        Entity.SCHEDULE: {
            each.source_key: _schedule(each, last)
            for each, last in _history(delivery.schedules, sure[Stream.SCHEDULES])
        },
        Entity.ADDRESS: {
            each.source_key: _address(each) for each in delivery.addresses if each.employee_key in employees
        },
        Entity.WAGE: {
            each.source_key: _wage(each, last) for each, last in _history(delivery.wages, sure[Stream.WAGES])
        },
    }


def money(wage: Wage) -> str:
    """An amount with its cents; should the source have more decimals, they stay."""
    whole, _, cents = (number(wage.amount) or "0").partition(".")
    return f"{whole}.{cents:0<2}"


def _history(rows: Iterable[_Row], employees: Set[str]) -> Iterator[tuple[_Row, date | None]]:
    by_employee: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.employee_key in employees:
            by_employee[row.employee_key].append(row)
    for theirs in by_employee.values():
        yield from employment.with_last_days(theirs)


def _employment(each: Employment) -> Values:
    return {
        "employee_key": each.employee_key,
        "start_date": day(each.start_date),
        "end_date": day(each.end_date),
        "initial_start_date": day(each.initial_start_date),
    }


def _contract(each: Contract) -> Values:
    return {
        "employee_key": each.employee_key,
        "start_date": day(each.start_date),
        "end_date": day(each.end_date),
        "trial_ends_on": day(each.trial_ends_on),
        "indefinite": each.indefinite,
        "written": each.written,
        "hours_per_week": number(each.hours_per_week),
        "employment_type": each.employment_type,
        "phase": each.phase,
        "income_relation": each.income_relation,
    }


def _schedule(each: Schedule, last: date | None) -> Values:
    return {
        "employee_key": each.employee_key,
        "hours": [number(hours) for hours in each.hours],
        "part_time_factor": number(each.part_time_factor),
        "valid_from": day(each.valid_from),
        "valid_to": day(last),
    }


def _address(each: Address) -> Values:
    return {
        "employee_key": each.employee_key,
        "kind": each.kind.value,
        **{name: getattr(each.address, name) for name in POSTAL},
    }


def _wage(each: Wage, last: date | None) -> Values:
    return {
        "employee_key": each.employee_key,
        "amount": money(each),
        "kind": each.kind.value,
        "period": each.period.value,
        "table_code": each.table_code,
        "scale": each.scale,
        "step": each.step,
        "valid_from": day(each.valid_from),
        "valid_to": day(last),
    }
