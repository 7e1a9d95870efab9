"""`python -m benchmarks`: measure, and print one JSON line per figure."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app import machine
from benchmarks import decoding, importing, many_employers, obvious, postgresql, requests
from benchmarks.figures import Figure

_MOST_OBVIOUS = 1_000  #: employees: the obvious import takes its time


@dataclass(frozen=True)
class Part:
    """What is measured together, and the beginnings of what its figures are called."""

    figures: tuple[str, ...]
    measure: Callable[[], Iterator[Figure]]


def main() -> None:
    """Measure what is asked for in a folder that is thrown away afterwards."""
    parser = _parser()
    options = parser.parse_args()
    machine.collect_garbage_less_often()  # as the service does
    with tempfile.TemporaryDirectory() as name:
        if options.profile:
            importing.profile(Path(name), options.profile, employees=options.employees)
            return
        chosen = _chosen(_parts(Path(name), options), options.only)
        if not chosen:
            parser.error(f"no figure begins with {options.only}")
        for part in chosen:
            for figure in part.measure():
                figure.tell()


def _chosen(parts: list[Part], only: str) -> list[Part]:
    """Those whose figures begin so; else the one that gives, among others, the figure asked for."""
    begin = [part for part in parts if any(name.startswith(only) for name in part.figures)]
    return begin or [part for part in parts if any(only.startswith(name) for name in part.figures)]


def _parts(folder: Path, options: argparse.Namespace) -> list[Part]:
    size = {"employees": options.employees, "repeats": options.repeats}
    small = size | {"employees": min(options.employees, _MOST_OBVIOUS)}
    by_one_import = (
        "import.first", "import.limit", "import.rows", "import.bodies", "import.decode", "import.unchanged",
    )  # fmt: skip
    answering = {"employees": options.employees, "requests": options.requests}
    return [
        Part(("emulator.generate", "decode"), partial(decoding.measure, **size)),
        Part(("decode.memory",), partial(decoding.measure_memory, megabytes=options.megabytes)),
        Part(by_one_import, partial(importing.measure, folder, **size)),
        Part(("import.obvious",), partial(obvious.measure, folder, **small)),
        Part(("import.postgresql",), partial(postgresql.measure, folder, **size)),
        Part(("import.memory",), partial(many_employers.measure, folder)),
        Part(("requests",), partial(requests.measure, folder, **answering)),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", default="", help="figures whose name begins so, and those made with them")
    parser.add_argument(
        "--employees", type=int, default=10_000, help="of the one employer (default %(default)s)"
    )
    parser.add_argument("--repeats", type=int, default=3, help="of each import (default %(default)s)")
    parser.add_argument("--requests", type=int, default=2_000, help="over HTTP (default %(default)s)")
    parser.add_argument("--megabytes", type=int, default=200, help="of a large answer (default %(default)s)")
    parser.add_argument(
        "--profile", nargs="?", const="first", choices=("first", "unchanged"),
        help="only tell where such an import spends its time",
    )  # fmt: skip
    return parser


if __name__ == "__main__":
    main()
