"""Our two WSDL files say what the vendor's say, and what Nmbrs once answered is read correctly.

The vendor's files are of v2.1 (no v3 file is public), so the known v3 differences (soap.md §4) are
applied to them first. They are not in the repository: without them these tests say so and return.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final

import httpx
import pytest
from lxml import etree

import app.nmbrs
from app.hr.records import AbsenceRow, Company, Stream
from app.nmbrs import rows
from tests.contract.nmbrs_wsdl import XSD, Definition
from tests.unit.nmbrs_wire import Wire

ROOT: Final = Path(__file__).resolve().parents[2]
VENDOR: Final = ROOT / os.environ.get("VENDOR_FILES", "../shared/reference/nmbrs")
RECORDED: Final = VENDOR / "wsdl" / "v2.1-2020-dariuszwietecha"
OURS: Final = Path(app.nmbrs.__file__).parent / "contract"

OPERATIONS: Final = {
    "CompanyService": {"List_GetAll", "Company_GetCurrentPeriod"},
    "EmployeeService": {
        "EmployeeType_GetList",
        "List_GetByCompany",
        "PersonalInfo_GetCurrent",
        "Department_GetAll_AllEmployeesByCompany",
        "Employment_GetAll_AllEmployeesByCompany",
        "Absence_GetList",
    },
}
EVERY_OPERATION: Final = sorted((name, each) for name, all_ in OPERATIONS.items() for each in all_)


#: soap.md §4: an operation that v2.1 does not have, and the parameter that replaces `active`.
NEW_IN_V3: Final = {
    "EmployeeService": """
    <s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"
              xmlns:tns="https://api.nmbrs.nl/soap/v3/EmployeeService">
      <s:element name="EmployeeType_GetList"><s:complexType /></s:element>
      <s:element name="EmployeeType_GetListResponse"><s:complexType><s:sequence>
        <s:element minOccurs="0" maxOccurs="1" name="EmployeeType_GetListResult"
                   type="tns:ArrayOfEmployeeType" />
      </s:sequence></s:complexType></s:element>
      <s:complexType name="ArrayOfEmployeeType"><s:sequence>
        <s:element minOccurs="0" maxOccurs="unbounded" name="EmployeeType" nillable="true"
                   type="tns:EmployeeType" />
      </s:sequence></s:complexType>
      <s:complexType name="EmployeeType"><s:sequence>
        <s:element minOccurs="1" maxOccurs="1" name="Id" type="s:int" />
        <s:element minOccurs="0" maxOccurs="1" name="Description" type="s:string" />
      </s:sequence></s:complexType>
    </s:schema>""",
    # The header with a domain: v2.1 has it in the other service already, for one operation.
    "CompanyService": """
    <s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"
              xmlns:tns="https://api.nmbrs.nl/soap/v3/CompanyService">
      <s:element name="AuthHeaderWithDomain" type="tns:AuthHeaderWithDomain" />
      <s:complexType name="AuthHeaderWithDomain"><s:complexContent mixed="false">
        <s:extension base="tns:AuthHeader"><s:sequence>
          <s:element minOccurs="0" maxOccurs="1" name="Domain" type="s:string" />
        </s:sequence></s:extension>
      </s:complexContent></s:complexType>
    </s:schema>""",
}
ONLY_IN_V3: Final = {"EmployeeType_GetList"}


def ours(service: str, *, old: str = "", new: str = "") -> Definition:
    text = (OURS / f"{service}.wsdl").read_text("utf-8")
    assert old in text
    return Definition(etree.fromstring(text.replace(old, new, 1).encode()))


def vendors(service: str) -> Definition | None:
    """The vendor's file with the v3 differences, or nothing when it is not here."""
    path = RECORDED / f"{service}-wsdl.xml"
    if not path.exists():
        print(f"the vendor's files are absent: {path.name} was not compared")  # noqa: T201
        return None
    text = path.read_text("utf-8").replace("/soap/v2.1/", "/soap/v3/")
    root = etree.fromstring(_with_domain(text).encode())
    definition = Definition(root)
    for each in etree.fromstring(NEW_IN_V3[service]):
        definition.schema.append(each)
    if service == "EmployeeService":
        parameters = definition.find("element", "List_GetByCompany")
        [active] = (each for each in parameters.iter(f"{XSD}element") if each.get("name") == "active")
        active.attrib.update({"name": "EmployeeType", "type": "s:int"})
    return definition


def _with_domain(text: str) -> str:
    """Let every operation take the header that v2.1 knows for one operation."""
    for old, new in [
        ('AuthHeader" part="AuthHeader"', 'AuthHeaderWithDomain" part="AuthHeaderWithDomain"'),
        ('<wsdl:part name="AuthHeader" element="tns:AuthHeader" />', DOMAIN_PART),
        ('AuthHeader">\n    <wsdl:part', 'AuthHeaderWithDomain">\n    <wsdl:part'),
    ]:
        text = text.replace(old, new)
    return text


DOMAIN_PART: Final = '<wsdl:part name="AuthHeaderWithDomain" element="tns:AuthHeaderWithDomain" />'


def differences(mine: Definition, theirs: Definition, operation: str) -> list[str]:
    """What one operation says in two ways."""
    seen = {
        "request": [each.element(operation) for each in (mine, theirs)],
        "response": [each.element(f"{operation}Response") for each in (mine, theirs)],
        "header type": [each.element("AuthHeaderWithDomain") for each in (mine, theirs)],
        "namespace": [each.namespace for each in (mine, theirs)],
        "form": [each.schema.get("elementFormDefault") for each in (mine, theirs)],
        "service": [each.service() for each in (mine, theirs)],
    }
    if operation not in ONLY_IN_V3:
        seen["header"] = [each.header(operation) for each in (mine, theirs)]
        seen["binding"] = [each.binding(operation) for each in (mine, theirs)]
        seen["messages"] = [each.messages(operation) for each in (mine, theirs)]
    return [what for what, (one, other) in seen.items() if one != other]


@pytest.mark.parametrize(("service", "operation"), EVERY_OPERATION)
def test_operation_is_the_vendors(service: str, operation: str) -> None:
    theirs = vendors(service)
    if theirs is None:
        return

    assert [] == differences(ours(service), theirs, operation)


@pytest.mark.parametrize("service", OPERATIONS)
def test_contract_holds_the_operations_we_use_and_no_other(service: str) -> None:
    assert OPERATIONS[service] == ours(service).operations()


def test_operation_that_v2_does_not_have_is_made_like_the_others() -> None:
    """There is no vendor's file for it, so its wrapping must at least equal that of its siblings."""
    definition = ours("EmployeeService")

    def of(operation: str) -> str:
        parts = definition.header(operation), definition.binding(operation)
        return repr((*parts, definition.messages(operation))).replace(operation, "*")

    assert of("Absence_GetList") == of("EmployeeType_GetList")


# Each is one way in which a contract can drift; the comparison above must see them all.
DRIFTS: Final = [
    ("Absence_GetList", 'name="Percentage" type="s:int"', 'name="Percentage" type="s:string"'),
    ("Absence_GetList", 'name="Percentage"', 'name="percentage"'),
    ("Absence_GetList", 'name="Percentage"', 'nillable="true" name="Percentage"'),
    (
        "Absence_GetList",
        'name="Comment" type="s:string" minOccurs="0"',
        'name="Comment" type="s:string" minOccurs="1"',
    ),
    ("Absence_GetList", 'type="tns:Absence" minOccurs="0" maxOccurs="unbounded"', 'type="tns:Absence"'),
    ("Absence_GetList", 'name="Dossier" type', 'name="Dossiers" type'),
    ("PersonalInfo_GetCurrent", '<s:enumeration value="female"/>', ""),
    ("PersonalInfo_GetCurrent", '<s:extension base="tns:Employee">', '<s:extension base="tns:Absence">'),
    ("List_GetByCompany", 'name="EmployeeType" type="s:int"', 'name="active" type="s:int"'),
    ("Absence_GetList", 'v3/EmployeeService/Absence_GetList"', 'v3/EmployeeService/AbsenceGetList"'),
    (
        "Absence_GetList",
        'message="tns:Absence_GetListAuthHeaderWithDomain" part="AuthHeaderWithDomain"',
        'message="tns:Absence_GetListAuthHeaderWithDomain" part="AuthHeader"',
    ),
    ("Absence_GetList", 'name="Domain" type="s:string"', 'name="SubDomain" type="s:string"'),
    ("Absence_GetList", 'elementFormDefault="qualified"', ""),
    ("Absence_GetList", '<wsdl:port name="EmployeeServiceSoap"', '<wsdl:port name="Employee"'),
]


@pytest.mark.parametrize(("operation", "old", "new"), DRIFTS)
def test_drift_of_our_contract_would_be_seen(operation: str, old: str, new: str) -> None:
    theirs = vendors("EmployeeService")
    if theirs is None:
        return

    assert [] != differences(ours("EmployeeService", old=old, new=new), theirs, operation)


def test_swapped_order_of_two_fields_would_be_seen() -> None:
    theirs = vendors("EmployeeService")
    if theirs is None:
        return
    mine = ours("EmployeeService")
    sequence = mine.find("complexType", "Absence")[0]
    sequence.append(sequence[0])

    assert ["response"] == differences(mine, theirs, "Absence_GetList")


# --- recorded answers ---------------------------------------------------------------------------


def recorded(operation: str, file: str) -> Wire | None:
    """A Nmbrs that gives a recorded answer, moved to the namespace of v3."""
    path = RECORDED / file
    if not path.exists():
        print(f"the vendor's files are absent: {file} was not read")  # noqa: T201
        return None
    content = path.read_bytes().replace(b"/soap/v2.1/", b"/soap/v3/")
    wire = Wire()
    wire.on(
        operation,
        httpx.Response(200, content=content, headers={"Content-Type": "text/xml; charset=utf-8"}),
    )
    return wire


def test_recorded_companies_are_read() -> None:
    wire = recorded("List_GetAll", "ListGetAll.xml")
    if wire is None:
        return

    assert (Company("54613", "444445", "DEMO B.V. 2"),) == wire.source().employers()


def test_recorded_employees_are_read() -> None:
    wire = recorded("List_GetByCompany", "ListGetByCompany.xml")
    if wire is None:
        return

    delivery = wire.read(Stream.EMPLOYEES)

    assert ["503293", "503294"] == [each.source_key for each in delivery.employees]


def absence(
    key: str, percentage: int, days: tuple[date, date | None], *, told: date, dossier: str
) -> AbsenceRow:
    return AbsenceRow(
        source_key=key,
        employee_key="1",
        dossier_key=f"1/{dossier}",
        percentage=percentage,
        first_day=days[0],
        last_day=days[1],
        reported_on=told,
        label="Ziekte",
    )


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "AbsenceGetList-503293.xml",
            {
                absence(
                    "75136",
                    100,
                    (date(2017, 8, 11), None),
                    told=date(2018, 7, 16),
                    dossier="62101",
                ),
                absence(
                    "75103",
                    80,
                    (date(2018, 1, 4), date(2018, 1, 9)),
                    told=date(2018, 7, 16),
                    dossier="62075",
                ),
            },
        ),
        (
            "AbsenceGetList-503294.xml",
            {
                absence(
                    "67028",
                    100,
                    (date(2017, 8, 3), date(2018, 7, 17)),
                    told=date(2018, 1, 31),
                    dossier="55283",
                ),
            },
        ),
    ],
)
def test_recorded_absence_is_read(file: str, expected: set[AbsenceRow]) -> None:
    wire = recorded("Absence_GetList", file)
    if wire is None:
        return

    raws = wire.source()._soap.absence_get_list("1")

    found, invalid = rows.absences(raws, employee_key="1", owners={})
    assert (expected, ()) == (set(found), invalid)
