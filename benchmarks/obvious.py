"""The figure of the obvious import: zeep's objects, and an ORM object per record, looked up by its key.

It is given the values of every record, so mapping costs it nothing; it keeps no journal and hashes and
encrypts nothing. What it has to do is decode, look up, add and commit.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from app import models
from app.database import Database
from benchmarks import decoding, records
from benchmarks.figures import Figure, Watch
from benchmarks.importing import Employer
from benchmarks.stage import sqlite_url


def measure(folder: Path, *, employees: int, repeats: int) -> Iterator[Figure]:
    """Ours and the obvious one take turns at the same size."""
    employer = Employer(folder, employees)
    employer.run(employer.copy("obvious-warm-up"))
    ours, theirs = [], []
    for repeat in range(repeats):
        imported, plain = employer.copy(f"ours-{repeat}"), employer.copy(f"obvious-{repeat}")
        ours.append(employer.run(imported))
        answers = [decoding.by_zeep(body.operation, body.content) for body in employer.bodies]
        theirs.append(_import(imported, plain, answers))
    yield Figure("import.obvious", min(theirs), "s", min(theirs) / min(ours))


def _import(imported: Path, plain: Path, answers: list[Callable[[], Any]]) -> float:
    """Seconds to decode these answers and store the records that stand in `imported`."""
    source, target = Database(sqlite_url(imported)), Database(sqlite_url(plain))
    with source.reading() as session:
        found = {
            model: [row.model_dump() for row in session.exec(select(model))] for model in records.tables()
        }
        runs = [models.Run(**row.model_dump()) for row in session.exec(select(models.Run))]
    with target.transaction() as session:
        session.add_all(runs)  # the records refer to it
    gc.collect()
    watch = Watch()
    with watch.running():
        decoded = [answer() for answer in answers]
        with target.transaction() as session:
            for model, rows in found.items():
                for values in rows:
                    _store(session, model, values)
    del decoded
    source.close()
    target.close()
    return watch.seconds


def _store(session: Session, model: type[SQLModel], values: dict[str, Any]) -> None:
    """Look the record up by what the source calls it, and make or change it."""
    record = _record(session, model, values)
    if record is None:
        session.add(model(**values))
        return
    for name, value in values.items():
        setattr(record, name, value)


def _record(session: Session, model: type[SQLModel], values: dict[str, Any]) -> SQLModel | None:
    if not issubclass(model, models.Imported):
        return session.get(model, tuple(values[each.name] for each in sa.inspect(model).primary_key))
    by_key = select(model).where(
        model.employer_id == values["employer_id"], col(model.source_key) == values["source_key"]
    )
    return session.exec(by_key).first()
