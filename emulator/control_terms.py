"""`/control`: addresses, contracts, schedules and salaries of employees."""

from fastapi import APIRouter

from emulator import bargains, life, moves
from emulator.bargains import Subject
from emulator.control_requests_terms import NewAddress, NewContract, NewSalary, NewSchedule
from emulator.stage import Stage
from emulator.terms_json import Json


def terms_routes(stage: Stage) -> APIRouter:
    router = APIRouter()
    _addresses(router, stage)
    _terms(router, stage)
    return router


def _addresses(router: APIRouter, stage: Stage) -> None:
    @router.post("/employees/{employee_id}/addresses", status_code=201)
    def move_house(employee_id: int, body: NewAddress) -> Json:
        """What was the address of this kind ends the period before."""
        with stage.world.lock:
            employee = life.employee_in(stage.world, employee_id)
            company = stage.world.companies[employee.company_id]
            start = body.start(stage.world.current_period(company))
            address = moves.to_address(stage.world, company, employee, body.given(), start)
        return {"id": address.id}

    @router.delete("/addresses/{address_id}", status_code=204)
    def forget_address(address_id: int) -> None:
        with stage.world.lock:
            moves.from_address(stage.world, address_id)


def _terms(router: APIRouter, stage: Stage) -> None:
    @router.post("/employees/{employee_id}/contracts", status_code=201)
    def renew_contract(employee_id: int, body: NewContract) -> Json:
        with stage.world.lock:
            employee = life.employee_in(stage.world, employee_id)
            contract = bargains.renew_contract(stage.world, employee, body.given())
        return {"id": contract.id}

    @router.post("/employees/{employee_id}/schedules", status_code=201)
    def reschedule(employee_id: int, body: NewSchedule) -> Json:
        with stage.world.lock:
            employee = life.employee_in(stage.world, employee_id)
            company = stage.world.companies[employee.company_id]
            schedule = bargains.reschedule(stage.world, company, employee, body.given())
        return {"id": schedule.id}

    @router.post("/employees/{employee_id}/salaries", status_code=201)
    def raise_salary(employee_id: int, body: NewSalary) -> Json:
        with stage.world.lock:
            employee = life.employee_in(stage.world, employee_id)
            company = stage.world.companies[employee.company_id]
            salary = bargains.raise_salary(stage.world, company, employee, body.given())
        return {"id": salary.id}

    @router.delete("/terms/{subject}/{number}", status_code=204)
    def undo(subject: Subject, number: int) -> None:
        """Take back a contract, schedule or salary; of a contract every entry."""
        with stage.world.lock:
            bargains.undo(stage.world, subject, number)
