"""Our WSDL files say what the vendor's say, in every operation that we use.

The vendor's files are of v2.1 (no v3 file is public), so the known v3 differences are applied to them
first (`vendor_files.py`). Where they are absent, the closing lines of the run say how many checks were
not made.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import zeep
from lxml import etree

import app.nmbrs
from tests.contract.nmbrs_wsdl import SOAP12, Definition
from tests.contract.vendor_files import ROOT, VendorFiles

OURS: Final = Path(app.nmbrs.__file__).parent / "contract"

OPERATIONS: Final = {
    "CompanyService": {
        "List_GetAll",
        "Address_GetCurrent",
        "Company_GetCurrentPeriod",
        "BankAccount_GetCurrent",
        "Schedule_GetCurrent",
        "SVW_GetCurrent",
    },
    "EmployeeService": {
        "EmployeeType_GetList",
        "List_GetByCompany",
        "PersonalInfo_GetCurrent",
        "PersonalInfo_GetAll_AllEmployeesByCompany",
        "Address_GetListCurrent",
        "Address_GetAll_AllEmployeesByCompany",
        "Department_GetAll_AllEmployeesByCompany",
        "Employment_GetAll_AllEmployeesByCompany",
        "Function_GetAll_AllEmployeesByCompany",
        "Function_GetAll_AllEmployeesByCompany_V2",
        "Schedule_GetAll_AllEmployeesByCompany",
        "Contract_GetAll_AllEmployeesByCompany",
        "Salary_GetAll_AllEmployeesByCompany",
        "Absence_GetList",
        "Absence_GetAll_AllEmployeesByCompany",
    },
    "DebtorService": {"List_GetAll"},
}
EVERY_OPERATION: Final = sorted((name, each) for name, all_ in OPERATIONS.items() for each in all_)


def ours(service: str, *, old: str = "", new: str = "") -> Definition:
    text = (OURS / f"{service}.wsdl").read_text("utf-8")
    assert old in text
    return Definition(etree.fromstring(text.replace(old, new, 1).encode()))


def differences(mine: Definition, theirs: Definition, operation: str) -> list[str]:
    """What one operation says in two ways."""
    seen = {
        "request": [each.element(operation) for each in (mine, theirs)],
        "response": [each.element(f"{operation}Response") for each in (mine, theirs)],
        "header type": [each.element("AuthHeaderWithDomain") for each in (mine, theirs)],
        "namespace": [each.namespace for each in (mine, theirs)],
        "form": [each.schema.get("elementFormDefault") for each in (mine, theirs)],
        "service": [each.service() for each in (mine, theirs)],
        "header": [each.header(operation) for each in (mine, theirs)],
        "binding": [each.binding(operation) for each in (mine, theirs)],
        "messages": [each.messages(operation) for each in (mine, theirs)],
        "port": [each.port(operation) for each in (mine, theirs)],
    }
    return [what for what, (one, other) in seen.items() if one != other]


@pytest.mark.parametrize(("service", "operation"), EVERY_OPERATION)
def test_operation_is_the_vendors(service: str, operation: str, vendor: VendorFiles) -> None:
    theirs = vendor.definition(service)

    assert [] == differences(ours(service), theirs, operation)


@pytest.mark.parametrize("service", OPERATIONS)
def test_contract_holds_the_operations_we_use_and_no_other(service: str) -> None:
    assert OPERATIONS[service] == ours(service).operations()


@pytest.mark.parametrize("service", OPERATIONS)
def test_contract_holds_no_component_that_no_operation_uses(service: str) -> None:
    definition = ours(service)
    wrappers = {f"{each}{end}" for each in OPERATIONS[service] for end in ("", "Response")}
    used = definition.used_by(*wrappers, "AuthHeaderWithDomain")

    assert used == {each.get("name") for each in definition.schema if isinstance(each.tag, str)}


@pytest.mark.parametrize("service", OPERATIONS)
def test_contract_speaks_one_version_of_soap(service: str) -> None:
    """zeep takes the first binding, so a second one would be a trap."""
    definition = ours(service)

    assert definition.service()
    assert [] == list(definition.root.iter(f"{SOAP12}binding"))


def test_operation_that_v2_does_not_have_is_made_like_the_others() -> None:
    """There is no vendor's file for it, so its wrapping must at least equal that of its siblings."""
    definition = ours("EmployeeService")

    def of(operation: str) -> str:
        parts = definition.header(operation), definition.binding(operation), definition.port(operation)
        return repr((*parts, definition.messages(operation))).replace(operation, "*")

    assert of("Absence_GetList") == of("EmployeeType_GetList")


@pytest.mark.parametrize("service", OPERATIONS)
def test_strict_client_can_ask_every_operation(service: str) -> None:
    client: Any = zeep.Client(str(OURS / f"{service}.wsdl"), settings=zeep.Settings(strict=True))  # type: ignore[no-untyped-call]
    header = client.get_element(f"{{https://api.nmbrs.nl/soap/v3/{service}}}AuthHeaderWithDomain")
    given = header(Username="user@example.org", Token="token", Domain="example")

    for operation in OPERATIONS[service]:
        names = ours(service).parameters(operation)
        message = client.create_message(
            client.service, operation, _soapheaders=[given], **dict.fromkeys(names, 7)
        )
        assert ["user@example.org", "token", "example", *["7"] * len(names)] == [
            each.text for each in message.iter() if each.text
        ]


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
    ("Absence_GetAll_AllEmployeesByCompany", 'name="Percentage"', 'name="percentage"'),
    ("PersonalInfo_GetCurrent", '<s:enumeration value="female"/>', ""),
    ("PersonalInfo_GetCurrent", '<s:extension base="tns:Employee">', '<s:extension base="tns:Absence">'),
    ("List_GetByCompany", 'name="EmployeeType" type="s:int"', 'name="active" type="s:int"'),
    ("Contract_GetAll_AllEmployeesByCompany", 'name="EmployeeContractItemGlobal" type', 'name="Item" type'),
    ("Contract_GetAll_AllEmployeesByCompany", 'name="WrittenContract" type="s:boolean"', 'name="Written"'),
    ("Salary_GetAll_AllEmployeesByCompany", '<s:extension base="tns:SalaryTable">', "<s:extension>"),
    ("PersonalInfo_GetAll_AllEmployeesByCompany", 'name="CompanyID"', 'name="CompanyId"'),
    ("Absence_GetList", 'v3/EmployeeService/Absence_GetList"', 'v3/EmployeeService/AbsenceGetList"'),
    (
        "Absence_GetList",
        'message="tns:Absence_GetListAuthHeaderWithDomain" part="AuthHeaderWithDomain"',
        'message="tns:Absence_GetListAuthHeaderWithDomain" part="AuthHeader"',
    ),
    (
        "Absence_GetList",
        'input message="tns:Absence_GetListSoapIn"',
        'input message="tns:List_GetByCompanySoapIn"',
    ),
    ("Absence_GetList", 'name="Domain" type="s:string"', 'name="SubDomain" type="s:string"'),
    ("Absence_GetList", 'elementFormDefault="qualified"', ""),
    ("Absence_GetList", '<wsdl:port name="EmployeeServiceSoap"', '<wsdl:port name="Employee"'),
]


@pytest.mark.parametrize(("operation", "old", "new"), DRIFTS)
def test_drift_of_our_contract_would_be_seen(operation: str, old: str, new: str, vendor: VendorFiles) -> None:
    theirs = vendor.definition("EmployeeService")

    assert [] != differences(ours("EmployeeService", old=old, new=new), theirs, operation)


def test_swapped_order_of_two_fields_would_be_seen(vendor: VendorFiles) -> None:
    theirs = vendor.definition("EmployeeService")
    mine = ours("EmployeeService")
    sequence = mine.find("complexType", "Absence")[0]
    sequence.append(sequence[0])

    assert ["response"] == differences(mine, theirs, "Absence_GetList")


def test_checks_that_could_not_be_made_are_reported(tmp_path: Path) -> None:
    run = subprocess.run(  # noqa: S603 - our own interpreter and file
        [
            sys.executable,
            "-m",
            "pytest",
            __file__,
            "-k",
            "is_the_vendors or one_version",
            "-p",
            "no:cacheprovider",
        ],
        cwd=ROOT,
        env=os.environ | {"VENDOR_FILES": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert f"vendor files absent at {tmp_path}: {len(EVERY_OPERATION)} checks were not made" in run.stdout
    assert f"3 passed, {len(EVERY_OPERATION)} skipped" in run.stdout
