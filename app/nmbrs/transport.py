"""From an envelope to an answer worth decoding: HTTP, retries, and whether Nmbrs is up.

zeep would log envelopes with the token, follow odd answers and hold on to bodies; nothing of that
happens here. No error leaves with another one chained to it (style.md §7.6).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Any, Final, TypeVar

import httpx
import tenacity
import zeep

from app import log
from app.nmbrs import errors
from app.nmbrs.errors import CredentialsRejected, NmbrsDown, NmbrsUnavailable, NmbrsUnreadable
from app.nmbrs.pacing import Pacer

LONGEST_WAIT_SECONDS: Final = 60.0
UNANSWERED_READS_UNTIL_DOWN: Final = 5

_LOGIN_FAILURE = 1006
_ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
_SOAP_MEDIA_TYPES = frozenset({"text/xml", "application/xml", "application/soap+xml"})
_SECONDS = re.compile(r"[0-9]{1,9}")

Answer = TypeVar("Answer")

_log = log.get(__name__)


class HttpxTransport(zeep.Transport):
    """Sends zeep's calls through our httpx client; contracts come from disk only. Stateless."""

    def __init__(self, http: httpx.Client, *, timeout_seconds: float) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # as most of zeep
        self._http = http
        self._timeout = httpx.Timeout(timeout_seconds)

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> httpx.Response:
        """Exchange one envelope. Overrides zeep's, which logs it."""
        operation = headers["SOAPAction"].strip('"').rpartition("/")[2]
        failure: Exception | None
        try:
            response = self._http.post(
                address,
                content=message,
                headers=headers,
                timeout=self._timeout,
                follow_redirects=False,
            )
        except httpx.HTTPError as error:
            failure = NmbrsUnavailable(operation, reason=type(error).__name__)
        else:
            failure = judge(operation, response)
            if failure is None:
                return response
        raise failure  # outside the handler, so that nothing is chained to it

    def _load_remote_data(self, url: str) -> bytes:
        raise PermissionError("contracts are read from disk only")


def judge(operation: str, response: httpx.Response) -> Exception | None:
    """Say why this is no SOAP answer, or nothing. zeep would take HTML for an unknown fault."""
    status, content = response.status_code, response.content
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    # Faults come in a 500, but not every 500 is a fault.
    readable = status == 200 or (status in (400, 500) and b"Fault" in content)
    if readable and content and media_type in _SOAP_MEDIA_TYPES:
        return None
    failure = errors.from_status(operation, status)
    if isinstance(failure, NmbrsUnavailable):
        failure.retry_after = _retry_after(response.headers)
    return failure


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
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class OnlyTheAnswer(zeep.Plugin):
    """Lets zeep decode nothing but the answer to the question, without the comments of absences."""

    def ingress(self, envelope: Any, http_headers: Any, operation: Any) -> tuple[Any, Any]:
        """Look at the parsed envelope before zeep does, which never checks what it is given."""
        body = envelope.find(f"{_ENVELOPE}Body")
        content = body[0].tag if body is not None and len(body) else None
        if content not in (operation.output.body.qname.text, f"{_ENVELOPE}Fault"):
            # zeep would read any other empty element as an empty list, which is a value.
            raise NmbrsUnreadable(operation.name, reason="OtherAnswer")
        if operation.name.startswith("Absence"):
            for comment in list(envelope.iterfind(".//{*}Comment")):
                comment.getparent().remove(comment)
        return envelope, http_headers


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
        return self._backoff(state) if asked is None else asked


class Line:
    """The line to one Nmbrs domain: paced, retried, and known to be up or down. Thread safe."""

    def __init__(
        self,
        pacer: Pacer,
        *,
        attempts: int,
        retry_seconds: float,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pacer = pacer
        self._attempts = attempts
        self._retry_seconds = retry_seconds
        self._sleep = sleep
        self._unanswered_reads = 0
        self._lock = Lock()

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
        return send()

    def _unanswered(self, operation: str) -> NmbrsDown | None:
        with self._lock:
            self._unanswered_reads += 1
            count = self._unanswered_reads
        if count == 1:
            _log.warning("nmbrs.unavailable", operation=operation)
        if count < UNANSWERED_READS_UNTIL_DOWN:
            return None
        return NmbrsDown(errors.NMBRS_DOWN, operation=operation)

    def _answered(self, operation: str) -> None:
        with self._lock:
            was_down, self._unanswered_reads = self._unanswered_reads > 0, 0
        if was_down:
            _log.info("nmbrs.available", operation=operation)
