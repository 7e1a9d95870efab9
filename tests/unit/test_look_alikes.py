"""A new employee who may be somebody we have under another id is named, and stays somebody else (R4)."""

from __future__ import annotations

from typing import Any

import pytest

from app.hr.records import EmployeeKind, Entity
from app.runs.plan import Plan
from tests.unit.deliveries import Records, delivery, employee, employment, placement

BSN, OTHER_BSN = "123456782", "111222333"


def _delivered(*people: Any) -> Any:
    keys = [person.source_key for person in people]
    return delivery(
        employees=people,
        employments=[employment(f"V{key}", of=key) for key in keys],
        placements=[placement(key) for key in keys],
    )


def _alike(made: Plan) -> dict[str, Any]:
    """Who looks like whom."""
    return {
        remark.reference: remark.params["other"]
        for remark in made.remarks
        if remark.code == "EMPLOYEE_LOOKS_LIKE"
    }


@pytest.fixture
def records() -> Records:
    return Records()


def _person(key: str, number: str, **fields: Any) -> Any:
    return employee(key, personnel_number=number, **fields)


OURS = _person("E1", "7", bsn=BSN)


@pytest.mark.parametrize(
    ("new", "alike"),
    [
        (_person("E2", "7"), {"E2": "E1"}),
        (_person("E2", "8", bsn=BSN), {"E2": "E1"}),
        (_person("E2", "7", bsn=BSN), {"E2": "E1"}),
        (_person("E2", "8", bsn=OTHER_BSN), {}),
        (_person("E2", "8"), {}),
        (_person("E2", "07"), {}),
    ],
)
@pytest.mark.parametrize("store_bsn", [True, False])
def test_a_new_id_with_a_number_or_bsn_we_have_is_named(
    records: Records, store_bsn: bool, new: Any, alike: dict[str, str]
) -> None:
    records.take(_delivered(OURS), store_bsn=store_bsn)

    made = records.take(_delivered(OURS, new), store_bsn=store_bsn)

    assert alike == _alike(made)
    assert {"E1", "E2"} == records.held[Entity.EMPLOYEE].keys()


def test_who_left_and_is_delivered_no_more_is_still_recognised_by_what_we_keep(records: Records) -> None:
    records.take(_delivered(OURS), store_bsn=True)

    by_number = records.plan(_delivered(_person("E2", "7")), store_bsn=True)
    by_bsn = records.plan(_delivered(_person("E3", "8", bsn=BSN)), store_bsn=True)

    assert [{"E2": "E1"}, {"E3": "E1"}] == [_alike(by_number), _alike(by_bsn)]


def test_without_stored_bsn_only_who_is_delivered_is_recognised_by_it(records: Records) -> None:
    records.take(_delivered(OURS))

    assert {} == _alike(records.plan(_delivered(_person("E3", "8", bsn=BSN))))
    assert {"E3": "E1"} == _alike(records.plan(_delivered(OURS, _person("E3", "8", bsn=BSN))))


def test_it_is_said_once(records: Records) -> None:
    records.take(_delivered(OURS))
    both = _delivered(OURS, _person("E2", "7"))
    records.take(both)

    assert {} == _alike(records.take(both))


def test_two_new_ones_that_are_alike_name_each_other(records: Records) -> None:
    made = records.plan(_delivered(OURS, _person("E2", "7"), _person("E3", "9", bsn=BSN)))

    assert {"E1": "E2, E3", "E2": "E1", "E3": "E1"} == _alike(made)


def test_one_who_does_not_come_in_is_nobody_we_have(records: Records) -> None:
    gone = _person("E1", "7", kind=EmployeeKind.LEFT)
    nameless = _person("E3", "7", last_name=None)

    assert {} == _alike(records.plan(_delivered(gone, nameless, _person("E2", "7"))))


@pytest.mark.parametrize("bsn", [None, ""])
def test_having_nothing_is_nothing_in_common(records: Records, bsn: str | None) -> None:
    nothing = [_person(key, "", bsn=bsn) for key in ("E1", "E2")]

    assert {} == _alike(records.take(_delivered(*nothing), store_bsn=True))
    assert {} == _alike(records.take(_delivered(*nothing, _person("E3", "", bsn=bsn)), store_bsn=True))


def test_a_remark_about_it_has_no_bsn_in_any_form(records: Records) -> None:
    made = records.plan(_delivered(OURS, _person("E2", "8", bsn=BSN)))

    [*_, said] = [remark for remark in made.remarks if remark.code == "EMPLOYEE_LOOKS_LIKE"]
    assert {"other"} == set(said.params)
