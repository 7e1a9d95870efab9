"""Wiring: `create_app(settings)` builds everything once. Routers, problem rendering, middleware, lifespan."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import anyio.to_thread
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from app import contract, health, log, refusals, swagger
from app.accounts import endpoints as accounts
from app.classifications import endpoints as classifications
from app.configurations import endpoints as configurations
from app.database import Database
from app.employers import endpoints as employers
from app.employers import group_endpoints as employer_groups
from app.employers import suite_employee_endpoints as suite_employees
from app.engine import Engine
from app.errors import AppError, Invalid
from app.keys import endpoints as keys
from app.login import endpoints as login
from app.login.brake import Brake
from app.mail.carrier import carrier
from app.metrics import Metrics
from app.middleware import BodyLimit, RequestContext
from app.nmbrs.source import Nmbrs
from app.once import Replayed
from app.records import endpoints as records
from app.runs import endpoints as runs
from app.runs import report_endpoints as reports
from app.runs import start_page
from app.runs.sending import Mailer, Sending
from app.security import Cipher
from app.settings import Settings
from app.setup import endpoints as setup

logger = log.get(__name__)

DESCRIPTION = """
Keeps Xpert Suite's departments, employees and absence equal to a customer's Visma Nmbrs.

The groups follow the sections of the manual: set up employers and the account (3), fetch and assign
employer codes (4), link absence classifications (5), import and read the report (6). Nothing is written
that was not first a stored plan, and nothing is withdrawn that was not proven gone.

Click **Authorize** and paste your API key. The first one is made where the service runs, with
`python -m app api-key create --name … --role admin`; the next ones under Keys.

A new customer, from nothing to the first import:

1. Ask the customer for the five items: `GET /v1/customer-instructions` has the mail to send.
2. Add each employer: `POST /v1/employers`. An employer code is not needed yet.
3. For more than one employer, make a group, `POST /v1/employer-groups`, and put them in it,
   `PUT /v1/employer-groups/{group_id}/employers`.
4. Make the account with the five items: `POST /v1/accounts`.
5. From here on the checklist says each next step and its route: `GET /v1/accounts/{account_id}/checklist`.

Most answers begin with an `id`; the routes about a thing want that. Every list shows the ids again.
A change needs `If-Match`: the `etag` among the headers of the answer you read, with its quotes.
What a route has filled in is an example: put your own ids in the place of its ids.
"""
TAGS = [
    {
        "name": "3. Employers and account",
        "description": "Say for which employers you import and how to reach the customer's Nmbrs, and check "
        "what that login may do. *Aanmaken account koppeling in Xpert Suite*",
    },
    {
        "name": "4. Employer codes",
        "description": "See which companies Nmbrs delivers and give each employer its code. First make and "
        "run a configuration `nmbrs_employer_codes` (6). *Werkgevercodes ophalen en bijwerken*",
    },
    {
        "name": "5. Absence classifications",
        "description": "Say which kinds of absence each employer knows, and what the labels of Nmbrs mean. "
        "*Werkgevergegevens aanvullen met de verzuimclassificaties*",
    },
    {
        "name": "6. Configurations and runs",
        "description": "Set up what is imported and when, run it or preview it, and read its report. "
        "*Ophalen afdelingen, werknemers en verzuim*",
    },
    {
        "name": "Records",
        "description": "Read what was imported. For the other parts of Xpert Suite, with a key of role "
        "`reader`.",
    },
    {"name": "Keys", "description": "Make and revoke the API keys that people and programs use here."},
    {"name": "Operation", "description": "What monitoring asks: is it alive, can it work, and how much."},
]
#: Each waits for Nmbrs in a thread of its own.
CHECKS_AT_ONCE = 8
CODE_BY_STATUS = {
    400: "JSON_INVALID",  # FastAPI's for a body without encoding, end or depth; the rest is a 422
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: "PAYLOAD_TOO_LARGE",
}


class Service(FastAPI):
    """FastAPI, whose contract says what `app/contract.py` adds to it."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made at the first request for it."""
        if self.openapi_schema is None:
            contract.complete(super().openapi())
        return super().openapi()


def create_app(settings: Settings) -> FastAPI:
    """The service, ready to be served. Opens nothing until its lifespan begins."""
    database = Database(settings.database_url)
    cipher = Cipher(settings.encryption_keys.get_secret_value(), settings.hash_key.get_secret_value())
    metrics = Metrics()
    nmbrs = Nmbrs(
        soap_url=settings.nmbrs_soap_url,
        calls_per_second=settings.nmbrs_calls_per_second,
        timeout_seconds=settings.nmbrs_timeout_seconds,
        attempts=settings.nmbrs_attempts,
        retry_seconds=settings.nmbrs_retry_seconds,
        calls_at_once=settings.nmbrs_calls_at_once,
        count=metrics.count_call,
    )
    engine = Engine(
        settings=settings,
        database=database,
        cipher=cipher,
        nmbrs=nmbrs,
        mailer=Mailer(_sending(settings, database)),
        metrics=metrics,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(engine.launch)
        logger.info("service.started")
        try:
            yield
        finally:
            await anyio.to_thread.run_sync(engine.destroy)
            nmbrs.close()
            database.close()

    app = Service(
        title="Nmbrs connector for Xpert Suite",
        version="0.1.0",
        description=DESCRIPTION,
        lifespan=lifespan,
        servers=[{"url": "/"}],
        openapi_tags=TAGS,
        docs_url=None,  # ours is in `swagger.py`: the built-in pages load from another host
        redoc_url=None,
        generate_unique_id_function=contract.operation_id,
    )
    app.state.settings = settings
    app.state.database = database
    app.state.cipher = cipher
    app.state.metrics = metrics
    app.state.starter = engine
    app.state.nmbrs = nmbrs
    app.state.checks = anyio.CapacityLimiter(CHECKS_AT_ONCE)
    app.state.brake = Brake()
    app.state.turns = anyio.CapacityLimiter(database.writers_at_once)
    _add_routes(app)
    _add_handlers(app)
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes)
    app.add_middleware(RequestContext, metrics=metrics)
    return app


def _sending(settings: Settings, database: Database) -> Sending:
    return Sending(
        database=database,
        carrier=carrier(settings),
        public_url=settings.public_url,
        pauses=[timedelta(seconds=pause) for pause in settings.mail_retry_seconds],
        clock=lambda: datetime.now(UTC),
    )


def _add_routes(app: FastAPI) -> None:
    v1 = APIRouter(prefix="/v1")
    for feature in (
        employers, suite_employees, setup, employer_groups,
        accounts, classifications, configurations, runs, reports, records, keys,
    ):  # fmt: skip
        v1.include_router(feature.router)
    app.include_router(v1)
    for beside in (health, swagger, login, start_page):
        app.include_router(beside.router)


def _add_handlers(app: FastAPI) -> None:
    @app.exception_handler(AppError)
    def on_app_error(request: Request, error: AppError) -> Response:
        errors = [{"field": error.field, "code": error.code}] if isinstance(error, Invalid) else None
        return refusals.refuse(request, error.status, error.code, params=error.params, errors=errors)

    @app.exception_handler(RequestValidationError)
    def on_invalid_payload(request: Request, error: RequestValidationError) -> Response:
        found = error.errors()
        if any(item["type"] == "json_invalid" for item in found):
            return refusals.refuse(request, 400, "JSON_INVALID")
        # Only where and what: pydantic's `input` would repeat a token or a person.
        errors = [
            {"field": ".".join(str(part) for part in item["loc"]), "message": item["msg"]} for item in found
        ]
        return refusals.refuse(request, 422, "PAYLOAD_INVALID", errors=errors)

    @app.exception_handler(HTTPException)
    def on_http_error(request: Request, error: HTTPException) -> Response:
        code = CODE_BY_STATUS.get(error.status_code, "NOT_FOUND")
        limit = request.app.state.settings.max_body_bytes
        params: dict[str, str | int] = {"limit": limit} if error.status_code == 413 else {}
        response = refusals.refuse(request, error.status_code, code, params=params)
        response.headers.update(error.headers or {})
        if error.status_code == 405 and (known := contract.methods_at(app.openapi(), request.url.path)):
            response.headers["Allow"] = ", ".join(known)
        return response

    @app.exception_handler(Replayed)
    def on_replay(_request: Request, replayed: Replayed) -> Response:
        return replayed.response
