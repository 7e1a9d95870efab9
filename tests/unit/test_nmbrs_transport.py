"""What is retried and how often, what is never decoded, and what the client never does."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.nmbrs.errors import (
    CredentialsRejected,
    NmbrsUnavailable,
    NmbrsUnreadable,
    PermissionMissing,
    ReadFailed,
)
from tests.unit.nmbrs_answers import answer, enveloped, fault, page
from tests.unit.nmbrs_wire import Wire

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
