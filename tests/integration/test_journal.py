"""The journal on both databases: what is planned is stored, applied from there, and held as planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from app import models
from app.database import BATCH, Database
from app.hr.delivery import Stream
from app.hr.records import Entity
from app.runs.fields import PROTECTED, STREAM
from tests.integration.books import BSN, LATER, NOW, SICK, WHOLE, Books, open_books
from tests.unit.deliveries import absence_row, delivery, department, employee, employment, placement

MISSING = replace(SICK, absences=())


@pytest.fixture
def books(database: Database) -> Books:
    with database.transaction() as session:
        return open_books(session, database, "Bakkerij")


def _ciphertexts(rows: Iterable[models.Change]) -> list[str]:
    return [
        value
        for row in rows
        for name, values in row.fields.items()
        if (Entity(row.entity), name) in PROTECTED
        for value in values
        if value is not None
    ]


# --- there and back -------------------------------------------------------------------------------


def test_what_was_applied_is_held_with_its_references_by_source_key(books: Books) -> None:
    books.take(SICK)

    found = books.held()
    assert {"code": "10", "name": "Winkel", "archived": False} == found[Entity.DEPARTMENT]["D1"].values
    person = found[Entity.EMPLOYEE]["E1"].values
    assert ("D1", "Bruin", "1980-02-29") == (
        person["department_key"],
        person["last_name"],
        person["birth_date"],
    )
    assert {
        "employee_key": "E1",
        "start_date": "2020-01-01",
        "end_date": None,
        "initial_start_date": None,
    } == found[Entity.EMPLOYMENT]["V1"].values
    case = found[Entity.ABSENCE_CASE]["E1/1"].values
    assert ("E1", "2026-03-02", None) == (case["employee_key"], case["first_sick_day"], case["last_sick_day"])


def test_references_are_kept_as_ids_of_ours(books: Books) -> None:
    books.take(SICK)

    person = books.row(Entity.EMPLOYEE)
    assert books.row(Entity.DEPARTMENT)["id"] == person["department_id"]
    assert person["id"] == books.row(Entity.EMPLOYMENT)["employee_id"]
    assert person["id"] == books.row(Entity.ABSENCE_CASE)["employee_id"]


def test_dates_and_periods_have_types_that_the_database_knows(books: Books) -> None:
    books.take(SICK)

    case = books.row(Entity.ABSENCE_CASE)
    assert (date(2026, 3, 2), None) == (case["first_sick_day"], case["last_sick_day"])
    assert [
        {
            "source_key": "A1",
            "first_day": "2026-03-02",
            "last_day": None,
            "percentage": 100,
            "reported_on": None,
        }
    ] == case["periods"]


def test_a_second_identical_delivery_stores_no_row(books: Books) -> None:
    books.take(SICK)
    before = books.everything()

    again = books.take(SICK, LATER)

    assert ([], before) == (books.journal(again), books.everything())


def test_a_change_moves_only_what_it_names_and_says_which_run_made_it(books: Books) -> None:
    first = books.take(SICK)
    before = books.row(Entity.EMPLOYEE)
    moved = replace(
        SICK,
        employees=(employee(bsn=BSN, prefix=None),),
        departments=(department(), department("D2", "Oven")),
        placements=(placement(at="D2"),),
    )

    second = books.take(moved, LATER)

    after = books.row(Entity.EMPLOYEE)
    changed = {name for name in after if after[name] != before[name]}
    assert {"department_id", "prefix", "content_hash", "run_id", "updated_at"} == changed
    assert (second, LATER) == (after["run_id"], after["updated_at"])
    assert (None, before["bsn_encrypted"]) == (after["prefix"], after["bsn_encrypted"])
    assert first == books.row(Entity.EMPLOYMENT)["run_id"]
    assert "D2" == books.held()[Entity.EMPLOYEE]["E1"].values["department_key"]


def test_text_of_any_language_comes_back_as_it_went(books: Books) -> None:
    name = 'D\'Ça-Żółw “北” \\ "%s" {x} 🙂'

    books.take(replace(SICK, employees=(employee(last_name=name),)))

    assert name == books.held()[Entity.EMPLOYEE]["E1"].values["last_name"]
    assert () == books.plan("run", replace(SICK, employees=(employee(last_name=name),))).changes


# --- protected values -----------------------------------------------------------------------------


def test_protected_values_are_ciphertext_in_the_journal_and_in_their_rows(books: Books) -> None:
    run_id = books.take(SICK)

    stored = [str(row.fields) for row in books.journal(run_id)]
    kept = [str(row) for rows in books.everything().values() for row in rows]
    for plain in (BSN, "NMBRS-1", "'Ziekte'"):
        assert not [text for text in stored + kept if plain in text]
    assert 2 == len(_ciphertexts(books.journal(run_id)))


def test_protected_values_open_at_their_own_record_and_nowhere_else(books: Books) -> None:
    books.take(SICK)

    person, case = books.row(Entity.EMPLOYEE), books.row(Entity.ABSENCE_CASE)
    assert BSN == books.opened(person["id"], "bsn", person["bsn_encrypted"])
    assert "NMBRS-1" == books.opened(case["id"], "classification", case["classification_encrypted"])
    assert books.cipher.digest(BSN) == person["bsn_hash"]


def test_applying_moves_the_ciphertext_of_the_journal(books: Books) -> None:
    run_id = books.take(SICK)

    moved = {
        books.row(Entity.EMPLOYEE)["bsn_encrypted"],
        books.row(Entity.ABSENCE_CASE)["classification_encrypted"],
    }

    assert moved == set(_ciphertexts(books.journal(run_id)))


def test_a_changed_protected_value_has_old_and_new_as_ciphertext(books: Books) -> None:
    books.take(SICK)
    changed = replace(
        SICK,
        employees=(employee(bsn="111222333"),),
        absences=(absence_row(label="Geen vangnetgeval"),),
    )

    person, case = books.journal(books.take(changed, LATER))

    opened = [
        [books.opened(row.record_id, name, value) for value in row.fields[name]]
        for row, name in ((person, "bsn"), (case, "classification"))
    ]
    assert [[BSN, "111222333"], ["NMBRS-1", "NMBRS-7"]] == opened
    assert "111222333" == books.opened(person.record_id, "bsn", books.row(Entity.EMPLOYEE)["bsn_encrypted"])


def test_an_unchanged_protected_value_is_not_sealed_anew(books: Books) -> None:
    books.take(SICK)
    before = books.row(Entity.EMPLOYEE)["bsn_encrypted"]

    books.take(replace(SICK, employees=(employee(bsn=BSN, last_name="Groen"),)), LATER)

    assert before == books.row(Entity.EMPLOYEE)["bsn_encrypted"]


# --- missing, gone and back -----------------------------------------------------------------------


def test_a_case_is_marked_withdrawn_and_restored_in_its_own_row(books: Books) -> None:
    books.take(SICK)
    case_id = books.row(Entity.ABSENCE_CASE)["id"]

    marking = books.take(MISSING)
    marked = books.row(Entity.ABSENCE_CASE)
    books.take(MISSING, LATER)
    withdrawn = books.row(Entity.ABSENCE_CASE)
    books.take(SICK, LATER)
    restored = books.row(Entity.ABSENCE_CASE)

    assert {case_id} == {each["id"] for each in (marked, withdrawn, restored)}
    assert (marking, None) == (marked["pending_withdrawal_run_id"], marked["withdrawn_at"])
    assert LATER == withdrawn["withdrawn_at"]
    assert (None, None) == (restored["pending_withdrawal_run_id"], restored["withdrawn_at"])


# --- many and several -----------------------------------------------------------------------------


def test_thousands_of_rows_go_through_in_batches(books: Books) -> None:
    number = 4 * BATCH
    keys = [f"E{each:05}" for each in range(number)]
    everybody = delivery(
        employees=[employee(key, bsn=key) for key in keys],
        employments=[employment(f"V{key}", of=key) for key in keys],
        placements=[placement(of=key) for key in keys],
        absences=[absence_row(f"A{key}", of=key, dossier=f"{key}/1") for key in keys],
    )

    run_id = books.take(everybody)

    of_employees = (Entity.EMPLOYEE, Entity.EMPLOYMENT, Entity.PLACEMENT, Entity.ABSENCE_CASE)
    assert 1 + len(of_employees) * number == len(books.journal(run_id))
    assert {number} == {len(books.rows(entity)) for entity in of_employees}
    assert keys == [row["source_key"] for row in books.rows(Entity.EMPLOYEE)]
    assert () == books.plan("run", everybody).changes

    renamed = replace(
        everybody, employees=tuple(employee(key, bsn=key, last_name=f"Naam {key}") for key in keys)
    )
    books.take(renamed, LATER)

    assert [f"Naam {key}" for key in keys] == [row["last_name"] for row in books.rows(Entity.EMPLOYEE)]
    assert () == books.plan("run", renamed).changes


def test_two_employers_with_equal_source_keys_are_kept_apart(database: Database, books: Books) -> None:
    with database.transaction() as session:
        others = open_books(session, database, "Slagerij")
    books.take(WHOLE)
    others.take(replace(WHOLE, employees=(employee(last_name="Groen"),)))
    before = others.everything()

    for _ in range(2):
        books.take(replace(WHOLE, absences=(), departments=(department(name="Oven"),)), LATER)

    assert before == others.everything()
    ids = [books.row(entity)["id"] for entity in Entity] + [others.row(entity)["id"] for entity in Entity]
    assert 2 * len(Entity) == len(set(ids))
    for side in (books, others):
        assert side.row(Entity.DEPARTMENT)["id"] == side.row(Entity.EMPLOYEE)["department_id"]
        assert side.row(Entity.EMPLOYEE)["id"] == side.row(Entity.ABSENCE_CASE)["employee_id"]
    assert books.row(Entity.ABSENCE_CASE)["withdrawn_at"] == LATER


def test_one_run_of_two_employers_applies_each_alone(database: Database, books: Books) -> None:
    with database.transaction() as session:
        others = open_books(session, database, "Slagerij")
    run_id = books.store(SICK)
    others.store_again(run_id, others.plan(run_id, SICK))

    assert books.apply(run_id)
    assert {entity: [] for entity in Entity} == others.everything()
    assert others.apply(run_id, LATER)

    moments = [{row["updated_at"] for row in each.rows(Entity.EMPLOYEE)} for each in (books, others)]
    assert [{NOW}, {LATER}] == moments


def test_every_stream_has_its_rows(books: Books) -> None:
    run_id = books.take(WHOLE)

    assert set(Stream) == {STREAM[Entity(row.entity)] for row in books.journal(run_id)}
