"""Runs the migrations on the database whose URL `app.migrations` (or alembic.ini's user) hands over."""

from typing import Any

from alembic import context
from sqlmodel import SQLModel

from app import models  # noqa: F401  (fills the metadata)
from app.database import make_engine


def only_ours(_object: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    """Tables that are not in our metadata are the engine's: they are never compared or dropped."""
    return not (kind == "table" and reflected and name not in SQLModel.metadata.tables)


engine = make_engine(context.config.attributes["url"])
with engine.connect() as connection:
    connection = connection.execution_options(writes=True)
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        include_object=only_ours,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
