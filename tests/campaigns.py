"""What every long search has: options, and a line in `docs/campaigns.md` whatever comes of it."""

from __future__ import annotations

import argparse
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

RECORD = Path("docs/campaigns.md")


def read_options(of: str, doc: str | None, examples: int) -> argparse.Namespace:
    """`--examples` and `--seed`, which `make campaign` gives to all searches alike."""
    parser = argparse.ArgumentParser(prog=f"python -m {of}", description=doc)
    parser.add_argument("--examples", type=int, default=examples)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 1_000_000)
    return parser.parse_args()


def record(section: str, cells: Iterable[object]) -> None:
    """Add a row to the table of a section."""
    lines = RECORD.read_text(encoding="utf-8").splitlines()
    at = lines.index(f"## {section}")
    rest = next(
        (number for number in range(at + 1, len(lines)) if lines[number].startswith("## ")), len(lines)
    )
    last = max(number for number in range(at, rest) if lines[number].startswith("|"))
    lines.insert(last + 1, "| " + " | ".join(map(str, cells)) + " |")
    RECORD.write_text("\n".join(lines) + "\n", encoding="utf-8")


def commit() -> str:
    """The commit searched, with a star when files of ours have changed since."""
    asked = ["git", "describe", "--always", "--dirty=*", "--exclude=*"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    return told.stdout.strip() or "unknown"
