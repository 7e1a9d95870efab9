"""Each fault of the pretended Nmbrs through whole runs: a named outcome, and nothing goes that is there.

What is read is compared with the world itself, not with an earlier reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from fastapi import FastAPI

from app.database import Database
from app.settings import Settings
from emulator.faults import Kind
from tests.integration.by_hand import ByHand, without_engine
from tests.integration.nmbrs_employer import ABSENCE_LIST, DEPARTMENT_HISTORY, EMPLOYMENT_HISTORY, PERSON
from tests.nmbrs_control import Nmbrs

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
EMPLOYEE_LIST, COMPANIES = "List_GetByCompany", "List_GetAll"
OPERATIONS = (COMPANIES, EMPLOYEE_LIST, PERSON, DEPARTMENT_HISTORY, EMPLOYMENT_HISTORY, ABSENCE_LIST)
Records = dict[str, dict[str, Any]]


@pytest.fixture
def by_hand(app: FastAPI, settings: Settings, database: Database, admin: dict[str, str]) -> Iterator[ByHand]:
    with without_engine(app, settings, database, admin) as opened:
        yield opened


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _company(nmbrs: Nmbrs, name: str) -> int:
    """Two departments, three people, and absence of every shape."""
    company = nmbrs.add_company(name)
    front, back = (nmbrs.add_department(company, each) for each in ("Voor", "Achter"))
    first, second, third = (
        nmbrs.hire(company, department_id=each, start_date=_ago(900)) for each in (front, back, back)
    )
    nmbrs.recover_partly(nmbrs.report_sick(first, _ago(100)), _ago(80), 50)
    nmbrs.report_sick(first, _ago(200), end=_ago(190))
    nmbrs.report_sick(second, _ago(50), end=_ago(40), dossier="Geen vangnetgeval")
    nmbrs.report_sick(third, _ago(30))
    return company


@pytest.fixture
def imported(nmbrs: Nmbrs, by_hand: ByHand) -> ByHand:
    """One company, imported while all was well."""
    by_hand.set_up({_company(nmbrs, "Bakkerij"): "Bakkerij"})
    assert by_hand.run()["status"] == "succeeded"
    assert _standing(by_hand) == _true(nmbrs, by_hand)
    return by_hand


# --- the world, and what stands of it -------------------------------------------------------------


def _true(nmbrs: Nmbrs, by_hand: ByHand) -> Records:
    """What should stand, told by the world. Everybody works, and has been in one department."""
    found: Records = {"departments": {}, "employees": {}, "employments": {}, "absences": {}}
    for company in nmbrs.world()["companies"]:
        employer = by_hand.employer_ids.get(company["id"])
        if employer is None:
            continue
        for each in company["departments"]:
            found["departments"][f"{employer}:{each['id']}"] = (str(each["code"]), each["description"])
        for person in company["employees"]:
            [placed] = person["departments"]
            found["employees"][f"{employer}:{person['id']}"] = (
                str(person["personnel_number"]), person["first_name"], person["last_name"],
                person["gender"], person["birthday"], str(placed["department_id"]),
            )  # fmt: skip
            for each in person["employments"]:
                found["employments"][f"{employer}:{each['id']}"] = (
                    str(person["id"]), each["start_date"], each["end_date"],
                )  # fmt: skip
            dossiers: dict[int, list[Any]] = {}
            for row in person["absences"]:
                part = (row["start"], row["end"], row["percentage"])
                dossiers.setdefault(row["dossier_number"], []).append(part)
            for dossier, parts in dossiers.items():
                key = f"{employer}:{person['id']}/{dossier}"
                found["absences"][key] = (str(person["id"]), sorted(parts), False)
    return found


def _standing(by_hand: ByHand) -> Records:
    """What stands, in the same words."""
    state = by_hand.state()
    keys = {each["id"]: each["source_key"] for records in state.values() for each in records}
    shown = {
        "departments": lambda each: (each["code"], each["name"]),
        "employees": lambda each: (
            each["personnel_number"], each["first_name"], each["last_name"], each["gender"],
            each["birth_date"], keys.get(each["department_id"]),
        ),
        "employments": lambda each: (keys[each["employee_id"]], each["start_date"], each["end_date"]),
        "absences": lambda each: (
            keys[each["employee_id"]],
            [(part["first_day"], part["last_day"], part["percentage"]) for part in each["periods"]],
            each["pending_withdrawal"],
        ),
    }  # fmt: skip
    return {
        kind: {f"{each['employer_id']}:{each['source_key']}": shown[kind](each) for each in records}
        for kind, records in state.items()
    }


def _outcome(by_hand: ByHand) -> tuple[str, list[str]]:
    """Run, and give the status and the codes of what somebody should look at."""
    run = by_hand.run()
    return run["status"], sorted(set(by_hand.codes(run, "warning")))


# --- faults that show -----------------------------------------------------------------------------

FINE = ("succeeded", [])
UNAUTHORISED, UNAVAILABLE, UNREADABLE, SUDDENLY_EMPTY = (
    ["SOURCE_UNAUTHORISED"], ["SOURCE_UNAVAILABLE"], ["SOURCE_UNREADABLE"], ["SOURCE_SUDDENLY_EMPTY"]
)  # fmt: skip
CODE: dict[str, list[str]] = {
    "deny": UNAUTHORISED,
    "refuse_company": UNAUTHORISED,
    "refuse_employee": UNAUTHORISED,
    "unknown": UNAVAILABLE,
    "login_failure": UNAVAILABLE,
    "html": UNAVAILABLE,
    "html_ok": UNAVAILABLE,
    "too_many": UNAVAILABLE,
    "reset": UNAVAILABLE,
    "cut": UNREADABLE,
    "unknown_element": UNREADABLE,
    "rename_item": UNREADABLE,
    "empty": SUDDENLY_EMPTY,
    "nil_result": SUDDENLY_EMPTY,
    "omit_result": SUDDENLY_EMPTY,
}
HARMLESS = ("delay", "nil_item", "repeat_rows", "empty_rows")


def _expected(kind: str, operation: str) -> tuple[str, list[str]]:
    if kind in HARMLESS or (kind, operation) == ("rename_item", PERSON):  # a person is no list
        return FINE
    code = CODE[kind]
    if code == SUDDENLY_EMPTY and operation == COMPANIES:
        return "failed", ["EMPLOYER_NOT_DELIVERED", "NO_EMPLOYER"]
    if code == SUDDENLY_EMPTY and operation == PERSON:
        return "partially_applied", UNREADABLE
    return "failed" if operation == COMPANIES else "partially_applied", code


@pytest.mark.parametrize("kind", [*CODE, *HARMLESS])
def test_a_fault_that_shows_has_a_name_and_touches_nothing(nmbrs: Nmbrs, imported: ByHand, kind: str) -> None:
    before = imported.state()
    outcomes = {}

    for operation in OPERATIONS:
        nmbrs.fault(kind, operation=operation, seconds=0.05)
        outcomes[operation] = _outcome(imported)
        nmbrs.lift_faults()
        assert imported.state() == before, operation

    assert outcomes == {operation: _expected(kind, operation) for operation in OPERATIONS}
    assert _outcome(imported) == FINE
    assert imported.state() == before


@pytest.mark.parametrize("kind", ["deny", "html", "cut", "empty"])
def test_a_fault_that_stays_never_withdraws_and_the_rest_goes_on(
    nmbrs: Nmbrs, imported: ByHand, kind: str
) -> None:
    nmbrs.fault(kind, operation=ABSENCE_LIST)
    [company] = nmbrs.world()["companies"]
    hired = nmbrs.hire(company["id"], start_date=_ago(10))

    outcomes = [_outcome(imported) for _ in range(3)]

    assert outcomes == [("partially_applied", CODE[kind])] * 3
    assert _standing(imported) == _true(nmbrs, imported)
    assert str(hired) in {each["source_key"] for each in imported.all("/employees")}


@pytest.mark.parametrize("operation", [ABSENCE_LIST, PERSON])
def test_a_case_that_is_gone_is_not_missed_while_somebody_is_unread(
    nmbrs: Nmbrs, imported: ByHand, operation: str
) -> None:
    [unread, _, gone] = [each for company in nmbrs.world()["companies"] for each in company["employees"]]
    cases = imported.all("/absences")
    nmbrs.withdraw(gone["absences"][0]["dossier_number"])
    nmbrs.fault("unknown", operation=operation, employee_id=unread["id"])

    outcomes = [_outcome(imported) for _ in range(3)]

    assert outcomes == [("partially_applied", UNAVAILABLE)] * 3
    assert imported.all("/absences") == cases
    nmbrs.lift_faults()
    assert [_outcome(imported)[1] for _ in range(2)] == [["ABSENCE_NOT_DELIVERED"], ["ABSENCE_DELETED"]]
    assert _standing(imported) == _true(nmbrs, imported)


@pytest.mark.parametrize("kind", ["deny", "cut", "empty", "drop_rows", "swap_ids", "unknown_literal"])
def test_a_first_import_that_goes_wrong_is_put_right_by_the_next(
    nmbrs: Nmbrs, by_hand: ByHand, kind: str
) -> None:
    by_hand.set_up({_company(nmbrs, "Bakkerij"): "Bakkerij"})
    for operation in OPERATIONS[1:]:
        nmbrs.fault(kind, operation=operation, seconds=0.05, after=1)
    by_hand.run()
    nmbrs.lift_faults()

    assert by_hand.run()["status"] == "succeeded"
    assert _standing(by_hand) == _true(nmbrs, by_hand)
    assert by_hand.changes(by_hand.run()) == []


# --- faults that lie ------------------------------------------------------------------------------


def _touched(before: Records, after: Records) -> dict[str, list[str]]:
    """Per kind with a record that was touched, what became of those."""
    fates = {
        kind: sorted({_fate(values, after[kind].get(key)) for key, values in records.items()} - {"same"})
        for kind, records in before.items()
    }
    return {kind: found for kind, found in fates.items() if found}


def _fate(before: tuple[Any, ...], after: tuple[Any, ...] | None) -> str:
    if after is None:
        return "gone"
    if after == before:
        return "same"
    if after[-1] is True:
        return "marked"
    emptied = any(new is None and old is not None for old, new in zip(before, after, strict=True))
    return "emptied" if emptied else "changed"


#: Per fault and operation: the outcome, and what is touched. What an answer leaves out looks like what is
#: not there, and what it swaps like a change; absence has a second look before it goes.
LIES: dict[str, dict[str, tuple[str, list[str], dict[str, list[str]]]]] = {
    "year_one": {
        ABSENCE_LIST: ("partially_applied", ["ABSENCE_INVALID", *SUDDENLY_EMPTY], {}),
        EMPLOYMENT_HISTORY: ("succeeded", [], {}),
    },
    "drop_rows": {
        COMPANIES: ("failed", ["EMPLOYER_NOT_DELIVERED", "NO_EMPLOYER"], {}),
        EMPLOYEE_LIST: ("succeeded", [], {}),
        EMPLOYMENT_HISTORY: ("partially_applied", ["EMPLOYEE_INVALID"], {}),
        ABSENCE_LIST: ("succeeded_with_warnings", ["ABSENCE_NOT_DELIVERED"], {"absences": ["marked"]}),
        DEPARTMENT_HISTORY: (
            "succeeded_with_warnings", ["EMPLOYEE_NO_DEPARTMENT"], {"employees": ["emptied"]},
        ),
    },
    "unknown_literal": {PERSON: ("succeeded", [], {"employees": ["emptied"]})},
    "swap_ids": {
        EMPLOYEE_LIST: ("succeeded", [], {}),
        ABSENCE_LIST: ("succeeded", [], {}),
        DEPARTMENT_HISTORY: ("succeeded", [], {"employees": ["changed"]}),
        EMPLOYMENT_HISTORY: ("succeeded", [], {"employments": ["changed"]}),
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", LIES)
def test_a_lie_that_looks_complete_removes_no_record_and_is_put_right_by_the_truth(
    nmbrs: Nmbrs, imported: ByHand, kind: str
) -> None:
    before, ids = _standing(imported), _ids(imported)
    found = {}

    for operation in LIES[kind]:
        nmbrs.fault(kind, operation=operation)
        outcome = _outcome(imported)
        found[operation] = (*outcome, _touched(before, _standing(imported)))
        nmbrs.lift_faults()
        assert _outcome(imported) == FINE
        assert (_standing(imported), _ids(imported)) == (before, ids), operation

    assert found == LIES[kind]


def _ids(by_hand: ByHand) -> set[str]:
    return {each["id"] for records in by_hand.state().values() for each in records}


def _nothing_of_another_company(nmbrs: Nmbrs, by_hand: ByHand, *operations: str) -> None:
    by_hand.set_up({_company(nmbrs, name): name for name in ("Bakkerij", "Kapper")})
    by_hand.run()
    before = by_hand.state()

    for operation in operations:
        nmbrs.fault("other_company", operation=operation)
        status, codes = _outcome(by_hand)
        nmbrs.lift_faults()
        assert (status, bool(codes)) == ("partially_applied", True), operation
        assert by_hand.state() == before, operation

    assert _outcome(by_hand) == FINE
    assert by_hand.state() == before


def test_an_answer_about_another_company_brings_nothing_of_it(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    operations = (PERSON, DEPARTMENT_HISTORY, EMPLOYMENT_HISTORY, ABSENCE_LIST)
    _nothing_of_another_company(nmbrs, by_hand, *operations)


def test_a_list_of_the_employees_of_another_company_brings_none_of_them(
    nmbrs: Nmbrs, by_hand: ByHand
) -> None:
    _nothing_of_another_company(nmbrs, by_hand, EMPLOYEE_LIST)


def test_rejected_credentials_end_the_run_and_touch_nothing(nmbrs: Nmbrs, imported: ByHand) -> None:
    before = imported.state()
    nmbrs.fault("reject", operation=ABSENCE_LIST, times=1)

    assert _outcome(imported) == ("failed", ["CREDENTIALS_REJECTED"])
    assert _outcome(imported) == ("failed", ["CREDENTIALS_REJECTED"])

    assert imported.state() == before
    nmbrs.set_user(token="ANOTHER-TOKEN")
    path, version = f"/accounts/{imported.account_id}", {"If-Match": '"1"'}
    imported.ask("PATCH", path, json={"token": "ANOTHER-TOKEN"}, headers=version)
    assert _outcome(imported) == FINE
    assert imported.state() == before


def test_every_fault_there_is_goes_through_a_run_here() -> None:
    assert {*CODE, *HARMLESS, *LIES, "other_company", "reject"} == set(get_args(Kind))
