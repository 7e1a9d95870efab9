"""`/control`: a remote control over the look-alike. Loopback only, so it asks for no credentials."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from emulator.control_absences import absence_routes
from emulator.control_companies import company_routes
from emulator.control_faults import fault_routes
from emulator.control_people import people_routes
from emulator.control_requests import EmployeeTypes, Reset, Today, UserSetting
from emulator.control_terms import terms_routes
from emulator.generation import generate
from emulator.refusals import Impossible, Unknown
from emulator.stage import Stage
from emulator.terms_json import Json
from emulator.world import User
from emulator.world_json import user_json, world_json


def control_routes(stage: Stage) -> APIRouter:
    """Everything a test may do to the world and to the look-alike itself."""
    router = APIRouter(prefix="/control")
    router.include_router(_world_routes(stage))
    for part in (
        _account_routes,
        company_routes,
        people_routes,
        terms_routes,
        absence_routes,
        fault_routes,
    ):
        router.include_router(part(stage))
    return router


async def answer_unknown(_: Request, unknown: Exception) -> JSONResponse:
    return JSONResponse({"detail": f"no such {unknown}"}, 404)


async def answer_impossible(_: Request, impossible: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(impossible)}, 409)


REFUSALS = {Unknown: answer_unknown, Impossible: answer_impossible}


def _world_routes(stage: Stage) -> APIRouter:
    router = APIRouter()

    @router.get("/health")
    def health() -> Json:
        return {"status": "ok"}

    @router.post("/reset")
    def reset(body: Reset) -> Json:
        """Put a new world in place: faults, calls, users and the passing of time are forgotten."""
        today = body.today or stage.first_today
        stage.put(generate(body.seed, body.companies, body.employees, today))
        return {"companies": list(stage.world.companies)}

    @router.get("/world")
    def world() -> Json:
        with stage.world.lock:
            return world_json(stage.world)

    @router.put("/today")
    def let_time_pass(body: Today) -> Json:
        """Move the world's date, and with it the payroll periods. Nobody is hired or leaves by it."""
        with stage.world.lock:
            stage.world.today = body.today
        return {"today": body.today}

    return router


def _account_routes(stage: Stage) -> APIRouter:
    router = APIRouter()

    @router.put("/users/{username}")
    def set_user(username: str, body: UserSetting) -> Json:
        companies = None if body.company_ids is None else frozenset(body.company_ids)
        denied, extra = frozenset(body.denied_operations), frozenset(body.extra_operations)
        with stage.world.lock:
            user = User(username, body.token, body.domain, companies, denied, extra)
            stage.world.users[username] = user
        return {"username": username}

    @router.get("/users/{username}")
    def show_user(username: str) -> Json:
        with stage.world.lock:
            if username not in stage.world.users:
                raise Unknown("user")
            return user_json(stage.world.users[username])

    @router.put("/employee-types")
    def set_employee_types(body: EmployeeTypes) -> Json:
        """Replace the list; employees keep the description of their type, whatever its number is now."""
        with stage.world.lock:
            stage.world.employee_types = body.types
        return {"types": body.types}

    return router
