"""What changes, under which id and for which reason; and what is never touched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Stream
from app.hr.records import EmployeeKind, Entity
from app.runs import plan
from tests.unit.agreements import KEY, whole
from tests.unit.deliveries import (
    Records,
    absence_row,
    delivery,
    department,
    employee,
    employment,
    placement,
    told,
)

SICK = delivery(absences=[absence_row()])
NOT_SICK = delivery()


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def imported(records: Records) -> Records:
    """One employee in one department, off sick."""
    records.take(SICK)
    return records


# --- creating -------------------------------------------------------------------------------------


def test_a_first_delivery_creates_everything_in_the_order_of_references(records: Records) -> None:
    assert [
        ("create", "D1", "DEPT_CREATED"),
        ("create", "E1", "EMPLOYEE_CREATED"),
        ("create", "V1", "EMPLOYMENT_CREATED"),
        ("create", "E1/D1/2020-01-01", "PLACEMENT_CREATED"),
        ("create", "E1/1", "ABSENCE_CREATED"),
    ] == told(records.take(SICK))


def test_every_kind_of_record_is_created_in_the_order_in_which_it_is_applied(records: Records) -> None:
    made = records.take(whole())

    assert list(Entity) == [change.entity for change in made.changes]
    assert list(KEY.values()) == [change.source_key for change in made.changes]
    assert ((), ()) == (records.plan(whole()).changes, records.plan(whole()).remarks)


def test_a_second_identical_delivery_changes_nothing(imported: Records) -> None:
    again = imported.plan(SICK)

    assert ((), ()) == (again.changes, again.remarks)


def test_a_new_record_has_an_id_of_ours_no_base_and_only_the_values_it_has(records: Records) -> None:
    change = records.plan(NOT_SICK).changes[2]

    assert (Entity.EMPLOYMENT, "id-3", None) == (change.entity, change.record_id, change.base_hash)
    assert {"employee_key": (None, "E1"), "start_date": (None, "2020-01-01")} == change.fields


def test_the_plan_counts_what_should_stand_per_stream(imported: Records) -> None:
    standing = {Stream.DEPARTMENTS: 1, Stream.EMPLOYEES: 1, Stream.EMPLOYMENTS: 1, Stream.PLACEMENTS: 1}

    assert dict.fromkeys(Stream, 0) | standing == imported.plan(NOT_SICK).counts


def test_remarks_of_what_is_wanted_are_remarks_of_the_plan(records: Records) -> None:
    made = records.plan(delivery(employees=[employee(last_name="")]))

    assert ["EMPLOYEE_INVALID"] == [remark.code for remark in made.remarks]


# --- updating -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delivered", "change", "fields"),
    [
        (
            delivery(departments=[department(name="Oven")]),
            ("update", "D1", "DEPT_RENAMED"),
            {"name": ("Winkel", "Oven")},
        ),
        (
            delivery(employees=[employee(last_name="Groen", prefix=None)]),
            ("update", "E1", "EMPLOYEE_UPDATED"),
            {"last_name": ("Bruin", "Groen"), "prefix": ("de", None)},
        ),
        (
            delivery(employments=[employment(start_date=date(2019, 12, 1))]),
            ("update", "V1", "EMPLOYMENT_UPDATED"),
            {"start_date": ("2020-01-01", "2019-12-01")},
        ),
        (
            delivery(employments=[employment(end_date=date(2026, 6, 30))]),
            ("update", "V1", "EMPLOYEE_LEFT"),
            {"end_date": (None, "2026-06-30")},
        ),
        (
            delivery(employments=[employment(), employment("V2", start_date=date(2026, 5, 1))]),
            ("create", "V2", "EMPLOYEE_REHIRED"),
            {"employee_key": (None, "E1"), "start_date": (None, "2026-05-01")},
        ),
    ],
)
def test_a_change_at_the_source_is_one_change_with_old_and_new(
    records: Records, delivered: Any, change: tuple[str, str, str], fields: plan.Fields
) -> None:
    records.take(NOT_SICK)

    made = records.take(delivered)

    assert [change] == told(made)
    assert fields == made.changes[0].fields
    assert () == records.plan(delivered).changes


def test_the_last_to_leave_a_department_closes_it(records: Records) -> None:
    records.take(NOT_SICK)
    left = delivery(
        employees=[employee(kind=EmployeeKind.LEFT)], employments=[employment(end_date=date(2026, 4, 30))]
    )

    made = records.take(left)

    assert [("update", "D1", "DEPT_ARCHIVED"), ("update", "V1", "EMPLOYEE_LEFT")] == told(made)
    assert [{"archived": (False, True)}, {"end_date": (None, "2026-04-30")}] == [
        change.fields for change in made.changes
    ]
    assert () == records.plan(left).changes


def test_a_move_to_a_new_department_creates_that_first(records: Records) -> None:
    records.take(NOT_SICK)
    moved = delivery(
        departments=[department(), department("D2", "Oven")],
        placements=[placement(), placement(at="D2", since=date(2026, 5, 1))],
    )

    made = records.plan(moved)

    assert [
        ("update", "D1", "DEPT_ARCHIVED"),
        ("create", "D2", "DEPT_CREATED"),
        ("update", "E1", "EMPLOYEE_UPDATED"),
        ("update", "E1/D1/2020-01-01", "PLACEMENT_UPDATED"),
        ("create", "E1/D2/2026-05-01", "PLACEMENT_CREATED"),
    ] == sorted(told(made), key=lambda change: change[1])
    assert [Entity.DEPARTMENT, Entity.DEPARTMENT, Entity.EMPLOYEE, Entity.PLACEMENT, Entity.PLACEMENT] == [
        change.entity for change in made.changes
    ]
    [person] = [change for change in made.changes if change.entity is Entity.EMPLOYEE]
    assert {"department_key": ("D1", "D2")} == person.fields


def test_an_ended_employment_that_gets_another_end_is_not_a_second_leaving(records: Records) -> None:
    records.take(delivery(employments=[employment(end_date=date(2026, 4, 30))]))

    made = records.plan(delivery(employments=[employment(end_date=date(2026, 3, 31))]))

    assert [("update", "V1", "EMPLOYMENT_UPDATED")] == told(made)


def test_two_employments_of_somebody_new_are_no_rehire(records: Records) -> None:
    both = delivery(employments=[employment(end_date=date(2021, 1, 31)), employment("V2")])

    reasons = [change.reason for change in records.plan(both).changes if change.entity is Entity.EMPLOYMENT]

    assert ["EMPLOYMENT_CREATED"] * 2 == reasons


def test_a_change_keeps_the_id_and_names_the_content_it_was_made_on(imported: Records) -> None:
    before = imported.held[Entity.EMPLOYEE]["E1"]

    [change, *_] = imported.plan(delivery(employees=[employee(last_name="Groen")])).changes

    assert (before.id, before.content_hash) == (change.record_id, change.base_hash)
    assert change.content_hash != change.base_hash


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (absence_row(first=date(2026, 2, 2)), "ABSENCE_UPDATED"),
        (absence_row(percentage=50), "ABSENCE_UPDATED"),
        (absence_row(label="Geen vangnetgeval"), "ABSENCE_UPDATED"),
        (absence_row(last_day=date(2026, 4, 1)), "ABSENCE_RECOVERED"),
    ],
)
def test_a_changed_running_case_is_told_as(imported: Records, row: Any, reason: str) -> None:
    assert [("update", "E1/1", reason)] == told(imported.plan(delivery(absences=[row])))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (absence_row(), "ABSENCE_REOPENED"),
        (absence_row(last_day=date(2026, 3, 31)), "ABSENCE_UPDATED"),
        (absence_row(last_day=date(2026, 4, 2)), "ABSENCE_UPDATED"),
    ],
)
def test_a_changed_closed_case_is_told_as(records: Records, row: Any, reason: str) -> None:
    records.take(delivery(absences=[absence_row(last_day=date(2026, 4, 1))]))

    assert [("update", "E1/1", reason)] == told(records.plan(delivery(absences=[row])))


def test_a_case_corrected_to_before_the_history_is_closed_and_then_left_alone(imported: Records) -> None:
    corrected = delivery(absences=[absence_row(first=date(2024, 1, 1), last_day=date(2024, 1, 9))])

    assert [("update", "E1/1", "ABSENCE_RECOVERED")] == told(imported.take(corrected))
    assert "2024-01-09" == imported.case().values["last_sick_day"]
    assert () == imported.plan(corrected).changes
    assert () == imported.plan(NOT_SICK).changes
