"""`python -m benchmarks`: measure, and print one JSON line per figure."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import decoding, importing, requests


def main() -> None:
    """Measure everything in a folder that is thrown away afterwards."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for figure in decoding.measure(
            employees=options.employees, repeats=options.repeats, megabytes=options.megabytes
        ):
            figure.tell()
        for figure in importing.measure(folder, employees=options.employees, repeats=options.repeats):
            figure.tell()
        for figure in requests.measure(folder / "imported-0.db", requests=options.requests):
            figure.tell()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--employees", type=int, default=10_000, help="of the one employer (default %(default)s)"
    )
    parser.add_argument("--repeats", type=int, default=3, help="of each import (default %(default)s)")
    parser.add_argument("--requests", type=int, default=2_000, help="over HTTP (default %(default)s)")
    parser.add_argument("--megabytes", type=int, default=200, help="of a large answer (default %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
