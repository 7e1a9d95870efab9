"""The database: one engine, short transactions, bulk statements. SQLite (WAL) or PostgreSQL by URL.

On SQLite a writer blocks every other writer until it commits, so a transaction that will write says
so when it begins (`BEGIN IMMEDIATE`) and holds no network call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

BATCH = 500


def driver_url(url: str) -> str:
    """The URL with our PostgreSQL driver named, as SQLAlchemy wants it."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def make_engine(url: str, *, own_begin: bool = True) -> sa.Engine:
    """An engine for `url`. For SQLite: WAL, foreign keys, full sync, and a BEGIN of our own.

    `own_begin` off leaves every BEGIN IMMEDIATE to the driver, as DBOS wants it on its own file.
    """
    url = driver_url(url)
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
    path = sa.make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).touch(mode=0o600)  # it holds people; the files SQLite adds beside it follow suit
    engine = sa.create_engine(url, connect_args={"timeout": 30}, pool_size=20, max_overflow=20)
    sa.event.listen(engine, "connect", partial(_prepare_sqlite, None if own_begin else "IMMEDIATE"))
    if own_begin:
        sa.event.listen(engine, "begin", _begin_sqlite)
        sa.event.listen(engine, "checkin", _end_sqlite)
    return engine


def _prepare_sqlite(isolation_level: str | None, connection: Any, _record: object) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.isolation_level = isolation_level  # `None`: the driver begins nothing by itself


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _end_sqlite(connection: Any, _record: object) -> None:
    """A COMMIT that failed leaves SQLite inside its transaction, holding its lock for the next user."""
    if connection is not None:
        connection.rollback()


class Database:
    """Hands out sessions. Nothing but `transaction` and the request's edge commits."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        #: Fewer than there are threads to serve requests and connections in the pool.
        self.writers_at_once = 1 if self.engine.dialect.name == "sqlite" else 10

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that may write; committed on leaving, rolled back on an exception."""
        with Session(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={"writes": True})
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; what it would have changed is dropped."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def insert_plain(
    session: Session, table: type[SQLModel], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert many rows whose values the driver takes as they are: texts, numbers and `None`.

    By COPY on PostgreSQL; nothing is converted on the way, which is most of what a plain insert costs.
    """
    name = sa.inspect(table).local_table.name
    names = ", ".join(columns)
    cursor: Any = session.connection().connection.cursor()
    if session.get_bind().dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", rows)  # noqa: S608
        return
    with cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def insert_all(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows in batches, as Core statements: no object per row. All have the same keys."""
    statement = sa.insert(sa.inspect(table).local_table)
    for start in range(0, len(rows), BATCH):
        session.connection().execute(statement, [dict(row) for row in rows[start : start + BATCH]])
