"""`python -m tests.e2e.campaign`: send many more requests of every kind, to the service on each database."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from checks.postgresql import postgresql_server
from tests.campaigns import commit, read_options, record
from tests.databases import Databases, PostgresqlDatabases, SqliteDatabases
from tests.e2e.any_request import Found, perform, searches
from tests.e2e.demonstration import demonstrated


def main() -> int:
    """Search, and add a line to the record whatever comes of it."""
    options = read_options("tests.e2e.campaign", __doc__, examples=200)
    faulty = False
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        kinds: dict[str, Databases] = {
            "SQLite": SqliteDatabases(folder),
            "PostgreSQL": PostgresqlDatabases(stack.enter_context(postgresql_server())),
        }
        for kind, databases in kinds.items():
            began, clock = datetime.now(UTC), time.monotonic()
            found = _search(folder / kind, databases, options.examples, options.seed)
            faults = [each.faults for each in found if each.faults]
            sys.stderr.write("\n".join(faults))
            faulty = faulty or bool(faults)
            record("Requests", [
                f"{began:%Y-%m-%d %H:%M}", commit(), options.examples, options.seed, kind,
                sum(each.requests for each in found), f"{(time.monotonic() - clock) / 60:.1f}",
                "**answered otherwise**" if faults else "as the contract says",
            ])  # fmt: skip
    return int(faulty)


def _search(folder: Path, databases: Databases, examples: int, seed: int) -> list[Found]:
    folder.mkdir()
    with demonstrated(folder / "demo", databases.empty()) as stage:
        return [
            perform(each, stage, folder / str(number)) for number, each in enumerate(searches(examples, seed))
        ]


if __name__ == "__main__":
    sys.exit(main())
