"""An answer that drips is cut off, however long each drop may take; one that only is long is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

import httpx
import pytest

from app.nmbrs.errors import NmbrsUnavailable, PermissionMissing
from app.nmbrs.operations import COMPANIES
from app.nmbrs.transport import Channel
from tests.unit.nmbrs_answers import fault

TIMEOUT_SECONDS = 5


class Drip:
    """Sends pieces, each of which takes its time; the clock is that of the one who waits."""

    def __init__(self, pieces: Iterator[bytes], *, seconds: float) -> None:
        self.now = 1_000.0
        self.sent = 0
        self._pieces = pieces
        self._seconds = seconds

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.now += self._seconds
            self.sent += len(piece)
            yield piece

    def clock(self) -> float:
        return self.now

    def channel(self, status: int = 200) -> Channel:
        def answer(_: httpx.Request) -> httpx.Response:
            return httpx.Response(status, content=self, headers={"Content-Type": "text/xml"})

        http = httpx.Client(transport=httpx.MockTransport(answer))
        address = "http://nmbrs.test/soap/v3"
        return Channel(http, soap_url=address, timeout_seconds=TIMEOUT_SECONDS, clock=self.clock)


def size(drip: Drip, status: int = 200) -> int:
    """How much of an answer comes through."""
    return drip.channel(status).post(COMPANIES, b"", lambda chunks: sum(map(len, chunks)))


@pytest.mark.parametrize("status", [200, 500])
def test_byte_at_a_time_is_cut_off_soon_after_the_time_out(status: int) -> None:
    drip = Drip(repeat(b"x"), seconds=1)

    with pytest.raises(NmbrsUnavailable) as caught:
        size(drip, status)

    assert ("TooSlow", COMPANIES.name) == (caught.value.reason, caught.value.operation)
    assert TIMEOUT_SECONDS + 1 == drip.sent


def test_drip_that_ends_within_the_time_out_is_an_answer() -> None:
    assert 5 == size(Drip(iter([b"x"] * 5), seconds=1))


def test_long_answer_at_a_decent_pace_takes_as_long_as_it_takes() -> None:
    assert 600_000 == size(Drip(iter([b"x" * 1_000] * 600), seconds=1))


def test_answer_that_begins_well_and_then_drips_is_cut_off() -> None:
    drip = Drip(iter([b"x" * 100_000, *[b"x"] * 10_000]), seconds=1)

    with pytest.raises(NmbrsUnavailable) as caught:
        size(drip)

    # What came at once is a hundred seconds' worth.
    assert "TooSlow" == caught.value.reason
    assert 100_000 + 100 <= drip.sent <= 100_000 + 110


def test_slow_refusal_is_still_a_refusal() -> None:
    content = fault(1002).content
    pieces = (content[start : start + 100] for start in range(0, len(content), 100))

    with pytest.raises(PermissionMissing):
        size(Drip(pieces, seconds=0.5), 500)


def test_answer_of_nothing_is_no_answer() -> None:
    with pytest.raises(NmbrsUnavailable) as caught:
        size(Drip(iter([]), seconds=1))

    assert ("NoContent", 200) == (caught.value.reason, caught.value.status)


def test_large_pieces_are_passed_on_whole() -> None:
    assert 30_000_000 == size(Drip(iter([b"x" * 30_000_000]), seconds=1))
