"""From an envelope to an answer worth decoding: HTTP, retries, and whether Nmbrs is up.

Nothing is logged of what is sent or received, and no redirect is followed. No error leaves with another
one chained to it (style.md §7.6).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Any, Final, TypeVar

import httpx
import tenacity

from app import log
from app.nmbrs import decoding, errors, schema
from app.nmbrs.errors import CredentialsRejected, NmbrsDown, NmbrsUnavailable
from app.nmbrs.operations import Operation
from app.nmbrs.pacing import Pacer

LONGEST_WAIT_SECONDS: Final = 60.0
UNANSWERED_READS_UNTIL_DOWN: Final = 5

_LOGIN_FAILURE: Final = 1006
_CLOSED_AS_WE_SENT: Final = "without sending a response"
_PIECE_BYTES: Final = 65_536
_LARGEST_TEXT_BYTES: Final = 10_000_000
#: No answer may go on for longer, however fast it comes.
_LONGEST_ANSWER_SECONDS: Final = 900.0
#: Once the time-out has passed, an answer must have come in faster than this on the whole.
_SLOWEST_BYTES_PER_SECOND: Final = 1_000
_SOAP_MEDIA_TYPES = frozenset({"text/xml", "application/xml", "application/soap+xml"})
_SECONDS = re.compile(r"[0-9]{1,9}")

Answer = TypeVar("Answer")

_log = log.get(__name__)


class Channel:
    """Exchanges envelopes for streams of bytes over our HTTP client. Stateless, so safe to share."""

    def __init__(
        self,
        http: httpx.Client,
        *,
        soap_url: str,
        timeout_seconds: float,
        longest_seconds: float = _LONGEST_ANSWER_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._soap_url = soap_url.rstrip("/")
        self._timeout_seconds = timeout_seconds
        self._longest_seconds = longest_seconds
        self._clock = clock

    def post(
        self, operation: Operation, envelope: bytes, read: Callable[[Iterator[bytes]], Answer]
    ) -> Answer:
        """Send one envelope and let `read` have the answer's bytes; it need not read to the end."""
        headers = {
            "Content-Type": "text/xml; charset=utf-8",
            "SOAPAction": schema.action(operation),
            "Accept-Encoding": "gzip",
        }
        return self._exchange("POST", operation, read, content=envelope, headers=headers)

    def wsdl(self, service: str) -> bytes:
        """Fetch the description that a service gives of itself; needs no credentials."""
        operation = Operation(service, "?WSDL")
        return self._exchange("GET", operation, _beginning, params="WSDL")

    def _exchange(
        self, method: str, operation: Operation, read: Callable[[Iterator[bytes]], Answer], **sent: Any
    ) -> Answer:
        failure: Exception
        try:
            with self._opened(method, operation, **sent) as response:
                found = self._refusal(operation, response)
                if found is None:
                    return read(self._steady(operation, response))
                failure = found
        except httpx.HTTPError as error:
            failure = NmbrsUnavailable(operation.name, reason=type(error).__name__)
        raise failure  # outside the handler, so that nothing is chained to it

    @contextmanager
    def _opened(self, method: str, operation: Operation, **sent: Any) -> Iterator[httpx.Response]:
        url = f"{self._soap_url}/{operation.service}.asmx"
        request = self._http.build_request(method, url, timeout=self._timeout_seconds, **sent)
        try:
            response = self._http.send(request, stream=True, follow_redirects=False)
        except httpx.RemoteProtocolError as error:
            if _CLOSED_AS_WE_SENT not in str(error):
                raise
            # It was a kept connection: nothing was answered, and a new one will do.
            response = self._http.send(request, stream=True, follow_redirects=False)
        try:
            yield response
        finally:
            response.close()

    def _refusal(self, operation: Operation, response: httpx.Response) -> Exception | None:
        """Say why this is no SOAP answer, or nothing."""
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type in _SOAP_MEDIA_TYPES:
            if response.status_code == 200:
                return None
            if response.status_code in (400, 500):  # faults come in a 500, but not every 500 is a fault
                fault = decoding.fault(_beginning(self._steady(operation, response)))
                if fault is not None:
                    return errors.from_fault(operation.name, fault.text, by_client=fault.by_client)
        failure = errors.from_status(operation.name, response.status_code)
        if isinstance(failure, NmbrsUnavailable):
            failure.retry_after = _retry_after(response.headers)
        return failure

    def _steady(self, operation: Operation, response: httpx.Response) -> Iterator[bytes]:
        """Pass the bytes on while they come at a decent pace; httpx only minds complete silence."""
        begun, received = self._clock(), 0
        for chunk in response.iter_bytes():
            received += len(chunk)
            lasted = self._clock() - begun
            late = lasted - self._timeout_seconds
            if late * _SLOWEST_BYTES_PER_SECOND > received or lasted > self._longest_seconds:
                raise NmbrsUnavailable(operation.name, reason="TooSlow")
            # A parser takes no more than 10 MB at once, and a compressed chunk may hold more.
            yield from (chunk[start : start + _PIECE_BYTES] for start in range(0, len(chunk), _PIECE_BYTES))
        if not received:
            raise NmbrsUnavailable(operation.name, status=response.status_code, reason="NoContent")


def _beginning(chunks: Iterator[bytes]) -> bytes:
    """As much as a fault or a description can take; the rest of something larger is no loss."""
    content = b""
    for chunk in chunks:
        content += chunk
        if len(content) > _LARGEST_TEXT_BYTES:
            break
    return content


def _retry_after(headers: httpx.Headers) -> float | None:
    """Read seconds or a date, the latter against the server's own clock where it tells it."""
    value = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), LONGEST_WAIT_SECONDS)
    moment = _http_date(value)
    if moment is None:
        return None
    now = _http_date(headers.get("date", "")) or datetime.now(UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_WAIT_SECONDS)


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Patience:
    """Decides on one call's next attempt; made anew for every call."""

    def __init__(self, attempts: int, retry_seconds: float) -> None:
        self._left = attempts - 1
        self._login_left = 1  # 1006 is worth exactly one more attempt, which counts apart
        self._backoff = tenacity.wait_exponential_jitter(
            multiplier=retry_seconds, jitter=retry_seconds, max=LONGEST_WAIT_SECONDS
        )

    def again(self, state: tenacity.RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        if not isinstance(error, NmbrsUnavailable):
            return False
        if error.fault == _LOGIN_FAILURE:
            self._login_left -= 1
            return self._login_left >= 0
        self._left -= 1
        return self._left >= 0

    def wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, NmbrsUnavailable) else None
        return self._backoff(state) if asked is None else 0.0  # the pacer holds everybody back


class Line:
    """The line to one Nmbrs domain: paced, retried, and known to be up or down. Thread safe."""

    def __init__(
        self,
        pacer: Pacer,
        *,
        attempts: int,
        retry_seconds: float,
        sleep: Callable[[float], None] = time.sleep,
        quiet: bool = False,
    ) -> None:
        self._quiet = quiet  #: another line to this domain tells when it goes down
        self._pacer = pacer
        self._attempts = attempts
        self._retry_seconds = retry_seconds
        self._sleep = sleep
        self._unanswered_reads = 0
        self._lock = Lock()

    def once(self) -> Line:
        """The same line for who would rather know than wait: one attempt, at the same pace."""
        return Line(self._pacer, attempts=1, retry_seconds=0, sleep=self._sleep, quiet=True)

    def call(self, operation: str, send: Callable[[], Answer]) -> Answer:
        """Send until there is an answer or no hope of one. Refusals are answers too."""
        patience = _Patience(self._attempts, self._retry_seconds)
        retrying = tenacity.Retrying(
            retry=patience.again,
            wait=patience.wait,
            stop=tenacity.stop_after_attempt(self._attempts + 1),
            sleep=self._sleep,
            reraise=True,
        )
        failure: Exception
        try:
            answer: Answer = retrying(self._paced, send)
        except NmbrsUnavailable as error:
            failure = self._unanswered(operation) or error
        except (errors.ReadFailed, CredentialsRejected) as error:
            self._answered(operation)
            failure = error
        else:
            self._answered(operation)
            return answer
        raise failure  # outside the handler, so that nothing is chained to it

    def _paced(self, send: Callable[[], Answer]) -> Answer:
        self._pacer.wait()
        try:
            return send()
        except NmbrsUnavailable as error:
            if error.retry_after is not None:
                self._pacer.hold(error.retry_after)
            raise

    def _unanswered(self, operation: str) -> NmbrsDown | None:
        with self._lock:
            self._unanswered_reads += 1
            count = self._unanswered_reads
        if count == 1 and not self._quiet:
            _log.warning("nmbrs.unavailable", operation=operation)
        if count < UNANSWERED_READS_UNTIL_DOWN:
            return None
        return NmbrsDown(errors.NMBRS_DOWN, operation=operation)

    def _answered(self, operation: str) -> None:
        with self._lock:
            was_down, self._unanswered_reads = self._unanswered_reads > 0, 0
        if was_down and not self._quiet:
            _log.info("nmbrs.available", operation=operation)
