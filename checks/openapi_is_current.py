"""`openapi/openapi.json` is what the service answers today, so every change of the contract is seen."""

from __future__ import annotations

import difflib
import subprocess
import sys
from pathlib import Path

COMMITTED = Path("openapi/openapi.json")
SHOWN_LINES = 60


def main() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "app", "openapi"], check=True, capture_output=True, text=True
    ).stdout
    committed = COMMITTED.read_text(encoding="utf-8") if COMMITTED.exists() else ""
    if told == committed:
        return
    changes = difflib.unified_diff(
        committed.splitlines(), told.splitlines(), str(COMMITTED), "the service", lineterm="", n=2
    )
    shown = list(changes)[:SHOWN_LINES]
    sys.exit("\n".join([*shown, f"{COMMITTED} is not what the service answers: make openapi, and review."]))


if __name__ == "__main__":
    main()
