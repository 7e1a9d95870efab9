"""What histories of lies brought to light (`tests/property/`), each told by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Remark, Stream, StreamReading
from app.hr.records import EmployeeKind, Entity
from app.runs import completeness
from tests.unit.agreements import job, job_placement, schedule, wage, whole
from tests.unit.deliveries import Records, absence_row, delivery, department, employee, placement, told

MARCH = date(2026, 3, 1)
OVEN = department("D2", "Oven", "20")
MOVED = delivery(departments=[department(), OVEN], placements=[placement(), placement(at="D2", since=MARCH)])


@pytest.fixture
def records() -> Records:
    return Records()


# --- a hole in a history --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stream", "earlier", "all_of_it"),
    [
        (Stream.JOBS, {"job_placements": [job_placement()]}, [job_placement(), job_placement(since=MARCH)]),
        (Stream.SCHEDULES, {"schedules": [schedule()]}, [schedule(), schedule("S2", since=MARCH)]),
        (Stream.WAGES, {"wages": [wage()]}, [wage(), wage("W2", since=MARCH)]),
    ],
)
@pytest.mark.parametrize("employees", [False, True])
def test_a_row_does_not_go_on_because_the_next_was_not_read(
    records: Records, stream: Stream, earlier: dict[str, Any], all_of_it: list[Any], employees: bool
) -> None:
    """Not read, or not proven gone: it stands, and two would hold on one day."""
    records.take(whole(**dict.fromkeys(earlier, all_of_it)))
    failed = Stream.EMPLOYEES if employees else stream

    made = records.plan(whole(**earlier, incomplete=[failed]))

    assert () == made.changes


def test_what_is_new_is_added_to_a_history_without_a_hole(records: Records) -> None:
    records.take(whole())

    made = records.plan(whole(wages=[wage(), wage("W2", since=MARCH)], incomplete=[Stream.WAGES]))

    assert [("create", "W2", "WAGE_CREATED"), ("update", "W1", "WAGE_UPDATED")] == told(made)


def test_a_row_that_is_going_leaves_no_hole(records: Records) -> None:
    rows = [wage(), wage("W2", since=MARCH)]
    records.take(whole(wages=rows))
    records.take(whole(wages=rows[:1]))

    assert () == records.plan(whole(wages=rows[:1], incomplete=[Stream.WAGES])).changes


def test_the_history_of_one_has_a_hole_and_that_of_another_goes_on(records: Records) -> None:
    both: dict[str, Any] = {
        "employees": [employee(), employee("E2")],
        "employments": [*whole().employments, *(_of_other(each) for each in whole().employments)],
    }
    theirs = [wage("W8", of="E2"), wage("W9", of="E2", since=MARCH)]
    records.take(whole(**both, wages=[wage(), *theirs]))
    now = [wage(), wage("W2", since=MARCH), theirs[0]]

    made = records.plan(whole(**both, wages=now, incomplete=[Stream.WAGES]))

    assert [("create", "W2", "WAGE_CREATED"), ("update", "W1", "WAGE_UPDATED")] == told(made)


def _of_other(row: Any) -> Any:
    return type(row)("V2", "E2", row.start_date, row.end_date, row.initial_start_date)


def test_a_row_whose_job_was_not_read_leaves_a_hole_as_well(records: Records) -> None:
    rows = [job_placement(), job_placement(at="J2", since=MARCH)]
    records.take(whole(job_placements=rows, jobs=[job(), job("J2")]))

    assert () == records.plan(whole(job_placements=rows, jobs=[job()], incomplete=[Stream.JOBS])).changes


def test_nobody_is_back_in_an_old_department_because_his_last_one_was_not_read(records: Records) -> None:
    records.take(MOVED)

    made = records.plan(delivery(departments=[department()], incomplete=[Stream.DEPARTMENTS]))

    assert [] == told(made)


# --- departments of those who work ----------------------------------------------------------------


def test_the_department_of_somebody_who_does_not_come_in_stays_in_use(records: Records) -> None:
    """His record still says that he works there."""
    records.take(delivery())
    invalid = delivery(
        departments=MOVED.departments, placements=MOVED.placements, employees=[employee(birth_date=None)]
    )

    assert [] == told(records.plan(invalid))


@pytest.mark.parametrize("stream", [Stream.DEPARTMENTS, Stream.EMPLOYEES])
def test_nothing_is_archived_while_somebody_may_be_in_it(records: Records, stream: Stream) -> None:
    records.take(delivery())
    moved = replace(MOVED, streams=delivery(incomplete=[stream]).streams)

    records.take(moved)

    assert "D2" == records.values(Entity.EMPLOYEE, "E1")["department_key"]
    assert not records.values(Entity.DEPARTMENT, "D1")["archived"]


@pytest.mark.parametrize("state", [Completeness.FAILED, Completeness.DENIED])
def test_who_comes_back_brings_his_department_back(records: Records, state: Completeness) -> None:
    records.take(delivery())
    records.take(delivery(employees=[employee(kind=EmployeeKind.LEFT)]))
    assert records.values(Entity.DEPARTMENT, "D1")["archived"]

    made = records.plan(delivery(departments=[], placements=[], incomplete={Stream.DEPARTMENTS: state}))

    assert [("update", "D1", "DEPT_REACTIVATED")] == told(made)


# --- what is told ---------------------------------------------------------------------------------


def test_a_case_that_is_unmarked_and_refused_counts_among_those_that_stand(records: Records) -> None:
    """Else the report has more of them changed than there are."""
    records.take(delivery(absences=[absence_row()]))
    records.take(delivery())

    made = records.plan(delivery(absences=[absence_row(label="Overige oorzaken")]))

    assert [("update", "E1/1", "ABSENCE_RETURNED")] == told(made)
    assert 1 == made.counts[Stream.ABSENCES]


def test_what_was_told_before_of_a_sudden_silence_is_not_told_twice() -> None:
    """An unchanged reading brings along what was said when it was accepted."""
    readings = {Stream.WAGES: StreamReading(Completeness.EMPTY_BUT_WAS_NOT)}
    silence = Remark("SOURCE_SUDDENLY_EMPTY", Stream.WAGES)

    assert [silence] == completeness.gaps(readings, [])
    assert [] == completeness.gaps(readings, [silence])
