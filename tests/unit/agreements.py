"""What an employer is and what it agreed with its employees, with defaults, beside `deliveries.py`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.hr.delivery import Delivery
from app.hr.periods import PeriodType
from app.hr.records import (
    Address,
    AddressKind,
    BankAccount,
    Contract,
    EmployerDetails,
    Entity,
    Hours,
    Job,
    JobPlacement,
    PostalAddress,
    Schedule,
    SocialSecurity,
    Wage,
    WageKind,
)
from tests.unit.deliveries import absence_row, delivery, employee, employment, placement

HIRED: Final = date(2020, 1, 1)
IBAN: Final = "NL91ABNA0417164300"
#: Two weeks of Monday to Friday.
FULL_TIME: Final[Hours] = tuple(Decimal(8 if day % 7 < 5 else 0) for day in range(14))
#: The key of the one record of each kind in `whole`.
KEY: Final = {
    Entity.EMPLOYER: "101",
    Entity.DEPARTMENT: "D1",
    Entity.EMPLOYEE: "E1",
    Entity.EMPLOYMENT: "V1",
    Entity.CONTRACT: "C1",
    Entity.PLACEMENT: "E1/D1/2020-01-01",
    Entity.JOB: "E1/J1/2020-01-01",
    Entity.SCHEDULE: "S1",
    Entity.ADDRESS: "E1/home",
    Entity.WAGE: "W1",
    Entity.ABSENCE_CASE: "E1/1",
}


def postal_address(**fields: Any) -> PostalAddress:
    usual: dict[str, Any] = {
        "street": "Kade", "house_number": "7", "addition": None, "postal_code": "1234 AB",
        "city": "Zoutelande", "region": None, "country": "NL",
    }  # fmt: skip
    return PostalAddress(**(usual | fields))


def employer(**fields: Any) -> EmployerDetails:
    usual: dict[str, Any] = {
        "source_key": "101",
        "period_type": PeriodType.MONTH,
        "period": (2026, 5),
        "period_starts_on": date(2026, 5, 1),
        "address": postal_address(),
        "bank_account": BankAccount(iban=IBAN, bic="ABNANL2A", holder="Bakkerij"),
        "full_time": (FULL_TIME,),
        "social_security": SocialSecurity(
            sector_code="52", risk_group_code="01", labour_agreement_code="9999", labour_agreement=None,
            own_risk_sickness=True, own_risk_disability=False,
        ),
    }  # fmt: skip
    return EmployerDetails(**(usual | fields))


def contract(key: str = "C1", of: str = "E1", **fields: Any) -> Contract:
    usual: dict[str, Any] = {
        "start_date": HIRED, "end_date": None, "trial_ends_on": date(2020, 2, 1), "indefinite": True,
        "written": False, "hours_per_week": Decimal("36.00"), "employment_type": "15", "phase": None,
        "income_relation": "1",
    }  # fmt: skip
    return Contract(source_key=key, employee_key=of, **(usual | fields))


def job(key: str = "J1", name: str = "Bakker", code: str = "7") -> Job:
    return Job(source_key=key, code=code, name=name)


def job_placement(of: str = "E1", at: str | None = "J1", since: date = HIRED) -> JobPlacement:
    return JobPlacement(source_key=f"{of}/{at}/{since}", employee_key=of, job_key=at, valid_from=since)


def schedule(key: str = "S1", of: str = "E1", since: date | None = HIRED, **fields: Any) -> Schedule:
    usual: dict[str, Any] = {"hours": FULL_TIME, "part_time_factor": Decimal(1)}
    return Schedule(source_key=key, employee_key=of, valid_from=since, **(usual | fields))


def address(of: str = "E1", kind: AddressKind = AddressKind.HOME, **fields: Any) -> Address:
    return Address(source_key=f"{of}/{kind}", employee_key=of, kind=kind, address=postal_address(**fields))


def wage(
    key: str = "W1", of: str = "E1", since: date | None = HIRED, amount: str = "2500.00", **fields: Any
) -> Wage:
    usual: dict[str, Any] = {
        "kind": WageKind.GROSS_FULL_TIME, "period": PeriodType.MONTH,
        "table_code": None, "scale": None, "step": None,
    }  # fmt: skip
    return Wage(source_key=key, employee_key=of, valid_from=since, amount=Decimal(amount), **(usual | fields))


def crowd(number: int, **records: Any) -> Delivery:
    """So many employees with one record of every kind each, unless told otherwise."""
    keys = [f"E{each}" for each in range(1, number + 1)]
    usual: dict[str, Any] = {
        "employees": [employee(key) for key in keys],
        "employments": [employment(f"V{key}", of=key) for key in keys],
        "contracts": [contract(f"C{key}", of=key) for key in keys],
        "placements": [placement(key) for key in keys],
        "job_placements": [job_placement(key) for key in keys],
        "schedules": [schedule(f"S{key}", of=key) for key in keys],
        "addresses": [address(key) for key in keys],
        "wages": [wage(f"W{key}", of=key) for key in keys],
        "absences": [absence_row(f"A{key}", of=key, dossier=f"{key}/1") for key in keys],
    }
    return whole(**(usual | records))


def whole(**records: Any) -> Delivery:
    """One record of every kind, unless told otherwise."""
    usual: dict[str, Any] = {
        "employer": employer(),
        "contracts": [contract()],
        "jobs": [job()],
        "job_placements": [job_placement()],
        "schedules": [schedule()],
        "addresses": [address()],
        "wages": [wage()],
        "absences": [absence_row()],
    }
    return delivery(**(usual | records))
