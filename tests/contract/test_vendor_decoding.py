"""Our streamed decoding says what zeep says about the same bytes, and what the generator meant by them.

Answers come from our own WSDL files, and from the vendor's where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from random import Random
from typing import Any, Final

import pytest
import zeep
from zeep import xsd
from zeep.loader import parse_xml

from app.nmbrs import decoding, operations
from app.nmbrs.operations import Operation
from app.nmbrs.schema import Contract, ListOf
from tests.contract.nmbrs_wsdl import Definition
from tests.contract.test_nmbrs_contract import OURS, ours
from tests.contract.vendor_answers import PRIVATE, Habits, generate, seeded
from tests.contract.vendor_files import VendorFiles
from tests.contract.vendor_values import difference

CONTRACT: Final = Contract()
LISTS: Final = [each for each in operations.EVERY if isinstance(CONTRACT.answer(each).result, ListOf)]
SINGLES: Final = [each for each in operations.EVERY if each not in LISTS]
SETTINGS: Final = zeep.Settings(strict=True, xml_huge_tree=True)
#: zeep takes an instruction for an element.
FOR_ZEEP: Final = Habits(instructions=False)


def named(operation: Operation) -> str:
    return f"{operation.service}-{operation.name}"


@lru_cache
def client(service: str) -> Any:
    return zeep.Client(str(OURS / f"{service}.wsdl"), settings=SETTINGS)  # type: ignore[no-untyped-call]


def by_zeep(operation: Operation, content: bytes) -> Any:
    """What zeep makes of an answer, with every kind of nothing taken out."""
    [binding] = client(operation.service).wsdl.bindings.values()
    envelope = parse_xml(content, None, settings=SETTINGS)  # type: ignore[arg-type]
    found = simple(binding.get(operation.name).process_reply(envelope))
    return [] if found is None and operation in LISTS else found


def simple(value: Any) -> Any:
    """The rules by which the adapter's values are plain, applied to zeep's objects."""
    if isinstance(value, list):
        return [item for item in map(simple, value) if item]
    if isinstance(value, xsd.CompoundValue):
        kind = value._xsd_type
        fields = {name: simple(value[name]) for name in value if (kind.name, name) not in PRIVATE}
        fields = {name: field for name, field in fields.items() if field is not None}
        [*inner] = kind.elements
        if len(inner) == 1 and inner[0][1].accepts_multiple:
            return next(iter(fields.values()), None) or None
        return fields or None
    is_nothing = value == "" or (isinstance(value, datetime) and value.year == 1)
    return None if is_nothing else value


def pieces(random: Random, content: bytes) -> Iterator[bytes]:
    """An answer in pieces, which may end anywhere: also in a character or a tag."""
    largest = random.choice((1, 7, 100, 1_000, 1_000_000))
    if len(content) > 20_000:
        largest = max(largest, 1_000)
    at = 0
    while at < len(content):
        size = random.randint(1, largest)
        yield content[at : at + size]
        at += size


def decoded(operation: Operation, chunks: Iterator[bytes]) -> Any:
    answer, strangers = CONTRACT.answer(operation), set[str]()
    if operation in LISTS:
        found: Any = list(decoding.rows(answer, chunks, strangers))
    else:
        found = decoding.single(answer, chunks, strangers)
    assert set() == strangers
    return found


def differences(definition: Definition, operation: Operation, habits: Habits, seeds: range) -> list[str]:
    """Where values were lost or invented; zeep is a witness of answers in habits that it can read."""
    found = []
    for seed in seeds:
        random = seeded(operation.service, operation.name, seed)
        made = generate(definition, operation.name, random, habits)
        ours = decoded(operation, pieces(random, made.content))
        theirs = by_zeep(operation, made.content) if habits is FOR_ZEEP else made.expected
        wrong = difference(made.expected, ours), difference(theirs, ours)
        if any(wrong):
            found.append(f"{seed}: {wrong}")
    return found


@pytest.mark.parametrize("operation", operations.EVERY, ids=named)
def test_decoding_equals_zeeps(operation: Operation) -> None:
    assert [] == differences(ours(operation.service), operation, FOR_ZEEP, range(200))


@pytest.mark.parametrize("operation", operations.EVERY, ids=named)
def test_decoding_equals_zeeps_on_the_vendors_schema(operation: Operation, vendor: VendorFiles) -> None:
    """Our schema equals the vendor's, so other seeds make other answers."""
    definition = vendor.definition(operation.service)

    assert [] == differences(definition, operation, FOR_ZEEP, range(200, 300))


@pytest.mark.parametrize("operation", operations.EVERY, ids=named)
def test_whatever_xml_allows_is_decoded_without_loss(operation: Operation) -> None:
    assert [] == differences(ours(operation.service), operation, Habits(), range(300, 500))
