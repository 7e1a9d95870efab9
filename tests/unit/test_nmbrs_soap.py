"""What is sent, exactly, and what is made of every shape an answer can have."""

from __future__ import annotations

import httpx
import pytest

from app.nmbrs import operations
from app.nmbrs.errors import NmbrsUnavailable, NmbrsUnreadable
from app.nmbrs.operations import ABSENCES, COMPANIES, COMPANY_PERIOD, DEPARTMENTS, PERSON, SALARIES, Operation
from app.nmbrs.soap import Soap
from tests.unit.nmbrs_answers import (
    NIL,
    absence,
    absences,
    answer,
    company,
    enveloped,
    namespace,
    rows,
)
from tests.unit.nmbrs_wire import Call, Wire


def soap(wire: Wire) -> Soap:
    return wire.source(attempts=1)._connect()


def only_call(wire: Wire) -> Call:
    [call] = wire.calls
    return call


@pytest.mark.parametrize("operation", operations.EVERY, ids=lambda each: f"{each.service}.{each.name}")
def test_operation_is_called_in_its_own_spelling_namespace_and_service(operation: Operation) -> None:
    wire = Wire()
    wire.on(operation.name, httpx.Response(404))
    ids = [54601, 2][: len(operation.parameters)]

    with pytest.raises(NmbrsUnavailable):
        wire.source(attempts=1)._connect().probe(operation, *ids)

    call = only_call(wire)
    namespace = f"https://api.nmbrs.nl/soap/v3/{operation.service}"
    sent = dict(zip(operation.parameters, map(str, ids), strict=True))
    assert (operation.name, sent) == (call.operation, call.parameters)
    assert f"http://nmbrs.test/soap/v3/{operation.service}.asmx" == call.url
    assert f'"{namespace}/{operation.name}"' == call.headers["SOAPAction"]
    assert "text/xml; charset=utf-8" == call.headers["Content-Type"]
    assert namespace == call.header_namespace
    credentials = {"Username": "user@example.org", "Token": "token-of-tests", "Domain": "example"}
    assert credentials == call.header
    assert ["Username", "Token", "Domain"] == list(call.header)


def test_parameters_are_spelt_as_the_vendor_does() -> None:
    """`CompanyId` where `CompanyID` is meant is company 0 to the server (soap.md §5.0)."""
    by_id = {"List_GetByCompany", "Absence_GetAll_AllEmployeesByCompany"}
    for operation in operations.EVERY:
        if operation.service == operations.EMPLOYEE and operation.parameters != ("EmployeeId",):
            expected = "CompanyId" if operation.name in by_id else "CompanyID"
            assert operation.parameters[:1] in ((), (expected,)), operation.name


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

    assert [] == soap(wire).rows(ABSENCES, "1")


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

    assert soap(wire).record(PERSON, "1") is None


def test_period_that_is_left_out_is_none() -> None:
    wire = Wire()
    wire.on("Company_GetCurrentPeriod", response("Company_GetCurrentPeriod"))

    assert soap(wire).text(COMPANY_PERIOD, "1") is None


def test_dates_of_year_one_and_nil_dates_are_none() -> None:
    wire = Wire()
    row = absence(5, "0001-01-01T00:00:00", End=NIL, RegistrationStartDate="0001-01-01T00:00:00")
    wire.on("Absence_GetList", absences(row))

    [found] = soap(wire).rows(ABSENCES, "1")

    assert (None, None, None) == tuple(found.get(name) for name in ("Start", "End", "RegistrationStartDate"))
    assert (5, 100, "Ziekte") == tuple(found[name] for name in ("AbsenceId", "Percentage", "Dossier"))


def test_nil_item_between_others_is_left_out() -> None:
    wire = Wire()
    item = '<Company xsi:nil="true" />'
    found = rows("Company", company(1)) + item + rows("Company", company(2))
    wire.on("List_GetAll", answer("List_GetAll", found))

    assert [1, 2] == [each["ID"] for each in soap(wire).rows(COMPANIES)]


@pytest.mark.parametrize("inner", ["<EmployeeDepartments />", ""])
def test_employee_without_history_has_none(inner: str) -> None:
    wire = Wire()
    item = rows("EmployeeDepartmentItem", f"<EmployeeId>1</EmployeeId>{inner}")
    operation = "Department_GetAll_AllEmployeesByCompany"
    wire.on(operation, answer(operation, item))

    [found] = soap(wire).rows(DEPARTMENTS, "1")

    assert {"EmployeeId": 1} == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-01T24:00:00", "2026-10-02"),
        ("2026-10-01T10:11:12.3371234+02:00", "2026-10-01"),
        (" 2026-10-01T00:00:00 ", "2026-10-01"),
        ("2026-12-31T24:00:00Z", "2027-01-01"),
    ],
)
def test_moment_is_read_in_every_legal_form(text: str, day: str) -> None:
    wire = Wire()
    wire.on("Absence_GetList", absences(absence(5, text)))

    [found] = soap(wire).rows(ABSENCES, "1")

    assert day == found["Start"].date().isoformat()


@pytest.mark.parametrize("text", ["1E5", "1_000", "NaN", "Infinity", "\N{FULLWIDTH DIGIT ONE}", "1.2.3", "."])
def test_number_in_no_legal_form_is_unreadable(text: str) -> None:
    wire = Wire()
    row = "<ID>1</ID><Value>{}</Value><Type>1</Type><StartDate>2026-01-01T00:00:00</StartDate>"
    row += "<CreationDate>2026-01-01T00:00:00</CreationDate>"
    salaries = rows("EmployeeSalaries", rows("Salary_V2", row.format(text)))
    item = f"<EmployeeId>1</EmployeeId>{salaries}"
    wire.on(SALARIES.name, answer(SALARIES.name, rows("EmployeeSalaryItem", item)))

    with pytest.raises(NmbrsUnreadable):
        soap(wire).rows(SALARIES, "1")


def test_connection_that_was_closed_meanwhile_costs_no_attempt() -> None:
    wire = Wire()
    stale = httpx.RemoteProtocolError("Server disconnected without sending a response.")
    wire.on("Absence_GetList", stale, absences(absence(5)))

    assert 1 == len(wire.source(attempts=1)._connect().rows(ABSENCES, "1"))


def test_unknown_literal_of_an_enumeration_is_passed_on() -> None:
    wire = Wire()
    found = rows("Company", company(LoonaangifteTijdvak="Fortnight"))
    wire.on("List_GetAll", answer("List_GetAll", found))

    assert "Fortnight" == soap(wire).rows(COMPANIES)[0]["LoonaangifteTijdvak"]


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
        answer("Absence_GetList", "hello"),
        enveloped(
            f'<Absence_GetListResponse xmlns="{namespace("A")}" /></soap:Body><soap:Body>'
            f'<Absence_GetListResponse xmlns="{namespace("A")}" />'
        ),
        httpx.Response(200, content=b"<html><body /></html>", headers={"Content-Type": "text/xml"}),
        httpx.Response(200, content=absences(ROW).content[:-40], headers={"Content-Type": "text/xml"}),
        httpx.Response(
            200,
            content=b'<!DOCTYPE x [<!ENTITY e "1">]>' + absences(ROW).content.split(b"?>", 1)[1],
            headers={"Content-Type": "text/xml"},
        ),
        absences(ROW.replace("<Start>", "<Begin>").replace("</Start>", "</Begin>")),
        absences(ROW.replace('<End xsi:nil="true" />', "")),
        absences(ROW.replace("Percentage>100<", "Percentage><All>100</All><")),
        absences(ROW + "<Start>2026-10-03T00:00:00</Start>"),
        answer("Absence_GetList", rows("AbsenceGlobal", ROW)),
        answer("Absence_GetList", rows("Absence", ROW) + rows("AbsenceGlobal", ROW)),
        answer("Absence_GetList", rows("AbsenceGlobal", ROW) + rows("Absence", ROW)),
        enveloped(f'<Absence_GetListResponse xmlns="{namespace("A")}"><Result /></Absence_GetListResponse>'),
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
        "a text where rows belong",
        "two bodies",
        "no envelope",
        "cut off",
        "document type",
        "renamed date",
        "no end, not even nil",
        "a value that became a record",
        "a date that is there twice",
        "renamed items",
        "renamed item after another",
        "renamed item before another",
        "renamed result",
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
        soap(wire).rows(ABSENCES, "1")

    assert "Absence_GetList" == caught.value.operation
    assert 1 == len(wire.calls)


def test_comment_of_an_absence_is_gone_before_it_is_decoded() -> None:
    wire = Wire()
    wire.on(
        "Absence_GetList",
        absences(absence(5, Comment="rugklachten"), absence(6, Comment="<b>griep</b>")),
    )

    found = soap(wire).rows(ABSENCES, "1")

    assert [(5, None), (6, None)] == [(each["AbsenceId"], each.get("Comment")) for each in found]
