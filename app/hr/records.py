"""The records that travel from a source to the plan; how they travel is in `delivery.py`.

No Nmbrs words here, and no `repr` that shows a person: a record prints its kind and source key only.
Source keys are text, unique per employer and entity (docs/architecture.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from app.hr.periods import PeriodType


class Entity(StrEnum):
    """The kinds of record we keep, in the order in which they are applied."""

    __hash__ = str.__hash__  # that of an enumeration is slow, and every record asks for it

    EMPLOYER = "employer"
    DEPARTMENT = "department"
    EMPLOYEE = "employee"
    EMPLOYMENT = "employment"
    CONTRACT = "contract"
    PLACEMENT = "placement"
    JOB = "job"
    SCHEDULE = "schedule"
    ADDRESS = "address"
    WAGE = "wage"  # before absence, whose pay is worked out from it (domain.md §5.2)
    ABSENCE_CASE = "absence_case"


class EmployeeKind(StrEnum):
    """Where an employee stands at the source. Applicants and externals are never delivered."""

    ACTIVE = "active"
    FUTURE = "future"
    LEFT = "left"


class NameStyle(StrEnum):
    """Whose surname somebody goes by, and in which order."""

    OWN = "own"
    PARTNER = "partner"
    PARTNER_OWN = "partner_own"
    OWN_PARTNER = "own_partner"


class WageKind(StrEnum):
    """What an amount of wage stands for; `Wage.period` says how long it covers."""

    GROSS_FULL_TIME = "gross_full_time"
    GROSS_PART_TIME = "gross_part_time"
    GROSS_HOURLY = "gross_hourly"
    NET_PART_TIME_WITH_COMPONENTS = "net_part_time_with_components"
    NET_PART_TIME_WITHOUT_COMPONENTS = "net_part_time_without_components"
    NET_HOURLY_WITH_COMPONENTS = "net_hourly_with_components"
    NET_HOURLY_WITHOUT_COMPONENTS = "net_hourly_without_components"
    EMPLOYER_COST = "employer_cost"
    UNKNOWN = "unknown"  #: the source does not say, or says something new


class AddressKind(StrEnum):
    """What an address of an employee is for."""

    HOME = "home"
    POST = "post"
    ABSENCE = "absence"
    HOLIDAYS = "holidays"
    WEEKEND = "weekend"
    WORK = "work"


class _Quiet:
    """Prints the kind and key of a record and nothing about the person."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'source_key', '')}>"


@dataclass(frozen=True, slots=True, repr=False)
class Company(_Quiet):
    """An employer as the source knows it. `source_key` is what an employer code must equal."""

    source_key: str
    number: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class PostalAddress(_Quiet):
    """Where post arrives. `country` is an ISO 3166 code; `None` means that the source has no value."""

    street: str | None
    house_number: str | None
    addition: str | None
    postal_code: str | None
    city: str | None
    region: str | None
    country: str | None


@dataclass(frozen=True, slots=True, repr=False)
class BankAccount(_Quiet):
    iban: str | None
    bic: str | None
    holder: str | None


@dataclass(frozen=True, slots=True, repr=False)
class SocialSecurity(_Quiet):
    """How an employer is insured. Codes are those of the tax office; an own-risk bearer pays itself."""

    sector_code: str | None
    risk_group_code: str | None
    labour_agreement_code: str | None
    labour_agreement: str | None
    own_risk_sickness: bool | None
    own_risk_disability: bool | None


#: Hours of two weeks, Monday to Sunday: fourteen numbers.
Hours: TypeAlias = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, repr=False)
class EmployerDetails(_Quiet):
    """What an employer's payroll is about. `period` is the (year, number) it is working on.

    `period_starts_on` may lie behind the calendar, or before it. `full_time` holds up to four rosters.
    """

    source_key: str
    period_type: PeriodType
    period: tuple[int, int]
    period_starts_on: date
    address: PostalAddress | None
    bank_account: BankAccount | None
    full_time: tuple[Hours, ...]
    social_security: SocialSecurity | None


@dataclass(frozen=True, slots=True, repr=False)
class Department(_Quiet):
    source_key: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Job(_Quiet):
    source_key: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Placement(_Quiet):
    """An employee's department from a date on, until the next placement starts; `None` is none."""

    source_key: str
    employee_key: str
    department_key: str | None
    valid_from: date


@dataclass(frozen=True, slots=True, repr=False)
class JobPlacement(_Quiet):
    """An employee's job from a date on, until the next one starts; `None` is none."""

    source_key: str
    employee_key: str
    job_key: str | None
    valid_from: date


@dataclass(frozen=True, slots=True, repr=False)
class Employee(_Quiet):
    """A person at one employer. `None` and the empty string both mean: the source has no value."""

    source_key: str
    kind: EmployeeKind
    personnel_number: str
    first_name: str | None
    call_name: str | None
    initials: str | None
    prefix: str | None
    last_name: str | None
    partner_prefix: str | None
    partner_last_name: str | None
    gender: str | None
    birth_date: date | None
    bsn: str | None
    name_style: NameStyle | None = None
    deceased_on: date | None = None
    phone_private: str | None = None
    phone_work: str | None = None
    mobile_private: str | None = None
    mobile_work: str | None = None
    email_private: str | None = None
    email_work: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Address(_Quiet):
    """The address somebody has now, one of each kind."""

    source_key: str
    employee_key: str
    kind: AddressKind
    address: PostalAddress


@dataclass(frozen=True, slots=True, repr=False)
class Employment(_Quiet):
    """A period in service. `end_date` is the last day; `None` means it runs."""

    source_key: str
    employee_key: str
    start_date: date
    end_date: date | None
    initial_start_date: date | None


@dataclass(frozen=True, slots=True, repr=False)
class Contract(_Quiet):
    """An agreement within an employment. `end_date` is the last day; codes are the tax office's."""

    source_key: str
    employee_key: str
    start_date: date | None
    end_date: date | None
    trial_ends_on: date | None
    indefinite: bool | None
    written: bool | None
    hours_per_week: Decimal | None
    employment_type: str | None
    phase: str | None
    income_relation: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Schedule(_Quiet):
    """The hours somebody works from a date on; `None` means since always. All zero: on call.

    `part_time_factor` is a fraction of full time, 1 = all of it, whatever the source writes.
    """

    source_key: str
    employee_key: str
    valid_from: date | None
    hours: Hours
    part_time_factor: Decimal | None


@dataclass(frozen=True, slots=True, repr=False)
class Wage(_Quiet):
    """An amount from a date on; `None` means since always. With `scale`, the table's value of today.

    It covers a `period` of the employer's payroll; one by the hour covers an hour all the same.
    """

    source_key: str
    employee_key: str
    valid_from: date | None
    amount: Decimal
    kind: WageKind
    period: PeriodType
    table_code: str | None
    scale: str | None
    step: str | None


@dataclass(frozen=True, slots=True, repr=False)
class AbsenceRow(_Quiet):
    """One part of a dossier: an absence percentage over dates. The source's comment never gets here.

    `last_day` is the last day of absence, `None` while it runs; `percentage` is absence, 100 = all.
    """

    source_key: str
    employee_key: str
    dossier_key: str
    percentage: int
    first_day: date
    last_day: date | None
    reported_on: date | None
    label: str
