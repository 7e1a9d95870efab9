"""The reading of one employer, call by call. Every failed read is caught here and nowhere else.

A stream is complete only when everybody who belongs in it was read. Calls about one employee go out
some at a time; where the account has the bulk form beside the permitted one, that replaces them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, TypeVar

from app.hr.delivery import Request, Stream
from app.hr.records import EmployeeKind
from app.nmbrs import companies, listing, operations, parallel, values
from app.nmbrs.companies import Payroll
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable, OperationUnknown, PermissionMissing, ReadFailed
from app.nmbrs.ledger import Ledger
from app.nmbrs.listing import Listing
from app.nmbrs.operations import Operation
from app.nmbrs.parallel import Answers
from app.nmbrs.rows import Problems, Row
from app.nmbrs.soap import Soap

_Answer = TypeVar("_Answer")
_Taken = TypeVar("_Taken")

#: Where a row says of which kind it is.
_KIND: Final = {
    Stream.WAGES: (operations.SALARIES, "Salary_V2.Type"),
    Stream.ADDRESSES: (operations.ADDRESSES, "EmployeeAddress.Type"),
}
#: What is read only where the calendar of the payroll is known.
_OF_THE_CALENDAR: Final = (Stream.DEPARTMENTS, Stream.JOBS, Stream.WAGES)
#: Refusals of an operation whatever it is about; others are of this company (soap.md §6.2).
_CLOSED: Final = frozenset({1002, 3001})


class Cancelled(Exception):
    """Somebody cancelled the run between two calls."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How to read: `extra` are the bulk operations this account has, `at_once` its calls in parallel."""

    today: date
    extra: frozenset[str]
    at_once: int
    cancelled: Callable[[], bool]


class Reading:
    """What one reading of one employer has come to know; the parts of the delivery are made of it."""

    def __init__(self, soap: Soap, request: Request, terms: Terms) -> None:
        self.soap = soap
        self.request = request
        self.terms = terms
        self.ledger = Ledger(request.streams)
        self.lost: list[str] = []  #: bulk operations that are denied, though we believed otherwise
        self.payroll: Payroll | None = None
        self.found = Listing({})
        self.admitted: Set[str] = frozenset()  #: leavers nobody knew who are to be delivered all the same
        self.over: set[Stream] = set()  #: streams of which nothing more can be had
        self.strangers = False  #: a bulk answer and the list of employees have nobody in common

    def ask(self, call: Callable[..., _Answer], *args: Any, **kwargs: Any) -> _Answer:
        """Call Nmbrs, unless the run was cancelled meanwhile."""
        self.check_cancelled()
        return call(*args, **kwargs)

    def check_cancelled(self) -> None:
        if self.terms.cancelled():
            raise Cancelled

    @contextmanager
    def at_stake(self, stream: Stream) -> Iterator[None]:
        """Read what the stream cannot do without: where that fails, the whole stream has."""
        try:
            yield
        except ReadFailed as error:
            self.ledger.failed(stream, error)
            self.over.add(stream)

    def wanted(self) -> dict[str, EmployeeKind]:
        """Who is to be delivered."""
        wanted = self._expected()
        if self.strangers:
            # The list may be of another company: only whom we knew already is surely this employer's.
            wanted = {key: kind for key, kind in wanted.items() if key in self.request.known_employees}
        return wanted

    def _expected(self) -> dict[str, EmployeeKind]:
        """Who is to be delivered if the list of employees is this company's."""
        return self.found.wanted(self.request.known_employees | self.admitted)

    def report(self, stream: Stream, problems: Problems) -> None:
        """Say what had to be left out of a stream, and of whom."""
        self.ledger.doubt(stream, problems.doubted)
        for key in problems.invalid:
            self.ledger.remark("PERIOD_INVALID", stream, key)
        for employee_key, error in problems.unreadable:
            self.ledger.missed(stream, error, employee_key)
        if problems.unknown:
            operation, element = _KIND[stream]
            self.soap.drift.note(operation.name, [element])

    # --- before anything else ---------------------------------------------------------------------

    def begin(self) -> None:
        """Learn the calendar of the payroll, and who works there."""
        self.payroll = self._payroll()
        self.found = self._listing()

    def _payroll(self) -> Payroll | None:
        """Periods of history, and amounts for a period, mean nothing without the company's calendar."""
        dated = [stream for stream in _OF_THE_CALENDAR if self.ledger.wants(stream)]
        if not dated and not self.ledger.wants(Stream.EMPLOYER) and not self._extra():
            return None
        try:
            answer = self.ask(self.soap.text, operations.COMPANY_PERIOD, self.request.company_key)
            return companies.payroll(answer)
        except ReadFailed as error:
            self.ledger.tell(error)
            for stream in (Stream.EMPLOYER, *dated):
                self.ledger.blocked(stream, error)
            return None

    def _extra(self) -> bool:
        """Whether a bulk answer with history will be read."""
        return any(
            self.ledger.wants(stream) and operation.name in self.terms.extra
            for stream, operation in (
                (Stream.EMPLOYEES, operations.ALL_PERSONS),
                (Stream.ADDRESSES, operations.ALL_ADDRESSES),
            )
        )

    def _listing(self) -> Listing:
        """Every stream of people needs to know who belongs in it."""
        people = [stream for stream in self.request.streams if stream is not Stream.EMPLOYER]
        if not people:
            return Listing({})
        found = listing.read(
            lambda: self.ask(self.soap.rows, operations.EMPLOYEE_TYPES),
            lambda type_id: self.ask(self.soap.rows, operations.EMPLOYEES, self.request.company_key, type_id),
            told=self.request.employee_types,
            include_future=self.request.include_future,
        )
        for label in found.unknown_types:
            self.ledger.remark("EMPLOYEE_TYPE_UNKNOWN", Stream.EMPLOYEES, label=label)
        if found.gap:
            self.ledger.failed(Stream.EMPLOYEES, found.gap)
            for stream in people:
                if stream is not Stream.EMPLOYEES:
                    self.ledger.blocked(stream, found.gap)
        return found

    # --- history of everybody in one answer -------------------------------------------------------

    def history(
        self, stream: Stream, operation: Operation, inner: str, *, newer: Operation | None = None
    ) -> list[Row]:
        """Read a bulk answer. Applicants and externals are in it too; they are nobody to us.

        `newer` is the operation's other form, for a server that does not have this one.
        """
        found: list[Row] = []
        if not self.ledger.wants(stream) or (self.found.gap and not self.found.kinds):
            return found
        with self.at_stake(stream):
            try:
                found, _ = self._bulk(stream, operation, inner)
            except OperationUnknown:
                if newer is None:
                    raise
                return self.history(stream, newer, inner)
        return found

    def _bulk(self, stream: Stream, operation: Operation, inner: str | None) -> tuple[list[Row], bool]:
        """Keep the rows of those who are wanted, and tell whether the answer is of this company at all.

        `inner` names the list in an item, `None` if items are flat.
        """
        sort = _Sorting(operation, inner, self._expected().keys(), self.found.kinds.keys())
        found, foreign = self.ask(self.soap.rows, operation, self.request.company_key, into=sort)
        if not foreign or not self.found.kinds:
            return found, True
        # Rows, but not of anybody listed: one of the two is about another company, and this one would
        # pass for empty. Of absence that proves less: perhaps only somebody is ill who is not listed.
        stranger = NmbrsUnreadable(operation.name, reason="OtherCompany")
        if operation is operations.ALL_ABSENCES:
            self.ledger.tell(stranger)
        else:
            self.strangers = True
            self.ledger.blocked(Stream.EMPLOYEES, stranger)
            self.ledger.failed(stream, stranger)
        return found, False

    # --- one call for everybody, or a call for each -----------------------------------------------

    def everybody(
        self, stream: Stream, operation: Operation, inner: str | None
    ) -> dict[str, list[Raw]] | None:
        """Read the bulk form of a call per employee; `None` when it cannot be used and each must be called.

        Raises `NmbrsUnavailable`: a call for each would only make it worse.
        """
        if operation.name not in self.terms.extra or not self.found.kinds:
            return None
        try:
            found, sound = self._bulk(stream, operation, inner)
        except (PermissionMissing, NmbrsUnreadable) as error:
            self.ledger.tell(error)
            if isinstance(error, PermissionMissing) and error.fault in _CLOSED:
                self.lost.append(operation.name)
            return None
        by_employee: dict[str, list[Raw]] = {}
        for key, raw in found:
            by_employee.setdefault(key, []).append(raw)
        return by_employee if sound else None

    def each(self, keys: Iterable[str], call: Callable[[str], _Answer]) -> Answers[_Answer]:
        """Call for each of these employees, some at a time."""
        return parallel.each(keys, call, at_once=self.terms.at_once, before=self.check_cancelled)

    def lists(
        self, keys: list[str], found: dict[str, list[Raw]] | None, operation: Operation
    ) -> Answers[list[Raw]]:
        """Give each of these employees a list, out of the bulk answer or, without one, by a call."""
        if found is not None:
            yield from ((key, partial(_of, found, key)) for key in keys)
        else:
            yield from self.each(keys, lambda key: self.soap.rows(operation, key))

    def taken(
        self,
        stream: Stream,
        answers: Answers[_Answer],
        take: Callable[[str, _Answer], _Taken],
    ) -> Iterator[tuple[str, _Taken]]:
        """Take each answer. Whose cannot be taken is missed; a closed operation ends it for all."""
        with closing(answers):  # at once, or calls would go on while an error travels
            for key, answer in answers:
                try:
                    found = take(key, answer())
                except ReadFailed as error:
                    if self.ledger.missed(stream, error, key):
                        self.over.add(stream)
                        return
                else:
                    yield key, found


@dataclass(frozen=True)
class _Sorting:
    """Sorts a bulk answer while it arrives: the rows of the wanted, and whether all were strangers."""

    operation: Operation
    inner: str | None
    wanted: Set[str]
    listed: Set[str]

    def __call__(self, items: Iterator[Raw]) -> tuple[list[Row], bool]:
        found: list[Row] = []
        anybody = somebody = False
        for item in items:
            key = values.key(item, "EmployeeId", self.operation)
            contents = [item] if self.inner is None else item.get(self.inner, [])
            anybody = anybody or bool(contents)
            somebody = somebody or (bool(contents) and key in self.listed)
            if key in self.wanted:
                found += [(key, raw) for raw in contents]
        return found, anybody and not somebody


def _of(found: dict[str, list[Raw]], key: str) -> list[Raw]:
    return found.get(key, [])
