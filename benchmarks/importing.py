"""The figures of importing one employer: the first time, and a second time when nothing changed."""

from __future__ import annotations

import cProfile
import gc
import pstats
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.nmbrs.schema import Contract
from benchmarks import answers, decoding, limit, records
from benchmarks.answers import Body, Memory
from benchmarks.figures import Figure, Watch
from benchmarks.stage import Stage, set_up, sqlite_url


class Employer:
    """One employer of so many, its answers in memory, and a database that was set up for it."""

    def __init__(self, folder: Path, employees: int) -> None:
        world = answers.world_of(employees)
        self.companies = {company.id: company.name for company in world.companies.values()}
        self.answers = Memory(world, self.companies)
        self._folder = folder
        self._template = folder / f"set-up-{employees}.db"
        if not self._template.exists():
            set_up(sqlite_url(self._template), self.companies)

    @property
    def bodies(self) -> list[Body]:
        """What an import asked for."""
        return list(self.answers.asked.values())

    def copy(self, name: str, *, of: Path | None = None) -> Path:
        """Make a database of its own, as it was set up or as another one is."""
        made = self._folder / f"{name}.db"
        shutil.copy(of or self._template, made)
        return made

    def run(self, database: Path) -> float:
        """Import into it; gives the seconds that took."""
        stage = Stage(sqlite_url(database), self.answers)
        seconds = stage.run()
        stage.close()
        return seconds


def measure(folder: Path, *, employees: int, repeats: int) -> Iterator[Figure]:
    """Of several repetitions the fastest of each counts: what is slower was disturbed by something else."""
    employer = Employer(folder, employees)
    employer.run(employer.copy("warm-up"))  # what a process does once: statements, types, the contract
    taken: dict[str, list[float]] = defaultdict(list)
    contract, rows = Contract(), 0
    for repeat in range(repeats):
        imported, empty = employer.copy(f"imported-{repeat}"), employer.copy(f"empty-{repeat}")
        taken["first"].append(employer.run(imported))
        parsing = limit.parse(body.content for body in employer.bodies)
        inserting, rows = limit.insert_rows_left(imported, empty)
        taken["limit"].append(parsing + inserting)
        again = employer.copy(f"again-{repeat}", of=imported)
        taken["unchanged"].append(employer.run(again))
        changed = limit.differences(imported, again, ["changes", *_records()])
        if changed:
            raise RuntimeError(f"the second import changed something: {changed}")
        taken["decode"].append(_decode(contract, employer.bodies))
    least = {name: min(seconds) for name, seconds in taken.items()}
    first, unchanged = least["first"], least["unchanged"]
    yield Figure("import.bodies", sum(len(body.content) for body in employer.bodies) / 1_000_000, "MB")
    yield Figure("import.rows", rows, "rows")
    yield Figure("import.limit", least["limit"], "s")
    yield Figure("import.decode", least["decode"], "s")
    yield Figure("import.first", first, "s", first / least["limit"])
    yield Figure("import.unchanged", unchanged, "s", unchanged / first)
    yield Figure("import.unchanged_to_decode", unchanged, "s", unchanged / least["decode"])


def profile(folder: Path, which: str, *, employees: int, lines: int = 40) -> None:
    """Tell where the time of one import goes, the first or an unchanged one, by own time.

    Collecting garbage counts as the own time of whatever it interrupted, so its sum is told as well.
    """
    employer = Employer(folder, employees)
    before = employer.copy("before")
    if which == "unchanged":
        employer.run(before)
    employer.run(employer.copy("warm-up"))
    stage = Stage(sqlite_url(employer.copy("collected", of=before)), employer.answers)
    with _collecting() as collecting:
        seconds = stage.run()
    stage.close()
    profiler = cProfile.Profile()
    stage = Stage(sqlite_url(employer.copy("profiled", of=before)), employer.answers)
    stage.run(beside=profiler)
    stage.close()
    sys.stdout.write(
        f"{seconds:.2f} s without the profiler, {collecting.seconds:.2f} of them collecting garbage\n"
    )
    pstats.Stats(profiler, stream=sys.stdout).strip_dirs().sort_stats("tottime").print_stats(lines)


@contextmanager
def _collecting() -> Iterator[Watch]:
    """Seconds that the garbage collector took meanwhile."""
    watch, running = Watch(), ExitStack()

    def note(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            running.enter_context(watch.running())
        else:
            running.close()

    gc.callbacks.append(note)
    yield watch
    gc.callbacks.remove(note)


def _records() -> list[str]:
    return [str(each.__tablename__) for each in records.tables()]


def _decode(contract: Contract, bodies: Iterable[Body]) -> float:
    gc.collect()
    watch = Watch()
    with watch.running():
        for body in bodies:
            decoding.by_us(contract, body.operation, body.content)
    return watch.seconds
