"""Imported records as other components of the suite read them. Ids are ours and stay for ever."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from app.web import Schema


class Record(Schema):
    """What every record has. `withdrawn_at` is set when it was proven gone at the source."""

    id: str
    employer_id: str
    source_key: str = Field(description="The id at the source; for tracing, not for matching")
    updated_at: datetime
    withdrawn_at: datetime | None


class DepartmentOut(Record):
    """A department; flat, as the source delivers no hierarchy."""

    code: str
    name: str


class EmployeeOut(Record):
    """A person at one employer. The BSN is null without the permission, or when it is not kept."""

    department_id: str | None
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


class EmploymentOut(Record):
    """A period in service; `end_date` is the last day."""

    employee_id: str
    start_date: date
    end_date: date | None
    initial_start_date: date | None


class PeriodOut(Schema):
    """An absence percentage (100 is fully absent) over days, both included."""

    source_key: str
    first_day: date
    last_day: date | None
    percentage: int
    reported_on: date | None


class AbsenceOut(Record):
    """An absence case. `classification` is null without the permission; `safety_net` always shows."""

    employee_id: str
    kind: str = Field(description="`sickness`, or `leave`, of which no recovery is expected")
    safety_net: str = Field(description="`yes`, `no` or `unknown`")
    classification: str | None = Field(description="A code of the catalogue")
    first_sick_day: date
    last_sick_day: date | None
    periods: list[PeriodOut]
    pending_withdrawal: bool = Field(
        description="Missing from the last complete delivery; withdrawn if missing again"
    )
