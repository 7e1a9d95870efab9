"""`/control`: absences and their dossiers."""

from fastapi import APIRouter

from emulator import life, sick_leave
from emulator.control_requests import AbsenceChange, NewAbsence, PartialRecovery, Recovery
from emulator.stage import Stage
from emulator.terms_json import Json


def absence_routes(stage: Stage) -> APIRouter:
    router = APIRouter()
    _rows(router, stage)
    _dossiers(router, stage)
    return router


def _rows(router: APIRouter, stage: Stage) -> None:
    @router.post("/employees/{employee_id}/absences", status_code=201)
    def report(employee_id: int, body: NewAbsence) -> Json:
        with stage.world.lock:
            employee = life.employee_in(stage.world, employee_id)
            row = sick_leave.report(stage.world, employee, body.model_dump())
        return {"absence_id": row.id, "dossier_number": row.dossier_number}

    @router.patch("/absences/{absence_id}")
    def change(absence_id: int, body: AbsenceChange) -> Json:
        with stage.world.lock:
            _, row = sick_leave.absence(stage.world, absence_id)
            sick_leave.change(stage.world, row, body.given())
        return {"absence_id": row.id, "dossier_number": row.dossier_number}

    @router.delete("/absences/{absence_id}", status_code=204)
    def remove(absence_id: int) -> None:
        with stage.world.lock:
            employee, row = sick_leave.absence(stage.world, absence_id)
            employee.absences.remove(row)


def _dossiers(router: APIRouter, stage: Stage) -> None:
    @router.post("/dossiers/{number}/partial-recovery", status_code=201)
    def recover_partly(number: int, body: PartialRecovery) -> Json:
        with stage.world.lock:
            row = sick_leave.recover_partly(stage.world, number, body.from_, body.percentage)
        return {"absence_id": row.id, "dossier_number": number}

    @router.post("/dossiers/{number}/recovery")
    def recover(number: int, body: Recovery) -> Json:
        with stage.world.lock:
            sick_leave.recover(stage.world, number, body.last_day)
        return {"dossier_number": number}

    @router.post("/dossiers/{number}/reopen")
    def reopen(number: int) -> Json:
        with stage.world.lock:
            sick_leave.reopen(stage.world, number)
        return {"dossier_number": number}

    @router.delete("/dossiers/{number}", status_code=204)
    def withdraw(number: int) -> None:
        with stage.world.lock:
            sick_leave.withdraw(stage.world, number)
