"""Faults to order: each strikes as described, where and as often as it was ordered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any

import httpx
import pytest
from lxml import etree

from emulator.background import serve
from emulator.generation import generate
from emulator.server import create_app
from emulator.world import DEMO_USER, World

ROOT = "https://api.nmbrs.nl/soap/v3"


@dataclass(frozen=True)
class Wire:
    """Sends calls that are right, to a look-alike that was told to go wrong."""

    http: httpx.Client
    world: World

    def order(self, kind: str, **fault: Any) -> None:
        self.http.post("/control/faults", json={"kind": kind, **fault}).raise_for_status()

    def call(
        self, operation: str, arguments: str = "", *, service: str = "EmployeeService"
    ) -> httpx.Response:
        namespace = f"{ROOT}/{service}"
        content = (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>'
            f'<AuthHeaderWithDomain xmlns="{namespace}"><Username>{DEMO_USER.username}</Username>'
            f"<Token>{DEMO_USER.token}</Token></AuthHeaderWithDomain></s:Header><s:Body>"
            f'<{operation} xmlns="{namespace}">{arguments}</{operation}></s:Body></s:Envelope>'
        )
        return self.http.post(f"/soap/v3/{service}.asmx", content=content.encode())

    @property
    def company(self) -> int:
        return next(iter(self.world.companies))

    @property
    def absent_employee(self) -> int:
        employees = self.world.companies[self.company].employees.values()
        return next(each.id for each in employees if each.absences)


def fault_text(response: httpx.Response) -> str:
    return etree.fromstring(response.content).findtext(".//faultstring") or ""


def numbers(response: httpx.Response, element: str) -> list[str | None]:
    return [each.text for each in etree.fromstring(response.content).iter(f"{{*}}{element}")]


@pytest.fixture(scope="module")
def running() -> Iterator[Wire]:
    app = create_app(generate(1, 4, 60, date(2026, 11, 23)))
    with serve(app) as url, httpx.Client(base_url=url) as http:
        yield Wire(http, app.state.stage.world)


@pytest.fixture
def wire(running: Wire) -> Iterator[Wire]:
    yield running
    running.http.delete("/control/faults")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("deny", "1002: Unauthorized access"),
        ("reject", "1001: Invalid Authentication"),
        ("refuse_company", "2004: Unauthorized access"),
        ("refuse_employee", "2003: Unauthorized access"),
        ("unknown", "9999: Unkown"),
        ("login_failure", "1006: Generic Login Security Failure"),
    ],
)
def test_numbered_faults(wire: Wire, kind: str, code: str) -> None:
    wire.order(kind)

    assert fault_text(wire.call("EmployeeType_GetList")).endswith(f"---> {code}")


@pytest.mark.parametrize(
    ("kind", "status", "content_type"),
    [("html", 503, "text/html"), ("html_ok", 200, "text/html"), ("too_many", 429, "")],
)
def test_faults_that_are_not_soap(wire: Wire, kind: str, status: int, content_type: str) -> None:
    wire.order(kind, seconds=7)

    response = wire.call("EmployeeType_GetList")

    assert status == response.status_code
    assert response.headers.get("content-type", "").startswith(content_type)
    assert (kind == "too_many") == ("7" == response.headers.get("retry-after"))


def test_reset_closes_the_connection_without_an_answer(wire: Wire) -> None:
    wire.order("reset", times=1)

    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        wire.call("EmployeeType_GetList")

    assert 200 == wire.call("EmployeeType_GetList").status_code


def test_delay_holds_up_one_call_and_not_the_control(wire: Wire) -> None:
    wire.order("delay", seconds=0.3, times=1)

    begun = monotonic()
    wire.call("EmployeeType_GetList")
    delayed = monotonic() - begun

    assert 0.3 <= delayed


def test_cut_breaks_off_in_the_middle(wire: Wire) -> None:
    wire.order("cut")

    response = wire.call("EmployeeType_GetList")

    assert 200 == response.status_code
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(response.content)


def test_faults_aim_at_operation_company_and_employee(wire: Wire) -> None:
    employee = wire.absent_employee
    wire.order("unknown", operation="Absence_GetList", company_id=wire.company, employee_id=employee)
    other = next(each for each in wire.world.companies[wire.company].employees if each != employee)

    statuses = [
        wire.call("Absence_GetList", f"<EmployeeId>{employee}</EmployeeId>").status_code,
        wire.call("PersonalInfo_GetCurrent", f"<EmployeeId>{employee}</EmployeeId>").status_code,
        wire.call("Absence_GetList", f"<EmployeeId>{other}</EmployeeId>").status_code,
    ]

    assert [500, 200, 200] == statuses


def test_fault_skips_calls_and_then_strikes_a_number_of_times(wire: Wire) -> None:
    wire.order("unknown", after=1, times=2)

    statuses = [wire.call("EmployeeType_GetList").status_code for _ in range(5)]

    assert [200, 500, 500, 200, 200] == statuses


def test_replacing_faults_strike_one_after_the_other(wire: Wire) -> None:
    wire.order("login_failure", times=1)
    wire.order("html", times=1)

    statuses = [wire.call("EmployeeType_GetList").status_code for _ in range(3)]

    assert [500, 503, 200] == statuses


def test_row_faults_change_the_rows(wire: Wire) -> None:
    sound = numbers(wire.call("EmployeeType_GetList"), "Id")

    answers = {}
    for kind in ("drop_rows", "repeat_rows", "swap_ids", "empty", "nil_result", "omit_result"):
        wire.order(kind, times=1)
        answers[kind] = wire.call("EmployeeType_GetList")

    assert sound[1::2] == numbers(answers["drop_rows"], "Id")
    assert [number for number in sound for _ in range(2)] == numbers(answers["repeat_rows"], "Id")
    assert ["1", "0", "4", "2", "6", "5", "7"] == numbers(answers["swap_ids"], "Id")
    assert b"<EmployeeType_GetListResult/>" in answers["empty"].content
    assert b'<EmployeeType_GetListResult xsi:nil="true"/>' in answers["nil_result"].content
    assert b"EmployeeType_GetListResult>" not in answers["omit_result"].content


def test_drift_faults_change_the_contract(wire: Wire) -> None:
    who = f"<EmployeeId>{wire.absent_employee}</EmployeeId>"
    answers = {}
    for kind in ("unknown_element", "rename_item", "nil_item", "year_one"):
        wire.order(kind, times=1)
        answers[kind] = wire.call("Absence_GetList", who)
    wire.order("unknown_literal", times=1)
    companies = wire.call("List_GetAll", service="CompanyService")

    assert b"</AbsenceId><NewInThisVersion>" in answers["unknown_element"].content
    assert b"<AbsenceGlobal><AbsenceId>" in answers["rename_item"].content
    assert b'<Absence xsi:nil="true"/>' in answers["nil_item"].content
    assert {"0001-01-01T00:00:00"} == set(numbers(answers["year_one"], "Start"))
    assert {"NewLiteral"} == set(numbers(companies, "LoonaangifteTijdvak"))


def test_other_company_answers_for_someone_else(wire: Wire) -> None:
    company = wire.world.companies[wire.company]
    wire.order("other_company")

    response = wire.call("Employment_GetAll_AllEmployeesByCompany", f"<CompanyID>{company.id}</CompanyID>")
    ids = {int(text or 0) for text in numbers(response, "EmployeeId")}

    assert ids
    assert not ids & company.employees.keys()


def test_empty_rows_name_everybody(wire: Wire) -> None:
    company = wire.world.companies[wire.company]
    wire.order("empty_rows")

    response = wire.call("Department_GetAll_AllEmployeesByCompany", f"<CompanyID>{company.id}</CompanyID>")

    assert list(company.employees) == sorted(int(text or 0) for text in numbers(response, "EmployeeId"))
    assert b"<EmployeeDepartments />" in response.content


def test_wsdl_is_struck_only_by_name(wire: Wire) -> None:
    wire.order("html")
    described = wire.http.get("/soap/v3/CompanyService.asmx?wsdl")
    wire.order("unknown_element", operation="wsdl", text="Stranger", times=1)
    drifted = wire.http.get("/soap/v3/CompanyService.asmx?wsdl")

    assert (200, False) == (described.status_code, b"Stranger" in described.content)
    assert (200, True) == (drifted.status_code, b'name="Stranger"' in drifted.content)
