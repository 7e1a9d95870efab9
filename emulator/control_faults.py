"""`/control`: faults to order, and the calls seen so far."""

from dataclasses import asdict

from fastapi import APIRouter

from emulator.control_requests import NewFault
from emulator.faults import Fault, Target
from emulator.refusals import Unknown
from emulator.stage import Stage
from emulator.terms_json import Json


def fault_routes(stage: Stage) -> APIRouter:
    router = APIRouter()

    @router.post("/faults", status_code=201)
    def order(body: NewFault) -> Json:
        target = Target(body.operation, body.company_id, body.employee_id)
        fault = Fault(body.kind, target, body.after, body.times)
        fault.seconds, fault.text = body.seconds, body.text
        return {"id": stage.faults.add(fault)}

    @router.get("/faults")
    def faults() -> list[Json]:
        return [_flat(fault) for fault in stage.faults.all()]

    @router.delete("/faults", status_code=204)
    def clear() -> None:
        stage.faults.clear()

    @router.delete("/faults/{fault_id}", status_code=204)
    def lift(fault_id: int) -> None:
        if not stage.faults.remove(fault_id):
            raise Unknown("fault")

    @router.get("/calls")
    def calls() -> list[Json]:
        return stage.calls.as_rows()

    @router.delete("/calls", status_code=204)
    def forget_calls() -> None:
        stage.calls.clear()

    return router


def _flat(fault: Fault) -> Json:
    values = asdict(fault)
    return {**values.pop("target"), **values}
