"""What stands after runs beside what the look-alike's world holds, in the same words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.integration.by_hand import ByHand
from tests.integration.nmbrs_employer import ABSENCE_LIST, DEPARTMENT_HISTORY, EMPLOYMENT_HISTORY, PERSON
from tests.nmbrs_control import Nmbrs

TODAY = date.today()  # noqa: DTZ011  (the service's day, to a few hours; no test depends on the hour)
EMPLOYEE_LIST, COMPANIES = "List_GetByCompany", "List_GetAll"
OPERATIONS = (COMPANIES, EMPLOYEE_LIST, PERSON, DEPARTMENT_HISTORY, EMPLOYMENT_HISTORY, ABSENCE_LIST)
FINE = ("succeeded", [])
UNAUTHORISED, UNAVAILABLE, UNREADABLE, SUDDENLY_EMPTY = (
    ["SOURCE_UNAUTHORISED"], ["SOURCE_UNAVAILABLE"], ["SOURCE_UNREADABLE"], ["SOURCE_SUDDENLY_EMPTY"]
)  # fmt: skip
#: Faults that show, and the code by which a report names them; and those that do no harm.
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
    "unknown_operation": UNREADABLE,
    "rename_item": UNREADABLE,
    "unknown_element": ["CONTRACT_DRIFT"],
    "empty": SUDDENLY_EMPTY,
    "nil_result": SUDDENLY_EMPTY,
    "omit_result": SUDDENLY_EMPTY,
}
HARMLESS = ("delay", "nil_item", "repeat_rows", "empty_rows")
Records = dict[str, dict[str, Any]]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def staffed_company(nmbrs: Nmbrs, name: str) -> int:
    """Two departments, three people, and absence of every shape."""
    company = nmbrs.add_company(name)
    front, back = (nmbrs.add_department(company, each) for each in ("Voor", "Achter"))
    first, second, third = (
        nmbrs.hire(company, department_id=each, start_date=ago(900)) for each in (front, back, back)
    )
    nmbrs.recover_partly(nmbrs.report_sick(first, ago(100)), ago(80), 50)
    nmbrs.report_sick(first, ago(200), end=ago(190))
    nmbrs.report_sick(second, ago(50), end=ago(40), dossier="Geen vangnetgeval")
    nmbrs.report_sick(third, ago(30))
    return company


def truth(nmbrs: Nmbrs, by_hand: ByHand) -> Records:
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


def standing(by_hand: ByHand) -> Records:
    """What stands of that, in the same words."""
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
        kind: {f"{each['employer_id']}:{each['source_key']}": show(each) for each in state[kind]}
        for kind, show in shown.items()
    }


def outcome_of(by_hand: ByHand) -> tuple[str, list[str]]:
    """Run, and give the status and the codes of what somebody should look at."""
    run = by_hand.run()
    return run["status"], sorted(set(by_hand.codes(run, "warning")))
