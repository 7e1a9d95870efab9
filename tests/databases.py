"""Throw-away databases for tests: SQLite files, and databases of a PostgreSQL server.

A database is made once per session as the service leaves it after its first start, and copied for
each test. The engine looks for queues that are new to it only once a second.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import psycopg
from psycopg import sql
from starlette.testclient import TestClient

from app import migrations
from app.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


class Databases(Protocol):
    """Makes databases of one kind. All are named by URL."""

    def empty(self) -> str: ...

    def migrated(self) -> str: ...

    def drop(self, url: str) -> None: ...


class SqliteDatabases:
    """Each database is a file in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template: str | None = None

    def empty(self) -> str:
        return f"sqlite:///{self._folder / uuid4().hex}.db"

    def migrated(self) -> str:
        if self._template is None:
            self._template = self.empty()
            _start_once(self._template)
        copy = self.empty()
        for file in self._folder.glob(f"{_path(self._template).stem}*.db"):
            shutil.copy(file, file.with_name(file.name.replace(_path(self._template).stem, _path(copy).stem)))
        return copy

    def drop(self, url: str) -> None:
        for file in self._folder.glob(f"{_path(url).stem}*"):
            file.unlink()


class PostgresqlDatabases:
    """Each database lives in the server whose socket is in `socket_folder`."""

    def __init__(self, socket_folder: Path) -> None:
        self._socket_folder = socket_folder
        self._template: str | None = None
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            self._order(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        self._order(sql.SQL("SELECT pg_reload_conf()"))

    def empty(self) -> str:
        return self._create(None)

    def migrated(self) -> str:
        if self._template is None:
            self._template = self._create(None)
            _start_once(self._template)
        return self._create(_name(self._template))

    def drop(self, url: str) -> None:
        self._order(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(_name(url))))

    def _create(self, template: str | None) -> str:
        name = f"test_{uuid4().hex}"
        order = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            order += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._order(order)
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._socket_folder}"

    def _order(self, order: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(order)


def _start_once(url: str) -> None:
    """Migrate the database and start the service on it once, which adds the engine's tables and queues."""
    from app.main import create_app

    migrations.upgrade(url)
    with TestClient(create_app(Settings(_env_file=ROOT / ".env.example", database_url=url))):
        pass


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _name(url: str) -> str:
    return url.removeprefix("postgresql://postgres@/").partition("?")[0]
