"""Faults that answer from the wrong part of the world, or say nothing at length."""

from collections.abc import Mapping
from itertools import chain

from emulator.contract import ListOf, Operation
from emulator.faults import Fault, first
from emulator.world import World


def asked_instead(
    world: World, operation: Operation, parameters: Mapping[str, int], faults: list[Fault]
) -> Mapping[str, int]:
    """`other_company`: answer as if the next company, or an employee of it, had been asked for."""
    if not first(faults, ["other_company"]) or operation.scope is None:
        return parameters
    scope = operation.parameters[0].name
    asked = parameters[scope]
    if operation.scope == "company":
        return {**parameters, scope: _next(list(world.companies), asked)}
    own = world.company_of(asked)
    foreign = [each.employees for each in world.companies.values() if each is not own]
    return {**parameters, scope: next(iter(chain.from_iterable(foreign)), asked)}


def with_empty_rows(
    world: World,
    operation: Operation,
    parameters: Mapping[str, int],
    value: object,
    faults: list[Fault],
) -> object:
    """`empty_rows`: employees without records get a row with an empty inner list."""
    inner = _inner_list(operation)
    if inner is None or not isinstance(value, list) or not first(faults, ["empty_rows"]):
        return value
    company = world.companies[parameters[operation.parameters[0].name]]
    missing = company.employees.keys() - {row["EmployeeId"] for row in value}
    return value + [{"EmployeeId": number, inner: []} for number in sorted(missing)]


def _inner_list(operation: Operation) -> str | None:
    """The list in a row per employee, such as EmployeeDepartments."""
    if operation.scope != "company" or not isinstance(operation.result, ListOf):
        return None
    fields = operation.result.item.fields
    return next((field.name for field in fields if isinstance(field.type, ListOf)), None)


def _next(numbers: list[int], number: int) -> int:
    return numbers[(numbers.index(number) + 1) % len(numbers)]
