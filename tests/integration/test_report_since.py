"""Since when a line is said: the first of an unbroken series of runs of one configuration that said it.

The hours of the runs are told to the steps, so that each has a moment of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.database import Database
from app.hr.dutch_time import AMSTERDAM
from app.nmbrs import operations
from app.runs import repository, series
from tests.integration.by_hand import ByHand
from tests.integration.report_forms import fetch, rows
from tests.integration.small_employer import JUNE
from tests.nmbrs_control import Nmbrs

MONDAY = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0) - timedelta(days=3)
NO_DEPARTMENT, NOT_MAPPED = "EMPLOYEE_NO_DEPARTMENT", "CLASSIFICATION_NOT_MAPPED"
UNMAPPED = "Overige oorzaken"


class Days:
    """Runs on one day after the other, and since when each of them says a line."""

    def __init__(self, by_hand: ByHand) -> None:
        self.by_hand = by_hand
        self.day = -1

    def run(self, configuration_id: str = "", mode: str = "apply") -> dict[str, Any]:
        self.day += 1
        self.by_hand.now = MONDAY + timedelta(hours=self.day)
        return self.by_hand.run(configuration_id, mode)

    def since(self, code: str, **run: str) -> list[int | None]:
        """By the run, the number of the day since when its lines of this code are said."""
        told = self.by_hand.report(self.run(**run))
        found = [line["since"] for line in told["lines"] if line["code"] == code]
        return [None if since is None else _day(since) for since in found]


def _day(moment: str) -> int:
    return int((datetime.fromisoformat(moment) - MONDAY) / timedelta(hours=1))


@pytest.fixture
def shop(nmbrs: Nmbrs) -> int:
    """A company without departments, with one employee."""
    company = nmbrs.add_company("Kapper")
    nmbrs.hire(company)
    return company


@pytest.fixture
def days(by_hand: ByHand, shop: int) -> Days:
    by_hand.set_up({shop: "Kapper"})
    return Days(by_hand)


def test_a_line_that_comes_back_says_since_the_first_run_that_said_it(days: Days) -> None:
    assert [days.since(NO_DEPARTMENT) for _ in range(3)] == [[None], [0], [0]]


def test_every_form_says_since_when(days: Days) -> None:
    days.run()
    run = days.run()

    report = days.by_hand.report(run)
    [cause] = [each for each in report["causes"] if each["code"] == NO_DEPARTMENT]
    [row] = [row for row in rows(days.by_hand, run) if row["code"] == NO_DEPARTMENT]
    assert (_day(cause["since"]), cause["lines_said_before"], _day(row["since"])) == (0, 1, 0)
    shown = MONDAY.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M")
    assert f"Sinds: {shown}\n" in fetch(days.by_hand, run, "txt").text
    assert f"sinds {shown}" in fetch(days.by_hand, run, "html").text


def test_after_a_gap_the_series_begins_anew(nmbrs: Nmbrs, days: Days, shop: int) -> None:
    someone = nmbrs.hire(shop)
    dossier = nmbrs.report_sick(someone, JUNE, dossier=UNMAPPED)
    assert [days.since(NOT_MAPPED) for _ in range(2)] == [[None], [0]]

    nmbrs.withdraw(dossier)
    assert days.since(NOT_MAPPED) == []

    nmbrs.report_sick(someone, JUNE, dossier=UNMAPPED)
    assert [days.since(NOT_MAPPED) for _ in range(2)] == [[None], [3]]


def test_an_unchanged_employer_keeps_saying_since_when(nmbrs: Nmbrs, days: Days) -> None:
    bulk = [each.name for each in operations.EXTRA]
    nmbrs.allow(*bulk)
    days.by_hand.extra = tuple(bulk)
    first = days.since(NO_DEPARTMENT)
    again = [days.since(NO_DEPARTMENT) for _ in range(2)]

    assert [delivery.unchanged for delivery in days.by_hand.delivered] == [False, True, True]
    assert (first, again) == ([None], [[0], [0]])


def test_a_run_that_could_not_look_breaks_nothing_off(nmbrs: Nmbrs, days: Days) -> None:
    days.run()
    nmbrs.fault("html")
    assert days.run()["status"] == "failed"
    nmbrs.lift_faults()

    assert days.since(NO_DEPARTMENT) == [0]


def test_a_preview_is_told_since_when_and_is_no_part_of_the_series(days: Days) -> None:
    assert days.since(NO_DEPARTMENT, mode="preview") == [None]
    assert days.since(NO_DEPARTMENT) == [None]
    assert days.since(NO_DEPARTMENT, mode="preview") == [1]
    assert days.since(NO_DEPARTMENT) == [1]


def test_each_configuration_has_its_own_series(days: Days) -> None:
    days.run()
    other = days.by_hand.add_configuration(data_stream="Andere")

    assert days.since(NO_DEPARTMENT, configuration_id=other) == [None]
    assert days.since(NO_DEPARTMENT) == [0]
    assert days.since(NO_DEPARTMENT, configuration_id=other) == [1]


def test_a_line_about_somebody_else_is_another_line(nmbrs: Nmbrs, days: Days, shop: int) -> None:
    days.run()
    nmbrs.hire(shop)

    assert sorted(days.since(NO_DEPARTMENT), key=str) == [0, None]


def test_a_number_that_changes_makes_no_other_line_and_a_label_does(
    nmbrs: Nmbrs, days: Days, shop: int
) -> None:
    nmbrs.report_sick(nmbrs.hire(shop), JUNE, dossier=UNMAPPED)
    days.run()
    nmbrs.report_sick(nmbrs.hire(shop), JUNE, dossier=UNMAPPED)
    assert days.since(NOT_MAPPED) == [0]

    nmbrs.report_sick(nmbrs.hire(shop), JUNE, dossier="Zwangerschapverlof")

    assert days.since(NOT_MAPPED) == [0, None]


def test_lines_about_the_run_and_its_employers_say_since_when_too(nmbrs: Nmbrs, days: Days) -> None:
    nmbrs.add_company("Slagerij")

    assert [days.since("EMPLOYER_UNKNOWN") for _ in range(3)] == [[None], [0], [0]]


def test_nmbrs_that_stays_down_is_down_since_the_first_run_and_the_rest_goes_on_behind_it(
    nmbrs: Nmbrs, days: Days
) -> None:
    nmbrs.add_company("Slagerij")
    days.run()
    nmbrs.fault("html")

    assert [days.since("SOURCE_UNAVAILABLE") for _ in range(2)] == [[None], [1]]
    nmbrs.lift_faults()
    assert days.since("EMPLOYER_UNKNOWN") == [0]


def test_an_employer_that_stays_refused_is_refused_since_the_first_run(days: Days, shop: int) -> None:
    code = "EMPLOYER_HAS_UNLINKED_EMPLOYEES"
    days.by_hand.tell(days.by_hand.employer_ids[shop], {"S1": None})
    assert days.since(code) == [None]
    days.by_hand.tell(days.by_hand.employer_ids[shop], {"S2": None})

    assert days.since(code) == [0]


def test_what_is_said_of_the_source_goes_on_whichever_employer_it_came_up_with(
    nmbrs: Nmbrs, days: Days
) -> None:
    nmbrs.fault("unknown_element")

    assert [set(days.since("CONTRACT_DRIFT")) for _ in range(2)] == [{None}, {0}]


def test_the_summary_of_a_run_is_never_said_again(days: Days) -> None:
    assert [days.since("RUN_SUMMARY") for _ in range(2)] == [[None], [None]]


def test_what_was_said_before_is_looked_up_at_once_for_all_lines(
    days: Days, database: Database, shop: int
) -> None:
    days.run()
    run = days.run()
    asked: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))
    with database.reading() as session:
        employer_id = days.by_hand.employer_ids[shop]
        codes = {NO_DEPARTMENT, "EMPLOYEE_INVALID", "ABSENCE_OVERLAP"}

        said = series.of_employer(session, run["id"], employer_id, codes)

        assert len(said) == 1
        assert len([each for each in asked if each.lstrip().startswith("SELECT")]) == 3
        assert repository.worst_level(session, run["id"]) == 3
