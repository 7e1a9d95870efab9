"""The operations of Nmbrs SOAP v3 that we use, one method each, and what their answers look like.

Answers are plain dicts and lists. All kinds of nothing are `None` here and nowhere else: a missing
or nil element, an object without a value in it, a date in year 1. A missing list is an empty one.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes
from threading import Lock
from typing import Any, Final, TypeAlias

import lxml.etree
import zeep
from zeep import exceptions, xsd

from app.nmbrs import errors
from app.nmbrs.errors import CredentialsRejected, NmbrsUnreadable
from app.nmbrs.transport import HttpxTransport, Line, OnlyTheAnswer

Raw: TypeAlias = dict[str, Any]

_CONTRACT: Final = Path(__file__).parent / "contract"
_NAMESPACE: Final = "https://api.nmbrs.nl/soap/v3/{service}"
_COMPANY, _EMPLOYEE = "CompanyService", "EmployeeService"
_ZEEP: Final[Any] = zeep  # it calls itself typed, but hardly is
_SETTINGS: Final = zeep.Settings(
    strict=True, xml_huge_tree=True, forbid_dtd=True, forbid_entities=True, forbid_external=True
)
#: What zeep, lxml and the types of a contract raise over an answer that breaks it.
_BROKEN: Final = (
    exceptions.Error,
    lxml.etree.LxmlError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
)


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """Who calls. `domain` is the subdomain alone: `nlpayroll`, not `nlpayroll.nmbrs.nl`.

    `version` tells apart the same words entered again, after others: they deserve a call of their own.
    """

    username: str
    token: str
    domain: str
    version: int = 0

    def __repr__(self) -> str:
        return "<Credentials>"


class Rejections:
    """Credentials that Nmbrs rejected in this process. Holds keyed hashes, never a token."""

    def __init__(self) -> None:
        self._key = token_bytes(32)
        self._rejected: dict[bytes, str] = {}

    def add(self, credentials: Credentials, code: str) -> None:
        """Remember them for the life of the process."""
        self._rejected[self._mark(credentials)] = code

    def code(self, credentials: Credentials) -> str | None:
        """Give the message code with which these were rejected, if they were."""
        return self._rejected.get(self._mark(credentials))

    def _mark(self, credentials: Credentials) -> bytes:
        parts = (credentials.username, credentials.token, credentials.domain, str(credentials.version))
        # Lengths keep ("ab", "c") apart from ("a", "bc").
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return blake2b(text.encode(), key=self._key).digest()


class Contract:
    """Our WSDL documents, parsed once per process at the first call. Thread safe."""

    def __init__(self, transport: HttpxTransport, *, soap_url: str) -> None:
        self._transport = transport
        self._soap_url = soap_url.rstrip("/")
        self._documents: dict[str, Any] = {}
        self._lock = Lock()

    def service(self, name: str) -> tuple[Any, Any]:
        """Make a proxy of a service for one source, and the element of its header."""
        client = _ZEEP.Client(
            self._document(name),
            transport=self._transport,
            settings=_SETTINGS,
            plugins=[OnlyTheAnswer()],
        )
        namespace = _NAMESPACE.format(service=name)
        proxy = client.create_service(f"{{{namespace}}}{name}Soap", f"{self._soap_url}/{name}.asmx")
        return proxy, client.get_element(f"{{{namespace}}}AuthHeaderWithDomain")

    def _document(self, name: str) -> Any:
        with self._lock:
            if name not in self._documents:
                document = _ZEEP.wsdl.Document(
                    str(_CONTRACT / f"{name}.wsdl"), self._transport, settings=_SETTINGS
                )
                for element in document.types.elements:
                    if element.qname.namespace == _NAMESPACE.format(service=name):
                        _refuse_what_cannot_be_read(element.type, seen=set())
                self._documents[name] = document
            return self._documents[name]


class Soap:
    """Calls Nmbrs with one account's credentials. Safe to share between threads."""

    def __init__(
        self,
        contract: Contract,
        *,
        credentials: Credentials,
        line: Line,
        rejections: Rejections,
        count: Callable[[str, str], None],
    ) -> None:
        self._services = {name: contract.service(name) for name in (_COMPANY, _EMPLOYEE)}
        self._credentials = credentials
        self._line = line
        self._rejections = rejections
        self._count = count

    def list_get_all(self) -> list[Raw]:
        """List every company the user may see."""
        # CompanyService List_GetAll
        return self._rows(_COMPANY, "List_GetAll")

    def company_get_current_period(self, company_id: str) -> str | None:
        """Give the company's payroll period, e.g. `2026-11-M`."""
        # CompanyService Company_GetCurrentPeriod
        period = self._call(_COMPANY, "Company_GetCurrentPeriod", CompanyId=int(company_id))
        return None if period is None else str(period)

    def employee_type_get_list(self) -> list[Raw]:
        """List the types by which employees are listed; ids differ per environment."""
        # EmployeeService EmployeeType_GetList
        return self._rows(_EMPLOYEE, "EmployeeType_GetList")

    def list_get_by_company(self, company_id: str, employee_type: int) -> list[Raw]:
        """List a company's employees of exactly this type."""
        # EmployeeService List_GetByCompany
        return self._rows(
            _EMPLOYEE, "List_GetByCompany", CompanyId=int(company_id), EmployeeType=employee_type
        )

    def personal_info_get_current(self, employee_id: str) -> Raw | None:
        """Give who an employee is in the company's current payroll period."""
        # EmployeeService PersonalInfo_GetCurrent
        person = self._call(_EMPLOYEE, "PersonalInfo_GetCurrent", EmployeeId=int(employee_id))
        return person if isinstance(person, dict) else None

    def department_get_all_all_employees_by_company(self, company_id: str) -> list[Raw]:
        """List the departments every employee of a company ever had."""
        # EmployeeService Department_GetAll_AllEmployeesByCompany (CompanyID, not CompanyId)
        return self._rows(_EMPLOYEE, "Department_GetAll_AllEmployeesByCompany", CompanyID=int(company_id))

    def employment_get_all_all_employees_by_company(self, company_id: str) -> list[Raw]:
        """List the employments every employee of a company ever had."""
        # EmployeeService Employment_GetAll_AllEmployeesByCompany (CompanyID, not CompanyId)
        return self._rows(_EMPLOYEE, "Employment_GetAll_AllEmployeesByCompany", CompanyID=int(company_id))

    def absence_get_list(self, employee_id: str) -> list[Raw]:
        """List all absence of an employee, of all years. Comments never get this far."""
        # EmployeeService Absence_GetList
        return self._rows(_EMPLOYEE, "Absence_GetList", EmployeeId=int(employee_id))

    def _rows(self, service: str, operation: str, **parameters: int) -> list[Raw]:
        """Call for a list. zeep answers None for an empty one."""
        return self._call(service, operation, **parameters) or []

    def _call(self, service: str, operation: str, **parameters: int) -> Any:
        return self._line.call(operation, lambda: self._send(service, operation, parameters))

    def _send(self, service: str, operation: str, parameters: dict[str, int]) -> Any:
        """Make one attempt, and translate whatever comes of it."""
        rejected = self._rejections.code(self._credentials)
        if rejected:
            raise CredentialsRejected(rejected, operation=operation)
        proxy, header = self._services[service]
        failure: errors.ReadFailed | CredentialsRejected
        try:
            answer = plain(proxy[operation](**parameters, _soapheaders=[self._header(header)]))
            self._count(operation, "answered")
            return answer
        except (errors.ReadFailed, CredentialsRejected) as error:
            failure = error
        except exceptions.Fault as fault:
            failure = errors.from_fault(operation, fault.message)
        except _BROKEN as error:
            failure = NmbrsUnreadable(operation, reason=type(error).__name__)
        self._count(operation, failure.code.lower())
        if isinstance(failure, CredentialsRejected):
            self._rejections.add(self._credentials, failure.code)
        # Outside the handler, so that nothing is chained to it: zeep's errors quote the answer.
        raise failure

    def _header(self, header: Any) -> Any:
        return header(
            Username=self._credentials.username,
            Token=self._credentials.token,
            Domain=self._credentials.domain,
        )


def plain(value: Any) -> Any:
    """Turn zeep's objects into dicts and lists, and every kind of nothing into `None`."""
    if isinstance(value, list):
        return [item for item in map(plain, value) if item is not None]
    if isinstance(value, xsd.CompoundValue):
        fields = {name: plain(value[name]) for name in value}
        return fields if any(field is not None for field in fields.values()) else None
    if isinstance(value, datetime) and value.year == 1:
        return None  # .NET cannot send null for a date that is not nillable (soap.md §3)
    return value


def _refuse_what_cannot_be_read(kind: Any, *, seen: set[int]) -> None:
    """Make the types below raise. zeep logs a value it cannot read, and makes it None: a loss."""
    if id(kind) in seen or not isinstance(kind, xsd.ComplexType):
        return
    seen.add(id(kind))
    for _, element in kind.elements:
        if isinstance(element.type, xsd.AnySimpleType):
            element.type = _strict(element.type)
        else:
            _refuse_what_cannot_be_read(element.type, seen=seen)


def _strict(kind: Any) -> Any:
    strict = copy.copy(kind)  # zeep shares its types between all documents

    def parse_xmlelement(xmlelement: Any, *_: Any, **__: Any) -> Any:
        return None if xmlelement.text is None else strict.pythonvalue(xmlelement.text)

    strict.parse_xmlelement = parse_xmlelement
    return strict
