"""Many calls for as many employees: in order, bounded, and over as soon as somebody has had enough."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from threading import Barrier, Event, Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.nmbrs import parallel
from app.nmbrs.errors import PermissionMissing

PATIENCE_SECONDS = 5  #: for what comes at once, unless something is wrong
ABSENCE_LIST, PERSON = "Absence_GetList", "PersonalInfo_GetCurrent"


class Crowd:
    """A call that counts who makes it, and how many do at a time."""

    def __init__(self, wait: Callable[[int], object] = lambda key: None) -> None:
        self.begun: list[int] = []
        self.most = 0
        self._now = 0
        self._wait = wait
        self._lock = Lock()

    def __call__(self, key: int) -> int:
        with self._lock:
            self.begun.append(key)
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            self._wait(key)
        finally:
            with self._lock:
                self._now -= 1
        return key * 10


def each(crowd: Crowd, keys: range, *, at_once: int = 4) -> Iterator[tuple[int, Callable[[], int]]]:
    return parallel.each(keys, crowd, at_once=at_once, before=lambda: None)


def still_running() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("nmbrs")]


class Enough(Exception):
    pass


# --- order and bounds -----------------------------------------------------------------------------


def test_answers_come_in_the_order_of_the_questions_whoever_is_ready_first() -> None:
    slow_first = Crowd(lambda key: time.sleep(0.03 if key % 4 == 0 else 0))

    found = [(key, answer()) for key, answer in each(slow_first, range(12))]

    assert [(key, key * 10) for key in range(12)] == found


@given(st.integers(0, 9), st.integers(1, 5))
def test_nobody_is_forgotten_or_asked_twice(people: int, at_once: int) -> None:
    crowd = Crowd()

    found = [answer() for _, answer in each(crowd, range(people), at_once=at_once)]

    assert [key * 10 for key in range(people)] == found
    assert list(range(people)) == sorted(crowd.begun)
    assert crowd.most <= at_once


def test_so_many_calls_are_under_way_at_once_and_never_more() -> None:
    together = Barrier(4)
    crowd = Crowd(lambda key: together.wait(PATIENCE_SECONDS))

    answers = [answer() for _, answer in each(crowd, range(12))]

    assert (12, 4) == (len(answers), crowd.most)


def test_next_call_begins_only_when_somebody_takes_an_answer() -> None:
    crowd = Crowd()
    waiting = each(crowd, range(100))

    next(waiting)

    assert 4 >= len(crowd.begun)
    waiting.close()  # type: ignore[attr-defined]  # it is a generator


def test_no_thread_is_left_when_all_is_said() -> None:
    list(each(Crowd(), range(8)))

    assert [] == still_running()


# --- enough ---------------------------------------------------------------------------------------


def test_what_a_call_raises_is_raised_where_its_answer_is_taken() -> None:
    def refuse(key: int) -> None:
        if key == 2:
            raise PermissionMissing("Absence_GetList", fault=2003)

    told: list[int | type] = []
    for _, answer in each(Crowd(refuse), range(5)):
        try:
            told.append(answer())
        except PermissionMissing as error:
            told.append(type(error))

    assert [0, 10, PermissionMissing, 30, 40] == told


def test_whoever_stops_asking_leaves_no_call_waiting() -> None:
    crowd = Crowd()

    for key, answer in each(crowd, range(100)):
        answer()
        if key == 5:
            break

    # Four were under way at most with the last one taken.
    assert set(range(6)) <= set(crowd.begun) <= set(range(10))
    assert [] == still_running()


def test_error_of_the_one_who_asks_stops_the_rest() -> None:
    crowd = Crowd()

    def ask() -> None:
        for key, answer in each(crowd, range(100)):
            answer()
            if key == 5:
                raise Enough

    with pytest.raises(Enough):
        ask()
    assert set(crowd.begun) <= set(range(10))
    assert [] == still_running()


def test_nothing_begins_after_somebody_said_stop_before_a_call() -> None:
    crowd = Crowd()
    asked: list[str] = []

    def stop() -> None:
        asked.append(threading.current_thread().name)
        if len(asked) > 7:
            raise Enough

    waiting = parallel.each(range(100), crowd, at_once=4, before=stop)
    with pytest.raises(Enough):
        [answer() for _, answer in waiting]

    assert set(crowd.begun) <= set(range(7))
    assert {threading.current_thread().name} == set(asked)
    assert [] == still_running()


def test_calls_under_way_end_before_anybody_goes_on() -> None:
    began, ended = Event(), Event()

    def linger(key: int) -> None:
        if key:
            began.set()
            time.sleep(0.05)
            ended.set()

    for _, answer in each(Crowd(linger), range(2), at_once=2):
        answer()
        assert began.wait(PATIENCE_SECONDS)
        break

    assert ended.is_set()


# --- what a thread knows --------------------------------------------------------------------------


def test_call_knows_what_its_caller_knows() -> None:
    told: ContextVar[str] = ContextVar("told")
    told.set("by the caller")

    found = parallel.each(range(6), lambda _: told.get("nothing"), at_once=3, before=lambda: None)

    assert {"by the caller"} == {answer() for _, answer in found}


def test_what_a_call_learns_stays_with_it() -> None:
    told: ContextVar[str] = ContextVar("told", default="nothing")

    list(parallel.each(range(3), lambda key: told.set(str(key)), at_once=3, before=lambda: None))

    assert "nothing" == told.get()
