"""The figures of importing: the first time, and a second time when nothing changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks import limit
from benchmarks.employer import deliver
from benchmarks.figures import Figure
from benchmarks.stage import Stage, set_up


def measure(folder: Path, *, employees: int, repeats: int) -> Iterator[Figure]:
    """Of several repetitions the fastest of each counts: what is slower was disturbed by something else."""
    delivery = deliver(employees)
    template = folder / "set-up.db"
    set_up(template)
    firsts, unchangeds, limits, rows = [], [], [], 0
    for repeat in range(repeats):
        imported, empty = folder / f"imported-{repeat}.db", folder / f"empty-{repeat}.db"
        for path in (imported, empty):
            shutil.copy(template, path)
        stage = Stage(imported, delivery)
        firsts.append(stage.run())
        changes = stage.changes()
        stage.close()
        seconds, rows = limit.insert_rows_left(imported, empty)
        limits.append(seconds)
        stage = Stage(imported, delivery)
        unchangeds.append(stage.run())
        if stage.changes() != changes:
            raise RuntimeError("the second import changed something")
        stage.close()
    first, unchanged, least = min(firsts), min(unchangeds), min(limits)
    yield Figure("import.limit", least, "s")
    yield Figure("import.rows", rows, "rows")
    yield Figure("import.first", first, "s", first / least)
    yield Figure("import.unchanged", unchanged, "s", unchanged / first)
