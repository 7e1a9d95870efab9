"""The figures of decoding: ours against zeep's own of the same bytes, and the memory of a large answer."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import zeep
from lxml import etree

import app.nmbrs
from app.nmbrs import decoding
from app.nmbrs.decoding import Raw
from app.nmbrs.operations import Operation
from app.nmbrs.schema import Contract
from benchmarks import answers
from benchmarks.figures import Figure, Watch

_CHUNK = 65_536
_CONTRACT = Path(app.nmbrs.__file__).parent / "contract"


def measure(*, employees: int, repeats: int, megabytes: int) -> Iterator[Figure]:
    """Of several repetitions the fastest of each counts; `ratio` is how many times as fast as zeep."""
    contract = Contract()
    ratios = []
    watch = Watch()
    with watch.running():
        world = answers.world_of(employees)
    yield Figure("emulator.generate", watch.seconds, "s")
    for operation, body in answers.write(world).items():
        ours, theirs = _fastest(repeats, partial(_ours, contract, operation, body), _zeep(operation, body))
        ratios.append(theirs / ours)
        yield Figure(f"decode.{operation.name}", ours, "s", theirs / ours)
    yield Figure("decode.minimum", min(ratios), "times zeep", min(ratios))
    yield _memory(megabytes)


def _ours(contract: Contract, operation: Operation, body: bytes) -> list[Raw]:
    """Decode the bytes as they come from the wire, into a list of everything."""
    chunks = (body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK))
    strangers: decoding.Strangers = set()
    found = list(decoding.rows(contract.answer(operation), chunks, strangers))
    if strangers or not found:
        raise RuntimeError(f"{operation.name} was not read whole")
    return found


def _zeep(operation: Operation, body: bytes) -> Callable[[], Any]:
    """zeep's own way from the same bytes to the same values: parse, then make objects by the contract."""
    client: Any = zeep.Client(str(_CONTRACT / f"{operation.service}.wsdl"))
    output = client.service._binding.get(operation.name).output
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    return lambda: output.deserialize(etree.fromstring(body, parser))


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


def _memory(megabytes: int) -> Figure:
    """Measured in a process of its own: a process never gives its peak back."""
    command = [sys.executable, "-m", "benchmarks.large_answer", str(megabytes)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    told = json.loads(done.stdout)
    return Figure(f"decode.memory_of_{told['megabytes']}_mb", told["above_idle_mb"], "MB")
