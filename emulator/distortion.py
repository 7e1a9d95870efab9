"""Answers bent out of shape: what a fault does to XML that was right."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from emulator.contract import Enumeration, Field, ListOf, Operation, Record, Scalar, Service
from emulator.faults import Fault, Kind, first
from emulator.wire import YEAR_ONE

_XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_XSD = "{http://www.w3.org/2001/XMLSchema}"
_WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_NEW_FIELD = "NewInThisVersion"


class _Answer:
    """A parsed answer with the table by which it was written."""

    def __init__(self, service: Service, operation: Operation, content: str) -> None:
        # The content leans on the envelope for its xsi prefix.
        wrapped = f'<w xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{content}</w>'
        self.root = etree.fromstring(wrapped.encode())
        self.namespace = f"{{{service.namespace}}}"
        self.operation = operation

    @property
    def result(self) -> etree._Element | None:
        return self.root.find(f".//{self.namespace}{self.operation.result_field.name}")

    @property
    def item_name(self) -> str | None:
        result = self.operation.result
        return result.item.name if isinstance(result, ListOf) else None

    def items(self) -> list[etree._Element]:
        if self.result is None or self.item_name is None:
            return []
        return list(self.result)

    def rows(self) -> list[etree._Element]:
        """Every element that holds a record, at every depth."""
        found: list[etree._Element] = []
        if self.result is not None:
            self._collect(self.operation.result_field, self.result, found)
        return found

    def _collect(self, field: Field, element: etree._Element, into: list[etree._Element]) -> None:
        if isinstance(field.type, ListOf):
            for child in element:
                item = Field(field.type.item.name, field.type.item, required=True)
                self._collect(item, child, into)
        elif isinstance(field.type, Record):
            into.append(element)
            for each in field.type.fields:
                for child in element.iterchildren(f"{self.namespace}{each.name}"):
                    self._collect(each, child, into)

    def written(self) -> str:
        etree.cleanup_namespaces(self.root[0])
        return etree.tostring(self.root[0], encoding="unicode")


def bend(service: Service, operation: Operation, content: str, faults: list[Fault]) -> str:
    """Apply, in order, every striking fault that changes the content of an answer."""
    bending = [(_BENDS[fault.kind], fault) for fault in faults if fault.kind in _BENDS]
    if not bending:
        return content
    answer = _Answer(service, operation, content)
    for bend_by_kind, fault in bending:
        bend_by_kind(answer, fault)
    return answer.written()


def bend_wsdl(description: bytes, faults: list[Fault]) -> bytes:
    """Describe a contract that has moved on: new elements, renamed items, an operation less."""
    moved = first(faults, ["unknown_element", "rename_item", "unknown_operation"])
    if moved is None:
        return description
    root = etree.fromstring(description)
    if moved.kind == "unknown_operation":
        for operation in root.findall(f".//{_WSDL}operation[@name='{moved.text}']"):
            operation.getparent().remove(operation)  # type: ignore[union-attr]
        return etree.tostring(root, xml_declaration=True, encoding="utf-8")
    for of in root.iterfind(f".//{_XSD}complexType[@name]"):
        is_list = of.get("name", "").startswith("ArrayOf")
        for sequence in of.iter(f"{_XSD}sequence"):
            if moved.kind == "rename_item" and is_list:
                sequence[0].set("name", moved.text or f"{sequence[0].get('name')}Global")
            elif moved.kind == "unknown_element" and not is_list:
                sequence.insert(1, _stranger(moved))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _stranger(fault: Fault) -> etree._Element:
    element = etree.Element(f"{_XSD}element", minOccurs="0", maxOccurs="1", type="s:string")
    element.set("name", fault.text or _NEW_FIELD)
    return element


def _empty(answer: _Answer, _: Fault) -> None:
    """`<XResult />`: there is nothing, says the server."""
    if answer.result is not None:
        answer.result.text = None
        answer.result[:] = []


def _unknown_element(answer: _Answer, fault: Fault) -> None:
    """A field nobody knows, behind the first field of every row."""
    for row in answer.rows():
        stranger = etree.Element(f"{answer.namespace}{fault.text or _NEW_FIELD}")
        stranger.text = "1"
        row.insert(1, stranger)


def _rename_item(answer: _Answer, fault: Fault) -> None:
    for item in answer.items():
        item.tag = f"{answer.namespace}{fault.text or f'{answer.item_name}Global'}"


def _nil_item(answer: _Answer, _: Fault) -> None:
    """One more item in the middle, and one in the first list inside an item: both are null."""
    if answer.result is None or answer.item_name is None:
        return
    inner = next((rows for item in answer.items() for rows in item if len(rows)), None)
    for rows, name in ((answer.result, f"{answer.namespace}{answer.item_name}"), (inner, "")):
        if rows is not None:
            nothing = etree.Element(name or rows[0].tag)
            nothing.set(_XSI_NIL, "true")
            rows.insert(len(rows) // 2, nothing)


def _year_one(answer: _Answer, _: Fault) -> None:
    """Null in a date that cannot be null."""
    dates = {
        field.name
        for named in _records(answer.operation)
        for field in named.fields
        if field.type is Scalar.DATETIME and field.required and not field.nillable
    }
    for row in answer.rows():
        for child in row:
            if etree.QName(child).localname in dates:
                child.text = YEAR_ONE


def _drop_rows(answer: _Answer, _: Fault) -> None:
    """Every second row is missing, the first one included."""
    for item in answer.items()[::2]:
        item.getparent().remove(item)  # type: ignore[union-attr]


def _repeat_rows(answer: _Answer, _: Fault) -> None:
    for item in answer.items():
        item.addnext(deepcopy(item))


def _records(operation: Operation) -> list[Record]:
    found: list[Record] = []
    waiting = [operation.result]
    while waiting:
        of = waiting.pop()
        if isinstance(of, ListOf):
            waiting.append(of.item)
        elif isinstance(of, Record):
            found.append(of)
            waiting.extend(field.type for field in of.fields)
    return found


def _swap_ids(answer: _Answer, fault: Fault) -> None:
    """Neighbours exchange whose they are, or in a list about nobody else the first field: their id."""
    items = answer.items()
    for one, other in zip(items[::2], items[1::2], strict=False):
        ids = [_id_of(answer, item, fault.text or "EmployeeId") for item in (one, other)]
        ids[0].text, ids[1].text = ids[1].text, ids[0].text


def _id_of(answer: _Answer, item: etree._Element, name: str) -> etree._Element:
    found = item.find(f"{answer.namespace}{name}")
    return item[0] if found is None else found


def _nil_result(answer: _Answer, fault: Fault) -> None:
    _empty(answer, fault)
    if answer.result is not None:
        answer.result.set(_XSI_NIL, "true")


def _omit_result(answer: _Answer, _: Fault) -> None:
    """The answer has no `XResult` at all, as for a null array."""
    answer.root[0][:] = []


def _unknown_literal(answer: _Answer, fault: Fault) -> None:
    names = {
        field.name
        for named in _records(answer.operation)
        for field in named.fields
        if isinstance(field.type, Enumeration)
    }
    for row in answer.rows():
        for child in row:
            if etree.QName(child).localname in names:
                child.text = fault.text or "NewLiteral"


_BENDS: dict[Kind, Callable[[_Answer, Fault], None]] = {
    "empty": _empty,
    "unknown_element": _unknown_element,
    "rename_item": _rename_item,
    "nil_item": _nil_item,
    "year_one": _year_one,
    "drop_rows": _drop_rows,
    "repeat_rows": _repeat_rows,
    "swap_ids": _swap_ids,
    "nil_result": _nil_result,
    "omit_result": _omit_result,
    "unknown_literal": _unknown_literal,
}
