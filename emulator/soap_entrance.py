"""`/soap/v3/*.asmx`: requests in, envelopes out. What a call deserves is decided in `reception`."""

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from emulator import distortion, envelope, reception
from emulator.contract import Service
from emulator.envelope import ClientFault, SoapCall
from emulator.faults import INSTEAD_OF_SOAP, WSDL, Fault, Target, first
from emulator.hang_up import HangUp
from emulator.operations import SERVICES
from emulator.reception import Refused, Unrecognised
from emulator.reception import Request as Understood
from emulator.stage import Stage
from emulator.wsdl import wsdl

_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


@dataclass(frozen=True, repr=False)
class _Reply:
    response: Response
    delay_seconds: float = 0.0


def soap_routes(stage: Stage) -> APIRouter:
    """Serve every service of the table."""
    router = APIRouter(prefix="/soap/v3", include_in_schema=False)

    @router.get("/{service_name}.asmx")
    async def describe(service_name: str, request: Request) -> Response:
        if service_name not in SERVICES:
            return Response(status_code=404)
        if "wsdl" not in (key.lower() for key in request.query_params):
            return Response(_PAGE.format(service_name), media_type="text/html")
        address = str(request.url.replace(query="", fragment=""))
        faults = stage.faults.strike(Target(WSDL))
        await asyncio.sleep(_delay_seconds(faults))
        instead = first(faults, INSTEAD_OF_SOAP)
        if instead:
            return _not_soap(instead)
        description = distortion.bend_wsdl(wsdl(service_name, address), faults)
        return Response(_cut(description, faults), media_type="text/xml")

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
    understood = Understood.of(world, service, call)
    username = call.credentials.username if call.credentials else None
    stage.calls.add(service.name, understood.target, username)
    faults = stage.faults.strike(understood.target)
    delay = _delay_seconds(faults)
    instead = first(faults, INSTEAD_OF_SOAP)
    if instead:
        return _Reply(_not_soap(instead), delay)
    media_type = call.version.content_type
    try:
        content = reception.content(world, understood, faults)
    except Refused as refused:
        body = envelope.business_fault(call.version, refused.number, refused.text)
        return _Reply(Response(body, 500, media_type=media_type), delay)
    except Unrecognised as action:
        reason = envelope.UNRECOGNISED.format(action=action)
        return _Reply(_client_fault(ClientFault(call.version, reason)), delay)
    body = _cut(envelope.answer(call.version, content), faults)
    return _Reply(Response(body, media_type=media_type), delay)


def _delay_seconds(faults: list[Fault]) -> float:
    return sum(fault.seconds or 0.0 for fault in faults if fault.kind == "delay")


def _cut(body: bytes, faults: list[Fault]) -> bytes:
    return body[: len(body) // 2] if first(faults, ["cut"]) else body


def _not_soap(fault: Fault) -> Response:
    if fault.kind == "reset":
        return HangUp()
    if fault.kind == "too_many":
        return Response(status_code=429, headers={"Retry-After": str(int(fault.seconds or 1))})
    title = fault.text or "Service Unavailable"
    status = 503 if fault.kind == "html" else 200
    return Response(_PAGE.format(title), status, media_type="text/html")


def _client_fault(wrong: ClientFault) -> Response:
    version = wrong.version
    body = envelope.fault(version, version.client_fault, wrong.reason)
    return Response(body, 500, media_type=version.content_type)
