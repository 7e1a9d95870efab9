"""A process that numbers its ids goes on where another ended, whatever that left in the database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app import models, numbering
from app.database import Database
from app.models import numbered_id
from app.settings import Settings
from tests.integration.callers import Api, make_employer
from tests.integration.world import make_world

SEED = "demo/local"


@pytest.fixture
def numbered(database: Database) -> Iterator[Database]:
    """This process numbers its ids, and begins with what the database holds."""
    numbering.begin(SEED, database)
    yield database
    models.number_ids(None)


def test_a_restart_goes_on_after_the_last_row(api: Api, numbered: Database) -> None:
    before = [make_employer(api), make_employer(api)]

    numbering.begin(SEED, numbered)

    assert [*before, make_employer(api)] == [numbered_id(SEED, "employers", number) for number in (1, 2, 3)]


def test_a_restart_uses_no_id_of_what_was_only_previewed(api: Api, numbered: Database) -> None:
    world = make_world(api, numbered)
    with numbered.transaction() as session:
        previewed = models.new_id("departments")
        session.add(
            models.Change(
                run_id=world.run_id, employer_id=world.employer_id, entity="department", source_key="1",
                record_id=previewed, operation="create", reason="DEPT_CREATED", content_hash="",
            )
        )  # fmt: skip

    numbering.begin(SEED, numbered)

    assert previewed < models.new_id("departments")
    assert numbered_id(SEED, "jobs", 1) == models.new_id("jobs")


def test_rows_made_by_chance_come_after_numbered_ones(api: Api, numbered: Database) -> None:
    first = make_employer(api)
    models.number_ids(None)
    by_chance = make_employer(api)
    numbering.begin(SEED, numbered)
    last = make_employer(api)

    assert [first, by_chance, last] == api.ids("/employers")


def test_production_refuses_a_seed() -> None:
    secrets = {"encryption_keys": "one:" + "x" * 30, "hash_key": "y" * 30}

    with pytest.raises(ValueError, match="ID_SEED is for development only"):
        Settings(_env_file=None, environment="production", id_seed="demo", **secrets)
    assert Settings(_env_file=None, environment="production", **secrets).id_seed is None
