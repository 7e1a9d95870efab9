"""What a user of Nmbrs may ask, found out by asking, and whether Nmbrs still speaks our contract.

Every operation is called once, some at a time, on the first companies and employee that can be seen;
of an answer only its beginning is awaited. Nothing of what is answered is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Any, Final

from app import log
from app.errors import SourceError
from app.nmbrs import drift, listing, operations
from app.nmbrs.decoding import Raw
from app.nmbrs.drift import Difference
from app.nmbrs.errors import CredentialsRejected, OperationUnknown, PermissionMissing, ReadFailed
from app.nmbrs.operations import Operation
from app.nmbrs.soap import Soap

#: The whole check, and one call of it: three calls must fit one after the other.
SECONDS: Final = 14.0
CALL_SECONDS: Final = 4.0
AT_ONCE: Final = 8
_COMPANIES_TRIED: Final = 3
#: Attested as the type of who is on the payroll, for a user who may not ask for the types.
_PAYROLL_TYPE: Final = 2

_OF_COMPANY: Final = tuple(
    each
    for each in (*operations.PERMITTED, *operations.EXTRA)
    if each.parameters and each.parameters[0].lower() == "companyid" and each is not operations.EMPLOYEES
)
_OF_EMPLOYEE: Final = (operations.PERSON, operations.ADDRESSES, operations.ABSENCES)
_SERVICES: Final = (operations.COMPANY, operations.EMPLOYEE)

_log = log.get(__name__)


class State(StrEnum):
    """What became of one operation."""

    ALLOWED = "allowed"
    DENIED = "denied"
    EXTRA = "extra"  #: not asked for by the manual, but answered: it replaces calls per employee
    SUPERFLUOUS = "superfluous"  #: answered, and better switched off
    NOT_TESTABLE = "not_testable"  #: there was nothing to ask it about, or no way to ask
    FAILED = "failed"  #: no usable answer this time


@dataclass(frozen=True, slots=True)
class Finding:
    """One operation. `needed`: the manual asks for it. `fault`: the number of Nmbrs's refusal."""

    operation: Operation
    state: State
    needed: bool
    fault: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """`rejected` is the message code when the credentials were; then nothing else was asked.

    `companies` counts what the user may see, `None` when he may not list them. `contract_read` is false
    when the live description could not be read, so that `differences` says nothing.
    """

    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...] = ()
    companies: int | None = None
    rejected: str | None = None
    contract_read: bool = True


def run(soap: Soap, wsdl: Callable[[str], bytes]) -> Result:
    """Ask everything. `soap` tries once and does not wait long; `wsdl` fetches a live description."""
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="check")
    try:
        return _Check(soap, pool, until=monotonic() + SECONDS).run(wsdl)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # whatever hangs ends by its own time-out


@dataclass
class _Check:
    """The asking: first what can be seen, then what hangs on that."""

    soap: Soap
    pool: ThreadPoolExecutor
    until: float
    findings: dict[Operation, Finding] = field(default_factory=dict)

    def run(self, wsdl: Callable[[str], bytes]) -> Result:
        descriptions = {service: self.pool.submit(wsdl, service) for service in _SERVICES}
        try:
            companies = self._lists({operations.COMPANIES: (), operations.EMPLOYEE_TYPES: ()})
            keys = [str(raw["ID"]) for raw in companies.get(operations.COMPANIES, []) if "ID" in raw]
            self._probe({operations.DEBTORS: (), **{each: keys[:1] for each in _OF_COMPANY if keys}})
            employee = self._employee(keys, companies.get(operations.EMPLOYEE_TYPES, []))
            self._probe({each: [employee] for each in _OF_EMPLOYEE if employee})
        except CredentialsRejected as error:
            return Result((), rejected=error.code)
        compared = [self._compared(service, future) for service, future in descriptions.items()]
        return Result(
            findings=tuple(self._all()),
            differences=tuple(each for found in compared for each in found or ()),
            companies=len(keys) if operations.COMPANIES in companies else None,
            contract_read=None not in compared,
        )

    def _compared(self, service: str, future: Future[bytes]) -> list[Difference] | None:
        description = self._outcome(future)
        return drift.differences(service, description) if isinstance(description, bytes) else None

    def _lists(self, asked: dict[Operation, Sequence[str | int]]) -> dict[Operation, list[Raw]]:
        """Ask for lists that lead on; those that could not be had are only found wanting."""
        futures: dict[Operation, Future[list[Raw]]] = {
            each: self.pool.submit(self.soap.rows, each, *ids) for each, ids in asked.items()
        }
        found = {each: self._note(each, future) for each, future in futures.items()}
        return {each: rows for each, rows in found.items() if rows is not None}

    def _probe(self, asked: dict[Operation, Sequence[str | int]]) -> None:
        futures = {each: self.pool.submit(self._ask, each, ids) for each, ids in asked.items()}
        for each, future in futures.items():
            self._note(each, future)

    def _ask(self, operation: Operation, ids: Sequence[str | int]) -> bool:
        """Ask for one; the plain form of jobs has a newer one, which some servers have instead."""
        try:
            self.soap.probe(operation, *ids)
        except OperationUnknown:
            if operation is not operations.FUNCTIONS:
                raise
            self.soap.probe(operations.FUNCTIONS_V2, *ids)
        return True

    def _employee(self, companies: list[str], types: list[Raw]) -> str | None:
        """Find somebody to ask about, on the payroll by preference, in the first companies."""
        known = listing.employee_types(types).ids
        ids = [type_id for kind in listing.KINDS for type_id in known.get(kind, ())] or [_PAYROLL_TYPE]
        for company in companies[:_COMPANIES_TRIED]:
            for type_id in ids:
                rows = self._lists({operations.EMPLOYEES: (company, type_id)})
                found = [str(raw["Id"]) for raw in rows.get(operations.EMPLOYEES, []) if "Id" in raw]
                if found:
                    return found[0]
                if self.findings[operations.EMPLOYEES].state is not State.ALLOWED:
                    return None
        return None

    def _note(self, operation: Operation, future: Future[Any]) -> Any:
        """Wait for an answer, and write down what it tells about the permission."""
        outcome = self._outcome(future)
        needed = operation in operations.PERMITTED
        fault = None
        if isinstance(outcome, CredentialsRejected):
            raise outcome
        if isinstance(outcome, PermissionMissing):
            state, fault = State.DENIED, outcome.fault
        elif isinstance(outcome, Exception):
            state = State.FAILED
        elif needed:
            state = State.ALLOWED
        else:
            state = State.EXTRA if operation in operations.EXTRA else State.SUPERFLUOUS
        self.findings[operation] = Finding(operation, state, needed, fault)
        return None if isinstance(outcome, Exception) else outcome

    def _outcome(self, future: Future[Any]) -> Any:
        """The answer, or the error that came instead of it."""
        wait([future], timeout=max(0.0, self.until - monotonic()))
        if not future.done():
            return TimeoutError()
        error = future.exception()
        if error is None:
            return future.result()
        if not isinstance(error, ReadFailed | SourceError):
            raise error
        return error

    def _all(self) -> Iterable[Finding]:
        asked = (*operations.PERMITTED, *operations.EXTRA, operations.DEBTORS)
        for operation in asked:
            needed = operation in operations.PERMITTED
            yield self.findings.get(operation) or Finding(operation, State.NOT_TESTABLE, needed)
        # Its calls start background reports: asking would be doing (manual, section 2, step 8).
        yield Finding(Operation(operations.REPORT, "*"), State.NOT_TESTABLE, needed=False)
