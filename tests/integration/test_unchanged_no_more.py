"""What makes a run read everything again, though every answer may be the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app import models
from tests.integration.by_hand import ByHand
from tests.integration.recognised_town import DAY, Town, ago
from tests.nmbrs_control import Nmbrs

CONTRACTS = "Contract_GetAll_AllEmployeesByCompany"


@pytest.fixture
def town(nmbrs: Nmbrs, by_hand: ByHand) -> Town:
    """Imported, so that the next run is recognised."""
    found = Town.begin(nmbrs, by_hand)
    found.set_up()
    found.run()
    return found


def _accepted(town: Town) -> str:
    with town.by_hand.database.reading() as session:
        return session.get_one(models.AcceptedReading, town.employer_id).fingerprint


def _change(town: Town, **fields: Any) -> None:
    path = f"/configurations/{town.by_hand.configuration_id}"
    town.by_hand.ask("PATCH", path, json=fields, headers={"If-Match": "*"})


# --- another day, other arrangements --------------------------------------------------------------


def test_next_day_is_read_whole_and_what_was_to_come_has(town: Town) -> None:
    town.nmbrs.change_employee(town.seller, department_id=town.oven, year=2026, period=12)
    town.run()
    town.run()
    assert town.by_hand.now
    town.by_hand.now += timedelta(days=1)

    run = town.run()
    town.run()

    assert [False, False, True, False, True] == town.unchanged()
    assert [("department", "update"), ("employee", "update")] == town.changed(run)


@pytest.mark.parametrize(
    "fields", [{"settings": {"history_months": 12}}, {"import_wages": False}, {"import_absence": False}],
    ids=["setting", "no wages", "no absence"],
)  # fmt: skip
def test_other_settings_or_ticks_are_read_whole_once(town: Town, fields: dict[str, Any]) -> None:
    town.run()
    _change(town, **fields)

    town.run()
    town.run()

    assert [False, True, False, True] == town.unchanged()


def test_run_of_another_configuration_takes_the_place_of_what_was_accepted(town: Town) -> None:
    town.run()
    other = town.by_hand.add_configuration(data_stream="Zonder loon", settings={"contact_mode": "always"})

    for configuration_id in (other, other, "", ""):
        town.run(configuration_id)

    assert [False, True] + [False, True] * 2 == town.unchanged()


def test_anything_new_is_read_whole_and_accepted(town: Town) -> None:
    town.nmbrs.change_employee(town.seller, last_name="Gehuwd")

    run = town.run()
    town.run()

    assert [False, False, True] == town.unchanged()
    assert [("employee", "update")] == town.changed(run)


# --- what has to be done once more ----------------------------------------------------------------


def test_what_was_marked_as_missing_is_withdrawn_though_the_answers_are_the_same(town: Town) -> None:
    [person] = [each for each in town.nmbrs.world()["companies"][0]["employees"] if each["id"] == town.seller]
    town.nmbrs.take_back("schedules", person["schedules"][0]["id"])

    runs = [town.run() for _ in range(3)]

    assert [False, False, False, True] == town.unchanged()
    changed = [town.changed(run) for run in runs]
    assert [[("schedule", "mark")], [("schedule", "withdraw")], []] == changed


def test_what_is_suddenly_empty_is_doubted_by_each_run_and_said_once(town: Town) -> None:
    for _ in range(3):
        town.nmbrs.hire(town.company, department_id=town.shop, complete=True)
    town.run()
    town.nmbrs.fault("empty", operation=CONTRACTS)

    runs = [town.run() for _ in range(2)]
    town.nmbrs.lift_faults()
    town.run()

    assert [False] * 5 == town.unchanged()
    assert [["SOURCE_SUDDENLY_EMPTY"]] * 2 == [town.codes(run, about="SOURCE") for run in runs]
    assert [[], []] == [town.changed(run) for run in runs]


def test_stream_that_failed_is_read_again(town: Town) -> None:
    town.nmbrs.fault("deny", operation=CONTRACTS)
    denied = town.run()
    town.nmbrs.lift_faults()

    after = town.run()
    town.run()

    assert [False, False, False, True] == town.unchanged()
    assert [["SOURCE_UNAUTHORISED"], []] == [town.codes(run, about="SOURCE") for run in (denied, after)]


def test_permission_that_is_lost_is_read_without(town: Town) -> None:
    town.by_hand.extra = town.by_hand.extra[:1]

    town.run()
    town.run()

    assert [False, False, False] == town.unchanged()
    assert "" == _accepted(town)


# --- plans that come to nothing -------------------------------------------------------------------


def test_preview_recognises_and_neither_stores_nor_spoils_what_was_accepted(town: Town) -> None:
    before = _accepted(town)
    seen = town.run(mode="preview")
    town.nmbrs.change_employee(town.seller, last_name="Gehuwd")
    changed = town.run(mode="preview")
    assert before == _accepted(town)

    again = town.run(mode="preview")
    applied = town.run()

    assert [False, True, False, False, False] == town.unchanged()
    assert town.counted(seen, "unchanged") == town.counted(seen, "read")
    assert [[("employee", "update")]] * 3 == [town.changed(run) for run in (changed, again, applied)]


def _planned(town: Town) -> str:
    """Plan a run as far as it goes without being applied."""
    run_id = town.by_hand.queue()
    town.by_hand.steps.prepare(run_id)
    town.by_hand.steps.read_and_plan(run_id, town.employer_id)
    return run_id


def test_plan_that_was_never_applied_is_not_accepted(town: Town) -> None:
    town.nmbrs.change_employee(town.seller, last_name="Gehuwd")
    broken = _planned(town)
    town.by_hand.steps.break_off(broken, town.employer_id)
    town.by_hand.steps.finish(broken)

    run = town.run()

    assert ([False] * 3, [("employee", "update")]) == (town.unchanged(), town.changed(run))


def test_step_that_is_done_again_comes_to_the_same(town: Town) -> None:
    town.nmbrs.report_sick(town.seller, ago(3))

    run = town.by_hand.go(town.by_hand.queue(), times=3)
    town.run()

    assert [False, True, True] == town.unchanged()
    assert [("absence_case", "create")] == town.changed(run)


def test_refused_run_keeps_what_was_accepted(town: Town) -> None:
    town.by_hand.tell(town.employer_id, {"a": None})
    refused = town.run()
    town.by_hand.tell(town.employer_id, {"a": "17"})

    town.run()

    assert "failed" == refused["status"]
    assert [False, True] == town.unchanged()


def test_employer_refused_between_plan_and_apply_keeps_what_was_accepted(town: Town) -> None:
    town.by_hand.meanwhile = lambda: town.by_hand.tell(town.employer_id, {"a": None})
    refused = town.run()
    town.by_hand.tell(town.employer_id, {"a": "17"})

    town.run()

    assert "failed" == refused["status"]
    assert [False, True, True] == town.unchanged()


# --- two runs at the same time --------------------------------------------------------------------


@pytest.fixture
def other(town: Town) -> str:
    """A configuration that keeps what the first does not."""
    return town.by_hand.add_configuration(data_stream="Ander", settings={"store_bsn": True})


def test_run_overtaken_while_it_recognised_is_stale_and_the_next_reads_all(town: Town, other: str) -> None:
    town.nmbrs.report_sick(town.seller, ago(3))
    town.by_hand.meanwhile = lambda: town.run(other)

    stale = town.run()
    after = town.run()

    assert [False, True, False, False] == town.unchanged()
    assert ("failed", ["PLAN_STALE"]) == (stale["status"], town.codes(stale, about="PLAN"))
    assert ([], "succeeded") == (town.changed(stale), after["status"])


@pytest.mark.parametrize("whole", [True, False], ids=["read whole", "recognised"])
def test_run_overtaken_by_another_before_it_is_applied_is_not_believed(
    town: Town, other: str, whole: bool
) -> None:
    if whole:
        town.forget()
    overtaken = _planned(town)
    bsn_stored = town.run(other)
    town.by_hand.steps.apply(overtaken, town.employer_id)
    town.by_hand.steps.finish(overtaken)

    back, idle = town.run(), town.run()

    assert [("employee", "update")] * 2 == town.changed(bsn_stored) == town.changed(back)
    assert [not whole, False, False, True] == town.unchanged()[1:]
    assert [] == town.changed(idle)


def test_run_overtaken_by_a_preview_is_believed(town: Town, other: str) -> None:
    town.by_hand.meanwhile = lambda: town.run(other, mode="preview")

    town.run()
    town.run()

    assert [False, True, False, True] == town.unchanged()


def test_day_of_these_tests_is_the_last_of_its_period() -> None:
    assert 1 == (DAY + timedelta(days=1)).day
