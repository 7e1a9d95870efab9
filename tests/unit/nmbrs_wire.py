"""The far end of the adapter's HTTP client, for the adapter's own tests: answers per operation.

Everything above the adapter uses the look-alike instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, repeat
from threading import Lock
from typing import Any

import httpx
from lxml import etree

from app.hr.delivery import Delivery, Request, Stream, StreamReading
from app.nmbrs.source import Credentials, Nmbrs, NmbrsSource

TODAY = date(2026, 11, 23)
CREDENTIALS = Credentials("user@example.org", "token-of-tests", "example")
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
COMPANY_OPERATIONS = (
    "List_GetAll",
    "Company_GetCurrentPeriod",
    "Address_GetCurrent",
    "BankAccount_GetCurrent",
    "Schedule_GetCurrent",
    "SVW_GetCurrent",
)
IMPORTED = (Stream.DEPARTMENTS, Stream.EMPLOYEES, Stream.EMPLOYMENTS, Stream.ABSENCES)

Answer = httpx.Response | Exception | Callable[[dict[str, str]], httpx.Response]


@dataclass(frozen=True)
class Call:
    """One request as it arrived."""

    operation: str
    parameters: dict[str, str]
    header: dict[str, str]
    header_namespace: str
    url: str
    headers: httpx.Headers


def namespace(operation: str) -> str:
    service = "CompanyService" if operation in COMPANY_OPERATIONS else "EmployeeService"
    return f"https://api.nmbrs.nl/soap/v3/{service}"


def enveloped(content: str, status: int = 200, **headers: str) -> httpx.Response:
    text = (
        f'<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="{ENVELOPE}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>'
        f"{content}</soap:Body></soap:Envelope>"
    )
    return httpx.Response(
        status,
        content=text.encode(),
        headers={"Content-Type": "text/xml; charset=utf-8", **headers},
    )


def answer(operation: str, result: str = "") -> httpx.Response:
    """The answer to a call, around the content of its result."""
    inner = f"<{operation}Result>{result}</{operation}Result>"
    return enveloped(f'<{operation}Response xmlns="{namespace(operation)}">{inner}</{operation}Response>')


def fault(number: int, text: str = "Text of the vendor") -> httpx.Response:
    return fault_text(f"Server was unable to process request. ---&gt; {number}: {text}")


def fault_text(text: str, status: int = 500) -> httpx.Response:
    return enveloped(
        f"<soap:Fault><faultcode>soap:Server</faultcode><faultstring>{text}</faultstring>"
        "<detail /></soap:Fault>",
        status,
    )


def page(status: int = 503, **headers: str) -> httpx.Response:
    """What stands in front of Nmbrs says when Nmbrs is away."""
    return httpx.Response(
        status,
        content=b"<html><body>Service Unavailable</body></html>",
        headers={"Content-Type": "text/html", **headers},
    )


def fields(**values: object) -> str:
    """Elements in this order. None leaves one out, `NIL` is null on the wire."""
    return "".join(
        f'<{name} xsi:nil="true" />' if value is NIL else f"<{name}>{value}</{name}>"
        for name, value in values.items()
        if value is not None
    )


NIL = object()


def rows(item: str, *contents: str) -> str:
    return "".join(f"<{item}>{content}</{item}>" for content in contents)


def company(key: int = 1, **values: object) -> str:
    given = {"ID": key, "Number": 100, "Name": "Voorbeeld B.V.", "LoonaangifteTijdvak": "Month"}
    return fields(**given | values)


def listed(*keys: int) -> httpx.Response:
    found = (fields(Id=key, Number=key, DisplayName="Somebody") for key in keys)
    return answer("List_GetByCompany", rows("Employee", *found))


def types(**ids: str) -> httpx.Response:
    """Employee types, as `t2="Payroll"`."""
    found = (fields(Id=name[1:], Description=text) for name, text in ids.items())
    return answer("EmployeeType_GetList", rows("EmployeeType", *found))


def person(key: int | str, **values: object) -> httpx.Response:
    """One employee. Names of fields in the order of the contract."""
    given: dict[str, object] = {
        "Id": key, "Number": key, "DisplayName": "D", "EmployeeNumber": None, "BSN": None,
        "FirstName": "Anna", "Initials": None, "Prefix": None, "LastName": "Jansen",
        "Nickname": None, "Gender": "female", "IdentificationType": 0, "PartnerPrefix": None,
        "PartnerLastName": None, "Birthday": "1990-02-03T00:00:00",
    }  # fmt: skip
    return answer("PersonalInfo_GetCurrent", fields(**given | values))


def department(key: int, year: int, period: int, **values: object) -> str:
    given: dict[str, object] = {
        "Id": key, "Code": key, "Description": f"Afdeling {key}",
        "CreationDate": "2020-01-01T00:00:00", "StartPeriod": period, "StartYear": year,
    }  # fmt: skip
    return fields(**given | values)


def departments(**of: str | list[str]) -> httpx.Response:
    """Department history, as `e1=[department(…), …]`."""
    return answer(
        "Department_GetAll_AllEmployeesByCompany",
        _history(of, "EmployeeDepartmentItem", "EmployeeDepartments", "Department_V2"),
    )


def employment(key: int, start: object = "2020-01-01T00:00:00", **values: object) -> str:
    given: dict[str, object] = {
        "EmploymentId": key, "CreationDate": "2020-01-01T00:00:00", "StartDate": start,
        "EndDate": NIL, "InitialStartDate": NIL,
    }  # fmt: skip
    return fields(**given | values)


def employments(**of: str | list[str]) -> httpx.Response:
    return answer(
        "Employment_GetAll_AllEmployeesByCompany",
        _history(of, "EmployeeEmploymentItem", "EmployeeEmployments", "Employment"),
    )


def absence(key: int, start: object = "2026-10-01T00:00:00", **values: object) -> str:
    given: dict[str, object] = {
        "AbsenceId": key, "Comment": None, "Percentage": 100, "Start": start,
        "RegistrationStartDate": NIL, "End": NIL, "RegistrationEndDate": NIL,
        "Dossier": "Ziekte", "Dossiernr": key * 10,
    }  # fmt: skip
    return fields(**given | values)


def absences(*found: str) -> httpx.Response:
    return answer("Absence_GetList", rows("Absence", *found))


def _history(of: dict[str, str | list[str]], item: str, inner: str, row: str) -> str:
    items = []
    for name, found in of.items():
        given = [found] if isinstance(found, str) else found
        items.append(fields(EmployeeId=name[1:]) + f"<{inner}>{rows(row, *given)}</{inner}>")
    return rows(item, *items)


@dataclass
class Wire:
    """Answers per operation, in turn, the last one for ever; and the calls that arrived.

    Starts as a small, healthy Nmbrs: company 1 pays per month and has employee 1 on the payroll.
    """

    calls: list[Call] = field(default_factory=list)
    _answers: dict[str, Iterable[Answer]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.on("List_GetAll", answer("List_GetAll", rows("Company", company())))
        self.on("Company_GetCurrentPeriod", answer("Company_GetCurrentPeriod", "2026-11-M"))
        self.on("EmployeeType_GetList", types(t1="New hire", t2="Payroll", t4="Former payroll"))
        self.lists(active=[1])
        self.on("Department_GetAll_AllEmployeesByCompany", departments(e1=department(7, 2020, 1)))
        self.on("Employment_GetAll_AllEmployeesByCompany", employments(e1=employment(11)))
        self.on("PersonalInfo_GetCurrent", lambda given: person(given["EmployeeId"]))
        self.on("Absence_GetList", absences())

    def on(self, operation: str, *answers: Answer) -> None:
        self._answers[operation] = chain(answers[:-1], repeat(answers[-1]))

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
        return Nmbrs(**settings | changed)

    def source(self, **changed: Any) -> NmbrsSource:
        return self.nmbrs(**changed).source(CREDENTIALS, today=TODAY)

    def read(self, *streams: Stream, **changed: Any) -> Delivery:
        """Read company 1, the streams of an import unless told."""
        return self.source().read(request(*streams, **changed), cancelled=lambda: False)

    def _handle(self, message: httpx.Request) -> httpx.Response:
        call = _call(message)
        with self._lock:
            self.calls.append(call)
            chosen = next(iter(self._answers[call.operation]))
        return _given(chosen, call.parameters)


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
