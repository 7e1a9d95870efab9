"""Imported records as other components of the suite read them. Ids are ours and stay for ever.

A decimal is a text with exactly the digits we keep: "3000.00", "0.8".
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Generic

from pydantic import Field, PlainSerializer

from app.web import Item, Page, Schema


def _digits(value: Decimal) -> str:
    return format(value, "f")


Digits = Annotated[Decimal, PlainSerializer(_digits, return_type=str)]


class RecordPage(Page[Item], Generic[Item]):
    """One page of records, and what is proven about the stream they came with.

    Both speak of the employers that were asked for, or all that the key reaches, as far as anything of
    them was ever imported.
    """

    as_of: datetime | None = Field(
        description="The moment of the last complete reading, of the employer for whom that is longest ago;"
        " null when one of them was never read to its end"
    )
    complete: bool = Field(
        description="Whether the last reading was complete for every one of them. If not, what could not be"
        " read is shown as it was"
    )


class Record(Schema):
    """What every record has. `withdrawn_at` is set when it was proven gone at the source."""

    id: str
    employer_id: str
    source_key: str = Field(description="The id at the source; for tracing, not for matching")
    updated_at: datetime
    withdrawn_at: datetime | None


class EmployeeRecord(Record):
    """What every record that belongs to an employee has."""

    employee_id: str
    pending_withdrawal: bool = Field(
        description="Missing from the last complete delivery; withdrawn if missing again"
    )


class Postal(Schema):
    """Where post arrives. `country` is an ISO 3166 code."""

    street: str | None
    house_number: str | None
    addition: str | None
    postal_code: str | None
    city: str | None
    region: str | None
    country: str | None


class EmployerDetailsOut(Postal, Record):
    """What an employer's payroll is about. Of the IBAN only the last four signs are ever shown."""

    period_type: str = Field(
        description="For how long is paid at once: `month`, `week`, `four_weeks`, `quarter`, `half_year` or"
        " `year`"
    )
    iban_last4: str | None
    bic: str | None
    account_holder: str | None
    full_time: list[list[str]] = Field(
        description="What full time is: up to four rosters, each the hours of fourteen days from a Monday on"
    )
    sector_code: str | None
    risk_group_code: str | None
    labour_agreement_code: str | None
    labour_agreement: str | None
    own_risk_sickness: bool | None = Field(description="Bears the risk of the Sickness Benefits Act itself")
    own_risk_disability: bool | None = Field(description="Bears the risk of partial disability (WGA) itself")


class DepartmentOut(Record):
    """A department; flat, as the source delivers no hierarchy."""

    code: str
    name: str
    archived: bool = Field(description="Nobody who works is in it; kept for the history of who was")


class EmployeeOut(Record):
    """A person at one employer. The BSN is null without the permission, or when it is not kept."""

    department_id: str | None = Field(description="Of the day of the last run")
    personnel_number: str
    first_name: str | None
    call_name: str | None
    initials: str | None
    prefix: str | None
    last_name: str | None
    partner_prefix: str | None
    partner_last_name: str | None
    name_style: str | None = Field(
        description="Whose surname is used: `own`, `partner`, `partner_own` or `own_partner`"
    )
    gender: str | None
    birth_date: date | None
    deceased_on: date | None
    phone_private: str | None
    phone_work: str | None
    mobile_private: str | None
    mobile_work: str | None
    email_private: str | None
    email_work: str | None
    bsn: str | None


class EmploymentOut(EmployeeRecord):
    """A period in service; `end_date` is the last day."""

    start_date: date
    end_date: date | None
    initial_start_date: date | None


class ContractOut(EmployeeRecord):
    """An agreement within an employment; `end_date` is the last day. Codes are the tax office's."""

    start_date: date | None
    end_date: date | None
    trial_ends_on: date | None
    indefinite: bool | None
    written: bool | None
    hours_per_week: Digits | None
    employment_type: str | None
    phase: str | None
    income_relation: str | None


class PlacementOut(EmployeeRecord):
    """Who works in which department. Code and name are the department's of now: when they change, the
    department changes and not its placements.
    """

    department_id: str
    department_code: str
    department_name: str
    valid_from: date
    valid_to: date | None = Field(description="The last day; null while nothing follows")


class JobOut(EmployeeRecord):
    """Which job somebody has, from when until when."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None = Field(description="The last day; null while nothing follows")


class ScheduleOut(EmployeeRecord):
    """The hours somebody works. `valid_from` is null for what holds since always."""

    hours: list[str] = Field(description="Of fourteen days, from a Monday on; all nought is on call")
    part_time_factor: Digits | None = Field(description="A fraction of full time: 1 is all of it")
    valid_from: date | None
    valid_to: date | None = Field(description="The last day; null while nothing follows")


class AddressOut(Postal, EmployeeRecord):
    """The address somebody has now, one of each kind."""

    kind: str = Field(description="`home`, `post`, `absence`, `holidays`, `weekend` or `work`")


class WageOut(EmployeeRecord):
    """An amount as the source has it: nothing is converted. `valid_from` is null for since always.

    An amount out of a salary table (`scale`) is the table's value of the last reading; what has ended
    keeps the last that was read.
    """

    amount: Digits
    kind: str = Field(
        description="What the amount stands for: `gross_full_time`, `gross_part_time`, `gross_hourly`,"
        " `net_part_time_with_components`, `net_part_time_without_components`,"
        " `net_hourly_with_components`, `net_hourly_without_components`, `employer_cost` or `unknown`"
    )
    period: str = Field(
        description="The payroll period of the employer, which the amount covers unless it is by the hour"
    )
    table_code: str | None
    scale: str | None
    step: str | None
    valid_from: date | None
    valid_to: date | None = Field(description="The last day; null while nothing follows")


class PeriodOut(Schema):
    """An absence percentage (100 is fully absent) over days, both included."""

    source_key: str
    first_day: date
    last_day: date | None
    percentage: int
    reported_on: date | None


class AbsenceOut(EmployeeRecord):
    """An absence case. `classification` is null without the permission; `safety_net` always shows."""

    kind: str = Field(description="`sickness`, or `leave`, of which no recovery is expected")
    safety_net: str = Field(description="`yes`, `no` or `unknown`")
    classification: str | None = Field(description="A code of the catalogue")
    first_sick_day: date
    last_sick_day: date | None
    closed_on: date | None = Field(
        description="From this day on the case counts as over: the source has it no more, and the"
        " configuration closes such a case"
    )
    periods: list[PeriodOut]


class StreamFreshness(Schema):
    """How far one stream of an employer can be trusted."""

    state: str | None = Field(
        description="Of the last reading: `complete`, or why not (`failed`, `denied`, `empty_but_was_not`);"
        " null when it was never read"
    )
    as_of: datetime | None = Field(description="The moment of the last complete reading")


class EmployeeHistoryOut(EmployeeOut):
    """An employee with everything that stands of him, oldest first; withdrawn records are left out."""

    current_employment_id: str | None = Field(
        description="The employment that covers the day, else the next to begin, else the latest"
    )
    employments: list[EmploymentOut]
    contracts: list[ContractOut]
    placements: list[PlacementOut]
    jobs: list[JobOut]
    schedules: list[ScheduleOut]
    addresses: list[AddressOut]
    wages: list[WageOut]
    absences: list[AbsenceOut]
    streams: dict[str, StreamFreshness] = Field(
        description="By the name of the stream, of the employer: what the lists above rest on"
    )
