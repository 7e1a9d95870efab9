"""Where everything but absence is as it was, a run tells the same, and looks at absence."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from app import models
from tests.integration.by_hand import ByHand
from tests.integration.recognised_town import DAY, Town, ago
from tests.nmbrs_control import Nmbrs

CASE = "absence_case"
#: Said of what is new, and only then.
OF_NEW = "EMPLOYEE_LOOKS_LIKE"


@pytest.fixture
def town(nmbrs: Nmbrs, by_hand: ByHand) -> Town:
    return Town.begin(nmbrs, by_hand)


def _with_much_to_say(town: Town) -> None:
    """Something to remark on everything, and another employer of whom the same is true."""
    nmbrs, company = town.nmbrs, town.company
    types = nmbrs.world()["employee_types"]
    nmbrs.set_employee_types({int(key): text for key, text in types.items()} | {99: "Stagiair"})
    for _ in range(2):
        nmbrs.hire(company, personnel_number=77, department_id=town.shop)  # they look alike
    nmbrs.hire(company, last_name="", department_id=town.shop)
    gone = nmbrs.hire(company, department_id=town.shop, employee_type="Former payroll")
    nmbrs.report_sick(gone, ago(20))
    newcomer = nmbrs.hire(company, department_id=town.oven, start_date=ago(10))
    nmbrs.report_sick(newcomer, ago(15), end=ago(12))
    nmbrs.report_sick(town.seller, ago(60), end=ago(50), dossier="Anders")
    nmbrs.report_sick(town.seller, ago(40), end=ago(35))
    nmbrs.report_sick(town.seller, ago(20), end=ago(-3))
    second = nmbrs.add_company("Slagerij")  # without a department
    nmbrs.report_sick(nmbrs.hire(second), ago(5))
    for operation in ("Department", "PersonalInfo", "Absence"):
        name = f"{operation}_GetAll_AllEmployeesByCompany"
        nmbrs.fault("unknown_element", operation=name, text="Nieuw")
    town.by_hand.set_up(
        {company: "Bakkerij", second: "Slagerij"}, import_wages=True,
        settings={"include_leavers_with_absence": True},
    )  # fmt: skip


# --- what is told ---------------------------------------------------------------------------------


def test_the_same_again_changes_nothing_and_is_told_the_same(town: Town) -> None:
    _with_much_to_say(town)

    first, second, third = (town.run() for _ in range(3))

    assert [False] * 2 + [True] * 4 == town.unchanged()
    assert [] == town.changed(second) == town.changed(third)
    said = [line for line in town.lines(first) if line[2] != OF_NEW]
    assert 2 == len(town.lines(first)) - len(said)
    assert said == town.lines(second) == town.lines(third)
    assert town.streams(first) == town.streams(second) == town.streams(third)
    for kind in ("read", "refused"):
        assert town.counted(first, kind) == town.counted(second, kind) == town.counted(third, kind)
    assert town.counted(first, "created") == town.counted(second, "unchanged")
    assert first["status"] == second["status"] == third["status"]


def test_whatever_there_is_to_say_is_said_as_by_a_run_that_read_it_whole(town: Town) -> None:
    _with_much_to_say(town)
    town.run()

    recognised = town.run()
    town.forget()
    whole = town.run()

    assert [False, False, True, True, False, False] == town.unchanged()
    assert town.lines(whole) == town.lines(recognised)
    assert town.streams(whole) == town.streams(recognised)
    assert (whole["counts"], whole["status"]) == (recognised["counts"], recognised["status"])


def test_each_thing_is_said_once(town: Town) -> None:
    _with_much_to_say(town)
    town.run()

    codes = town.codes(town.run())

    once = {
        "ABSENCE_ENDS_IN_FUTURE", "ABSENCE_OUTSIDE_EMPLOYMENT", "ABSENCE_WITHIN_28_DAYS",
        "CLASSIFICATION_UNKNOWN", "EMPLOYEE_INVALID", "EMPLOYEE_NO_DEPARTMENT", "EMPLOYEE_TYPE_UNKNOWN",
        "EMPLOYMENT_END_MISSING", "RUN_SUMMARY",
    }  # fmt: skip
    assert dict.fromkeys(once, 1) | {"CONTRACT_DRIFT": 3} == {code: codes.count(code) for code in codes}


def test_somebody_who_is_in_no_list_any_more_is_named_by_each_run(town: Town) -> None:
    town.set_up()
    town.run()
    town.nmbrs.remove_employee(town.seller)

    runs = [town.run() for _ in range(3)]

    assert [False, False, True, True] == town.unchanged()
    assert [["EMPLOYEE_NOT_DELIVERED"]] * 3 == [town.codes(run, about="EMPLOYEE") for run in runs]


def test_every_list_is_as_of_the_run_that_recognised_it(town: Town) -> None:
    town.set_up()
    town.run()

    town.run()

    row = models.EmployerStream
    with town.by_hand.database.reading() as session:
        found = session.exec(select(row).where(col(row.employer_id) == town.employer_id)).all()
    eight = datetime.combine(DAY, time(8), UTC)
    assert 11 == len(found)
    assert {("complete", eight, eight)} == {(each.state, each.read_at, each.complete_at) for each in found}


# --- absence --------------------------------------------------------------------------------------


def _cases(town: Town) -> dict[str, tuple[str | None, bool]]:
    """Whose, the last day, and whether it is marked."""
    return {
        each["source_key"].partition("/")[0]: (each["last_sick_day"], each["pending_withdrawal"])
        for each in town.by_hand.all("/absences")
    }


def test_new_and_changed_absence_is_picked_up(town: Town) -> None:
    town.set_up()
    town.run()
    town.nmbrs.report_sick(town.seller, ago(2))
    town.nmbrs.recover(town.dossier, ago(1))

    run, idle = town.run(), town.run()

    assert [False, True, True] == town.unchanged()
    assert [(CASE, "create"), (CASE, "update")] == town.changed(run)
    assert [] == town.changed(idle)
    assert {str(town.seller): (None, False), str(town.baker): (str(ago(1)), False)} == _cases(town)
    assert 2 == town.counted(run, "read")["absences"]
    assert "succeeded" == run["status"]


def test_vanished_absence_is_marked_then_withdrawn_and_comes_back(town: Town) -> None:
    town.set_up()
    town.nmbrs.report_sick(town.seller, ago(2))
    town.run()
    before = town.by_hand.all("/absences")

    town.nmbrs.withdraw(town.dossier)
    marked, withdrawn, idle = town.run(), town.run(), town.run()
    town.nmbrs.report_sick(town.baker, ago(30), dossier_number=town.dossier)
    back = town.run()

    assert [False, True, True, True, True] == town.unchanged()
    changed = [town.changed(run) for run in (marked, withdrawn, idle, back)]
    assert [[(CASE, "mark")], [(CASE, "withdraw")], [], [(CASE, "restore")]] == changed
    assert {each["id"] for each in before} == {each["id"] for each in town.by_hand.all("/absences")}


def test_absence_that_is_denied_keeps_every_case(town: Town) -> None:
    town.set_up()
    town.run()
    town.nmbrs.deny("Absence_GetList", "Absence_GetAll_AllEmployeesByCompany")

    denied = town.run()
    town.nmbrs.deny()
    after = town.run()

    assert [False, True, True] == town.unchanged()
    assert ("partially_applied", ["SOURCE_UNAUTHORISED"]) == (
        denied["status"],
        town.codes(denied, about="SOURCE"),
    )
    assert {str(town.baker): (None, False)} == _cases(town)
    assert (["RUN_SUMMARY"], []) == (town.codes(after), town.changed(after))


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [(950, 940, "ABSENCE_OUTSIDE_EMPLOYMENT"), (12, None, "ABSENCE_AFTER_EMPLOYMENT"), (12, 11, None)],
    ids=["before", "goes on", "inside"],
)
def test_absence_is_compared_with_the_employment_that_is_not_looked_at(
    town: Town, start: int, end: int | None, code: str | None
) -> None:
    town.set_up(settings={"history_months": 60})
    town.run()
    town.nmbrs.leave(town.seller, ago(10))
    town.run()
    town.nmbrs.report_sick(town.seller, ago(start), end=end and ago(end))

    runs = [town.run() for _ in range(2)]
    town.forget()
    runs.append(town.run())

    assert [False, False, True, True, False] == town.unchanged()
    assert [[code] if code else []] * 3 == [town.codes(run, about="ABSENCE") for run in runs]


def test_absence_of_whoever_did_not_come_in_does_not_come_in_either(town: Town) -> None:
    nameless = town.nmbrs.hire(town.company, last_name="", department_id=town.shop)
    town.set_up()
    town.run()
    town.nmbrs.report_sick(nameless, ago(5))

    run = town.run()

    assert [False, True] == town.unchanged()
    assert ([], ["EMPLOYEE_INVALID"]) == (town.changed(run), town.codes(run, about="EMPLOYEE"))


def test_leaver_let_in_by_new_absence_comes_in_the_same_day(town: Town) -> None:
    gone = town.nmbrs.hire(town.company, department_id=town.shop, start_date=ago(500))
    town.nmbrs.leave(gone, ago(100))
    town.set_up(settings={"include_leavers_with_absence": True})
    town.run()
    town.run()
    town.nmbrs.report_sick(gone, ago(120))

    run = town.run()
    town.run()

    assert [False, True, False, True] == town.unchanged()
    assert {("employee", "create"), (CASE, "create")} <= set(town.changed(run))


def test_withdrawn_absence_is_removed_at_once_where_so_configured(town: Town) -> None:
    town.nmbrs.report_sick(town.seller, ago(2))
    town.set_up(settings={"absence_delete_action": "delete"})
    town.run()
    town.nmbrs.withdraw(town.dossier)

    run = town.run()

    assert ([False, True], [(CASE, "withdraw")]) == (town.unchanged(), town.changed(run))


def test_other_links_of_classifications_count_at_once(town: Town) -> None:
    town.set_up()
    town.run()
    town.nmbrs.report_sick(town.seller, ago(2))
    path = f"/employers/{town.employer_id}/classifications"
    town.by_hand.ask("PUT", path, json={"classification_ids": []})

    run = town.run()

    assert [False, True] == town.unchanged()
    assert ([], ["CLASSIFICATION_NOT_LINKED"]) == (town.changed(run), town.codes(run, about="CLASS"))


def test_half_a_day_is_enough_to_be_remembered(town: Town) -> None:
    town.set_up()
    town.run()
    town.by_hand.now = datetime.combine(DAY, time(21), UTC)  # still that day in the Netherlands, at 22:00
    town.run()
    town.by_hand.now += timedelta(hours=1, minutes=30)
    town.run()

    assert [False, True, False] == town.unchanged()
