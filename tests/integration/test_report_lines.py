"""Lines across runs: where did this happen since Monday? Found by what they are, by who may see their run."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.hr.dutch_time import AMSTERDAM
from tests.integration.by_hand import ByHand
from tests.integration.small_employer import withhold
from tests.nmbrs_control import Nmbrs

Json = dict[str, Any]
NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
DAYS = [NOON - timedelta(days=number) for number in (3, 2, 1)]


@pytest.fixture
def town(nmbrs: Nmbrs, by_hand: ByHand, bakery: int, sick: int) -> ByHand:
    """Two employers, and a run on each of three days: in the last, absence is missing for the second time."""
    butcher = nmbrs.add_company("Slagerij")
    nmbrs.hire(butcher)
    nmbrs.add_company("Onbekend")
    by_hand.set_up({bakery: "Bakkerij", butcher: "Slagerij"})
    for number, day in enumerate(DAYS):
        if number == 1:
            withhold(nmbrs, sick)
        by_hand.now = day
        by_hand.run()
    by_hand.now = None
    return by_hand


def _codes(lines: list[Json]) -> list[str]:
    return [each["code"] for each in lines]


def test_the_newest_line_comes_first_and_names_its_run(town: ByHand) -> None:
    found = town.all("/report-lines", code="EMPLOYEE_NO_DEPARTMENT")

    runs = [run["id"] for run in town.all("/runs")]
    assert list(dict.fromkeys(each["run_id"] for each in found)) == runs
    assert [each["at"] for each in found] == sorted((each["at"] for each in found), reverse=True)
    assert {each["configuration_id"] for each in found} == {town.configuration_id}
    assert {(each["mode"], each["level"], each["actor"]) for each in found} == {
        ("apply", "warning", "customer")
    }
    report = town.ask("GET", f"/runs/{runs[0]}/report")
    [mine] = [
        line
        for line in report["lines"]
        if line["code"] == "EMPLOYEE_NO_DEPARTMENT" and line["employer_id"] == found[0]["employer_id"]
    ][:1]
    assert {key: found[0][key] for key in mine if key != "reference"} == {
        key: value for key, value in mine.items() if key != "reference"
    }


def test_changes_that_ask_for_attention_are_among_them_and_others_are_not(town: ByHand) -> None:
    missing = town.all("/report-lines", code="ABSENCE_NOT_DELIVERED")
    withdrawn = town.all("/report-lines", code="ABSENCE_DELETED")

    assert len(missing) == len(withdrawn) == 1
    assert missing[0]["reference"] == withdrawn[0]["reference"]
    newest, older, _ = (run["id"] for run in town.all("/runs"))
    assert (withdrawn[0]["run_id"], missing[0]["run_id"]) == (newest, older)
    assert withdrawn[0]["message"] == "Verzuim ingetrokken: Nmbrs levert het niet meer"
    assert town.all("/report-lines", code="EMPLOYEE_CREATED") == []


def test_what_a_preview_would_have_changed_did_not_happen(nmbrs: Nmbrs, town: ByHand, bakery: int) -> None:
    before = town.all("/report-lines", code="ABSENCE_NOT_DELIVERED")
    nmbrs.lift_faults()
    nmbrs.fault("empty", operation="Absence_GetList")
    town.run(mode="preview")

    assert town.all("/report-lines", code="ABSENCE_NOT_DELIVERED") == before
    assert "preview" in {each["mode"] for each in town.all("/report-lines", code="EMPLOYEE_NO_DEPARTMENT")}


def test_filters_hold_together(town: ByHand, bakery: int) -> None:
    [employer_id] = (each for company, each in town.employer_ids.items() if company != bakery)
    everything = town.all("/report-lines")

    mine = town.all("/report-lines", employer_id=employer_id)
    failures = town.all("/report-lines", level="failure")
    both = town.all("/report-lines", employer_id=employer_id, level="warning", code="EMPLOYEE_NO_DEPARTMENT")

    assert mine == [each for each in everything if each["employer_id"] == employer_id]
    assert failures == [each for each in everything if each["level"] == "failure"]
    assert _codes(failures) == ["EMPLOYER_UNKNOWN"] * 3
    assert both == [each for each in mine if each["code"] == "EMPLOYEE_NO_DEPARTMENT"]
    assert 0 < len(both) < len(everything)
    assert town.all("/report-lines", configuration_id=town.configuration_id) == everything
    assert town.all("/report-lines", configuration_id="01990000-0000-7000-8000-000000000000") == []


def test_since_is_a_moment_or_a_dutch_day(town: ByHand) -> None:
    def runs(since: datetime | date) -> int:
        found = town.all("/report-lines", code="EMPLOYER_UNKNOWN", since=since.isoformat())
        return len({each["run_id"] for each in found})

    assert [runs(day) for day in DAYS] == [3, 2, 1]
    assert runs(DAYS[1] + timedelta(seconds=1)) == 1
    assert runs(DAYS[1].astimezone(AMSTERDAM).date()) == 2
    assert runs(date(2020, 1, 1)) == 3


def test_since_of_a_day_begins_at_midnight_in_the_netherlands(nmbrs: Nmbrs, town: ByHand) -> None:
    midnight = datetime.combine(date(2026, 7, 2), datetime.min.time(), AMSTERDAM)
    for second in (-1, 0):
        town.now = midnight + timedelta(seconds=second)
        nmbrs.set_today(town.now.date())
        town.run()

    found = town.all("/report-lines", code="EMPLOYER_UNKNOWN", since="2026-07-02")
    moments = {datetime.fromisoformat(each["at"]) for each in found}
    assert midnight in moments
    assert min(moments) == midnight


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_pages_hold_every_line_once_in_one_order(town: ByHand, limit: int) -> None:
    everything = town.all("/report-lines")
    found: list[Json] = []
    cursor: dict[str, str] = {}
    while True:
        page = town.ask("GET", "/report-lines", params={"limit": limit, **cursor})
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}

    assert found == everything
    assert {"ABSENCE_NOT_DELIVERED", "ABSENCE_DELETED", "RUN_SUMMARY"} <= set(_codes(found))


@pytest.mark.parametrize(
    "params",
    [{"level": "terrible"}, {"since": "monday"}, {"since": "2026-07-02T10:00:00"}, {"cursor": "bm9uc2Vuc2U"},
     {"limit": 0}, {"code": "\x00"}],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(by_hand: ByHand, params: dict[str, Any]) -> None:
    by_hand.ask("GET", "/report-lines", params=params, status=422)


def test_a_cursor_of_another_list_is_refused(town: ByHand) -> None:
    cursor = town.ask("GET", "/runs", params={"limit": 1})["next_cursor"]

    refused = town.ask("GET", "/report-lines", params={"cursor": cursor}, status=422)

    assert refused["code"] == "CURSOR_INVALID"


def test_a_line_is_found_only_by_who_may_see_all_of_its_run(town: ByHand, make_key: Any, bakery: int) -> None:
    both, mine = list(town.employer_ids.values()), town.employer_ids[bakery]
    everything = town.all("/report-lines")
    town.headers = make_key("operator", employers=both)
    assert town.all("/report-lines") == everything

    town.headers = make_key("operator", employers=[mine])

    assert town.all("/report-lines") == []
    assert town.all("/report-lines", employer_id=mine) == []
    other = next(each for each in both if each != mine)
    town.ask("GET", "/report-lines", params={"employer_id": other}, status=404)
    town.headers = make_key("reader")
    town.ask("GET", "/report-lines", status=403)
