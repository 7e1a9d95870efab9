"""Which cases of one employee cannot stand beside each other, and which follow too soon upon another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hr.absence import COMPOSITE_DAYS, Case, Period, clashing, too_close

MARCH = date(2026, 3, 2)
DAY = timedelta(days=1)


def _case(key: str, *periods: tuple[date, date | None]) -> Case:
    return Case(key, "E1", "Ziekte", tuple(Period(key, *days, 100, None) for days in periods))


def _days(first: int, last: int | None) -> tuple[date, date | None]:
    """Days counted from 2 March."""
    return MARCH + first * DAY, None if last is None else MARCH + last * DAY


# --- overlap --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "overlaps"),
    [
        ([_days(10, 20)], False),
        ([_days(9, 20)], True),
        ([_days(5, 6)], True),
        ([_days(0, 9)], True),
        ([_days(-5, -1)], False),
        ([_days(-5, 0)], True),
        ([_days(-5, None)], True),
        ([_days(10, None)], False),
        ([_days(9, None)], True),
    ],
)
def test_two_cases_overlap_if_they_have_a_day_in_common(
    later: list[tuple[date, date | None]], overlaps: bool
) -> None:
    one, other = _case("1", _days(0, 9)), _case("2", *later)

    assert (overlaps, overlaps) == (one.overlaps(other), other.overlaps(one))


def test_a_case_in_the_days_recovered_within_another_does_not_overlap_it() -> None:
    around = _case("1", _days(0, 4), _days(20, 24))

    assert not around.overlaps(_case("2", _days(10, 12)))
    assert around.overlaps(_case("3", _days(10, 20)))


def test_of_two_that_overlap_the_one_that_was_opened_first_stands() -> None:
    """Also if what was opened later is said to have begun before."""
    known, entered_today = _case("9", _days(0, None)), _case("10", _days(-5, None))

    assert {"10"} == clashing([entered_today, known]) == clashing([known, entered_today])


def test_a_case_that_only_overlaps_one_that_cannot_stand_stands() -> None:
    chain = [_case("1", _days(0, 9)), _case("2", _days(5, 19)), _case("3", _days(15, 29))]

    assert {"2"} == clashing(chain)


@pytest.mark.parametrize(
    ("periods", "contradiction"),
    [
        ([_days(0, 9), _days(10, None)], False),
        ([_days(0, 9), _days(9, None)], True),
        ([_days(0, None), _days(5, 9)], True),
        ([_days(0, None), _days(5, None)], True),
        ([_days(0, 4), _days(20, 24)], False),
        ([_days(0, 0), _days(0, 0)], True),
        ([_days(0, 20), _days(5, 6), _days(8, 9)], True),
        ([_days(0, None)], False),
    ],
)
def test_a_case_whose_periods_have_a_day_in_common_contradicts_itself(
    periods: list[tuple[date, date | None]], contradiction: bool
) -> None:
    case = _case("1", *periods)

    assert (contradiction, {"1"} if contradiction else set()) == (case.contradicts_itself, clashing([case]))


def test_a_case_that_contradicts_itself_is_in_the_way_of_none() -> None:
    impossible, sound = _case("1", _days(0, None), _days(5, 9)), _case("2", _days(6, 8))

    assert {"1"} == clashing([impossible, sound])


# --- 28 days --------------------------------------------------------------------------------------


def _followed(gap: int, *leave: Case, last: date = MARCH) -> bool:
    """Whether a case that begins after so many days in between is too close to one that ended."""
    ended, follows = _case("1", (last - 9 * DAY, last)), _case("2", (last + (gap + 1) * DAY, None))
    return {"2"} == too_close([follows, ended], leave)


@pytest.mark.parametrize(("gap", "close"), [(0, True), (1, True), (27, True), (28, False), (400, False)])
def test_fewer_than_28_days_in_between_are_too_few(gap: int, close: bool) -> None:
    assert close is _followed(gap)


@pytest.mark.parametrize(
    "last", [date(2024, 2, 28), date(2025, 2, 28), date(2025, 12, 31), date(2026, 3, 28), date(2026, 10, 24)]
)
def test_the_calendar_does_not_shift_the_threshold(last: date) -> None:
    assert (True, False) == (_followed(27, last=last), _followed(28, last=last))


@pytest.mark.parametrize(
    ("gap", "leave", "close"),
    [
        # Sixteen weeks of leave, with days worked before and after them.
        (112, [_days(1, 112)], True),
        (139, [_days(1, 112)], True),
        (140, [_days(1, 112)], False),
        (139, [_days(14, 125)], True),
        (140, [_days(14, 125)], False),
        # Leave that lies partly under the sickness before or after it counts where it is in between.
        (37, [_days(-5, 10)], True),
        (38, [_days(-5, 10)], False),
        (37, [_days(28, 60)], True),
        (38, [_days(28, None)], True),
        (38, [_days(29, None)], False),
        # Days that are leave twice count once.
        (37, [_days(1, 10), _days(1, 10)], True),
        (38, [_days(1, 10), _days(5, 10)], False),
        # Leave elsewhere bridges nothing.
        (28, [_days(-60, 0)], False),
        (28, [_days(29, 99)], False),
    ],
)
def test_days_of_maternity_leave_are_no_days_in_between(
    gap: int, leave: list[tuple[date, date | None]], close: bool
) -> None:
    leaves = [_case(f"L{number}", days) for number, days in enumerate(leave)]

    assert close is _followed(gap, *leaves)


def test_a_gap_in_the_leave_is_a_gap() -> None:
    taken_up = _case("L", _days(1, 10), _days(31, 40))

    assert (True, False) == (_followed(47, taken_up), _followed(48, taken_up))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_long_case_before_a_short_one_is_what_the_next_is_too_close_to(order: tuple[int, ...]) -> None:
    cases = [_case("1", _days(0, 50)), _case("2", _days(10, 12)), _case("3", _days(60, None))]

    assert "3" in too_close([cases[index] for index in order], [])


def test_nothing_follows_a_case_that_runs() -> None:
    assert set() == too_close([_case("1", _days(0, None)), _case("2", _days(10, 20))], [])


def test_a_gap_inside_a_case_is_not_too_close_to_itself() -> None:
    assert set() == too_close([_case("1", _days(0, 4), _days(10, 14))], [])


# --- laws -----------------------------------------------------------------------------------------

_SPANS = st.tuples(st.integers(0, 120), st.none() | st.integers(0, 40)).map(
    lambda span: _days(span[0], None if span[1] is None else span[0] + span[1])
)


@st.composite
def _cases(draw: st.DrawFn) -> list[Case]:
    """Cases of one employee, which may be anything."""
    spans = draw(st.lists(st.lists(_SPANS, min_size=1, max_size=3), max_size=6))
    return [
        _case(str(number), *sorted(periods, key=lambda days: days[0])) for number, periods in enumerate(spans)
    ]


@given(_cases(), st.randoms())
def test_what_clashes_does_not_depend_on_the_order_of_delivery(cases: list[Case], chance: object) -> None:
    shuffled = cases[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert clashing(cases) == clashing(shuffled)


@given(_cases())
def test_what_stands_has_no_day_in_common_and_what_clashes_has_one_with_what_stands(
    cases: list[Case],
) -> None:
    clash = clashing(cases)

    standing = [case for case in cases if case.source_key not in clash]
    assert not any(one.overlaps(other) for one in standing for other in standing if one is not other)
    assert not any(case.contradicts_itself for case in standing)
    for case in cases:
        if case.source_key in clash:
            assert case.contradicts_itself or any(
                case.overlaps(other) and int(other.source_key) < int(case.source_key) for other in standing
            )


@given(_cases())
def test_taking_away_what_clashes_leaves_the_rest_as_it_was(cases: list[Case]) -> None:
    clash = clashing(cases)

    for gone in clash:
        assert clash - {gone} == clashing(case for case in cases if case.source_key != gone)


@given(_cases(), _cases())
def test_a_case_is_too_close_if_28_days_before_it_that_are_no_leave_reach_sickness(
    cases: list[Case], leave: list[Case]
) -> None:
    leaves = [period for case in leave for period in case.periods]
    ends = {period.last_day for case in cases for period in case.periods}

    def close(case: Case) -> bool:
        """Walk back day by day from the day before, until there were 28 or absence ended."""
        day, counted = case.first_sick_day - DAY, 0
        while counted < COMPOSITE_DAYS and day >= MARCH:
            if day in ends:
                return True
            counted += not any(each.first_day <= day <= (each.last_day or day) for each in leaves)
            day -= DAY
        return False

    assert {case.source_key for case in cases if close(case)} == too_close(cases, leave)
