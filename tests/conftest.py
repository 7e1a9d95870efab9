"""Fixtures: a migrated database of each kind, the service, its callers, and a pretended Nmbrs.

Whatever asks for `database_url` (directly or through `settings`, `client`, …) runs twice: on SQLite and
on PostgreSQL. Nothing of ours is patched; the only network is loopback.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import httpx
import pytest

from app import log
from app.database import Database
from app.settings import Settings
from checks.postgresql import postgresql_server
from tests.databases import Databases, PostgresqlDatabases, SqliteDatabases
from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parent.parent
Kind = Literal["sqlite", "postgresql"]
Headers = dict[str, str]
MakeKey = Callable[..., Headers]

# The environment of the tests is `.env.example`, not what somebody's shell happens to hold.
for name in Settings.model_fields:
    os.environ.pop(name.upper(), None)


@pytest.fixture(scope="session", autouse=True)
def logging_as_in_service() -> None:
    """Log as the service does: other forms show exceptions with the values of their frames."""
    log.configure()


# --- databases ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[Databases]:
    with postgresql_server() as socket_folder:
        yield PostgresqlDatabases(socket_folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind


@pytest.fixture
def databases(request: pytest.FixtureRequest, database_kind: Kind) -> Databases:
    """Where databases of the kind under test are made."""
    made: Databases = request.getfixturevalue(f"{database_kind}_databases")
    return made


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A fresh, migrated database."""
    url = databases.migrated()
    yield url
    databases.drop(url)


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """A database without a single table."""
    url = databases.empty()
    yield url
    databases.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Our own way into the database under test, beside the application's."""
    opened = Database(database_url)
    yield opened
    opened.close()


# --- Nmbrs --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def emulator() -> Iterator[Nmbrs]:
    """The look-alike, served in a thread for the whole session. Tests ask for `nmbrs`."""
    from emulator.background import serve
    from emulator.server import create_app
    from emulator.world import World

    world = World(seed=1, today=datetime.now(UTC).date())
    with serve(create_app(world)) as address, httpx.Client(timeout=10) as http:
        yield Nmbrs(address, http)


@pytest.fixture
def nmbrs(emulator: Nmbrs) -> Nmbrs:
    """Nmbrs, with nothing in it yet: no company, no fault, no call, and only the user of `USERNAME`."""
    emulator.reset(today=datetime.now(UTC).date())
    return emulator


# --- the service --------------------------------------------------------------------------------


@pytest.fixture
def settings(database_url: str, nmbrs: Nmbrs, tmp_path: Path) -> Settings:
    """`.env.example` with the database, the Nmbrs and the outbox of this test, and no patience."""
    return Settings(
        _env_file=ROOT / ".env.example",
        database_url=database_url,
        nmbrs_soap_url=nmbrs.soap_url,
        nmbrs_calls_per_second=150,
        nmbrs_timeout_seconds=5,
        nmbrs_attempts=2,
        nmbrs_retry_seconds=0.01,
        mail_outbox=tmp_path / "outbox",
    )


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    from app.main import create_app

    return create_app(settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """The service, running: its lifespan holds while the test does, so runs are really executed."""
    from starlette.testclient import TestClient

    with TestClient(app) as opened:
        yield opened


# --- callers ------------------------------------------------------------------------------------


@pytest.fixture
def make_key(database: Database) -> MakeKey:
    """Issue a key and get the headers of its holder. Without employers and groups it reaches all."""

    def make(
        role: str = "admin",
        *,
        employers: Iterable[str] | None = None,
        groups: Iterable[str] | None = None,
        permissions: Iterable[str] = (),
    ) -> Headers:
        from app.keys.issue import issue
        from app.security import Permission, Role

        with database.transaction() as session:
            _, key = issue(
                session,
                name=f"test {role}",
                role=Role(role),
                permissions=[Permission(each) for each in permissions],
                employer_ids=list(employers or ()),
                group_ids=list(groups or ()),
                now=datetime.now(UTC),
            )
        return {"Authorization": f"Bearer {key}"}

    return make


@pytest.fixture
def admin(make_key: MakeKey) -> Headers:
    """The headers of an administrator who reaches every employer."""
    return make_key()


@pytest.fixture
def suite(client: TestClient, admin: Headers) -> Suite:
    """The service, as an administrator uses it."""
    return Suite(client, admin)
