"""Which departments are in use, archived or part of a history: they exist through employees only."""

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


# --- departments exist through employees ----------------------------------------------------------


def test_a_department_that_nobody_was_ever_in_is_not_imported() -> None:
    assert {"D1": False} == _archived(build(delivery(departments=[department(), OVEN])))


def test_a_department_of_a_history_is_created_archived(records: Records) -> None:
    history = delivery(
        departments=[department(), OVEN], placements=[placement(at="D2", since=date(2018, 1, 1)), placement()]
    )

    made = records.take(history)

    assert [
        ("create", "D2", "DEPT_HISTORIC"),
        ("create", "E1/D2/2018-01-01", "PLACEMENT_CREATED"),
    ] == told(made)
    assert {"code": (None, "20"), "name": (None, "Oven"), "archived": (None, True)} == made.changes[0].fields
    assert () == records.plan(history).changes


@pytest.mark.parametrize("stream", [Stream.DEPARTMENTS, Stream.EMPLOYEES])
def test_a_department_of_a_history_is_created_archived_also_where_not_all_was_read(
    records: Records, stream: Stream
) -> None:
    history = [placement(at="D2", since=date(2018, 1, 1)), placement()]

    made = records.take(delivery(departments=[department(), OVEN], placements=history, incomplete=[stream]))

    assert ("create", "D2", "DEPT_HISTORIC") in told(made)


def test_a_leaver_puts_no_department_in_use() -> None:
    left = delivery(
        departments=[department(), OVEN],
        employees=[employee(), employee("E2", kind=EmployeeKind.LEFT)],
        employments=[employment(), employment("V2", of="E2", end_date=date(2026, 1, 31))],
        placements=[placement(), placement("E2", "D2")],
    )

    assert {"D1": False, "D2": True} == _archived(build(left, held=["E2"]))


@pytest.mark.parametrize("kind", [EmployeeKind.ACTIVE, EmployeeKind.FUTURE])
def test_who_works_or_will_work_puts_his_department_in_use(kind: EmployeeKind) -> None:
    assert {"D1": False} == _archived(build(delivery(employees=[employee(kind=kind)])))


def test_who_does_not_come_in_brings_no_department_along() -> None:
    nameless = delivery(
        departments=[department(), OVEN],
        employees=[employee(), employee("E2", last_name=None)],
        placements=[placement(), placement("E2", "D2")],
    )

    assert {"D1": False} == _archived(build(nameless))


def test_a_department_we_have_stays_in_use_by_who_works_there_and_does_not_come_in(
    records: Records,
) -> None:
    nameless = delivery(employees=[employee(last_name=None)])

    for _ in range(3):
        assert () == records.take(nameless).changes


def test_a_department_is_renamed_by_its_id(records: Records) -> None:
    made = records.take(delivery(departments=[department(name="Balie", code="99")]))

    assert [("update", "D1", "DEPT_RENAMED")] == told(made)
    assert {"name": ("Winkel", "Balie"), "code": ("10", "99")} == made.changes[0].fields


# --- archived and back ----------------------------------------------------------------------------

MOVED = delivery(
    departments=[department(), OVEN],
    placements=[placement(), placement(at="D2", since=date(2026, 5, 1))],
)


def test_a_department_whose_last_employee_moved_is_archived_and_with_a_new_one_in_use_again(
    records: Records,
) -> None:
    archiving = records.take(MOVED)
    back = delivery(
        **TWO_EMPLOYEES,
        departments=MOVED.departments,
        placements=[*MOVED.placements, placement("E2", since=date(2026, 5, 11))],
    )

    reactivating = records.take(back)

    assert ("update", "D1", "DEPT_ARCHIVED") in told(archiving)
    assert ("update", "D1", "DEPT_REACTIVATED") in told(reactivating)
    [change] = [change for change in reactivating.changes if change.source_key == "D1"]
    assert {"archived": (True, False)} == change.fields
    assert () == records.plan(back).changes


def test_an_archived_department_is_archived_once(records: Records) -> None:
    records.take(MOVED)

    for _ in range(2):
        assert () == records.take(MOVED).changes


def test_a_department_that_is_delivered_no_more_is_archived_with_its_name(records: Records) -> None:
    records.take(MOVED)
    gone = delivery(departments=[OVEN], placements=MOVED.placements)

    assert () == records.take(gone).changes
    values = records.values(Entity.DEPARTMENT, "D1")
    assert ("10", "Winkel", True) == (values["code"], values["name"], values["archived"])


def test_a_department_that_is_renamed_and_empty_is_told_as_archived(records: Records) -> None:
    renamed = delivery(departments=[department(name="Balie"), OVEN], placements=MOVED.placements)

    made = records.plan(renamed)

    [change] = [change for change in made.changes if change.source_key == "D1"]
    assert ("DEPT_ARCHIVED", {"name", "archived"}) == (change.reason, set(change.fields))


@pytest.mark.parametrize("state", UNREADABLE)
@pytest.mark.parametrize("stream", [Stream.DEPARTMENTS, Stream.PLACEMENTS, Stream.EMPLOYEES])
def test_nothing_is_archived_without_proof(records: Records, stream: Stream, state: Completeness) -> None:
    for empty in ("placements", "departments"):
        made = records.take(delivery(**{empty: []}, incomplete={stream: state}))

        assert [] == [change for change in made.changes if change.entity is Entity.DEPARTMENT]


def test_an_archived_department_is_reactivated_also_without_proof(records: Records) -> None:
    records.take(MOVED)
    back = delivery(
        **TWO_EMPLOYEES,
        departments=MOVED.departments,
        placements=[*MOVED.placements, placement("E2")],
        incomplete=[Stream.DEPARTMENTS, Stream.EMPLOYEES],
    )

    assert ("update", "D1", "DEPT_REACTIVATED") in told(records.take(back))


def test_who_is_in_no_list_any_more_is_still_in_his_department(records: Records) -> None:
    others = delivery(
        departments=[department(), OVEN],
        employees=[employee("E2")],
        employments=[employment("V2", of="E2")],
        placements=[placement("E2", "D2")],
    )

    made = records.take(others)

    assert {"E2", "D2", "V2", "E2/D2/2020-01-01"} == {change.source_key for change in made.changes}
    assert (Remark("EMPLOYEE_NOT_DELIVERED", Stream.EMPLOYEES, "E1"),) == made.remarks


@pytest.mark.parametrize(("last", "archived"), [(date(2026, 5, 19), True), (date(2026, 5, 20), False)])
def test_who_left_and_is_in_no_list_any_more_keeps_no_department_in_use(
    records: Records, last: date, archived: bool
) -> None:
    records.take(delivery(employments=[employment(end_date=last)]))
    others = delivery(employees=[employee("E2")], employments=[employment("V2", of="E2")], placements=[])

    assert archived is (("update", "D1", "DEPT_ARCHIVED") in told(records.take(others)))
