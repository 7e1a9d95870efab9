"""The delivery of one employer, stream by stream, from what a reading finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import partial
from operator import attrgetter
from typing import Any, Final, Protocol, TypeVar

from app.hr.delivery import Delivery, Request, Stream
from app.hr.records import Department, EmployerDetails, Job, JobPlacement, Placement, Wage
from app.nmbrs import companies, operations, people, recognition, rows
from app.nmbrs.absences import Absences
from app.nmbrs.decoding import Raw
from app.nmbrs.operations import Operation
from app.nmbrs.reading import Cancelled, Reading, Terms
from app.nmbrs.rows import Problems, Row
from app.nmbrs.soap import Soap


class _Keyed(Protocol):
    @property
    def source_key(self) -> str: ...


_Record = TypeVar("_Record", bound=_Keyed)

_STREAM_OF: Final = {
    **dict.fromkeys(
        (each for each in operations.PERMITTED if each.service == operations.COMPANY), Stream.EMPLOYER
    ),
    operations.DEPARTMENTS: Stream.DEPARTMENTS,
    operations.EMPLOYMENTS: Stream.EMPLOYMENTS,
    operations.CONTRACTS: Stream.CONTRACTS,
    operations.FUNCTIONS: Stream.JOBS,
    operations.FUNCTIONS_V2: Stream.JOBS,
    operations.SCHEDULES: Stream.SCHEDULES,
    operations.SALARIES: Stream.WAGES,
    operations.ADDRESSES: Stream.ADDRESSES,
    operations.ALL_ADDRESSES: Stream.ADDRESSES,
    operations.ABSENCES: Stream.ABSENCES,
    operations.ALL_ABSENCES: Stream.ABSENCES,
}
_STREAM: Final = {operation.name: stream for operation, stream in _STREAM_OF.items()}


def deliver(soap: Soap, request: Request, terms: Terms) -> Delivery:
    """Read every stream that was asked for."""
    recognition.begin(soap, request)
    try:
        return _deliver(Reading(soap, request, terms))
    except Cancelled:
        return Delivery(cancelled=True)


def _deliver(reading: Reading) -> Delivery:
    reading.begin()
    absence = Absences(reading)
    absence.let_leavers_in()
    employer = _employer(reading)
    if recognition.unchanged(reading):
        return _absence_alone(reading, absence)
    units, owned = _histories(reading)
    employees, coming = people.employees(reading)
    # Whoever is neither delivered nor ours already cannot be given an employment or absence.
    ours = {each.source_key for each in employees} | reading.request.known_employees
    if not reading.ledger.wants(Stream.EMPLOYEES):
        ours |= reading.wanted().keys()
    addresses, addresses_read_for = people.addresses(reading, ours, coming)
    absences, absences_read_for = absence.of(ours, coming)
    _remark_drift(reading)
    of_ours = {
        name: [each for each in records if each.employee_key in ours] for name, records in owned.items()
    }
    of_people = {"employees": employees, "addresses": addresses, "absences": absences}
    everything = units | of_ours | of_people
    found: dict[str, Any] = {name: _ordered(records) for name, records in everything.items()}
    counts = {stream: len(found.get(stream.value, ())) for stream in Stream}
    return Delivery(
        **found,
        employer=employer,
        addresses_read_for=frozenset(addresses_read_for),
        absences_read_for=frozenset(absences_read_for),
        streams=reading.ledger.readings(counts | {Stream.EMPLOYER: int(employer is not None)}),
        doubted=reading.ledger.doubted(),
        remarks=tuple(reading.ledger.remarks),
        lost_operations=tuple(sorted(reading.lost)),
        fingerprint=recognition.fingerprint(reading),
    )


def _absence_alone(reading: Reading, absence: Absences) -> Delivery:
    """All else is as it was, so whoever was wanted then was delivered then."""
    rows, read_for = absence.of(reading.wanted().keys(), set())
    _remark_drift(reading, of=frozenset({Stream.ABSENCES}))
    return Delivery(
        absences=_ordered(rows),
        absences_read_for=frozenset(read_for),
        streams=reading.ledger.readings({Stream.ABSENCES: len(rows)}),
        remarks=tuple(reading.ledger.remarks),
        lost_operations=tuple(sorted(reading.lost)),
        fingerprint=recognition.fingerprint(reading),
        unchanged=True,
    )


def _histories(reading: Reading) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read departments and jobs, and what belongs to somebody, by the field of the delivery."""
    departments, placements = _departments(reading)
    jobs, job_placements = _jobs(reading)
    return {"departments": departments, "jobs": jobs}, {
        "placements": placements,
        "job_placements": job_placements,
        "employments": _owned(reading, operations.EMPLOYMENTS, "EmployeeEmployments", rows.employments),
        "contracts": _owned(reading, operations.CONTRACTS, "EmployeeContracts", rows.contracts),
        "schedules": _owned(reading, operations.SCHEDULES, "EmployeeSchedules", rows.schedules),
        "wages": _wages(reading),
    }


def _ordered(records: Iterable[_Record]) -> tuple[_Record, ...]:
    """Sort by key: Nmbrs answers in any order, and the same answer must give the same delivery."""
    return tuple(sorted(records, key=attrgetter("source_key")))


# --- the employer -------------------------------------------------------------------------------


def _employer(reading: Reading) -> EmployerDetails | None:
    """Four calls beside the period; delivered whole or not at all."""
    if not reading.ledger.wants(Stream.EMPLOYER) or reading.payroll is None:
        return None
    key, payroll = reading.request.company_key, reading.payroll

    def record(operation: Operation) -> Raw | None:
        return reading.ask(reading.soap.record, operation, key)

    with reading.at_stake(Stream.EMPLOYER):
        return EmployerDetails(
            source_key=key,
            period_type=payroll.type,
            period=(payroll.year, payroll.number),
            period_starts_on=payroll.starts_on,
            address=companies.address(record(operations.COMPANY_ADDRESS)),
            bank_account=companies.bank_account(record(operations.COMPANY_BANK_ACCOUNT)),
            full_time=companies.full_time(record(operations.COMPANY_SCHEDULE)),
            social_security=companies.social_security(record(operations.COMPANY_SVW)),
        )
    return None


# --- history of everybody in one answer ---------------------------------------------------------


def _departments(reading: Reading) -> tuple[tuple[Department, ...], tuple[Placement, ...]]:
    if reading.payroll is None:
        return (), ()
    history = reading.history(Stream.DEPARTMENTS, operations.DEPARTMENTS, "EmployeeDepartments")
    departments, placements, problems = rows.DEPARTMENTS.read(history, reading.payroll.type)
    reading.report(Stream.DEPARTMENTS, problems)
    return departments, placements


def _jobs(reading: Reading) -> tuple[tuple[Job, ...], tuple[JobPlacement, ...]]:
    if reading.payroll is None:
        return (), ()
    history = reading.history(
        Stream.JOBS, operations.FUNCTIONS, "EmployeeFunctions", newer=operations.FUNCTIONS_V2
    )
    jobs, placements, problems = rows.JOBS.read(history, reading.payroll.type)
    reading.report(Stream.JOBS, problems)
    return jobs, placements


def _wages(reading: Reading) -> tuple[Wage, ...]:
    """An amount whose period nobody knows means nothing."""
    if reading.payroll is None:
        return ()
    take = partial(rows.wages, period=reading.payroll.type)
    return _owned(reading, operations.SALARIES, "EmployeeSalaries", take)


def _owned(
    reading: Reading,
    operation: Operation,
    inner: str,
    take: Callable[[Iterable[Row]], tuple[tuple[_Record, ...], Problems]],
) -> tuple[_Record, ...]:
    stream = _STREAM_OF[operation]
    records, problems = take(reading.history(stream, operation, inner))
    reading.report(stream, problems)
    return records


# --- what is new --------------------------------------------------------------------------------


def _remark_drift(reading: Reading, *, of: Set[Stream] = frozenset(Stream)) -> None:
    """Say what Nmbrs sends that our contract does not have: nothing is lost by it, but we must know."""
    for operation, elements in reading.soap.drift.found().items():
        stream = _STREAM.get(operation, Stream.EMPLOYEES)
        if stream in of:
            reading.ledger.remark("CONTRACT_DRIFT", stream, operation=operation, elements=", ".join(elements))
