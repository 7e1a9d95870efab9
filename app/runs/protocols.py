"""What a run needs of others: a source to read, and an engine to be started on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from app.hr.delivery import Delivery, Request
from app.hr.records import Company
from app.models import Account


class Source(Protocol):
    """One account's HR system. Raises `SourceError` when it cannot be used at all."""

    def employers(self) -> tuple[Company, ...]:
        """Every employer the account may see. May also raise the adapter's failure of one read."""

    def read(self, request: Request, *, cancelled: Callable[[], bool]) -> Delivery:
        """Everything asked for of one employer; `cancelled` is asked between calls.

        What could not be read is a state in the delivery, not an exception.
        """


class SourceFactory(Protocol):
    """Opens the source of an account, as of `today`."""

    def __call__(self, account: Account, *, today: date) -> Source: ...


class RunStarter(Protocol):
    """The engine, as endpoints know it."""

    @property
    def running(self) -> bool:
        """Whether the engine can take work now."""

    def start(self, run_id: str) -> None:
        """Start the workflow of a committed run; doing it twice starts it once."""
