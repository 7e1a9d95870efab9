"""What was agreed with an employee: its values, from when until when it holds, and what is a change of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hr.delivery import Delivery, Stream
from app.hr.records import EmployeeKind, Entity, WageKind
from app.runs.fields import LOOKED_UP, OF_EMPLOYEE, number
from tests.unit.agreements import (
    FULL_TIME,
    IBAN,
    KEY,
    address,
    contract,
    employer,
    job,
    job_placement,
    postal_address,
    schedule,
    wage,
    whole,
)
from tests.unit.deliveries import Records, build, employee, employment, placement, told

MAY = date(2026, 5, 1)
#: A delivery that differs in one record of the entity, the reason and the old and new values.
CHANGED: dict[Entity, tuple[Delivery, str, dict[str, Any]]] = {
    Entity.EMPLOYER: (
        whole(employer=employer(address=postal_address(city="Veere"), social_security=None)),
        "EMPLOYER_DETAILS_UPDATED",
        {
            "city": ("Zoutelande", "Veere"), "sector_code": ("52", None), "risk_group_code": ("01", None),
            "labour_agreement_code": ("9999", None), "own_risk_sickness": (True, None),
            "own_risk_disability": (False, None),
        },
    ),
    Entity.CONTRACT: (
        whole(contracts=[contract(end_date=date(2026, 12, 31), indefinite=False, written=None)]),
        "CONTRACT_UPDATED",
        {"end_date": (None, "2026-12-31"), "indefinite": (True, False), "written": (False, None)},
    ),
    Entity.JOB: (whole(jobs=[job(name="Chef")]), "JOB_UPDATED", {"name": ("Bakker", "Chef")}),
    Entity.SCHEDULE: (
        whole(schedules=[schedule(part_time_factor=Decimal("0.8"))]),
        "SCHEDULE_UPDATED",
        {"part_time_factor": ("1", "0.8")},
    ),
    Entity.ADDRESS: (
        whole(addresses=[address(house_number="9", addition="A")]),
        "ADDRESS_UPDATED",
        {"house_number": ("7", "9"), "addition": (None, "A")},
    ),
    Entity.WAGE: (
        whole(wages=[wage(amount="2600.50", kind=WageKind.GROSS_HOURLY)]),
        "WAGE_UPDATED",
        {"amount": ("2500.00", "2600.50"), "kind": ("gross_full_time", "gross_hourly")},
    ),
}  # fmt: skip


@pytest.fixture
def records() -> Records:
    """One record of every kind."""
    records = Records()
    records.take(whole())
    return records


# --- values ---------------------------------------------------------------------------------------


def test_terms_stand_as_delivered() -> None:
    records = build(whole()).records

    assert {
        "employee_key": "E1", "start_date": "2020-01-01", "end_date": None, "trial_ends_on": "2020-02-01",
        "indefinite": True, "written": False, "hours_per_week": "36", "employment_type": "15", "phase": None,
        "income_relation": "1",
    } == records[Entity.CONTRACT]["C1"]  # fmt: skip
    history = {"employee_key": "E1", "valid_from": "2020-01-01", "valid_to": None}
    assert history | {"code": "7", "name": "Bakker"} == records[Entity.JOB][KEY[Entity.JOB]]
    week = ["8"] * 5 + ["0"] * 2
    assert history | {"hours": week * 2, "part_time_factor": "1"} == records[Entity.SCHEDULE]["S1"]
    assert history | {
        "amount": "2500.00", "kind": "gross_full_time", "period": "month",
        "table_code": None, "scale": None, "step": None,
    } == records[Entity.WAGE]["W1"]  # fmt: skip
    assert {
        "employee_key": "E1", "kind": "home", "street": "Kade", "house_number": "7", "addition": None,
        "postal_code": "1234 AB", "city": "Zoutelande", "region": None, "country": "NL",
    } == records[Entity.ADDRESS]["E1/home"]  # fmt: skip


def test_details_of_the_employer_stand_as_delivered() -> None:
    [(key, values)] = build(whole()).records[Entity.EMPLOYER].items()

    assert ("101", "month", IBAN, "Kade", True, False) == (
        key, values["period_type"], values["iban"], values["street"],
        values["own_risk_sickness"], values["own_risk_disability"],
    )  # fmt: skip
    assert [[number(hours) for hours in FULL_TIME]] == values["full_time"]


def test_an_employer_of_which_the_source_has_little_has_nothing_made_up() -> None:
    bare = employer(address=None, bank_account=None, full_time=(), social_security=None)

    [values] = build(whole(employer=bare)).records[Entity.EMPLOYER].values()

    assert {"period_type": "month", "full_time": []} == {
        name: value for name, value in values.items() if value is not None
    }


def test_an_employer_that_was_not_read_whole_is_not_touched(records: Records) -> None:
    for _ in range(3):
        assert () == records.take(whole(employer=None)).changes


# --- decimals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decimal", "text"),
    [
        ("1", "1"), ("1.0", "1"), ("1.00", "1"), ("10", "10"), ("100.00", "100"), ("1E+2", "100"),
        ("0.80", "0.8"), ("0", "0"), ("-0", "0"), ("-0.00", "0"), ("0E-8", "0"), ("0.0000001", "0.0000001"),
    ],
)  # fmt: skip
def test_a_decimal_has_one_text(decimal: str, text: str) -> None:
    assert text == number(Decimal(decimal))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.integers(0, 6))
def test_the_text_of_a_decimal_is_that_of_its_equals_and_of_no_other(value: Decimal, places: int) -> None:
    text = number(value)

    assert text is not None
    assert Decimal(text) == value
    assert text == number(Decimal(f"{value:f}" + "0" * places if "." in f"{value:f}" else f"{value:f}"))


@pytest.mark.parametrize("one", ["1", "1.0", "1.00"])
def test_a_decimal_that_is_written_otherwise_is_no_change(records: Records, one: str) -> None:
    zeros = whole(
        employer=employer(full_time=(tuple(hours + Decimal("0.00") for hours in FULL_TIME),)),
        contracts=[contract(hours_per_week=36 * Decimal(one))],
        schedules=[
            schedule(part_time_factor=Decimal(one), hours=tuple(hours * Decimal(one) for hours in FULL_TIME))
        ],
        wages=[wage(amount=str(2500 * Decimal(one)))],
    )

    assert () == records.plan(zeros).changes


# --- from when until when -------------------------------------------------------------------------


def test_history_holds_until_the_day_before_the_next_begins() -> None:
    delivered = whole(
        jobs=[job(), job("J2", "Chef")],
        job_placements=[job_placement(at="J2", since=MAY), job_placement()],
        schedules=[schedule("S2", since=MAY), schedule("S1", since=None)],
        wages=[wage("W2", since=MAY), wage("W1")],
        placements=[placement(since=MAY), placement()],
    )

    records = build(delivered).records

    for entity in (Entity.JOB, Entity.SCHEDULE, Entity.WAGE, Entity.PLACEMENT):
        days = {(each["valid_from"], each["valid_to"]) for each in records[entity].values()}
        since = None if entity is Entity.SCHEDULE else "2020-01-01"
        assert {(since, "2026-04-30"), ("2026-05-01", None)} == days, entity


def test_a_job_that_is_none_ends_the_one_before_and_is_no_record(records: Records) -> None:
    without = whole(job_placements=[job_placement(), job_placement(at=None, since=MAY)])

    made = records.take(without)

    assert [("update", KEY[Entity.JOB], "JOB_UPDATED")] == told(made)
    assert {"valid_to": (None, "2026-04-30")} == made.changes[0].fields


def test_histories_of_two_employees_do_not_end_each_other() -> None:
    both = whole(
        employees=[employee(), employee("E2")],
        employments=[employment(), employment("V2", of="E2")],
        wages=[wage(), wage("W2", of="E2", since=MAY)],
    )

    assert [None, None] == [each["valid_to"] for each in build(both).records[Entity.WAGE].values()]


# --- whose terms ----------------------------------------------------------------------------------


def test_terms_of_who_does_not_come_in_are_not_wanted() -> None:
    left = whole(employees=[employee(kind=EmployeeKind.LEFT)])

    records = build(left).records

    assert {} == {entity: records[entity] for entity in OF_EMPLOYEE if records[entity]}


@pytest.mark.parametrize(
    ("stream", "entity", "rows"),
    [
        (
            Stream.EMPLOYMENTS,
            Entity.EMPLOYMENT,
            {"employments": [employment(end_date=MAY), employment("V9")]},
        ),
        (Stream.CONTRACTS, Entity.CONTRACT, {"contracts": [contract(end_date=MAY), contract("C9")]}),
        (Stream.DEPARTMENTS, Entity.PLACEMENT, {"placements": [placement(), placement(since=MAY)]}),
        (Stream.JOBS, Entity.JOB, {"job_placements": [job_placement(), job_placement(since=MAY)]}),
        (Stream.SCHEDULES, Entity.SCHEDULE, {"schedules": [schedule(), schedule("S9", since=MAY)]}),
        (Stream.WAGES, Entity.WAGE, {"wages": [wage(), wage("W9", since=MAY)]}),
    ],
)
def test_no_row_is_touched_of_somebody_of_whom_one_could_not_be_read(
    records: Records, stream: Stream, entity: Entity, rows: dict[str, Any]
) -> None:
    for found in (rows, {name: [] for name in rows}):
        for _ in range(3):
            assert () == records.take(whole(**found, doubted={stream: ["E1"]})).changes
    assert {KEY[entity]} == records.held[entity].keys()


def test_doubt_about_one_stream_is_none_about_another(records: Records) -> None:
    made = records.take(whole(wages=[], contracts=[], doubted={Stream.WAGES: ["E1"]}))

    assert [("mark", "C1", "CONTRACT_NOT_DELIVERED")] == told(made)


# --- changes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("entity", CHANGED)
def test_a_changed_record_is_one_change_with_old_and_new(records: Records, entity: Entity) -> None:
    delivered, reason, fields = CHANGED[entity]
    before = records.held[entity][KEY[entity]]

    made = records.take(delivered)

    assert [("update", KEY[entity], reason)] == told(made)
    assert fields == made.changes[0].fields
    assert (before.id, before.content_hash) == (made.changes[0].record_id, made.changes[0].base_hash)
    assert () == records.plan(delivered).changes


def test_only_what_differs_is_looked_up(records: Records) -> None:
    records.take(whole())
    assert [] == records.looked_up

    for entity in sorted(LOOKED_UP & CHANGED.keys()):
        records.looked_up.clear()
        records.plan(CHANGED[entity][0])

        assert [(entity, KEY[entity])] == records.looked_up


def test_what_is_always_at_hand_is_not_looked_up(records: Records) -> None:
    records.plan(CHANGED[Entity.EMPLOYER][0])
    records.plan(whole(employments=[employment(end_date=MAY)], absences=[]))

    assert [] == records.looked_up
