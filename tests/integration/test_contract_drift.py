"""Nmbrs sends something new: the report names it once, and everything else is imported as ever."""

from __future__ import annotations

from datetime import date, timedelta

from tests.nmbrs_control import Nmbrs
from tests.suite import Suite


def set_up(suite: Suite, nmbrs: Nmbrs) -> None:
    """Two employers of two people each, all of them absent."""
    today = date.fromisoformat(nmbrs.world()["today"])
    companies = {}
    for name in ("Bakkerij", "Drukkerij"):
        company = nmbrs.add_company(name)
        nmbrs.add_department(company, "Productie")
        for _ in range(2):
            nmbrs.report_sick(nmbrs.hire(company, start_date=date(2024, 1, 1)), today - timedelta(days=3))
        companies[company] = name
    suite.set_up(companies)


def test_new_elements_are_said_once_in_a_run_and_lose_nothing(suite: Suite, nmbrs: Nmbrs) -> None:
    set_up(suite, nmbrs)
    nmbrs.fault("unknown_element", operation="Absence_GetList", text="Reintegration")
    nmbrs.fault("unknown_element", operation="PersonalInfo_GetCurrent", text="Pronoun")

    run = suite.run()

    lines = [line for line in suite.report(run)["lines"] if line["code"] == "CONTRACT_DRIFT"]
    assert "succeeded_with_warnings" == run["status"]
    assert [("VZ", "Absence.Reintegration"), ("WN", "PersonalInfo.Pronoun")] == sorted(
        (line["stream"], line["message"].partition("(")[2].partition(")")[0]) for line in lines
    )
    assert {"employees": 4, "absences": 4} == {
        name: len(records) for name, records in suite.state().items() if name in ("employees", "absences")
    }


def test_same_run_without_the_new_elements_changes_nothing(suite: Suite, nmbrs: Nmbrs) -> None:
    set_up(suite, nmbrs)
    nmbrs.fault("unknown_element")
    suite.run()
    nmbrs.lift_faults()

    second = suite.run()

    assert ("succeeded", []) == (second["status"], suite.changes(second))
