"""The service as a script reaches it: asks again what may be asked again, and says plainly what did not work.

A start carries an `Idempotency-Key`, so that asking again starts nothing twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import quote
from uuid import uuid4

import httpx
import tenacity

from app.trigger.order import Order

#: How long a start waits for a service that does not answer at all; it may be starting itself.
START_PATIENCE: Final = 30.0
CONNECT_SECONDS: Final = 10.0
#: What an answer may take on top of the waiting that was asked for.
ANSWER_SECONDS: Final = 30.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0
_TRY_AGAIN: Final = frozenset({408, 425, 429})
_PROBLEM: Final = "application/problem+json"


class NoAnswer(Exception):
    """Nobody answered, or not the service, or it has no time now. `retry_after`: when it will have."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Refused(Exception):
    """The request was refused. `problem` is the service's own; None: somebody else refused it."""

    def __init__(self, status: int, problem: dict[str, Any] | None) -> None:
        super().__init__(status)
        self.status = status
        self.problem = problem


class Elsewhere(Exception):
    """The address points to another, or what is behind it does not speak as the service does."""

    def __init__(self, status: int, target: str | None) -> None:
        super().__init__(status)
        self.status = status
        self.target = target


class Api:
    """The service at the address of an order, until the time of the order is over.

    `troubled` hears of each failed attempt: why, and in how many seconds the next one is.
    """

    def __init__(self, order: Order, troubled: Callable[[str, float], None]) -> None:
        self._order = order
        self._troubled = troubled
        self._until = time.monotonic() + order.seconds
        self._met = False
        self._heard = False
        self._http = httpx.Client(
            base_url=order.address,
            headers={
                "Authorization": f"Bearer {order.key}",
                "Accept": f"application/json, {_PROBLEM}",
                "Accept-Language": order.language,
                "User-Agent": "xpert-nmbrs-run",
            },
        )

    def close(self) -> None:
        self._http.close()

    @property
    def seconds_left(self) -> float:
        """Of the time that the order may take."""
        return self._until - time.monotonic()

    @property
    def may_have_been_heard(self) -> bool:
        """Whether anything was ever sent: without a connection nothing can have started."""
        return self._heard

    def start(self) -> dict[str, Any]:
        """Start the run, once, however often that must be asked."""
        path = f"/v1/configurations/{quote(self._order.configuration, safe='')}/runs"
        return self._ask("POST", path, {"Idempotency-Key": str(uuid4())}, {"mode": self._order.mode})

    def look(self, run_id: str, patience: float) -> dict[str, Any]:
        """The run when it has ended, or as it is after so many seconds."""
        wait = int(max(min(patience, self.seconds_left), 0))
        return self._ask("GET", f"/v1/runs/{run_id}", {"Prefer": f"wait={wait}"} if wait else {}, wait=wait)

    def _ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: dict[str, str] | None = None,
        *,
        wait: float = 0,
    ) -> dict[str, Any]:
        asked_at = time.monotonic()

        def once() -> dict[str, Any]:
            slow = max(min(wait + ANSWER_SECONDS, self.seconds_left), 1)
            timeout = httpx.Timeout(slow, connect=min(CONNECT_SECONDS, slow))
            try:
                answer = self._http.request(method, path, headers=headers, json=body, timeout=timeout)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                raise NoAnswer(_reason(error)) from None
            except httpx.TransportError as error:
                self._heard = True
                raise NoAnswer(_reason(error)) from None
            self._heard = True
            return self._judged(answer)

        def limit(error: NoAnswer) -> float:
            if self._met or error.retry_after is not None:
                return self._until
            return min(self._until, asked_at + START_PATIENCE)

        return self._retrying(limit)(once)

    def _retrying(self, limit: Callable[[NoAnswer], float]) -> tenacity.Retrying:
        backoff = tenacity.wait_exponential_jitter(multiplier=_FIRST_PAUSE, max=_LONGEST_PAUSE)

        def pause(state: tenacity.RetryCallState) -> float:
            error = _failure(state)
            if error.retry_after is not None:
                return error.retry_after
            return min(backoff(state), max(limit(error) - time.monotonic(), 0))

        def over(state: tenacity.RetryCallState) -> bool:
            error = _failure(state)
            return time.monotonic() + (error.retry_after or 0) >= limit(error)

        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(NoAnswer),
            wait=pause,
            stop=over,
            before_sleep=lambda state: self._troubled(_failure(state).reason, state.upcoming_sleep),
            reraise=True,
        )

    def _judged(self, answer: httpx.Response) -> dict[str, Any]:
        """The run that was answered. Once met, the service is known: what others say in its place passes."""
        problem = _object(answer) if answer.headers.get("content-type", "").startswith(_PROBLEM) else None
        if answer.is_server_error or answer.status_code in _TRY_AGAIN:
            raise NoAnswer(f"HTTP {answer.status_code}", _retry_after(answer.headers.get("retry-after")))
        run = _object(answer) if answer.is_success else None
        if run is not None and isinstance(run.get("id"), str) and isinstance(run.get("status"), str):
            self._met = True
            return run
        if self._met and problem is None:
            raise NoAnswer(f"HTTP {answer.status_code}")
        if answer.is_client_error:
            raise Refused(answer.status_code, problem)
        raise Elsewhere(answer.status_code, answer.headers.get("location"))


def _failure(state: tenacity.RetryCallState) -> NoAnswer:
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, NoAnswer), "nothing else is tried again"  # noqa: S101
    return error


def _reason(error: httpx.TransportError) -> str:
    """What the network says: a name that is not known, a connection that is refused, a certificate."""
    return " ".join(str(error).split()) or type(error).__name__


def _object(answer: httpx.Response) -> dict[str, Any] | None:
    try:
        found = answer.json()
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _retry_after(told: str | None) -> float | None:
    """Seconds, or the moment at which to come back."""
    if told is None:
        return None
    if told.strip().isdecimal():
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    if moment.tzinfo is None:  # "-0000": no zone is known, so it is UTC
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0)
