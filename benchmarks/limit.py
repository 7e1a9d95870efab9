"""The least that an import could cost: its answers parsed, and its rows inserted as they are left."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.figures import Watch


def parse(bodies: Iterable[bytes]) -> float:
    """Seconds to make a tree of each body, one after the other."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    gc.collect()
    watch = Watch()
    with watch.running():
        for body in bodies:
            etree.fromstring(body, parser)
    return watch.seconds


def insert_rows_left(imported: Path, empty: Path) -> tuple[float, int]:
    """Insert into `empty` every row that `imported` has more; gives seconds and the number of rows.

    `executemany` of sqlite3 with raw values, on a connection set up as ours is.
    """
    with sqlite3.connect(imported) as source:
        rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in _tables(source)}  # noqa: S608
    source.close()
    target = sqlite3.connect(empty, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        target.execute(f"PRAGMA {pragma}")
    missing = {name: _missing(target, name, found) for name, found in rows.items()}
    gc.collect()
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


def differences(one: Path, other: Path, tables: Iterable[str]) -> list[str]:
    """Those of these tables that do not have the same rows in both."""
    connection = sqlite3.connect(one)
    connection.execute("ATTACH ? AS other", (str(other),))
    pairs = [("main", "other"), ("other", "main")]
    found = [name for name in tables if any(_has_more(connection, name, *pair) for pair in pairs)]
    connection.close()
    return found


def _has_more(connection: sqlite3.Connection, table: str, one: str, other: str) -> bool:
    more = f"SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table} LIMIT 1"  # noqa: S608
    return connection.execute(more).fetchone() is not None


def _tables(connection: sqlite3.Connection) -> list[str]:
    ours = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return [name for (name,) in connection.execute(ours)]


def _missing(target: sqlite3.Connection, table: str, rows: list[Any]) -> list[Any]:
    """The rows whose key is not there. A row that was changed is not worth counting: it is one of a few."""
    columns = target.execute(f"PRAGMA table_info({table})").fetchall()
    key = [position for position, *_, part in columns if part]

    def key_of(row: Any) -> tuple[Any, ...]:
        return tuple(row[position] for position in key)

    there = {key_of(row) for row in target.execute(f"SELECT * FROM {table}")}  # noqa: S608
    return [row for row in rows if key_of(row) not in there]
