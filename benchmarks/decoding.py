"""The figures of decoding: ours against zeep's own of the same bytes, and the memory of a large answer."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from typing import Any

import zeep
from lxml import etree

import app.nmbrs
from app.nmbrs import decoding
from app.nmbrs.operations import Operation
from app.nmbrs.schema import Contract, ListOf
from benchmarks import answers
from benchmarks.figures import Figure, Watch

_CONTRACT = Path(app.nmbrs.__file__).parent / "contract"


def measure(*, employees: int, repeats: int) -> Iterator[Figure]:
    """Of several repetitions the fastest of each counts; `ratio` is how many times as fast as zeep."""
    contract = Contract()
    ratios = []
    watch = Watch()
    with watch.running():
        world = answers.world_of(employees)
    yield Figure("emulator.generate", watch.seconds, "s")
    for operation, body in list(answers.in_bulk(world)):
        ours, theirs = _fastest(repeats, partial(by_us, contract, operation, body), by_zeep(operation, body))
        ratios.append(theirs / ours)
        yield Figure(f"decode.{operation.name}", ours, "s", theirs / ours)
    yield Figure("decode.minimum", min(ratios), "times zeep", min(ratios))


def by_us(contract: Contract, operation: Operation, body: bytes) -> Any:
    """Decode the bytes as they come from the wire, into everything that is in them."""
    answer = contract.answer(operation)
    strangers: decoding.Strangers = set()
    found: Any
    if isinstance(answer.result, ListOf):
        found = list(decoding.rows(answer, answers.pieces(body), strangers))
    else:
        found = decoding.single(answer, answers.pieces(body), strangers)
    if strangers or (operation in answers.BULK and not found):
        raise RuntimeError(f"{operation.name} was not read whole")
    return found


def by_zeep(operation: Operation, body: bytes) -> Callable[[], Any]:
    """zeep's own way from the same bytes to the same values: parse, then make objects by the contract."""
    client = _client(operation.service)
    output = client.service._binding.get(operation.name).output
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    return lambda: output.deserialize(etree.fromstring(body, parser))


@cache
def _client(service: str) -> Any:
    make: Any = zeep.Client  # it calls itself typed, but hardly is
    return make(str(_CONTRACT / f"{service}.wsdl"))


def _fastest(repeats: int, *works: Callable[[], Any]) -> list[float]:
    """The shortest time of each; they take turns, so that all see the same machine."""
    best = [float("inf")] * len(works)
    for _ in range(repeats):
        for number, work in enumerate(works):
            gc.collect()
            begun = perf_counter()
            result = work()
            best[number] = min(best[number], perf_counter() - begun)
            del result
    return best


def measure_memory(*, megabytes: int) -> Iterator[Figure]:
    """Measured in a process of its own: a process never gives its peak back."""
    command = [sys.executable, "-m", "benchmarks.large_answer", str(megabytes)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    told = json.loads(done.stdout)
    yield Figure(f"decode.memory_of_{told['megabytes']}_mb", told["above_idle_mb"], "MB")
