"""What is retried and how long, what is never decoded, and when Nmbrs counts as down."""

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
    NmbrsUnreadable,
    PermissionMissing,
    ReadFailed,
)
from app.nmbrs.pacing import Pacer
from app.nmbrs.soap import Rejections
from app.nmbrs.source import Credentials
from app.nmbrs.transport import Line, judge
from tests.unit.nmbrs_wire import CREDENTIALS, TODAY, Wire, answer, enveloped, fault, page

OPERATION = "List_GetAll"
HEALTHY = answer(OPERATION)


def calls_until_outcome(attempts: int, *answers: Any) -> tuple[int, type | None]:
    """How often Nmbrs was called, and what came of it."""
    wire = Wire()
    wire.on(OPERATION, *answers)
    outcome: type | None = None
    try:
        wire.source(attempts=attempts).employers()
    except Exception as error:  # any outcome is the answer here
        outcome = type(error)
    return len(wire.calls), outcome


@pytest.mark.parametrize(
    "sick",
    [
        page(503),
        page(502),
        page(504),
        page(429),
        page(404),
        page(302, Location="http://elsewhere.test/"),
        page(200),
        httpx.Response(500, headers={"Content-Type": "text/xml"}),
        httpx.Response(200, headers={"Content-Type": "text/xml"}),
        httpx.Response(202),
        enveloped("<Other />", 500),
        enveloped("<Fault />", 503),
        fault(9999),
        httpx.ReadTimeout("slow"),
        httpx.ConnectTimeout("slow"),
        httpx.PoolTimeout("busy"),
        httpx.ConnectError("refused"),
        httpx.RemoteProtocolError("reset"),
        httpx.DecodingError("not gzip"),
    ],
    ids=str,
)
def test_unusable_answer_is_tried_again_a_bounded_number_of_times(sick: Any) -> None:
    assert (3, NmbrsUnavailable) == calls_until_outcome(3, sick)
    assert (2, None) == calls_until_outcome(3, sick, HEALTHY)
    assert (1, NmbrsUnavailable) == calls_until_outcome(1, sick)


@pytest.mark.parametrize("attempts", [1, 2, 4])
def test_login_failure_is_tried_exactly_once_more(attempts: int) -> None:
    assert (2, NmbrsUnavailable) == calls_until_outcome(attempts, fault(1006))
    assert (2, None) == calls_until_outcome(attempts, fault(1006), HEALTHY)


def test_login_failure_takes_no_attempt_from_other_failures() -> None:
    assert (3, NmbrsUnavailable) == calls_until_outcome(2, fault(1006), page())
    assert (3, NmbrsUnavailable) == calls_until_outcome(3, fault(1006), page(), fault(1006))


@pytest.mark.parametrize(
    ("answered", "outcome"),
    [
        (fault(1001), CredentialsRejected),
        (fault(1004), CredentialsRejected),
        (fault(1002), PermissionMissing),
        (fault(2004), PermissionMissing),
        (fault(2001), NmbrsUnreadable),
        (page(403), PermissionMissing),
        (page(401), CredentialsRejected),
        (enveloped("<cut", 200), NmbrsUnreadable),
    ],
    ids=str,
)
def test_answer_that_will_not_change_is_not_asked_for_again(answered: httpx.Response, outcome: type) -> None:
    assert (1, outcome) == calls_until_outcome(4, answered)


def test_fault_in_a_200_is_a_fault() -> None:
    in_200 = httpx.Response(200, content=fault(1002).content, headers=fault(1002).headers)

    assert (1, PermissionMissing) == calls_until_outcome(4, in_200)


def test_redirect_is_not_followed() -> None:
    wire = Wire()
    wire.on(OPERATION, page(307, Location="http://elsewhere.test/soap/v3/CompanyService.asmx"))

    with pytest.raises(NmbrsUnavailable):
        wire.source().employers()

    assert {"http://nmbrs.test/soap/v3/CompanyService.asmx"} == {call.url for call in wire.calls}


# --- waiting ------------------------------------------------------------------------------------


def in_(seconds: float, *, now: datetime | None = None) -> str:
    moment = (now or datetime.now(UTC)) + timedelta(seconds=seconds)
    return format_datetime(moment.replace(microsecond=0), usegmt=True)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 0.0), ("3600", 60.0), ("-3", None), ("soon", None), ("", None), ("²", None)],
)
def test_wait_is_read_from_seconds_and_capped(header: str, seconds: float | None) -> None:
    # httpx sends text; what is no ASCII arrives as the bytes that somebody sent.
    failure = judge(OPERATION, page(429, **{"Retry-After": header.encode()}))  # type: ignore[arg-type]

    assert isinstance(failure, NmbrsUnavailable)
    assert seconds == failure.retry_after


@pytest.mark.parametrize(("seconds", "expected"), [(20, 20.0), (-20, 0.0), (3600, 60.0)])
def test_wait_is_read_from_a_date_against_the_servers_clock(seconds: int, expected: float) -> None:
    theirs = datetime(2001, 1, 1, tzinfo=UTC)
    headers = {"Retry-After": in_(seconds, now=theirs), "Date": in_(0, now=theirs)}

    failure = judge(OPERATION, page(503, **headers))

    assert isinstance(failure, NmbrsUnavailable)
    assert expected == failure.retry_after


def test_wait_is_read_from_a_date_against_our_clock_when_theirs_is_unknown() -> None:
    failure = judge(OPERATION, page(503, **{"Retry-After": in_(30)}))

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


def test_line_waits_as_long_as_nmbrs_asks() -> None:
    slept: list[float] = []

    with pytest.raises(NmbrsUnavailable):
        line(slept).call(OPERATION, failing(retry_after=13.0))

    assert [13.0, 13.0, 13.0] == slept


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

    kept = repr(vars(nmbrs._rejections))

    assert CREDENTIALS.token not in kept
    assert CREDENTIALS.username not in kept


# --- the client ---------------------------------------------------------------------------------


def test_error_is_chained_to_nothing() -> None:
    for sick in [httpx.ReadTimeout("slow"), page(), fault(1002), enveloped("<cut"), fault(1001)]:
        wire = Wire()
        wire.on(OPERATION, sick)

        with pytest.raises((ReadFailed, CredentialsRejected)) as caught:
            wire.source().employers()

        assert (None, None) == (caught.value.__cause__, caught.value.__context__)


def test_every_call_has_a_limit_in_time() -> None:
    seen: list[dict[str, float]] = []

    def handle(message: httpx.Request) -> httpx.Response:
        seen.append(message.extensions["timeout"])
        return HEALTHY

    unlimited = httpx.Client(transport=httpx.MockTransport(handle), timeout=None)  # noqa: S113
    Wire().source(http=unlimited, timeout_seconds=3).employers()

    assert [{"connect": 3, "read": 3, "write": 3, "pool": 3}] == seen


def test_own_client_is_closed_and_anothers_is_not() -> None:
    others = httpx.Client()
    Wire().nmbrs(http=others).close()
    own = Wire().nmbrs(http=None)
    own.close()

    assert (False, True) == (others.is_closed, own._http.is_closed)
    others.close()


def test_cookies_do_not_travel_from_one_account_to_the_next() -> None:
    own = Wire().nmbrs(http=None)
    response = httpx.Response(
        200,
        headers={"Set-Cookie": "session=secret"},
        request=httpx.Request("POST", "http://nmbrs.test/"),
    )

    own._http.cookies.extract_cookies(response)

    assert [] == list(own._http.cookies.jar)
    own.close()
