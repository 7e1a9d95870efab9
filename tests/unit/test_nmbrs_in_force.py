"""Of a history in periods the row of today counts, whatever the company's calendar and payroll do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from app.hr.periods import PeriodType
from app.hr.records import AddressKind
from app.nmbrs import rows

TODAY = date(2026, 11, 23)
MONTH, FOUR_WEEKS = PeriodType.MONTH, PeriodType.FOUR_WEEKS


def row(key: int, year: int, period: int, *, entered: int = 1, **changed: Any) -> dict[str, Any]:
    since = {"StartYear": year, "StartPeriod": period}
    return {"Id": key, "CreationDate": datetime(2026, 1, entered), **since} | changed  # noqa: DTZ001


def chosen(*raws: dict[str, Any], period_type: PeriodType = MONTH, today: date = TODAY) -> int | None:
    """Which row counts; the order in which they come makes no difference."""
    one = rows.in_force(raws, period_type, today)
    other = rows.in_force(reversed(raws), period_type, today)
    assert one == other
    return None if one is None else one["Id"]


# --- history with a beginning ---------------------------------------------------------------------


def test_row_that_began_last_counts() -> None:
    assert 2 == chosen(row(1, 2020, 1), row(2, 2026, 11), row(3, 2026, 12))


@pytest.mark.parametrize(
    ("period_type", "period", "first_day"),
    [
        (MONTH, 11, date(2026, 11, 1)),
        (FOUR_WEEKS, 12, date(2026, 11, 2)),
        (FOUR_WEEKS, 1, date(2025, 12, 29)),
    ],
)
def test_row_counts_from_the_first_day_of_its_period(
    period_type: PeriodType, period: int, first_day: date
) -> None:
    history = [row(1, 2020, 1), row(2, 2026, period)]
    eve = date.fromordinal(first_day.toordinal() - 1)

    assert [1, 2] == [chosen(*history, period_type=period_type, today=day) for day in (eve, first_day)]


def test_thirteenth_period_lasts_to_the_end_of_week_53() -> None:
    history = [row(1, 2026, 13), row(2, 2027, 1)]

    told = [chosen(*history, period_type=FOUR_WEEKS, today=date(2027, 1, day)) for day in (3, 4)]

    assert [1, 2] == told


def test_row_entered_last_counts_of_two_in_one_period() -> None:
    assert 1 == chosen(row(1, 2026, 3, entered=9), row(2, 2026, 3, entered=8))


def test_highest_id_counts_of_two_that_were_entered_at_one_moment() -> None:
    assert 2 == chosen(row(1, 2026, 3), row(2, 2026, 3))


def test_row_that_does_not_say_when_it_was_entered_gives_way() -> None:
    assert 1 == chosen(row(1, 2026, 3), row(2, 2026, 3, CreationDate=None))


def test_first_row_to_come_counts_before_any_has_begun() -> None:
    assert 2 == chosen(row(1, 2027, 5), row(2, 2026, 12), row(3, 2027, 1))


def test_row_entered_last_counts_of_two_to_come_in_one_period() -> None:
    assert 1 == chosen(row(1, 2027, 1, entered=9), row(2, 2027, 1, entered=8))


def test_row_with_an_end_counts_to_the_last_day_of_its_last_period() -> None:
    history = [row(1, 2020, 1), row(2, 2026, 1, EndYear=2026, EndPeriod=11)]

    assert [2, 1] == [chosen(*history, today=day) for day in (date(2026, 11, 30), date(2026, 12, 1))]


@pytest.mark.parametrize(
    "broken",
    [
        row(9, 2026, 13, entered=20),
        row(9, 2026, 0, entered=20),
        row(9, 0, 11, entered=20),
        row(9, 2026, 1, EndYear=2026, EndPeriod=13),
        {"Id": 9, "StartYear": 2026},
    ],
    ids=["period 13 of a year of months", "period 0", "year 0", "end that does not exist", "no period"],
)
def test_row_in_a_period_that_does_not_exist_does_not_count(broken: dict[str, Any]) -> None:
    assert 1 == chosen(row(1, 2020, 1), broken)
    assert chosen(broken) is None


def test_no_history_is_no_row() -> None:
    assert chosen() is None


# --- addresses: with an end, and one of each kind -------------------------------------------------


def place(key: int, year: int, period: int, **changed: Any) -> dict[str, Any]:
    return row(key, year, period, **{"Type": "HomeAddress", "HouseNumber": str(key)} | changed)


def homes(
    *raws: dict[str, Any], period_type: PeriodType | None = MONTH, today: date = TODAY
) -> dict[AddressKind, str | None]:
    """House numbers by kind; the order in which the rows come makes no difference."""
    found, _ = rows.addresses(raws, employee_key="1", period_type=period_type, today=today)
    other, _ = rows.addresses(reversed(raws), employee_key="1", period_type=period_type, today=today)
    assert set(found) == set(other)
    return {each.kind: each.address.house_number for each in found}


def test_one_address_of_each_kind_is_taken() -> None:
    kinds = (
        "HomeAddress",
        "PostAddress",
        "AbsenceAddress",
        "HolidaysAddress",
        "WeekendAddress",
        "WorkAddress",
    )
    raws = [place(key, 2020, 1, Type=kind) for key, kind in enumerate(kinds)]

    assert {kind: str(key) for key, kind in enumerate(AddressKind)} == homes(*raws)


def test_address_that_began_last_counts() -> None:
    assert {AddressKind.HOME: "2"} == homes(place(1, 2020, 1), place(2, 2026, 11), place(3, 2026, 10))


@pytest.mark.parametrize(
    ("period_type", "last_day"), [(MONTH, date(2026, 10, 31)), (FOUR_WEEKS, date(2026, 10, 4))]
)
def test_address_counts_to_the_last_day_of_its_last_period(period_type: PeriodType, last_day: date) -> None:
    left = place(1, 2020, 1, EndYear=2026, EndPeriod=10)
    morrow = date.fromordinal(last_day.toordinal() + 1)

    assert {AddressKind.HOME: "1"} == homes(left, period_type=period_type, today=last_day)
    assert {} == homes(left, period_type=period_type, today=morrow)


def test_address_counts_from_the_first_day_of_its_period() -> None:
    moved = place(1, 2026, 11)

    assert {} == homes(moved, today=date(2026, 10, 31))
    assert {AddressKind.HOME: "1"} == homes(moved, today=date(2026, 11, 1))


def test_address_to_come_is_not_where_somebody_lives() -> None:
    assert {} == homes(place(1, 2026, 12))
    assert {} == homes(place(1, 2020, 1, EndYear=2026, EndPeriod=10), place(2, 2026, 12))


def test_ended_address_gives_way_to_an_older_one_that_goes_on() -> None:
    assert {AddressKind.HOME: "1"} == homes(place(1, 2020, 1), place(2, 2026, 8, EndYear=2026, EndPeriod=10))


def test_addresses_of_now_need_no_period_and_the_default_one_wins() -> None:
    first = {"Id": 1, "Type": "HomeAddress", "HouseNumber": "1", "Default": True}
    second = {"Id": 2, "Type": "HomeAddress", "HouseNumber": "2", "Default": False}

    assert {AddressKind.HOME: "1"} == homes(first, second, period_type=None)
    assert {AddressKind.HOME: "2"} == homes(first | {"Default": False}, second, period_type=None)


@pytest.mark.parametrize("kind", ["NewAddress", "homeaddress", None])
def test_address_of_a_kind_that_is_new_to_us_is_named_and_the_others_go_on(kind: str | None) -> None:
    raws = [place(1, 2020, 1), place(2, 2020, 1, Type=kind)]

    found, problems = rows.addresses(raws, employee_key="7", period_type=MONTH, today=TODAY)

    assert ["7/home"] == [each.source_key for each in found]
    assert (["7/2"], []) == (problems.unknown, problems.invalid)


@pytest.mark.parametrize(
    "changed", [{"StartPeriod": 13}, {"EndYear": 2026, "EndPeriod": 0}, {"StartYear": 1}], ids=str
)
def test_address_in_a_period_that_does_not_exist_is_named_and_the_others_go_on(
    changed: dict[str, int],
) -> None:
    raws = [place(1, 2020, 1), place(2, 2020, 1, Type="PostAddress", **changed)]

    found, problems = rows.addresses(raws, employee_key="7", period_type=MONTH, today=TODAY)

    assert ["7/home"] == [each.source_key for each in found]
    assert ([], ["7/2"]) == (problems.unknown, problems.invalid)


def test_kind_of_an_address_that_is_over_concerns_nobody() -> None:
    over = place(1, 2020, 1, EndYear=2020, EndPeriod=2, Type="NewAddress")

    _, problems = rows.addresses([over], employee_key="7", period_type=MONTH, today=TODAY)

    assert [] == problems.unknown
