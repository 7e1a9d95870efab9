"""From the bytes of an answer to plain values, as they arrive. What is wrong with an answer raises.

Of a list no more than one item is held at a time. An answer to another question, a list whose items
have another name, an envelope with anything else in it: none of these passes for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from lxml import etree

from app.nmbrs.elements import SCALARS, Raw, Strangers, Unreadable, compound
from app.nmbrs.schema import Answer, ListOf, Scalar

__all__ = ["Fault", "Raw", "Strangers", "Unreadable", "begin", "fault", "rows", "single"]


_ENVELOPE: Final = "{http://schemas.xmlsoap.org/soap/envelope/}"
#: Comments and instructions vanish, so that a text is always one text; nothing outside is fetched.
_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
#: What lxml and the types of a contract raise over an answer that breaks it.
_BROKEN: Final = (etree.LxmlError, ValueError, TypeError, LookupError, ArithmeticError)
#: No item of a list, and no single record, comes near it.
_LARGEST_ITEM_BYTES: Final = 16_000_000


class Fault(Exception):
    """The server answered with a SOAP fault; `text` is the vendor's and must not travel on."""

    def __init__(self, text: str, *, by_client: bool) -> None:
        super().__init__()
        self.text = text
        self.by_client = by_client  #: the server says that the request itself was wrong


def rows(answer: Answer, chunks: Iterable[bytes], strangers: Strangers) -> Iterator[Raw]:
    """Yield the records of a list while its bytes arrive."""
    reader = _ListReader(answer, strangers)
    with _translated():
        for chunk in chunks:
            yield from reader.feed(chunk)
        reader.close()


def single(answer: Answer, chunks: Iterable[bytes], strangers: Strangers) -> Any:
    """Read a result that is one record or one text; `None` when there is none."""
    with _translated():
        parser = etree.XMLPullParser((), **_SAFE)
        size = 0
        for chunk in chunks:
            parser.feed(chunk)
            size += len(chunk)
            if size > _LARGEST_ITEM_BYTES:
                raise Unreadable("TooLarge")
        response = _only_the_answer(_closed(parser), answer)
        if not len(response):
            return None
        if isinstance(answer.result, Scalar):
            return SCALARS[answer.result](response[0].text) if response[0].text else None
        return compound(answer.result, answer.namespace)(response[0], strangers) or None


def begin(answer: Answer, chunks: Iterable[bytes]) -> None:
    """Return once it is sure that the question is being answered; raise as the others would."""
    with _translated():
        parser = etree.XMLPullParser(("start",), tag=(answer.response,), **_SAFE)
        for chunk in chunks:
            parser.feed(chunk)
            if any(_opens(element, answer) for _, element in _events(parser)):
                return
        _only_the_answer(_closed(parser), answer)


def fault(content: bytes) -> Fault | None:
    """Find the fault in the body of an error, if it is one."""
    try:
        root = etree.fromstring(content, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError:
        return None
    found = root.find(f"{_ENVELOPE}Body/{_ENVELOPE}Fault")
    return None if found is None else _fault(found)


@contextmanager
def _translated() -> Iterator[None]:
    """What parsers raise quotes the answer: only the type of it may leave."""
    try:
        yield
    except _BROKEN as error:
        reason = type(error).__name__
    else:
        return
    raise Unreadable(reason)


# --- a list -------------------------------------------------------------------------------------


class _ListReader:
    """Reads a list item by item, and lets go of what it has read."""

    def __init__(self, answer: Answer, strangers: Strangers) -> None:
        kind = answer.result
        assert isinstance(kind, ListOf)  # noqa: S101 - for mypy: `Soap.rows` is for operations that list
        self._answer = answer
        self._strangers = strangers
        self._item = answer.tag(kind.item)
        self._decode = compound(kind.record, answer.namespace)
        self._parser: Any = etree.XMLPullParser(("end",), tag=(self._item,), **_SAFE)
        self._result: Any = None
        self._waiting = 0

    def feed(self, chunk: bytes) -> list[Raw]:
        """Give the records that are complete now."""
        self._parser.feed(chunk)
        self._waiting += len(chunk)
        found = []
        for _, element in self._parser.read_events():
            parent = element.getparent()
            if parent is not self._result and not self._opens(parent):
                continue  # an element of that name inside an item
            record = self._decode(element, self._strangers)
            if record:
                found.append(record)
            self._waiting = 0
        if self._result is not None:
            _let_go(self._result, self._item)
        if self._waiting > _LARGEST_ITEM_BYTES:
            raise Unreadable("TooLarge")
        return found

    def close(self) -> None:
        """Check that what is left is an envelope around the list, and nothing else."""
        for result in _only_the_answer(_closed(self._parser), self._answer):
            _let_go(result, self._item)
            if (result.text or "").strip():
                raise Unreadable("Text")

    def _opens(self, element: Any) -> bool:
        response = element.getparent()
        named = element.tag == self._answer.tag(f"{self._answer.operation}Result")
        if not named or response is None or not _opens(response, self._answer):
            return False
        self._result = element
        return True


def _let_go(result: Any, item: str) -> None:
    """Drop the items that were read. The last one stays: the parser may still be inside it."""
    if any(child.tag != item for child in result):
        raise Unreadable("OtherItem")
    del result[:-1]


# --- the envelope -------------------------------------------------------------------------------


def _events(parser: Any) -> Iterator[tuple[str, Any]]:
    events: Iterator[tuple[str, Any]] = parser.read_events()
    return events


def _closed(parser: Any) -> Any:
    root = parser.close()
    _refuse_entities(root)
    return root


def _refuse_entities(element: Any) -> None:
    """An answer has no document type; one that has could hide a value behind an entity."""
    if element.getroottree().docinfo.doctype:
        raise Unreadable("Doctype")


def _opens(element: Any, answer: Answer) -> bool:
    """Whether this is the answer itself, not an element of that name somewhere in it."""
    _refuse_entities(element)
    parent = element.getparent()
    return element.tag == answer.response and parent is not None and parent.tag == f"{_ENVELOPE}Body"


def _only_the_answer(root: Any, answer: Answer) -> Any:
    """Check that the envelope holds the answer to the question and nothing else."""
    bodies = root.findall(f"{_ENVELOPE}Body") if root.tag == f"{_ENVELOPE}Envelope" else []
    content = [each for body in bodies for each in body]
    if len(content) == 1 and content[0].tag == f"{_ENVELOPE}Fault":
        raise _fault(content[0])
    if len(content) != 1 or content[0].tag != answer.response:
        raise Unreadable("OtherAnswer")
    results = [child.tag for child in content[0]]
    if results not in ([], [answer.tag(f"{answer.operation}Result")]):
        raise Unreadable("OtherResult")
    return content[0]


def _fault(element: Any) -> Fault:
    code = element.findtext("faultcode") or ""
    return Fault(element.findtext("faultstring") or "", by_client=code.rpartition(":")[2] == "Client")
