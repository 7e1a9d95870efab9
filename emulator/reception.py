"""Decide what a call gets: who is it, may he call this, may he see that, and then the answer."""

from dataclasses import dataclass

from emulator import distortion, misdelivery, wire
from emulator.answers import ANSWERS
from emulator.contract import Operation, Service
from emulator.envelope import Credentials, SoapCall
from emulator.faults import NUMBERED, Fault, Target, first
from emulator.withheld import WITHHELD
from emulator.world import User, World


class Refused(Exception):
    """The vendor's numbered refusal."""

    def __init__(self, number: int, text: str = "Unauthorized access") -> None:
        super().__init__(f"{number}: {text}")
        self.number = number
        self.text = text


class Unrecognised(Exception):
    """There is no such operation, whoever asks for it."""

    def __init__(self, request: "Request") -> None:
        super().__init__(f"{request.service.namespace}/{request.target.operation}")


@dataclass(frozen=True, repr=False)
class Request:
    """A call with what the contract knows about it. Without an operation it is one we do not offer."""

    service: Service
    credentials: Credentials | None
    operation: Operation | None
    parameters: dict[str, int]
    target: Target

    @classmethod
    def of(cls, world: World, service: Service, call: SoapCall) -> "Request":
        operation = service.operation(call.operation)
        parameters = call.parameters(operation) if operation else {}
        target = _target(world, call.operation, operation, parameters)
        return cls(service, call.credentials, operation, parameters, target)

    @property
    def is_known(self) -> bool:
        return self.operation is not None or self.target.operation in WITHHELD[self.service.name]


def content(world: World, request: Request, faults: list[Fault]) -> str:
    """Write the answer, bent by the faults that strike it, or refuse as the vendor does."""
    if first(faults, ["unknown_operation"]) or not request.is_known:
        raise Unrecognised(request)
    numbered = first(faults, NUMBERED)
    if numbered:
        raise Refused(*NUMBERED[numbered.kind])
    with world.lock:
        user = _user(world, request.credentials)
        operation = request.operation
        if operation is None or not _may_call(user, request.service, operation):
            raise Refused(1002)
        _check_scope(world, user, operation, request.target)
        answer = ANSWERS[request.service.name][operation.name]
        asked = misdelivery.asked_instead(world, operation, request.parameters, faults)
        value = misdelivery.with_empty_rows(world, operation, asked, answer(world, user, asked), faults)
        written = wire.response(operation, request.service.namespace, value)
    return distortion.bend(request.service, operation, written, faults)


def _user(world: World, credentials: Credentials | None) -> User:
    """The domain may be left out, but not be wrong."""
    user = world.users.get(credentials.username or "") if credentials else None
    if user is None or credentials is None or credentials.token != user.token:
        raise Refused(1001, "Invalid Authentication")
    if credentials.domain not in (None, user.domain):
        raise Refused(1001, "Invalid Authentication")
    return user


def _may_call(user: User, service: Service, operation: Operation) -> bool:
    return user.may_call(service.name, operation.name, in_template=operation.in_template)


def _check_scope(world: World, user: User, operation: Operation, target: Target) -> None:
    company = world.companies.get(target.company_id or 0)
    if operation.scope and (company is None or not user.may_see(company)):
        raise Refused(2004 if operation.scope == "company" else 2003)


def _target(world: World, name: str, operation: Operation | None, parameters: dict[str, int]) -> Target:
    """Name what the call is about; an employee's company counts as well."""
    if operation is None or operation.scope is None:
        return Target(operation=name)
    number = parameters[operation.parameters[0].name]
    if operation.scope == "company":
        return Target(operation=name, company_id=number)
    company = world.company_of(number)
    return Target(name, company.id if company else None, number)
