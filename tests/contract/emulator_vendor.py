"""The vendor's files as they would be for v3, and what of a WSDL is compared.

Only v2.1 is public; what v3 changed is written down here as data. The files are found by VENDOR_FILES.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from lxml import etree

REPOSITORY = Path(__file__).parents[2]
VENDOR = REPOSITORY / os.environ.get("VENDOR_FILES", "../shared/reference/nmbrs") / "wsdl"
FILES = {
    "CompanyService": VENDOR / "v2.1-2020-dariuszwietecha/CompanyService-wsdl.xml",
    "EmployeeService": VENDOR / "v2.1-2020-dariuszwietecha/EmployeeService-wsdl.xml",
    "DebtorService": VENDOR / "v2.1-2014-hostnet/DebtorService.wsdl",
}
XSD = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
BINDINGS = {
    "Soap": "{http://schemas.xmlsoap.org/wsdl/soap/}",
    "Soap12": "{http://schemas.xmlsoap.org/wsdl/soap12/}",
}
CONTRACTS = "Contract_GetAll_AllEmployeesByCompany"

# What v3 is known to have added to the operations we serve.
NEW_IN_V3 = f"""
  <s:schema xmlns:s="{XSD[1:-1]}" xmlns:tns="https://api.nmbrs.nl/soap/v3/EmployeeService">
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
    </s:sequence></s:complexType>
  </s:schema>"""
NEW_IN_CONTRACTS = f"""
  <s:sequence xmlns:s="{XSD[1:-1]}">
    <s:element minOccurs="1" maxOccurs="1" name="PhaseClassification" nillable="true" type="s:int" />
    <s:element minOccurs="1" maxOccurs="1" name="WrittenContract" nillable="true" type="s:boolean" />
    <s:element minOccurs="1" maxOccurs="1" name="HoursPerWeek" nillable="true" type="s:decimal" />
  </s:sequence>"""


def vendor_wsdl(service: str) -> etree._Element | None:
    """Load the vendor's v2.1 WSDL as v3. Without the files there is nothing to compare with."""
    path = FILES[service]
    if not path.is_file():
        sys.stdout.write("The vendor's files are not here: this was not compared.\n")
        return None
    root = etree.fromstring(path.read_bytes().replace(b"soap/v2.1/", b"soap/v3/"))
    if service == "EmployeeService":
        _bring_to_v3(root)
    return root


def _bring_to_v3(root: etree._Element) -> None:
    schema = _one(root, f"{WSDL}types/{XSD}schema")
    kind = _one(schema, f"{XSD}element[@name='List_GetByCompany']//{XSD}element[@name='active']")
    kind.set("name", "EmployeeType")
    kind.set("type", "s:int")
    result = f"{XSD}element[@name='{CONTRACTS}Response']//{XSD}element[@name='{CONTRACTS}Result']"
    _one(schema, result).set("type", "tns:ArrayOfEmployeeContractItemGlobal")
    contract = _one(schema, f"{XSD}complexType[@name='EmployeeContract']/{XSD}sequence")
    contract.extend(list(etree.fromstring(NEW_IN_CONTRACTS)))
    schema.extend(list(etree.fromstring(NEW_IN_V3)))


def _one(under: etree._Element, path: str) -> etree._Element:
    found = under.find(path)
    assert found is not None, path
    return found


class Schema:
    """Expands an element of a WSDL to everything that can be in it: name, type, cardinality, order."""

    def __init__(self, wsdl: etree._Element) -> None:
        schema = _one(wsdl, f"{WSDL}types/{XSD}schema")
        self.qualified = schema.get("elementFormDefault")
        self._elements = {each.get("name"): each for each in schema.iterfind(f"{XSD}element")}
        named = [*schema.iterfind(f"{XSD}complexType"), *schema.iterfind(f"{XSD}simpleType")]
        self._types = {each.get("name"): each for each in named}

    def shape(self, name: str) -> Any:
        element = self._elements[name]
        inline = element.find(f"{XSD}complexType")
        of = inline if inline is not None else self._types[local(element.get("type"))]
        return self.qualified, self._content(of)

    def _content(self, of: etree._Element) -> Any:
        literals = [each.get("value") for each in of.iter(f"{XSD}enumeration")]
        if literals:
            return literals
        fields: list[Any] = []
        extension = of.find(f"{XSD}complexContent/{XSD}extension")
        if extension is not None:
            fields += self._content(self._types[local(extension.get("base"))])
        if of.find(f"{XSD}anyAttribute") is not None:
            fields.append("any attribute")
        sequence = (of if extension is None else extension).find(f"{XSD}sequence")
        for element in sequence if sequence is not None else ():
            fields.append(self._field(element))
        return fields

    def _field(self, element: etree._Element) -> Any:
        cardinality = tuple(element.get(name) for name in ("minOccurs", "maxOccurs", "nillable"))
        type_name = element.get("type", "")
        named = self._types.get(local(type_name)) if type_name.startswith("tns:") else None
        content = None if named is None else self._content(named)
        return element.get("name"), local(type_name), cardinality, content


def local(name: str | None) -> str:
    return (name or "").split(":")[-1]


def operations(wsdl: etree._Element) -> set[str | None]:
    return {each.get("name") for each in wsdl.iterfind(f"{WSDL}portType/{WSDL}operation")}


def ports(wsdl: etree._Element) -> list[tuple[str | None, ...]]:
    """Which ports there are, in order: the first is what clients take."""
    return [
        (port.get("name"), port.get("binding"), etree.QName(port[0]).namespace)
        for port in wsdl.iterfind(f"{WSDL}service/{WSDL}port")
    ]


def binding(wsdl: etree._Element, service: str, operation: str, port: str) -> dict[str, Any]:
    """Everything a client reads about one operation in one binding, references resolved."""
    soap = BINDINGS[port]
    bound = _one(wsdl, f"{WSDL}binding[@name='{service}{port}']")
    of = _one(bound, f"{WSDL}operation[@name='{operation}']")
    port_type = _one(wsdl, f"{WSDL}portType[@name='{service}Soap']")
    abstract = _one(port_type, f"{WSDL}operation[@name='{operation}']")
    header = _one(of, f"{WSDL}input/{soap}header")
    messages = [each.get("message") for each in abstract if each.get("message")]
    return {
        "type": bound.get("type"),
        "transport": [each.attrib for each in bound.iterfind(f"{soap}binding")],
        "action": [dict(each.attrib) for each in of.iterfind(f"{soap}operation")],
        "bodies": [dict(each.attrib) for each in of.iter(f"{soap}body")],
        "messages": {name: parts(wsdl, name) for name in messages},
        "header": (
            header.get("message"),
            header.get("part"),
            header.get("use"),
            *(element for _, element in parts(wsdl, header.get("message"))),
        ),
    }


def parts(wsdl: etree._Element, message: str | None) -> list[tuple[str | None, str | None]]:
    found = _one(wsdl, f"{WSDL}message[@name='{local(message)}']")
    return [(part.get("name"), part.get("element")) for part in found]


def compiled(wsdl: etree._Element, folder: Path) -> etree.XMLSchema:
    """Make the schemas in a WSDL usable on their own: the import must say where the other one is."""
    main, *second = wsdl.iterfind(f"{WSDL}types/{XSD}schema")
    for each in second:
        (folder / "second.xsd").write_bytes(etree.tostring(each))
        _one(main, f"{XSD}import").set("schemaLocation", "second.xsd")
    (folder / "main.xsd").write_bytes(etree.tostring(main))
    return etree.XMLSchema(file=str(folder / "main.xsd"))
