"""The look-alike keeps the vendor's SOAP contract: its WSDL, and every answer it gives."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import httpx
import pytest
import zeep
from lxml import etree

from emulator.background import serve
from emulator.generation import generate
from emulator.operations import SERVICES
from emulator.server import create_app
from emulator.withheld import WITHHELD
from emulator.world import DEMO_USER, World
from tests.contract.emulator_vendor import (
    BINDINGS,
    WSDL,
    Schema,
    binding,
    compiled,
    operations,
    ports,
)
from tests.contract.vendor_files import VendorFiles

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
EXTRA = [
    "Absence_GetAll_AllEmployeesByCompany",
    "PersonalInfo_GetAll_AllEmployeesByCompany",
    "Address_GetAll_AllEmployeesByCompany",
    "DebtorService/List_GetAll",
]
# Not everybody has been ill or lives somewhere, and not every company has all there is to have.
SOMETIMES_EMPTY = {
    "Absence_GetList",
    "Address_GetListCurrent",
    "Address_GetCurrent",
    "BankAccount_GetCurrent",
    "SVW_GetCurrent",
}


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
    world.users[DEMO_USER.username] = replace(DEMO_USER, extra_operations=frozenset(EXTRA))
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

    for arguments in arguments_for(place.world, service, operation)[:20]:
        answer = bound[operation](**arguments, _soapheaders={"AuthHeaderWithDomain": HEADER})

        assert answer or operation in SOMETIMES_EMPTY


@pytest.mark.parametrize("service", SERVICES)
def test_wsdl_names_the_address_it_was_asked_at(place: Place, service: str) -> None:
    addresses = place.wsdl(service).findall(f"{WSDL}service/{WSDL}port/*[@location]")

    assert [place.address(service)] * 2 == [each.get("location") for each in addresses]


@pytest.mark.parametrize(("service", "operation"), SERVED)
def test_elements_and_types_agree_with_the_vendor(
    place: Place, vendor: VendorFiles, service: str, operation: str
) -> None:
    theirs = Schema(vendor.definition(service).root)

    ours = Schema(place.wsdl(service))

    assert theirs.shape(operation) == ours.shape(operation)
    assert theirs.shape(f"{operation}Response") == ours.shape(f"{operation}Response")


@pytest.mark.parametrize("service", ["CompanyService", "EmployeeService", "DebtorService"])
def test_header_types_and_ports_agree_with_the_vendor(
    place: Place, vendor: VendorFiles, service: str
) -> None:
    theirs = vendor.definition(service).root
    # The others have the plain header only; v3 gave them the type of the employee service.
    with_header = vendor.definition("EmployeeService").root

    ours = place.wsdl(service)

    assert Schema(with_header).shape("AuthHeaderWithDomain") == Schema(ours).shape("AuthHeaderWithDomain")
    assert ports(theirs) == ports(ours)


@pytest.mark.parametrize("port", BINDINGS)
@pytest.mark.parametrize(("service", "operation"), SERVED)
def test_bindings_agree_with_the_vendor(
    place: Place, vendor: VendorFiles, service: str, operation: str, port: str
) -> None:
    root = vendor.definition(service).root

    ours = binding(place.wsdl(service), service, operation, port)

    # The header of v3 is bound as the one v2.1 operation that already had the domain binds it.
    assert ours["header"] == (
        f"tns:{operation}AuthHeaderWithDomain",
        "AuthHeaderWithDomain",
        "literal",
        "tns:AuthHeaderWithDomain",
    )
    if operation != "EmployeeType_GetList":
        theirs = binding(root, service, operation, port)
        assert {**theirs, "header": ours["header"]} == ours


@pytest.mark.parametrize("version", ENVELOPES)
@pytest.mark.parametrize(("service", "operation"), SERVED)
def test_every_answer_is_valid_by_the_vendors_schema(
    place: Place, vendor: VendorFiles, tmp_path: Path, service: str, operation: str, version: str
) -> None:
    schema = compiled(vendor.definition(service).root, tmp_path)

    for arguments in arguments_for(place.world, service, operation):
        response = call(place, service, operation, arguments, version)

        assert 200 == response.status_code
        schema.assertValid(body_of(response))


@pytest.mark.parametrize("service", ["CompanyService", "EmployeeService", "DebtorService"])
def test_what_is_withheld_is_the_vendors_and_not_ours(vendor: VendorFiles, service: str) -> None:
    assert WITHHELD[service] <= operations(vendor.definition(service).root)
    assert not WITHHELD[service] & {each.name for each in SERVICES[service].operations}


def arguments_for(world: World, service: str, operation: str) -> list[dict[str, int]]:
    """Every company and employee the demo user may see, as the operation wants them."""
    visible = [company for company in world.companies.values() if company.visible]
    wanted = SERVICES[service].operation(operation)
    assert wanted is not None
    names = [each.name for each in wanted.parameters]
    if not names:
        return [{}]
    if names == ["EmployeeId"]:
        return [{"EmployeeId": number} for company in visible for number in company.employees]
    if names == ["CompanyId", "EmployeeType"]:
        return [{"CompanyId": each.id, "EmployeeType": kind} for each in visible for kind in (2, 4)]
    return [{names[0]: each.id} for each in visible]


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
