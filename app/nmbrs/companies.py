"""CompanyService: the employers themselves, and the calendar of their payroll. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.hr import periods
from app.hr.periods import PeriodType
from app.hr.records import BankAccount, Company, Hours, PostalAddress, SocialSecurity
from app.nmbrs import operations, values
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable

_PERIOD: Final = re.compile(r"\s*(\d{4})-(\d{1,2})-(\w+)\s*", re.ASCII)
#: `Company_GetCurrentPeriod` writes 2010-5-M and 2010-4-4W, the enumeration page W4 and W1; the
#: others are the literals of LoonaangifteTijdvak and PeriodType (soap.md §5.1).
_PERIOD_TYPES: Final = {
    "M": PeriodType.MONTH,
    "1M": PeriodType.MONTH,
    "M1": PeriodType.MONTH,
    "MONTH": PeriodType.MONTH,
    "4W": PeriodType.FOUR_WEEKS,
    "W4": PeriodType.FOUR_WEEKS,
    "WEEK4": PeriodType.FOUR_WEEKS,
    "W": PeriodType.WEEK,
    "1W": PeriodType.WEEK,
    "W1": PeriodType.WEEK,
    "WEEK1": PeriodType.WEEK,
    "3M": PeriodType.QUARTER,
    "M3": PeriodType.QUARTER,
    "KWARTAAL": PeriodType.QUARTER,
    "6M": PeriodType.HALF_YEAR,
    "M6": PeriodType.HALF_YEAR,
    "MONTH6": PeriodType.HALF_YEAR,
    "Y": PeriodType.YEAR,
    "1Y": PeriodType.YEAR,
    "Y1": PeriodType.YEAR,
    "YEAR": PeriodType.YEAR,
}


@dataclass(frozen=True, slots=True)
class Payroll:
    """The period a company's payroll is in, which may lag behind the calendar or run ahead of it."""

    type: PeriodType
    year: int
    number: int
    starts_on: date


def company(raw: Raw) -> Company:
    """List_GetAll: `Company`. `Number` is unique per debtor only, `ID` is the key."""
    return Company(
        source_key=values.key(raw, "ID", operations.COMPANIES),
        number=values.key(raw, "Number", operations.COMPANIES),
        name=values.text(raw, "Name") or "",
    )


def payroll(answer: str | None) -> Payroll:
    """Company_GetCurrentPeriod: `yyyy-pp-type`, zero padded or not."""
    match = _PERIOD.fullmatch(answer or "")
    kind = _PERIOD_TYPES.get(match[3].upper()) if match else None
    if match is None or kind is None:
        raise NmbrsUnreadable(operations.COMPANY_PERIOD.name, reason="PeriodType")
    year, number = int(match[1]), int(match[2])
    try:
        return Payroll(kind, year, number, periods.first_day(kind, year, number))
    except ValueError:
        raise NmbrsUnreadable(operations.COMPANY_PERIOD.name, reason="Period") from None


def address(raw: Raw | None) -> PostalAddress | None:
    """Address_GetCurrent: `Address`."""
    return None if raw is None else values.postal_address(raw)


def bank_account(raw: Raw | None) -> BankAccount | None:
    """BankAccount_GetCurrent: `BankAccount`."""
    if raw is None:
        return None
    iban, number = values.text(raw, "IBAN"), values.text(raw, "Number")
    return BankAccount(iban=iban or number, bic=values.text(raw, "BIC"), holder=values.text(raw, "Name"))


def full_time(raw: Raw | None) -> tuple[Hours, ...]:
    """Schedule_GetCurrent: `BedrijfFulltimeSchedule`, up to four rosters of two weeks."""
    numbers = ("One", "Two", "Three", "Four")
    rosters = [(raw or {}).get(f"FulltimeSchedule{number}") for number in numbers]
    return tuple(values.hours(roster) for roster in rosters if roster)


def social_security(raw: Raw | None) -> SocialSecurity | None:
    """SVW_GetCurrent: `SVW`. The settings hold codes; descriptions stand beside them."""
    if raw is None:
        return None
    settings: Raw = raw.get("SVWSettings") or {}

    def code(part: str, setting: str) -> str | None:
        return values.code(raw.get(part) or {}, "Code") or values.code(settings, setting) or None

    return SocialSecurity(
        sector_code=code("Sector", "Sector"),
        risk_group_code=code("Risicogroep", "RisicoGroep"),
        labour_agreement_code=code("CAO", "CodeCao"),
        labour_agreement=values.text(raw.get("CAO") or {}, "Description"),
        own_risk_sickness=settings.get("EigenrisicodragerZiektewet"),
        own_risk_disability=settings.get("EigenrisicodragerGediffWGA"),
    )
