"""A reading that makes many calls at once: nobody is mixed up, the pace holds, an end is an end."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest
import structlog
from structlog.testing import capture_logs

from app.hr.delivery import Delivery, Stream
from app.nmbrs import operations
from app.nmbrs.errors import CredentialsRejected, NmbrsDown, NmbrsUnavailable
from app.nmbrs.schema import Contract
from tests.unit.nmbrs_answers import absence, absences, fault, page, person
from tests.unit.nmbrs_wire import Answer, Wire, request

PATIENCE_SECONDS = 5  #: for what comes at once, unless something is wrong
ABSENCE_LIST, PERSON = "Absence_GetList", "PersonalInfo_GetCurrent"


def still_running() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("nmbrs")]


def crowded(people: int) -> Wire:
    wire = Wire()
    wire.lists(active=range(1, people + 1))
    return wire


def test_reading_calls_for_some_employees_at_once_and_mixes_nobody_up() -> None:
    wire, together = crowded(12), Barrier(4)

    def answer(given: dict[str, str]) -> httpx.Response:
        together.wait(PATIENCE_SECONDS)
        return absences(absence(int(given["EmployeeId"]) * 7))

    wire.on(ABSENCE_LIST, answer)

    delivery = wire.source(calls_at_once=4).read(request(Stream.ABSENCES), cancelled=lambda: False)

    assert {str(key): str(key * 7) for key in range(1, 13)} == {
        each.employee_key: each.source_key for each in delivery.absences
    }


def test_order_of_the_answers_is_not_seen_in_the_delivery() -> None:
    deliveries = []
    for slow in (1, 0):
        wire = crowded(9)

        def late(given: dict[str, str], slow: int = slow) -> httpx.Response:
            time.sleep(0.003 * (int(given["EmployeeId"]) % 2 ^ slow))
            return person(given["EmployeeId"])

        wire.on(PERSON, late)
        source = wire.source(calls_at_once=5)
        deliveries.append(source.read(request(Stream.EMPLOYEES), cancelled=lambda: False))

    assert deliveries[0] == deliveries[1]


def test_pace_holds_over_the_threads_of_a_reading() -> None:
    wire = crowded(20)
    moments: list[float] = []

    def note(_: dict[str, str]) -> httpx.Response:
        moments.append(time.monotonic())
        return absences()

    wire.on(ABSENCE_LIST, note)
    source = wire.source(calls_at_once=8, calls_per_second=200)
    started = time.monotonic()

    source.read(request(Stream.ABSENCES), cancelled=lambda: False)

    assert 20 + 4 == len(wire.calls)
    assert max(moments) - started >= 23 / 200


@pytest.mark.parametrize(
    ("answered", "outcome"),
    [(fault(1001), CredentialsRejected), (page(), NmbrsDown)],
    ids=["rejected", "down"],
)
def test_error_that_ends_the_run_stops_the_calls_that_wait(
    answered: Answer, outcome: type[Exception]
) -> None:
    wire = crowded(100)
    wire.on(ABSENCE_LIST, answered)
    source = wire.source(calls_at_once=4, attempts=1)

    with pytest.raises(outcome):
        source.read(request(Stream.ABSENCES), cancelled=lambda: False)

    assert len(wire.asked_about(ABSENCE_LIST)) <= 5 + 4
    assert [] == still_running()


def test_cancelling_in_the_middle_leaves_no_call_waiting() -> None:
    wire = crowded(100)
    source = wire.source(calls_at_once=4)

    delivery = source.read(
        request(Stream.ABSENCES), cancelled=lambda: len(wire.asked_about(ABSENCE_LIST)) >= 10
    )

    assert Delivery(cancelled=True) == delivery
    assert 10 <= len(wire.asked_about(ABSENCE_LIST)) <= 10 + 4
    assert [] == still_running()


def test_one_employee_who_cannot_be_read_stops_nobody() -> None:
    wire = crowded(30)
    wire.per_employee(ABSENCE_LIST, absences(), e7=page())
    source = wire.source(calls_at_once=4)

    delivery = source.read(request(Stream.ABSENCES), cancelled=lambda: False)

    assert {str(key) for key in range(1, 31)} - {"7"} == delivery.absences_read_for
    assert NmbrsUnavailable.code == delivery.streams[Stream.ABSENCES].code


@pytest.mark.parametrize(
    ("answered", "event"),
    [(page(), "nmbrs.unavailable"), (absences(absence(5) + "<New>1</New>"), "nmbrs.contract.drift")],
    ids=["unavailable", "drift"],
)
def test_log_lines_of_calls_in_threads_tell_the_run(answered: Answer, event: str) -> None:
    wire = Wire()
    wire.lists(active=[1, 2, 3])
    wire.on(ABSENCE_LIST, answered)
    source = wire.source(calls_at_once=3)

    with (
        structlog.contextvars.bound_contextvars(run_id="run-1"),
        capture_logs([structlog.contextvars.merge_contextvars]) as said,
    ):
        source.read(request(Stream.ABSENCES), cancelled=lambda: False)

    lines = [line for line in said if line["event"] == event]
    assert 1 == len(lines)
    assert {"run-1"} == {line.get("run_id") for line in said}


# --- one source, one contract ---------------------------------------------------------------------


def test_threads_get_their_own_answers_through_one_source() -> None:
    wire = Wire()
    wire.on("PersonalInfo_GetCurrent", lambda given: person(given["EmployeeId"]))
    wire.on(
        "Absence_GetList",
        lambda given: absences(*(absence(key) for key in range(int(given["EmployeeId"]) % 7))),
    )
    shared = wire.source()._connect()

    def ask(key: int) -> tuple[int, int]:
        found = shared.record(operations.PERSON, key) or {}
        return found["Id"], len(shared.rows(operations.ABSENCES, key))

    with ThreadPoolExecutor(16) as threads:
        told = list(threads.map(ask, range(1, 100)))

    assert [(key, key % 7) for key in range(1, 100)] == told


def test_threads_that_make_the_first_calls_at_once_share_one_contract() -> None:
    contract = Contract()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(contract.answer, [operations.PERSON, operations.COMPANIES] * 8))

    assert 2 == len({id(each) for each in answers})
