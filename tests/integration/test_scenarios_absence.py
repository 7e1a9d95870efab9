"""Scenarios 6, 7, 8, 9, 11, 13 and 22 of `domain.md` §11: absence from the first day to the last."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.nmbrs_control import Nmbrs
from tests.suite import Suite

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
JUNE = TODAY.replace(day=1) - timedelta(days=60)


def _about_absence(suite: Suite) -> list[str]:
    """Run, and give the codes about absence in the report."""
    return [code for code in suite.codes(suite.run()) if code.startswith("ABSENCE")]


def test_06_partial_recovery_recovery_and_its_undoing_stay_one_case(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    dossier = nmbrs.report_sick(nmbrs.hire(company), JUNE)
    suite.set_up({company: "Bakkerij"})
    suite.run()
    [reported] = suite.all("/absences")

    nmbrs.recover_partly(dossier, JUNE + timedelta(days=10), 50)
    assert _about_absence(suite) == ["ABSENCE_UPDATED"]
    [partly] = suite.all("/absences")
    nmbrs.recover(dossier, JUNE + timedelta(days=20))
    assert _about_absence(suite) == ["ABSENCE_RECOVERED"]
    [recovered] = suite.all("/absences")
    nmbrs.reopen(dossier)
    assert _about_absence(suite) == ["ABSENCE_REOPENED"]
    [reopened] = suite.all("/absences")

    assert {case["id"] for case in (partly, recovered, reopened)} == {reported["id"]}
    assert [period["percentage"] for period in partly["periods"]] == [100, 50]
    assert partly["periods"][0]["last_day"] == (JUNE + timedelta(days=9)).isoformat()
    assert partly["last_sick_day"] is None
    assert recovered["last_sick_day"] == (JUNE + timedelta(days=20)).isoformat()
    assert reopened["last_sick_day"] is None


@pytest.mark.parametrize("days", [-7, 7])
def test_07_a_corrected_first_sick_day_changes_the_same_case(nmbrs: Nmbrs, suite: Suite, days: int) -> None:
    company = nmbrs.add_company("Bakkerij")
    nmbrs.report_sick(nmbrs.hire(company), JUNE)
    [row] = nmbrs.absences()
    suite.set_up({company: "Bakkerij"})
    suite.run()
    [before] = suite.all("/absences")
    corrected = JUNE + timedelta(days=days)

    nmbrs.change_absence(row["absence_id"], start=corrected)
    assert _about_absence(suite) == ["ABSENCE_UPDATED"]

    [after] = suite.all("/absences")
    assert (after["id"], after["first_sick_day"]) == (before["id"], corrected.isoformat())


@pytest.mark.parametrize("days", [-3, 3])
def test_07_a_corrected_recovery_changes_the_same_case(nmbrs: Nmbrs, suite: Suite, days: int) -> None:
    company = nmbrs.add_company("Bakkerij")
    nmbrs.report_sick(nmbrs.hire(company), JUNE, end=JUNE + timedelta(days=10))
    [row] = nmbrs.absences()
    suite.set_up({company: "Bakkerij"})
    suite.run()
    [before] = suite.all("/absences")
    corrected = JUNE + timedelta(days=10 + days)

    nmbrs.change_absence(row["absence_id"], end=corrected)
    assert _about_absence(suite) == ["ABSENCE_UPDATED"]

    [after] = suite.all("/absences")
    assert (after["id"], after["last_sick_day"]) == (before["id"], corrected.isoformat())


def _case(suite: Suite) -> dict[str, Any]:
    [case] = suite.all("/absences")
    return case


def _one_mistake(nmbrs: Nmbrs, suite: Suite, action: str) -> tuple[int, int]:
    """One employee, reported sick by mistake and imported; gives him and the dossier."""
    company = nmbrs.add_company("Bakkerij")
    employee = nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    dossier = nmbrs.report_sick(employee, JUNE)
    suite.set_up({company: "Bakkerij"}, settings={"absence_delete_action": action})
    suite.run()
    return employee, dossier


def test_08_a_mistaken_report_is_withdrawn_by_the_second_run_and_returns_as_itself(
    nmbrs: Nmbrs, suite: Suite
) -> None:
    employee, dossier = _one_mistake(nmbrs, suite, "pending_then_withdraw")
    before = _case(suite)

    nmbrs.withdraw(dossier)
    missed = suite.run()
    pending = _case(suite)
    missed_again = suite.run()
    gone = suite.all("/absences")
    nmbrs.report_sick(employee, JUNE, dossier_number=dossier)
    returned = suite.run()

    assert suite.codes(missed, "warning") == ["ABSENCE_NOT_DELIVERED"]
    assert (pending["pending_withdrawal"], pending["last_sick_day"]) == (True, None)
    assert suite.codes(missed_again, "warning") == ["ABSENCE_DELETED"]
    assert gone == []
    assert suite.codes(returned) == ["ABSENCE_RETURNED"]
    assert (_case(suite)["id"], _case(suite)["pending_withdrawal"]) == (before["id"], False)


def test_08_a_mistaken_report_is_kept_and_named_each_time_when_so_configured(
    nmbrs: Nmbrs, suite: Suite
) -> None:
    _, dossier = _one_mistake(nmbrs, suite, "ignore")
    before = _case(suite)

    nmbrs.withdraw(dossier)
    runs = [suite.run() for _ in range(3)]

    assert [suite.codes(run, "warning") for run in runs] == [["ABSENCE_KEPT"]] * 3
    assert _case(suite) == before


def test_08_a_mistaken_report_is_withdrawn_at_once_when_so_configured(nmbrs: Nmbrs, suite: Suite) -> None:
    _, dossier = _one_mistake(nmbrs, suite, "delete")

    nmbrs.withdraw(dossier)
    run = suite.run()

    assert suite.codes(run, "warning") == ["ABSENCE_DELETED"]
    assert suite.all("/absences") == []


def test_08_a_mistaken_report_is_closed_and_reopens_when_so_configured(nmbrs: Nmbrs, suite: Suite) -> None:
    employee, dossier = _one_mistake(nmbrs, suite, "close")
    before = _case(suite)

    nmbrs.withdraw(dossier)
    missed, missed_again, idle = suite.run(), suite.run(), suite.run()
    running = suite.all("/absences", on=TODAY.isoformat())
    nmbrs.report_sick(employee, JUNE, dossier_number=dossier)
    returned = suite.run()

    assert suite.codes(missed, "warning") == ["ABSENCE_NOT_DELIVERED"]
    assert suite.codes(missed_again, "warning") == ["ABSENCE_CLOSED"]
    assert suite.changes(idle) == []
    assert running == []
    assert suite.codes(returned) == ["ABSENCE_RETURNED"]
    assert (_case(suite)["id"], _case(suite)["closed_on"]) == (before["id"], None)


def test_09_one_unreadable_employee_leaves_only_his_own_cases_untouched(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    unreadable, readable = nmbrs.hire(company), nmbrs.hire(company)
    untouched = nmbrs.report_sick(unreadable, JUNE)
    changed = nmbrs.report_sick(readable, JUNE)
    suite.set_up({company: "Bakkerij"})
    suite.run()

    nmbrs.withdraw(untouched)
    nmbrs.recover(changed, JUNE + timedelta(days=5))
    nmbrs.fault("unknown", operation="Absence_GetList", employee_id=unreadable)
    runs = [suite.run() for _ in range(3)]

    assert [run["status"] for run in runs] == ["partially_applied"] * 3
    [line] = [line for line in suite.report(runs[0])["lines"] if line["level"] == "failure"]
    assert (line["code"], line["reference"]) == ("SOURCE_UNAVAILABLE", str(unreadable))
    ends = {case["source_key"]: case["last_sick_day"] for case in suite.all("/absences")}
    assert ends == {
        f"{unreadable}/{untouched}": None,
        f"{readable}/{changed}": (JUNE + timedelta(days=5)).isoformat(),
    }
    assert not any(case["pending_withdrawal"] for case in suite.all("/absences"))


@pytest.mark.parametrize(("days", "warned"), [(27, True), (28, False)])
def test_11_a_dossier_within_28_days_of_the_last_is_warned_of(
    nmbrs: Nmbrs, suite: Suite, days: int, warned: bool
) -> None:
    company = nmbrs.add_company("Bakkerij")
    employee = nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    recovered = JUNE + timedelta(days=4)
    nmbrs.report_sick(employee, JUNE, end=recovered)
    nmbrs.report_sick(employee, recovered + timedelta(days=days + 1))
    suite.set_up({company: "Bakkerij"})

    run = suite.run()

    assert suite.codes(run, "warning") == ["ABSENCE_WITHIN_28_DAYS"] * warned
    assert len(suite.all("/absences")) == 2  # the grouping of Nmbrs is kept


def test_13_leave_is_no_sickness_and_nobody_waits_for_a_recovery(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    employee = nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    planned = TODAY + timedelta(days=20)
    nmbrs.report_sick(employee, TODAY - timedelta(days=10), dossier="Adoptie / Pleegzorg")
    suite.set_up({company: "Bakkerij"})

    began = suite.run()
    running = _case(suite)
    [row] = nmbrs.absences()
    nmbrs.change_absence(row["absence_id"], end=planned)
    ended = suite.run()

    assert suite.codes(began, "warning") == []
    assert (running["kind"], running["safety_net"], running["last_sick_day"]) == ("leave", "no", None)
    # Sickness would have recovered here, on a day to come that UWV refuses.
    assert suite.codes(ended) == ["ABSENCE_UPDATED"]
    assert _case(suite)["last_sick_day"] == planned.isoformat()


def test_22_a_revoked_permission_on_absence_keeps_every_case(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    shop = nmbrs.add_department(company, "Winkel")
    nmbrs.report_sick(nmbrs.hire(company, department_id=shop), JUNE)
    suite.set_up({company: "Bakkerij"})
    suite.run()
    before = _case(suite)
    nmbrs.deny("Absence_GetList")
    nmbrs.hire(company, department_id=nmbrs.add_department(company, "Oven"))

    runs = [suite.run() for _ in range(3)]

    assert [run["status"] for run in runs] == ["partially_applied"] * 3
    [line] = [line for line in suite.report(runs[0])["lines"] if line["level"] == "failure"]
    assert (line["code"], line["actor"]) == ("SOURCE_UNAUTHORISED", "customer")
    assert "Absence_GetList" in line["message"]
    assert (len(suite.all("/employees")), len(suite.all("/departments"))) == (2, 2)
    assert _case(suite) == before
    states = {each["stream"]: each["state"] for each in suite.report(runs[0])["employers"][0]["streams"]}
    assert {stream for stream, state in states.items() if state != "complete"} == {"absences", "wages"}
    assert (states["absences"], states["wages"]) == ("denied", "skipped")


def test_an_absence_that_ends_before_it_begins_is_refused(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    employee = nmbrs.hire(company, department_id=nmbrs.add_department(company, "Winkel"))
    nmbrs.report_sick(nmbrs.hire(company), JUNE)
    suite.set_up({company: "Bakkerij"})
    nmbrs.report_sick(employee, JUNE, end=JUNE)
    row = next(each for each in nmbrs.absences() if each["end"])
    nmbrs.change_absence(row["absence_id"], end=JUNE - timedelta(days=9))

    run = suite.run()

    assert "ABSENCE_INVALID" in suite.codes(run, "failure")
    assert [case["last_sick_day"] for case in suite.all("/absences")] == [None]
