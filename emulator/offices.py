"""What a made-up company itself has: address, bank account, full-time schedules, social security."""

from decimal import Decimal
from random import Random
from typing import Final

from emulator import ids
from emulator.agreements import roster
from emulator.employer import BankAccount, Coded, CompanyAddress, FullTimeSchedule, SocialSecurity
from emulator.households import make_up_place
from emulator.terms import FULL_TIME
from emulator.world import Company, World

_BANK: Final = "XPRT"  # no bank has this code
_DAY_LENGTHS: Final = (Decimal("8"), Decimal("7.6"), Decimal("7.20"))
_SECTORS: Final = (
    Coded(19, "Grootwinkelbedrijf"),
    Coded(35, "Gezondheid, geestelijke en maatschappelijke belangen"),
    Coded(32, "Overig goederenvervoer te land en in de lucht"),
)
_RISK_GROUPS: Final = (Coded(1, "Premiegroep laag"), Coded(2, None))
_LABOUR_AGREEMENTS: Final = (Coded(156, "Cao Bakkersbedrijf"), Coded(9999, "Geen cao"))


def fit_out(world: World, random: Random, company: Company, index: int) -> None:
    """Of the second company of four the bank is unknown, of the third the social security."""
    employer = company.employer
    employer.address = CompanyAddress(ids.new(world, "address"), make_up_place(random))
    employer.schedules = full_time_schedules(_DAY_LENGTHS[index % len(_DAY_LENGTHS)])
    if index % 4 != 1:
        employer.bank_account = make_up_account(world, random, company.name)
    if index % 4 != 2:
        employer.social_security = SocialSecurity(
            sector=random.choice(_SECTORS),
            risk_group=random.choice(_RISK_GROUPS),
            labour_agreement=random.choice(_LABOUR_AGREEMENTS),
            employee_share=Decimal("0.33"),
            employer_share=Decimal("0.7"),
            self_insured_wga=random.random() < 0.3,
        )


def full_time_schedules(day: Decimal) -> list[FullTimeSchedule]:
    """Four: the usual week, one of nine days in a fortnight, one of four days, and one of nothing."""
    nine_days = (*roster(day, FULL_TIME)[:7], *roster(day, Decimal("0.8"))[:7])
    return [
        FullTimeSchedule(roster(day, FULL_TIME)),
        FullTimeSchedule(nine_days, "HoursYearDevidedPeriods"),
        FullTimeSchedule(roster(day, Decimal("0.8")), "ManualHoursPerYearPeriods"),
        FullTimeSchedule(roster(day, Decimal(0))),
    ]


def make_up_account(world: World, random: Random, name: str) -> BankAccount:
    number = f"{random.randint(1, 999_999_999):010d}"
    return BankAccount(
        id=ids.new(world, "bank_account"),
        number=number,
        iban=iban(number),
        bic=f"{_BANK}NL2A",
        city=random.choice(("Utrecht", None)),
        name=name,
        description="Salarisrekening",
    )


def iban(number: str) -> str:
    """Write a Dutch account number with its check digits."""
    rearranged = f"{_BANK}{number}NL00"
    check = 98 - int("".join(str(int(sign, 36)) for sign in rearranged)) % 97
    return f"NL{check:02d}{_BANK}{number}"
