"""One employee with his history: all that stands of him, in a few statements however much it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app import models
from app.database import Database
from app.hr.delivery import Stream
from tests.integration.baker import DAYS, EVE, TURN, Bakery, open_bakery
from tests.integration.by_hand import ByHand
from tests.nmbrs_control import LONG_AGO, Nmbrs

LISTS = (*DAYS, "addresses")


@pytest.fixture
def bakery(nmbrs: Nmbrs, by_hand: ByHand) -> Bakery:
    return open_bakery(nmbrs, by_hand).bring_in()


def test_the_history_is_what_the_lists_have_oldest_first(bakery: Bakery) -> None:
    history = bakery.history()

    [person] = bakery.suite.all("/employees")
    assert {name: history[name] for name in person} == person
    for kind in LISTS:
        listed = bakery.suite.all(f"/{kind}", employee_id=bakery.employee_id)
        first = DAYS.get(kind, ("kind",))[0]
        assert history[kind] == sorted(listed, key=lambda each: each[first] or ""), kind


def test_the_current_employment_is_that_of_the_day(bakery: Bakery) -> None:
    bakery.nmbrs.leave(bakery.baker, TURN + timedelta(days=30))
    bakery.nmbrs.hire(bakery.company)
    bakery.suite.run()

    first, second = bakery.history()["employments"]

    def current(**params: Any) -> Any:
        return bakery.history(**params)["current_employment_id"]

    assert current(on=EVE.isoformat()) == first["id"]
    assert current(on=TURN.isoformat()) == second["id"]
    assert current(on=(LONG_AGO - timedelta(days=1)).isoformat()) == first["id"]  # the next to begin
    assert current() == second["id"]  # the latest
    assert current(on="2199-01-01") == second["id"]


def test_what_is_to_come_is_part_of_the_history(bakery: Bakery) -> None:
    coming = date(TURN.year + 3, 1, 1)
    bakery.nmbrs.raise_salary(bakery.baker, coming, amount=4000)
    bakery.nmbrs.renew_contract(bakery.baker, coming, indefinite=True)

    bakery.suite.run()

    history = bakery.history(on=EVE.isoformat())
    assert [each["valid_from"] for each in history["wages"]] == [None, TURN.isoformat(), coming.isoformat()]
    assert history["contracts"][-1]["start_date"] == coming.isoformat()


def test_withdrawn_records_are_left_out_and_pending_ones_say_so(bakery: Bakery) -> None:
    bakery.nmbrs.take_back("salaries", bakery.numbers["salaries"])

    bakery.suite.run()
    pending = bakery.history()["wages"]
    bakery.suite.run()

    assert [each["pending_withdrawal"] for each in pending] == [False, True]
    assert [each["id"] for each in bakery.history()["wages"]] == [pending[0]["id"]]


def test_streams_say_what_the_history_rests_on(bakery: Bakery) -> None:
    before = bakery.history()["streams"]
    bakery.nmbrs.deny("Salary_GetAll_AllEmployeesByCompany")

    bakery.suite.run()

    after = bakery.history()["streams"]
    assert before.keys() == after.keys() == {stream.value for stream in Stream}
    assert {each["state"] for each in before.values()} == {"complete"}
    assert after["wages"] == {"state": "denied", "as_of": before["wages"]["as_of"]}
    assert after["contracts"]["state"] == "complete"
    assert after["contracts"]["as_of"] > before["contracts"]["as_of"]


def test_a_stream_nobody_asked_for_was_never_read(nmbrs: Nmbrs, by_hand: ByHand) -> None:
    bakery = open_bakery(nmbrs, by_hand)
    configuration = by_hand.add_configuration(data_stream="Zonder verzuim", import_absence=False)

    by_hand.run(configuration)

    history = bakery.history()
    assert history["streams"]["wages"] == {"state": None, "as_of": None}
    assert (history["wages"], history["absences"]) == ([], [])
    assert history["streams"]["contracts"]["state"] == "complete"


def test_a_long_history_takes_as_many_statements_as_a_short_one(
    bakery: Bakery, count_statements: Callable[[], int]
) -> None:
    newcomer = bakery.nmbrs.hire(bakery.company)
    for month in range(1, 13):
        bakery.nmbrs.raise_salary(bakery.baker, date(TURN.year - 2, month, 1))
        bakery.nmbrs.change_employee(
            bakery.baker,
            department_id=None if month % 2 else _department(bakery),
            year=TURN.year - 2,
            period=month,
        )
    bakery.suite.run()
    ids = {each["source_key"]: each["id"] for each in bakery.suite.all("/employees")}

    counts = []
    for key in (newcomer, bakery.baker):
        count_statements()
        history = bakery.page(f"/employees/{ids[str(key)]}")
        counts.append(count_statements())

    assert len(history["wages"]) > 12
    assert counts[0] == counts[1] < 20


def test_all_of_a_history_is_of_one_moment(bakery: Bakery, database: Database) -> None:
    path = f"/employees/{bakery.employee_id}"
    before = bakery.page(path)
    engine = bakery.suite.client.app.state.database.engine  # type: ignore[attr-defined]  # any ASGI app
    changed: list[str] = []

    def a_run_applies_meanwhile(*event: Any) -> None:
        if "FROM contracts" in event[2] and not changed:
            changed.append("wages")
            with database.transaction() as session:
                session.execute(sa.update(models.Wage).values(kind="unknown"))

    sa.event.listen(engine, "before_cursor_execute", a_run_applies_meanwhile)

    assert bakery.page(path) == before
    assert changed
    assert {each["kind"] for each in bakery.page(path)["wages"]} == {"unknown"}


def _department(bakery: Bakery) -> int:
    found: int = bakery.nmbrs.world()["companies"][0]["departments"][0]["id"]
    return found


@pytest.fixture
def count_statements(by_hand: ByHand) -> Callable[[], int]:
    """How many statements the service sent since it was last asked."""
    seen: list[str] = []
    engine = by_hand.client.app.state.database.engine  # type: ignore[attr-defined]  # typed as any ASGI app
    sa.event.listen(engine, "before_cursor_execute", lambda *event: seen.append(event[2]))

    def count() -> int:
        found = len(seen)
        seen.clear()
        return found

    return count
