"""The errors of the service, by who must act. Texts: `problems.py`; rendering: `main.py`.

    AppError                   a status, a stable code, parameters for its text
    ├─ Unauthenticated    401  the caller: no key, or an unknown or revoked one
    ├─ NotAllowed         403  the caller: role, permission or scope does not reach
    ├─ NotFound           404  the caller: also for what exists but is not theirs
    ├─ Conflict           409  the caller: the state of things forbids it
    ├─ PreconditionFailed 412  the caller: somebody changed it; read again
    ├─ Invalid            422  the caller: the payload breaks a rule; `field` says where
    ├─ PreconditionRequired 428  the caller: `If-Match` is missing
    └─ SourceError        502  Nmbrs or the customer (children: `nmbrs/errors.py`)

Expected outcomes of a run are values in its report, not exceptions.
"""

from __future__ import annotations

from typing import ClassVar


class AppError(Exception):
    """Something a caller must know. Parameters hold no personal data: they are shown and logged."""

    status: ClassVar[int] = 500

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Unauthenticated(AppError):
    """No API key, or one that is unknown or revoked."""

    status = 401


class NotAllowed(AppError):
    """The caller's role, permission or employer scope does not reach this far."""

    status = 403


class NotFound(AppError):
    """No such thing, or none the caller may see: the two are never told apart."""

    status = 404


class Conflict(AppError):
    """The request is right, but not now: something else must change first."""

    status = 409


class PreconditionFailed(AppError):
    """`If-Match` names an older version."""

    status = 412


class Invalid(AppError):
    """The payload is well formed but breaks a rule of the domain."""

    status = 422

    def __init__(self, code: str, *, field: str, **params: str | int) -> None:
        super().__init__(code, **params)
        self.field = field


class PreconditionRequired(AppError):
    """A change without `If-Match`: nobody overwrites what they have not read."""

    status = 428


class SourceError(AppError):
    """Nmbrs cannot be used at all, which ends a run. `operation` is its name for the call."""

    status = 502

    def __init__(self, code: str, *, operation: str) -> None:
        super().__init__(code, operation=operation)
        self.operation = operation
