"""`/control`: employees, hired, changed and gone."""

from fastapi import APIRouter

from emulator import life
from emulator.control_requests import EmployeeChange, Hire, Leave, Rehire
from emulator.founding import company_in
from emulator.stage import Stage
from emulator.terms_json import Json
from emulator.world_json import employee_json


def people_routes(stage: Stage) -> APIRouter:
    router = APIRouter()
    _employees(router, stage)
    _departures(router, stage)
    return router


def _employees(router: APIRouter, stage: Stage) -> None:
    @router.post("/companies/{company_id}/employees", status_code=201)
    def hire(company_id: int, body: Hire) -> Json:
        with stage.world.lock:
            company = company_in(stage.world, company_id)
            employee = life.hire(stage.world, company, body.given())
        return {"id": employee.id, "personnel_number": employee.number}

    @router.get("/employees/{employee_id}")
    def show(employee_id: int) -> Json:
        with stage.world.lock:
            return employee_json(stage.world, life.employee_in(stage.world, employee_id))

    @router.patch("/employees/{employee_id}")
    def change(employee_id: int, body: EmployeeChange) -> Json:
        with stage.world.lock:
            employee = life.employee_in(stage.world, employee_id)
            life.change(stage.world, employee, body.given())
        return {"id": employee_id}


def _departures(router: APIRouter, stage: Stage) -> None:
    @router.post("/employees/{employee_id}/leave")
    def leave(employee_id: int, body: Leave) -> Json:
        with stage.world.lock:
            employee = life.employee_in(stage.world, employee_id)
            life.leave(stage.world, employee, body.end_date, body.employee_type)
        return {"id": employee_id}

    @router.post("/employees/{employee_id}/employments", status_code=201)
    def rehire(employee_id: int, body: Rehire) -> Json:
        with stage.world.lock:
            employee = life.employee_in(stage.world, employee_id)
            told = {"employee_type": body.employee_type}
            employment_id = life.rehire(
                stage.world, employee, body.start_date, body.end_date, parallel=body.parallel
            )
            life.change(stage.world, employee, told)
        return {"id": employee_id, "employment_id": employment_id}

    @router.delete("/employees/{employee_id}", status_code=204)
    def vanish(employee_id: int) -> None:
        with stage.world.lock:
            life.employee_in(stage.world, employee_id)
            stage.world.remove_employee(employee_id)
