"""Where an employee works today follows from the placements that have started."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from app.hr.employment import placement_on
from app.hr.records import Placement
from tests.unit.deliveries import TODAY, placement

LONG_AGO = placement(at="D1", since=date(2020, 1, 1))
LAST_MONTH = placement(at="D2", since=date(2026, 4, 1))
NEXT_MONTH = placement(at="D3", since=date(2026, 6, 1))
NEXT_YEAR = placement(at="D4", since=date(2027, 1, 1))


def test_the_latest_placement_that_has_started_is_in_force() -> None:
    assert LAST_MONTH == placement_on([LONG_AGO, LAST_MONTH, NEXT_MONTH], TODAY)


@pytest.mark.parametrize("order", list(permutations([LONG_AGO, LAST_MONTH, NEXT_MONTH, NEXT_YEAR])))
def test_the_order_of_placements_does_not_matter(order: tuple[Placement, ...]) -> None:
    assert LAST_MONTH == placement_on(order, TODAY)


def test_a_placement_is_in_force_from_its_first_day() -> None:
    days = (date(2026, 5, 31), date(2026, 6, 1))

    found = [placement_on([LAST_MONTH, NEXT_MONTH], day) for day in days]

    assert [LAST_MONTH, NEXT_MONTH] == found


def test_before_any_placement_has_started_the_first_to_come_counts() -> None:
    assert NEXT_MONTH == placement_on([NEXT_YEAR, NEXT_MONTH], TODAY)


def test_nobody_without_placements_has_one() -> None:
    assert placement_on([], TODAY) is None


def test_someone_who_comes_back_to_a_department_is_where_he_is_today() -> None:
    back = placement(at="D1", since=date(2026, 5, 1))

    assert back == placement_on([LONG_AGO, LAST_MONTH, back], TODAY)
