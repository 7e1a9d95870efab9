"""For every kind of record a delivery in which it alone differs, or is missing: for tests of the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.hr.delivery import Delivery
from app.hr.records import Entity, NameStyle
from tests.integration.books import BSN, WHOLE
from tests.unit.agreements import (
    FULL_TIME,
    address,
    contract,
    employer,
    job,
    schedule,
    wage,
)
from tests.unit.deliveries import absence_row, department, employee, employment, placement

END = date(2026, 12, 31)
PERSON = employee(
    bsn=BSN, name_style=NameStyle.PARTNER_OWN, deceased_on=END, partner_last_name="Visser",
    partner_prefix="van 't",
)  # fmt: skip
UNFINISHED = tuple(hours + Decimal("0.25") for hours in FULL_TIME)
#: For every kind of record a delivery in which that alone differs.
CHANGED: dict[Entity, Delivery] = {
    Entity.EMPLOYER: replace(WHOLE, employer=employer(full_time=(FULL_TIME, UNFINISHED), bank_account=None)),
    Entity.DEPARTMENT: replace(WHOLE, departments=(department(name="Oven"),)),
    Entity.EMPLOYEE: replace(WHOLE, employees=(PERSON,)),
    Entity.EMPLOYMENT: replace(WHOLE, employments=(employment(end_date=END),)),
    Entity.CONTRACT: replace(
        WHOLE, contracts=(contract(end_date=END, indefinite=None, written=True, hours_per_week=None),)
    ),
    Entity.PLACEMENT: replace(WHOLE, placements=(*WHOLE.placements, placement(at=None, since=END))),
    Entity.JOB: replace(WHOLE, jobs=(job(name="Chef"),)),
    Entity.SCHEDULE: replace(
        WHOLE, schedules=(schedule(hours=UNFINISHED, part_time_factor=Decimal("0.666667")),)
    ),
    Entity.ADDRESS: replace(WHOLE, addresses=(address(city="'s-Gravenpolder", country=None, region="Zl"),)),
    Entity.WAGE: replace(WHOLE, wages=(wage(amount="12345678.90", scale="5", since=None),)),
    Entity.ABSENCE_CASE: replace(WHOLE, absences=(absence_row(last_day=date(2026, 4, 1)),)),
}
#: For every kind of record that can be missing a delivery in which that alone is.
MISSING: dict[Entity, Delivery] = {
    Entity.CONTRACT: replace(WHOLE, contracts=()),
    Entity.JOB: replace(WHOLE, job_placements=()),
    Entity.SCHEDULE: replace(WHOLE, schedules=()),
    Entity.ADDRESS: replace(WHOLE, addresses=()),
    Entity.WAGE: replace(WHOLE, wages=()),
    Entity.ABSENCE_CASE: replace(WHOLE, absences=()),
}
#: Of an employment or placement there is always one that stays.
OLD = date(2012, 1, 1)
EARLIER = replace(
    WHOLE,
    employments=(*WHOLE.employments, employment("V0", start_date=OLD, end_date=date(2015, 1, 1))),
    placements=(*WHOLE.placements, placement(since=OLD)),
)
#: What stood before, and without what, per kind of record.
GONE = {entity: (WHOLE, without) for entity, without in MISSING.items()} | {
    Entity.EMPLOYMENT: (EARLIER, replace(EARLIER, employments=WHOLE.employments)),
    Entity.PLACEMENT: (EARLIER, replace(EARLIER, placements=WHOLE.placements)),
}
