"""What is sent, exactly, and what is made of every shape an answer can have."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import httpx
import pytest

from app.nmbrs.errors import NmbrsUnreadable
from app.nmbrs.soap import Contract, Soap
from app.nmbrs.transport import HttpxTransport
from tests.unit.nmbrs_wire import (
    NIL,
    Call,
    Wire,
    absence,
    absences,
    answer,
    company,
    enveloped,
    namespace,
    person,
    rows,
)


def soap(wire: Wire) -> Soap:
    return wire.source()._soap


def only_call(wire: Wire) -> Call:
    [call] = wire.calls
    return call


@pytest.mark.parametrize(
    ("operation", "arguments", "sent"),
    [
        ("List_GetAll", (), {}),
        ("Company_GetCurrentPeriod", ("54601",), {"CompanyId": "54601"}),
        ("EmployeeType_GetList", (), {}),
        ("List_GetByCompany", ("54601", 2), {"CompanyId": "54601", "EmployeeType": "2"}),
        ("PersonalInfo_GetCurrent", ("503293",), {"EmployeeId": "503293"}),
        ("Absence_GetList", ("503293",), {"EmployeeId": "503293"}),
        # The two bulk operations spell it otherwise.
        ("Department_GetAll_AllEmployeesByCompany", ("54601",), {"CompanyID": "54601"}),
        ("Employment_GetAll_AllEmployeesByCompany", ("54601",), {"CompanyID": "54601"}),
    ],
)
def test_operation_is_called_in_its_own_spelling_namespace_and_service(
    operation: str, arguments: tuple[Any, ...], sent: dict[str, str]
) -> None:
    wire = Wire()
    wire.on("List_GetByCompany", answer("List_GetByCompany"))

    method = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", operation).lower()
    getattr(soap(wire), method)(*arguments)

    call = only_call(wire)
    service = namespace(operation).rpartition("/")[2]
    assert (operation, sent) == (call.operation, call.parameters)
    assert f"http://nmbrs.test/soap/v3/{service}.asmx" == call.url
    assert f'"{namespace(operation)}/{operation}"' == call.headers["SOAPAction"]
    assert "text/xml; charset=utf-8" == call.headers["Content-Type"]
    assert namespace(operation) == call.header_namespace
    credentials = {"Username": "user@example.org", "Token": "token-of-tests", "Domain": "example"}
    assert credentials == call.header
    assert ["Username", "Token", "Domain"] == list(call.header)


# --- all kinds of nothing -----------------------------------------------------------------------


def response(operation: str, content: str = "") -> httpx.Response:
    inner = f'<{operation}Response xmlns="{namespace(operation)}">{content}</{operation}Response>'
    return enveloped(inner)


@pytest.mark.parametrize(
    "empty",
    [
        response("Absence_GetList"),
        response("Absence_GetList", "<Absence_GetListResult />"),
        response("Absence_GetList", '<Absence_GetListResult xsi:nil="true" />'),
        response(
            "Absence_GetList",
            '<Absence_GetListResult><Absence xsi:nil="true" /></Absence_GetListResult>',
        ),
    ],
    ids=["left out", "empty", "nil", "one nil item"],
)
def test_empty_list_is_an_empty_list_in_every_spelling(empty: httpx.Response) -> None:
    wire = Wire()
    wire.on("Absence_GetList", empty)

    assert [] == soap(wire).absence_get_list("1")


@pytest.mark.parametrize(
    "nobody",
    [
        response("PersonalInfo_GetCurrent"),
        response("PersonalInfo_GetCurrent", "<PersonalInfo_GetCurrentResult />"),
        response("PersonalInfo_GetCurrent", '<PersonalInfo_GetCurrentResult xsi:nil="true" />'),
    ],
    ids=["left out", "empty", "nil"],
)
def test_single_result_that_does_not_exist_is_none(nobody: httpx.Response) -> None:
    wire = Wire()
    wire.on("PersonalInfo_GetCurrent", nobody)

    assert soap(wire).personal_info_get_current("1") is None


def test_period_that_is_left_out_is_none() -> None:
    wire = Wire()
    wire.on("Company_GetCurrentPeriod", response("Company_GetCurrentPeriod"))

    assert soap(wire).company_get_current_period("1") is None


def test_dates_of_year_one_and_nil_dates_are_none() -> None:
    wire = Wire()
    row = absence(5, "0001-01-01T00:00:00", End=NIL, RegistrationStartDate="0001-01-01T00:00:00")
    wire.on("Absence_GetList", absences(row))

    [found] = soap(wire).absence_get_list("1")

    assert (None, None, None) == tuple(found[name] for name in ("Start", "End", "RegistrationStartDate"))
    assert (5, 100, "Ziekte") == tuple(found[name] for name in ("AbsenceId", "Percentage", "Dossier"))


def test_nil_item_between_others_is_left_out() -> None:
    wire = Wire()
    item = '<Company xsi:nil="true" />'
    found = rows("Company", company(1)) + item + rows("Company", company(2))
    wire.on("List_GetAll", answer("List_GetAll", found))

    assert [1, 2] == [each["ID"] for each in soap(wire).list_get_all()]


@pytest.mark.parametrize("inner", ["<EmployeeDepartments />", ""])
def test_employee_without_history_has_none(inner: str) -> None:
    wire = Wire()
    item = rows("EmployeeDepartmentItem", f"<EmployeeId>1</EmployeeId>{inner}")
    operation = "Department_GetAll_AllEmployeesByCompany"
    wire.on(operation, answer(operation, item))

    [found] = soap(wire).department_get_all_all_employees_by_company("1")

    assert {"EmployeeId": 1, "EmployeeDepartments": None} == found


def test_unknown_literal_of_an_enumeration_is_passed_on() -> None:
    wire = Wire()
    found = rows("Company", company(LoonaangifteTijdvak="Fortnight"))
    wire.on("List_GetAll", answer("List_GetAll", found))

    assert "Fortnight" == soap(wire).list_get_all()[0]["LoonaangifteTijdvak"]


# --- what must not pass for an answer -----------------------------------------------------------

ROW = absence(5)


@pytest.mark.parametrize(
    "wrong",
    [
        enveloped(""),
        enveloped(f'<List_GetAllResponse xmlns="{namespace("List_GetAll")}" />'),
        enveloped(f'<Absence_GetListResponse xmlns="{namespace("List_GetAll")}" />'),
        enveloped("<Absence_GetListResponse />"),
        enveloped('<Fault xmlns="urn:another" />'),
        httpx.Response(200, content=b"<html><body /></html>", headers={"Content-Type": "text/xml"}),
        httpx.Response(200, content=absences(ROW).content[:-40], headers={"Content-Type": "text/xml"}),
        httpx.Response(
            200,
            content=b'<!DOCTYPE x [<!ENTITY e "1">]>' + absences(ROW).content.split(b"?>", 1)[1],
            headers={"Content-Type": "text/xml"},
        ),
        absences(ROW.replace("<Start>", "<New>1</New><Start>")),
        absences(ROW + "<New>1</New>"),
        absences(ROW.replace("Percentage>", "Percent>")),
        answer("Absence_GetList", rows("AbsenceGlobal", ROW)),
        absences(absence(5, "yesterday")),
        absences(absence(5, "2026-02-30T00:00:00")),
        absences(absence(5, End="2026-02-30T00:00:00")),
        absences(absence(5, Percentage="half")),
        absences(absence("five")),  # type: ignore[arg-type]
    ],
    ids=[
        "no answer in the body",
        "another operation's answer",
        "another service's answer",
        "no namespace",
        "a fault that is none",
        "no envelope",
        "cut off",
        "document type",
        "new element in the middle",
        "new element at the end",
        "renamed element",
        "renamed item",
        "no date",
        "no such day",
        "no such last day",
        "no number",
        "no key",
    ],
)
def test_answer_that_breaks_the_contract_is_unreadable_and_never_empty(
    wrong: httpx.Response,
) -> None:
    wire = Wire()
    wire.on("Absence_GetList", wrong)

    with pytest.raises(NmbrsUnreadable) as caught:
        soap(wire).absence_get_list("1")

    assert "Absence_GetList" == caught.value.operation
    assert 1 == len(wire.calls)


def test_comment_of_an_absence_is_gone_before_it_is_decoded() -> None:
    wire = Wire()
    wire.on(
        "Absence_GetList",
        absences(absence(5, Comment="rugklachten"), absence(6, Comment="<b>griep</b>")),
    )

    found = soap(wire).absence_get_list("1")

    assert [(5, None), (6, None)] == [(each["AbsenceId"], each["Comment"]) for each in found]


# --- threads ------------------------------------------------------------------------------------


def test_threads_get_their_own_answers_through_one_source() -> None:
    wire = Wire()
    wire.on("PersonalInfo_GetCurrent", lambda given: person(given["EmployeeId"]))
    wire.on(
        "Absence_GetList",
        lambda given: absences(*(absence(key) for key in range(int(given["EmployeeId"]) % 7))),
    )
    shared = soap(wire)

    def ask(key: int) -> tuple[int, int]:
        found = shared.personal_info_get_current(str(key)) or {}
        return found["Id"], len(shared.absence_get_list(str(key)))

    with ThreadPoolExecutor(16) as threads:
        told = list(threads.map(ask, range(1, 300)))

    assert [(key, key % 7) for key in range(1, 300)] == told


class SlowDisk(HttpxTransport):
    """Reads contracts so slowly that threads would meet while they do."""

    def __init__(self) -> None:
        super().__init__(httpx.Client(), timeout_seconds=1)
        self.read: list[str] = []

    def load(self, url: str) -> bytes:
        self.read.append(url.rpartition("/")[2])
        sleep(0.05)
        return bytes(super().load(url))


def test_threads_that_open_the_first_sources_at_once_share_one_contract() -> None:
    disk = SlowDisk()
    contract = Contract(disk, soap_url="http://nmbrs.test")

    with ThreadPoolExecutor(8) as threads:
        opened = list(threads.map(contract.service, ["EmployeeService", "CompanyService"] * 8))

    assert ["CompanyService.wsdl", "EmployeeService.wsdl"] == sorted(disk.read)
    assert 2 == len({id(proxy._binding) for proxy, _ in opened})
    assert 16 == len({id(proxy) for proxy, _ in opened})


def test_contract_is_never_fetched() -> None:
    with pytest.raises(PermissionError):
        SlowDisk().load("https://api.nmbrs.nl/soap/v3/EmployeeService.asmx?WSDL")
