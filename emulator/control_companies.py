"""`/control`: companies, their departments, jobs and salary tables."""

from fastapi import APIRouter

from emulator import bargains, founding, moves
from emulator.control_requests import CompanyChange, NewCompany, NewUnit, UnitChange
from emulator.control_requests_terms import Emptying, Increase, NewSalaryTable
from emulator.stage import Stage
from emulator.terms_json import Json


def company_routes(stage: Stage) -> APIRouter:
    router = APIRouter()
    _companies(router, stage)
    _departments(router, stage)
    _jobs(router, stage)
    _tables(router, stage)
    return router


def _companies(router: APIRouter, stage: Stage) -> None:
    @router.post("/companies", status_code=201)
    def found(body: NewCompany) -> Json:
        with stage.world.lock:
            company = founding.found_company(stage.world, body.name, body.given(), visible=body.visible)
        return {"id": company.id, "number": company.number}

    @router.patch("/companies/{company_id}")
    def change_company(company_id: int, body: CompanyChange) -> Json:
        with stage.world.lock:
            company = founding.company_in(stage.world, company_id)
            founding.change_company(stage.world, company, body.given())
        return {"id": company_id}

    @router.delete("/companies/{company_id}", status_code=204)
    def close(company_id: int) -> None:
        with stage.world.lock:
            founding.close_company(stage.world, founding.company_in(stage.world, company_id))


def _departments(router: APIRouter, stage: Stage) -> None:
    @router.post("/companies/{company_id}/departments", status_code=201)
    def open_department(company_id: int, body: NewUnit) -> Json:
        with stage.world.lock:
            company = founding.company_in(stage.world, company_id)
            department = founding.open_department(stage.world, company, body.description, body.code)
        return {"id": department.id, "code": department.code}

    @router.patch("/departments/{department_id}")
    def change_department(department_id: int, body: UnitChange) -> Json:
        with stage.world.lock:
            company = founding.company_with_department(stage.world, department_id)
            founding.change_unit(company.departments[department_id], body.given())
        return {"id": department_id}

    @router.post("/departments/{department_id}/empty")
    def empty_department(department_id: int, body: Emptying) -> Json:
        """Everybody who is in it moves to another one; it stays, and so does its history."""
        with stage.world.lock:
            company = founding.company_with_department(stage.world, department_id)
            start = body.start(stage.world.current_period(company))
            moved = moves.empty_department(stage.world, company, department_id, body.into, start)
        return {"id": department_id, "moved": moved}


def _jobs(router: APIRouter, stage: Stage) -> None:
    @router.post("/companies/{company_id}/jobs", status_code=201)
    def open_job(company_id: int, body: NewUnit) -> Json:
        with stage.world.lock:
            company = founding.company_in(stage.world, company_id)
            job = founding.open_job(stage.world, company, body.description, body.code)
        return {"id": job.id, "code": job.code}

    @router.patch("/jobs/{job_id}")
    def change_job(job_id: int, body: UnitChange) -> Json:
        with stage.world.lock:
            founding.change_unit(founding.job_in(stage.world, job_id), body.given())
        return {"id": job_id}


def _tables(router: APIRouter, stage: Stage) -> None:
    @router.post("/companies/{company_id}/salary-tables", status_code=201)
    def draw_up(company_id: int, body: NewSalaryTable) -> Json:
        with stage.world.lock:
            company = founding.company_in(stage.world, company_id)
            table = bargains.draw_up_table(company, body.description, body.scales)
        return {"code": table.code}

    @router.post("/companies/{company_id}/salary-tables/{code}/increase")
    def increase(company_id: int, code: int, body: Increase) -> Json:
        """Nobody gets a new row by it: what the table says changes everywhere, also in the past."""
        with stage.world.lock:
            company = founding.company_in(stage.world, company_id)
            bargains.table_in(company, code).increase(body.percentage)
        return {"code": code}
