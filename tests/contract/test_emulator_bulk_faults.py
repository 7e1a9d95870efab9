"""Every fault that bends an answer also bends those of the bulk operations and of the companies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import httpx
import pytest
from lxml import etree

from emulator.background import serve
from emulator.contract import ListOf, Record
from emulator.generation import generate
from emulator.operations import SERVICES
from emulator.server import create_app
from emulator.world import DEMO_USER, World
from tests.contract.emulator_reader import EXTRA
from tests.nmbrs_control import Nmbrs

ROOT = "https://api.nmbrs.nl/soap/v3"
SOAP = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
BULK = [each.name for each in SERVICES["EmployeeService"].operations if "AllEmployeesByCompany" in each.name]
FLAT = "Absence_GetAll_AllEmployeesByCompany"
GROUPED = [name for name in BULK if name != FLAT]
COMPANY = ["Address_GetCurrent", "BankAccount_GetCurrent", "Schedule_GetCurrent", "SVW_GetCurrent"]
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


@dataclass(frozen=True)
class Wire:
    nmbrs: Nmbrs
    world: World

    @property
    def company(self) -> int:
        return next(iter(self.world.companies))

    def ask(self, operation: str, *, struck_by: str = "", soap: str = "1.1", **fault: object) -> "Answer":
        """Call about the first company, once struck by a fault if one is named."""
        if struck_by:
            self.nmbrs.fault(struck_by, operation=operation, times=1, **fault)
        service = "EmployeeService" if operation in BULK else "CompanyService"
        asked = SERVICES[service].operation(operation)
        assert asked is not None
        namespace, parameter = f"{ROOT}/{service}", asked.parameters[0].name
        content = (
            f'<e:Envelope xmlns:e="{SOAP[soap]}"><e:Header>'
            f'<AuthHeaderWithDomain xmlns="{namespace}"><Username>{DEMO_USER.username}</Username>'
            f"<Token>{DEMO_USER.token}</Token></AuthHeaderWithDomain></e:Header><e:Body>"
            f'<{operation} xmlns="{namespace}"><{parameter}>{self.company}</{parameter}></{operation}>'
            "</e:Body></e:Envelope>"
        )
        address = f"{self.nmbrs.soap_url}/{service}.asmx"
        response = self.nmbrs.http.post(address, content=content, headers={"Content-Type": "text/xml"})
        return Answer(operation, response.status_code, etree.fromstring(response.content))


@dataclass(frozen=True)
class Answer:
    operation: str
    status: int
    root: etree._Element

    @property
    def result(self) -> etree._Element:
        found = self.root.find(f".//{{*}}{self.operation}Result")
        assert found is not None
        return found

    @property
    def names(self) -> set[str]:
        return {etree.QName(item).localname for item in self.result}

    def texts(self, name: str) -> list[str | None]:
        return [each.text for each in self.root.iter(f"{{*}}{name}")]


@pytest.fixture(scope="module")
def running() -> Iterator[Wire]:
    app = create_app(generate(1, 2, 60, date(2026, 11, 23)))
    with serve(app) as url, httpx.Client() as http:
        nmbrs = Nmbrs(url, http)
        nmbrs.allow(*EXTRA)
        yield Wire(nmbrs, app.state.stage.world)


@pytest.fixture
def wire(running: Wire) -> Iterator[Wire]:
    yield running
    running.nmbrs.lift_faults()


def kinds_of_record(operation: str) -> set[str]:
    """Every record that can be in an answer, at every depth."""
    found: set[str] = set()
    waiting = [each.result for s in SERVICES.values() for each in s.operations if each.name == operation]
    while waiting:
        of = waiting.pop()
        if isinstance(of, ListOf):
            waiting.append(of.item)
        elif isinstance(of, Record):
            found.add(of.name)
            waiting.extend(field.type for field in of.fields)
    return found


@pytest.mark.parametrize("operation", BULK + COMPANY)
def test_unknown_element_is_the_second_of_every_record(wire: Wire, operation: str) -> None:
    answer = wire.ask(operation, struck_by="unknown_element", text="Vreemd")

    holders = [each.getparent() for each in answer.result.iter("{*}Vreemd")]
    assert all(holder is not None and "Vreemd" in str(holder[1].tag) for holder in holders)
    depths = {len(list(each.iterancestors())) for each in answer.result.iter("{*}Vreemd")}
    assert len(depths) >= min(2, len(kinds_of_record(operation)))


@pytest.mark.parametrize("operation", BULK)
def test_items_are_renamed(wire: Wire, operation: str) -> None:
    (sound,) = wire.ask(operation).names

    assert {f"{sound}Global"} == wire.ask(operation, struck_by="rename_item").names


@pytest.mark.parametrize("operation", BULK)
def test_nil_item_comes_at_every_depth_of_lists(wire: Wire, operation: str) -> None:
    answer = wire.ask(operation, struck_by="nil_item")

    at_top = [item for item in answer.result if item.get(NIL)]
    in_lists = [row for item in answer.result for rows in item for row in rows if row.get(NIL)]
    assert (1, int(operation in GROUPED)) == (len(at_top), len(in_lists))


@pytest.mark.parametrize(
    ("operation", "fields"),
    [
        ("Schedule_GetAll_AllEmployeesByCompany", ("StartDate", "CreationDate")),
        ("Salary_GetAll_AllEmployeesByCompany", ("StartDate", "CreationDate")),
        (FLAT, ("Start",)),
    ],
)
def test_dates_that_cannot_be_null_become_year_one(
    wire: Wire, operation: str, fields: tuple[str, ...]
) -> None:
    answer = wire.ask(operation, struck_by="year_one")

    for field in fields:
        assert {"0001-01-01T00:00:00"} == set(answer.texts(field))


@pytest.mark.parametrize("operation", BULK)
def test_neighbours_exchange_whose_they_are(wire: Wire, operation: str) -> None:
    sound = [item.findtext("{*}EmployeeId") for item in wire.ask(operation).result]

    swapped = [item.findtext("{*}EmployeeId") for item in wire.ask(operation, struck_by="swap_ids").result]

    assert [sound[1], sound[0], sound[3], sound[2]] == swapped[:4]
    assert sorted(map(str, sound)) == sorted(map(str, swapped))


def test_flat_rows_exchange_another_id_on_request(wire: Wire) -> None:
    sound = wire.ask(FLAT)

    swapped = wire.ask(FLAT, struck_by="swap_ids", text="AbsenceId")

    assert sound.texts("EmployeeId") == swapped.texts("EmployeeId")
    assert sound.texts("AbsenceId")[1::-1] == swapped.texts("AbsenceId")[:2]


@pytest.mark.parametrize("operation", BULK)
def test_rows_are_dropped_and_repeated(wire: Wire, operation: str) -> None:
    count = len(wire.ask(operation).result)

    assert count // 2 == len(wire.ask(operation, struck_by="drop_rows").result)
    assert count * 2 == len(wire.ask(operation, struck_by="repeat_rows").result)


@pytest.mark.parametrize("operation", BULK + COMPANY)
def test_answer_is_empty_nil_or_missing(wire: Wire, operation: str) -> None:
    empty, nil = (wire.ask(operation, struck_by=kind).result for kind in ("empty", "nil_result"))
    missing = wire.ask(operation, struck_by="omit_result").root

    assert (0, None) == (len(empty), empty.get(NIL))
    assert (0, "true") == (len(nil), nil.get(NIL))
    assert missing.find(f".//{{*}}{operation}Response") is not None
    assert missing.find(f".//{{*}}{operation}Result") is None


@pytest.mark.parametrize("operation", BULK)
def test_another_company_answers(wire: Wire, operation: str) -> None:
    other = list(wire.world.companies.values())[1]

    answer = wire.ask(operation, struck_by="other_company")

    assert {int(number or 0) for number in answer.texts("EmployeeId")} <= other.employees.keys()


@pytest.mark.parametrize("operation", GROUPED)
def test_everybody_gets_a_row_though_some_are_empty(wire: Wire, operation: str) -> None:
    answer = wire.ask(operation, struck_by="empty_rows")

    numbers = [int(number or 0) for number in answer.texts("EmployeeId")]
    assert sorted(wire.world.companies[wire.company].employees) == sorted(numbers)


@pytest.mark.parametrize(
    ("operation", "field"),
    [
        ("Address_GetAll_AllEmployeesByCompany", "Type"),
        ("PersonalInfo_GetAll_AllEmployeesByCompany", "Gender"),
        ("BankAccount_GetCurrent", "Type"),
        ("Schedule_GetCurrent", "ScheduleCalcMethod"),
    ],
)
def test_literals_become_unknown(wire: Wire, operation: str, field: str) -> None:
    answer = wire.ask(operation, struck_by="unknown_literal", text="WorkAddress")

    assert {"WorkAddress"} == set(answer.texts(field))


@pytest.mark.parametrize("soap", SOAP)
@pytest.mark.parametrize("operation", BULK + COMPANY)
def test_operation_may_be_gone(wire: Wire, operation: str, soap: str) -> None:
    answer = wire.ask(operation, struck_by="unknown_operation", soap=soap)

    service = "EmployeeService" if operation in BULK else "CompanyService"
    action = f"{ROOT}/{service}/{operation}"
    text = f"Server did not recognize the value of HTTP Header SOAPAction: {action}."
    reasons = answer.texts("faultstring") + answer.texts("Text")
    assert (500, [text]) == (answer.status, reasons)
    assert 200 == wire.ask(operation).status


def test_only_one_form_of_the_jobs_may_be_gone(wire: Wire) -> None:
    plain = "Function_GetAll_AllEmployeesByCompany"
    wire.nmbrs.fault("unknown_operation", operation=plain)

    assert (500, 200) == (wire.ask(plain).status, wire.ask(f"{plain}_V2").status)


def test_wsdl_may_lack_an_operation(wire: Wire) -> None:
    gone = "Function_GetAll_AllEmployeesByCompany"
    wire.nmbrs.fault("unknown_operation", operation="wsdl", text=gone)

    described = wire.nmbrs.http.get(f"{wire.nmbrs.soap_url}/EmployeeService.asmx?wsdl").content

    names = {each.get("name") for each in etree.fromstring(described).iter("{*}operation")}
    assert gone not in names
    assert f"{gone}_V2" in names
