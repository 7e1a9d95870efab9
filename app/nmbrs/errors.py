"""What can go wrong at Nmbrs, by who must act, and the one table from fault numbers to that.

    SourceError(AppError)       app/errors.py: ends the run
    ├─ CredentialsRejected      the customer must act; no further call with these credentials
    └─ NmbrsDown                nobody acts; the next schedule tries again
    ReadFailed(Exception)       one read: becomes a gap in the delivery
    ├─ PermissionMissing        the customer must act
    ├─ NmbrsUnavailable         nobody acts; retried first
    └─ NmbrsUnreadable          we must act: the contract has drifted

No error here carries a word of the vendor's text or a byte of a payload: the operation, the HTTP
status, the fault number and the type of what was caught are all there is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeAlias

from app.errors import SourceError


class _SourceError(SourceError):
    """Survives pickling, since the engine stores what a step raises."""

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), self.code, operation=self.operation), ()


class CredentialsRejected(_SourceError):
    """Username, token, domain or subscription is not accepted."""


class NmbrsDown(_SourceError):
    """So many reads in a row went unanswered that going on makes no sense."""


class ReadFailed(Exception):
    """One read did not succeed. `code` is the message code for the report."""

    code: ClassVar[str]

    def __init__(
        self,
        operation: str,
        *,
        fault: int | None = None,
        status: int | None = None,
        reason: str = "",
    ) -> None:
        self.operation = operation
        self.fault = fault  #: Nmbrs's number
        self.status = status  #: of the HTTP answer
        self.reason = reason  #: the type of what was caught, or a word of ours; never vendor text
        details = {"fault": fault, "status": status, "reason": reason}
        super().__init__(
            " ".join([operation, *(f"{name}={value}" for name, value in details.items() if value)])
        )

    def __reduce__(self) -> tuple[Any, ...]:
        again = partial(
            type(self),
            self.operation,
            fault=self.fault,
            status=self.status,
            reason=self.reason,
        )
        return again, (), self.__dict__


class PermissionMissing(ReadFailed):
    """The operation, company or employee is out of reach for this user of Nmbrs."""

    code = "SOURCE_UNAUTHORISED"

    @property
    def of_operation(self) -> bool:
        """Whether the operation itself is closed, so that repeating it for others is pointless."""
        return self.fault not in (1003, 2003)


class NmbrsUnavailable(ReadFailed):
    """No usable answer this time."""

    code = "SOURCE_UNAVAILABLE"
    retry_after: float | None = None  #: seconds that Nmbrs asked us to wait


class NmbrsUnreadable(ReadFailed):
    """An answer that our contract does not allow."""

    code = "SOURCE_UNREADABLE"


class OperationUnknown(NmbrsUnreadable):
    """The server says that it has no such operation."""


CREDENTIALS_REJECTED: Final = "CREDENTIALS_REJECTED"
NMBRS_DOWN: Final = "NMBRS_DOWN"

_Failure: TypeAlias = type[CredentialsRejected] | type[ReadFailed]

#: Fault number → what it means to us, and its message code. Numbers: domain.md §3.3, soap.md §6.2.
FAULTS: Final[Mapping[int, tuple[_Failure, str]]] = MappingProxyType(
    {
        1001: (CredentialsRejected, CREDENTIALS_REJECTED),  # e-mail, token or domain invalid
        1002: (PermissionMissing, PermissionMissing.code),  # call not active for this user
        1003: (PermissionMissing, PermissionMissing.code),  # debtor or company hidden by a tag
        1004: (CredentialsRejected, CREDENTIALS_REJECTED),  # no valid subscription
        1006: (NmbrsUnavailable, NmbrsUnavailable.code),  # a retry tends to help
        2003: (PermissionMissing, PermissionMissing.code),  # employee not accessible
        2004: (PermissionMissing, PermissionMissing.code),  # company not accessible
        2009: (PermissionMissing, PermissionMissing.code),  # debtor not accessible
        2042: (CredentialsRejected, CREDENTIALS_REJECTED),  # user of several environments
        2043: (CredentialsRejected, CREDENTIALS_REJECTED),  # invalid domain
        3001: (PermissionMissing, PermissionMissing.code),  # call not available in this country
        9999: (NmbrsUnavailable, NmbrsUnavailable.code),  # "Unkown"
    }
)

#: Words before the arrow differ with the server's settings; only this part is sure (soap.md §6.1).
_NUMBER = re.compile(r"--->\s*(\d{4,5}):")


def from_fault(operation: str, text: str, *, by_client: bool) -> CredentialsRejected | ReadFailed:
    """Translate a SOAP fault's text. A number we do not know is drift of the contract.

    `by_client`: the server blames the request, which it does without a number for an unknown action.
    """
    match = _NUMBER.search(text)
    number = int(match[1]) if match else None
    if number is None and by_client and "action" in text.casefold():
        return OperationUnknown(operation, reason="UnknownAction")
    failure, code = FAULTS.get(number or 0, (NmbrsUnreadable, NmbrsUnreadable.code))
    if issubclass(failure, CredentialsRejected):
        return failure(code, operation=operation)
    return failure(operation, fault=number, reason="Fault" if number is None else "")


def from_status(operation: str, status: int) -> CredentialsRejected | ReadFailed:
    """Translate an HTTP status that came without a SOAP answer (style.md §7.6)."""
    if status == 401:
        return CredentialsRejected(CREDENTIALS_REJECTED, operation=operation)
    if status == 403:
        return PermissionMissing(operation, status=status)
    return NmbrsUnavailable(operation, status=status)
