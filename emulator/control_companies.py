"""`/control`: companies, departments and employees."""

from fastapi import APIRouter

from emulator import life
from emulator.control_requests import (
    CompanyChange,
    DepartmentChange,
    EmployeeChange,
    Hire,
    Leave,
    NewCompany,
    NewDepartment,
    Rehire,
)
from emulator.stage import Stage
from emulator.terms_json import Json
from emulator.world_json import employee_json


def company_routes(stage: Stage) -> APIRouter:
    router = APIRouter()
    _companies(router, stage)
    _departments(router, stage)
    _employees(router, stage)
    _departures(router, stage)
    return router


def _companies(router: APIRouter, stage: Stage) -> None:
    @router.post("/companies", status_code=201)
    def found(body: NewCompany) -> Json:
        with stage.world.lock:
            company = life.found_company(
                stage.world, body.name, body.number, body.period_type, visible=body.visible
            )
        return {"id": company.id, "number": company.number}

    @router.patch("/companies/{company_id}")
    def change_company(company_id: int, body: CompanyChange) -> Json:
        with stage.world.lock:
            life.change_company(life.company_in(stage.world, company_id), body.given())
        return {"id": company_id}

    @router.delete("/companies/{company_id}", status_code=204)
    def close(company_id: int) -> None:
        with stage.world.lock:
            life.close_company(stage.world, life.company_in(stage.world, company_id))


def _departments(router: APIRouter, stage: Stage) -> None:
    @router.post("/companies/{company_id}/departments", status_code=201)
    def open_department(company_id: int, body: NewDepartment) -> Json:
        with stage.world.lock:
            company = life.company_in(stage.world, company_id)
            department = life.open_department(stage.world, company, body.description, body.code)
        return {"id": department.id, "code": department.code}

    @router.patch("/departments/{department_id}")
    def change_department(department_id: int, body: DepartmentChange) -> Json:
        with stage.world.lock:
            life.change_department(life.department_in(stage.world, department_id), body.given())
        return {"id": department_id}


def _employees(router: APIRouter, stage: Stage) -> None:
    @router.post("/companies/{company_id}/employees", status_code=201)
    def hire(company_id: int, body: Hire) -> Json:
        with stage.world.lock:
            company = life.company_in(stage.world, company_id)
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
            employment_id = life.rehire(stage.world, employee, body.start_date, body.end_date)
            life.change(stage.world, employee, told)
        return {"id": employee_id, "employment_id": employment_id}

    @router.delete("/employees/{employee_id}", status_code=204)
    def vanish(employee_id: int) -> None:
        with stage.world.lock:
            life.employee_in(stage.world, employee_id)
            stage.world.remove_employee(employee_id)
