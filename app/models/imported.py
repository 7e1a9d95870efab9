"""Tables of what was imported. Rows of one employer are unique by their source key, and never removed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from app.models.columns import ID, DecimalText, Row, json_list, moment
from app.models.ids import new_id

_UNIQUE: tuple[str, str] = ("employer_id", "source_key")


class Imported(Row):
    """The columns every imported record has. Withdrawn rows stay, with the time they went."""

    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", sa_type=ID)
    source_key: str
    content_hash: str
    run_id: str = Field(foreign_key="runs.id", sa_type=ID)
    updated_at: datetime = moment()
    withdrawn_at: datetime | None = moment(nullable=True)


class OfEmployee(Imported):
    """A record that belongs to an employee, and goes when it is proven gone.

    `pending_withdrawal_run_id` is the complete run that first missed it.
    """

    employee_id: str = Field(foreign_key="employees.id", sa_type=ID, index=True)
    pending_withdrawal_run_id: str | None = Field(default=None, foreign_key="runs.id", sa_type=ID)


class Postal(Row):
    """Where post arrives. `country` is an ISO 3166 code."""

    street: str | None = None
    house_number: str | None = None
    addition: str | None = None
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None


class EmployerDetails(Imported, Postal, table=True):
    """What an employer's payroll is about. `full_time` holds up to four rosters of fourteen days."""

    __tablename__: ClassVar[str] = "employer_details"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    period_type: str
    iban_encrypted: str | None = None
    bic: str | None = None
    account_holder: str | None = None
    full_time: list[list[str]] = json_list()
    sector_code: str | None = None
    risk_group_code: str | None = None
    labour_agreement_code: str | None = None
    labour_agreement: str | None = None
    own_risk_sickness: bool | None = None
    own_risk_disability: bool | None = None


class Department(Imported, table=True):
    """`archived`: nobody who works is in it; it is there for the history of who was."""

    __tablename__: ClassVar[str] = "departments"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    code: str
    name: str
    archived: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})


class Employee(Imported, table=True):
    """A person at one employer. `department_id` is the department of the day of the last run."""

    __tablename__: ClassVar[str] = "employees"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    department_id: str | None = Field(default=None, foreign_key="departments.id", sa_type=ID)
    personnel_number: str
    first_name: str | None = None
    call_name: str | None = None
    initials: str | None = None
    prefix: str | None = None
    last_name: str | None = None
    partner_prefix: str | None = None
    partner_last_name: str | None = None
    name_style: str | None = None
    gender: str | None = None
    birth_date: date | None = None
    deceased_on: date | None = None
    phone_private: str | None = None
    phone_work: str | None = None
    mobile_private: str | None = None
    mobile_work: str | None = None
    email_private: str | None = None
    email_work: str | None = None
    bsn_encrypted: str | None = None
    bsn_hash: str | None = Field(default=None, index=True)


class Employment(OfEmployee, table=True):
    __tablename__: ClassVar[str] = "employments"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    start_date: date
    end_date: date | None = None
    initial_start_date: date | None = None


class Contract(OfEmployee, table=True):
    """An agreement within an employment; `end_date` is the last day, codes are the tax office's."""

    __tablename__: ClassVar[str] = "contracts"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    start_date: date | None = None
    end_date: date | None = None
    trial_ends_on: date | None = None
    indefinite: bool | None = None
    written: bool | None = None
    hours_per_week: Decimal | None = Field(default=None, sa_type=DecimalText)
    employment_type: str | None = None
    phase: str | None = None
    income_relation: str | None = None


class Placement(OfEmployee, table=True):
    """Who works in which department. `valid_to` is the last day, `None` while nothing follows."""

    __tablename__: ClassVar[str] = "placements"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    department_id: str = Field(foreign_key="departments.id", sa_type=ID, index=True)
    valid_from: date
    valid_to: date | None = None


class Job(OfEmployee, table=True):
    """Which job somebody has, from when until when."""

    __tablename__: ClassVar[str] = "jobs"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    code: str
    name: str
    valid_from: date
    valid_to: date | None = None


class Schedule(OfEmployee, table=True):
    """The hours of two weeks, Monday to Sunday. `valid_from` is `None` for what holds since always."""

    __tablename__: ClassVar[str] = "schedules"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    hours: list[str] = json_list()
    part_time_factor: Decimal | None = Field(default=None, sa_type=DecimalText)
    valid_from: date | None = None
    valid_to: date | None = None


class Address(OfEmployee, Postal, table=True):
    """The address somebody has now, one of each kind."""

    __tablename__: ClassVar[str] = "addresses"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    kind: str


class Wage(OfEmployee, table=True):
    """An amount as the source has it. `kind` says what of, `period` for how long it is paid."""

    __tablename__: ClassVar[str] = "wages"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    amount: Decimal = Field(sa_type=DecimalText)
    kind: str
    period: str
    table_code: str | None = None
    scale: str | None = None
    step: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class AbsenceCase(OfEmployee, table=True):
    """One dossier of the source. `periods` are its parts: percentage over dates, by first day.

    `closed_on`: since that day it counts as over, because the source has it no more and the
    configuration says to close such a case.
    """

    __tablename__: ClassVar[str] = "absence_cases"
    __table_args__ = (sa.UniqueConstraint(*_UNIQUE),)
    classification_encrypted: str
    kind: str
    safety_net: str
    first_sick_day: date
    last_sick_day: date | None = None
    closed_on: date | None = None
    periods: list[dict[str, Any]] = json_list()


#: By the name of the entity, as in `hr.records.Entity`.
IMPORTED: dict[str, type[Imported]] = {
    "employer": EmployerDetails,
    "department": Department,
    "employee": Employee,
    "employment": Employment,
    "contract": Contract,
    "placement": Placement,
    "job": Job,
    "schedule": Schedule,
    "address": Address,
    "wage": Wage,
    "absence_case": AbsenceCase,
}


class EmployerStream(Row, table=True):
    """What was last read and applied of one stream of an employer, and when it was last whole."""

    __tablename__: ClassVar[str] = "employer_streams"
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)
    stream: str = Field(primary_key=True)
    state: str
    run_id: str = Field(foreign_key="runs.id", sa_type=ID)
    read_at: datetime = moment()
    complete_at: datetime | None = moment(nullable=True)


class AcceptedReading(Row, table=True):
    """The run last applied to an employer, and the keyed hash of all it was made of, except absence.

    When the next reading has the same, none of it needs to be looked at again. Empty if it would.
    """

    __tablename__: ClassVar[str] = "accepted_readings"
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)
    run_id: str = Field(foreign_key="runs.id", sa_type=ID)
    fingerprint: str
