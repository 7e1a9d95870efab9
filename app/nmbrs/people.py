"""What is read of one employee after another: who he is, and where he lives."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import partial

from app.hr.delivery import Stream
from app.hr.records import Address, Employee, EmployeeKind
from app.nmbrs import mapping, operations, rows
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable
from app.nmbrs.reading import Reading


def employees(reading: Reading) -> tuple[list[Employee], set[str]]:
    """Give the employees, and those to come of whom Nmbrs has nothing to say yet."""
    delivered: list[Employee] = []
    coming: set[str] = set()
    if not reading.ledger.wants(Stream.EMPLOYEES):
        return delivered, coming
    with reading.at_stake(Stream.EMPLOYEES):
        history = reading.payroll and reading.everybody(
            Stream.EMPLOYEES, operations.ALL_PERSONS, "EmployeePersonalInfos"
        )
        wanted = reading.wanted()
        delivered += _from_history(reading, wanted, history or {})
        # Who is missing from the bulk answer is asked for by name.
        missing = [key for key in wanted if not (history and key in history)]
        answers = reading.each(missing, lambda key: reading.soap.record(operations.PERSON, key))
        for key, employee in reading.taken(Stream.EMPLOYEES, answers, partial(_current, wanted)):
            if employee is None:
                coming.add(key)
                reading.ledger.remark("EMPLOYEE_NOT_YET_KNOWN", Stream.EMPLOYEES, key)
            else:
                delivered.append(employee)
    if any(each.gender not in (None, "male", "female") for each in delivered):
        reading.soap.drift.note(operations.PERSON.name, ["PersonalInfo.Gender"])
    return delivered, coming


def _current(wanted: dict[str, EmployeeKind], key: str, raw: Raw | None) -> Employee | None:
    """Take somebody as he is now: in the payroll's period, in which who is to come does not work yet."""
    if raw is None and wanted[key] is EmployeeKind.FUTURE:
        return None
    return mapping.current_employee(raw, key=key, kind=wanted[key])


def _from_history(
    reading: Reading, wanted: dict[str, EmployeeKind], history: dict[str, list[Raw]]
) -> Iterable[Employee]:
    """Take the row of today out of the history of each; a history without one is a missed employee."""
    if reading.payroll is None:
        return
    period_type, today = reading.payroll.type, reading.terms.today

    def take(key: str, raws: list[Raw]) -> Employee:
        raw = rows.in_force(raws, period_type, today)
        if raw is None:
            raise NmbrsUnreadable(operations.ALL_PERSONS.name, reason="NoPeriod")
        return mapping.employee(raw, key=key, kind=wanted[key])

    answers = ((key, partial(history.__getitem__, key)) for key in wanted if key in history)
    for _, employee in reading.taken(Stream.EMPLOYEES, answers, take):
        yield employee


def addresses(reading: Reading, ours: Set[str], coming: Set[str]) -> tuple[list[Address], set[str]]:
    """Give the addresses of today, and whose were all understood."""
    delivered: list[Address] = []
    read_for: set[str] = set()
    if not reading.ledger.wants(Stream.ADDRESSES):
        return delivered, read_for
    keys = reachable(reading, Stream.ADDRESSES, ours, coming)
    with reading.at_stake(Stream.ADDRESSES):
        # The bulk form has periods, which mean nothing without the payroll's calendar.
        of_all = Stream.ADDRESSES, operations.ALL_ADDRESSES, "EmployeeAddresses"
        bulk = reading.everybody(*of_all) if reading.payroll else None
        period_type = reading.payroll.type if reading.payroll and bulk is not None else None

        def take(key: str, raws: list[Raw]) -> tuple[tuple[Address, ...], rows.Problems]:
            today = reading.terms.today
            return rows.addresses(raws, employee_key=key, period_type=period_type, today=today)

        answers = reading.lists(keys, bulk, operations.ADDRESSES)
        for key, (found, problems) in reading.taken(Stream.ADDRESSES, answers, take):
            delivered += found
            reading.report(Stream.ADDRESSES, problems)
            if not (problems.unknown or problems.invalid):
                read_for.add(key)
    return delivered, read_for


def reachable(reading: Reading, stream: Stream, ours: Set[str], coming: Set[str]) -> list[str]:
    """Those whose lists can be asked for; who was lost on the way makes the stream incomplete."""
    wanted = [key for key in reading.wanted() if key not in coming]
    if any(key not in ours for key in wanted):
        reading.ledger.follow(stream, Stream.EMPLOYEES)
    return [key for key in wanted if key in ours]
