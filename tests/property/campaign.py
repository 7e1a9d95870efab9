"""`python -m tests.property.campaign`: search for long, and write down what was searched and seen."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime

import pytest

from tests.campaigns import commit, read_options, record


def main() -> int:
    """Search, and add a line to the record whatever comes of it."""
    options = read_options("tests.property.campaign", __doc__, examples=500)
    os.environ["PROPERTY_PROFILE"] = "campaign"
    os.environ["CAMPAIGN_EXAMPLES"] = str(options.examples)
    began, clock = datetime.now(UTC), time.monotonic()
    code = pytest.main(["tests/property", "--timeout=0", f"--hypothesis-seed={options.seed}"])
    from tests.property.profile import SEEN  # reads the environment when it is first imported

    record("Histories", [
        f"{began:%Y-%m-%d %H:%M}", commit(), options.examples, options.seed, SEEN["runs"], SEEN["changes"],
        SEEN["killed"], f"{SEEN['overtaken']} ({SEEN['stale']})", f"{(time.monotonic() - clock) / 60:.1f}",
        "every law held" if code == 0 else "**broke a law**",
    ])  # fmt: skip
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
