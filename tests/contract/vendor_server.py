"""A Nmbrs on a real wire that knows nothing: whatever it is told to answer, in any pieces HTTP allows."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from typing import Any, Final

from lxml import etree

from tests.contract.vendor_answers import ENVELOPE

_PATH: Final = "/soap/v3/"


@dataclass(frozen=True)
class Call:
    """A request as it arrived: `body` and `header` are the elements inside the envelope's."""

    service: str
    operation: str
    ids: tuple[str, ...]
    header: Any
    body: Any
    action: str


#: Gives the bytes of an answer, and the chance by which they are cut into pieces.
Answer = Callable[[Call], tuple[bytes, Random]]


@dataclass
class VendorServer:
    """Where it listens, what it was asked, and what went wrong inside it."""

    url: str
    answer: Answer
    calls: list[Call] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)


@contextmanager
def serving(answer: Answer) -> Iterator[VendorServer]:
    """Listen on loopback while the block runs."""
    listening = _Listening(("127.0.0.1", 0), _Handler)
    url = f"http://127.0.0.1:{listening.server_port}{_PATH}"
    listening.vendor = VendorServer(url, answer)
    thread = Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield listening.vendor
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    vendor: VendorServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever has read enough may hang up; anything else is a mistake of ours."""
        error = sys.exception()
        if error and not isinstance(error, ConnectionError):
            self.vendor.errors.append(error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 10
    server: _Listening

    def do_POST(self) -> None:
        vendor = self.server.vendor
        content = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            call = _call(self.path, content, self.headers["SOAPAction"])
            vendor.calls.append(call)
            body, random = vendor.answer(call)
        except Exception as error:
            vendor.errors.append(error)
            self.send_error(404)
            return
        self._send(body, random)

    def _send(self, body: bytes, random: Random) -> None:
        self.send_response(200)
        self.send_header("Content-Type", random.choice(("text/xml; charset=utf-8", "text/xml")))
        if random.random() < 0.3 and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(body)
        chunked = random.random() < 0.5
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for piece in _pieces(random, body):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
            self.wfile.flush()
        if chunked:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""


def _call(path: str, content: bytes, action: str) -> Call:
    root: Any = etree.fromstring(content)
    [header] = root.find(f"{{{ENVELOPE}}}Header")
    [body] = root.find(f"{{{ENVELOPE}}}Body")
    service = path.removeprefix(_PATH).removesuffix(".asmx")
    name = etree.QName(body).localname
    return Call(service, name, tuple(each.text for each in body), header, body, action)


def _pieces(random: Random, body: bytes) -> Iterator[bytes]:
    """Cut a body anywhere, also inside a character or a tag, into a few pieces."""
    cuts = sorted(random.randint(0, len(body)) for _ in range(random.randint(0, 6)))
    for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True):
        if start < end:
            yield body[start:end]
