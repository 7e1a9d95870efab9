"""What is said of absence that stands and may be a mistake, and of absence that is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.hr.classification import Codes
from app.hr.records import AbsenceRow, Entity
from app.runs.wanted import Wanted
from tests.unit.deliveries import TODAY, Records, absence_row, build, delivery, employee, employment, told

MATERNITY, ADOPTION = "Zwangerschapverlof", "Adoptie / Pleegzorg"
CODES = Codes(
    by_label={"Ziekte": "NMBRS-1", ADOPTION: "NMBRS-5", MATERNITY: "VERLOF"},
    linked=frozenset({"NMBRS-1", "NMBRS-5", "VERLOF"}),
)
#: Sick until 10 March; and the days on which 27 and 28 days lie in between.
FIRST = absence_row("A1", dossier="E1/1", first=date(2026, 3, 2), last_day=date(2026, 3, 10))
AFTER_27, AFTER_28 = date(2026, 4, 7), date(2026, 4, 8)


def _about(wanted: Wanted) -> list[tuple[str, str]]:
    return [(each.code, each.reference) for each in wanted.remarks]


def _standing(wanted: Wanted) -> list[str]:
    return sorted(wanted.records[Entity.ABSENCE_CASE])


def _second(first: date, **fields: Any) -> AbsenceRow:
    return absence_row("A2", dossier="E1/2", first=first, **fields)


# --- 28 days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "said"), [(AFTER_27, [("ABSENCE_WITHIN_28_DAYS", "E1/2")]), (AFTER_28, [])]
)
def test_a_new_dossier_within_28_days_is_kept_and_named(first: date, said: list[Any]) -> None:
    wanted = build(delivery(absences=[FIRST, _second(first)]))

    assert (["E1/1", "E1/2"], said) == (_standing(wanted), _about(wanted))


@pytest.mark.parametrize(("label", "named"), [(MATERNITY, True), (ADOPTION, False)])
def test_maternity_leave_in_between_does_not_part_what_came_before_and_after_it(
    label: str, named: bool
) -> None:
    leave = absence_row(
        "A2", dossier="E1/2", first=date(2026, 3, 11), last_day=date(2026, 4, 30), label=label
    )
    after = absence_row("A3", dossier="E1/3", first=date(2026, 5, 4))

    wanted = build(delivery(absences=[FIRST, leave, after]), classifications=CODES)

    assert ["E1/1", "E1/2", "E1/3"] == _standing(wanted)
    assert ([("ABSENCE_WITHIN_28_DAYS", "E1/3")] if named else []) == _about(wanted)


def test_leave_follows_sickness_at_any_distance() -> None:
    leave = _second(date(2026, 3, 11), label=ADOPTION)

    assert [] == _about(build(delivery(absences=[FIRST, leave])))


def test_absence_before_the_history_counts_for_the_28_days() -> None:
    before = absence_row("A1", dossier="E1/1", first=date(2024, 5, 1), last_day=date(2024, 5, 19))
    inside = _second(date(2024, 6, 15), last_day=date(2024, 6, 20))

    wanted = build(delivery(absences=[before, inside]))

    assert (["E1/2"], [("ABSENCE_WITHIN_28_DAYS", "E1/2")]) == (_standing(wanted), _about(wanted))


def test_another_employee_is_never_too_close() -> None:
    both = delivery(
        employees=[employee(), employee("E2")],
        employments=[employment(), employment("V2", of="E2")],
        absences=[FIRST, absence_row("A2", of="E2", dossier="E2/1", first=date(2026, 3, 5))],
    )

    assert ["EMPLOYEE_NO_DEPARTMENT"] == [code for code, _ in _about(build(both))]


# --- overlap --------------------------------------------------------------------------------------


def test_the_later_of_two_that_overlap_is_refused() -> None:
    wanted = build(delivery(absences=[FIRST, _second(date(2026, 3, 10))]))

    assert (["E1/1"], [("ABSENCE_OVERLAP", "E1/2")]) == (_standing(wanted), _about(wanted))


def test_whether_two_overlap_depends_on_what_an_end_means() -> None:
    rows = [FIRST, _second(date(2026, 3, 10))]

    wanted = build(delivery(absences=rows), end_is_last_sick_day=False)

    assert (["E1/1", "E1/2"], [("ABSENCE_WITHIN_28_DAYS", "E1/2")]) == (_standing(wanted), _about(wanted))


def test_a_dossier_that_overlaps_itself_is_refused() -> None:
    twice = [FIRST, absence_row("A2", dossier="E1/1", first=date(2026, 3, 10))]

    wanted = build(delivery(absences=twice))

    assert ([], [("ABSENCE_OVERLAP", "E1/1")]) == (_standing(wanted), _about(wanted))


@pytest.mark.parametrize("label", [MATERNITY, ADOPTION])
def test_leave_and_sickness_may_overlap(label: str) -> None:
    leave = _second(date(2026, 3, 5), last_day=date(2026, 6, 30), label=label)

    wanted = build(delivery(absences=[FIRST, leave]), classifications=CODES)

    assert (["E1/1", "E1/2"], []) == (_standing(wanted), _about(wanted))


def test_leave_that_overlaps_itself_is_refused() -> None:
    leave = [
        absence_row("A1", dossier="E1/1", first=date(2026, 3, 2), label=ADOPTION),
        absence_row("A2", dossier="E1/1", first=date(2026, 3, 9), label=ADOPTION),
    ]

    assert [("ABSENCE_OVERLAP", "E1/1")] == _about(build(delivery(absences=leave)))


def test_a_gap_inside_a_dossier_is_allowed_and_may_hold_another() -> None:
    gap = [FIRST, absence_row("A3", dossier="E1/1", first=date(2026, 5, 4), last_day=date(2026, 5, 8))]

    wanted = build(delivery(absences=[*gap, _second(AFTER_28, last_day=date(2026, 4, 9))]))

    assert (["E1/1", "E1/2"], []) == (_standing(wanted), _about(wanted))
    assert 2 == len(wanted.records[Entity.ABSENCE_CASE]["E1/1"]["periods"])  # type: ignore[arg-type]


def test_a_case_that_is_refused_for_its_label_is_in_the_way_of_none() -> None:
    unknown = absence_row("A1", dossier="E1/1", first=date(2026, 3, 2), label="Griep")

    wanted = build(delivery(absences=[unknown, _second(date(2026, 3, 9))]))

    assert (["E1/2"], [("CLASSIFICATION_UNKNOWN", "E1/1")]) == (_standing(wanted), _about(wanted))


def test_a_case_that_comes_to_overlap_an_earlier_one_stays_as_we_hold_it() -> None:
    records = Records()
    records.take(delivery(absences=[FIRST, _second(AFTER_28)]))
    held = records.case("E1/2")
    reopened = delivery(absences=[absence_row("A1", dossier="E1/1"), _second(AFTER_28, percentage=50)])

    for _ in range(3):
        made = records.take(reopened)

        assert [("ABSENCE_OVERLAP", "E1/2")] == [(each.code, each.reference) for each in made.remarks]
        assert held == records.case("E1/2")


def test_a_marked_case_that_comes_back_in_an_impossible_form_is_no_longer_missing() -> None:
    records = Records()
    records.take(delivery(absences=[FIRST, _second(AFTER_28)]))
    held = records.case("E1/2")
    records.take(delivery(absences=[FIRST]))

    made = records.take(delivery(absences=[FIRST, _second(date(2026, 3, 10))]))

    assert [("update", "E1/2", "ABSENCE_RETURNED")] == told(made)
    assert held == records.case("E1/2")


# --- recovery -------------------------------------------------------------------------------------


def test_recovery_that_is_undone_reopens_the_case_under_its_id() -> None:
    records = Records()
    running = delivery(absences=[absence_row()])
    records.take(running)
    before = records.case()
    recovering = records.take(delivery(absences=[absence_row(last_day=date(2026, 4, 1))]))

    undone = records.take(running)

    assert [("update", "E1/1", "ABSENCE_RECOVERED")] == told(recovering)
    assert [("update", "E1/1", "ABSENCE_REOPENED")] == told(undone)
    assert before == records.case()


@pytest.mark.parametrize(("ends", "reopens"), [(MATERNITY, MATERNITY), (ADOPTION, ADOPTION)])
def test_leave_ends_and_goes_on_without_recovery(ends: str, reopens: str) -> None:
    records = Records()
    records.take(delivery(absences=[absence_row(label=ends)]), classifications=CODES)

    ending = records.take(
        delivery(absences=[absence_row(label=ends, last_day=date(2026, 4, 1))]), classifications=CODES
    )
    going_on = records.take(delivery(absences=[absence_row(label=reopens)]), classifications=CODES)

    assert [("update", "E1/1", "ABSENCE_UPDATED")] == told(ending) == told(going_on)


# --- days to come ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("last_day", "said"), [(TODAY, False), (date(2026, 5, 21), True)])
def test_a_recovery_in_the_future_is_kept_and_named(last_day: date, said: bool) -> None:
    wanted = build(delivery(absences=[absence_row(last_day=last_day)]))

    assert last_day.isoformat() == wanted.records[Entity.ABSENCE_CASE]["E1/1"]["last_sick_day"]
    assert ([("ABSENCE_ENDS_IN_FUTURE", "E1/1")] if said else []) == _about(wanted)


def test_the_first_day_recovered_may_be_tomorrow() -> None:
    until_today = delivery(absences=[absence_row(last_day=date(2026, 5, 21))])

    assert [] == _about(build(until_today, end_is_last_sick_day=False))


def test_leave_may_end_in_the_future() -> None:
    leave = delivery(absences=[absence_row(label=ADOPTION, last_day=date(2026, 9, 1))])

    assert [] == _about(build(leave))
