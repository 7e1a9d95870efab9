"""The migrations run up and down on both databases, and begin with what the code counts on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command

from app import migrations, models
from app.database import Database, make_engine
from app.hr.classification import LABELS
from checks.models_equal_migrations import difference
from tests.databases import Databases

# Section 5.1 of the article, letter for letter.
SEVEN = {
    "Ziekte",
    "Ziekte door zwangerschap (vangnet)",
    "Ziekte heringetreden arbeidsgehandicapte (vangnet)",
    "Ziekte door orgaandonatie (vangnet)",
    "Adoptie / Pleegzorg",
    "Ziekte door bevalling",
    "Geen vangnetgeval",
}


def tables(url: str) -> set[str]:
    engine = make_engine(url)
    found = set(sa.inspect(engine).get_table_names())
    engine.dispose()
    return found - {"alembic_version"}


def test_migrations_build_what_the_models_say(databases: Databases) -> None:
    assert difference(databases) is None


def test_migrations_go_down_to_nothing_and_up_again(empty_database_url: str) -> None:
    migrations.upgrade(empty_database_url)
    up = tables(empty_database_url)

    command.downgrade(migrations.config(empty_database_url), "base")
    down = tables(empty_database_url)
    migrations.upgrade(empty_database_url)

    assert (set(), up) == (down, tables(empty_database_url))


def test_migrating_twice_changes_nothing(database_url: str, database: Database) -> None:
    migrations.upgrade(database_url)

    assert migrations.are_done(database.engine)


def test_an_empty_database_is_not_migrated(empty_database_url: str) -> None:
    database = Database(empty_database_url)

    done = migrations.are_done(database.engine)
    database.close()

    assert not done


def test_the_catalogue_starts_with_the_seven_of_the_article(database: Database) -> None:
    with database.reading() as session:
        rows = session.scalars(sa.select(models.AbsenceClassification)).all()

    assert {label: f"{label} (Nmbrs)" for label in SEVEN} == {row.source_label: row.name for row in rows}
    assert all(row.code.startswith("NMBRS_") for row in rows)


def test_the_seven_are_those_the_code_recognises() -> None:
    assert SEVEN == {known.label for known in LABELS if known.in_manual}
