"""`/soap/v3/*.asmx`: the WSDL, and the calls as the vendor answers them."""

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from emulator import distortion, envelope, wire
from emulator.answers import ANSWERS
from emulator.contract import Operation, Service
from emulator.envelope import ClientFault, Credentials, SoapCall
from emulator.faults import INSTEAD_OF_SOAP, NUMBERED, Fault, Target, first
from emulator.hang_up import HangUp
from emulator.operations import SERVICES
from emulator.stage import Stage
from emulator.world import User, World
from emulator.wsdl import wsdl

_ERROR_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


class Refused(Exception):
    """The vendor's numbered refusal."""

    def __init__(self, number: int, text: str = "Unauthorized access") -> None:
        super().__init__(f"{number}: {text}")
        self.number = number
        self.text = text


@dataclass(frozen=True, repr=False)
class _Reply:
    response: Response
    delay_seconds: float = 0.0


def soap_routes(stage: Stage) -> APIRouter:
    """Serve every service of the table."""
    router = APIRouter(prefix="/soap/v3", include_in_schema=False)

    @router.get("/{service_name}.asmx")
    def describe(service_name: str, request: Request) -> Response:
        if service_name not in SERVICES:
            return Response(status_code=404)
        if "wsdl" not in (key.lower() for key in request.query_params):
            return Response(_ERROR_PAGE.format(service_name), media_type="text/html")
        address = str(request.url.replace(query="", fragment=""))
        return Response(wsdl(service_name, address), media_type="text/xml")

    @router.post("/{service_name}.asmx")
    async def call(service_name: str, request: Request) -> Response:
        if service_name not in SERVICES:
            return Response(status_code=404)
        body = await request.body()
        action = request.headers.get("soapaction")
        content_type = request.headers.get("content-type", "")
        service = SERVICES[service_name]
        try:
            soap_call = envelope.read(service, body, action, content_type)
            reply = await run_in_threadpool(_reply, stage, service, soap_call)
        except ClientFault as wrong:
            return _client_fault(wrong)
        await asyncio.sleep(reply.delay_seconds)
        return reply.response

    return router


def _reply(stage: Stage, service: Service, call: SoapCall) -> _Reply:
    world = stage.world
    operation = service.operation(call.operation)
    parameters = call.parameters(operation) if operation else {}
    target = _target(world, call.operation, operation, parameters)
    stage.calls.add(target, call.credentials.username if call.credentials else None)
    faults = stage.faults.strike(target)
    delay = sum(fault.seconds or 0.0 for fault in faults if fault.kind == "delay")
    instead = first(faults, INSTEAD_OF_SOAP)
    if instead:
        return _Reply(_not_soap(instead), delay)
    try:
        content = _content(world, service, (call, operation, parameters, target), faults)
    except Refused as refused:
        body = envelope.business_fault(call.version, refused.number, refused.text)
        return _Reply(Response(body, 500, media_type=call.version.content_type), delay)
    body = envelope.answer(call.version, content)
    if first(faults, ["cut"]):
        body = body[: len(body) // 2]
    return _Reply(Response(body, media_type=call.version.content_type), delay)


_Understood = tuple[SoapCall, Operation | None, dict[str, int], Target]


def _content(world: World, service: Service, understood: _Understood, faults: list[Fault]) -> str:
    """Check in the vendor's order: who, may he call this, may he see that; then answer."""
    call, operation, parameters, target = understood
    numbered = first(faults, NUMBERED)
    if numbered:
        raise Refused(*NUMBERED[numbered.kind])
    with world.lock:
        user = _user(world, call.credentials)
        if operation is None or operation.name in user.denied_operations:
            raise Refused(1002)
        _check_scope(world, user, operation, target)
        value = ANSWERS[service.name][operation.name](world, user, parameters)
        content = wire.response(operation, service.namespace, value)
    return distortion.bend(service, operation, content, faults)


def _user(world: World, credentials: Credentials | None) -> User:
    """The domain may be left out, but not be wrong."""
    user = world.users.get(credentials.username or "") if credentials else None
    if user is None or credentials is None or credentials.token != user.token:
        raise Refused(1001, "Invalid Authentication")
    if credentials.domain not in (None, user.domain):
        raise Refused(1001, "Invalid Authentication")
    return user


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


def _not_soap(fault: Fault) -> Response:
    if fault.kind == "reset":
        return HangUp()
    if fault.kind == "too_many":
        wait = str(int(fault.seconds or 1))
        return Response(status_code=429, headers={"Retry-After": wait})
    title = fault.text or "Service Unavailable"
    status = 503 if fault.kind == "html" else 200
    return Response(_ERROR_PAGE.format(title), status, media_type="text/html")


def _client_fault(wrong: ClientFault) -> Response:
    version = wrong.version
    body = envelope.fault(version, version.client_fault, wrong.reason)
    return Response(body, 500, media_type=version.content_type)
