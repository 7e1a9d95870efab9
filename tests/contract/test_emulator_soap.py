"""The look-alike routes, authenticates, refuses and answers as Nmbrs does, seen as bytes on the wire."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import httpx
import pytest
from lxml import etree

from emulator.background import serve
from emulator.generation import generate
from emulator.server import create_app
from emulator.world import DEMO_USER, World

ROOT = "https://api.nmbrs.nl/soap/v3"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
CREDENTIALS = {
    "Username": DEMO_USER.username,
    "Token": DEMO_USER.token,
    "Domain": DEMO_USER.domain,
}


@dataclass(frozen=True)
class Wire:
    """Sends envelopes that may be wrong in any way."""

    http: httpx.Client
    world: World

    def call(
        self,
        operation: str,
        arguments: str = "",
        *,
        service: str = "EmployeeService",
        header: str | None = None,
        soap: str = SOAP11,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        content = (
            f'<s:Envelope xmlns:s="{soap}"><s:Header>'
            f"{auth(service) if header is None else header}</s:Header><s:Body>"
            f'<{operation} xmlns="{ROOT}/{service}">{arguments}</{operation}></s:Body></s:Envelope>'
        )
        sent = {"Content-Type": "text/xml; charset=utf-8", **(headers or {})}
        return self.http.post(f"/soap/v3/{service}.asmx", content=content.encode(), headers=sent)

    @property
    def company(self) -> int:
        return next(iter(self.world.companies))

    @property
    def hidden_company(self) -> int:
        return next(each.id for each in self.world.companies.values() if not each.visible)

    @property
    def absent_employee(self) -> int:
        employees = self.world.companies[self.company].employees.values()
        return next(each.id for each in employees if each.absences)


def auth(service: str, element: str = "AuthHeaderWithDomain", **changed: str | None) -> str:
    values = {**CREDENTIALS, **changed}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value)
    return f'<{element} xmlns="{ROOT}/{service}">{inner}</{element}>'


def fault_text(response: httpx.Response) -> str:
    root = etree.fromstring(response.content)
    return root.findtext(".//faultstring") or root.findtext(f".//{{{SOAP12}}}Text") or ""


def numbers(response: httpx.Response, element: str) -> list[str | None]:
    return [each.text for each in etree.fromstring(response.content).iter(f"{{*}}{element}")]


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    app = create_app(generate(1, 4, 60, date(2026, 11, 23)))
    with serve(app) as url, httpx.Client(base_url=url) as http:
        yield Wire(http, app.state.stage.world)


def test_call_without_action_is_routed_by_its_body(wire: Wire) -> None:
    response = wire.call("EmployeeType_GetList")

    assert 200 == response.status_code
    assert ["0", "1", "2", "4", "5", "6", "7"] == numbers(response, "Id")


def test_action_wins_over_the_body(wire: Wire) -> None:
    action = f'"{ROOT}/EmployeeService/EmployeeType_GetList"'

    response = wire.call("Absence_GetList", headers={"SOAPAction": action})

    assert b"<EmployeeType_GetListResult>" in response.content


@pytest.mark.parametrize(
    "action", ["whatever", f"{ROOT}/CompanyService/List_GetAll", f"{ROOT}/EmployeeService/"]
)
def test_action_of_nothing_we_serve_is_the_clients_fault(wire: Wire, action: str) -> None:
    response = wire.call("EmployeeType_GetList", headers={"SOAPAction": action})

    assert 500 == response.status_code
    assert b"<faultcode>soap:Client</faultcode>" in response.content
    assert fault_text(response).startswith("Unable to handle request without a valid action parameter.")


def test_broken_xml_is_the_clients_fault(wire: Wire) -> None:
    response = wire.http.post("/soap/v3/EmployeeService.asmx", content=b"<s:Envelope")

    assert 500 == response.status_code
    assert fault_text(response).startswith("Server was unable to read request.")


@pytest.mark.parametrize("content_type", ["application/soap+xml; charset=utf-8", "text/xml; charset=utf-8"])
def test_soap_12_is_answered_in_kind_whatever_it_is_called(wire: Wire, content_type: str) -> None:
    sent = {"Content-Type": content_type}

    answered = wire.call("EmployeeType_GetList", soap=SOAP12, headers=sent)
    refused = wire.call("Manager_GetCurrent", soap=SOAP12, headers=sent)

    assert "application/soap+xml; charset=utf-8" == answered.headers["content-type"]
    assert SOAP12 == etree.QName(etree.fromstring(answered.content)).namespace
    assert (500, "soap:Receiver") == (refused.status_code, numbers(refused, "Value")[0])
    assert fault_text(refused).endswith("---> 1002: Unauthorized access")


def test_action_may_be_a_parameter_of_the_content_type(wire: Wire) -> None:
    action = f"{ROOT}/EmployeeService/EmployeeType_GetList"
    sent = {"Content-Type": f'application/soap+xml; charset=utf-8; action="{action}"'}

    response = wire.call("Absence_GetList", soap=SOAP12, headers=sent)

    assert b"<EmployeeType_GetListResult>" in response.content


@pytest.mark.parametrize(
    "header",
    [
        "",
        auth("CompanyService"),
        auth("EmployeeService", "AuthHeader"),
        auth("EmployeeService", Token="wrong"),
        auth("EmployeeService", Token=None),
        auth("EmployeeService", Username="nobody@voorbeeldgroep.example"),
        auth("EmployeeService", Domain="other"),
        auth("EmployeeService", Domain="voorbeeldgroep.nmbrs.nl"),
    ],
)
def test_wrong_header_is_not_authenticated(wire: Wire, header: str) -> None:
    response = wire.call("EmployeeType_GetList", header=header)

    assert 500 == response.status_code
    expected = "Server was unable to process request. ---> 1001: Invalid Authentication"
    assert expected == fault_text(response)
    assert b"request. ---&gt; 1001: " in response.content


def test_domain_may_be_left_out(wire: Wire) -> None:
    response = wire.call("EmployeeType_GetList", header=auth("EmployeeService", Domain=None))

    assert 200 == response.status_code


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("EmployeeService", "Absence_GetAll_AllEmployeesByCompany"),
        ("EmployeeService", "PersonalInfo_GetAll_AllEmployeesByCompany"),
        ("EmployeeService", "Address_GetAll_AllEmployeesByCompany"),
        ("EmployeeService", "Manager_GetCurrent"),
        ("CompanyService", "List_GetByDebtor"),
        ("DebtorService", "List_GetAll"),
        ("DebtorService", "Department_GetList"),
        ("ReportService", "Reports_BackgroundTask_Result"),
    ],
)
def test_what_the_template_does_not_allow_is_refused(wire: Wire, service: str, operation: str) -> None:
    response = wire.call(operation, service=service)

    assert fault_text(response).endswith("---> 1002: Unauthorized access")


@pytest.mark.parametrize("header", [None, ""])
@pytest.mark.parametrize("soap", [SOAP11, SOAP12])
@pytest.mark.parametrize("service", ["CompanyService", "EmployeeService", "DebtorService", "ReportService"])
def test_what_nmbrs_does_not_have_is_not_recognised(
    wire: Wire, service: str, soap: str, header: str | None
) -> None:
    response = wire.call("No_Such", service=service, soap=soap, header=header)

    action = f"{ROOT}/{service}/No_Such"
    assert 500 == response.status_code
    expected = f"Server did not recognize the value of HTTP Header SOAPAction: {action}."
    assert expected == fault_text(response)
    assert (b"soap:Client" if soap == SOAP11 else b"soap:Sender") in response.content


@pytest.mark.parametrize(
    ("operation", "arguments", "code"),
    [
        ("Department_GetAll_AllEmployeesByCompany", "", 2004),
        ("Department_GetAll_AllEmployeesByCompany", "<CompanyId>{company}</CompanyId>", 2004),
        ("Department_GetAll_AllEmployeesByCompany", "<CompanyID>{hidden}</CompanyID>", 2004),
        ("Absence_GetList", "", 2003),
        ("Absence_GetList", "<EmployeeID>{employee}</EmployeeID>", 2003),
        ("Absence_GetList", "<EmployeeId>{foreign}</EmployeeId>", 2003),
    ],
)
def test_missing_misspelt_and_foreign_parameters_are_refused(
    wire: Wire, operation: str, arguments: str, code: int
) -> None:
    hidden = wire.hidden_company
    values = {
        "company": wire.company,
        "hidden": hidden,
        "employee": wire.absent_employee,
        "foreign": next(iter(wire.world.companies[hidden].employees)),
    }

    response = wire.call(operation, arguments.format(**values))

    assert fault_text(response).endswith(f"---> {code}: Unauthorized access")


def test_unknown_parameters_are_ignored(wire: Wire) -> None:
    arguments = f"<Year>2026</Year><EmployeeId>{wire.absent_employee}</EmployeeId>"

    assert 200 == wire.call("Absence_GetList", arguments).status_code


def test_parameter_that_is_no_number_is_the_clients_fault(wire: Wire) -> None:
    response = wire.call("Absence_GetList", "<EmployeeId>x</EmployeeId>")

    assert b"<faultcode>soap:Client</faultcode>" in response.content


def test_nulls_are_omitted_nil_or_empty_as_the_vendor_has_it(wire: Wire) -> None:
    absent = wire.call("Absence_GetList", f"<EmployeeId>{wire.absent_employee}</EmployeeId>")
    company = wire.company
    nobody = f"<CompanyId>{company}</CompanyId><EmployeeType>99</EmployeeType>"
    empty = wire.call("List_GetByCompany", nobody)
    healthy = next(each.id for each in wire.world.companies[company].employees.values() if not each.absences)
    none = wire.call("Absence_GetList", f"<EmployeeId>{healthy}</EmployeeId>")
    companies = wire.call("List_GetAll", service="CompanyService")

    assert b"T00:00:00</Start>" in absent.content
    assert b"<List_GetByCompanyResult />" in empty.content
    assert b"<Absence_GetListResult />" in none.content
    assert b"PhoneNumber" not in companies.content


def test_open_absence_has_nil_ends(wire: Wire) -> None:
    employees = wire.world.companies[wire.company].employees.values()
    ill = next(each.id for each in employees if any(row.end is None for row in each.absences))

    response = wire.call("Absence_GetList", f"<EmployeeId>{ill}</EmployeeId>")

    assert b'<End xsi:nil="true" /><RegistrationEndDate xsi:nil="true" />' in response.content


def test_bulk_answers_leave_out_who_has_nothing_and_are_unsorted(wire: Wire) -> None:
    company = wire.world.companies[wire.company]
    response = wire.call("Employment_GetAll_AllEmployeesByCompany", f"<CompanyID>{company.id}</CompanyID>")

    ids = [int(text or 0) for text in numbers(response, "EmployeeId")]

    employed = [each.id for each in company.employees.values() if each.employments]
    assert employed == sorted(ids)
    assert ids != sorted(ids)
    assert len(employed) < len(company.employees)


def test_calls_are_remembered_without_the_token(wire: Wire) -> None:
    wire.http.delete("/control/calls")
    wire.call("Absence_GetList", f"<EmployeeId>{wire.absent_employee}</EmployeeId>")
    wire.call("List_GetAll", service="CompanyService", header="")

    answered = wire.http.get("/control/calls")
    names = ("service", "operation", "company_id", "employee_id", "username")
    calls = [tuple(call[name] for name in names) for call in answered.json()]

    assert DEMO_USER.token not in answered.text
    assert [
        ("EmployeeService", "Absence_GetList", wire.company, wire.absent_employee, DEMO_USER.username),
        ("CompanyService", "List_GetAll", None, None, None),
    ] == calls
