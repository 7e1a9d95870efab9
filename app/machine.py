"""Whether this machine can carry the service, told before anything starts rather than by a stack trace."""

from __future__ import annotations

import gc
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

Version = tuple[int, ...]

#: Python looks for garbage after 700 new objects; an import makes millions that live until its end.
_NEW_OBJECTS = 100_000
#: Python's own is 0.005, and whoever answers a request waits for several.
_TURN_SECONDS = 0.0005
_lock = Lock()
_without = 0


def shortcoming(engine_url: str, python: Version, sqlite: Version) -> str | None:
    """One sentence on what this machine lacks, or `None`. Versions are told, not looked up."""
    if python < (3, 11):
        return "Python 3.11 or newer is needed."
    # From Python 3.12 on DBOS writes times with a function that SQLite has since 3.42.
    if engine_url.startswith("sqlite") and python >= (3, 12) and sqlite < (3, 42):
        return (
            f"SQLite {'.'.join(map(str, sqlite))} is too old for Python {python[0]}.{python[1]}: use"
            " Python 3.11, or SQLite 3.42 or newer, or PostgreSQL (DATABASE_URL)."
        )
    return None


def shortcoming_here(engine_url: str) -> str | None:
    """What the machine we run on lacks."""
    return shortcoming(engine_url, sys.version_info[:3], sqlite3.sqlite_version_info)


def collect_garbage_less_often() -> None:
    """Let an import pass without a quarter of its time going to a search for what is not there."""
    gc.set_threshold(_NEW_OBJECTS, 50, 50)


def take_shorter_turns() -> None:
    """Let a request pass between two bits of an import: threads take turns, and Python's are long."""
    sys.setswitchinterval(_TURN_SECONDS)


@contextmanager
def garbage_waits() -> Iterator[None]:
    """Collect no garbage meanwhile: for seconds in which much is made, and all of it lives until the end."""
    global _without
    with _lock:
        _without += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _without -= 1
            if not _without:
                gc.enable()
