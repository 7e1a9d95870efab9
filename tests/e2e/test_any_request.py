"""Whatever is sent, the service answers, and with nothing that the contract does not say.

A short search in a service with the demo's objects in it; `make campaign` searches for long. What it
found has a test of its own where the rule is, such as `test_records.py` and `test_bad_input.py`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.conftest import Kind
from tests.e2e.any_request import perform, searches
from tests.e2e.demonstration import demonstrated

EXAMPLES_PER_ROUTE = 3
SEED = 20261124


def test_no_request_gets_an_answer_that_is_not_in_the_contract(
    tmp_path: Path, empty_database_url: str, database_kind: Kind
) -> None:
    # The requests made by system take long and are the same on each database, so one of the two gets them.
    admin, operator, reader, own_key = searches(EXAMPLES_PER_ROUTE, SEED)
    by_chance = [replace(admin, phases="fuzzing"), operator, reader]
    chosen = [admin, own_key] if database_kind == "sqlite" else by_chance

    with demonstrated(tmp_path / "demo", empty_database_url) as stage:
        found = [perform(each, stage, tmp_path / str(number)) for number, each in enumerate(chosen)]

    assert [""] * len(chosen) == [each.faults for each in found], "\n".join(each.faults for each in found)
    assert min(each.requests for each in found) > 10
