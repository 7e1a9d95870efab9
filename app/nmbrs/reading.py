"""The reading of one employer, call by call. Every failed read is caught here and nowhere else.

A stream is complete only when everybody who belongs in it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import ParamSpec, TypeVar

from app.hr.periods import PeriodType
from app.hr.records import (
    AbsenceRow,
    Delivery,
    Department,
    Employee,
    EmployeeKind,
    Employment,
    Placement,
    Request,
    Stream,
)
from app.nmbrs import listing, mapping, rows
from app.nmbrs.errors import NmbrsUnreadable, ReadFailed
from app.nmbrs.ledger import Ledger
from app.nmbrs.listing import Listing
from app.nmbrs.mapping import Bulk, Raw
from app.nmbrs.rows import Problems
from app.nmbrs.soap import Soap

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Record = TypeVar("_Record", Department, Placement, Employee, Employment, AbsenceRow)


class _Cancelled(Exception):
    """Somebody cancelled the run between two calls."""


class Reading:
    """Reads one employer once."""

    def __init__(self, soap: Soap, request: Request, *, cancelled: Callable[[], bool]) -> None:
        self._soap = soap
        self._request = request
        self._cancelled = cancelled
        self._ledger = Ledger(request.streams)
        self._strangers = False  #: a bulk answer and the list of employees have nobody in common

    def deliver(self) -> Delivery:
        """Read every stream that was asked for."""
        try:
            return self._deliver()
        except _Cancelled:
            return Delivery(cancelled=True)

    def _deliver(self) -> Delivery:
        period_type = self._period_type()
        found = self._listing()
        wanted = found.wanted(self._request.known_employees)
        departments, placements = self._departments(found, period_type)
        employments = self._employments(found)
        if self._strangers:
            # The list may be of another company: only whom we knew already is surely this employer's.
            wanted = {key: kind for key, kind in wanted.items() if key in self._request.known_employees}
        employees = self._employees(wanted)
        # Whoever is neither delivered nor ours already cannot be given an employment or absence.
        ours = {each.source_key for each in employees} | self._request.known_employees
        if not self._ledger.wants(Stream.EMPLOYEES):
            ours |= wanted.keys()
        employments = tuple(each for each in employments if each.employee_key in ours)
        absences, read_for = self._absences(wanted, ours)
        counts = {
            Stream.DEPARTMENTS: len(departments),
            Stream.EMPLOYMENTS: len(employments),
            Stream.EMPLOYEES: len(employees),
            Stream.ABSENCES: len(absences),
        }
        return Delivery(
            departments=_ordered(departments),
            placements=_ordered(each for each in placements if each.employee_key in ours),
            employees=_ordered(employees),
            employments=_ordered(employments),
            absences=_ordered(absences),
            absences_read_for=frozenset(read_for),
            streams=self._ledger.readings(counts),
            remarks=tuple(self._ledger.remarks),
        )

    def _ask(self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        if self._cancelled():
            raise _Cancelled
        return call(*args, **kwargs)

    def _period_type(self) -> PeriodType | None:
        """History has a year and a period, which mean nothing without the company's calendar."""
        if not self._ledger.wants(Stream.DEPARTMENTS):
            return None
        try:
            answer = self._ask(self._soap.company_get_current_period, self._request.company_key)
            return mapping.period_type(answer)
        except ReadFailed as error:
            self._ledger.tell(error)
            self._ledger.blocked(Stream.DEPARTMENTS, error)
            return None

    def _listing(self) -> Listing:
        """Every stream needs to know who belongs in it."""
        if not self._request.streams:
            return Listing({})
        found = listing.read(
            lambda: self._ask(self._soap.employee_type_get_list),
            lambda type_id: self._ask(self._soap.list_get_by_company, self._request.company_key, type_id),
            include_future=self._request.include_future,
        )
        for label in found.unknown_types:
            self._ledger.remark("EMPLOYEE_TYPE_UNKNOWN", Stream.EMPLOYEES, label=label)
        if found.gap:
            self._ledger.failed(Stream.EMPLOYEES, found.gap)
            for stream in (Stream.DEPARTMENTS, Stream.EMPLOYMENTS, Stream.ABSENCES):
                self._ledger.blocked(stream, found.gap)
        return found

    def _departments(
        self, found: Listing, period_type: PeriodType | None
    ) -> tuple[tuple[Department, ...], tuple[Placement, ...]]:
        if period_type is None:
            return (), ()
        raws = self._history(
            Stream.DEPARTMENTS,
            self._soap.department_get_all_all_employees_by_company,
            found,
            bulk=mapping.DEPARTMENTS,
        )
        departments, placements, problems = rows.departments(raws, period_type)
        for key in problems.invalid:
            self._ledger.remark("PERIOD_INVALID", Stream.DEPARTMENTS, key)
        self._unreadable(Stream.DEPARTMENTS, problems)
        return departments, placements

    def _employments(self, found: Listing) -> tuple[Employment, ...]:
        if not self._ledger.wants(Stream.EMPLOYMENTS):
            return ()
        raws = self._history(
            Stream.EMPLOYMENTS,
            self._soap.employment_get_all_all_employees_by_company,
            found,
            bulk=mapping.EMPLOYMENTS,
        )
        employments, problems = rows.employments(raws)
        self._unreadable(Stream.EMPLOYMENTS, problems)
        return employments

    def _history(
        self,
        stream: Stream,
        call: Callable[[str], list[Raw]],
        found: Listing,
        *,
        bulk: Bulk,
    ) -> list[tuple[str, Raw]]:
        """Read a bulk answer. Applicants and externals are in it too; they are nobody to us."""
        if found.gap and not found.kinds:
            return []
        try:
            items = self._ask(call, self._request.company_key)
        except ReadFailed as error:
            self._ledger.failed(stream, error)
            return []
        history = list(mapping.history(items, bulk))
        if history and found.kinds and not any(key in found.kinds for key, _ in history):
            # Rows, but not of anybody listed: one of the two is about another company, and this
            # one would pass for empty.
            self._strangers = True
            stranger = NmbrsUnreadable(bulk.operation, reason="OtherCompany")
            self._ledger.failed(stream, stranger)
            self._ledger.blocked(Stream.EMPLOYEES, stranger)
        wanted = found.wanted(self._request.known_employees)
        return [(key, raw) for key, raw in history if key in wanted]

    def _unreadable(self, stream: Stream, problems: Problems) -> None:
        for employee_key, error in problems.unreadable:
            self._ledger.missed(stream, error, employee_key)

    def _employees(self, wanted: Mapping[str, EmployeeKind]) -> tuple[Employee, ...]:
        if not self._ledger.wants(Stream.EMPLOYEES):
            return ()
        employees = []
        for key, kind in wanted.items():
            try:
                raw = self._ask(self._soap.personal_info_get_current, key)
                employees.append(mapping.employee(raw, key=key, kind=kind))
            except ReadFailed as error:
                if self._ledger.missed(Stream.EMPLOYEES, error, key):
                    break
        return tuple(employees)

    def _absences(self, wanted: Iterable[str], ours: Set[str]) -> tuple[list[AbsenceRow], set[str]]:
        """Read absence one employee at a time: what one of them hides says nothing of the others."""
        delivered: list[AbsenceRow] = []
        read_for: set[str] = set()
        owners: dict[str, str] = {}
        doubted: set[str] = set()
        if not self._ledger.wants(Stream.ABSENCES):
            return delivered, read_for
        for key in wanted:
            if key not in ours:
                self._ledger.follow(Stream.ABSENCES, Stream.EMPLOYEES)
                continue
            try:
                raws = self._ask(self._soap.absence_get_list, key)
                records, invalid = rows.absences(raws, employee_key=key, owners=owners)
            except ReadFailed as error:
                if self._ledger.missed(Stream.ABSENCES, error, key):
                    break
                continue
            delivered += records
            read_for.add(key)
            for row_key in invalid:
                self._ledger.remark("ABSENCE_INVALID", Stream.ABSENCES, row_key)
                read_for -= {key, owners.get(row_key, key)}
            doubted.update(invalid)
        return rows.without_dossiers_of(delivered, doubted), read_for


def _ordered(records: Iterable[_Record]) -> tuple[_Record, ...]:
    """Sort by key: Nmbrs answers in any order, and the same answer must give the same delivery."""
    return tuple(sorted(records, key=lambda record: record.source_key))
