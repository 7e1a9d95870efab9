"""The journal with every kind of record that is missing, gone and back, or has moved meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.database import Database
from app.hr.records import Entity
from app.runs.fields import OF_EMPLOYEE
from tests.integration.all_kinds import CHANGED, GONE
from tests.integration.books import LATER, WHOLE, Books, open_books
from tests.unit.deliveries import department, placement


@pytest.fixture
def books(database: Database) -> Books:
    with database.transaction() as session:
        return open_books(session, database, "Bakkerij")


def _standing(books: Books, entity: Entity) -> list[dict[str, Any]]:
    return [row for row in books.rows(entity) if row["withdrawn_at"] is None]


def test_every_kind_that_can_be_missing_is_here() -> None:
    assert {*OF_EMPLOYEE} == GONE.keys()
    assert {*Entity} == CHANGED.keys()


# --- missing, gone and back -----------------------------------------------------------------------


@pytest.mark.parametrize("entity", GONE)
def test_a_record_is_marked_withdrawn_and_restored_in_its_own_row(books: Books, entity: Entity) -> None:
    present, without = GONE[entity]
    books.take(present)
    before = _standing(books, entity)

    marking = books.take(without)
    [marked] = [row for row in books.rows(entity) if row["pending_withdrawal_run_id"]]
    books.take(without, LATER)
    [withdrawn] = [row for row in books.rows(entity) if row["withdrawn_at"]]
    books.take(present, LATER)
    after = _standing(books, entity)

    assert marking == marked["pending_withdrawal_run_id"]
    assert (marked["id"], LATER) == (withdrawn["id"], withdrawn["withdrawn_at"])
    changed = {name for old, new in zip(before, after, strict=True) for name in old if old[name] != new[name]}
    assert {"run_id", "updated_at"} == changed
    assert () == books.plan("run", present).changes


def test_a_department_is_archived_and_reactivated_in_its_own_row(books: Books) -> None:
    books.take(WHOLE)
    before = books.row(Entity.DEPARTMENT)
    moved = replace(
        WHOLE,
        departments=(department(), department("D2", "Oven")),
        placements=(placement(), placement(at="D2", since=date(2026, 5, 1))),
    )

    books.take(moved)
    [archived, _] = books.rows(Entity.DEPARTMENT)
    books.take(WHOLE)
    [reactivated, other] = books.rows(Entity.DEPARTMENT)

    assert (before["id"], True, None) == (archived["id"], archived["archived"], archived["withdrawn_at"])
    assert (False, True) == (reactivated["archived"], other["archived"])
    assert before["content_hash"] == reactivated["content_hash"]


# --- on a base that has moved ---------------------------------------------------------------------


@pytest.mark.parametrize("entity", CHANGED)
def test_a_plan_is_stale_when_its_record_changed_meanwhile(books: Books, entity: Entity) -> None:
    books.take(WHOLE)
    late = books.store(CHANGED[entity])
    books.take(CHANGED[entity])
    stood = books.everything()

    assert not books.apply(late, LATER)

    assert stood == books.everything()


@pytest.mark.parametrize("entity", GONE)
def test_a_withdrawal_is_stale_when_the_mark_was_taken_off_meanwhile(books: Books, entity: Entity) -> None:
    present, without = GONE[entity]
    books.take(present)
    books.take(without)
    late = books.store(without)
    assert {"withdraw"} == {change.operation for change in books.journal(late)}
    books.take(present)
    stood = books.everything()

    assert not books.apply(late, LATER)

    assert stood == books.everything()


@pytest.mark.parametrize("entity", GONE)
def test_a_withdrawal_is_stale_when_the_record_was_marked_afresh(books: Books, entity: Entity) -> None:
    present, without = GONE[entity]
    books.take(present)
    books.take(without)
    late = books.store(without)
    for delivered in (present, without):
        books.take(delivered)

    assert not books.apply(late, LATER)

    assert len(books.rows(entity)) == len(_standing(books, entity))


@pytest.mark.parametrize("entity", GONE)
def test_a_change_is_stale_when_its_record_was_marked_or_withdrawn_meanwhile(
    books: Books, entity: Entity
) -> None:
    present, without = GONE[entity]
    books.take(present)
    late_mark = books.store(without)
    books.take(without)
    assert not books.apply(late_mark, LATER)

    late_return = books.store(present)
    books.take(without)

    assert not books.apply(late_return, LATER)


def test_creating_is_stale_when_another_run_created_it(books: Books) -> None:
    late = books.store(WHOLE)
    books.take(replace(WHOLE, absences=(), wages=()))

    assert not books.apply(late, LATER)

    assert ([], []) == (books.rows(Entity.WAGE), books.rows(Entity.ABSENCE_CASE))
