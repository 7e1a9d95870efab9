"""A WSDL file seen as what each operation exchanges, so that two of them can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
WSDL: Final = "{http://schemas.xmlsoap.org/wsdl/}"
SOAP: Final = "{http://schemas.xmlsoap.org/wsdl/soap/}"
SOAP12: Final = "{http://schemas.xmlsoap.org/wsdl/soap12/}"

Shape = Any  # nested tuples, compared as a whole

#: Types are written out instead; no content of ours or the vendor's is mixed.
_NOT_SAID: Final = frozenset({"type", "base", "mixed"})


@dataclass(frozen=True)
class Definition:
    """One file."""

    root: Any

    @property
    def schema(self) -> Any:
        return self.root.find(f"{WSDL}types/{XSD}schema")

    @property
    def namespace(self) -> str:
        return str(self.root.get("targetNamespace"))

    def operations(self) -> set[str]:
        return {each.get("name") for each in self.root.iterfind(f"{WSDL}portType/{WSDL}operation")}

    def element(self, name: str) -> Shape:
        """Everything about a global element, with the types it uses written out."""
        return self._shape(self.find("element", name))

    def parameters(self, operation: str) -> list[str]:
        """The names of what an operation is asked with."""
        return [each.get("name") for each in self.find("element", operation).iterdescendants(f"{XSD}element")]

    def used_by(self, *elements: str) -> set[str]:
        """The names of these global elements and of every type below them."""
        nodes = [self.find("element", name) for name in elements]
        found: set[str] = set()  # of types; an element may have its type's name
        while nodes:
            for each in nodes.pop().iter(etree.Element):
                for key in ("type", "base"):
                    prefix, _, local = each.get(key, "").partition(":")
                    if self.is_ours(prefix) and local not in found:
                        found.add(local)
                        nodes.append(self.declaration(local))
        return found.union(elements)

    def header(self, operation: str) -> Shape:
        """The message, part and element of an operation's header."""
        name, part = f"{operation}AuthHeaderWithDomain", "AuthHeaderWithDomain"
        return name, part, self._part(name, part)

    def messages(self, operation: str) -> Shape:
        return tuple(self._part(f"{operation}{end}", "parameters") for end in ("SoapIn", "SoapOut"))

    def binding(self, operation: str) -> Shape:
        """How an operation is sent with SOAP 1.1."""
        [bound] = self.root.iterfind(f"{WSDL}binding[{SOAP}binding]")
        [each] = (e for e in bound.iterfind(f"{WSDL}operation") if e.get("name") == operation)
        soap = each.find(f"{SOAP}operation")
        header = each.find(f"{WSDL}input/{SOAP}header")
        return (
            bound.get("name"),
            bound.get("type"),
            bound.find(f"{SOAP}binding").get("transport"),
            soap.get("soapAction"),
            soap.get("style"),
            [each.find(f"{WSDL}{way}/{SOAP}body").get("use") for way in ("input", "output")],
            (header.get("message"), header.get("part"), header.get("use")),
        )

    def port(self, operation: str) -> Shape:
        """The messages that an operation exchanges."""
        [port] = self.root.iterfind(f"{WSDL}portType")
        [each] = (e for e in port.iterfind(f"{WSDL}operation") if e.get("name") == operation)
        ways = (each.find(f"{WSDL}{way}").get("message") for way in ("input", "output"))
        return port.get("name"), *ways

    def service(self) -> Shape:
        [service] = self.root.iterfind(f"{WSDL}service")
        [port] = (each for each in service if each.find(f"{SOAP}address") is not None)
        address = port.find(f"{SOAP}address").get("location")
        return service.get("name"), port.get("name"), port.get("binding"), address

    def _part(self, message: str, part: str) -> str:
        path = f"{WSDL}message[@name='{message}']/{WSDL}part[@name='{part}']"
        return str(self.root.find(path).get("element"))

    def find(self, kind: str, name: str) -> Any:
        return self.schema.find(f"{XSD}{kind}[@name='{name}']")

    def _shape(self, node: Any) -> Shape:
        kind = etree.QName(node).localname
        said = {key: value for key, value in node.attrib.items() if key not in _NOT_SAID}
        if kind == "element":
            said |= {key: node.get(key, "1") for key in ("minOccurs", "maxOccurs")}
            said["nillable"] = node.get("nillable", "false")
        uses = [self._type(node.get(key)) for key in ("type", "base") if node.get(key)]
        children = [self._shape(each) for each in node if isinstance(each.tag, str)]
        return kind, said, uses, children

    def _type(self, name: str) -> Shape:
        prefix, _, local = name.partition(":")
        return self._shape(self.declaration(local)) if self.is_ours(prefix) else f"xsd:{local}"

    def is_ours(self, prefix: str) -> bool:
        """Whether a prefix means this service; our files and the vendor's declare the same ones."""
        return bool(self.root.nsmap.get(prefix) == self.namespace)

    def declaration(self, name: str) -> Any:
        """The global type of this name."""
        kinds = (self.find(kind, name) for kind in ("complexType", "simpleType"))
        return next(each for each in kinds if each is not None)
