"""What the pretended Nmbrs answers about its companies: written beforehand, and handed out from memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import TypeAlias

import httpx

from app.nmbrs import operations
from app.nmbrs.operations import Operation
from emulator import envelope, wire
from emulator.answers import ANSWERS
from emulator.contract import Operation as Contract
from emulator.contract import Parameters
from emulator.generation import generate
from emulator.operations import SERVICES
from emulator.world import DEMO_USER, World

TODAY = date(2026, 5, 20)
BULK = (
    *(each for each in operations.PERMITTED if each.name.endswith("_AllEmployeesByCompany")),
    operations.FUNCTIONS_V2,
    *operations.EXTRA,
)
PIECE = 65_536  #: as much as comes from a socket at once
_OPERATIONS = {(each.service, each.name): each for each in operations.EVERY}

#: Service, operation, and the values of its parameters.
Question: TypeAlias = tuple[str, str, tuple[int, ...]]


def world_of(employees: int, *, companies: int = 1) -> World:
    """Make up companies of this many employees each, the same every time."""
    return generate(1, companies, employees, TODAY)


def write(world: World, operation: Operation, *values: int) -> bytes:
    """Write one answer, to a user who may ask for everything."""
    service = SERVICES[operation.service]
    contract = _contract(operation)
    user = replace(DEMO_USER, extra_operations=frozenset(each.name for each in operations.EVERY))
    parameters = dict(zip(operation.parameters, values, strict=True))
    value = ANSWERS[service.name][operation.name](world, user, parameters)
    return envelope.answer(envelope.SOAP11, wire.response(contract, service.namespace, value))


def in_bulk(world: World) -> Iterator[tuple[Operation, bytes]]:
    """Write every bulk answer about the only company of a world."""
    [company_id] = world.companies
    for operation in BULK:
        yield operation, write(world, operation, company_id)


@dataclass(frozen=True)
class Body:
    """An answer that was asked for."""

    operation: Operation
    content: bytes


class Memory(httpx.BaseTransport):
    """Answers whatever may be asked about these companies. Not about one employee: that raises.

    `asked` are the different answers that were given so far.
    """

    def __init__(self, world: World, company_ids: Iterable[int]) -> None:
        self.asked: dict[Question, Body] = {}
        self._bodies = dict(_bodies(world, tuple(company_ids)))

    def find(self, service: str, operation: str, parameters: Parameters) -> Body:
        """Find the answer to a question, and remember that it was asked."""
        question = service, operation, tuple(parameters.values())
        return self.asked.setdefault(question, self._bodies[question])

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in pieces, as a socket does."""
        service = SERVICES[request.url.path.rpartition("/")[2].removesuffix(".asmx")]
        headers = request.headers
        call = envelope.read(service, request.read(), headers["soapaction"], headers["content-type"])
        parameters = call.parameters(_contract(_OPERATIONS[service.name, call.operation]))
        body = self.find(service.name, call.operation, parameters)
        return httpx.Response(
            200, headers={"Content-Type": envelope.SOAP11.content_type}, stream=_Pieces(body.content)
        )


class _Pieces(httpx.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return pieces(self._content)


def pieces(content: bytes) -> Iterator[bytes]:
    """Cut bytes as they come from the wire."""
    return (content[start : start + PIECE] for start in range(0, len(content), PIECE))


def _bodies(world: World, company_ids: tuple[int, ...]) -> Iterator[tuple[Question, Body]]:
    known = {"companyid": company_ids, "employeetype": tuple(world.employee_types)}
    for operation in operations.EVERY:
        if _contract(operation).scope == "employee":
            continue
        for values in product(*(known[name.lower()] for name in operation.parameters)):
            question = operation.service, operation.name, values
            yield question, Body(operation, write(world, operation, *values))


def _contract(operation: Operation) -> Contract:
    contract = SERVICES[operation.service].operation(operation.name)
    if contract is None:
        raise LookupError(operation.name)
    return contract
