"""The service without its engine, for what needs no run: a test then takes a fraction of a second."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import log
from tests.integration.callers import Api


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
