"""Amounts of wages: their cents, their period, and what becomes of them when a salary table changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Delivery
from app.hr.periods import PeriodType
from app.hr.records import Entity
from tests.unit.agreements import (
    wage,
    whole,
)
from tests.unit.deliveries import Records, build, told

MAY = date(2026, 5, 1)


# --- amounts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delivered", "kept"),
    [
        ("2500", "2500.00"), ("2500.0", "2500.00"), ("2500.00", "2500.00"), ("2500.000", "2500.00"),
        ("2500.5", "2500.50"), ("2500.125", "2500.125"), ("14.20", "14.20"), ("14.2000", "14.20"),
        ("0", "0.00"), ("0.0", "0.00"), ("-0.00", "0.00"), ("-12.5", "-12.50"), ("1E+3", "1000.00"),
    ],
)  # fmt: skip
def test_an_amount_has_its_cents_however_it_was_written(delivered: str, kept: str) -> None:
    assert kept == build(whole(wages=[wage(amount=delivered)])).records[Entity.WAGE]["W1"]["amount"]


# --- wages out of a salary table ------------------------------------------------------------------

STEP = {"table_code": "CAO", "scale": "5", "step": "3"}
NEXT_STEP = {"table_code": "CAO", "scale": "5", "step": "4"}


def _table(past: str, now: str, **fields: Any) -> Delivery:
    """Somebody in one step until April, and in the next since; both with the table's amounts of today."""
    return whole(
        wages=[wage("W1", amount=past, **(STEP | fields)), wage("W2", since=MAY, amount=now, **NEXT_STEP)]
    )


def _amounts(records: Records) -> dict[str, Any]:
    return {key: each.values["amount"] for key, each in records.held[Entity.WAGE].items()}


@pytest.fixture
def records() -> Records:
    return Records()


def test_the_past_wage_of_a_table_keeps_its_amount_and_the_current_one_follows(records: Records) -> None:
    records.take(_table("2500.00", "2600.00"))

    made = records.take(_table("2575.00", "2678.00"))

    assert [("update", "W2", "WAGE_UPDATED")] == told(made)
    assert {"W1": "2500.00", "W2": "2678.00"} == _amounts(records)
    assert () == records.plan(_table("2575.00", "2678.00")).changes


@pytest.mark.parametrize(("today", "past"), [(date(2026, 4, 30), "2575.00"), (MAY, "2500.00")])
def test_a_wage_of_a_table_follows_it_on_its_last_day_still(records: Records, today: date, past: str) -> None:
    records.take(_table("2500.00", "2600.00"), today=today)

    records.take(_table("2575.00", "2678.00"), today=today)

    assert {"W1": past, "W2": "2678.00"} == _amounts(records)


def test_the_past_wage_of_a_table_may_still_get_another_last_day(records: Records) -> None:
    records.take(_table("2500.00", "2600.00"))
    later = whole(
        wages=[wage("W1", amount="2575.00", **STEP), wage("W2", since=date(2026, 5, 4), **NEXT_STEP)]
    )

    made = records.take(later)

    assert {"valid_to": ("2026-04-30", "2026-05-03")} == made.changes[0].fields
    assert "2500.00" == _amounts(records)["W1"]


@pytest.mark.parametrize("place", [{"table_code": "CAO-2"}, {"scale": "6"}, {"step": "2"}])
def test_a_past_wage_that_moves_within_the_table_takes_the_amount_of_its_place(
    records: Records, place: dict[str, str]
) -> None:
    records.take(_table("2500.00", "2600.00"))

    records.take(_table("2400.00", "2600.00", **place))

    assert "2400.00" == _amounts(records)["W1"]


def test_a_past_wage_outside_a_table_is_corrected(records: Records) -> None:
    nowhere = {"table_code": None, "scale": None, "step": None}
    records.take(_table("2500.00", "2600.00", **nowhere))

    records.take(_table("2450.00", "2600.00", **nowhere))

    assert "2450.00" == _amounts(records)["W1"]


def test_a_past_wage_that_is_new_here_has_the_amount_there_is(records: Records) -> None:
    records.take(_table("2575.00", "2678.00"))

    assert {"W1": "2575.00", "W2": "2678.00"} == _amounts(records)


def test_a_past_wage_of_a_table_that_was_missing_comes_back_with_the_amount_it_had(records: Records) -> None:
    records.take(_table("2500.00", "2600.00"))
    for _ in range(2):
        records.take(whole(wages=[wage("W2", since=MAY, amount="2600.00", **NEXT_STEP)]))

    made = records.take(_table("2575.00", "2678.00"))

    assert [("update", "W2", "WAGE_UPDATED"), ("restore", "W1", "WAGE_RETURNED")] == sorted(
        told(made), reverse=True
    )
    assert {"W1": "2500.00", "W2": "2678.00"} == _amounts(records)


@pytest.mark.parametrize("period", PeriodType)
def test_a_wage_says_which_period_it_covers(period: PeriodType) -> None:
    assert period.value == build(whole(wages=[wage(period=period)])).records[Entity.WAGE]["W1"]["period"]
