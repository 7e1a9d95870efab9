"""When a content is another content, and what of it is protected on its way."""

from __future__ import annotations

import pytest

from app.hr.records import Entity
from app.runs import plan
from app.runs.fields import Values
from tests.unit.deliveries import (
    Records,
    absence_row,
    delivery,
    digest,
    employee,
    sealed,
)

SICK = delivery(absences=[absence_row()])


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def imported(records: Records) -> Records:
    """One employee in one department, off sick."""
    records.take(SICK)
    return records


# --- content --------------------------------------------------------------------------------------


def _hash(values: Values) -> str:
    return plan.content_hash(Entity.DEPARTMENT, values, digest)


def test_the_hash_of_a_content_does_not_depend_on_the_order_of_its_values() -> None:
    values: Values = {"code": "10", "name": "Oven", "archived": False}
    turned: Values = {"archived": False, "name": "Oven", "code": "10"}

    assert _hash(values) == _hash(turned)


def test_a_value_that_is_not_there_counts_as_none() -> None:
    assert _hash({"name": "Oven"}) == _hash({"name": "Oven", "code": None, "archived": None})


@pytest.mark.parametrize(
    "other",
    [
        {"name": "oven"},
        {"name": None},
        {"name": ""},
        {"code": "Oven"},
        {"name": "Oven", "code": ""},
        {"name": "Oven", "archived": False},
        {},
    ],
)
def test_different_contents_have_different_hashes(other: Values) -> None:
    assert _hash({"name": "Oven"}) != _hash(other)


def test_the_order_of_periods_is_content() -> None:
    first, second = {"percentage": 100}, {"percentage": 50}

    hashes = {
        plan.content_hash(Entity.ABSENCE_CASE, {"periods": order}, digest)
        for order in ([first, second], [second, first])
    }

    assert 2 == len(hashes)


# --- protected values -----------------------------------------------------------------------------


def test_a_protected_value_is_compared_in_plain_and_unchanged_is_no_change(records: Records) -> None:
    delivered = delivery(employees=[employee(bsn="123456782")], absences=[absence_row()])
    records.take(delivered, store_bsn=True)
    hidden = records.held[Entity.EMPLOYEE]["E1"].values["bsn"]

    made = records.plan(
        delivery(
            employees=[employee(bsn="123456782", last_name="Groen")], absences=[absence_row(percentage=50)]
        ),
        store_bsn=True,
    )

    assert sealed("id-2", "bsn", "123456782") == hidden
    assert [{"last_name"}, {"periods"}] == [set(change.fields) for change in made.changes]


def test_a_changed_protected_value_has_old_and_new_in_plain(records: Records) -> None:
    records.take(delivery(employees=[employee(bsn="123456782")], absences=[absence_row()]), store_bsn=True)

    person, case = records.plan(
        delivery(employees=[employee(bsn="111222333")], absences=[absence_row(label="Geen vangnetgeval")]),
        store_bsn=True,
    ).changes

    assert ("123456782", "111222333") == person.fields["bsn"]
    assert (digest("123456782"), digest("111222333")) == person.fields["bsn_hash"]
    assert ("NMBRS-1", "NMBRS-7") == case.fields["classification"]


def test_a_bsn_that_may_no_longer_be_kept_goes_with_its_hash(records: Records) -> None:
    delivered = delivery(employees=[employee(bsn="123456782")])
    records.take(delivered, store_bsn=True)

    [change] = records.take(delivered, store_bsn=False).changes

    assert {
        "bsn": ("123456782", None),
        "bsn_hash": (digest("123456782"), None),
    } == change.fields
    assert records.held[Entity.EMPLOYEE]["E1"].values["bsn"] is None


def test_plans_and_held_records_print_nobody(imported: Records) -> None:
    made = imported.plan(delivery(employees=[employee(last_name="Groen")]))

    printed = repr([made, *made.changes, imported.case(), *imported.all()])

    assert not any(word in printed for word in ("Groen", "Bruin", "NMBRS-1", "2026-03-02"))
