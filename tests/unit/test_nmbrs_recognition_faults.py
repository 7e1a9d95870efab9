"""What goes wrong while answers are fetched ahead comes to what it would have come to without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import repeat

import httpx
import pytest

from app.errors import SourceError
from app.hr.delivery import Delivery, Stream
from app.nmbrs import operations
from app.nmbrs.errors import NmbrsUnavailable
from app.nmbrs.recorder import Recorder
from tests.unit.nmbrs_answers import (
    ALL_ABSENCES,
    ALL_ADDRESSES,
    ALL_PERSONS,
    DEPARTMENT_HISTORY,
    EMPLOYMENT_HISTORY,
    EXTRA,
    FUNCTION_HISTORY,
    FUNCTION_HISTORY_V2,
    SALARY_HISTORY,
    answer,
    fault,
    fault_text,
    history,
    job_v2,
    page,
    unknown_action,
)
from tests.unit.nmbrs_wire import CREDENTIALS, TODAY, Wire, request
from tests.unit.recognised import Fed, asked, calls, plainly, read, small_employer, without_fingerprint

#: The first that is fetched, one in the middle, and the last.
FETCHED = (DEPARTMENT_HISTORY, SALARY_HISTORY, ALL_PERSONS, ALL_ADDRESSES)
WELL = history(DEPARTMENT_HISTORY)


def _broken_off(well: httpx.Response, after: int) -> httpx.Response:
    def some() -> Iterator[bytes]:
        yield well.content[:after]
        raise httpx.ReadError("connection reset")

    return httpx.Response(200, content=some(), headers={"Content-Type": "text/xml"})


def _in_200(number: int) -> httpx.Response:
    return fault_text(f"Server was unable to process request. ---&gt; {number}: Text", status=200)


def _cut(response: httpx.Response) -> httpx.Response:
    return httpx.Response(200, content=response.content[:-40], headers={"Content-Type": "text/xml"})


@pytest.fixture
def wire() -> Wire:
    return small_employer()


@pytest.fixture
def fingerprint(wire: Wire) -> str:
    return read(wire).fingerprint


def _as_without(wire: Wire, fingerprint: str) -> tuple[Delivery, Counter[tuple[str, ...]]]:
    """Read with and without recognition: the same comes of both; gives that, and the calls in excess."""
    found: list[Delivery] = []
    without = calls(wire, lambda: found.append(plainly(wire)))
    made = calls(wire, lambda: found.append(read(wire, fingerprint)))
    assert found[0] == without_fingerprint(found[1])
    assert not without - made
    return found[1], made - without


# --- no answer, or none that can be read ----------------------------------------------------------


@pytest.mark.parametrize("operation", FETCHED)
@pytest.mark.parametrize(
    "wrong",
    [
        page(503), page(200), page(403), fault(1002), fault(2004), fault(9999), fault(4711),
        httpx.ReadTimeout("slow"), httpx.ConnectError("away"), lambda _: _broken_off(WELL, 300),
        httpx.Response(200, headers={"Content-Type": "text/xml"}), _cut(WELL), answer("Other"),
        fault_text("nothing known", 200), _in_200(1002), _in_200(2004), _in_200(4711), unknown_action(),
    ],
    ids=[
        "html", "html in 200", "forbidden", "closed", "company refused", "unknown", "new fault", "slow",
        "away", "broken off", "nothing", "cut", "other answer", "fault in 200", "closed in 200",
        "company refused in 200", "new fault in 200", "unknown operation",
    ],
)  # fmt: skip
def test_failure_while_fetching_is_told_as_ever_and_takes_no_call_more(
    wire: Wire, fingerprint: str, operation: str, wrong: httpx.Response
) -> None:
    wire.on(operation, wrong)

    found, in_excess = _as_without(wire, fingerprint)

    assert ("", False) == (found.fingerprint, found.unchanged)
    assert not in_excess


@pytest.mark.parametrize("number", [1006, 9999])
def test_fault_taken_for_an_answer_that_a_call_may_help_gets_one_more(
    wire: Wire, fingerprint: str, number: int
) -> None:
    wire.on(SALARY_HISTORY, _in_200(number))

    _, in_excess = _as_without(wire, fingerprint)

    assert {(SALARY_HISTORY, "1"): 1} == in_excess


def test_newer_form_of_an_operation_is_asked_for_as_ever(wire: Wire, fingerprint: str) -> None:
    wire.on(FUNCTION_HISTORY, unknown_action())
    wire.on(FUNCTION_HISTORY_V2, history(FUNCTION_HISTORY_V2, e1=job_v2(21, 2020, 1)))

    found, in_excess = _as_without(wire, fingerprint)

    assert (["21"], {}) == ([each.source_key for each in found.jobs], in_excess)


def test_nmbrs_is_down_after_as_many_reads_as_ever(wire: Wire, fingerprint: str) -> None:
    for operation in (DEPARTMENT_HISTORY, FUNCTION_HISTORY, EMPLOYMENT_HISTORY):
        wire.on(operation, page())

    found, in_excess = _as_without(wire, fingerprint)

    assert 3 == sum(each.code == "SOURCE_UNAVAILABLE" for each in found.streams.values()) - 1  # placements
    assert not in_excess


@pytest.mark.parametrize("operation", FETCHED)
@pytest.mark.parametrize("how", ["refused", "broken off", "login failure"])
def test_answer_that_came_at_the_second_attempt_is_recognised(
    wire: Wire, fingerprint: str, operation: str, how: str
) -> None:
    whole = next(iter(wire._answers[operation]))
    assert isinstance(whole, httpx.Response)
    first = {
        "refused": page(),
        "broken off": lambda _: _broken_off(whole, 200),
        "login failure": fault(1006),
    }[how]
    wire.on(operation, first, whole)

    found: list[Delivery] = []
    made = calls(wire, lambda: found.append(read(wire, fingerprint)))

    assert found[0].unchanged
    assert {(operation, "1"): 2} == {call: times for call, times in made.items() if times > 1}


# --- what ends the reading ------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [fault(1001), page(401), _in_200(1001)], ids=["fault", "status", "in 200"])
@pytest.mark.parametrize("operation", FETCHED)
def test_rejected_credentials_end_it_at_once(
    wire: Wire, fingerprint: str, operation: str, wrong: httpx.Response
) -> None:
    wire.on(operation, wrong)
    wire.calls.clear()

    with pytest.raises(SourceError) as caught:
        read(wire, fingerprint)

    assert ("CREDENTIALS_REJECTED", operation) == (caught.value.code, caught.value.operation)
    assert (None, None) == (caught.value.__cause__, caught.value.__context__)
    assert 1 == wire.operations().count(operation)


def test_nobody_is_asked_after_the_run_was_cancelled(wire: Wire, fingerprint: str) -> None:
    source = wire.source(extra=EXTRA)
    again = request(*Stream, recognition=asked(fingerprint))
    total = sum(calls(wire, lambda: read(wire, fingerprint)).values())

    for most in range(total):
        wire.calls.clear()
        found = source.read(again, cancelled=lambda most=most: len(wire.calls) >= most)

        assert (Delivery(cancelled=True), most) == (found, len(wire.calls))


def test_answers_fetched_for_one_reading_are_not_anothers(wire: Wire, fingerprint: str) -> None:
    source = wire.nmbrs().source(CREDENTIALS, today=TODAY, extra=EXTRA)
    again = request(*Stream, recognition=asked(fingerprint))
    seen = calls(wire, lambda: source.read(again, cancelled=lambda: wire.operations()[-1:] == [ALL_PERSONS]))

    whole = calls(wire, lambda: source.read(again, cancelled=lambda: False))

    assert (1, 1) == (seen[ALL_PERSONS, "1"], whole[ALL_PERSONS, "1"])
    assert 1 == whole[ALL_ABSENCES, "1"]


# --- as much as is worth it -----------------------------------------------------------------------


def _recorder(most_bytes: int) -> Recorder:
    return Recorder(asked(fed=Fed()), most_bytes=most_bytes)


def _passed(recorder: Recorder, *chunks: bytes) -> None:
    assert [*chunks] == list(recorder.through(operations.SALARIES, ("1",), iter(chunks)))


def test_answers_just_small_enough_are_recognised_and_one_byte_more_is_not() -> None:
    fits, over = _recorder(4), _recorder(4)

    for recorder, content in ((fits, b"abcd"), (over, b"abcde")):
        _passed(recorder, content[:2], content[2:])

    assert ("", False) == (over.fingerprint([]), fits.fingerprint([]) == "")


def test_answer_too_large_to_be_held_is_let_go_before_its_end() -> None:
    recorder, given = _recorder(10), []

    def endless() -> Iterator[bytes]:
        for chunk in repeat(b"xxxx"):
            given.append(chunk)
            yield chunk

    passing = recorder.through(operations.SALARIES, ("1",), endless())

    assert not recorder.keep(operations.SALARIES, ("1",), passing)
    assert (3, None) == (len(given), recorder.take(operations.SALARIES, ("1",)))


def test_large_employer_is_read_without_being_held(wire: Wire, fingerprint: str) -> None:
    megabytes = (b"<!--" + b" " * 99_000 + b"-->") * 140
    for operation in (DEPARTMENT_HISTORY, FUNCTION_HISTORY, EMPLOYMENT_HISTORY, SALARY_HISTORY, ALL_PERSONS):
        whole = next(iter(wire._answers[operation]))
        assert isinstance(whole, httpx.Response)
        content = whole.content.replace(b"<soap:Body>", b"<soap:Body>" + megabytes)
        wire.on(operation, httpx.Response(200, content=content, headers={"Content-Type": "text/xml"}))

    found, in_excess = _as_without(wire, fingerprint)

    assert ("", False) == (found.fingerprint, found.unchanged)
    assert 1 == sum(in_excess.values())  # the one with which it became too much


def test_what_was_held_is_given_once() -> None:
    recorder, failure = _recorder(100), NmbrsUnavailable("Salary")
    recorder.keep(operations.SALARIES, ("1",), iter([b"a", b"b"]))
    recorder.hold(operations.CONTRACTS, ("1",), failure)

    for operation, held in ((operations.SALARIES, [b"a", b"b"]), (operations.CONTRACTS, failure)):
        assert recorder.take(operation, ("2",)) is None
        assert held == recorder.take(operation, ("1",))
        assert recorder.take(operation, ("1",)) is None
