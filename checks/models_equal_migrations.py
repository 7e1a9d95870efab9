"""The migrations build exactly the tables of `app/models/`, on SQLite and on PostgreSQL."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.util.exc import CommandError

from app import migrations
from checks.postgresql import postgresql_server
from tests.databases import Databases, PostgresqlDatabases, SqliteDatabases


def difference(databases: Databases) -> str | None:
    """What autogenerate would still change after all migrations, or `None`."""
    url = databases.empty()
    migrations.upgrade(url)
    config = migrations.config(url)
    config.stdout = io.StringIO()
    try:
        command.check(config)
    except CommandError as error:
        return str(error)
    return None


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        on_sqlite = difference(SqliteDatabases(Path(folder)))
    with postgresql_server() as socket_folder:
        on_postgresql = difference(PostgresqlDatabases(socket_folder))
    found = [
        f"{kind}: {told}" for kind, told in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)) if told
    ]
    if found:
        sys.exit(
            "\n".join(["The models say something else than the migrations (make migration m=…):", *found])
        )


if __name__ == "__main__":
    main()
