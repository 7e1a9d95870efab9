"""The vendor's files, and what v3 changed in them (soap.md §4).

They are of v2.1, for no v3 file is public, and not in the repository: `VENDOR_FILES` names their folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree

from tests.contract.nmbrs_wsdl import SOAP, SOAP12, WSDL, XSD, Definition

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = Path(os.path.abspath(ROOT / os.environ.get("VENDOR_FILES", "../shared/reference/nmbrs")))
RECORDED: Final = "wsdl/v2.1-2020-dariuszwietecha"
SERVICES: Final = {
    "CompanyService": f"{RECORDED}/CompanyService-wsdl.xml",
    "EmployeeService": f"{RECORDED}/EmployeeService-wsdl.xml",
    "DebtorService": "wsdl/v2.1-2014-hostnet/DebtorService.wsdl",
}

_CONTRACTS: Final = "Contract_GetAll_AllEmployeesByCompany"
_SCHEMA: Final = '<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema">{}</s:schema>'

#: Components that v2.1 does not have.
_ADDED: Final = {
    "EmployeeService": """
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
      <s:complexType name="ArrayOfEmployeeContractItemGlobal"><s:sequence>
        <s:element minOccurs="0" maxOccurs="unbounded" name="EmployeeContractItemGlobal" nillable="true"
                   type="tns:EmployeeContractItemGlobal" />
      </s:sequence></s:complexType>
      <s:complexType name="EmployeeContractItemGlobal"><s:sequence>
        <s:element minOccurs="1" maxOccurs="1" name="EmployeeId" type="s:int" />
        <s:element minOccurs="0" maxOccurs="1" name="EmployeeContracts" type="tns:ArrayOfEmployeeContract" />
      </s:sequence></s:complexType>""",
}
#: The employee service of v2.1 has the header with a domain already, for one operation.
_DOMAIN_HEADER: Final = """
      <s:element name="AuthHeaderWithDomain" type="tns:AuthHeaderWithDomain" />
      <s:complexType name="AuthHeaderWithDomain"><s:complexContent mixed="false">
        <s:extension base="tns:AuthHeader"><s:sequence>
          <s:element minOccurs="0" maxOccurs="1" name="Domain" type="s:string" />
        </s:sequence></s:extension>
      </s:complexContent></s:complexType>"""
#: What v3 appends to a contract; `nillable` is our own choice (soap.md §4.1).
_CONTRACT_FIELDS: Final = """
      <s:element minOccurs="1" maxOccurs="1" name="PhaseClassification" nillable="true" type="s:int" />
      <s:element minOccurs="1" maxOccurs="1" name="WrittenContract" nillable="true" type="s:boolean" />
      <s:element minOccurs="1" maxOccurs="1" name="HoursPerWeek" nillable="true" type="s:decimal" />"""


class Absent(Exception):
    """A file of the vendor's is not here. Says which."""


@dataclass(frozen=True)
class VendorFiles:
    """One folder of them."""

    folder: Path = FOLDER

    def read(self, name: str) -> bytes:
        """Give a file as if v3 had written it. Raises `Absent`."""
        path = self.folder / name
        if not path.is_file():
            raise Absent(str(path))
        content = path.read_bytes().replace(b"/soap/v2.1/", b"/soap/v3/")
        return content.replace(b'"http://api.nmbrs.nl/', b'"https://api.nmbrs.nl/')

    def definition(self, service: str) -> Definition:
        """Give a service with the differences of v3 in it. Raises `Absent`."""
        definition = Definition(etree.fromstring(self.read(SERVICES[service])))
        _take_the_domain(definition)
        for each in _components(_ADDED.get(service, "")):
            definition.schema.append(each)
        if service == "EmployeeService":
            _list_by_type(definition)
            _widen_contracts(definition)
            _offer(definition, "EmployeeType_GetList", like="Absence_GetList")
        return definition


def _components(text: str) -> Iterator[Any]:
    yield from list(etree.fromstring(_SCHEMA.format(text)))


def _named(node: Any, name: str) -> Any:
    """The element of this name below a declaration."""
    [found] = (each for each in node.iter(f"{XSD}element") if each.get("name") == name)
    return found


def _take_the_domain(definition: Definition) -> None:
    """Let every operation take the header that v2.1 knows for one operation at most."""
    if definition.find("element", "AuthHeaderWithDomain") is None:
        for each in _components(_DOMAIN_HEADER):
            definition.schema.append(each)
    old, new = "AuthHeader", "AuthHeaderWithDomain"
    for message in definition.root.iterfind(f"{WSDL}message"):
        if message.get("name").endswith(old):
            message.set("name", f"{message.get('name').removesuffix(old)}{new}")
            message.find(f"{WSDL}part").attrib.update({"name": new, "element": f"tns:{new}"})
    for header in definition.root.iter(f"{SOAP}header", f"{SOAP12}header"):
        if header.get("part") == old:
            header.set("message", f"{header.get('message').removesuffix(old)}{new}")
            header.set("part", new)


def _offer(definition: Definition, operation: str, *, like: str) -> None:
    """Write down how an operation is exchanged that v2.1 does not have: as all the others are."""
    ends = ("", "SoapIn", "SoapOut", "AuthHeaderWithDomain")
    siblings = {f"{like}{end}" for end in ends}
    for kind in ("message", "operation"):
        for node in list(definition.root.iter(f"{WSDL}{kind}")):
            if node.get("name") in siblings:
                copied = etree.tostring(node, with_tail=False).replace(like.encode(), operation.encode())
                node.addnext(etree.fromstring(copied))


def _list_by_type(definition: Definition) -> None:
    parameter = _named(definition.find("element", "List_GetByCompany"), "active")
    parameter.attrib.update({"name": "EmployeeType", "type": "s:int"})


def _widen_contracts(definition: Definition) -> None:
    for each in _components(_CONTRACT_FIELDS):
        definition.find("complexType", "EmployeeContract").find(f"{XSD}sequence").append(each)
    result = _named(definition.find("element", f"{_CONTRACTS}Response"), f"{_CONTRACTS}Result")
    result.set("type", "tns:ArrayOfEmployeeContractItemGlobal")
