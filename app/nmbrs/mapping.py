"""From what Nmbrs answers to records. Pure functions, named by their result.

A missing key, or a date we cannot do without, raises `NmbrsUnreadable`: nothing is ever made up.
A value that is there but impossible raises `ValueError`: that row is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from app.hr import periods
from app.hr.periods import PeriodType
from app.hr.records import (
    AbsenceRow,
    Company,
    Department,
    Employee,
    EmployeeKind,
    Employment,
    Placement,
)
from app.nmbrs.errors import NmbrsUnreadable

Raw: TypeAlias = dict[str, Any]

#: Times are local and without zone; should one ever come with a zone, this makes it local.
_LOCAL: Final = ZoneInfo("Europe/Amsterdam")
_PERIOD: Final = re.compile(r"\s*\d{4}-\d{1,2}-(\w+)\s*")
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
_COMPANIES: Final = "List_GetAll"
_CURRENT_PERIOD: Final = "Company_GetCurrentPeriod"
_EMPLOYEE_LIST: Final = "List_GetByCompany"
_PERSON: Final = "PersonalInfo_GetCurrent"
_ABSENCES: Final = "Absence_GetList"


@dataclass(frozen=True)
class Bulk:
    """A bulk operation: an item per employee, with a list of rows in it."""

    operation: str
    rows: str
    row: str


DEPARTMENTS: Final = Bulk("Department_GetAll_AllEmployeesByCompany", "EmployeeDepartments", "Department_V2")
EMPLOYMENTS: Final = Bulk("Employment_GetAll_AllEmployeesByCompany", "EmployeeEmployments", "Employment")


def company(raw: Raw) -> Company:
    """CompanyService List_GetAll: `Company`. `Number` is unique per debtor only, `ID` is the key."""
    return Company(
        source_key=_key(raw, "ID", _COMPANIES),
        number=_key(raw, "Number", _COMPANIES),
        name=_text(raw.get("Name")) or "",
    )


def period_type(answer: str | None) -> PeriodType:
    """CompanyService Company_GetCurrentPeriod: `yyyy-pp-type`, zero padded or not."""
    match = _PERIOD.fullmatch(answer or "")
    found = _PERIOD_TYPES.get(match[1].upper()) if match else None
    if found is None:
        raise NmbrsUnreadable(_CURRENT_PERIOD, reason="PeriodType")
    return found


def employee_key(raw: Raw) -> str:
    """EmployeeService List_GetByCompany: `Employee`."""
    return _key(raw, "Id", _EMPLOYEE_LIST)


def employee(raw: Raw | None, *, key: str, kind: EmployeeKind) -> Employee:
    """EmployeeService PersonalInfo_GetCurrent: `PersonalInfo`, which must be of whom we asked."""
    if raw is None or _key(raw, "Id", _PERSON) != key:
        raise NmbrsUnreadable(_PERSON, reason="NoPerson" if raw is None else "OtherPerson")
    # The bulk forms have EmployeeNumber only, so it goes first where there is one.
    number = "Number" if raw.get("EmployeeNumber") is None else "EmployeeNumber"
    return Employee(
        source_key=key,
        kind=kind,
        personnel_number=_key(raw, number, _PERSON),
        first_name=_text(raw.get("FirstName")),
        call_name=_text(raw.get("Nickname")),
        initials=_text(raw.get("Initials")),
        prefix=_text(raw.get("Prefix")),
        last_name=_text(raw.get("LastName")),
        partner_prefix=_text(raw.get("PartnerPrefix")),
        partner_last_name=_text(raw.get("PartnerLastName")),
        gender=_gender(raw.get("Gender")),
        birth_date=_date(raw.get("Birthday")),
        bsn=_text(raw.get("BSN")),
    )


def history(items: Iterable[Raw], bulk: Bulk) -> Iterator[tuple[str, Raw]]:
    """Flatten a bulk answer: who, and one row of theirs. Nobody without rows is in it."""
    for item in items:
        key = _text_of_key(item.get("EmployeeId"))
        for row in (item.get(bulk.rows) or {}).get(bulk.row) or []:
            yield key, row


def department(raw: Raw) -> Department:
    """EmployeeService Department_GetAll_AllEmployeesByCompany: `Department_V2`, the unit itself."""
    code = _text_of_key(raw.get("Code"))
    return Department(
        source_key=_key(raw, "Id", DEPARTMENTS.operation),
        code=code,
        name=_text(raw.get("Description")) or code,
    )


def placement(raw: Raw, *, employee_key: str, period_type: PeriodType) -> Placement:
    """EmployeeService Department_GetAll_AllEmployeesByCompany: `Department_V2`, who from when."""
    year = int(_key(raw, "StartYear", DEPARTMENTS.operation))
    period = int(_key(raw, "StartPeriod", DEPARTMENTS.operation))
    department_key = _key(raw, "Id", DEPARTMENTS.operation)
    return Placement(
        source_key=placement_key(raw, employee_key=employee_key),
        employee_key=employee_key,
        department_key=department_key,
        valid_from=periods.first_day(period_type, year, period),
    )


def placement_key(raw: Raw, *, employee_key: str) -> str:
    """Name a placement, also one whose period does not exist."""
    parts = (_key(raw, name, DEPARTMENTS.operation) for name in ("Id", "StartYear", "StartPeriod"))
    return "/".join([employee_key, *parts])


def employment(raw: Raw, *, employee_key: str) -> Employment:
    """EmployeeService Employment_GetAll_AllEmployeesByCompany: `Employment`."""
    start_date = _date(raw.get("StartDate"))
    if start_date is None:
        raise NmbrsUnreadable(EMPLOYMENTS.operation, reason="StartDate")
    return Employment(
        source_key=_key(raw, "EmploymentId", EMPLOYMENTS.operation),
        employee_key=employee_key,
        start_date=start_date,
        end_date=_date(raw.get("EndDate")),
        initial_start_date=_date(raw.get("InitialStartDate")),
    )


def absence_key(raw: Raw) -> str:
    """Name an absence row, also one that makes no sense."""
    return _key(raw, "AbsenceId", _ABSENCES)


def dossier_key(raw: Raw, *, employee_key: str) -> str:
    """Name the dossier of an absence row; numbers are taken as unique per employee only."""
    return f"{employee_key}/{_key(raw, 'Dossiernr', _ABSENCES)}"


def absence_row(raw: Raw, *, employee_key: str) -> AbsenceRow:
    """EmployeeService Absence_GetList: `Absence`. `Percentage` is absence, 100 = all of it."""
    first_day = _date(raw.get("Start"))
    percentage = raw.get("Percentage")
    last_day = _date(raw.get("End"))
    least = 1 if last_day is None else 0  # nobody is absent for nothing until further notice
    if first_day is None or percentage is None or not least <= percentage <= 100:
        raise ValueError("no first day or an impossible percentage")
    if last_day is not None and last_day < first_day:
        raise ValueError("ends before it begins")
    return AbsenceRow(
        source_key=absence_key(raw),
        employee_key=employee_key,
        dossier_key=dossier_key(raw, employee_key=employee_key),
        percentage=percentage,
        first_day=first_day,
        last_day=last_day,
        reported_on=_date(raw.get("RegistrationStartDate")),
        label=_text(raw.get("Dossier")) or "",
    )


def entered_at(raw: Raw) -> datetime:
    """When a history row was entered, for choosing between rows; long ago when it does not say."""
    moment = raw.get("CreationDate")
    if not isinstance(moment, datetime):
        return datetime.min.replace(tzinfo=UTC)
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _key(raw: Raw, name: str, operation: str) -> str:
    """Read what identifies a row; without it the answer is not what the contract says."""
    key = _text_of_key(raw.get(name))
    if not key:
        raise NmbrsUnreadable(operation, reason=name)
    return key


def _text_of_key(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None


def _gender(value: str | None) -> str | None:
    known = (value or "").strip().lower()
    return known if known in ("male", "female") else None


def _date(value: datetime | None) -> date | None:
    if value is None:
        return None
    return (value.astimezone(_LOCAL) if value.tzinfo else value).date()
