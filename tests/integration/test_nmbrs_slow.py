"""The adapter against a server that drips, over a real connection: our patience ends, not theirs."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread
from time import monotonic

import pytest

from app.nmbrs.errors import NmbrsUnavailable
from app.nmbrs.source import Credentials, Nmbrs

TIMEOUT_SECONDS = 0.3
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n\r\n"


@contextmanager
def dripping(*beginning: bytes) -> Iterator[str]:
    """A server on loopback that sends its beginning at once, and then a byte now and then."""
    enough = Event()

    def drip(connection: socket.socket) -> None:
        with connection:
            connection.recv(65_536)
            for piece in beginning:
                connection.sendall(piece)
            while not enough.wait(0.02):
                try:
                    connection.sendall(b" ")
                except OSError:
                    return

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            Thread(target=drip, args=[connection], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/soap/v3"
        enough.set()
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    ("beginning", "reason"),
    [((HEADERS,), "TooSlow"), ((HEADERS, b"<?xml version='1.0'?>"), "TooSlow")],
    ids=["from the start", "after the beginning"],
)
def test_byte_at_a_time_is_cut_off(beginning: tuple[bytes, ...], reason: str) -> None:
    with dripping(*beginning) as address:
        nmbrs = Nmbrs(
            soap_url=address,
            calls_per_second=1000,
            timeout_seconds=TIMEOUT_SECONDS,
            attempts=1,
            retry_seconds=0,
        )
        started = monotonic()

        with pytest.raises(NmbrsUnavailable) as caught:
            nmbrs.source(Credentials("u", "t", "d"), today=date(2026, 11, 23)).employers()

        assert TIMEOUT_SECONDS <= monotonic() - started < 10 * TIMEOUT_SECONDS
        assert reason == caught.value.reason
        nmbrs.close()
