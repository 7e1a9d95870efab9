"""`python -m tests.property.campaign`: search for long, and write down what was searched and seen."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

RECORD = Path("docs/campaigns.md")
HEAD = """\
# Campaigns

Long searches of `tests/property/` (`make campaign`), newest last. An example is a history of an
employer: true changes, a source that fails and lies, runs that are killed, repeated and overtaken. Every
run is held against every law of `tests/property/laws.py`. The same commit, examples and seed give the
same search.

| When (UTC) | Commit | Examples | Seed | Runs | Journal rows | Killed | Overtaken (stale) | Min. | Outcome |
|---|---|---|---|---|---|---|---|---|---|
"""


def main() -> int:
    """Search, and add a line to the record whatever comes of it."""
    options = _options()
    os.environ["PROPERTY_PROFILE"] = "campaign"
    os.environ["CAMPAIGN_EXAMPLES"] = str(options.examples)
    began, clock = datetime.now(UTC), time.monotonic()
    code = pytest.main(["tests/property", "--timeout=0", f"--hypothesis-seed={options.seed}"])
    from tests.property.profile import SEEN  # reads the environment when it is first imported

    cells = [
        f"{began:%Y-%m-%d %H:%M}", _commit(), options.examples, options.seed, SEEN["runs"], SEEN["changes"],
        SEEN["killed"], f"{SEEN['overtaken']} ({SEEN['stale']})", f"{(time.monotonic() - clock) / 60:.1f}",
        "every law held" if code == 0 else "**broke a law**",
    ]  # fmt: skip
    before = RECORD.read_text(encoding="utf-8") if RECORD.exists() else HEAD
    RECORD.write_text(before + "| " + " | ".join(map(str, cells)) + " |\n", encoding="utf-8")
    return int(code)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.property.campaign", description=__doc__)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 1_000_000)
    return parser.parse_args()


def _commit() -> str:
    """The commit searched, with a star when files of ours have changed since."""
    asked = ["git", "describe", "--always", "--dirty=*", "--exclude=*"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    return told.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
