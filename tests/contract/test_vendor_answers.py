"""A Nmbrs that answers whatever the vendor's schema allows is read without loss and without invention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any, Final

import pytest

from app.nmbrs import operations
from app.nmbrs.errors import ReadFailed
from app.nmbrs.operations import Operation
from app.nmbrs.soap import Soap
from app.nmbrs.source import Credentials, Nmbrs, NmbrsSource
from tests.contract.test_nmbrs_contract import EVERY_OPERATION
from tests.contract.vendor_answers import Generated, Habits, generate, seeded
from tests.contract.vendor_files import VendorFiles
from tests.contract.vendor_schema import Complex, result, validator
from tests.contract.vendor_server import Answer, Call, VendorServer, serving
from tests.contract.vendor_values import difference

ANSWERS: Final = 200
READINGS: Final = 120
TODAY: Final = date(2026, 11, 23)
CREDENTIALS: Final = Credentials("user@example.org", "token", "example")


@contextmanager
def reading(answer: Answer, extra: Sequence[str] = ()) -> Iterator[tuple[NmbrsSource, VendorServer]]:
    """A source whose Nmbrs answers like this; nothing may go wrong inside that Nmbrs itself."""
    with serving(answer) as server:
        nmbrs = Nmbrs(
            soap_url=server.url,
            calls_per_second=1_000_000,
            timeout_seconds=5,
            attempts=1,
            retry_seconds=0,
        )
        try:
            yield nmbrs.source(CREDENTIALS, today=TODAY, extra=extra), server
        finally:
            nmbrs.close()
        assert [] == server.errors


def named(operation: Operation) -> str:
    return f"{operation.service}-{operation.name}"


def asked(soap: Soap, operation: Operation, kind: Any) -> Any:
    """What the adapter makes of one answer."""
    ids = [str(number) for number in range(7, 7 + len(operation.parameters))]
    if not isinstance(kind, Complex):
        return soap.text(operation, *ids)
    return soap.rows(operation, *ids) if kind.item else soap.record(operation, *ids)


def test_every_operation_of_the_adapter_is_in_the_comparison() -> None:
    assert EVERY_OPERATION == sorted((each.service, each.name) for each in operations.EVERY)


@pytest.mark.parametrize("operation", operations.EVERY, ids=named)
def test_answers_are_read_without_loss(operation: Operation, vendor: VendorFiles) -> None:
    definition = vendor.definition(operation.service)
    seeds, made = count(), list[Generated]()

    def answer(call: Call) -> tuple[bytes, Any]:
        random = seeded("answers", call.service, call.operation, next(seeds))
        made.append(generate(definition, call.operation, random))
        return made[-1].content, random

    wrong = []
    with reading(answer) as (source, _):
        soap = source._connect()
        for seed in range(ANSWERS):
            try:
                found = asked(soap, operation, result(definition, operation.name).kind)
            except ReadFailed as error:
                found = error
            wrong += [f"{seed}: {each}" for each in [difference(made[-1].expected, found)] if each]
        drift = soap.drift.found()

    assert [] == wrong
    assert {} == drift


@pytest.mark.parametrize("operation", operations.EVERY, ids=named)
def test_questions_are_legal_by_the_vendors_schema(operation: Operation, vendor: VendorFiles) -> None:
    definition = vendor.definition(operation.service)
    nothing = generate(definition, operation.name, seeded(0), Habits(oddities=False))

    with reading(lambda call: (nothing.content, seeded(0))) as (source, server):
        asked(source._connect(), operation, result(definition, operation.name).kind)

    [call] = server.calls
    schema = validator(definition, operation.name, "AuthHeaderWithDomain")
    schema.assertValid(call.body)
    schema.assertValid(call.header)
    assert (operation.service, operation.name) == (call.service, call.operation)
    assert ("7", "8")[: len(operation.parameters)] == call.ids
    assert f'"{definition.namespace}/{operation.name}"' == call.action
    assert ["user@example.org", "token", "example"] == [each.text for each in call.header]
