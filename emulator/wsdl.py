"""The WSDL we serve, derived from the table of operations."""

from functools import lru_cache

from lxml import etree

from emulator.contract import (
    Enumeration,
    Field,
    ListOf,
    Operation,
    Record,
    Scalar,
    Service,
    Type,
    text,
)
from emulator.operations import SERVICES

_WSDL = "http://schemas.xmlsoap.org/wsdl/"
_XSD = "http://www.w3.org/2001/XMLSchema"
_SOAP11 = "http://schemas.xmlsoap.org/wsdl/soap/"
_SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
_GUID_NAMESPACE = "http://microsoft.com/wsdl/types/"
_GUID_PATTERN = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"


class _Maker:
    """Makes elements of one namespace."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __call__(self, tag: str, *content: etree._Element | str, **attributes: str) -> etree._Element:
        element = etree.Element(f"{{{self._namespace}}}{tag}")
        for name, value in attributes.items():
            element.set(name, value)
        for part in content:
            if isinstance(part, str):
                element.text = part
            else:
                element.append(part)
        return element


_w = _Maker(_WSDL)
_s = _Maker(_XSD)
_soap = {"": _Maker(_SOAP11), "12": _Maker(_SOAP12)}

HEADER = "AuthHeaderWithDomain"
_AUTH_HEADER = Record("AuthHeader", (text("Username"), text("Token")))
_AUTH_HEADER_WITH_DOMAIN = Record(HEADER, (text("Domain"),), base=_AUTH_HEADER)


@lru_cache(maxsize=64)
def wsdl(service_name: str, address: str) -> bytes:
    """Describe a service as it is found at `address`."""
    service = SERVICES[service_name]
    names = {
        "wsdl": _WSDL,
        "s": _XSD,
        "soap": _SOAP11,
        "soap12": _SOAP12,
        "s1": _GUID_NAMESPACE,
        "tns": service.namespace,
    }
    definitions = etree.Element(f"{{{_WSDL}}}definitions", nsmap=names)
    definitions.set("targetNamespace", service.namespace)
    definitions.append(_w("types", _schema(service), _guid_schema()))
    for operation in service.operations:
        definitions.extend(_messages(operation))
    definitions.append(_port_type(service))
    definitions.extend([_binding(service, version) for version in _soap])
    definitions.append(_ports(service, address))
    etree.cleanup_namespaces(definitions, keep_ns_prefixes=["tns", "s", "s1"])
    return etree.tostring(definitions, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _schema(service: Service) -> etree._Element:
    schema = _s("schema", elementFormDefault="qualified", targetNamespace=service.namespace)
    schema.append(_s("import", namespace=_GUID_NAMESPACE))
    for operation in service.operations:
        schema.append(_wrapper(operation.name, operation.parameters))
        schema.append(_wrapper(f"{operation.name}Response", (operation.result_field,)))
    for named in service.types():
        schema.append(_named_type(named))
    for header in (_AUTH_HEADER, _AUTH_HEADER_WITH_DOMAIN):
        schema.append(_s("element", name=header.name, type=f"tns:{header.name}"))
        schema.append(_named_type(header))
    # The vendor lets any attribute pass on the header's base type.
    base = schema.find(f"{{{_XSD}}}complexType[@name='{_AUTH_HEADER.name}']")
    if base is not None:
        base.append(_s("anyAttribute"))
    return schema


def _guid_schema() -> etree._Element:
    """The vendor's second schema. Nothing here uses it yet, but loaders must cope with the import."""
    return _s(
        "schema",
        _s("simpleType", _s("restriction", _s("pattern", value=_GUID_PATTERN), base="s:string"), name="guid"),
        elementFormDefault="qualified",
        targetNamespace=_GUID_NAMESPACE,
    )


def _wrapper(name: str, fields: tuple[Field, ...]) -> etree._Element:
    content = [_sequence(fields)] if fields else []
    return _s("element", _s("complexType", *content), name=name)


def _named_type(named: Enumeration | Record | ListOf) -> etree._Element:
    if isinstance(named, Enumeration):
        literals = [_s("enumeration", value=literal) for literal in named.literals]
        return _s("simpleType", _s("restriction", *literals, base="s:string"), name=named.name)
    if isinstance(named, ListOf):
        item = _s(
            "element",
            minOccurs="0",
            maxOccurs="unbounded",
            name=named.item.name,
            nillable="true",
            type=f"tns:{named.item.name}",
        )
        return _s("complexType", _s("sequence", item), name=named.name)
    content = _sequence(named.own_fields)
    if named.base:
        extension = _s("extension", content, base=f"tns:{named.base.name}")
        content = _s("complexContent", extension, mixed="false")
    return _s("complexType", content, name=named.name)


def _sequence(fields: tuple[Field, ...]) -> etree._Element:
    elements = []
    for field in fields:
        attributes = {"minOccurs": "1" if field.required else "0", "maxOccurs": "1"}
        attributes["name"] = field.name
        if field.nillable:
            attributes["nillable"] = "true"
        attributes["type"] = _type_name(field.type)
        elements.append(_s("element", **attributes))
    return _s("sequence", *elements)


def _type_name(of: Type) -> str:
    return f"s:{of.value}" if isinstance(of, Scalar) else f"tns:{of.name}"


def _messages(operation: Operation) -> list[etree._Element]:
    parts = {
        f"{operation.name}SoapIn": ("parameters", operation.name),
        f"{operation.name}SoapOut": ("parameters", f"{operation.name}Response"),
        f"{operation.name}{HEADER}": (HEADER, HEADER),
    }
    return [
        _w("message", _w("part", name=part, element=f"tns:{element}"), name=name)
        for name, (part, element) in parts.items()
    ]


def _port_type(service: Service) -> etree._Element:
    operations = [
        _w(
            "operation",
            _w("documentation", operation.documentation),
            _w("input", message=f"tns:{operation.name}SoapIn"),
            _w("output", message=f"tns:{operation.name}SoapOut"),
            name=operation.name,
        )
        for operation in service.operations
    ]
    return _w("portType", *operations, name=f"{service.name}Soap")


def _binding(service: Service, version: str) -> etree._Element:
    soap = _soap[version]
    operations = []
    for operation in service.operations:
        action = f"{service.namespace}/{operation.name}"
        header = {"message": f"tns:{operation.name}{HEADER}", "part": HEADER, "use": "literal"}
        operations.append(
            _w(
                "operation",
                soap("operation", soapAction=action, style="document"),
                _w("input", soap("body", use="literal"), soap("header", **header)),
                _w("output", soap("body", use="literal")),
                name=operation.name,
            )
        )
    transport = soap("binding", transport="http://schemas.xmlsoap.org/soap/http")
    return _w(
        "binding", transport, *operations, name=f"{service.name}Soap{version}", type=f"tns:{service.name}Soap"
    )


def _ports(service: Service, address: str) -> etree._Element:
    ports = [
        _w(
            "port",
            soap("address", location=address),
            name=f"{service.name}Soap{version}",
            binding=f"tns:{service.name}Soap{version}",
        )
        for version, soap in _soap.items()
    ]
    return _w("service", *ports, name=service.name)
