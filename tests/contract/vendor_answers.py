"""Random answers to an operation, legal by its schema, each with what it says as plain values.

Knows the schema and XML, and nothing of the adapter or the look-alike. Everything comes out of one
`Random`, so a seed is a reproduction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from tests.contract import vendor_texts as texts
from tests.contract.nmbrs_wsdl import Definition
from tests.contract.vendor_schema import Complex, Element, Scalar, result

ENVELOPE: Final = "http://schemas.xmlsoap.org/soap/envelope/"
INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
#: What is never to be read of an absence, by type.
PRIVATE: Final = {("Absence", "Comment"), ("EmployeeAbsence", "Comment")}

_NOTHING: Final[tuple[Any, ...]] = (None, [], {})
_NOISE: Final = (
    "", "", "\n", " \t\n", "<!-- a comment -->", "<!-- <Id>9</Id> & ]]> <X xsi:nil='true'/> -->",
)  # fmt: skip
_INSTRUCTIONS: Final = ("<?pi?>", "<?xml-stylesheet href='<Id>9</Id>'?>")
_OPENINGS: Final = (
    "", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8"?>\n', "\ufeff",
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<!-- hello -->\n",
)  # fmt: skip


@dataclass(frozen=True)
class Habits:
    """What answers are like. `given` holds texts to choose from, by the name of an element."""

    oddities: bool = True  #: anything XML allows, which ASMX does not do
    instructions: bool = True  #: among the oddities: processing instructions, also inside a text
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    longest: int = 6  #: of lists


@dataclass(frozen=True)
class Generated:
    """An answer on the wire, and its result as plain values: `None` for a record or text that is not."""

    content: bytes
    expected: Any


def seeded(*seed: object) -> Random:
    """Chance that comes out the same every time."""
    return Random(repr(seed))  # noqa: S311 - no secret is made of it


def generate(
    definition: Definition, operation: str, random: Random, habits: Habits | None = None
) -> Generated:
    """Make an answer to an operation, in an envelope of SOAP 1.1."""
    habits = habits or Habits()
    element = result(definition, operation)
    writer = _Writer(random, habits, definition.namespace)
    response, expected = writer.response(f"{operation}Response", element)
    is_list = isinstance(element.kind, Complex) and element.kind.item
    if expected in _NOTHING:
        expected = [] if is_list else None
    return Generated(writer.envelope(response).encode(), expected)


class _Writer:
    """Writes one answer in one style."""

    def __init__(self, random: Random, habits: Habits, namespace: str) -> None:
        self._random = random
        self._habits = habits
        self._namespace = namespace
        #: A quarter of all answers look like those of ASMX.
        self._odd = habits.oddities and random.random() < 0.75
        self._soap = random.choice(("soap", "SOAP-ENV", "")) if self._odd else "soap"
        self._xsi = random.choice(("xsi", "i")) if self._odd else "xsi"
        self._tag = random.choice((_plain, _prefixed, _either, _local)) if self._odd else _plain
        self._noise = self._noises()
        self._inside = (*_INSIDE, *(_INSTRUCTIONS if habits.instructions else ()))
        self._long = random.random() < 0.04

    def envelope(self, response: str) -> str:
        colon = f"{self._soap}:" if self._soap else ""
        declared = f'xmlns{":" if self._soap else ""}{self._soap}="{ENVELOPE}" xmlns:{self._xsi}="{INSTANCE}"'
        opening = self._random.choice(_OPENINGS) if self._odd else _OPENINGS[2]
        header = f"<{colon}Header />" if self._odd and self._random.random() < 0.2 else ""
        return (
            f'{opening}<{colon}Envelope {declared} xmlns:p="{self._namespace}">{self._gap()}'
            f"{header}{self._gap()}<{colon}Body>{self._gap()}{response}{self._gap()}</{colon}Body>"
            f"{self._gap()}</{colon}Envelope>"
        )

    def response(self, name: str, element: Element) -> tuple[str, Any]:
        content, value = self._place(element, parent="", absent=0.08)
        tag, declared = (f"p:{name}", "") if self._tag is _prefixed else (name, f' xmlns="{self._namespace}"')
        return f"<{tag}{declared}>{self._gap()}{content}{self._gap()}</{tag}>", value

    def _place(self, element: Element, *, parent: str, absent: float = 0.25) -> tuple[str, Any]:
        """Write what stands in one place of a sequence, perhaps nothing."""
        if element.optional and not element.many and self._random.random() < absent:
            return "", None
        if element.nillable and self._random.random() < 0.2:
            return self._nil(element), None
        attribute = ""
        if self._odd and element.nillable and self._random.random() < 0.1:
            attribute = f' {self._xsi}:nil="{self._random.choice(("false", "0"))}"'
        if isinstance(element.kind, Complex):
            content, value = self._complex(element.kind)
        else:
            content, value = self._scalar(element.name, element.kind)
        if (parent, element.name) in PRIVATE:
            value = None
        return self._wrapped(element.name, content, attribute), value

    def _complex(self, kind: Complex) -> tuple[str, Any]:
        if kind.item:
            return self._list(kind.item)
        contents, values = [], {}
        for element in kind.elements:
            content, value = self._place(element, parent=kind.name)
            contents.append(content)
            if value not in _NOTHING:
                values[element.name] = value
        return self._joined(contents), values

    def _list(self, item: Element) -> tuple[str, Any]:
        length = 0 if self._random.random() < 0.1 else self._random.randint(1, self._habits.longest)
        made = [self._place(item, parent="") for _ in range(length)]
        return self._joined([content for content, _ in made]), [
            value for _, value in made if value not in _NOTHING
        ]

    def _scalar(self, name: str, kind: Scalar) -> tuple[str, Any]:
        given = self._habits.given.get(name)
        text = self._random.choice(given) if given else self._lexical(kind)
        value = texts.meaning(kind, text)
        if not self._odd:
            return texts.escaped(text), value
        if self._random.random() < 0.05:
            text = texts.padded(self._random, kind, text)
        return texts.marked_up(self._random, text, between=self._inside), value

    def _lexical(self, kind: Scalar) -> str:
        if self._long and kind.name == "string" and not kind.literals:
            self._long = False
            return texts.long(self._random)
        return texts.lexical(self._random, kind)

    def _nil(self, element: Element) -> str:
        literal = self._random.choice(("true", "true", "1")) if self._odd else "true"
        return self._wrapped(element.name, "", f' {self._xsi}:nil="{literal}"')

    def _wrapped(self, name: str, content: str, attribute: str) -> str:
        tag, declaration = self._tag(self._random, name, self._namespace)
        if content or (self._odd and self._random.random() < 0.3):
            return f"<{tag}{declaration}{attribute}>{content}</{tag}>"
        return f"<{tag}{declaration}{attribute} />"

    def _joined(self, contents: list[str]) -> str:
        if not self._noise:
            return "".join(contents)
        return self._gap() + "".join(f"{content}{self._gap()}" for content in contents)

    def _gap(self) -> str:
        return self._random.choice(self._noise) if self._noise else ""

    def _noises(self) -> tuple[str, ...]:
        """What may stand between elements: nothing at all in most answers."""
        if not self._odd or self._random.random() < 0.4:
            return ()
        return (*_NOISE, *(_INSTRUCTIONS if self._habits.instructions else ()))


_INSIDE: Final = ("", "<!---->", "<!-- & <Id>9</Id> -->")
_Tag = Callable[[Random, str, str], tuple[str, str]]


def _plain(random: Random, name: str, namespace: str) -> tuple[str, str]:
    return name, ""


def _prefixed(random: Random, name: str, namespace: str) -> tuple[str, str]:
    return f"p:{name}", ""


def _either(random: Random, name: str, namespace: str) -> tuple[str, str]:
    return random.choice((_plain, _prefixed))(random, name, namespace)


def _local(random: Random, name: str, namespace: str) -> tuple[str, str]:
    """Declare the namespace in the element itself, now and then."""
    if random.random() < 0.8:
        return name, ""
    prefix = random.choice(("q1", "tns", ""))
    colon = f"{prefix}:" if prefix else ""
    return f"{colon}{name}", f' xmlns{":" if prefix else ""}{prefix}="{namespace}"'
