"""The values of a record: their names, which of them name other records or are protected, and how we hold it.

Values are what JSON can hold: a day is an ISO date, a decimal its shortest text. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeAlias

from app.hr.delivery import Stream
from app.hr.records import Entity

Value: TypeAlias = str | int | bool | list[Any] | None
Values: TypeAlias = dict[str, Value]

POSTAL: Final = ("street", "house_number", "addition", "postal_code", "city", "region", "country")
PERSON: Final = (
    "personnel_number", "first_name", "call_name", "initials", "prefix", "last_name",
    "partner_prefix", "partner_last_name", "name_style", "gender",
)  # fmt: skip
CONTACT: Final = (
    "phone_private", "phone_work", "mobile_private", "mobile_work", "email_private", "email_work",
)  # fmt: skip
INSURANCE: Final = (
    "sector_code", "risk_group_code", "labour_agreement_code", "labour_agreement",
    "own_risk_sickness", "own_risk_disability",
)  # fmt: skip

#: The names of an entity's values. One that is missing from a record's values is unknown, not empty.
FIELDS: Final[dict[Entity, tuple[str, ...]]] = {
    Entity.EMPLOYER: ("period_type", *POSTAL, "iban", "bic", "account_holder", "full_time", *INSURANCE),
    Entity.DEPARTMENT: ("code", "name", "archived"),
    Entity.EMPLOYEE: (
        *PERSON, "birth_date", "deceased_on", *CONTACT, "department_key", "bsn", "bsn_hash",
    ),
    Entity.EMPLOYMENT: ("employee_key", "start_date", "end_date", "initial_start_date"),
    Entity.CONTRACT: (
        "employee_key", "start_date", "end_date", "trial_ends_on", "indefinite", "written",
        "hours_per_week", "employment_type", "phase", "income_relation",
    ),
    Entity.PLACEMENT: ("employee_key", "department_key", "valid_from", "valid_to"),
    Entity.JOB: ("employee_key", "code", "name", "valid_from", "valid_to"),
    Entity.SCHEDULE: ("employee_key", "hours", "part_time_factor", "valid_from", "valid_to"),
    Entity.ADDRESS: ("employee_key", "kind", *POSTAL),
    Entity.WAGE: (
        "employee_key", "amount", "kind", "period", "table_code", "scale", "step", "valid_from", "valid_to",
    ),
    Entity.ABSENCE_CASE: (
        "employee_key", "classification", "kind", "safety_net",
        "first_sick_day", "last_sick_day", "closed_on", "periods",
    ),
}  # fmt: skip
#: Which stream brings an entity.
STREAM: Final = {
    Entity.EMPLOYER: Stream.EMPLOYER,
    Entity.DEPARTMENT: Stream.DEPARTMENTS,
    Entity.EMPLOYEE: Stream.EMPLOYEES,
    Entity.EMPLOYMENT: Stream.EMPLOYMENTS,
    Entity.CONTRACT: Stream.CONTRACTS,
    Entity.PLACEMENT: Stream.PLACEMENTS,
    Entity.JOB: Stream.JOBS,
    Entity.SCHEDULE: Stream.SCHEDULES,
    Entity.ADDRESS: Stream.ADDRESSES,
    Entity.WAGE: Stream.WAGES,
    Entity.ABSENCE_CASE: Stream.ABSENCES,
}
#: The stream whose doubts are also those of another, which comes with it.
READ_WITH: Final = {Stream.PLACEMENTS: Stream.DEPARTMENTS}
#: Those that belong to an employee, and go when they are proven gone.
OF_EMPLOYEE: Final = tuple(entity for entity, names in FIELDS.items() if "employee_key" in names)
#: Those of which there are so many that their values are only looked up where something differs.
LOOKED_UP: Final = frozenset(OF_EMPLOYEE) - {Entity.EMPLOYMENT, Entity.ABSENCE_CASE}
#: Values that name another record by its source key, and the record they name.
REFERENCES: Final = {"department_key": Entity.DEPARTMENT, "employee_key": Entity.EMPLOYEE}
PROTECTED: Final = frozenset(
    {(Entity.EMPLOYER, "iban"), (Entity.EMPLOYEE, "bsn"), (Entity.ABSENCE_CASE, "classification")}
)
#: The complete run that first missed a record; beside the values, not among them.
MARKED: Final = "pending_withdrawal_run_id"


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """A record of ours. References are source keys; `marked` is the run that first missed it.

    Of the entities in `LOOKED_UP` the employee is the only value that is there. Protected values are still
    encrypted; the `Context` of a plan opens them.
    """

    id: str
    content_hash: str
    values: Values
    withdrawn: bool = False
    marked: str | None = None


HeldRecords: TypeAlias = Mapping[Entity, Mapping[str, Held]]
#: The keys of the records of a kind that stand, and are not going, by employee.
Standing: TypeAlias = Callable[[Entity], Mapping[str, Set[str]]]


def day(value: date | None) -> str | None:
    """A day as a value."""
    return value.isoformat() if value else None


@lru_cache(maxsize=4096)
def number(value: Decimal | None) -> str | None:
    """A decimal as a value: 1, 1.0 and 1.00 are one."""
    if value is None:
        return None
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
