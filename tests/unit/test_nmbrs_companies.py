"""Employers themselves: what their payroll works on, where they are and how they are insured."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.hr.periods import PeriodType
from app.hr.records import BankAccount, PostalAddress, SocialSecurity
from app.nmbrs import companies, values
from app.nmbrs.companies import Payroll
from app.nmbrs.errors import NmbrsUnreadable

MONTH, FOUR_WEEKS, WEEK = PeriodType.MONTH, PeriodType.FOUR_WEEKS, PeriodType.WEEK


# --- the period of the payroll --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("2026-11-M", Payroll(MONTH, 2026, 11, date(2026, 11, 1))),
        ("2010-5-M", Payroll(MONTH, 2010, 5, date(2010, 5, 1))),
        ("2027-01-M", Payroll(MONTH, 2027, 1, date(2027, 1, 1))),
        ("2026-1-4W", Payroll(FOUR_WEEKS, 2026, 1, date(2025, 12, 29))),
        ("2026-13-W4", Payroll(FOUR_WEEKS, 2026, 13, date(2026, 11, 30))),
        ("2026-53-1W", Payroll(WEEK, 2026, 53, date(2026, 12, 28))),
        ("2026-4-Kwartaal", Payroll(PeriodType.QUARTER, 2026, 4, date(2026, 10, 1))),
        ("2026-2-Month6", Payroll(PeriodType.HALF_YEAR, 2026, 2, date(2026, 7, 1))),
        ("2026-1-Year", Payroll(PeriodType.YEAR, 2026, 1, date(2026, 1, 1))),
    ],
)
def test_payroll_is_in_a_period_that_begins_on_a_day(answer: str, expected: Payroll) -> None:
    assert expected == companies.payroll(answer)


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        (MONTH, "M m 1M M1 Month"),
        (FOUR_WEEKS, "4W W4 w4 Week4 WEEK4"),
        (WEEK, "W 1W W1 Week1"),
        (PeriodType.QUARTER, "3M M3 Kwartaal"),
        (PeriodType.HALF_YEAR, "6M M6 Month6"),
        (PeriodType.YEAR, "Y 1Y Y1 Year"),
    ],
)
def test_type_of_a_payroll_is_known_in_every_spelling(kind: PeriodType, spellings: str) -> None:
    assert {kind} == {companies.payroll(f"2026-1-{each}").type for each in spellings.split()}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("2026-13-M", "Period"),
        ("2026-0-M", "Period"),
        ("2026-14-4W", "Period"),
        ("2025-53-W1", "Period"),
        ("0001-1-M", "Period"),
        ("2026-1-None", "PeriodType"),
        ("2026-1-Invoicing", "PeriodType"),
        ("2026-٤-M", "PeriodType"),
        ("2026-011-M", "PeriodType"),
        ("-2026-1-M", "PeriodType"),
    ],
)
def test_period_that_cannot_be_is_unreadable_and_says_why(answer: str, reason: str) -> None:
    with pytest.raises(NmbrsUnreadable) as caught:
        companies.payroll(answer)

    assert ("Company_GetCurrentPeriod", reason) == (caught.value.operation, caught.value.reason)


# --- address and bank account ---------------------------------------------------------------------


def test_address_of_a_company_is_where_post_arrives() -> None:
    raw = {"Id": 3, "Default": True, "Street": "Molenweg", "HouseNumber": "12", "CountryISOCode": "NL"}

    assert PostalAddress("Molenweg", "12", None, None, None, None, "NL") == companies.address(raw)


def test_company_without_address_or_account_has_none() -> None:
    assert (None, None, None) == (
        companies.address(None),
        companies.bank_account(None),
        companies.social_security(None),
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"IBAN": "NL00X", "Number": "123", "BIC": "XNL", "Name": "V"}, BankAccount("NL00X", "XNL", "V")),
        ({"Number": " 123 ", "IBAN": " "}, BankAccount("123", None, None)),
        ({"Id": 4}, BankAccount(None, None, None)),
    ],
    ids=["iban", "old number", "neither"],
)
def test_account_is_known_by_its_iban_or_else_its_number(raw: dict[str, Any], expected: BankAccount) -> None:
    assert expected == companies.bank_account(raw)


# --- rosters --------------------------------------------------------------------------------------


def test_rosters_come_in_their_order_and_those_that_are_not_used_are_left_out() -> None:
    raw = {
        "FulltimeScheduleFour": {"HoursSunday2": Decimal("7.6")},
        "FulltimeScheduleOne": {
            "ScheduleCalcMethod": "Hours52WeeksDevidedPeriods",
            "HoursMonday": Decimal(8),
        },
        "FulltimeScheduleThree": {},
    }

    first, last = companies.full_time(raw)

    assert (Decimal(8), *[Decimal(0)] * 13) == first
    assert (*[Decimal(0)] * 13, Decimal("7.6")) == last


def test_company_without_rosters_has_none() -> None:
    assert () == companies.full_time(None) == companies.full_time({})


# --- social security ------------------------------------------------------------------------------

SETTINGS = {
    "CodeCao": 156,
    "EigenrisicodragerGediffWGA": True,
    "EigenrisicodragerUniformeWAO": False,
    "EigenrisicodragerZiektewet": False,
    "RisicoGroep": 1,
    "Sector": 19,
}


def test_codes_stand_in_the_settings_or_beside_their_descriptions() -> None:
    described = {
        "Sector": {"Code": 35, "Description": "Gezondheid"},
        "Risicogroep": {"Code": 2},
        "CAO": {"Code": 9999, "Description": " Geen cao "},
    }

    plain = companies.social_security({"SVWSettings": SETTINGS})
    whole = companies.social_security({"SVWSettings": SETTINGS, **described})

    assert SocialSecurity("19", "1", "156", None, False, True) == plain
    assert SocialSecurity("35", "2", "9999", "Geen cao", False, True) == whole


def test_social_security_without_settings_says_what_it_knows() -> None:
    expected = SocialSecurity("35", None, None, None, None, None)

    assert expected == companies.social_security({"Sector": {"Code": 35}})


# --- single values --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, "12"),
        (Decimal("12.0"), "12"),
        (Decimal("12.50"), "12.5"),
        (Decimal("79228162514264337593543950335"), "79228162514264337593543950335"),
        (" A1 ", "A1"),
        (0, "0"),
        (None, ""),
        ("  ", ""),
    ],
)
def test_code_is_one_text_however_it_was_written(value: object, expected: str) -> None:
    assert expected == values.code({"Code": value}, "Code")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 10, 1, 23, 59), date(2026, 10, 1)),  # noqa: DTZ001  # Nmbrs has no zones
        (datetime(2026, 10, 1, 22, 30, tzinfo=UTC), date(2026, 10, 2)),
        (datetime(2026, 12, 1, 22, 30, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), date(9999, 12, 31)),
        (None, None),
    ],
    ids=["local", "summer", "winter", "end of time", "nothing"],
)
def test_day_is_the_dutch_one(moment: datetime | None, expected: date | None) -> None:
    assert expected == values.day({"End": moment}, "End")


def test_moments_with_and_without_a_zone_can_be_compared() -> None:
    raws = [{"CreationDate": datetime(2026, 1, day, tzinfo=zone)} for day, zone in ((1, None), (2, UTC))]

    assert sorted(map(values.entered_at, raws)) == [values.entered_at(raw) for raw in raws]
