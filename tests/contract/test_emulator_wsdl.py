"""The look-alike keeps the vendor's SOAP contract: its WSDL, and every answer it gives.

The vendor's v2.1 files are found by VENDOR_FILES; what v3 changed is written down here as data.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import zeep
from lxml import etree

from emulator.background import serve
from emulator.generation import generate
from emulator.operations import SERVICES
from emulator.server import create_app
from emulator.world import DEMO_USER, World

REPOSITORY = Path(__file__).parents[2]
VENDOR = Path(os.environ.get("VENDOR_FILES", REPOSITORY / "../shared/reference/nmbrs"))
XSD = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
BINDINGS = {
    "Soap": "{http://schemas.xmlsoap.org/wsdl/soap/}",
    "Soap12": "{http://schemas.xmlsoap.org/wsdl/soap12/}",
}
ENVELOPES = {
    "1.1": ("http://schemas.xmlsoap.org/soap/envelope/", "text/xml; charset=utf-8"),
    "1.2": ("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml; charset=utf-8"),
}
HEADER = {
    "Username": DEMO_USER.username,
    "Token": DEMO_USER.token,
    "Domain": DEMO_USER.domain,
}
SERVED = [(service.name, each.name) for service in SERVICES.values() for each in service.operations]

# What v3 is known to have changed in, or added to, the operations we serve.
V3_EMPLOYEE_TYPE = f"""
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
  </s:schema>"""


@dataclass(frozen=True)
class Place:
    """Where a running look-alike is, and what is in it."""

    url: str
    world: World
    http: httpx.Client

    def address(self, service: str) -> str:
        return f"{self.url}/soap/v3/{service}.asmx"

    def wsdl(self, service: str) -> etree._Element:
        return etree.fromstring(self.http.get(f"{self.address(service)}?WSDL").content)


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    world = generate(1, 4, 60, date(2026, 11, 23))
    with serve(create_app(world)) as url, httpx.Client() as http:
        yield Place(url, world, http)


@pytest.fixture(scope="module")
def clients(place: Place) -> dict[str, zeep.Client]:
    """Strict clients, made from the WSDL that is served."""
    return {service: zeep.Client(f"{place.address(service)}?wsdl") for service in SERVICES}


@pytest.mark.parametrize("port", ["Soap", "Soap12"])
@pytest.mark.parametrize(("service", "operation"), SERVED)
def test_strict_zeep_loads_the_wsdl_and_calls(
    place: Place, clients: dict[str, zeep.Client], service: str, operation: str, port: str
) -> None:
    bound = clients[service].bind(service, f"{service}{port}")

    for arguments in arguments_for(place.world, operation)[:20]:
        answer = bound[operation](**arguments, _soapheaders={"AuthHeaderWithDomain": HEADER})

        assert answer or operation == "Absence_GetList"


@pytest.mark.parametrize("service", SERVICES)
def test_wsdl_names_the_address_it_was_asked_at(place: Place, service: str) -> None:
    addresses = place.wsdl(service).findall(f"{WSDL}service/{WSDL}port/*[@location]")

    assert [place.address(service)] * 2 == [each.get("location") for each in addresses]


@pytest.mark.parametrize(("service", "operation"), SERVED)
def test_elements_and_types_agree_with_the_vendor(place: Place, service: str, operation: str) -> None:
    vendor = vendor_wsdl(service)
    if vendor is None:
        return

    ours = Schema(place.wsdl(service))

    assert Schema(vendor).shape(operation) == ours.shape(operation)
    assert Schema(vendor).shape(f"{operation}Response") == ours.shape(f"{operation}Response")


@pytest.mark.parametrize("service", ["CompanyService", "EmployeeService"])
def test_header_types_and_ports_agree_with_the_vendor(place: Place, service: str) -> None:
    vendor = vendor_wsdl(service)
    # The company service has the plain header only; v3 gave it the type of the employee service.
    with_header = vendor_wsdl("EmployeeService")
    if vendor is None or with_header is None:
        return

    ours = place.wsdl(service)

    assert Schema(with_header).shape("AuthHeaderWithDomain") == Schema(ours).shape("AuthHeaderWithDomain")
    assert ports(vendor) == ports(ours)


@pytest.mark.parametrize("port", BINDINGS)
@pytest.mark.parametrize(("service", "operation"), SERVED)
def test_bindings_agree_with_the_vendor(place: Place, service: str, operation: str, port: str) -> None:
    vendor = vendor_wsdl(service)
    if vendor is None:
        return

    ours = binding(place.wsdl(service), service, operation, port)

    # The header of v3 is bound as the one v2.1 operation that already had the domain binds it.
    assert ours["header"] == (
        f"tns:{operation}AuthHeaderWithDomain",
        "AuthHeaderWithDomain",
        "literal",
        "tns:AuthHeaderWithDomain",
    )
    if operation != "EmployeeType_GetList":
        theirs = binding(vendor, service, operation, port)
        assert {**theirs, "header": ours["header"]} == ours


@pytest.mark.parametrize("version", ENVELOPES)
@pytest.mark.parametrize(("service", "operation"), SERVED)
def test_every_answer_is_valid_by_the_vendors_schema(
    place: Place, tmp_path: Path, service: str, operation: str, version: str
) -> None:
    vendor = vendor_wsdl(service)
    if vendor is None:
        return
    schema = compiled(vendor, tmp_path)

    for arguments in arguments_for(place.world, operation):
        response = call(place, service, operation, arguments, version)

        assert 200 == response.status_code
        schema.assertValid(body_of(response))


def arguments_for(world: World, operation: str) -> list[dict[str, int]]:
    """Every company and employee the demo user may see, as the operation wants them."""
    visible = [company for company in world.companies.values() if company.visible]
    scopes: dict[str, list[dict[str, int]]] = {
        "List_GetAll": [{}],
        "EmployeeType_GetList": [{}],
        "Company_GetCurrentPeriod": [{"CompanyId": each.id} for each in visible],
        "List_GetByCompany": [
            {"CompanyId": each.id, "EmployeeType": kind} for each in visible for kind in (2, 4)
        ],
    }
    if operation in scopes:
        return scopes[operation]
    if operation.endswith("AllEmployeesByCompany"):
        return [{"CompanyID": each.id} for each in visible]
    return [{"EmployeeId": number} for company in visible for number in company.employees]


def call(
    place: Place, service: str, operation: str, arguments: dict[str, int], version: str
) -> httpx.Response:
    """Send a bare envelope, so that no client library comes between the answer and the schema."""
    namespace = f"https://api.nmbrs.nl/soap/v3/{service}"
    envelope, content_type = ENVELOPES[version]
    header = "".join(f"<{name}>{value}</{name}>" for name, value in HEADER.items())
    body = "".join(f"<{name}>{value}</{name}>" for name, value in arguments.items())
    content = (
        f'<e:Envelope xmlns:e="{envelope}"><e:Header>'
        f'<AuthHeaderWithDomain xmlns="{namespace}">{header}</AuthHeaderWithDomain></e:Header>'
        f'<e:Body><{operation} xmlns="{namespace}">{body}</{operation}></e:Body></e:Envelope>'
    )
    return place.http.post(place.address(service), content=content, headers={"Content-Type": content_type})


def body_of(response: httpx.Response) -> etree._Element:
    """Detach the answer from its envelope; the validator wants it as a document."""
    root = etree.fromstring(response.content)
    namespace = etree.QName(root).namespace
    found = root.find(f"{{{namespace}}}Body/*")
    assert found is not None
    return etree.fromstring(etree.tostring(found))


def vendor_wsdl(service: str) -> etree._Element | None:
    """Load the vendor's v2.1 WSDL as v3. Without the files there is nothing to compare with."""
    path = VENDOR / "wsdl/v2.1-2020-dariuszwietecha" / f"{service}-wsdl.xml"
    if not path.is_file():
        sys.stdout.write("The vendor's files are not here: this was not compared.\n")
        return None
    root = etree.fromstring(path.read_bytes().replace(b"soap/v2.1/", b"soap/v3/"))
    if service == "EmployeeService":
        schema = root.find(f"{WSDL}types/{XSD}schema")
        assert schema is not None
        by_type = f"{XSD}element[@name='List_GetByCompany']//{XSD}element[@name='active']"
        active = schema.find(by_type)
        assert active is not None
        active.set("name", "EmployeeType")
        active.set("type", "s:int")
        schema.extend(list(etree.fromstring(V3_EMPLOYEE_TYPE)))
    return root


class Schema:
    """Expands an element of a WSDL to everything that can be in it: name, type, cardinality, order."""

    def __init__(self, wsdl: etree._Element) -> None:
        schema = wsdl.find(f"{WSDL}types/{XSD}schema")
        assert schema is not None
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


def ports(wsdl: etree._Element) -> list[tuple[str | None, ...]]:
    """Which ports there are, in order: the first is what clients take."""
    return [
        (port.get("name"), port.get("binding"), etree.QName(port[0]).namespace)
        for port in wsdl.iterfind(f"{WSDL}service/{WSDL}port")
    ]


def binding(wsdl: etree._Element, service: str, operation: str, port: str) -> dict[str, Any]:
    """Everything a client reads about one operation in one binding, references resolved."""
    soap = BINDINGS[port]
    bound = wsdl.find(f"{WSDL}binding[@name='{service}{port}']")
    assert bound is not None
    of = bound.find(f"{WSDL}operation[@name='{operation}']")
    port_type = wsdl.find(f"{WSDL}portType[@name='{service}Soap']")
    assert of is not None
    assert port_type is not None
    abstract = port_type.find(f"{WSDL}operation[@name='{operation}']")
    header = of.find(f"{WSDL}input/{soap}header")
    assert abstract is not None
    assert header is not None
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
    found = wsdl.find(f"{WSDL}message[@name='{local(message)}']")
    assert found is not None
    return [(part.get("name"), part.get("element")) for part in found]


def compiled(wsdl: etree._Element, folder: Path) -> etree.XMLSchema:
    """Make the schemas in a WSDL usable on their own: the import must say where the other one is."""
    main, second = wsdl.iterfind(f"{WSDL}types/{XSD}schema")
    (folder / "second.xsd").write_bytes(etree.tostring(second))
    imported = main.find(f"{XSD}import")
    assert imported is not None
    imported.set("schemaLocation", "second.xsd")
    (folder / "main.xsd").write_bytes(etree.tostring(main))
    return etree.XMLSchema(file=str(folder / "main.xsd"))
