"""The application: SOAP entrance and control API around one stage."""

from fastapi import FastAPI

from emulator.control import REFUSALS, control_routes
from emulator.hang_up import AppThatCanHangUp
from emulator.soap_entrance import soap_routes
from emulator.stage import Stage
from emulator.world import World


def create_app(world: World) -> FastAPI:
    """Put a world on the air. `app.state.stage` gives tests in the same process the world itself."""
    app = AppThatCanHangUp(title="Nmbrs look-alike", version="1")
    stage = Stage(world)
    app.state.stage = stage
    app.include_router(soap_routes(stage))
    app.include_router(control_routes(stage))
    for refusal, answer in REFUSALS.items():
        app.add_exception_handler(refusal, answer)
    return app
