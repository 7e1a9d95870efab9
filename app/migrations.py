"""Runs our Alembic migrations from code, so that a command or a container needs no alembic.ini."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

LOCATION = Path(__file__).resolve().parent.parent / "alembic"


def config(url: str) -> Config:
    """Alembic's configuration for the database at `url`."""
    made = Config()
    made.set_main_option("script_location", str(LOCATION))
    made.attributes["url"] = url
    return made


def upgrade(url: str) -> None:
    """Bring the database at `url` to the newest revision."""
    command.upgrade(config(url), "head")


@cache
def newest_revision() -> str | None:
    """The revision this version of the code expects."""
    return ScriptDirectory(str(LOCATION)).get_current_head()


def are_done(engine: sa.Engine) -> bool:
    """Whether the database is at the revision this version of the code expects."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest_revision()
