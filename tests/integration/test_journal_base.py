"""A plan is stored once and applied once, and never on anything but what it was made on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.database import Database
from app.hr.delivery import Delivery
from app.hr.records import Entity
from app.runs import journal
from tests.integration.books import LATER, NOW, SICK, Books, open_books
from tests.unit.deliveries import absence_row, delivery, department, employee, employment

MISSING = replace(SICK, absences=())
HALF = replace(SICK, absences=(absence_row(percentage=50),))


@pytest.fixture
def books(database: Database) -> Books:
    with database.transaction() as session:
        return open_books(session, database, "Bakkerij")


# --- once -----------------------------------------------------------------------------------------


def test_storing_twice_leaves_one_plan(books: Books) -> None:
    run_id = books.run()
    made = books.plan(run_id, SICK)

    for _ in range(2):
        books.store_again(run_id, made)

    assert [change.source_key for change in made.changes] == [row.source_key for row in books.journal(run_id)]


def test_a_newer_plan_of_a_run_takes_the_place_of_the_older(books: Books) -> None:
    run_id = books.run()
    for delivered in (SICK, delivery(employees=[employee("E2")], employments=[employment(of="E2")])):
        books.store_again(run_id, books.plan(run_id, delivered))

    assert books.apply(run_id)

    assert ["E2"] == [row["source_key"] for row in books.rows(Entity.EMPLOYEE)]


def test_storing_leaves_the_plans_of_other_runs_and_employers_alone(database: Database, books: Books) -> None:
    with database.transaction() as session:
        others = open_books(session, database, "Slagerij")
    earlier = books.store(SICK)
    run_id = books.store(SICK)
    others.store_again(run_id, others.plan(run_id, SICK))
    before = [row.id for row in books.journal(earlier)]

    books.store_again(run_id, books.plan(run_id, delivery()))

    assert before == [row.id for row in books.journal(earlier)]
    employers = [row.employer_id for row in books.journal(run_id)]
    assert {books.employer_id: 4, others.employer_id: 5} == {
        each: employers.count(each) for each in set(employers)
    }


@pytest.mark.parametrize(
    "deliveries",
    [
        pytest.param([SICK], id="create"),
        pytest.param([SICK, replace(SICK, absences=(absence_row(percentage=50),))], id="update"),
        pytest.param([SICK, replace(SICK, absences=())], id="mark"),
        pytest.param([SICK, replace(SICK, absences=()), replace(SICK, absences=())], id="withdraw"),
        pytest.param([SICK, *[replace(SICK, absences=())] * 2, SICK], id="restore"),
        pytest.param([SICK, replace(SICK, absences=()), SICK], id="unmark"),
    ],
)
def test_applying_again_does_nothing_and_breaks_nothing(books: Books, deliveries: list[Delivery]) -> None:
    for delivered in deliveries:
        run_id = books.take(delivered)
    before = books.everything()

    assert not books.apply(run_id, LATER)

    assert before == books.everything()


def test_records_have_the_moment_at_which_they_were_applied(books: Books) -> None:
    books.take(SICK)

    assert {NOW} == {row["updated_at"] for rows in books.everything().values() for row in rows}


def test_what_was_applied_and_never_committed_was_never_there(books: Books) -> None:
    run_id = books.store(SICK)

    with books.database.reading() as session:
        assert journal.apply(session, run_id, books.employer_id, NOW)

    assert {entity: [] for entity in Entity} == books.everything()
    assert books.apply(run_id)


def test_an_empty_plan_applies(books: Books) -> None:
    assert books.apply(books.store(delivery(departments=[], employees=[], employments=[], placements=[])))


# --- on a base that has moved ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "planned", "meanwhile"),
    [
        pytest.param([], SICK, [SICK], id="created twice"),
        pytest.param(
            [SICK], HALF, [replace(SICK, absences=(absence_row(percentage=10),))], id="updated twice"
        ),
        pytest.param([SICK], HALF, [HALF], id="updated to the same"),
        pytest.param([SICK], MISSING, [MISSING], id="marked twice"),
        pytest.param([SICK], MISSING, [HALF], id="changed, then missing"),
        pytest.param([SICK, MISSING], MISSING, [MISSING], id="withdrawn twice"),
        pytest.param([SICK, MISSING], MISSING, [SICK], id="back before it is withdrawn"),
        pytest.param([SICK, MISSING], SICK, [MISSING], id="withdrawn before it is back"),
        pytest.param([SICK, MISSING, MISSING], SICK, [SICK], id="restored twice"),
        pytest.param([SICK], HALF, [MISSING], id="marked before it changed"),
        pytest.param([SICK, MISSING], SICK, [SICK, MISSING], id="marked afresh"),
    ],
)
def test_a_plan_whose_base_has_moved_applies_nothing(
    books: Books, before: list[Delivery], planned: Delivery, meanwhile: list[Delivery]
) -> None:
    for delivered in before:
        books.take(delivered)
    run_id = books.store(planned)
    assert books.journal(run_id)
    for delivered in meanwhile:
        books.take(delivered)
    stood = books.everything()

    assert not books.apply(run_id, LATER)

    assert stood == books.everything()


def test_one_moved_record_holds_up_the_whole_plan(books: Books) -> None:
    books.take(SICK)
    new_hire = replace(
        HALF,
        employees=(*HALF.employees, employee("E2")),
        employments=(employment(), employment("V2", of="E2")),
    )
    run_id = books.store(new_hire)
    books.take(HALF)

    assert not books.apply(run_id)

    assert ["E1"] == [row["source_key"] for row in books.rows(Entity.EMPLOYEE)]


def test_a_plan_applies_though_other_records_have_moved(books: Books) -> None:
    books.take(SICK)
    run_id = books.store(HALF)
    books.take(replace(SICK, departments=(department(name="Oven"),)))

    assert books.apply(run_id)

    assert 50 == books.row(Entity.ABSENCE_CASE)["periods"][0]["percentage"]
    assert "Oven" == books.row(Entity.DEPARTMENT)["name"]
