"""Our WSDL files as zeep reads them: envelopes to send, and the shape of every answer.

zeep keeps the types; decoding is ours (`decoding.py`), driven by the shapes that are derived here, so
that contract and decoding cannot disagree. The same derivation reads the live `?WSDL` for the check.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeAlias

import lxml.etree
import zeep
from zeep import exceptions, xsd

from app.nmbrs.operations import Operation

_CONTRACT: Final = Path(__file__).parent / "contract"
_NAMESPACE: Final = "https://api.nmbrs.nl/soap/v3/{service}"
_HEADER: Final = "AuthHeaderWithDomain"
_ZEEP: Final[Any] = zeep  # it calls itself typed, but hardly is
_SETTINGS: Final = zeep.Settings(strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True)


class Scalar(Enum):
    """What the text of an element means; literals of an enumeration are text."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Record:
    """A complex type: its elements by local name, base type's first.

    `dates` are the moments that are always there, if only as nil: without one, something is wrong.
    """

    name: str
    fields: tuple[tuple[str, Shape], ...]
    dates: frozenset[str]


@dataclass(frozen=True, slots=True)
class ListOf:
    """An `ArrayOf…`: children of one name, each a record."""

    item: str
    record: Record


Shape: TypeAlias = Scalar | Record | ListOf

#: Dates that are always there, but that we have no use for.
_UNUSED: Final = {"RegistrationEndDate"}
_SCALARS: Final = (
    (xsd.Boolean, Scalar.BOOLEAN),
    (xsd.Integer, Scalar.INTEGER),
    (xsd.Decimal, Scalar.DECIMAL),
    (xsd.DateTime, Scalar.MOMENT),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers: `<name Response><name Result>`, all in one namespace.

    `parameters` and `header` are what it is asked with: names and types in their order, and whether its
    header is the one with a domain.
    """

    operation: str
    namespace: str
    result: Shape
    parameters: tuple[tuple[str, Shape], ...]
    header: bool

    @property
    def response(self) -> str:
        """The tag of the element in the envelope's body."""
        return self.tag(f"{self.operation}Response")

    def tag(self, name: str) -> str:
        """Write a name as lxml does."""
        return f"{{{self.namespace}}}{name}"


#: What zeep and our derivation raise over types that are odd enough.
_NOT_READABLE: Final = (
    ValueError, TypeError, LookupError, AttributeError, RecursionError, PermissionError, NotImplementedError,
)  # fmt: skip


class _Nowhere(zeep.Transport):
    """Documents are handed over whole; nothing in them is followed to another place, not even a file."""

    def load(self, url: str) -> bytes:
        raise PermissionError("nothing is loaded from elsewhere")


class Contract:
    """Our WSDL documents, parsed once per process, each at the first call of its service. Thread safe."""

    def __init__(self) -> None:
        self._clients: dict[str, Any] = {}
        self._answers: dict[Operation, Answer] = {}
        self._lock = Lock()

    def envelope(self, operation: Operation, header: Mapping[str, str], ids: tuple[int, ...]) -> bytes:
        """Write the request. `header`: Username, Token and Domain; `ids` in the order of the parameters."""
        with self._lock:
            client = self._client(operation.service)
        namespace = _NAMESPACE.format(service=operation.service)
        element = client.get_element(f"{{{namespace}}}{_HEADER}")
        parameters = dict(zip(operation.parameters, ids, strict=True))
        message = client.create_message(
            client.service, operation.name, _soapheaders=[element(**header)], **parameters
        )
        return lxml.etree.tostring(message, xml_declaration=True, encoding="utf-8")

    def answer(self, operation: Operation) -> Answer:
        """Give the shape of an answer by our contract."""
        with self._lock:
            if operation not in self._answers:
                self._answers[operation] = _answer(self._client(operation.service).wsdl, operation)
            return self._answers[operation]

    def _client(self, service: str) -> Any:
        if service not in self._clients:
            document = _document((_CONTRACT / f"{service}.wsdl").read_bytes())
            self._clients[service] = _ZEEP.Client(document, transport=_nowhere(), settings=_SETTINGS)
        return self._clients[service]


def live_answers(wsdl: bytes, operations: tuple[Operation, ...]) -> dict[Operation, Answer | None] | None:
    """Read the shapes out of a description as it was served.

    An operation that it does not have is left out; `None` stands for one that no shape can be read of.
    `None` altogether when it is no description of this service at all.
    """
    try:
        document = _document(wsdl)
        described = {name for each in document.bindings.values() for name in each.all()}
    except (exceptions.Error, lxml.etree.LxmlError, *_NOT_READABLE):
        return None
    if not described:
        return None
    return {each: _readable(document, each) for each in operations if each.name in described}


def _readable(document: Any, operation: Operation) -> Answer | None:
    try:
        return _answer(document, operation)
    except _NOT_READABLE:
        return None


def action(operation: Operation) -> str:
    """Name the call for the `SOAPAction` header (soap.md §1)."""
    return f'"{_NAMESPACE.format(service=operation.service)}/{operation.name}"'


def _document(wsdl: bytes) -> Any:
    return _ZEEP.wsdl.Document(io.BytesIO(wsdl), _nowhere(), settings=_SETTINGS)


def _nowhere() -> _Nowhere:
    return _Nowhere()  # type: ignore[no-untyped-call]  # as most of zeep


def _answer(document: Any, operation: Operation) -> Answer:
    bound = next(iter(document.bindings.values())).get(operation.name)
    message = bound.output.body
    [(_, result)] = message.type.elements
    shapes: dict[int, Shape] = {}
    return Answer(
        operation=operation.name,
        namespace=message.qname.namespace,
        result=_shape(result.type, shapes),
        parameters=tuple((name, _shape(of.type, shapes)) for name, of in bound.input.body.type.elements),
        header=_HEADER in repr(bound.input.header.type.elements),
    )


def _shape(kind: Any, known: dict[int, Shape]) -> Shape:
    """Derive a shape; each type once, since types that use each other twice would never end."""
    if not isinstance(kind, xsd.ComplexType):
        return next((scalar for of, scalar in _SCALARS if isinstance(kind, of)), Scalar.TEXT)
    if id(kind) not in known:
        elements = kind.elements
        if len(elements) == 1 and elements[0][1].accepts_multiple:
            [(name, element)] = elements
            known[id(kind)] = ListOf(name, _record(element.type, known))
        else:
            known[id(kind)] = _record(kind, known)
    return known[id(kind)]


def _record(kind: Any, known: dict[int, Shape]) -> Record:
    fields = tuple((name, _shape(element.type, known)) for name, element in kind.elements)
    always = {name for name, element in kind.elements if element.min_occurs} - _UNUSED
    dates = frozenset(name for name, shape in fields if shape is Scalar.MOMENT and name in always)
    return Record(kind.name or "", fields, dates)
