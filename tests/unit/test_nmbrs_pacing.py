"""Calls are spaced evenly over all threads, and idle time is not saved up."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from app.nmbrs.pacing import Pacer


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_calls_in_a_row_are_evenly_spaced() -> None:
    clock = Clock()
    pacer = Pacer(4, clock=clock.read, sleep=clock.sleep)

    moments = []
    for _ in range(5):
        pacer.wait()
        moments.append(clock.now)

    assert [100.0, 100.25, 100.5, 100.75, 101.0] == moments


def test_first_call_and_call_after_a_pause_do_not_wait() -> None:
    clock = Clock()
    pacer = Pacer(4, clock=clock.read, sleep=clock.sleep)

    pacer.wait()
    clock.now += 0.25
    pacer.wait()

    assert [] == clock.slept


def test_pause_gives_no_right_to_a_burst() -> None:
    clock = Clock()
    pacer = Pacer(4, clock=clock.read, sleep=clock.sleep)

    pacer.wait()
    clock.now += 60
    pacer.wait()
    pacer.wait()

    assert [0.25] == clock.slept


class SlowToCompare(float):
    """A moment that gives way to other threads in the middle of a comparison."""

    def __lt__(self, other: float) -> bool:
        time.sleep(0.0005)
        return float(self) < other

    def __gt__(self, other: float) -> bool:
        time.sleep(0.0005)
        return float(self) > other


def test_threads_share_one_pace() -> None:
    lock, waits = Lock(), []

    def note(seconds: float) -> None:
        with lock:
            waits.append(seconds)

    # The clock stands still, so every turn handed out is further away than the one before.
    pacer = Pacer(10, clock=lambda: SlowToCompare(0.0), sleep=note)
    with ThreadPoolExecutor(8) as threads:
        for _ in range(50):
            threads.submit(pacer.wait)

    assert sorted(waits) == pytest.approx([turn / 10 for turn in range(1, 50)])
