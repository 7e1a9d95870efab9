"""The generator of answers is true itself: what it makes is legal by the schema, and of every kind."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final

import pytest
from lxml import etree

from tests.contract.nmbrs_wsdl import Definition
from tests.contract.test_nmbrs_contract import EVERY_OPERATION, ours
from tests.contract.vendor_answers import ENVELOPE, Generated, Habits, generate, seeded
from tests.contract.vendor_files import VendorFiles
from tests.contract.vendor_schema import validator
from tests.contract.vendor_values import difference

ANSWERS: Final = 200


def answers(definition: Definition, operation: str, habits: Habits | None = None) -> Iterator[Generated]:
    for seed in range(ANSWERS):
        yield generate(definition, operation, seeded(definition.namespace, operation, seed), habits)


def errors(definition: Definition, operation: str) -> list[str]:
    schema = validator(definition, f"{operation}Response")
    found = []
    for seed, each in enumerate(answers(definition, operation)):
        envelope: Any = etree.fromstring(each.content, etree.XMLParser(resolve_entities=False))
        [answer] = envelope.find(f"{{{ENVELOPE}}}Body").iterchildren(etree.Element)
        if not schema.validate(answer):
            found.append(f"{seed}: {schema.error_log.last_error}")
    return found


@pytest.mark.parametrize(("service", "operation"), EVERY_OPERATION)
def test_answers_are_legal_by_the_vendors_schema(service: str, operation: str, vendor: VendorFiles) -> None:
    assert [] == errors(vendor.definition(service), operation)


@pytest.mark.parametrize(("service", "operation"), EVERY_OPERATION)
def test_answers_are_legal_by_our_schema(service: str, operation: str) -> None:
    assert [] == errors(ours(service), operation)


# What must turn up among the answers to one operation, so that reading them all proves something.
KINDS: Final = {
    "no result": b'Response xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"></',
    "nothing in it": b"Result />",
    "nil item": b'<EmployeeContractItemGlobal xsi:nil="true" />',
    "nil value": b'<EndDate xsi:nil="true" />',
    "nil by number": b'nil="1"',
    "not nil": b'nil="false"',
    "a list without items": b"<EmployeeContracts />",
    "prefixes": b"<p:EmployeeContract>",
    "a namespace of its own": b'<q1:ContractID xmlns:q1="',
    "year 1": b">0001-01-01T",
    "fraction": b".1234567<",
    "zone": b"+05:45<",
    "boolean by number": b"<Indefinite>1</Indefinite>",
    "largest number": b"2147483647",
    "smallest number": b"-2147483648",
    "scale": b"12144.00",
    "section": b"<![CDATA[",
    "reference": b"&#x",
    "comment": b"<!-- a comment -->",
    "instruction": b"<?pi?>",
    "byte order mark": b"\xef\xbb\xbf<",
}


def test_answers_are_of_every_kind() -> None:
    contents = [
        each.content for each in answers(ours("EmployeeService"), "Contract_GetAll_AllEmployeesByCompany")
    ]

    assert set() == {kind for kind, mark in KINDS.items() if not any(mark in each for each in contents)}


def test_texts_are_of_every_kind() -> None:
    made = list(answers(ours("EmployeeService"), "Address_GetListCurrent"))
    contents = b"".join(each.content for each in made)
    found = {value for each in made for row in each.expected for value in row.values()}

    assert {"van 't Hof", "😀👩‍🔬", "   ", "\r\n", "x ]]> y", "<Id>9</Id>"} < found
    assert max(len(text) for text in found if isinstance(text, str)) > 50_000
    assert all(mark in contents for mark in (b"&#x27;", b"&apos;", b"&amp;", b"]]]]><![CDATA[>"))


def test_plain_answers_look_like_those_of_the_real_service() -> None:
    """Without oddities an answer is what ASMX writes: nothing between elements, one namespace."""
    plain = Habits(oddities=False)

    for each in answers(ours("EmployeeService"), "Salary_GetAll_AllEmployeesByCompany", plain):
        assert not any(mark in each.content for mark in (b"<!", b"<?pi", b"<p:", b'nil="1"'))


def test_given_texts_are_the_only_ones_of_an_element() -> None:
    habits = Habits(given={"Id": ["7", "8"]})

    rows = [row for each in answers(ours("DebtorService"), "List_GetAll", habits) for row in each.expected]

    assert {7, 8} == {row["Id"] for row in rows}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"Id": 1}, {"Id": True}),
        ({"Id": 1}, {"Id": Decimal(1)}),
        ({"Id": 1}, {"Id": "1"}),
        ({"Id": 1}, {"Id": 1, "Name": "x"}),
        ({"Id": 1}, {}),
        ([{"Id": 1}], []),
        ([{"Id": 1}, {"Id": 2}], [{"Id": 2}, {"Id": 1}]),
        ([], None),
        ("x", "x "),
        (datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),  # noqa: DTZ001 - that is the point
        (
            datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))),
            datetime(2026, 1, 1, tzinfo=UTC),
        ),
    ],
)
def test_lost_and_invented_values_would_be_seen(one: Any, other: Any) -> None:
    assert difference(one, other)
    assert difference({"a": [one]}, {"a": [other]})
    assert "" == difference(one, copy.deepcopy(one))
