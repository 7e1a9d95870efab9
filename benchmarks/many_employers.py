"""`python -m benchmarks.many_employers 500 new.db`: import so many employers of 50, tell the peak of memory.

Prints one JSON line. All answers are those of one company under as many numbers, so they take no more
memory for many employers than for one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app import machine
from app.nmbrs import operations
from benchmarks import answers
from benchmarks.answers import Body, Memory
from benchmarks.figures import Figure
from benchmarks.memory import Peak
from benchmarks.stage import Stage, set_up, sqlite_url
from emulator import envelope, wire
from emulator.contract import Parameters
from emulator.operations import SERVICES
from emulator.world import World

EMPLOYEES = 50
MANY, FEW = 500, 50


class Copies(Memory):
    """Answers about `count` companies that are all like the only one of a world."""

    def __init__(self, world: World, count: int) -> None:
        [self._like] = world.companies.values()
        super().__init__(world, [self._like.id])
        self.companies = {self._like.id + number: f"Bedrijf {number}" for number in range(count)}
        self._list = Body(operations.COMPANIES, self._listed())

    def find(self, service: str, operation: str, parameters: Parameters) -> Body:
        """Give the answer about the one company, whichever was asked about."""
        if (service, operation) == (operations.COMPANIES.service, operations.COMPANIES.name):
            return self._list
        same = {
            name: self._like.id if name.lower() == "companyid" else value
            for name, value in parameters.items()
        }
        return super().find(service, operation, same)

    def _listed(self) -> bytes:
        rows = [
            {"ID": company_id, "Number": number, "Name": name, "LoonaangifteTijdvak": self._like.period_type}
            for number, (company_id, name) in enumerate(self.companies.items())
        ]
        service = SERVICES[operations.COMPANIES.service]
        contract = service.operation(operations.COMPANIES.name)
        assert contract is not None  # noqa: S101 - for mypy: `Memory` wrote this answer too
        return envelope.answer(envelope.SOAP11, wire.response(contract, service.namespace, rows))


def measure(folder: Path) -> Iterator[Figure]:
    """Each in a process of its own: a process never gives its peak back."""
    few, many = (_above_idle_mb(folder / f"{count}-employers.db", count) for count in (FEW, MANY))
    yield Figure("import.memory", many, "MB", many / few)


def _above_idle_mb(database: Path, count: int) -> float:
    set_up(sqlite_url(database), Copies(answers.world_of(EMPLOYEES), count).companies)
    command = [sys.executable, "-m", "benchmarks.many_employers", str(count), str(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    told: float = json.loads(done.stdout)["above_idle_mb"]
    return told


def main(count: int, database: Path) -> None:
    """Import them all in one run."""
    machine.collect_garbage_less_often()  # as the service does
    stage = Stage(sqlite_url(database), Copies(answers.world_of(EMPLOYEES), count))
    peak = Peak()
    seconds = stage.run(beside=peak)
    stage.close()
    told = {"employers": count, "seconds": round(seconds, 1), "above_idle_mb": round(peak.above_idle_mb, 1)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
