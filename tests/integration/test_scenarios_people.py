"""Scenarios 5, 10, 17, 19 and 20 of `domain.md` §11: who comes, who goes, and where they work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import MakeKey
from tests.nmbrs_control import TOKEN, Nmbrs
from tests.suite import Suite

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
JUNE = TODAY.replace(day=1) - timedelta(days=60)


def _counts(run: dict[str, Any], kind: str) -> dict[str, int]:
    """What is counted of a run, without what there was none of."""
    return {stream: each[kind] for stream, each in run["counts"].items() if each[kind]}


@pytest.fixture
def bakery(nmbrs: Nmbrs, suite: Suite) -> int:
    """One company, two departments, three employees, one of them fully sick; set up, not yet imported."""
    company = nmbrs.add_company("Bakkerij")
    shop = nmbrs.add_department(company, "Winkel")
    oven = nmbrs.add_department(company, "Oven")
    nmbrs.hire(company, department_id=shop)
    nmbrs.hire(company, department_id=oven)
    sick = nmbrs.hire(company, department_id=oven)
    nmbrs.report_sick(sick, JUNE)
    suite.set_up({company: "Bakkerij"})
    return company


def test_05_the_first_run_creates_everything_once(suite: Suite, bakery: int) -> None:
    first = suite.run()
    state = suite.state()
    second = suite.run()

    assert first["status"] == "succeeded", suite.report(first)
    assert _counts(first, "created") == {
        "employer": 1, "departments": 2, "placements": 3, "employees": 3, "employments": 3, "absences": 1,
    }  # fmt: skip
    [case] = state["absences"]
    assert (case["first_sick_day"], case["last_sick_day"]) == (JUNE.isoformat(), None)
    assert [period["percentage"] for period in case["periods"]] == [100]
    assert _counts(second, "unchanged") == _counts(first, "created")
    assert suite.changes(second) == []
    assert suite.state() == state


def test_10_a_list_that_is_suddenly_empty_ends_and_removes_nothing(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    shop = nmbrs.add_department(company, "Winkel")
    for number in range(40):
        employee = nmbrs.hire(company, department_id=shop)
        if number % 10 == 0:
            nmbrs.report_sick(employee, JUNE)
    suite.set_up({company: "Bakkerij"})
    suite.run()
    before = suite.state()

    nmbrs.fault("empty", operation="List_GetByCompany")
    runs = [suite.run() for _ in range(3)]

    assert [suite.changes(run) for run in runs] == [[], [], []]
    assert "SOURCE_SUDDENLY_EMPTY" in suite.codes(runs[0], "warning")
    assert suite.state() == before
    assert len(before["employees"]) == 40


def test_17_the_marked_values_are_said_to_nobody_who_may_not_know_them(
    nmbrs: Nmbrs, suite: Suite, make_key: MakeKey, capfd: pytest.CaptureFixture[str]
) -> None:
    bsn, surname, comment = "918273641", "Zoutketelaar-Merkteken", "Merkteken: gebroken sleutelbeen"
    label, code = "Ziekte door orgaandonatie (vangnet)", "NMBRS_ORGAANDONATIE"
    company = nmbrs.add_company("Bakkerij")
    shop = nmbrs.add_department(company, "Winkel")
    marked = nmbrs.hire(company, department_id=shop, last_name=surname, bsn=bsn)
    nmbrs.report_sick(marked, JUNE, dossier=label, comment=comment)
    suite.set_up({company: "Bakkerij"}, settings={"store_bsn": True})
    reader = Suite(suite.client, make_key("reader"))

    run = suite.run()

    printed, journal = capfd.readouterr(), suite.changes(run)
    told = [
        printed.out, printed.err, suite.report(run), suite.all("/runs"),
        suite.ask("GET", f"/runs/{run['id']}/report", params={"format": "txt"}),
        suite.all("/accounts"), suite.all("/configurations"),
    ]  # fmt: skip
    records = [*reader.state().values(), *suite.state().values()]
    assert run["status"] == "succeeded"
    for secret in (TOKEN, bsn, label, code, comment):
        assert secret not in str([told, journal, records])
    for personal in (surname, JUNE.isoformat()):
        assert personal not in str(
            [each for each in told if each is not told[3]]
        )  # the journal is for admins
    allowed = Suite(suite.client, make_key("reader", permissions=["classification", "bsn"]))
    assert [each["classification"] for each in allowed.all("/absences")] == [code]
    assert [each["bsn"] for each in allowed.all("/employees")] == [bsn]


def test_19_a_department_that_empties_is_archived_and_comes_back_with_the_next_one_hired(
    nmbrs: Nmbrs, suite: Suite
) -> None:
    company = nmbrs.add_company("Bakkerij")
    shop, oven = nmbrs.add_department(company, "Winkel"), nmbrs.add_department(company, "Oven")
    baker = nmbrs.hire(company, department_id=oven)
    nmbrs.hire(company, department_id=shop)
    suite.set_up({company: "Bakkerij"})
    suite.run()
    [before] = [each for each in suite.all("/departments") if each["name"] == "Oven"]

    nmbrs.leave(baker, TODAY - timedelta(days=40))
    emptied = suite.run()
    standing = {each["name"] for each in suite.all("/departments")}
    archived = {each["name"]: each for each in suite.all("/departments", archived=True)}
    nmbrs.hire(company, department_id=oven)
    hired = suite.run()

    assert "DEPT_ARCHIVED" in suite.codes(emptied)
    assert standing == {"Winkel"}
    assert (archived["Oven"]["id"], archived["Oven"]["archived"]) == (before["id"], True)
    assert "DEPT_REACTIVATED" in suite.codes(hired)
    assert before["id"] in {each["id"] for each in suite.all("/departments")}


def test_20_who_leaves_while_absent_keeps_his_case_and_is_pointed_out(nmbrs: Nmbrs, suite: Suite) -> None:
    company = nmbrs.add_company("Bakkerij")
    shop = nmbrs.add_department(company, "Winkel")
    employee = nmbrs.hire(company, department_id=shop)
    nmbrs.hire(company, department_id=shop)
    nmbrs.report_sick(employee, JUNE)
    suite.set_up({company: "Bakkerij"})
    suite.run()
    [before] = suite.all("/absences")
    last_day = TODAY - timedelta(days=1)

    nmbrs.leave(employee, last_day)
    runs = [suite.run(), suite.run()]

    assert suite.codes(runs[0]) == ["ABSENCE_AFTER_EMPLOYMENT", "EMPLOYEE_LEFT"]
    assert suite.codes(runs[1]) == ["ABSENCE_AFTER_EMPLOYMENT"]
    [line] = [line for line in suite.report(runs[0])["lines"] if line["level"] == "warning"]
    assert (line["actor"], "UWV" in line["next_step"]) == ("administrator", True)
    ends = {each["employee_id"]: each["end_date"] for each in suite.all("/employments")}
    assert ends[before["employee_id"]] == last_day.isoformat()
    assert suite.all("/absences") == [before]


def test_what_vanishes_from_the_lists_is_said_and_kept(nmbrs: Nmbrs, suite: Suite) -> None:
    bakery, butcher = nmbrs.add_company("Bakkerij"), nmbrs.add_company("Slagerij")
    gone = nmbrs.hire(bakery, department_id=nmbrs.add_department(bakery, "Winkel"))
    nmbrs.hire(bakery)
    for company in (bakery, butcher):
        suite.link_classifications(suite.add_employer(str(company), company))
    suite.add_account({"scope": "all_employers"})
    suite.configuration_id = suite.add_configuration()
    suite.run()

    nmbrs.close_company(butcher)
    nmbrs.remove_employee(gone)
    run = suite.run()

    codes = suite.codes(run)
    assert "EMPLOYER_NOT_DELIVERED" in codes
    assert "EMPLOYEE_NOT_DELIVERED" in codes
    assert suite.changes(run) == []
    assert len(suite.all("/employees")) == 2
