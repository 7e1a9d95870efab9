"""How long the line waits, when Nmbrs counts as down, and when not one more call is made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from app.nmbrs.errors import (
    CredentialsRejected,
    NmbrsDown,
    NmbrsUnavailable,
    PermissionMissing,
    ReadFailed,
)
from app.nmbrs.operations import COMPANIES
from app.nmbrs.pacing import Pacer
from app.nmbrs.soap import Rejections
from app.nmbrs.source import Credentials
from app.nmbrs.transport import Line
from tests.unit.nmbrs_answers import answer, fault, page
from tests.unit.nmbrs_wire import CREDENTIALS, TODAY, Wire

OPERATION = "List_GetAll"
HEALTHY = answer(OPERATION)


# --- waiting ------------------------------------------------------------------------------------


def refusal(given: httpx.Response) -> Exception:
    """What one attempt makes of an answer."""
    wire = Wire()
    wire.on(OPERATION, given)
    with pytest.raises(ReadFailed) as caught:
        wire.source(attempts=1)._connect().probe(COMPANIES)
    return caught.value


def in_(seconds: float, *, now: datetime | None = None) -> str:
    moment = (now or datetime.now(UTC)) + timedelta(seconds=seconds)
    return format_datetime(moment.replace(microsecond=0), usegmt=True)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 0.0), ("3600", 60.0), ("-3", None), ("soon", None), ("", None), ("²", None)],
)
def test_wait_is_read_from_seconds_and_capped(header: str, seconds: float | None) -> None:
    # httpx sends text; what is no ASCII arrives as the bytes that somebody sent.
    failure = refusal(page(429, **{"Retry-After": header.encode()}))  # type: ignore[arg-type]

    assert isinstance(failure, NmbrsUnavailable)
    assert seconds == failure.retry_after


def test_wait_until_the_end_of_time_is_no_wait_that_was_asked_for() -> None:
    failure = refusal(page(503, **{"Retry-After": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}))

    assert isinstance(failure, NmbrsUnavailable)
    assert failure.retry_after is None


@pytest.mark.parametrize(("seconds", "expected"), [(20, 20.0), (-20, 0.0), (3600, 60.0)])
def test_wait_is_read_from_a_date_against_the_servers_clock(seconds: int, expected: float) -> None:
    theirs = datetime(2001, 1, 1, tzinfo=UTC)
    headers = {"Retry-After": in_(seconds, now=theirs), "Date": in_(0, now=theirs)}

    failure = refusal(page(503, **headers))

    assert isinstance(failure, NmbrsUnavailable)
    assert expected == failure.retry_after


def test_wait_is_read_from_a_date_against_our_clock_when_theirs_is_unknown() -> None:
    failure = refusal(page(503, **{"Retry-After": in_(30)}))

    assert isinstance(failure, NmbrsUnavailable)
    assert failure.retry_after == pytest.approx(30, abs=3)


def line(slept: list[float], **settings: Any) -> Line:
    pacer = Pacer(1_000_000, clock=lambda: 0.0, sleep=lambda _: None)
    return Line(pacer, sleep=slept.append, **{"attempts": 4, "retry_seconds": 1.0} | settings)


def failing(**after: float) -> Any:
    def send() -> None:
        error = NmbrsUnavailable(OPERATION, status=503)
        error.retry_after = after.get("retry_after")
        raise error

    return send


def test_everybody_on_the_line_waits_as_long_as_nmbrs_asks_one_of_them() -> None:
    slept: list[float] = []
    pacer = Pacer(10, clock=lambda: 0.0, sleep=slept.append)
    one = Line(pacer, attempts=1, retry_seconds=1.0, sleep=lambda _: None)

    with pytest.raises(NmbrsUnavailable):
        one.call(OPERATION, failing(retry_after=13.0))
    one.call(OPERATION, lambda: None)

    assert [13.0] == pytest.approx(slept)


def test_call_that_was_told_to_wait_waits_once() -> None:
    slept: list[float] = []
    pacer = Pacer(10, clock=lambda: 0.0, sleep=slept.append)

    with pytest.raises(NmbrsUnavailable):
        Line(pacer, attempts=2, retry_seconds=9.0, sleep=slept.append).call(
            OPERATION, failing(retry_after=13.0)
        )

    assert [13.0] == pytest.approx([seconds for seconds in slept if seconds])


def test_line_waits_longer_each_time_and_never_the_same() -> None:
    slept: list[float] = []

    with pytest.raises(NmbrsUnavailable):
        line(slept).call(OPERATION, failing())

    assert all(base <= seconds <= base + 1 for base, seconds in zip([1, 2, 4], slept, strict=True))
    assert len({seconds % 1 for seconds in slept}) == 3


def test_every_attempt_keeps_the_pace() -> None:
    paced: list[float] = []
    pacer = Pacer(10, clock=lambda: 0.0, sleep=paced.append)
    slow = Line(pacer, attempts=3, retry_seconds=0, sleep=lambda _: None)

    with pytest.raises(NmbrsUnavailable):
        slow.call(OPERATION, failing())

    assert [0.1, 0.2] == pytest.approx(paced)


# --- down and back ------------------------------------------------------------------------------


def refuse() -> None:
    raise PermissionMissing(OPERATION, fault=1002)


def attempt(on: Line, send: Any) -> type | None:
    try:
        on.call(OPERATION, send)
    except (ReadFailed, NmbrsDown) as error:
        return type(error)
    return None


def test_five_unanswered_reads_in_a_row_mean_that_nmbrs_is_down() -> None:
    on = line([])

    outcomes = [attempt(on, failing()) for _ in range(6)]

    assert [NmbrsUnavailable] * 4 + [NmbrsDown] * 2 == outcomes


@pytest.mark.parametrize("answered", [lambda: None, refuse], ids=["answer", "refusal"])
def test_anything_nmbrs_answers_breaks_the_row(answered: Any) -> None:
    on = line([])
    for _ in range(4):
        attempt(on, failing())

    attempt(on, answered)

    assert [NmbrsUnavailable] * 4 == [attempt(on, failing()) for _ in range(4)]


def test_going_down_and_coming_back_are_said_once() -> None:
    on = line([])

    with capture_logs() as said:
        for send in [failing(), failing(), lambda: None, lambda: None, failing()]:
            attempt(on, send)

    assert [
        {"event": "nmbrs.unavailable", "log_level": "warning", "operation": OPERATION},
        {"event": "nmbrs.available", "log_level": "info", "operation": OPERATION},
        {"event": "nmbrs.unavailable", "log_level": "warning", "operation": OPERATION},
    ] == said


def test_down_is_known_to_every_account_of_a_domain_and_to_no_other() -> None:
    wire = Wire()
    wire.on(OPERATION, page())
    nmbrs = wire.nmbrs(attempts=1)
    colleague = Credentials("other@example.org", "other-token", " EXAMPLE ")
    elsewhere = Credentials("other@example.org", "other-token", "elsewhere")

    outcomes = []
    for who in [CREDENTIALS, colleague, CREDENTIALS, colleague, CREDENTIALS, elsewhere]:
        with pytest.raises((NmbrsUnavailable, NmbrsDown)) as caught:
            nmbrs.source(who, today=TODAY).employers()
        outcomes.append(caught.type)

    assert [NmbrsUnavailable] * 4 + [NmbrsDown, NmbrsUnavailable] == outcomes


# --- rejected credentials -----------------------------------------------------------------------


def test_rejected_credentials_are_not_used_again_until_they_change() -> None:
    wire = Wire()
    wire.on(OPERATION, fault(1001), HEALTHY)
    nmbrs = wire.nmbrs()

    for _ in range(3):
        with pytest.raises(CredentialsRejected) as caught:
            nmbrs.source(CREDENTIALS, today=TODAY).employers()
        assert ("CREDENTIALS_REJECTED", OPERATION) == (caught.value.code, caught.value.operation)
    assert 1 == len(wire.calls)

    for changed in [
        Credentials("user@example.org", "new-token", "example"),
        Credentials("new@example.org", "token-of-tests", "example"),
        Credentials("user@example.org", "token-of-tests", "other"),
    ]:
        nmbrs.source(changed, today=TODAY).employers()
    assert 4 == len(wire.calls)


def test_source_that_is_open_stops_calling_as_well() -> None:
    wire = Wire()
    wire.on(OPERATION, fault(1004))
    source = wire.source()
    for _ in range(2):
        with pytest.raises(CredentialsRejected):
            source.employers()

    assert 1 == len(wire.calls)


def test_rejected_credentials_are_not_mistaken_for_others() -> None:
    rejections = Rejections()

    rejections.add(Credentials("ab", "c", "d"), "CREDENTIALS_REJECTED")

    assert rejections.code(Credentials("a", "bc", "d")) is None
    assert rejections.code(Credentials("ab", "", "cd")) is None
    assert "CREDENTIALS_REJECTED" == rejections.code(Credentials("ab", "c", "d"))


def test_rejection_is_remembered_without_the_token() -> None:
    wire = Wire()
    wire.on(OPERATION, fault(1001))
    nmbrs = wire.nmbrs()
    with pytest.raises(CredentialsRejected):
        nmbrs.source(CREDENTIALS, today=TODAY).employers()

    kept = repr(vars(nmbrs._connection.rejections))

    assert CREDENTIALS.token not in kept
    assert CREDENTIALS.username not in kept
