"""The journal with every kind of record, on both databases: made from it, exact, and changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.database import Database
from app.hr.delivery import Delivery
from app.hr.records import Employee, Entity
from app.runs.fields import FIELDS, OF_EMPLOYEE, PROTECTED, REFERENCES
from tests.integration.all_kinds import CHANGED, END, PERSON
from tests.integration.books import LATER, NOW, WHOLE, Books, open_books
from tests.unit.agreements import (
    IBAN,
    KEY,
    address,
    contract,
    employer,
    job,
    postal_address,
    schedule,
    wage,
    whole,
)


@pytest.fixture
def books(database: Database) -> Books:
    with database.transaction() as session:
        return open_books(session, database, "Bakkerij")


# --- made from the journal ------------------------------------------------------------------------


def test_what_was_created_is_held_as_it_was_planned(books: Books) -> None:
    run_id = books.run()
    planned = books.plan(run_id, WHOLE)

    books.store_again(run_id, planned)
    assert books.apply(run_id)

    for change in planned.changes:
        entity = change.entity
        held = books.held()[entity][KEY[entity]]
        values = books.looked_up(entity, [KEY[entity]])[KEY[entity]]
        told = {name: new for name, (_, new) in change.fields.items()}
        for name in FIELDS[entity]:
            value = values[name]
            if value is not None and (entity, name) in PROTECTED:
                value = books.opened(held.id, name, str(value))
            assert told.get(name) == value, (entity, name)
        assert (change.record_id, change.content_hash) == (held.id, held.content_hash)
    assert () == books.plan("run", WHOLE).changes


def test_values_have_types_that_the_database_knows(books: Books) -> None:
    books.take(WHOLE)

    agreed = books.row(Entity.CONTRACT)
    assert (date(2020, 1, 1), None, date(2020, 2, 1)) == (
        agreed["start_date"], agreed["end_date"], agreed["trial_ends_on"],
    )  # fmt: skip
    assert (True, False, Decimal(36), None) == (
        agreed["indefinite"], agreed["written"], agreed["hours_per_week"], agreed["phase"],
    )  # fmt: skip
    hours = books.row(Entity.SCHEDULE)
    week = ["8"] * 5 + ["0"] * 2
    assert (week * 2, Decimal(1)) == (hours["hours"], hours["part_time_factor"])
    details = books.row(Entity.EMPLOYER)
    assert ([week * 2], True, False, None) == (
        details["full_time"], details["own_risk_sickness"], details["own_risk_disability"],
        details["labour_agreement"],
    )  # fmt: skip
    assert False is books.row(Entity.DEPARTMENT)["archived"]


def test_references_are_kept_as_ids_of_ours(books: Books) -> None:
    books.take(WHOLE)

    person, place = books.row(Entity.EMPLOYEE)["id"], books.row(Entity.DEPARTMENT)["id"]
    assert {person} == {books.row(entity)["employee_id"] for entity in OF_EMPLOYEE}
    assert place == books.row(Entity.PLACEMENT)["department_id"]
    assert {"department_key", "employee_key"} == set(REFERENCES)


def test_the_account_of_an_employer_is_ciphertext_that_opens_at_its_place(books: Books) -> None:
    run_id = books.take(WHOLE)

    details = books.row(Entity.EMPLOYER)
    stored = [str(row.fields) for row in books.journal(run_id)]
    assert not [text for text in [*stored, str(details)] if IBAN in text]
    assert IBAN == books.opened(details["id"], "iban", details["iban_encrypted"])


@pytest.mark.parametrize(
    "bare",
    [
        pytest.param(
            whole(employer=employer(address=None, bank_account=None, full_time=(), social_security=None)),
            id="employer",
        ),
        pytest.param(
            whole(
                contracts=[
                    contract(
                        start_date=None, trial_ends_on=None, indefinite=None, written=None,
                        hours_per_week=None, employment_type=None, income_relation=None,
                    )
                ]
            ),
            id="contract",
        ),
        pytest.param(whole(schedules=[schedule(since=None, hours=(), part_time_factor=None)]), id="schedule"),
        pytest.param(whole(wages=[wage(since=None, amount="0")]), id="wage"),
        pytest.param(
            whole(
                addresses=[
                    address(**dict.fromkeys(("street", "house_number", "postal_code", "city", "country")))
                ]
            ),
            id="address",
        ),
    ],
)  # fmt: skip
def test_what_is_nothing_is_null_and_stays_so(books: Books, bare: Delivery) -> None:
    books.take(bare)

    assert () == books.plan("run", bare).changes
    books.take(WHOLE)
    books.take(bare)
    assert () == books.plan("run", bare).changes


@pytest.mark.parametrize(
    "amount",
    [
        "0.01",
        "-0.01",
        "2500.00",
        "99999999999999.99",
        "1234.5678",
        "0.0000001",
        "10",
        "100000000000000000000",
    ],
)
def test_a_decimal_is_exact_however_large_or_small(books: Books, amount: str) -> None:
    books.take(replace(WHOLE, wages=(wage(amount="1.00"), wage("W2", amount=amount))))
    made = books.rows(Entity.WAGE)[1]["amount"]
    books.take(replace(WHOLE, wages=(wage(amount=amount), wage("W2", amount=amount))))

    assert [Decimal(amount)] * 2 == [made, books.rows(Entity.WAGE)[0]["amount"]]
    assert (
        ()
        == books.plan(
            "run", replace(WHOLE, wages=(wage(amount=f"{amount}"), wage("W2", amount=amount)))
        ).changes
    )


def test_text_of_any_language_comes_back_as_it_went(books: Books) -> None:
    text = 'D\'Ça-Żółw “北” \\ "%s" {x} null true 1.0 🙂'
    odd = replace(WHOLE, jobs=(job(name=text, code="0012"),), addresses=(address(house_number="007"),))

    books.take(odd)

    assert (text, "0012") == (books.row(Entity.JOB)["name"], books.row(Entity.JOB)["code"])
    assert "007" == books.row(Entity.ADDRESS)["house_number"]
    assert () == books.plan("run", odd).changes


# --- changed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("entity", CHANGED)
def test_a_change_moves_only_what_it_names(books: Books, entity: Entity) -> None:
    books.take(WHOLE)
    before = books.everything()

    run_id = books.take(CHANGED[entity], LATER)

    [change] = books.journal(run_id)
    after = books.everything()
    assert {entity} == {each for each in Entity if before[each] != after[each]}
    [old], [new] = before[entity], after[entity]
    moved = {name.removesuffix("_encrypted") for name in new if new[name] != old[name]}
    assert set(change.fields) | {"content_hash", "run_id", "updated_at"} == moved
    assert (run_id, LATER) == (new["run_id"], new["updated_at"])
    assert () == books.plan("run", CHANGED[entity]).changes
    books.take(WHOLE, LATER)
    assert {old["content_hash"]} == {row["content_hash"] for row in books.rows(entity)}


def test_a_changed_account_of_an_employer_has_old_and_new_as_ciphertext(books: Books) -> None:
    books.take(WHOLE)

    [change] = books.journal(books.take(CHANGED[Entity.EMPLOYER], LATER))

    old, new = change.fields["iban"]
    assert (IBAN, None) == (books.opened(change.record_id, "iban", old), new)
    assert None is books.row(Entity.EMPLOYER)["iban_encrypted"]


def test_changes_of_different_fields_go_to_their_own_records(books: Books) -> None:
    differing: list[dict[str, Any]] = [
        {"phase": "A"}, {"phase": "B"}, {"end_date": END}, {"written": None}, {"indefinite": False}, {},
    ]  # fmt: skip
    before = [contract(f"C{number}") for number in range(len(differing))]
    books.take(replace(WHOLE, contracts=tuple(before)))
    after = [contract(f"C{number}", **fields) for number, fields in enumerate(differing)]

    books.take(replace(WHOLE, contracts=tuple(after)), LATER)

    rows = books.rows(Entity.CONTRACT)
    assert ["A", "B", None, None, None, None] == [row["phase"] for row in rows]
    assert [None, None, END, None, None, None] == [row["end_date"] for row in rows]
    assert [False, False, False, None, False, False] == [row["written"] for row in rows]
    assert [NOW] == [row["updated_at"] for row in rows if row["updated_at"] != LATER]


def test_postal_addresses_of_employer_and_employee_are_kept_apart(books: Books) -> None:
    books.take(replace(WHOLE, employer=employer(address=postal_address(city="Goes"))))

    assert ("Goes", "Zoutelande") == (books.row(Entity.EMPLOYER)["city"], books.row(Entity.ADDRESS)["city"])


def test_a_person_is_kept_with_every_value_there_is(books: Books) -> None:
    person = replace(PERSON, phone_work="0118 123456", email_private="toos@voorbeeld.example")

    books.take(replace(WHOLE, employees=(person,)))

    row = books.row(Entity.EMPLOYEE)
    names = [name for name in Employee.__slots__ if name in row and name != "source_key"]
    assert {name: getattr(person, name) for name in names} == {name: row[name] for name in names}
    assert {"deceased_on", "email_private", "name_style", "partner_prefix"} <= set(names)
