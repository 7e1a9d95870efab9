"""The lists of imported records: what is in them, on which day, and since when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.integration.baker import DAYS, EVE, SICK, TURN, Bakery, open_bakery
from tests.integration.by_hand import ByHand
from tests.nmbrs_control import LONG_AGO, Nmbrs
from tests.suite import KINDS

DAY = timedelta(days=1)
OF_EMPLOYEE = (*DAYS, "addresses")
FOURTEEN = 14


@pytest.fixture
def bakery(nmbrs: Nmbrs, by_hand: ByHand) -> Bakery:
    return open_bakery(nmbrs, by_hand).bring_in()


def _kept(record: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: record[name] for name in names}


def _on(bakery: Bakery, kind: str, day: date) -> list[str | None]:
    """The first days of what is in force on a day."""
    return [each[DAYS[kind][0]] for each in bakery.suite.all(f"/{kind}", on=day.isoformat())]


# --- what is in them ------------------------------------------------------------------------------


def test_every_kind_is_there_and_names_its_employer(bakery: Bakery) -> None:
    state = bakery.suite.state()

    assert {kind: len(records) for kind, records in state.items()} == {
        "employer-details": 1, "departments": 2, "employees": 1, "addresses": 2,
    } | dict.fromkeys(DAYS, 2)  # fmt: skip
    for kind in KINDS:
        assert {each["employer_id"] for each in state[kind]} == {bakery.employer_id}, kind
    for kind in OF_EMPLOYEE:
        assert {each["employee_id"] for each in state[kind]} == {bakery.employee_id}, kind
        assert {each["pending_withdrawal"] for each in state[kind]} == {False}, kind


def test_terms_show_what_the_source_has_to_the_last_digit(bakery: Bakery) -> None:
    state = bakery.suite.state()

    turn, eve = TURN.isoformat(), EVE.isoformat()
    assert [_kept(each, "amount", "kind", "period", "valid_from", "valid_to") for each in state["wages"]] == [
        {
            "amount": "2800.50", "kind": "gross_full_time", "period": "month",
            "valid_from": None, "valid_to": eve,
        },
        {
            "amount": "3000.00", "kind": "gross_full_time", "period": "month",
            "valid_from": turn, "valid_to": None,
        },
    ]  # fmt: skip
    assert [
        _kept(each, "hours_per_week", "indefinite", "start_date", "end_date") for each in state["contracts"]
    ] == [
        {"hours_per_week": "36.5", "indefinite": False, "start_date": LONG_AGO.isoformat(), "end_date": eve},
        {"hours_per_week": None, "indefinite": True, "start_date": turn, "end_date": None},
    ]
    assert [_kept(each, "part_time_factor", "valid_from", "valid_to") for each in state["schedules"]] == [
        {"part_time_factor": "1", "valid_from": None, "valid_to": eve},
        {"part_time_factor": "0.8", "valid_from": turn, "valid_to": None},
    ]
    assert {len(each["hours"]) for each in state["schedules"]} == {FOURTEEN}
    assert all(isinstance(hours, str) for each in state["schedules"] for hours in each["hours"])


def test_people_places_and_addresses_show_what_the_source_has(bakery: Bakery) -> None:
    state = bakery.suite.state()

    [person] = state["employees"]
    assert _kept(person, "name_style", "email_work", "deceased_on", "phone_private") == {
        "name_style": "own", "email_work": "bakker@voorbeeldgroep.example",
        "deceased_on": None, "phone_private": person["phone_private"],
    }  # fmt: skip
    named = {each["id"]: (each["code"], each["name"]) for each in state["departments"]}
    assert [each["department_name"] for each in state["placements"]] == ["Winkel", "Oven"]
    for each in state["placements"]:
        assert named[each["department_id"]] == (each["department_code"], each["department_name"])
    assert [each["name"] for each in state["jobs"]] == ["Leerling", "Bakker"]
    assert {each["kind"]: each["street"] for each in state["addresses"]} == {
        "home": "Dorpsstraat", "post": "Postbus",
    }  # fmt: skip
    [details] = state["employer-details"]
    assert _kept(details, "period_type", "bic", "account_holder") == {
        "period_type": "month", "bic": "ABNANL2A", "account_holder": "Bakkerij",
    }  # fmt: skip


def test_a_list_comes_page_by_page(bakery: Bakery) -> None:
    for kind in OF_EMPLOYEE:
        first = bakery.page(f"/{kind}", limit=1)
        second = bakery.page(f"/{kind}", limit=1, cursor=first["next_cursor"])

        assert second["next_cursor"] is None
        assert first["items"] + second["items"] == bakery.suite.all(f"/{kind}"), kind
        assert _kept(first, "as_of", "complete") == _kept(second, "as_of", "complete")


# --- on a day -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DAYS)
def test_a_first_day_and_a_last_day_are_both_in_force(bakery: Bakery, kind: str) -> None:
    first, last = DAYS[kind]
    before, after = sorted(bakery.suite.all(f"/{kind}"), key=lambda each: each[first] or "")

    assert before[last] == EVE.isoformat()
    assert after[first] == TURN.isoformat()
    assert _on(bakery, kind, EVE) == [before[first]]
    assert _on(bakery, kind, TURN) == [TURN.isoformat()]
    assert _on(bakery, kind, date(2199, 1, 1)) == [TURN.isoformat()]
    if before[first] is None:  # since always
        assert _on(bakery, kind, date(1900, 1, 1)) == [None]
    else:
        began = date.fromisoformat(before[first])
        assert _on(bakery, kind, began) == [before[first]]
        assert _on(bakery, kind, began - DAY) == []


def test_employees_are_those_in_service_on_the_day(bakery: Bakery) -> None:
    counts = [
        len(bakery.suite.all("/employees", on=day.isoformat()))
        for day in (LONG_AGO - DAY, LONG_AGO, EVE, TURN)
    ]

    assert counts == [0, 1, 1, 1]


def test_departments_are_those_in_which_somebody_is_placed_on_the_day(bakery: Bakery) -> None:
    def names(**params: Any) -> list[str]:
        return [each["name"] for each in bakery.suite.all("/departments", **params)]

    assert names() == ["Oven"]  # nobody who works is in the shop any more
    assert names(archived=True) == ["Winkel", "Oven"]
    assert names(archived=True, on=EVE.isoformat()) == ["Winkel"]
    assert names(archived=True, on=TURN.isoformat()) == ["Oven"]
    assert names(archived=True, on=(LONG_AGO - DAY).isoformat()) == []
    assert names(on=EVE.isoformat()) == []
    assert names(updated_since="2000-01-01T00:00:00Z") == ["Winkel", "Oven"]
    archived = {each["name"]: each["archived"] for each in bakery.suite.all("/departments", archived=True)}
    assert archived == {"Winkel": True, "Oven": False}


def test_a_closed_case_is_over_from_the_day_it_was_closed(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    bakery = open_bakery(nmbrs, by_hand, absence_delete_action="close")
    by_hand.run()
    nmbrs.withdraw(bakery.numbers["absences"])

    by_hand.run()
    [marked] = [each for each in by_hand.all("/absences") if each["pending_withdrawal"]]
    by_hand.run()

    [closed] = [each for each in by_hand.all("/absences") if each["closed_on"]]
    day = date.fromisoformat(closed["closed_on"])
    assert closed["id"] == marked["id"]
    assert _kept(closed, "last_sick_day", "withdrawn_at", "pending_withdrawal") == {
        "last_sick_day": None, "withdrawn_at": None, "pending_withdrawal": False,
    }  # fmt: skip
    assert _on(bakery, "absences", day - DAY) == [TURN.isoformat()]
    assert _on(bakery, "absences", day) == []
    assert _on(bakery, "absences", SICK) == [SICK.isoformat()]


# --- of whom, and since when ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", OF_EMPLOYEE)
def test_a_list_may_be_of_one_employee(bakery: Bakery, kind: str) -> None:
    bakery.nmbrs.hire(bakery.company, complete=True)
    bakery.suite.run()
    of_baker = bakery.suite.all(f"/{kind}", employee_id=bakery.employee_id)

    assert {each["employee_id"] for each in of_baker} == {bakery.employee_id}
    assert bakery.suite.all(f"/{kind}", employee_id=bakery.employer_id) == []
    assert bakery.suite.all(f"/{kind}", employee_id="nobody") == []


def test_what_goes_is_pending_first_and_told_as_withdrawn_to_who_asks_for_changes(bakery: Bakery) -> None:
    gone = {"contracts": "contracts", "schedules": "schedules", "wages": "salaries"}
    for subject in gone.values():
        bakery.nmbrs.take_back(subject, bakery.numbers[subject])
    bakery.nmbrs.remove_address(bakery.numbers["addresses"])
    bakery.nmbrs.withdraw(bakery.numbers["absences"])
    kinds = (*gone, "addresses", "absences")
    before = {kind: [each["id"] for each in bakery.suite.all(f"/{kind}")] for kind in kinds}

    bakery.suite.run()
    pending = {
        kind: [each["id"] for each in bakery.suite.all(f"/{kind}") if each["pending_withdrawal"]]
        for kind in kinds
    }
    since = max(each["updated_at"] for kind in kinds for each in bakery.suite.all(f"/{kind}"))
    bakery.suite.run()

    for kind in kinds:
        [withdrawn] = pending[kind]
        assert [each["id"] for each in bakery.suite.all(f"/{kind}")] == [
            each for each in before[kind] if each != withdrawn
        ], kind
        changed = bakery.suite.all(f"/{kind}", updated_since=since)
        [told] = [each for each in changed if each["withdrawn_at"]]
        assert (told["id"], told["pending_withdrawal"]) == (withdrawn, False), kind
    future = "2199-01-01T00:00:00Z"
    assert [bakery.suite.all(f"/{kind}", updated_since=future) for kind in KINDS] == [[]] * len(KINDS)


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_parameters_that_mean_nothing_are_refused(bakery: Bakery, kind: str) -> None:
    wrong = [
        "employer_id=",
        "updated_since=2026-01-01",
        "updated_since=soon",
        "updated_since=1767225600",
        "updated_since=0.5",
        "limit=0",
        "limit=201",
        "cursor=x",
    ]
    if kind in OF_EMPLOYEE:
        wrong += ["employee_id=", f"employee_id={'x' * 37}"]
    if kind in (*DAYS, "departments", "employees"):
        wrong += ["on=today", "on=2026-02-30", "on=", "on=0"]
    if kind == "departments":
        wrong += ["archived=perhaps"]

    for query in wrong:
        bakery.suite.ask("GET", f"/{kind}?{query}", status=422)


def test_an_unknown_day_for_the_history_of_an_employee_is_refused(bakery: Bakery) -> None:
    for day in ("2026-02-30", "0"):
        bakery.suite.ask("GET", f"/employees/{bakery.employee_id}?on={day}", status=422)
