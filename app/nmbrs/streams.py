"""The delivery of one employer, stream by stream, from what a reading finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import Any, Final, TypeVar

from app.hr.delivery import Delivery, Request, Stream
from app.hr.records import (
    AbsenceRow,
    Address,
    Department,
    Employee,
    EmployeeKind,
    Job,
    JobPlacement,
    Placement,
)
from app.nmbrs import mapping, operations, rows
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable, ReadFailed
from app.nmbrs.operations import Operation
from app.nmbrs.reading import Cancelled, Reading, Terms, ordered
from app.nmbrs.rows import Problems, Row
from app.nmbrs.soap import Soap

_Record = TypeVar("_Record")

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
#: Where a row says of which kind it is.
_KIND: Final = {
    Stream.WAGES: (operations.SALARIES, "Salary_V2.Type"),
    Stream.ADDRESSES: (operations.ADDRESSES, "EmployeeAddress.Type"),
}
_STREAM: Final = {operation.name: stream for operation, stream in _STREAM_OF.items()}


def deliver(soap: Soap, request: Request, terms: Terms) -> Delivery:
    """Read every stream that was asked for."""
    try:
        return _deliver(Reading(soap, request, terms))
    except Cancelled:
        return Delivery(cancelled=True)


def _deliver(reading: Reading) -> Delivery:
    reading.begin()
    employer = reading.employer()
    departments, placements = _departments(reading)
    jobs, job_placements = _jobs(reading)
    employments = _owned(reading, operations.EMPLOYMENTS, "EmployeeEmployments", rows.employments)
    contracts = _owned(reading, operations.CONTRACTS, "EmployeeContracts", rows.contracts)
    schedules = _owned(reading, operations.SCHEDULES, "EmployeeSchedules", rows.schedules)
    wages = _owned(reading, operations.SALARIES, "EmployeeSalaries", rows.wages)
    employees, coming = _employees(reading)
    # Whoever is neither delivered nor ours already cannot be given an employment or absence.
    ours = {each.source_key for each in employees} | reading.request.known_employees
    if not reading.ledger.wants(Stream.EMPLOYEES):
        ours |= reading.wanted().keys()
    addresses, addresses_read_for = _addresses(reading, ours, coming)
    absences, absences_read_for = _absences(reading, ours, coming)

    def of_ours(records: Iterable[Any]) -> tuple[Any, ...]:
        return ordered(each for each in records if each.employee_key in ours)

    found: dict[str, Any] = {
        "departments": ordered(departments),
        "employees": ordered(employees),
        "employments": of_ours(employments),
        "contracts": of_ours(contracts),
        "jobs": ordered(jobs),
        "schedules": of_ours(schedules),
        "wages": of_ours(wages),
        "addresses": ordered(addresses),
        "absences": ordered(absences),
    }
    _remark_drift(reading)
    counts = {Stream(name): len(records) for name, records in found.items()}
    return Delivery(
        **found,
        employer=employer,
        placements=of_ours(placements),
        job_placements=of_ours(job_placements),
        addresses_read_for=frozenset(addresses_read_for),
        absences_read_for=frozenset(absences_read_for),
        streams=reading.ledger.readings(counts | {Stream.EMPLOYER: int(employer is not None)}),
        remarks=tuple(reading.ledger.remarks),
        lost_operations=tuple(sorted(reading.lost)),
    )


# --- history of everybody in one answer ---------------------------------------------------------


def _departments(reading: Reading) -> tuple[tuple[Department, ...], tuple[Placement, ...]]:
    if reading.payroll is None:
        return (), ()
    history = reading.history(Stream.DEPARTMENTS, operations.DEPARTMENTS, "EmployeeDepartments")
    departments, placements, problems = rows.DEPARTMENTS.read(history, reading.payroll.type)
    _report(reading, Stream.DEPARTMENTS, problems)
    return departments, placements


def _jobs(reading: Reading) -> tuple[tuple[Job, ...], tuple[JobPlacement, ...]]:
    if reading.payroll is None:
        return (), ()
    history = reading.history(
        Stream.JOBS, operations.FUNCTIONS, "EmployeeFunctions", newer=operations.FUNCTIONS_V2
    )
    jobs, placements, problems = rows.JOBS.read(history, reading.payroll.type)
    _report(reading, Stream.JOBS, problems)
    return jobs, placements


def _owned(
    reading: Reading,
    operation: Operation,
    inner: str,
    take: Callable[[Iterable[Row]], tuple[tuple[_Record, ...], Problems]],
) -> tuple[_Record, ...]:
    stream = _STREAM_OF[operation]
    records, problems = take(reading.history(stream, operation, inner))
    _report(reading, stream, problems)
    return records


def _report(reading: Reading, stream: Stream, problems: Problems) -> None:
    for key in problems.invalid:
        reading.ledger.remark("PERIOD_INVALID", stream, key)
    for employee_key, error in problems.unreadable:
        reading.ledger.missed(stream, error, employee_key)
    if problems.unknown:
        operation, element = _KIND[stream]
        reading.soap.drift.note(operation.name, [element])


# --- people -------------------------------------------------------------------------------------


def _employees(reading: Reading) -> tuple[list[Employee], set[str]]:
    """Give the employees, and those to come of whom Nmbrs has nothing to say yet."""
    if not reading.ledger.wants(Stream.EMPLOYEES):
        return [], set()
    try:
        history = reading.payroll and reading.everybody(
            Stream.EMPLOYEES, operations.ALL_PERSONS, "EmployeePersonalInfos"
        )
    except ReadFailed as error:
        reading.ledger.failed(Stream.EMPLOYEES, error)
        return [], set()
    wanted = reading.wanted()
    employees = list(_from_history(reading, wanted, history or {}))
    # Who is missing from the bulk answer is asked for by name.
    missing = [key for key in wanted if not (history and key in history)]
    coming: set[str] = set()
    for key, answer in reading.each(missing, lambda key: reading.soap.record(operations.PERSON, key)):
        try:
            raw = answer()
            if raw is None and wanted[key] is EmployeeKind.FUTURE:
                # Current information is of the payroll's period, in which he does not work yet.
                coming.add(key)
                reading.ledger.remark("EMPLOYEE_NOT_YET_KNOWN", Stream.EMPLOYEES, key)
                continue
            employees.append(mapping.current_employee(raw, key=key, kind=wanted[key]))
        except ReadFailed as error:
            if reading.ledger.missed(Stream.EMPLOYEES, error, key):
                break
    if any(each.gender not in (None, "male", "female") for each in employees):
        reading.soap.drift.note(operations.PERSON.name, ["PersonalInfo.Gender"])
    return employees, coming


def _from_history(
    reading: Reading, wanted: dict[str, EmployeeKind], history: dict[str, list[Raw]]
) -> Iterable[Employee]:
    """Take the row of today out of the history of each; a history without one is a missed employee."""
    assert reading.payroll is not None or not history  # noqa: S101 - `_employees` asks only then
    for key, kind in wanted.items():
        if key not in history or reading.payroll is None:
            continue
        raw = rows.in_force(history[key], reading.payroll.type, reading.terms.today)
        try:
            if raw is None:
                raise NmbrsUnreadable(operations.ALL_PERSONS.name, reason="NoPeriod")
            yield mapping.employee(raw, key=key, kind=kind)
        except ReadFailed as error:
            reading.ledger.missed(Stream.EMPLOYEES, error, key)


def _reachable(reading: Reading, stream: Stream, ours: Set[str], coming: Set[str]) -> list[str]:
    """Those whose lists can be asked for; who was lost on the way makes the stream incomplete."""
    wanted = [key for key in reading.wanted() if key not in coming]
    if any(key not in ours for key in wanted):
        reading.ledger.follow(stream, Stream.EMPLOYEES)
    return [key for key in wanted if key in ours]


def _addresses(reading: Reading, ours: Set[str], coming: Set[str]) -> tuple[list[Address], set[str]]:
    delivered: list[Address] = []
    read_for: set[str] = set()
    if not reading.ledger.wants(Stream.ADDRESSES):
        return delivered, read_for
    keys = _reachable(reading, Stream.ADDRESSES, ours, coming)
    try:
        # The bulk form has periods, which mean nothing without the payroll's calendar.
        of_all = Stream.ADDRESSES, operations.ALL_ADDRESSES, "EmployeeAddresses"
        bulk = reading.everybody(*of_all) if reading.payroll else None
    except ReadFailed as error:
        reading.ledger.failed(Stream.ADDRESSES, error)
        return delivered, read_for
    period_type = reading.payroll.type if reading.payroll and bulk is not None else None
    for key, answer in reading.lists(keys, bulk, operations.ADDRESSES):
        try:
            found, problems = rows.addresses(
                answer(), employee_key=key, period_type=period_type, today=reading.terms.today
            )
        except ReadFailed as error:
            if reading.ledger.missed(Stream.ADDRESSES, error, key):
                break
            continue
        delivered += found
        _report(reading, Stream.ADDRESSES, problems)
        if not (problems.unknown or problems.invalid):
            read_for.add(key)
    return delivered, read_for


def _absences(reading: Reading, ours: Set[str], coming: Set[str]) -> tuple[list[AbsenceRow], set[str]]:
    """Read absence one employee at a time: what one of them hides says nothing of the others."""
    delivered: list[AbsenceRow] = []
    read_for: set[str] = set()
    owners: dict[str, str] = {}
    doubted: set[str] = set()
    if not reading.ledger.wants(Stream.ABSENCES):
        return delivered, read_for
    keys = _reachable(reading, Stream.ABSENCES, ours, coming)
    try:
        bulk = reading.everybody(Stream.ABSENCES, operations.ALL_ABSENCES, None)
    except ReadFailed as error:
        reading.ledger.failed(Stream.ABSENCES, error)
        return delivered, read_for
    for key, answer in reading.lists(keys, bulk, operations.ABSENCES):
        try:
            records, invalid = rows.absences(answer(), employee_key=key, owners=owners)
        except ReadFailed as error:
            if reading.ledger.missed(Stream.ABSENCES, error, key):
                break
            continue
        delivered += records
        read_for.add(key)
        for row_key in invalid:
            reading.ledger.remark("ABSENCE_INVALID", Stream.ABSENCES, row_key)
            read_for -= {key, owners.get(row_key, key)}
        doubted.update(invalid)
    return rows.without_dossiers_of(delivered, doubted), read_for


# --- what is new --------------------------------------------------------------------------------


def _remark_drift(reading: Reading) -> None:
    """Say what Nmbrs sends that our contract does not have: nothing is lost by it, but we must know."""
    for operation, elements in reading.soap.drift.found().items():
        stream = _STREAM.get(operation, Stream.EMPLOYEES)
        reading.ledger.remark("CONTRACT_DRIFT", stream, operation=operation, elements=", ".join(elements))
