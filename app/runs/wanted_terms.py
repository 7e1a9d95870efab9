"""What should stand of who has which employment, contract, job, hours, address and wage. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from app.hr import employment
from app.hr.delivery import Delivery, Stream
from app.hr.records import (
    Address,
    Contract,
    Employment,
    Entity,
    Job,
    JobPlacement,
    Placement,
    Schedule,
    Wage,
)
from app.runs.fields import POSTAL, READ_WITH, STREAM, Standing, Values, day, number


class _Dated(Protocol):
    @property
    def source_key(self) -> str: ...

    @property
    def employee_key(self) -> str: ...

    @property
    def valid_from(self) -> date | None: ...


_Row = TypeVar("_Row", bound=_Dated)


def build(
    delivery: Delivery, employees: Set[str], departments: Set[str], standing: Standing
) -> dict[Entity, dict[str, Values]]:
    """The terms of these employees; of whom a row could not be read, none of that stream.

    `departments`: those we have, of which a placement is known also when they are delivered no more.
    """
    sure = {stream: employees - delivery.doubted.get(stream, frozenset()) for stream in Stream}
    records = _of_history(delivery, departments, _Histories(delivery, sure, standing))
    records[Entity.EMPLOYMENT] = {
        each.source_key: _employment(each)
        for each in delivery.employments
        if each.employee_key in sure[Stream.EMPLOYMENTS]
    }
    records[Entity.CONTRACT] = {
        each.source_key: _contract(each)
        for each in delivery.contracts
        if each.employee_key in sure[Stream.CONTRACTS]
    }
    records[Entity.ADDRESS] = {
        each.source_key: _address(each) for each in delivery.addresses if each.employee_key in employees
    }
    return records


def _of_history(
    delivery: Delivery, departments: Set[str], history: _Histories
) -> dict[Entity, dict[str, Values]]:
    existing = departments | {each.source_key for each in delivery.departments}
    jobs = {each.source_key: each for each in delivery.jobs}
    return {
        Entity.PLACEMENT: {
            each.source_key: _placement(each, last)
            for each, last in history.of(
                Entity.PLACEMENT, delivery.placements, lambda row: row.department_key in existing
            )
        },
        Entity.JOB: {
            each.source_key: _job(each, last, jobs[str(each.job_key)])
            for each, last in history.of(Entity.JOB, delivery.job_placements, lambda row: row.job_key in jobs)
        },
        Entity.SCHEDULE: {
            each.source_key: _schedule(each, last)
            for each, last in history.of(Entity.SCHEDULE, delivery.schedules)
        },
        Entity.WAGE: {
            each.source_key: _wage(each, last) for each, last in history.of(Entity.WAGE, delivery.wages)
        },
    }


@dataclass(frozen=True, slots=True)
class _Histories:
    """Rows that each hold until the next begins.

    Where a row may be missing without being gone, the history of who misses one we have stays as it is:
    else the row before it would go on, and two would hold on one day.
    """

    delivery: Delivery
    sure: Mapping[Stream, Set[str]]
    standing: Standing

    def of(
        self, entity: Entity, rows: Iterable[_Row], counts: Callable[[_Row], bool] = lambda row: True
    ) -> Iterator[tuple[_Row, date | None]]:
        """The rows that count, with their last days. One that does not count still ends the one before."""
        stream = READ_WITH.get(STREAM[entity], STREAM[entity])
        by_employee: dict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            if row.employee_key in self.sure[stream]:
                by_employee[row.employee_key].append(row)
        ours = {} if self.delivery.complete(Stream.EMPLOYEES, STREAM[entity]) else self.standing(entity)
        for key, theirs in by_employee.items():
            if key not in ours or ours[key] <= {row.source_key for row in theirs if counts(row)}:
                yield from (each for each in employment.with_last_days(theirs) if counts(each[0]))


def money(wage: Wage) -> str:
    """An amount with its cents; should the source have more decimals, they stay."""
    whole, _, cents = (number(wage.amount) or "0").partition(".")
    return f"{whole}.{cents:0<2}"


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


def _placement(each: Placement, last: date | None) -> Values:
    return {
        "employee_key": each.employee_key,
        "department_key": each.department_key,
        "valid_from": day(each.valid_from),
        "valid_to": day(last),
    }


def _job(each: JobPlacement, last: date | None, job: Job) -> Values:
    return {
        "employee_key": each.employee_key,
        "code": job.code,
        "name": job.name,
        "valid_from": day(each.valid_from),
        "valid_to": day(last),
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
