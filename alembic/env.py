"""Runs the migrations on the database whose URL `app.migrations` (or alembic.ini's user) hands over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from app import models
from app.database import make_engine


def only_ours(_object: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    """Tables that are not in our metadata are the engine's: they are never compared or dropped."""
    return not (kind == "table" and reflected and name not in SQLModel.metadata.tables)


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration outlives the code, so it names the database's types and imports nothing of ours."""
    if kind == "type" and isinstance(item, models.UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString | models.DecimalText):
        return "sa.String()"
    return False


engine = make_engine(context.config.attributes["url"])
with engine.connect() as connection:
    connection = connection.execution_options(writes=True)
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        include_object=only_ours,
        render_item=plain_types,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
