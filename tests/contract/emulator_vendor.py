"""What of the look-alike's WSDL is compared with the vendor's: both SOAP versions, and whole schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

XSD = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
BINDINGS = {
    "Soap": "{http://schemas.xmlsoap.org/wsdl/soap/}",
    "Soap12": "{http://schemas.xmlsoap.org/wsdl/soap12/}",
}


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
