"""The far end of the adapter's HTTP client, for the adapter's own tests: answers per operation.

Everything above the adapter uses the look-alike instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, repeat
from threading import Lock
from typing import Any, Final

import httpx
from lxml import etree

from app.hr.delivery import Completeness, Delivery, Request, Stream, StreamReading
from app.nmbrs.schema import Contract
from app.nmbrs.source import Credentials, Nmbrs, NmbrsSource
from tests.unit import nmbrs_answers as answers
from tests.unit.nmbrs_answers import ENVELOPE, answer, fields, history, listed, person, rows

TODAY = date(2026, 11, 23)
CREDENTIALS = Credentials("user@example.org", "token-of-tests", "example")
IMPORTED = (Stream.DEPARTMENTS, Stream.EMPLOYEES, Stream.EMPLOYMENTS, Stream.ABSENCES)

Answer = httpx.Response | Exception | Callable[[dict[str, str]], httpx.Response]


#: One answer with the history of everybody, by the stream that is made of it.
HISTORIES: Final = {
    Stream.DEPARTMENTS: answers.DEPARTMENT_HISTORY,
    Stream.EMPLOYMENTS: answers.EMPLOYMENT_HISTORY,
    Stream.CONTRACTS: answers.CONTRACT_HISTORY,
    Stream.JOBS: answers.FUNCTION_HISTORY,
    Stream.SCHEDULES: answers.SCHEDULE_HISTORY,
    Stream.WAGES: answers.SALARY_HISTORY,
}
#: A healthy row of each.
ROWS: Final = {
    Stream.DEPARTMENTS: answers.department(7, 2020, 1),
    Stream.EMPLOYMENTS: answers.employment(11),
    Stream.CONTRACTS: answers.contract(31),
    Stream.JOBS: answers.job(21, 2020, 1),
    Stream.SCHEDULES: answers.schedule(41),
    Stream.WAGES: answers.salary(51),
}
#: Reading the WSDL files takes longer than most tests; it is done once for all of them.
_CONTRACT: Final = Contract()
_HEALTHY: Final[dict[str, Answer]] = {
    "List_GetAll": answer("List_GetAll", rows("Company", answers.company())),
    "Company_GetCurrentPeriod": answer("Company_GetCurrentPeriod", "2026-11-M"),
    "Address_GetCurrent": answer("Address_GetCurrent", fields(Id=3, Default="true", City="Goes")),
    "BankAccount_GetCurrent": answer("BankAccount_GetCurrent", fields(Id=4, IBAN="NL00X", Type="None")),
    "Schedule_GetCurrent": answer("Schedule_GetCurrent"),
    "SVW_GetCurrent": answer("SVW_GetCurrent", "<SVWSettings><CodeCao>5</CodeCao></SVWSettings>"),
    "EmployeeType_GetList": answers.types(t1="New hire", t2="Payroll", t4="Former payroll"),
    **{HISTORIES[each]: history(HISTORIES[each], e1=row) for each, row in ROWS.items()},
    answers.ALL_PERSONS: history(answers.ALL_PERSONS, e1=answers.person_row(2020, 1)),
    answers.ALL_ADDRESSES: history(answers.ALL_ADDRESSES, e1=answers.address_row(61, 2020, 1)),
    answers.ALL_ABSENCES: answers.all_absences(),
    "PersonalInfo_GetCurrent": lambda given: person(given["EmployeeId"]),
    "Address_GetListCurrent": answers.addresses(),
    "Absence_GetList": answers.absences(),
}


@dataclass(frozen=True)
class Call:
    """One request as it arrived."""

    operation: str
    parameters: dict[str, str]
    header: dict[str, str]
    header_namespace: str
    url: str
    headers: httpx.Headers


@dataclass
class Wire:
    """Answers per operation, in turn, the last one for ever; and the calls that arrived.

    Starts as a small, healthy Nmbrs: company 1 pays per month and has employee 1 on the payroll.
    """

    calls: list[Call] = field(default_factory=list)
    _answers: dict[str, Iterable[Answer]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        for operation, healthy in _HEALTHY.items():
            self.on(operation, healthy)
        self.lists(active=[1])

    def on(self, operation: str, *answers: Answer) -> None:
        self._answers[operation] = chain(answers[:-1], repeat(answers[-1]))

    def bend(self, operation: str, old: str, new: str) -> None:
        """Have these words instead of those in its answers from now on."""
        before = self._answers[operation]

        def bent(given: dict[str, str]) -> httpx.Response:
            answered = _given(next(iter(before)), given)
            assert old.encode() in answered.content
            content = answered.content.replace(old.encode(), new.encode())
            headers = {"Content-Type": answered.headers["Content-Type"]}
            return httpx.Response(answered.status_code, content=content, headers=headers)

        self.on(operation, bent)

    def lists(
        self, *, active: Iterable[int] = (), future: Iterable[int] = (), left: Iterable[int] = ()
    ) -> None:
        """Who is listed under the types of the healthy Nmbrs."""
        by_type = {"1": listed(*future), "2": listed(*active), "4": listed(*left)}
        self.on("List_GetByCompany", lambda given: by_type[given["EmployeeType"]])

    def per_employee(self, operation: str, otherwise: Answer | None = None, **of: Answer) -> None:
        """Answers of a call about one employee, as `e1=…`."""

        def choose(given: dict[str, str]) -> httpx.Response:
            chosen = of.get(f"e{given['EmployeeId']}", otherwise)
            if chosen is None:
                return person(given["EmployeeId"])
            return _given(chosen, given)

        self.on(operation, choose)

    def asked_about(self, operation: str) -> list[str]:
        """Of whom this was asked, in order."""
        return [call.parameters["EmployeeId"] for call in self.calls if call.operation == operation]

    def operations(self) -> list[str]:
        return [call.operation for call in self.calls]

    def nmbrs(self, **changed: Any) -> Nmbrs:
        settings: dict[str, Any] = {
            "soap_url": "http://nmbrs.test/soap/v3/",
            "calls_per_second": 1_000_000,
            "timeout_seconds": 5,
            "attempts": 2,
            "retry_seconds": 0,
            "calls_at_once": 1,
            "http": httpx.Client(transport=httpx.MockTransport(self._handle)),
        }
        opened = Nmbrs(**settings | changed)
        opened._connection = replace(opened._connection, contract=_CONTRACT)
        return opened

    def source(self, *, extra: Iterable[str] = (), today: date = TODAY, **changed: Any) -> NmbrsSource:
        return self.nmbrs(**changed).source(CREDENTIALS, today=today, extra=tuple(extra))

    def read(
        self, *streams: Stream, extra: Iterable[str] = (), today: date = TODAY, **changed: Any
    ) -> Delivery:
        """Read company 1, the streams of an import unless told; `extra` bulk operations are believed in."""
        source = self.source(extra=extra, today=today)
        return source.read(request(*streams, **changed), cancelled=lambda: False)

    def _handle(self, message: httpx.Request) -> httpx.Response:
        call = _call(message)
        with self._lock:
            self.calls.append(call)
            chosen = next(iter(self._answers[call.operation]))
        return _given(chosen, call.parameters)


def two_at_work() -> Wire:
    """Two people, of whom both forms of every call say the same."""
    wire = Wire()
    wire.lists(active=[1, 2])
    known = {f"e{key}": answers.person_row(2020, 1, EmployeeNumber=key) for key in (1, 2)}
    wire.on(answers.ALL_PERSONS, history(answers.ALL_PERSONS, **known))
    wire.on("PersonalInfo_GetCurrent", lambda given: person(given["EmployeeId"], Naamstelling="Eigen naam"))
    at_home = {f"e{key}": answers.address_row(key, 2020, 1) for key in (1, 2)}
    wire.on(answers.ALL_ADDRESSES, history(answers.ALL_ADDRESSES, **at_home))
    wire.per_employee(
        "Address_GetListCurrent",
        **{f"e{key}": answers.addresses(answers.address(key)) for key in (1, 2)},
    )
    ill = [(key, answers.absence(key * 10)) for key in (2, 1)]
    wire.on(answers.ALL_ABSENCES, answers.all_absences(*ill))
    wire.per_employee("Absence_GetList", **{f"e{key}": answers.absences(row) for key, row in ill})
    return wire


def request(*streams: Stream, **changed: Any) -> Request:
    given: dict[str, Any] = {
        "company_key": "1",
        "streams": frozenset(streams or IMPORTED),
        "since": date(2024, 1, 1),
    }
    return Request(**given | changed)


def imported(delivery: Delivery) -> dict[Stream, StreamReading]:
    """How the streams of an import were read."""
    return {stream: delivery.streams[stream] for stream in IMPORTED}


def incomplete(delivery: Delivery) -> dict[Stream, StreamReading]:
    """The streams that are not whole; placements go without saying, as they come with the departments."""
    return {
        stream: each
        for stream, each in delivery.streams.items()
        if each.state is not Completeness.COMPLETE and stream is not Stream.PLACEMENTS
    }


def _given(chosen: Answer, parameters: dict[str, str]) -> httpx.Response:
    if isinstance(chosen, Exception):
        raise chosen
    if isinstance(chosen, httpx.Response):
        # A response can be read once only, and these are given out again and again.
        return httpx.Response(chosen.status_code, content=chosen.content, headers=chosen.headers)
    return chosen(parameters)


def _call(message: httpx.Request) -> Call:
    envelope = etree.fromstring(message.content)
    header = envelope.find(f"{{{ENVELOPE}}}Header")[0]
    body = envelope.find(f"{{{ENVELOPE}}}Body")[0]
    name = etree.QName(body)
    return Call(
        operation=name.localname,
        parameters={etree.QName(each).localname: each.text for each in body},
        header={etree.QName(each).localname: each.text for each in header},
        header_namespace=etree.QName(header).namespace,
        url=str(message.url),
        headers=message.headers,
    )
