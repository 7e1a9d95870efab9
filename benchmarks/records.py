"""Where imported records are kept, whatever there is of them."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import SQLModel

from app import models


def tables() -> list[type[SQLModel]]:
    """The tables of imported records, and those that refer to them; parents first."""
    every = {sa.inspect(model).local_table: model for model in _every(SQLModel)}
    own = {sa.inspect(model).local_table for model in models.IMPORTED.values()}
    return [
        every[table]
        for table in SQLModel.metadata.sorted_tables
        if table in own or any(key.column.table in own for key in table.foreign_keys)
    ]


def _every(model: type[SQLModel]) -> Iterator[type[SQLModel]]:
    """Every model below this one that is a table."""
    for each in model.__subclasses__():
        if hasattr(each, "__table__"):
            yield each
        yield from _every(each)
