"""In which department somebody works today, and who is left where he was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Completeness, Remark, Stream
from app.hr.records import EmployeeKind, Entity
from app.runs.wanted import Wanted
from tests.unit.deliveries import Records, build, delivery, department, employee, employment, placement, told

UNREADABLE = [Completeness.FAILED, Completeness.DENIED, Completeness.EMPTY_BUT_WAS_NOT, Completeness.SKIPPED]
OVEN = department("D2", "Oven", "20")
TWO_EMPLOYEES: dict[str, Any] = {
    "employees": [employee(), employee("E2")],
    "employments": [employment(), employment("V2", of="E2")],
}


def _department_of(wanted: Wanted, key: str = "E1") -> Any:
    return wanted.records[Entity.EMPLOYEE][key]["department_key"]


def _archived(wanted: Wanted) -> dict[str, Any]:
    """Each department that should stand, and whether archived; `None` is as we hold it."""
    return {key: each.get("archived") for key, each in wanted.records[Entity.DEPARTMENT].items()}


@pytest.fixture
def records() -> Records:
    """One employee in one department."""
    records = Records()
    records.take(delivery())
    return records


# --- where somebody works -------------------------------------------------------------------------


def test_the_department_is_the_one_of_today() -> None:
    moves = delivery(
        departments=[department("D1"), OVEN, department("D3", "Kantoor")],
        placements=[
            placement(at="D1", since=date(2020, 1, 1)),
            placement(at="D2", since=date(2026, 5, 20)),
            placement(at="D3", since=date(2026, 5, 21)),
        ],
    )

    wanted = build(moves)

    assert "D2" == _department_of(wanted)
    assert {"D1": True, "D2": False, "D3": True} == _archived(wanted)


def test_who_has_not_started_is_in_the_first_department_to_come() -> None:
    starts = delivery(
        departments=[department("D1"), OVEN],
        employees=[employee(kind=EmployeeKind.FUTURE)],
        placements=[placement(at="D1", since=date(2026, 9, 1)), placement(at="D2", since=date(2026, 7, 1))],
    )

    wanted = build(starts)

    assert "D2" == _department_of(wanted)
    assert {"D1": True, "D2": False} == _archived(wanted)


def test_a_move_to_come_moves_nobody_before_its_day(records: Records) -> None:
    coming = delivery(
        departments=[department(), OVEN],
        placements=[placement(), placement(at="D2", since=date(2026, 6, 1))],
    )

    before = records.take(coming, today=date(2026, 5, 31))
    on_the_day = records.take(coming, today=date(2026, 6, 1))

    assert ("update", "E1", "EMPLOYEE_UPDATED") not in told(before)
    assert ("create", "D2", "DEPT_HISTORIC") in told(before)
    assert [
        ("update", "D1", "DEPT_ARCHIVED"),
        ("update", "D2", "DEPT_REACTIVATED"),
        ("update", "E1", "EMPLOYEE_UPDATED"),
    ] == told(on_the_day)


@pytest.mark.parametrize("placements", [[], [placement(of="E9")]])
def test_who_is_proven_to_have_no_department_has_none_and_is_named(placements: list[Any]) -> None:
    wanted = build(delivery(placements=placements))

    assert _department_of(wanted) is None
    assert (Remark("EMPLOYEE_NO_DEPARTMENT", Stream.DEPARTMENTS, "E1"),) == wanted.remarks


def test_who_is_placed_in_no_department_has_none_from_that_day_on(records: Records) -> None:
    taken_out = delivery(placements=[placement(), placement(at=None, since=date(2026, 5, 20))])

    made = records.take(taken_out)

    assert [
        ("update", "D1", "DEPT_ARCHIVED"),
        ("update", "E1", "EMPLOYEE_UPDATED"),
        ("update", "E1/D1/2020-01-01", "PLACEMENT_UPDATED"),
    ] == told(made)
    assert {"valid_to": (None, "2026-05-19")} == made.changes[2].fields
    assert (Remark("EMPLOYEE_NO_DEPARTMENT", Stream.DEPARTMENTS, "E1"),) == made.remarks
    assert () == records.plan(taken_out).changes


def test_a_leaver_without_department_is_no_news() -> None:
    left = delivery(
        employees=[employee(kind=EmployeeKind.LEFT)],
        employments=[employment(end_date=date(2026, 4, 30))],
        placements=[],
    )

    wanted = build(left, held=["E1"])

    assert (None, ()) == (_department_of(wanted), wanted.remarks)


@pytest.mark.parametrize("state", UNREADABLE)
@pytest.mark.parametrize("stream", [Stream.DEPARTMENTS, Stream.PLACEMENTS])
def test_without_proof_the_department_is_unknown_rather_than_none(
    stream: Stream, state: Completeness
) -> None:
    wanted = build(delivery(placements=[], incomplete={stream: state}))

    assert "department_key" not in wanted.records[Entity.EMPLOYEE]["E1"]
    assert () == wanted.remarks


def test_a_department_that_was_read_counts_though_the_stream_was_not_read_to_its_end() -> None:
    assert "D1" == _department_of(build(delivery(incomplete=[Stream.DEPARTMENTS])))


# --- departments that are not there ---------------------------------------------------------------


def test_who_is_placed_in_a_department_that_was_not_delivered_stays_where_he_was(records: Records) -> None:
    astray = delivery(placements=[placement(), placement(at="D9", since=date(2026, 5, 1))])

    made = records.take(astray)

    assert [("update", "E1/D1/2020-01-01", "PLACEMENT_UPDATED")] == told(made)
    assert (Remark("DEPT_UNKNOWN", Stream.DEPARTMENTS, "E1"),) == made.remarks
    assert "D1" == records.values(Entity.EMPLOYEE, "E1")["department_key"]
    assert False is records.values(Entity.DEPARTMENT, "D1")["archived"]


def test_a_new_employee_in_a_department_that_was_not_delivered_comes_in_without_one() -> None:
    wanted = build(delivery(placements=[placement(at="D9")]))

    assert "department_key" not in wanted.records[Entity.EMPLOYEE]["E1"]
    assert {} == wanted.records[Entity.PLACEMENT]
    assert [("DEPT_UNKNOWN", "E1")] == [(each.code, each.reference) for each in wanted.remarks]


def test_a_leaver_in_a_department_that_was_not_delivered_is_no_news() -> None:
    left = delivery(
        employees=[employee(kind=EmployeeKind.LEFT)],
        employments=[employment(end_date=date(2026, 4, 30))],
        placements=[placement(at="D9")],
    )

    assert () == build(left, held=["E1"]).remarks


def test_a_placement_stays_when_its_department_is_delivered_no_more(records: Records) -> None:
    gone = delivery(departments=[])

    for _ in range(3):
        made = records.take(gone)

        assert () == made.changes
        assert [("DEPT_UNKNOWN", "E1")] == [(each.code, each.reference) for each in made.remarks]


def test_a_placement_in_a_department_that_is_delivered_no_more_still_ends(records: Records) -> None:
    moved = delivery(departments=[OVEN], placements=[placement(), placement(at="D2", since=date(2026, 5, 1))])

    made = records.take(moved)

    assert ("update", "D1", "DEPT_ARCHIVED") in told(made)
    assert "2026-04-30" == records.values(Entity.PLACEMENT, "E1/D1/2020-01-01")["valid_to"]
    assert () == records.plan(moved).changes


# --- whose placements are doubted -----------------------------------------------------------------


@pytest.mark.parametrize(
    "placements",
    [
        [],
        [placement(at="D2")],
        [placement(at=None)],
        [placement(), placement(at="D2", since=date(2026, 5, 1))],
    ],
)
def test_nothing_moves_of_somebody_of_whom_a_placement_could_not_be_read(
    records: Records, placements: list[Any]
) -> None:
    doubtful = delivery(
        departments=[department(), OVEN], placements=placements, doubted={Stream.DEPARTMENTS: ["E1"]}
    )

    for _ in range(3):
        made = records.take(doubtful)

        assert [] == [change for change in made.changes if change.source_key not in ("D1", "D2")]
        assert () == made.remarks
    assert "D1" == records.values(Entity.EMPLOYEE, "E1")["department_key"]
    assert False is records.values(Entity.DEPARTMENT, "D1")["archived"]
    assert None is records.values(Entity.PLACEMENT, "E1/D1/2020-01-01")["valid_to"]


def test_doubt_about_one_employee_keeps_nobody_else_where_he_was(records: Records) -> None:
    both = {**TWO_EMPLOYEES, "departments": [department(), OVEN]}
    records.take(delivery(**both, placements=[placement(), placement("E2")]))

    made = records.take(
        delivery(
            **both,
            placements=[placement("E2"), placement("E2", "D2", date(2026, 5, 1))],
            doubted={Stream.DEPARTMENTS: ["E1"]},
        )
    )

    assert [
        ("create", "D2", "DEPT_CREATED"),
        ("update", "E2", "EMPLOYEE_UPDATED"),
        ("create", "E2/D2/2026-05-01", "PLACEMENT_CREATED"),
        ("update", "E2/D1/2020-01-01", "PLACEMENT_UPDATED"),
    ] == told(made)
