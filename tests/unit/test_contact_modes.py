"""Telephone numbers and addresses of e-mail: never, always, or what is filled in (configuration)."""

from __future__ import annotations

from typing import Any

import pytest

from app.hr.records import Entity
from app.runs.fields import CONTACT, Value
from tests.unit.deliveries import Records, delivery, employee, told

BOTH = {"phone_work": "0118 123456", "email_work": "toos@voorbeeld.example"}


def _contact(records: Records) -> dict[str, Value]:
    values = records.values(Entity.EMPLOYEE, "E1")
    return {name: values[name] for name in CONTACT if values[name] is not None}


def _delivered(**fields: Any) -> Any:
    return delivery(employees=[employee(**fields)])


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.mark.parametrize(("mode", "kept"), [("never", {}), ("always", BOTH), ("when_delivered", BOTH)])
def test_what_is_kept_of_a_new_employee(records: Records, mode: str, kept: dict[str, str]) -> None:
    records.take(_delivered(**BOTH), contact_mode=mode)

    assert kept == _contact(records)
    assert () == records.plan(_delivered(**BOTH), contact_mode=mode).changes


@pytest.mark.parametrize(
    ("mode", "kept"),
    [
        ("never", BOTH),
        ("always", {"email_work": "nieuw@voorbeeld.example"}),
        ("when_delivered", BOTH | {"email_work": "nieuw@voorbeeld.example"}),
    ],
)
@pytest.mark.parametrize("empty", [None, ""])
def test_what_becomes_of_a_changed_and_of_an_emptied_value(
    records: Records, empty: str | None, mode: str, kept: dict[str, str]
) -> None:
    records.take(_delivered(**BOTH), contact_mode="always")
    changed = _delivered(phone_work=empty, email_work="nieuw@voorbeeld.example")

    records.take(changed, contact_mode=mode)

    assert kept == _contact(records)
    assert () == records.plan(changed, contact_mode=mode).changes


def test_what_is_empty_is_none_and_no_text_without_signs(records: Records) -> None:
    records.take(_delivered(**BOTH), contact_mode="always")

    [change] = records.take(_delivered(**dict.fromkeys(BOTH, "")), contact_mode="always").changes

    assert {name: (old, None) for name, old in BOTH.items()} == change.fields


def test_a_mode_that_is_switched_off_leaves_what_is_there_alone(records: Records) -> None:
    records.take(_delivered(**BOTH))

    made = records.take(_delivered(last_name="Groen", phone_work="0118 999999"), contact_mode="never")

    assert [("update", "E1", "EMPLOYEE_UPDATED")] == told(made)
    assert {"last_name"} == set(made.changes[0].fields)
    assert BOTH == _contact(records)


def test_a_mode_that_is_switched_on_fills_in_what_is_delivered(records: Records) -> None:
    records.take(_delivered(**BOTH), contact_mode="never")

    [change] = records.take(_delivered(**BOTH)).changes

    assert {name: (None, new) for name, new in BOTH.items()} == change.fields
