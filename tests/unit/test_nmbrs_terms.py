"""What was agreed with somebody, and where he lives: raw rows become records, nothing invented."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.hr.periods import PeriodType
from app.hr.records import (
    Address,
    AddressKind,
    Contract,
    Job,
    JobPlacement,
    PostalAddress,
    Schedule,
)
from app.nmbrs import rows, terms
from app.nmbrs.errors import NmbrsUnreadable


def at(year: int, month: int, day: int, *clock: int) -> datetime:
    return datetime(year, month, day, *clock)  # noqa: DTZ001  # Nmbrs has no zones


# --- contracts ------------------------------------------------------------------------------------

CONTRACT: dict[str, Any] = {
    "ContractID": 31,
    "CreationDate": at(2026, 1, 2, 3, 4, 5, 337_000),
    "StartDate": at(2026, 1, 1),
    "TrialPeriod": at(2026, 1, 31),
    "EndDate": at(2026, 12, 31),
    "EmployementType": 11,
    "EmploymentSequenceTaxId": 2,
    "Indefinite": False,
    "PhaseClassification": 17,
    "WrittenContract": True,
    "HoursPerWeek": Decimal("35.50"),
}


def without(raw: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if name not in names}


def test_contract_is_known_by_its_id_and_when_it_was_entered() -> None:
    expected = Contract(
        source_key="31/2026-01-02T03:04:05.337000",
        employee_key="7",
        start_date=date(2026, 1, 1),
        end_date=date(2026, 12, 31),
        trial_ends_on=date(2026, 1, 31),
        indefinite=False,
        written=True,
        hours_per_week=Decimal("35.5"),
        employment_type="11",
        phase="17",
        income_relation="2",
    )

    assert expected == terms.contract(CONTRACT, employee_key="7")


def test_contract_with_nothing_but_an_id_is_a_contract() -> None:
    expected = Contract("31", "7", None, None, None, None, None, None, None, None, None)

    assert expected == terms.contract({"ContractID": 31}, employee_key="7")


def test_number_nought_is_a_number_and_false_is_no_lack() -> None:
    found = terms.contract(
        CONTRACT | {"EmployementType": 0, "HoursPerWeek": Decimal(0), "WrittenContract": False},
        employee_key="7",
    )

    assert ("0", Decimal(0), False) == (found.employment_type, found.hours_per_week, found.written)


def test_contract_without_a_key_is_unreadable() -> None:
    with pytest.raises(NmbrsUnreadable):
        terms.contract(without(CONTRACT, "ContractID"), employee_key="7")


def test_contract_entered_twice_is_two_contracts_and_sent_twice_is_one() -> None:
    again = CONTRACT | {"CreationDate": at(2026, 2, 1), "HoursPerWeek": Decimal(20)}

    found, _ = rows.contracts([("7", CONTRACT), ("7", again), ("7", CONTRACT)])

    assert {Decimal("35.5"), Decimal(20)} == {each.hours_per_week for each in found}
    assert 2 == len(found)


# --- jobs -----------------------------------------------------------------------------------------

JOB = {"Id": 21, "Code": 5, "Description": " Monteur "}
SINCE = {"CreationDate": at(2026, 1, 1), "StartPeriod": 7, "StartYear": 2026}


@pytest.mark.parametrize(
    "raw", [JOB | SINCE, {"RecordId": 70_021, "Function": JOB} | SINCE], ids=["plain", "newer form"]
)
def test_job_and_who_has_it_come_from_one_row(raw: dict[str, Any]) -> None:
    placement = terms.job_placement(raw, employee_key="7", period_type=PeriodType.FOUR_WEEKS)

    assert Job("21", "5", "Monteur") == terms.job(raw)
    assert JobPlacement("7/21/2026/7", "7", "21", date(2026, 6, 15)) == placement


@pytest.mark.parametrize(
    "raw", [{"Id": 0, "Code": 0} | SINCE, {"RecordId": 70_021, "Function": {"Id": 0}} | SINCE]
)
def test_row_may_say_that_somebody_has_no_job(raw: dict[str, Any]) -> None:
    placement = terms.job_placement(raw, employee_key="7", period_type=PeriodType.FOUR_WEEKS)

    assert JobPlacement("7/0/2026/7", "7", None, date(2026, 6, 15)) == placement


def test_job_without_a_name_goes_by_its_code() -> None:
    assert Job("21", "5", "5") == terms.job(without(JOB, "Description"))


@pytest.mark.parametrize(
    "raw", [without(JOB, "Id") | SINCE, {"RecordId": 70_021} | SINCE], ids=["plain", "newer"]
)
def test_job_without_a_key_is_unreadable(raw: dict[str, Any]) -> None:
    with pytest.raises(NmbrsUnreadable):
        terms.job(raw)
    with pytest.raises(NmbrsUnreadable):
        terms.job_placement(raw, employee_key="7", period_type=PeriodType.MONTH)


def test_job_from_a_period_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        terms.job_placement(JOB | SINCE | {"StartPeriod": 13}, employee_key="7", period_type=PeriodType.MONTH)


# --- schedules ------------------------------------------------------------------------------------

SCHEDULE: dict[str, Any] = {
    "Id": Decimal("41.0"),
    "HoursMonday": Decimal(8),
    "HoursSunday": Decimal("2.5"),
    "HoursMonday2": Decimal(4),
    "ParttimePercentage": Decimal("0.8"),
    "StartDate": at(2026, 1, 1),
    "CreationDate": at(2026, 1, 1),
}


def test_schedule_has_fourteen_days_of_which_some_are_free() -> None:
    hours = [Decimal(0)] * 14
    hours[0], hours[6], hours[7] = Decimal(8), Decimal("2.5"), Decimal(4)

    expected = Schedule("41", "7", date(2026, 1, 1), tuple(hours), Decimal("0.8"))

    assert expected == terms.schedule(SCHEDULE, employee_key="7", percent=False)


@pytest.mark.parametrize(("key", "expected"), [("41", "41"), ("41.00", "41"), ("41.50", "41.5"), ("0", "0")])
def test_schedule_has_one_key_however_its_decimal_is_written(key: str, expected: str) -> None:
    assert expected == terms.schedule({"Id": Decimal(key)}, employee_key="7", percent=False).source_key


def test_schedule_without_a_date_counts_since_always_and_without_a_part_has_none() -> None:
    found = terms.schedule({"Id": Decimal(41)}, employee_key="7", percent=True)

    assert (None, None, (Decimal(0),) * 14) == (found.valid_from, found.part_time_factor, found.hours)


def test_of_schedules_from_one_day_on_the_one_entered_last_counts() -> None:
    later = SCHEDULE | {"Id": Decimal(40), "CreationDate": at(2026, 1, 2)}
    same_moment = SCHEDULE | {"Id": Decimal(100)}
    other_day = SCHEDULE | {"Id": Decimal(43), "StartDate": at(2026, 1, 3)}

    for raws, expected in (
        ((SCHEDULE, later), {"40"}),
        ((SCHEDULE, same_moment), {"100"}),
        ((SCHEDULE, other_day), {"41", "43"}),
    ):
        for given in (raws, raws[::-1]):
            found, _ = rows.schedules([("7", raw) for raw in given])
            assert expected == {each.source_key for each in found}


def factors(*written: str | None) -> list[Decimal | None]:
    """Part-time factors of one company, of schedules in this order."""
    given = (
        (f"E{key}", {"Id": Decimal(key)} | ({} if part is None else {"ParttimePercentage": Decimal(part)}))
        for key, part in enumerate(written)
    )
    found, _ = rows.schedules(given)
    return [each.part_time_factor for each in sorted(found, key=lambda each: each.source_key)]


def test_percent_and_fraction_become_the_same_factors() -> None:
    parts = [Decimal(1), Decimal("0.8"), Decimal(0), None]

    assert parts == factors("1.0", "0.80", "0", None)
    assert parts == factors("100", "80.00", "0", None)


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        (("1.5", "1"), ("1.5", "1")),  # more than full time
        (("1.51", "1"), ("0.0151", "0.01")),  # nobody works that much: these are percentages
        (("100", "1"), ("1", "0.01")),
        (("0", "0"), ("0", "0")),  # on call, all of them
        ((), ()),
    ],
)
def test_one_above_one_and_a_half_makes_all_of_a_company_percentages(
    written: tuple[str, ...], understood: tuple[str, ...]
) -> None:
    assert [Decimal(each) for each in understood] == factors(*written)


# --- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("HomeAddress", AddressKind.HOME),
        ("PostAddress", AddressKind.POST),
        ("AbsenceAddress", AddressKind.ABSENCE),
        ("HolidaysAddress", AddressKind.HOLIDAYS),
        ("WeekendAddress", AddressKind.WEEKEND),
        ("WorkAddress", AddressKind.WORK),
    ],
)
def test_address_is_known_by_whose_it_is_and_what_for(written: str, kind: AddressKind) -> None:
    raw = {
        "Id": 3,
        "Street": " Königsallee ",
        "HouseNumber": "7",
        "HouseNumberAddition": "a",
        "PostalCode": "40212",
        "City": "Düsseldorf",
        "StateProvince": "Nordrhein-Westfalen",
        "CountryISOCode": "DE",
        "Type": written,
    }
    place = PostalAddress("Königsallee", "7", "a", "40212", "Düsseldorf", "Nordrhein-Westfalen", "DE")

    assert Address(f"7/{kind.value}", "7", kind, place) == terms.address(raw, employee_key="7")


def test_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown type"):
        terms.address({"Id": 3, "Type": "SummerAddress"}, employee_key="7")
