"""Wages as they are at Nmbrs: an amount from a day on, of a kind, perhaps in a salary table."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.hr.periods import PeriodType
from app.hr.records import Wage, WageKind
from app.nmbrs import rows, terms
from app.nmbrs.errors import NmbrsUnreadable

NEW_YEAR = datetime(2026, 1, 1)  # noqa: DTZ001  # Nmbrs has no zones


def without(raw: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if name not in names}


WAGE: dict[str, Any] = {
    "ID": 51,
    "Value": Decimal("3000.50"),
    "Type": 1,
    "StartDate": NEW_YEAR,
    "CreationDate": NEW_YEAR,
}
TABLE = {"Code": 300, "Schaal": {"Scale": " 7 ", "ScaleValue": Decimal(1)}, "Trede": {"Step": "3"}}


def wage(raw: dict[str, Any]) -> Wage:
    return terms.wage(raw, employee_key="7", period=PeriodType.MONTH)


def wages(history: list[rows.Row]) -> tuple[tuple[Wage, ...], rows.Problems]:
    return rows.wages(history, PeriodType.MONTH)


def test_wage_without_a_table_is_an_amount_from_a_day_on() -> None:
    kind, period = WageKind.GROSS_FULL_TIME, PeriodType.FOUR_WEEKS
    expected = Wage("51", "7", date(2026, 1, 1), Decimal("3000.5"), kind, period, None, None, None)

    assert expected == terms.wage(WAGE, employee_key="7", period=period)


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (TABLE, ("300", "7", "3")),
        (without(TABLE, "Trede"), ("300", "7", None)),
        (without(TABLE, "Schaal", "Trede"), ("300", None, None)),
        ({}, (None, None, None)),
    ],
    ids=["scale and step", "scale alone", "table alone", "no table"],
)
def test_wage_says_its_place_in_the_table(table: dict[str, Any], place: tuple[str | None, ...]) -> None:
    found = wage(WAGE | {"SalaryTable": table})

    assert place == (found.table_code, found.scale, found.step)


KINDS = [
    WageKind.UNKNOWN,
    WageKind.GROSS_FULL_TIME,
    WageKind.GROSS_PART_TIME,
    WageKind.GROSS_HOURLY,
    WageKind.NET_PART_TIME_WITH_COMPONENTS,
    WageKind.NET_PART_TIME_WITHOUT_COMPONENTS,
    WageKind.NET_HOURLY_WITHOUT_COMPONENTS,
    WageKind.EMPLOYER_COST,
    WageKind.NET_HOURLY_WITH_COMPONENTS,
]


@pytest.mark.parametrize(("number", "kind"), list(enumerate(KINDS)))
def test_kind_of_a_wage_follows_the_vendors_list(number: int, kind: WageKind) -> None:
    found, problems = wages([("7", WAGE | {"Type": number})])

    assert ([kind], []) == ([each.kind for each in found], problems.unknown)


@pytest.mark.parametrize("number", [9, -1, 99])
def test_wage_of_a_new_kind_is_delivered_and_noted(number: int) -> None:
    found, problems = wages([("7", WAGE | {"Type": number}), ("8", WAGE | {"ID": 52})])

    assert {WageKind.UNKNOWN, WageKind.GROSS_FULL_TIME} == {each.kind for each in found}
    assert ["7"] == problems.unknown


def test_wage_without_a_kind_or_a_day_is_a_wage() -> None:
    [found], problems = wages([("7", without(WAGE, "Type", "StartDate"))])

    assert (WageKind.UNKNOWN, None, []) == (found.kind, found.valid_from, problems.unknown)


def test_wage_of_nothing_is_a_wage() -> None:
    assert Decimal(0) == wage(WAGE | {"Value": Decimal("0.00")}).amount


# --- rows of one day ------------------------------------------------------------------------------


def entered(day: int, key: int, **changed: Any) -> dict[str, Any]:
    return WAGE | {"ID": key, "CreationDate": datetime(2026, 1, day)} | changed  # noqa: DTZ001


def kept(*raws: dict[str, Any]) -> set[str]:
    """What is left, in whatever order the rows come."""
    history = [("7", raw) for raw in raws]
    found, again = ({each.source_key for each in wages(given)[0]} for given in (history, history[::-1]))
    assert found == again
    return found


@pytest.mark.parametrize(
    ("raws", "expected"),
    [
        ((entered(2, 51), entered(3, 50)), {"50"}),
        ((entered(2, 9), entered(2, 10)), {"10"}),  # as numbers, not as texts
        ((entered(2, 9), without(entered(2, 10), "CreationDate")), {"9"}),
        ((entered(2, 51), entered(3, 52, Type=2, Value=Decimal(1))), {"52"}),
        ((entered(2, 51), entered(3, 52, StartDate=datetime(2026, 1, 2))), {"51", "52"}),  # noqa: DTZ001
        ((without(entered(2, 51), "StartDate"), without(entered(3, 52), "StartDate")), {"52"}),
        ((without(entered(2, 51), "StartDate"), entered(3, 52)), {"51", "52"}),
        ((entered(2, 51), entered(4, 51, StartDate=datetime(2025, 1, 1)), entered(3, 52)), {"51", "52"}),  # noqa: DTZ001
    ],
    ids=["date", "id", "no date", "other kind", "other day", "since always", "not both", "moved away"],
)
def test_of_wages_from_one_day_on_the_one_entered_last_counts(
    raws: tuple[dict[str, Any], ...], expected: set[str]
) -> None:
    assert expected == kept(*raws)


def test_wages_of_two_people_from_one_day_on_are_both_theirs() -> None:
    found, _ = wages([("7", entered(2, 51)), ("8", entered(3, 52))])

    assert {"51", "52"} == {each.source_key for each in found}


def test_wage_of_two_people_does_not_replace_another_of_that_day() -> None:
    found, problems = wages([("7", entered(2, 51)), ("7", entered(3, 52)), ("8", entered(3, 52))])

    assert {"51"} == {each.source_key for each in found}
    assert {"7", "8"} == problems.doubted


@pytest.mark.parametrize("missing", ["ID", "Value"])
def test_wage_without_key_or_amount_is_unreadable(missing: str) -> None:
    with pytest.raises(NmbrsUnreadable):
        wage(without(WAGE, missing))
