"""The steps of a run, one by one: repeated as after a crash, and overtaken by another run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.integration.by_hand import ByHand
from tests.integration.small_employer import JUNE, counted, withhold
from tests.nmbrs_control import Nmbrs

Json = dict[str, Any]


# --- steps, one by one ----------------------------------------------------------------------------


def test_a_step_that_is_repeated_leaves_what_it_left_the_first_time(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    nmbrs.add_company("Onbekend")
    nmbrs.report_sick(nmbrs.hire(bakery), JUNE, dossier="Zwangerschapverlof")
    by_hand.set_up({bakery: "Bakkerij", 1: "Niet aangeleverd"})
    once, again = by_hand.queue(), by_hand.queue(by_hand.add_configuration(data_stream="b"))

    runs = [by_hand.go(once, times=1), by_hand.go(again, times=2)]

    lines = [
        sorted((line["code"], line["reference"]) for line in by_hand.report(run)["lines"]) for run in runs
    ]
    assert [line for line in lines[0] if not line[0].endswith("_CREATED")] == lines[1]
    assert [run["status"] for run in runs] == ["partially_applied"] * 2
    assert counted(runs[0], "created") == counted(runs[1], "unchanged")
    assert by_hand.changes(runs[1]) == []


def test_the_steps_of_a_first_import_may_be_repeated(by_hand: ByHand, bakery: int) -> None:
    by_hand.set_up({bakery: "Bakkerij"})

    run = by_hand.go(by_hand.queue(), times=2)

    created = {
        "employer": 1, "departments": 1, "placements": 2, "employees": 2, "employments": 2, "absences": 1,
    }  # fmt: skip
    assert run["status"] == "succeeded"
    assert counted(run, "created") == created
    assert len(by_hand.changes(run)) == sum(created.values())
    assert sum(len(records) for records in by_hand.state().values()) == sum(created.values())


def test_a_repeated_step_that_finds_no_employer_says_so_once(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    nmbrs.add_company("Onbekend")
    employers = [by_hand.add_employer("Zonder code"), by_hand.add_employer("Weg", "777")]
    by_hand.add_account({"scope": "employer_group", "employer_group_id": by_hand.group("Groep", employers)})

    run = by_hand.go(by_hand.queue(by_hand.add_configuration()), times=2)

    assert by_hand.codes(run) == [
        "EMPLOYER_NOT_DELIVERED", "EMPLOYER_UNKNOWN", "EMPLOYER_WITHOUT_CODE", "NO_EMPLOYER",
    ]  # fmt: skip


def _planned_and_overtaken(by_hand: ByHand, employer_id: str, meanwhile: Callable[[], object]) -> Json:
    """Plan one run, do something, let the run of another configuration do its work, apply the first plan."""
    first, second = (by_hand.queue(by_hand.add_configuration(data_stream=name)) for name in "ab")
    by_hand.steps.prepare(first)
    by_hand.steps.read_and_plan(first, employer_id)
    meanwhile()
    assert by_hand.go(second)["status"] != "failed"
    by_hand.steps.apply(first, employer_id)
    by_hand.steps.finish(first)
    run: Json = by_hand.ask("GET", f"/runs/{first}")
    return run


def test_a_plan_whose_record_was_changed_by_another_run_is_not_applied(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    department = nmbrs.world()["companies"][0]["departments"][0]["id"]
    nmbrs.change_department(department, description="Voor")

    run = _planned_and_overtaken(
        by_hand,
        by_hand.employer_ids[bakery],
        lambda: nmbrs.change_department(department, description="Achter"),
    )

    assert run["status"] == "failed"
    assert "PLAN_STALE" in by_hand.codes(run)
    assert [each["code"] for each in by_hand.report(run)["employers"]] == ["PLAN_STALE"]
    assert [each["applied_at"] for each in by_hand.changes(run)] == [None]
    assert [each["name"] for each in by_hand.all("/departments")] == ["Achter"]
    assert counted(run, "updated") == {}


def test_a_plan_to_create_what_another_run_created_meanwhile_is_not_applied(
    by_hand: ByHand, bakery: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})

    run = _planned_and_overtaken(by_hand, by_hand.employer_ids[bakery], lambda: None)

    assert "PLAN_STALE" in by_hand.codes(run)
    assert len(by_hand.all("/employees")) == 2


def test_a_planned_withdrawal_of_a_case_that_came_back_meanwhile_is_not_applied(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    withhold(nmbrs, sick)
    by_hand.run()

    run = _planned_and_overtaken(by_hand, by_hand.employer_ids[bakery], nmbrs.lift_faults)

    assert [each["operation"] for each in by_hand.changes(run)] == ["withdraw"]
    assert [case["pending_withdrawal"] for case in by_hand.all("/absences")] == [False, False]
    assert "PLAN_STALE" in by_hand.codes(run)


def test_a_planned_return_of_a_case_that_was_withdrawn_meanwhile_is_not_applied(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    withhold(nmbrs, sick)
    by_hand.run()
    nmbrs.lift_faults()

    run = _planned_and_overtaken(by_hand, by_hand.employer_ids[bakery], lambda: withhold(nmbrs, sick))

    assert [each["operation"] for each in by_hand.changes(run)] == ["update"]
    assert len(by_hand.all("/absences")) == 1
    assert "PLAN_STALE" in by_hand.codes(run)
