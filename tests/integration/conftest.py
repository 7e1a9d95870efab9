"""What several files of this folder stand on: the service without its engine, and the adapter alone."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import log
from app.database import Database
from app.nmbrs.source import Nmbrs, NmbrsSource
from app.settings import Settings
from tests.integration.by_hand import ByHand, without_engine
from tests.integration.callers import Api
from tests.integration.nmbrs_employer import CREDENTIALS, Employer, Reader, connected, found, today
from tests.integration.nmbrs_standing import staffed_company, standing, truth
from tests.integration.small_employer import JUNE, found_bakery, hire_sick
from tests.nmbrs_control import Nmbrs as LookAlike
from tests.suite import Suite


@pytest.fixture
def api(app: FastAPI, admin: dict[str, str]) -> Iterator[Api]:
    """The service as an administrator sees it who reaches every employer."""
    # One event loop for all requests, as in a server: those of one moment wait for each other in it.
    with _logging_as_in_production(), start_blocking_portal() as portal:
        client = TestClient(app, raise_server_exceptions=False)
        client.portal = portal
        yield Api(client, admin)
    app.state.nmbrs.close()
    app.state.database.close()


@contextmanager
def _logging_as_in_production() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    log.configure(stream=io.StringIO())
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


# --- runs step by step, without the engine ------------------------------------------------------


@pytest.fixture
def by_hand(app: FastAPI, settings: Settings, database: Database, admin: dict[str, str]) -> Iterator[ByHand]:
    with without_engine(app, settings, database, admin) as opened:
        yield opened


@pytest.fixture
def imported(nmbrs: LookAlike, by_hand: ByHand) -> ByHand:
    """One company, imported while all was well."""
    by_hand.set_up({staffed_company(nmbrs, "Bakkerij"): "Bakkerij"})
    assert by_hand.run()["status"] == "succeeded"
    assert standing(by_hand) == truth(nmbrs, by_hand)
    return by_hand


@pytest.fixture
def bakery(nmbrs: LookAlike) -> int:
    return found_bakery(nmbrs)


@pytest.fixture
def sick(nmbrs: LookAlike, bakery: int) -> int:
    """Another sick employee of the bakery: when his case alone is missing, absence is not suddenly empty."""
    return hire_sick(nmbrs, bakery)


@pytest.fixture
def busy(nmbrs: LookAlike, suite: Suite, bakery: int) -> dict[str, Any]:
    """A run with something of every level: two employers, one of which may not be asked two things."""
    butcher = nmbrs.add_company("Slagerij")
    nmbrs.hire(butcher)
    for number in range(3):
        nmbrs.report_sick(nmbrs.hire(bakery), JUNE, dossier="Overige oorzaken")
        nmbrs.hire(butcher, last_name=f"Zonder{number}")
    nmbrs.report_sick(nmbrs.hire(bakery), JUNE, dossier="Zwangerschapverlof")
    nmbrs.report_sick(nmbrs.hire(bakery), JUNE, dossier="")
    suite.set_up({bakery: "Bakkerij", butcher: "Slagerij"})
    for operation in ("Contract_GetAll_AllEmployeesByCompany", "Schedule_GetAll_AllEmployeesByCompany"):
        nmbrs.fault("deny", operation=operation, company_id=bakery)
    return suite.run()


# --- the adapter on the look-alike --------------------------------------------------------------


@pytest.fixture
def connection(nmbrs: LookAlike) -> Iterator[Nmbrs]:
    with connected(nmbrs) as opened:
        yield opened


@pytest.fixture
def source(connection: Nmbrs) -> NmbrsSource:
    return connection.source(CREDENTIALS, today=today())


@pytest.fixture
def employer(nmbrs: LookAlike) -> Employer:
    return found(nmbrs)


@pytest.fixture
def read(source: NmbrsSource, employer: Employer) -> Reader:
    return Reader(source, employer)
