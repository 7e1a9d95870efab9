"""An operation's answer as a WSDL file describes it: what is optional, what may be nil, what repeats.

Read from the schema on its own account, so that the adapter's reading of the same files is no witness in
its own case.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from tests.contract.nmbrs_wsdl import XSD, Definition

SCALARS: Final = frozenset({"int", "string", "dateTime", "decimal", "boolean"})


@dataclass(frozen=True)
class Scalar:
    """A text with a meaning. `literals`: the only ones there are, for an enumeration."""

    name: str
    literals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Complex:
    """Elements in their order, those of the base type first."""

    name: str
    elements: tuple[Element, ...]

    @property
    def item(self) -> Element | None:
        """What it is a list of, if it is one."""
        return self.elements[0] if len(self.elements) == 1 and self.elements[0].many else None


@dataclass(frozen=True)
class Element:
    """One place in a sequence."""

    name: str
    kind: Scalar | Complex
    optional: bool
    nillable: bool
    many: bool


@lru_cache(maxsize=256)
def result(definition: Definition, operation: str) -> Element:
    """The one element of the answer to an operation."""
    response = definition.find("element", f"{operation}Response")
    [found] = _elements(definition, response.find(f"{XSD}complexType"))
    return found


@lru_cache(maxsize=256)
def validator(definition: Definition, *elements: str) -> Any:
    """The schema of these elements and no more: the vendor's whole one does not stand alone."""
    schema = etree.Element(f"{XSD}schema", dict(definition.schema.attrib), definition.root.nsmap)
    needed = definition.used_by(*elements)
    for each in definition.schema.iterchildren(etree.Element):
        if each.get("name") in needed:
            schema.append(copy.deepcopy(each))
    # Names of types are texts, whose prefixes are found only in a document of its own.
    return etree.XMLSchema(etree.fromstring(etree.tostring(schema)))


def _elements(definition: Definition, declared: Any) -> tuple[Element, ...]:
    extension = declared.find(f"{XSD}complexContent/{XSD}extension")
    if extension is None:
        return _own(definition, declared)
    base = definition.declaration(extension.get("base").partition(":")[2])
    return *_elements(definition, base), *_own(definition, extension)


def _own(definition: Definition, holder: Any) -> tuple[Element, ...]:
    sequence = holder.find(f"{XSD}sequence")
    declared = () if sequence is None else sequence.iterchildren(etree.Element)
    return tuple(_element(definition, each) for each in declared)


def _element(definition: Definition, declared: Any) -> Element:
    most = declared.get("maxOccurs", "1")
    if declared.tag != f"{XSD}element" or most not in ("1", "unbounded"):
        raise NotImplementedError(declared.tag)
    return Element(
        name=declared.get("name"),
        kind=_kind(definition, declared.get("type")),
        optional=declared.get("minOccurs", "1") == "0",
        nillable=declared.get("nillable") == "true",
        many=most == "unbounded",
    )


def _kind(definition: Definition, name: str) -> Scalar | Complex:
    prefix, _, local = name.partition(":")
    if not definition.is_ours(prefix):
        if local not in SCALARS:
            raise NotImplementedError(name)
        return Scalar(local)
    declared = definition.declaration(local)
    if declared.tag == f"{XSD}complexType":
        return Complex(local, _elements(definition, declared))
    return Scalar("string", tuple(each.get("value") for each in declared.iter(f"{XSD}enumeration")))
