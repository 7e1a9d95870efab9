"""The vocabulary of the SOAP contract: scalars, enumerations, records, lists, operations.

The served WSDL and the serialisation of answers are both derived from tables written in these words,
so they cannot disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

NAMESPACE_ROOT = "https://api.nmbrs.nl/soap/v3/"


class Scalar(Enum):
    """The XML Schema types the vendor uses; the value is the schema name."""

    INT = "int"
    STRING = "string"
    DATETIME = "dateTime"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Enumeration:
    """Literals; the vendor sends the name, never the number."""

    name: str
    literals: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """A complex type. Fields of `base` come first on the wire, without `xsi:type`."""

    name: str
    own_fields: tuple["Field", ...]
    base: "Record | None" = None

    @property
    def fields(self) -> tuple["Field", ...]:
        return (self.base.fields if self.base else ()) + self.own_fields


@dataclass(frozen=True)
class ListOf:
    """`ArrayOf<T>` with children `<T>`, each [0..*] and nillable."""

    item: Record

    @property
    def name(self) -> str:
        return f"ArrayOf{self.item.name}"


Type = Scalar | Enumeration | Record | ListOf


@dataclass(frozen=True)
class Field:
    """One element. `required` is minOccurs 1; `nillable` is as in the schema."""

    name: str
    type: Type
    required: bool
    nillable: bool = False


Scope = Literal["company", "employee"]

# What a call says, by the names of the operation's parameters.
Parameters = Mapping[str, int]


@dataclass(frozen=True)
class Operation:
    """One call. `scope` says what the first parameter names, and so what is checked before the answer.

    `in_template`: the connector's template switches it on; others must be switched on by name.
    """

    name: str
    documentation: str
    result: Type
    parameters: tuple[Field, ...] = ()
    scope: Scope | None = None
    in_template: bool = True

    @property
    def result_field(self) -> Field:
        return Field(f"{self.name}Result", self.result, required=False)

    def extra(self) -> "Operation":
        """Leave it out of the template."""
        return replace(self, in_template=False)


@dataclass(frozen=True)
class Service:
    """One `.asmx` with its own namespace, in which header and body must both be."""

    name: str
    operations: tuple[Operation, ...]

    @property
    def namespace(self) -> str:
        return NAMESPACE_ROOT + self.name

    def operation(self, name: str) -> Operation | None:
        return next((each for each in self.operations if each.name == name), None)

    def types(self) -> list[Enumeration | Record | ListOf]:
        """Every named type the operations need, each once, users before what they use."""
        found: dict[str, Enumeration | Record | ListOf] = {}
        for operation in self.operations:
            for named in _named_types(operation.result):
                found.setdefault(named.name, named)
        return list(found.values())


def integer(name: str, *, nillable: bool = False) -> Field:
    return Field(name, Scalar.INT, required=True, nillable=nillable)


def decimal(name: str, *, nillable: bool = False) -> Field:
    return Field(name, Scalar.DECIMAL, required=True, nillable=nillable)


def boolean(name: str, *, nillable: bool = False) -> Field:
    return Field(name, Scalar.BOOLEAN, required=True, nillable=nillable)


def text(name: str) -> Field:
    """A string: left out when null."""
    return Field(name, Scalar.STRING, required=False)


def date_time(name: str, *, nillable: bool = True) -> Field:
    """A moment without zone. Where it is not nillable, the vendor sends year 1 for null."""
    return Field(name, Scalar.DATETIME, required=True, nillable=nillable)


def optional(name: str, of: Type, *, nillable: bool = False) -> Field:
    return Field(name, of, required=False, nillable=nillable)


def _named_types(of: Type) -> Iterator[Enumeration | Record | ListOf]:
    if isinstance(of, Scalar):
        return
    yield of
    if isinstance(of, ListOf):
        yield from _named_types(of.item)
    elif isinstance(of, Record):
        if of.base:
            yield from _named_types(of.base)
        for field in of.own_fields:
            yield from _named_types(field.type)
