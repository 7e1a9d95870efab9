"""Employments, contracts and the like that are delivered no more: untouched, marked, withdrawn, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Delivery, Stream
from app.hr.records import AddressKind, EmployeeKind, Entity
from app.runs import reasons
from app.runs.fields import MARKED, OF_EMPLOYEE, STREAM
from tests.unit.agreements import KEY, address, contract, job_placement, schedule, wage, whole
from tests.unit.deliveries import RUN, Records, delivery, employee, employment, placement, told

INCOMPLETE = [Completeness.FAILED, Completeness.DENIED, Completeness.EMPTY_BUT_WAS_NOT, Completeness.SKIPPED]
LONG_AGO = date(2012, 1, 1)
#: Beside the usual record of each kind an older one, which is then delivered no more.
OLDER: dict[Entity, tuple[str, str, list[Any]]] = {
    Entity.EMPLOYMENT: (
        "V0", "employments", [employment("V0", start_date=LONG_AGO, end_date=date(2015, 1, 1)), employment()],
    ),
    Entity.CONTRACT: ("C0", "contracts", [contract("C0", start_date=LONG_AGO), contract()]),
    Entity.PLACEMENT: (f"E1/D1/{LONG_AGO}", "placements", [placement(since=LONG_AGO), placement()]),
    Entity.JOB: (f"E1/J1/{LONG_AGO}", "job_placements", [job_placement(since=LONG_AGO), job_placement()]),
    Entity.SCHEDULE: ("S0", "schedules", [schedule("S0", since=LONG_AGO), schedule()]),
    Entity.ADDRESS: ("E1/post", "addresses", [address(kind=AddressKind.POST), address()]),
    Entity.WAGE: ("W0", "wages", [wage("W0", since=LONG_AGO, amount="2000.00"), wage()]),
}  # fmt: skip
TERMS = list(OLDER)


def test_every_kind_that_belongs_to_an_employee_is_here() -> None:
    assert {*OF_EMPLOYEE} - {Entity.ABSENCE_CASE} == OLDER.keys()


def _both(entity: Entity, **fields: Any) -> Delivery:
    _, name, rows = OLDER[entity]
    return whole(**{name: rows}, **fields)


def _imported(entity: Entity) -> Records:
    records = Records()
    records.take(_both(entity))
    return records


# --- unknown is not zero --------------------------------------------------------------------------


@pytest.mark.parametrize("entity", TERMS)
@pytest.mark.parametrize("state", INCOMPLETE)
def test_nothing_is_missing_from_what_was_not_read_to_its_end(entity: Entity, state: Completeness) -> None:
    records = _imported(entity)

    for stream in (STREAM[entity], Stream.EMPLOYEES):
        for _ in range(3):
            assert () == records.take(whole(incomplete={stream: state})).changes


@pytest.mark.parametrize("entity", TERMS)
@pytest.mark.parametrize(
    "employees",
    [
        pytest.param([employee("E2")], id="not delivered"),
        pytest.param([employee(last_name=None)], id="invalid"),
    ],
)
def test_nothing_is_missing_of_who_was_not_delivered_or_misses_something(
    entity: Entity, employees: list[Any]
) -> None:
    records = _imported(entity)
    others = {"employments": [employment("V2", of="E2"), employment()], "placements": [placement("E2")]}

    for _ in range(3):
        made = records.take(whole(employees=employees, **others))

        assert [] == [each for each in made.changes if each.operation in ("mark", "withdraw")]


@pytest.mark.parametrize("entity", TERMS)
def test_what_somebody_leaves_behind_stays(entity: Entity) -> None:
    records = _imported(entity)
    left = _both(entity, employees=[employee(kind=EmployeeKind.LEFT)])

    for _ in range(3):
        made = records.take(left)

        assert [] == [each for each in made.changes if each.entity is entity]


def test_no_address_is_missing_of_who_was_not_asked() -> None:
    records = _imported(Entity.ADDRESS)

    for _ in range(3):
        assert () == records.take(whole(addresses=[], addresses_read_for=[])).changes


def test_an_address_is_missing_of_who_was_asked_only() -> None:
    records = Records()
    both: dict[str, Any] = {
        "employees": [employee(), employee("E2")],
        "employments": [employment(), employment("V2", of="E2")],
        "placements": [placement(), placement("E2")],
    }
    records.take(delivery(**both, addresses=[address(), address("E2")]))

    made = records.take(delivery(**both, addresses_read_for=["E2"]))

    assert [("mark", "E2/home", "ADDRESS_NOT_DELIVERED")] == told(made)


def test_an_employer_or_department_is_never_missing() -> None:
    records = Records()
    records.take(whole())

    for _ in range(3):
        made = records.take(whole(employer=None, departments=[]))

        assert () == made.changes


# --- missing, gone and back -----------------------------------------------------------------------


@pytest.mark.parametrize("entity", TERMS)
def test_a_record_missing_once_is_marked_and_twice_is_withdrawn(entity: Entity) -> None:
    records, (key, _, _) = _imported(entity), OLDER[entity]
    before, prefix = records.held[entity][key], reasons.PREFIX[entity]

    marking = records.take(whole(), run="run-1")
    marked = records.held[entity][key]
    withdrawing = records.take(whole(), run="run-2")
    withdrawn = records.held[entity][key]

    assert [("mark", key, f"{prefix}_NOT_DELIVERED")] == told(marking)
    assert {MARKED: (None, "run-1")} == marking.changes[0].fields
    assert replace(before, marked="run-1") == marked
    assert [("withdraw", key, f"{prefix}_WITHDRAWN")] == told(withdrawing)
    assert replace(before, marked="run-1", withdrawn=True) == withdrawn
    assert () == records.plan(whole()).changes


@pytest.mark.parametrize("entity", TERMS)
def test_a_marked_record_that_is_delivered_again_is_unmarked(entity: Entity) -> None:
    records, (key, _, _) = _imported(entity), OLDER[entity]
    before = records.held[entity][key]
    records.take(whole(), run="run-1")

    made = records.take(_both(entity))

    assert [("update", key, f"{reasons.PREFIX[entity]}_RETURNED")] == told(made)
    assert {MARKED: ("run-1", None)} == made.changes[0].fields
    assert before == records.held[entity][key]


@pytest.mark.parametrize("entity", TERMS)
def test_a_withdrawn_record_that_is_delivered_again_is_restored_under_its_id(entity: Entity) -> None:
    records, (key, _, _) = _imported(entity), OLDER[entity]
    before = records.held[entity][key]
    for _ in range(2):
        records.take(whole())

    made = records.take(_both(entity))

    assert [("restore", key, f"{reasons.PREFIX[entity]}_RETURNED")] == told(made)
    assert {MARKED: (RUN, None)} == made.changes[0].fields
    assert before == records.held[entity][key]
    assert () == records.plan(_both(entity)).changes


@pytest.mark.parametrize("entity", TERMS)
def test_a_record_that_came_back_is_marked_afresh(entity: Entity) -> None:
    records, (key, _, _) = _imported(entity), OLDER[entity]
    for delivered in (whole(), _both(entity)):
        records.take(delivered)

    made = records.take(whole(), run="run-3")

    assert [("mark", key, f"{reasons.PREFIX[entity]}_NOT_DELIVERED")] == told(made)
    assert {MARKED: (None, "run-3")} == made.changes[0].fields


def test_a_restored_record_takes_what_changed_meanwhile() -> None:
    records = _imported(Entity.CONTRACT)
    for _ in range(2):
        records.take(whole())

    made = records.take(whole(contracts=[contract("C0", start_date=LONG_AGO, phase="3"), contract()]))

    assert [("restore", "C0", "CONTRACT_RETURNED")] == told(made)
    assert {MARKED: (RUN, None), "phase": (None, "3")} == made.changes[0].fields


@pytest.mark.parametrize("action", ["pending_then_withdraw", "delete", "close", "ignore"])
def test_what_happens_to_missing_absence_is_not_about_terms(action: str) -> None:
    records = _imported(Entity.WAGE)

    runs = [told(records.take(whole(), delete_action=action)) for _ in range(3)]

    assert [[("mark", "W0", "WAGE_NOT_DELIVERED")], [("withdraw", "W0", "WAGE_WITHDRAWN")], []] == runs


def test_the_last_row_of_a_history_that_is_taken_back_opens_the_one_before_again() -> None:
    records = Records()
    records.take(whole(wages=[wage(), wage("W2", since=date(2026, 5, 1), amount="2600.00")]))

    made = records.take(whole())

    assert [("update", "W1", "WAGE_UPDATED"), ("mark", "W2", "WAGE_NOT_DELIVERED")] == told(made)
    assert {"valid_to": ("2026-04-30", None)} == made.changes[0].fields


def test_an_employee_all_of_whose_terms_are_gone_loses_them_one_by_one_and_stays() -> None:
    records = Records()
    records.take(whole())
    bare = whole(
        contracts=[], placements=[], jobs=[], job_placements=[], schedules=[], addresses=[], wages=[],
        absences=[],
    )  # fmt: skip

    runs = [records.take(bare) for _ in range(3)]

    gone = {KEY[entity] for entity in OF_EMPLOYEE} - {"V1"}
    operations = [
        {each.source_key: each.operation.value for each in made.changes if each.source_key in gone}
        for made in runs
    ]
    assert [dict.fromkeys(gone, "mark"), dict.fromkeys(gone, "withdraw"), {}] == operations
    assert not records.held[Entity.EMPLOYEE]["E1"].withdrawn
