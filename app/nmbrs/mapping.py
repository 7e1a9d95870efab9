"""EmployeeService: who works where, and who is absent. Pure functions, named by their result.

A missing key, or a date we cannot do without, raises `NmbrsUnreadable`: nothing is ever made up.
A value that is there but impossible raises `ValueError`: that row is left out and named.
"""

from __future__ import annotations

from typing import Any, Final

from app.hr import periods
from app.hr.periods import PeriodType
from app.hr.records import (
    AbsenceRow,
    Department,
    Employee,
    EmployeeKind,
    Employment,
    NameStyle,
    Placement,
)
from app.nmbrs import operations, values
from app.nmbrs.decoding import Raw
from app.nmbrs.errors import NmbrsUnreadable

#: The number of a department or job that there is not: a number cannot be null (soap.md §3).
NOTHING: Final = "0"
#: Naamstelling is a text in PersonalInfo_GetCurrent and a number in the bulk form (soap.md §5.2).
_NAME_STYLES: Final = {
    "1": NameStyle.OWN,
    "eigennaam": NameStyle.OWN,
    "2": NameStyle.PARTNER,
    "partnernaam": NameStyle.PARTNER,
    "naampartner": NameStyle.PARTNER,
    "3": NameStyle.PARTNER_OWN,
    "partnernaameigennaam": NameStyle.PARTNER_OWN,
    "4": NameStyle.OWN_PARTNER,
    "eigennaampartnernaam": NameStyle.OWN_PARTNER,
}


def employee_key(raw: Raw) -> str:
    """List_GetByCompany: `Employee`."""
    return values.key(raw, "Id", operations.EMPLOYEES)


def current_employee(raw: Raw | None, *, key: str, kind: EmployeeKind) -> Employee:
    """PersonalInfo_GetCurrent: `PersonalInfo`, which must be of whom we asked."""
    if raw is None or values.key(raw, "Id", operations.PERSON) != key:
        reason = "NoPerson" if raw is None else "OtherPerson"
        raise NmbrsUnreadable(operations.PERSON.name, reason=reason)
    return employee(raw, key=key, kind=kind)


def employee(raw: Raw, *, key: str, kind: EmployeeKind) -> Employee:
    """Either form of personal information; `Id` is the employee's in one and the row's in the other."""
    # The bulk form has EmployeeNumber only, so it goes first where there is one.
    number = "Number" if raw.get("EmployeeNumber") is None else "EmployeeNumber"
    return Employee(
        source_key=key,
        kind=kind,
        personnel_number=values.key(raw, number, operations.PERSON),
        first_name=values.text(raw, "FirstName"),
        call_name=values.text(raw, "Nickname"),
        initials=values.text(raw, "Initials"),
        prefix=values.text(raw, "Prefix"),
        last_name=values.text(raw, "LastName"),
        partner_prefix=values.text(raw, "PartnerPrefix"),
        partner_last_name=values.text(raw, "PartnerLastName"),
        gender=_gender(raw),
        birth_date=values.day(raw, "Birthday"),
        bsn=values.text(raw, "BSN"),
        name_style=_NAME_STYLES.get(values.letters(values.code(raw, "Naamstelling"))),
        deceased_on=values.day(raw, "DeceasedDate"),
        phone_private=values.text(raw, "TelephonePrivate"),
        phone_work=values.text(raw, "TelephoneWork"),
        mobile_private=values.text(raw, "TelephoneMobilePrivate"),
        mobile_work=values.text(raw, "TelephoneMobileWork"),
        email_private=values.text(raw, "EmailPrivate"),
        email_work=values.text(raw, "EmailWork"),
    )


def department(raw: Raw) -> Department:
    """Department_GetAll_AllEmployeesByCompany: `Department_V2`, the unit itself, or `NOTHING`."""
    code = values.code(raw, "Code")
    return Department(
        source_key=values.key(raw, "Id", operations.DEPARTMENTS),
        code=code,
        name=values.text(raw, "Description") or code,
    )


def placement(raw: Raw, *, employee_key: str, period_type: PeriodType) -> Placement:
    """Department_GetAll_AllEmployeesByCompany: `Department_V2`, who from when."""
    year, period = since(raw, operations.DEPARTMENTS)
    department_key = values.key(raw, "Id", operations.DEPARTMENTS)
    return Placement(
        source_key=placement_key(employee_key, department_key, year, period),
        employee_key=employee_key,
        department_key=unit(department_key),
        valid_from=periods.first_day(period_type, year, period),
    )


def unit(key: str) -> str | None:
    """Give the key of a department or job, `None` where the row says that there is none."""
    return None if key == NOTHING else key


def placement_key(employee_key: str, unit_key: str, year: int, period: int) -> str:
    """Name a row of department or job history (design: employee, id, year and period)."""
    return f"{employee_key}/{unit_key}/{year}/{period}"


def since(raw: Raw, operation: operations.Operation) -> tuple[int, int]:
    """The (year, period) from which a history row counts; the period need not exist."""
    year, period = raw.get("StartYear"), raw.get("StartPeriod")
    if year is None or period is None:
        raise NmbrsUnreadable(operation.name, reason="StartYear" if year is None else "StartPeriod")
    return int(year), int(period)


def employment(raw: Raw, *, employee_key: str) -> Employment:
    """Employment_GetAll_AllEmployeesByCompany: `Employment`."""
    start_date = values.day(raw, "StartDate")
    if start_date is None:
        raise NmbrsUnreadable(operations.EMPLOYMENTS.name, reason="StartDate")
    return Employment(
        source_key=values.key(raw, "EmploymentId", operations.EMPLOYMENTS),
        employee_key=employee_key,
        start_date=start_date,
        end_date=values.day(raw, "EndDate"),
        initial_start_date=values.day(raw, "InitialStartDate"),
    )


def absence_key(raw: Raw) -> str:
    """Name an absence row, also one that makes no sense."""
    return values.key(raw, "AbsenceId", operations.ABSENCES)


def dossier_key(raw: Raw, *, employee_key: str) -> str:
    """Name the dossier of an absence row; numbers are taken as unique per employee only."""
    return f"{employee_key}/{values.key(raw, 'Dossiernr', operations.ABSENCES)}"


def absence_row(raw: Raw, *, employee_key: str) -> AbsenceRow:
    """Absence_GetList, and its bulk form: `Absence`. `Percentage` is absence, 100 = all of it."""
    first_day = values.day(raw, "Start")
    percentage: Any = raw.get("Percentage")
    last_day = values.day(raw, "End")
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
        reported_on=values.day(raw, "RegistrationStartDate"),
        label=values.text(raw, "Dossier") or "",
    )


def _gender(raw: Raw) -> str | None:
    """`undefined` is no value; a literal that is new to us stays what it is: nothing is lost."""
    literal = (values.text(raw, "Gender") or "").lower()
    return None if literal in ("", "undefined") else literal
