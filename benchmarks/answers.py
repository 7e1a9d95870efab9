"""The bytes of every bulk answer for one large company, as the pretended Nmbrs writes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.nmbrs import operations
from app.nmbrs.operations import Operation
from emulator import envelope, wire
from emulator.answers import ANSWERS
from emulator.generation import generate
from emulator.operations import SERVICES
from emulator.world import DEMO_USER, World

TODAY = date(2026, 5, 20)
BULK = (
    *(each for each in operations.PERMITTED if each.name.endswith("_AllEmployeesByCompany")),
    operations.FUNCTIONS_V2,
    *operations.EXTRA,
)


def world_of(employees: int) -> World:
    """Make up a company of this many employees, the same every time."""
    return generate(1, 1, employees, TODAY)


def write(world: World) -> dict[Operation, bytes]:
    """Write them for the only company of a world."""
    company_id = next(iter(world.companies))
    user = replace(DEMO_USER, extra_operations=frozenset(each.name for each in operations.EXTRA))
    written = {}
    for operation in BULK:
        service = SERVICES[operation.service]
        contract = service.operation(operation.name)
        if contract is None:
            raise LookupError(operation.name)
        value = ANSWERS[service.name][operation.name](world, user, {operation.parameters[0]: company_id})
        content = wire.response(contract, service.namespace, value)
        written[operation] = envelope.answer(envelope.SOAP11, content)
    return written
