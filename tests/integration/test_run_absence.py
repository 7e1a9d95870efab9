"""Absence that is missing or of long ago, and who is imported: step by step, on a real source."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.integration.by_hand import ByHand
from tests.integration.small_employer import JUNE, TODAY, counted, withhold
from tests.nmbrs_control import Nmbrs

Json = dict[str, Any]


# --- absence that is missing, and absence of long ago ---------------------------------------------


def test_a_missing_case_is_marked_then_withdrawn_and_comes_back_under_its_old_id(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()

    def case() -> Json | None:
        return next((each for each in by_hand.all("/absences") if str(sick) in each["source_key"]), None)

    imported = case()
    withhold(nmbrs, sick)
    first = by_hand.run()
    marked = case()
    second = by_hand.run()
    withdrawn = case()
    third = by_hand.run()
    nmbrs.lift_faults()
    fourth = by_hand.run()
    returned = case()

    assert imported
    assert marked
    assert returned
    assert (imported["pending_withdrawal"], marked["pending_withdrawal"], withdrawn) == (False, True, None)
    same = {name: value for name, value in returned.items() if name != "updated_at"}
    assert same == {name: value for name, value in imported.items() if name != "updated_at"}
    reasons = [
        [change["reason"] for change in by_hand.changes(run)] for run in (first, second, third, fourth)
    ]
    assert reasons == [["ABSENCE_NOT_DELIVERED"], ["ABSENCE_DELETED"], [], ["ABSENCE_RETURNED"]]
    assert [counted(run, "pending") for run in (first, second)] == [{"absences": 1}, {}]
    assert [counted(run, "withdrawn") for run in (first, second)] == [{}, {"absences": 1}]


def test_a_marked_case_that_is_delivered_again_is_no_longer_marked(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    withhold(nmbrs, sick)
    by_hand.run()
    nmbrs.lift_faults()

    run = by_hand.run()

    assert "ABSENCE_RETURNED" in by_hand.codes(run)
    assert [case["pending_withdrawal"] for case in by_hand.all("/absences")] == [False, False]
    assert by_hand.changes(by_hand.run()) == []


def test_a_missing_case_is_kept_when_the_configuration_says_so(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int
) -> None:
    by_hand.set_up({bakery: "Bakkerij"}, settings={"absence_delete_action": "ignore"})
    by_hand.run()
    cases = by_hand.all("/absences")
    withhold(nmbrs, sick)

    runs = [by_hand.run() for _ in range(3)]

    assert ["ABSENCE_KEPT" in by_hand.codes(run) for run in runs] == [True] * 3
    assert [by_hand.changes(run) for run in runs] == [[]] * 3
    assert by_hand.all("/absences") == cases


def test_absence_that_ended_before_the_history_is_not_imported(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    company = nmbrs.add_company("Bakkerij")
    since = TODAY - timedelta(days=90)
    employee = nmbrs.hire(company, start_date=TODAY - timedelta(days=2000))
    nmbrs.report_sick(employee, since - timedelta(days=20), end=since - timedelta(days=1))
    inside = nmbrs.report_sick(employee, since - timedelta(days=40), end=since)
    another = nmbrs.hire(company, start_date=TODAY - timedelta(days=2000))
    running = nmbrs.report_sick(another, since - timedelta(days=800))
    by_hand.set_up({company: "Bakkerij"}, settings={"history_from_date": since.isoformat()})

    by_hand.run()

    assert {case["source_key"] for case in by_hand.all("/absences")} == {
        f"{employee}/{inside}",
        f"{another}/{running}",
    }


def test_absence_that_is_older_than_the_months_of_history_is_not_imported(
    nmbrs: Nmbrs, by_hand: ByHand
) -> None:
    company = nmbrs.add_company("Bakkerij")
    employee = nmbrs.hire(company, start_date=TODAY - timedelta(days=2000))
    nmbrs.report_sick(employee, TODAY - timedelta(days=120), end=TODAY - timedelta(days=100))
    inside = nmbrs.report_sick(employee, TODAY - timedelta(days=120), end=TODAY - timedelta(days=50))
    by_hand.set_up({company: "Bakkerij"}, settings={"history_months": 2})

    by_hand.run()

    assert [case["source_key"] for case in by_hand.all("/absences")] == [f"{employee}/{inside}"]


def test_a_case_that_has_left_the_history_is_not_withdrawn(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    old = nmbrs.report_sick(nmbrs.hire(bakery), JUNE, end=JUNE + timedelta(days=3))
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    cases = by_hand.all("/absences")
    nmbrs.withdraw(old)
    body = {"settings": {"history_from_date": (JUNE + timedelta(days=4)).isoformat()}}
    path = f"/configurations/{by_hand.configuration_id}"
    by_hand.ask("PATCH", path, json=body, headers={"If-Match": '"1"'})

    runs = [by_hand.run() for _ in range(3)]

    assert [by_hand.changes(run) for run in runs] == [[]] * 3
    assert by_hand.all("/absences") == cases


# --- who is imported ------------------------------------------------------------------------------


def test_leavers_whom_we_do_not_know_are_not_imported_and_cost_no_call(
    nmbrs: Nmbrs, by_hand: ByHand, bakery: int
) -> None:
    long_gone = nmbrs.hire(
        bakery, employee_type="Former payroll", start_date=TODAY - timedelta(days=900),
        end_date=TODAY - timedelta(days=30),
    )  # fmt: skip
    strangers = [nmbrs.hire(bakery, employee_type=kind) for kind in ("Applicant", "External")]
    leaver = nmbrs.hire(bakery)
    by_hand.set_up({bakery: "Bakkerij"})
    by_hand.run()
    nmbrs.leave(leaver, TODAY - timedelta(days=1))
    nmbrs.forget_calls()

    run = by_hand.run()

    asked = {call["employee_id"] for call in nmbrs.calls() if call["employee_id"]}
    assert leaver in asked
    assert not asked & {long_gone, *strangers}
    imported = {each["source_key"] for each in by_hand.all("/employees")}
    assert str(leaver) in imported
    assert not imported & {str(each) for each in (long_gone, *strangers)}
    assert [change["reason"] for change in by_hand.changes(run)] == ["EMPLOYEE_LEFT"]
    assert counted(run, "ended") == {"employments": 1}
