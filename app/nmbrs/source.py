"""Nmbrs as a source of HR records: `Nmbrs` once per process, `NmbrsSource` once per account.

Speaks our language on the outside: employers, streams and deliveries. What ends a run is raised as
a `SourceError`; what could not be read of one employer is a state in its delivery.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import Lock

import httpx

from app.hr.records import Company, Delivery, Request
from app.nmbrs import mapping
from app.nmbrs.pacing import Pacer
from app.nmbrs.reading import Reading
from app.nmbrs.soap import Contract, Credentials, Rejections, Soap
from app.nmbrs.transport import HttpxTransport, Line

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
        http: httpx.Client | None = None,
        count: Callable[[str, str], None] = lambda operation, outcome: None,
    ) -> None:
        self._http = http or httpx.Client(cookies=_no_cookies())
        self._owns_http = http is None
        transport = HttpxTransport(self._http, timeout_seconds=timeout_seconds)
        self._contract = Contract(transport, soap_url=soap_url)
        self._rejections = Rejections()
        self._count = count
        self._calls_per_second = calls_per_second
        self._attempts = attempts
        self._retry_seconds = retry_seconds
        self._lines: dict[str, Line] = {}
        self._lock = Lock()

    def source(self, credentials: Credentials, *, today: date) -> NmbrsSource:
        """Open the source of one account. Makes no call."""
        soap = Soap(
            self._contract,
            credentials=credentials,
            line=self._line(credentials.domain),
            rejections=self._rejections,
            count=self._count,
        )
        return NmbrsSource(soap, today=today)

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

    def __init__(self, soap: Soap, *, today: date) -> None:
        self._soap = soap
        self.today = today  #: the only clock of this package

    def employers(self) -> tuple[Company, ...]:
        """List what the account may see. Raises `ReadFailed` too: here there is nothing to save."""
        companies = (mapping.company(raw) for raw in self._soap.list_get_all())
        return tuple({company.source_key: company for company in companies}.values())

    def read(self, request: Request, *, cancelled: Callable[[], bool]) -> Delivery:
        """Read what is asked of one employer; `cancelled` is asked before every call."""
        return Reading(self._soap, request, cancelled=cancelled).deliver()


def _no_cookies() -> CookieJar:
    """Accounts share the client, so no session of one may ever travel with another's call."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
