"""EmployeeService: what was agreed with somebody, and where he lives. Pure functions, named by result."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from app.hr import periods
from app.hr.periods import PeriodType
from app.hr.records import (
    Address,
    AddressKind,
    Contract,
    Job,
    JobPlacement,
    Schedule,
    Wage,
    WageKind,
)
from app.nmbrs import mapping, operations, values
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable

#: The numbers follow the order of the vendor's SalaryType (soap.md §5.2, inferred).
_WAGE_KINDS: Final = {
    0: WageKind.UNKNOWN,  # None
    1: WageKind.GROSS_FULL_TIME,
    2: WageKind.GROSS_PART_TIME,
    3: WageKind.GROSS_HOURLY,
    4: WageKind.NET_PART_TIME_WITH_COMPONENTS,
    5: WageKind.NET_PART_TIME_WITHOUT_COMPONENTS,
    6: WageKind.NET_HOURLY_WITHOUT_COMPONENTS,
    7: WageKind.EMPLOYER_COST,
    8: WageKind.NET_HOURLY_WITH_COMPONENTS,
}
_ADDRESS_KINDS: Final = {
    "HomeAddress": AddressKind.HOME,
    "PostAddress": AddressKind.POST,
    "AbsenceAddress": AddressKind.ABSENCE,
    "HolidaysAddress": AddressKind.HOLIDAYS,
    "WeekendAddress": AddressKind.WEEKEND,
    "WorkAddress": AddressKind.WORK,  # REST has it; should SOAP send it, it is no surprise
}
#: Nobody works more than one and a half times full time, or less than two percent of it.
_LARGEST_FRACTION: Final = Decimal("1.5")


def contract(raw: Raw, *, employee_key: str) -> Contract:
    """Contract_GetAll_AllEmployeesByCompany: `EmployeeContract`. ContractIDs repeat."""
    contract_id = values.key(raw, "ContractID", operations.CONTRACTS)
    entered = raw.get("CreationDate")
    return Contract(
        source_key=f"{contract_id}/{entered.isoformat()}" if entered else contract_id,
        employee_key=employee_key,
        start_date=values.day(raw, "StartDate"),
        end_date=values.day(raw, "EndDate"),
        trial_ends_on=values.day(raw, "TrialPeriod"),
        indefinite=raw.get("Indefinite"),
        written=raw.get("WrittenContract"),
        hours_per_week=raw.get("HoursPerWeek"),
        employment_type=values.code(raw, "EmployementType") or None,
        phase=values.code(raw, "PhaseClassification") or None,
        income_relation=values.code(raw, "EmploymentSequenceTaxId") or None,
    )


def job(raw: Raw) -> Job:
    """Function_GetAll_AllEmployeesByCompany: `Function_V2`, or `Function` in the _V2 form; or `NOTHING`."""
    unit = _function(raw)
    code = values.code(unit, "Code")
    return Job(
        source_key=values.key(unit, "Id", operations.FUNCTIONS),
        code=code,
        name=values.text(unit, "Description") or code,
    )


def job_placement(raw: Raw, *, employee_key: str, period_type: PeriodType) -> JobPlacement:
    """Function_GetAll_AllEmployeesByCompany: who has which job from when."""
    year, period = mapping.since(raw, operations.FUNCTIONS)
    job_key = values.key(_function(raw), "Id", operations.FUNCTIONS)
    return JobPlacement(
        source_key=mapping.placement_key(employee_key, job_key, year, period),
        employee_key=employee_key,
        job_key=mapping.unit(job_key),
        valid_from=periods.first_day(period_type, year, period),
    )


def schedule(raw: Raw, *, employee_key: str, percent: bool) -> Schedule:
    """Schedule_GetAll_AllEmployeesByCompany: `Schedule_V2`. `percent`: see `writes_percent`."""
    factor: Decimal | None = raw.get("ParttimePercentage")
    return Schedule(
        source_key=values.key(raw, "Id", operations.SCHEDULES),
        employee_key=employee_key,
        valid_from=values.day(raw, "StartDate"),
        hours=values.hours(raw),
        part_time_factor=factor / 100 if factor is not None and percent else factor,
    )


def writes_percent(raws: Iterable[Raw]) -> bool:
    """Whether a company's ParttimePercentage is 0..100 and not 0..1; one answer is all of one kind."""
    return any(raw.get("ParttimePercentage", 0) > _LARGEST_FRACTION for raw in raws)


def wage(raw: Raw, *, employee_key: str, period: PeriodType) -> Wage:
    """Salary_GetAll_AllEmployeesByCompany: `Salary_V2`, as it is there: nothing is converted here.

    `period`: the company's, for a row does not say how long its amount covers.
    """
    amount = raw.get("Value")
    if amount is None:
        raise NmbrsUnreadable(operations.SALARIES.name, reason="Value")
    table: Raw = raw.get("SalaryTable") or {}
    return Wage(
        source_key=values.key(raw, "ID", operations.SALARIES),
        employee_key=employee_key,
        valid_from=values.day(raw, "StartDate"),
        amount=amount,
        kind=_WAGE_KINDS.get(raw.get("Type", 0), WageKind.UNKNOWN),
        period=period,
        table_code=values.code(table, "Code") or None,
        scale=values.text(table.get("Schaal") or {}, "Scale"),
        step=values.text(table.get("Trede") or {}, "Step"),
    )


def is_new_kind(raw: Raw) -> bool:
    """Whether a `Salary_V2` has a type that the vendor's list does not."""
    return raw.get("Type", 0) not in _WAGE_KINDS


def address(raw: Raw, *, employee_key: str) -> Address:
    """Address_GetListCurrent: `EmployeeAddress`, and `EmployeeAddress_V2` of the bulk form.

    Raises `ValueError` for a type of address that is new to us.
    """
    kind = _ADDRESS_KINDS.get(values.text(raw, "Type") or "")
    if kind is None:
        raise ValueError("unknown type of address")
    return Address(
        source_key=f"{employee_key}/{kind}",
        employee_key=employee_key,
        kind=kind,
        address=values.postal_address(raw),
    )


def _function(raw: Raw) -> Raw:
    nested: Raw = raw.get("Function") or {}
    return nested or raw
