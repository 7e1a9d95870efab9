"""What a user of Nmbrs may ask, found out by asking, and whether Nmbrs still speaks our contract.

Every operation is called once, some at a time, on the first companies and employee that can be seen;
of an answer only its beginning is awaited. Nothing of what is answered is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from time import monotonic
from typing import Any, Final

from app.errors import SourceError
from app.nmbrs import drift, listing, operations
from app.nmbrs.decoding import Raw
from app.nmbrs.drift import Difference
from app.nmbrs.errors import CredentialsRejected, OperationUnknown, PermissionMissing, ReadFailed
from app.nmbrs.operations import Operation
from app.nmbrs.soap import Soap

#: The whole check, and one call of it: four calls must fit one after the other.
SECONDS: Final = 14.0
CALL_SECONDS: Final = 3.3
AT_ONCE: Final = 20
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
#: Numbers that speak of a company or person the user may not see, not of the operation.
HIDDEN: Final = frozenset({1003, 2003, 2004, 2009})


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
        compared = [self.pool.submit(_compared, wsdl, each) for each in _SERVICES]
        try:
            # Alone, for with rejected credentials not one more call is made.
            companies = self._list(operations.COMPANIES)
            keys = list(dict.fromkeys(str(raw["ID"]) for raw in companies or [] if "ID" in raw))
            self._all_of_companies(keys[:_COMPANIES_TRIED])
        except CredentialsRejected as error:
            return Result((), rejected=error.code, contract_read=False)
        read = [found for each in compared if isinstance(found := self._outcome(each), list)]
        return Result(
            findings=tuple(self._all()),
            differences=tuple(chain.from_iterable(read)),
            companies=None if companies is None else len(keys),
            contract_read=len(read) == len(compared),
        )

    def _all_of_companies(self, keys: list[str]) -> None:
        """Ask everything about a company, and meanwhile look for an employee to ask the rest about."""
        debtors = self.pool.submit(self._ask, operations.DEBTORS, ())
        asked = {each: self.pool.submit(self._ask_of_first, each, keys) for each in _OF_COMPANY if keys}
        employee = self._employee(keys)
        per_employee = {
            each: self.pool.submit(self._ask, each, (employee,)) for each in _OF_EMPLOYEE if employee
        }
        for operation, future in {operations.DEBTORS: debtors, **asked, **per_employee}.items():
            self._note(operation, future)

    def _list(self, operation: Operation, *ids: str | int) -> list[Raw] | None:
        """Ask for a list that leads on; `None` when it could not be had."""
        found: list[Raw] | None = self._note(operation, self.pool.submit(self.soap.rows, operation, *ids))
        return found

    def _ask_of_first(self, operation: Operation, keys: list[str]) -> bool:
        """Ask about the first company that is not hidden from the user."""
        for last, key in ((key is keys[-1], key) for key in keys):
            try:
                return self._ask(operation, (key,))
            except PermissionMissing as error:
                if last or error.fault not in HIDDEN:
                    raise
        return False

    def _ask(self, operation: Operation, ids: Sequence[str | int]) -> bool:
        """Ask for one; the plain form of jobs has a newer one, which some servers have instead."""
        try:
            self.soap.probe(operation, *ids)
        except OperationUnknown:
            if operation is not operations.FUNCTIONS:
                raise
            self.soap.probe(operations.FUNCTIONS_V2, *ids)
        return True

    def _employee(self, companies: list[str]) -> str | None:
        """Find somebody to ask about, on the payroll by preference, in the first companies."""
        known = listing.employee_types(self._list(operations.EMPLOYEE_TYPES) or []).ids
        ids = [type_id for kind in listing.KINDS for type_id in known.get(kind, ())] or [_PAYROLL_TYPE]
        for company, type_id in ((company, type_id) for company in companies for type_id in ids):
            rows = self._list(operations.EMPLOYEES, company, type_id)
            found = [str(raw["Id"]) for raw in rows or [] if "Id" in raw]
            if found:
                return found[0]
            if rows is None and self.findings[operations.EMPLOYEES].fault not in HIDDEN:
                return None
        return None

    def _note(self, operation: Operation, future: Future[Any]) -> Any:
        """Wait for an answer, and write down what it tells about the permission."""
        outcome = self._outcome(future)
        needed = operation in operations.PERMITTED
        fault = None
        if isinstance(outcome, CredentialsRejected):
            raise outcome
        if isinstance(outcome, PermissionMissing) and outcome.fault is not None:
            state, fault = State.DENIED, outcome.fault  # without a number something else than Nmbrs refused
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


def _compared(wsdl: Callable[[str], bytes], service: str) -> list[Difference] | None:
    return drift.differences(service, wsdl(service))
