"""Which machines can carry the engine, and what the others are told."""

from __future__ import annotations

import gc
import sys

import pytest

from app import machine
from app.machine import shortcoming

SQLITE, POSTGRESQL = "sqlite:///var/engine.db", "postgresql://localhost/suite"


@pytest.mark.parametrize(
    ("engine_url", "python", "sqlite"),
    [
        (SQLITE, (3, 11, 0), (3, 34, 0)),
        (SQLITE, (3, 12, 0), (3, 42, 0)),
        (SQLITE, (3, 14, 1), (3, 51, 1)),
        (POSTGRESQL, (3, 13, 0), (3, 40, 1)),
    ],
)
def test_a_machine_that_can_carry_the_engine_lacks_nothing(
    engine_url: str, python: tuple[int, ...], sqlite: tuple[int, ...]
) -> None:
    assert shortcoming(engine_url, python, sqlite) is None


def test_an_old_sqlite_under_a_new_python_is_told_with_the_ways_out() -> None:
    told = shortcoming(SQLITE, (3, 12, 4), (3, 40, 1))

    assert told == (
        "SQLite 3.40.1 is too old for Python 3.12: use Python 3.11, or SQLite 3.42 or newer,"
        " or PostgreSQL (DATABASE_URL)."
    )


def test_an_old_python_is_told() -> None:
    assert shortcoming(SQLITE, (3, 10, 9), (3, 51, 0)) == "Python 3.11 or newer is needed."


def test_a_process_that_serves_looks_for_garbage_seldom_and_takes_short_turns() -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    try:
        machine.collect_garbage_less_often()
        machine.take_shorter_turns()

        assert gc.get_threshold()[0] > before[0][0]
        assert sys.getswitchinterval() < before[1]
    finally:
        gc.set_threshold(*before[0])
        sys.setswitchinterval(before[1])
