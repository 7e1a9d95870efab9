"""Of all rows ever entered the right ones count, in whatever order and however often they come."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.hr.periods import PeriodType
from app.hr.records import Department
from app.nmbrs import rows


def entered(day: int) -> datetime:
    return datetime(2026, 1, day)  # noqa: DTZ001  # Nmbrs has no zones


def stay(department: int, year: int, period: int, *, day: int = 1, **changed: Any) -> dict[str, Any]:
    return {
        "Id": department,
        "Code": department,
        "Description": f"Afdeling {department}",
        "CreationDate": entered(day),
        "StartPeriod": period,
        "StartYear": year,
    } | changed


def job(key: int, *, day: int = 1, **changed: Any) -> dict[str, Any]:
    return {
        "EmploymentId": key,
        "CreationDate": entered(day),
        "StartDate": datetime(2020, 1, 1),  # noqa: DTZ001
        "EndDate": None,
        "InitialStartDate": None,
    } | changed


def sick(key: int, *, dossier: int = 1, **changed: Any) -> dict[str, Any]:
    return {
        "AbsenceId": key,
        "Percentage": 100,
        "Start": datetime(2026, 10, 1),  # noqa: DTZ001
        "RegistrationStartDate": None,
        "End": None,
        "Dossier": "Ziekte",
        "Dossiernr": dossier,
    } | changed


# --- departments --------------------------------------------------------------------------------


def test_of_two_rows_in_one_period_the_one_entered_last_counts() -> None:
    history = [("1", stay(7, 2026, 3, day=2)), ("1", stay(8, 2026, 3, day=3))]

    for given_rows in (history, history[::-1]):
        departments, placements, _ = rows.DEPARTMENTS.read(given_rows, PeriodType.MONTH)
        assert ["1/8/2026/3"] == [each.source_key for each in placements]
        assert {"7", "8"} == {each.source_key for each in departments}


def test_same_period_of_two_employees_is_no_tie() -> None:
    history = [("1", stay(7, 2026, 3)), ("2", stay(7, 2026, 3))]

    _, placements, _ = rows.DEPARTMENTS.read(history, PeriodType.MONTH)

    assert {"1/7/2026/3", "2/7/2026/3"} == {each.source_key for each in placements}


def test_name_of_a_department_is_the_one_entered_last_by_anybody() -> None:
    history = [
        ("1", stay(7, 2026, 3, day=4, Description="Nieuw", Code=70)),
        ("2", stay(7, 2020, 1, day=2)),
        ("3", stay(7, 2027, 1, day=3, Description="Anders")),
        ("4", stay(7, 2027, 1, CreationDate=None, Description="Ooit")),
    ]

    departments, _, _ = rows.DEPARTMENTS.read(history, PeriodType.MONTH)

    assert (Department("7", "70", "Nieuw"),) == departments


def test_period_that_does_not_exist_loses_the_row_but_not_the_department() -> None:
    history = [("1", stay(7, 2026, 13)), ("1", stay(8, 2026, 1))]

    departments, placements, problems = rows.DEPARTMENTS.read(history, PeriodType.MONTH)

    assert ["1/7/2026/13"] == problems.invalid
    assert ["1/8/2026/1"] == [each.source_key for each in placements]
    assert {"7", "8"} == {each.source_key for each in departments}


def test_row_that_points_at_nothing_ends_a_stay_and_makes_no_department() -> None:
    history = [("1", stay(7, 2026, 1)), ("1", stay(0, 2026, 3, Code=0, Description=None))]

    departments, placements, problems = rows.DEPARTMENTS.read(history, PeriodType.MONTH)

    assert ["7"] == [each.source_key for each in departments]
    assert {("1/7/2026/1", "7"), ("1/0/2026/3", None)} == {
        (each.source_key, each.department_key) for each in placements
    }
    assert ([], []) == (problems.invalid, problems.unreadable)


def test_of_somewhere_and_nowhere_in_one_period_the_one_entered_last_counts() -> None:
    history = [("1", stay(7, 2026, 3, day=1)), ("1", stay(0, 2026, 3, day=2))]

    for day, expected in ((3, "7"), (1, None)):
        given_rows = [*history, ("1", stay(7, 2026, 3, day=day))]
        _, [placement], _ = rows.DEPARTMENTS.read(given_rows, PeriodType.MONTH)
        assert expected == placement.department_key


def test_nowhere_from_a_period_that_does_not_exist_is_named() -> None:
    departments, placements, problems = rows.DEPARTMENTS.read([("1", stay(0, 2026, 13))], PeriodType.MONTH)

    assert ((), (), ["1/0/2026/13"]) == (departments, placements, problems.invalid)


def test_row_without_a_key_is_reported_and_the_others_go_on() -> None:
    history = [("1", stay(7, 2026, 1, Id=None)), ("2", stay(8, 2026, 1))]

    departments, placements, problems = rows.DEPARTMENTS.read(history, PeriodType.FOUR_WEEKS)

    assert ["1"] == [whose for whose, _ in problems.unreadable]
    assert ["2/8/2026/1"] == [each.source_key for each in placements]
    assert [date(2025, 12, 29)] == [each.valid_from for each in placements]
    assert ["8"] == [each.source_key for each in departments]


stays = st.tuples(
    st.sampled_from(["1", "2"]),
    st.builds(
        stay,
        st.integers(0, 3),
        st.just(2026),
        st.integers(1, 13),
        day=st.integers(1, 3),
        Description=st.sampled_from(["A", "B", None]),
    ),
)


@given(st.lists(stays, max_size=12), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(history: list[Any], random: Any) -> None:
    shuffled = history * 2
    random.shuffle(shuffled)

    told = [
        (set(departments), set(placements), set(problems.invalid))
        for departments, placements, problems in (
            rows.DEPARTMENTS.read(history, PeriodType.MONTH),
            rows.DEPARTMENTS.read(shuffled, PeriodType.MONTH),
        )
    ]

    assert told[0] == told[1]


# --- employments --------------------------------------------------------------------------------


def test_employment_entered_last_counts_in_any_order() -> None:
    ended = job(11, day=2, EndDate=datetime(2026, 5, 31))  # noqa: DTZ001
    history = [("1", ended), ("1", job(11, day=1))]

    for given_rows in (history, history[::-1]):
        [employment], _ = rows.employments(given_rows)
        assert date(2026, 5, 31) == employment.end_date


def test_employment_of_two_people_belongs_to_neither() -> None:
    found, problems = rows.employments([("1", job(11)), ("2", job(11)), ("2", job(12))])

    assert {("12", "2")} == {(each.source_key, each.employee_key) for each in found}
    assert ["2"] == [whose for whose, _ in problems.unreadable]


jobs = st.tuples(
    st.sampled_from(["1", "2"]),
    st.builds(
        job,
        st.integers(1, 3),
        day=st.integers(1, 2),
        EndDate=st.sampled_from([None, entered(5), entered(6)]),
        InitialStartDate=st.sampled_from([None, entered(7), entered(8)]),
    ),
)


@given(st.lists(jobs, max_size=12), st.randoms(use_true_random=False))
def test_order_and_repetition_of_employments_change_nothing(history: list[Any], random: Any) -> None:
    shuffled = history * 2
    random.shuffle(shuffled)

    assert set(rows.employments(history)[0]) == set(rows.employments(shuffled)[0])


# --- absences -----------------------------------------------------------------------------------


def keys(raws: list[dict[str, Any]], owners: dict[str, str] | None = None) -> tuple[set[str], set[str]]:
    found, invalid = rows.absences(raws, employee_key="1", owners={} if owners is None else owners)
    return {each.source_key for each in found}, set(invalid)


def test_repeated_absence_row_is_one_row() -> None:
    assert ({"5", "6"}, set()) == keys([sick(5), sick(6), sick(5)])


def test_absence_row_that_makes_no_sense_takes_its_dossier_with_it() -> None:
    raws = [
        sick(5, dossier=1),
        sick(6, dossier=1, Start=None),
        sick(7, dossier=2),
        sick(8, dossier=3, Percentage=150),
    ]

    assert ({"7"}, {"6", "8"}) == keys(raws)


def test_absence_row_that_contradicts_itself_is_neither_of_the_two() -> None:
    raws = [sick(5, dossier=1), sick(5, dossier=2), sick(6, dossier=1), sick(7, dossier=2)]

    assert (set(), {"5"}) == keys(raws)


def test_absence_row_of_somebody_else_is_not_believed() -> None:
    assert ({"6"}, {"5"}) == keys([sick(5), sick(6, dossier=2)], owners={"5": "9"})
