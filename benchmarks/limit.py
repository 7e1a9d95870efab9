"""The least that an import could cost: its rows, inserted as they are left, in one transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from benchmarks.figures import Watch


def insert_rows_left(imported: Path, empty: Path) -> tuple[float, int]:
    """Insert into `empty` every row that `imported` has more; gives seconds and the number of rows.

    `executemany` of sqlite3 with raw values, on a connection set up as ours is.
    """
    with sqlite3.connect(imported) as source:
        tables = [name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608
    source.close()
    target = sqlite3.connect(empty, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        target.execute(f"PRAGMA {pragma}")
    missing = {name: _missing(target, name, found) for name, found in rows.items()}
    watch = Watch()
    with watch.running():
        target.execute("BEGIN IMMEDIATE")
        target.execute("PRAGMA defer_foreign_keys=ON")
        for name, found in missing.items():
            if found:
                marks = ",".join("?" * len(found[0]))
                target.executemany(f"INSERT INTO {name} VALUES ({marks})", found)  # noqa: S608
        target.execute("COMMIT")
    target.close()
    return watch.seconds, sum(map(len, missing.values()))


def _missing(target: sqlite3.Connection, name: str, rows: list[Any]) -> list[Any]:
    there = set(target.execute(f"SELECT * FROM {name}"))  # noqa: S608
    return [row for row in rows if row not in there]
