"""Nmbrs as a source of HR records: `Nmbrs` once per process, `NmbrsSource` once per account.

Speaks our language on the outside: employers, streams and deliveries. What ends a run is raised as
a `SourceError`; what could not be read of one employer is a state in its delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import Lock

import httpx

from app.hr.delivery import Delivery, Request
from app.hr.records import Company
from app.nmbrs import check, companies, operations, streams
from app.nmbrs.pacing import Pacer
from app.nmbrs.reading import Terms
from app.nmbrs.schema import Contract
from app.nmbrs.soap import Connection, Credentials, Drift, Rejections, Soap
from app.nmbrs.transport import Channel, Line

__all__ = ["Credentials", "Nmbrs", "NmbrsSource"]


class Nmbrs:
    """What all accounts of a process share: one HTTP client, one contract, a pace per domain."""

    def __init__(  # noqa: PLR0913  (one per setting, all by name)
        self,
        *,
        soap_url: str,
        calls_per_second: float,
        timeout_seconds: float,
        attempts: int,
        retry_seconds: float,
        calls_at_once: int = 4,
        http: httpx.Client | None = None,
        count: Callable[[str, str], None] = lambda operation, outcome: None,
    ) -> None:
        self._http = http or httpx.Client(cookies=_no_cookies())
        self._owns_http = http is None
        self._connection = Connection(
            Contract(),
            Channel(self._http, soap_url=soap_url, timeout_seconds=timeout_seconds),
            Rejections(),
            count,
        )
        self._quick_channel = Channel(
            self._http,
            soap_url=soap_url,
            timeout_seconds=min(timeout_seconds, check.CALL_SECONDS),
            longest_seconds=check.CALL_SECONDS,
        )
        self._drift_logged: set[tuple[str, str]] = set()
        self._calls_at_once = calls_at_once
        self._calls_per_second = calls_per_second
        self._attempts = attempts
        self._retry_seconds = retry_seconds
        self._lines: dict[str, Line] = {}
        self._lock = Lock()

    def source(self, credentials: Credentials, *, today: date, extra: Collection[str] = ()) -> NmbrsSource:
        """Open the source of one account. Makes no call.

        `extra`: the bulk operations it was found to have beside its permission (`check.py`).
        """

        line = self._line(credentials.domain)

        def connect(connection: Connection = self._connection, line: Line = line) -> Soap:
            return Soap(connection, credentials=credentials, line=line, drift=Drift(self._drift_logged))

        def check_it() -> check.Result:
            quick = replace(self._connection, channel=self._quick_channel)
            return check.run(connect(quick, line.once()), self._quick_channel.wsdl)

        return NmbrsSource(
            connect, check_it, today=today, extra=frozenset(extra), calls_at_once=self._calls_at_once
        )

    def close(self) -> None:
        """Close the connections, unless somebody else opened them."""
        if self._owns_http:
            self._http.close()

    def _line(self, domain: str) -> Line:
        """One line per domain, whoever calls: its pace and its being down are shared."""
        name = domain.strip().casefold()
        with self._lock:
            if name not in self._lines:
                self._lines[name] = Line(
                    Pacer(self._calls_per_second),
                    attempts=self._attempts,
                    retry_seconds=self._retry_seconds,
                )
            return self._lines[name]


class NmbrsSource:
    """One account's Nmbrs. Threads may read different employers through it at once."""

    def __init__(
        self,
        connect: Callable[[], Soap],
        check_it: Callable[[], check.Result],
        *,
        today: date,
        extra: frozenset[str],
        calls_at_once: int,
    ) -> None:
        self._connect = connect
        self._check = check_it
        self._today = today
        self._extra = extra
        self._calls_at_once = calls_at_once

    def employers(self) -> tuple[Company, ...]:
        """List what the account may see. Raises `ReadFailed` too: here there is nothing to save."""
        found = map(companies.company, self._connect().rows(operations.COMPANIES))
        return tuple({company.source_key: company for company in found}.values())

    def check(self) -> check.Result:
        """Find out what the account may ask, in a quarter of a minute at most. Raises nothing of Nmbrs."""
        return self._check()

    def read(self, request: Request, *, cancelled: Callable[[], bool]) -> Delivery:
        """Read what is asked of one employer; `cancelled` is asked before every call."""
        terms = Terms(self._today, self._extra, self._calls_at_once, cancelled)
        return streams.deliver(self._connect(), request, terms)


def _no_cookies() -> CookieJar:
    """Accounts share the client, so no session of one may ever travel with another's call."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
