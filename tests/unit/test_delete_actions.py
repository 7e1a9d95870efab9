"""What becomes of absence that is delivered no more, by what the configuration says; and when it is back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.delivery import Remark, Stream
from app.hr.records import Entity
from app.runs import plan
from app.runs.fields import MARKED
from tests.unit.deliveries import RUN, TODAY, Records, absence_row, delivery, digest, told

SICK, NOT_SICK = delivery(absences=[absence_row()]), delivery()
RECOVERED = delivery(absences=[absence_row(last_day=date(2026, 4, 1))])
KEPT = Remark("ABSENCE_KEPT", Stream.ABSENCES, "E1/1")
MARKING, WITHDRAWING = ("mark", "E1/1", "ABSENCE_NOT_DELIVERED"), ("withdraw", "E1/1", "ABSENCE_DELETED")
CLOSING, BACK = ("update", "E1/1", "ABSENCE_CLOSED"), ("update", "E1/1", "ABSENCE_RETURNED")
RESTORING = ("restore", "E1/1", "ABSENCE_RETURNED")


@pytest.fixture
def records() -> Records:
    """One employee, off sick."""
    records = Records()
    records.take(SICK)
    return records


def _runs(records: Records, action: str, number: int = 4) -> list[list[tuple[str, str, str]]]:
    """What several runs do that all miss the case."""
    return [told(records.take(NOT_SICK, delete_action=action)) for _ in range(number)]


@pytest.mark.parametrize(
    ("action", "runs"),
    [
        ("pending_then_withdraw", [[MARKING], [WITHDRAWING], [], []]),
        ("delete", [[WITHDRAWING], [], [], []]),
        ("close", [[MARKING], [CLOSING], [], []]),
        ("ignore", [[], [], [], []]),
    ],
)
def test_what_runs_do_to_a_missing_case(records: Records, action: str, runs: list[Any]) -> None:
    assert runs == _runs(records, action)


@pytest.mark.parametrize(
    ("action", "back"),
    [("pending_then_withdraw", [RESTORING]), ("delete", [RESTORING]), ("close", [BACK]), ("ignore", [])],
)
def test_a_case_that_comes_back_is_as_it_was_under_its_id(
    records: Records, action: str, back: list[Any]
) -> None:
    before = records.case()
    _runs(records, action)

    made = records.take(SICK, delete_action=action)

    assert back == told(made)
    assert before == records.case()
    assert () == records.plan(SICK, delete_action=action).changes


@pytest.mark.parametrize("action", ["pending_then_withdraw", "delete", "close"])
def test_a_case_that_comes_back_takes_what_changed_meanwhile(records: Records, action: str) -> None:
    _runs(records, action)

    made = records.take(RECOVERED, delete_action=action)

    assert ["ABSENCE_RETURNED"] == [change.reason for change in made.changes]
    assert "2026-04-01" == records.case().values["last_sick_day"]
    assert () == records.plan(RECOVERED, delete_action=action).changes


@pytest.mark.parametrize("action", ["pending_then_withdraw", "delete", "close"])
def test_a_case_that_came_back_goes_again_from_the_beginning(records: Records, action: str) -> None:
    first = _runs(records, action)
    records.take(SICK, delete_action=action)

    assert first == _runs(records, action)


@pytest.mark.parametrize("action", ["pending_then_withdraw", "close"])
def test_a_case_that_is_back_in_time_is_only_unmarked(records: Records, action: str) -> None:
    before = records.case()
    _runs(records, action, 1)

    made = records.take(SICK, delete_action=action)

    assert [BACK] == told(made)
    assert {MARKED: (RUN, None)} == made.changes[0].fields
    assert before == records.case()


# --- close ----------------------------------------------------------------------------------------


def test_a_closed_case_stands_with_the_day_it_was_closed_and_all_it_had(records: Records) -> None:
    before = records.case()
    records.take(NOT_SICK, delete_action="close", run="run-1")

    [change] = records.take(NOT_SICK, delete_action="close", run="run-2").changes

    assert {MARKED: ("run-1", None), "closed_on": (None, TODAY.isoformat())} == change.fields
    after = records.case()
    assert (before.id, False, None) == (after.id, after.withdrawn, after.marked)
    assert before.values | {"closed_on": TODAY.isoformat()} == after.values


def test_the_hash_of_a_closed_case_is_that_of_its_content(records: Records) -> None:
    before = records.case().content_hash
    _runs(records, "close")
    closed = records.case()

    [change] = records.plan(SICK).changes

    plain = closed.values | {"classification": "NMBRS-1"}
    assert plan.content_hash(Entity.ABSENCE_CASE, plain, digest) == closed.content_hash != before
    assert (closed.content_hash, before) == (change.base_hash, change.content_hash)


@pytest.mark.parametrize("action", ["pending_then_withdraw", "delete", "close", "ignore"])
def test_a_closed_case_stays_closed_whatever_the_configuration_says_next(
    records: Records, action: str
) -> None:
    _runs(records, "close")

    assert [[]] * 4 == _runs(records, action)
    assert () == records.plan(NOT_SICK, delete_action=action).remarks


def test_a_closed_case_in_a_form_that_is_refused_stays_closed(records: Records) -> None:
    _runs(records, "close")
    refused = delivery(absences=[absence_row(label="Griep")])

    assert () == records.take(refused, delete_action="close").changes


def test_a_closed_case_outside_the_history_is_left_alone(records: Records) -> None:
    _runs(records, "close")
    old = delivery(absences=[absence_row(first=date(2024, 1, 1), last_day=date(2024, 1, 9))])

    assert () == records.take(old, delete_action="close").changes


# --- ignore ---------------------------------------------------------------------------------------


def test_a_missing_case_that_is_kept_is_named_by_every_run(records: Records) -> None:
    for _ in range(3):
        assert (KEPT,) == records.take(NOT_SICK, delete_action="ignore").remarks


@pytest.mark.parametrize("action", ["pending_then_withdraw", "delete", "close"])
def test_nothing_is_said_to_be_kept_that_is_not(records: Records, action: str) -> None:
    for _ in range(4):
        assert () == records.take(NOT_SICK, delete_action=action).remarks


# --- another action meanwhile ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "then"),
    [
        ("pending_then_withdraw", [WITHDRAWING]),
        ("delete", [WITHDRAWING]),
        ("close", [CLOSING]),
        ("ignore", []),
    ],
)
def test_a_marked_case_goes_the_way_that_holds_when_it_is_missed_again(
    records: Records, action: str, then: list[Any]
) -> None:
    _runs(records, "pending_then_withdraw", 1)

    assert then == told(records.take(NOT_SICK, delete_action=action))


def test_a_case_that_was_deleted_at_once_carries_no_mark(records: Records) -> None:
    [change] = records.take(NOT_SICK, delete_action="delete").changes

    assert {MARKED: (None, None)} == change.fields
    assert (True, None) == (records.case().withdrawn, records.case().marked)


# --- proof ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["pending_then_withdraw", "delete", "close", "ignore"])
@pytest.mark.parametrize(
    "unread",
    [
        {"incomplete": [Stream.ABSENCES]},
        {"incomplete": [Stream.EMPLOYEES]},
        {"read_for": []},
        {"absences": [absence_row(label="Griep")]},
        {"absences": [absence_row(), absence_row("A2", first=date(2026, 3, 9))]},
    ],
)
def test_without_proof_no_action_does_anything(records: Records, action: str, unread: dict[str, Any]) -> None:
    for _ in range(3):
        made = records.take(delivery(**unread), delete_action=action)

        assert () == made.changes
        assert "ABSENCE_KEPT" not in [remark.code for remark in made.remarks]


@pytest.mark.parametrize("action", ["pending_then_withdraw", "delete", "close", "ignore"])
def test_no_action_touches_what_lies_before_the_history(records: Records, action: str) -> None:
    records.take(RECOVERED)

    for _ in range(3):
        made = records.take(NOT_SICK, delete_action=action, since=date(2026, 4, 2))

        assert ((), ()) == (made.changes, made.remarks)
    assert not records.held[Entity.ABSENCE_CASE]["E1/1"].withdrawn
