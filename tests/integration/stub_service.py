"""A few lines that answer as a service would that does not exist yet, or as what stands in its place.

Each request gets the next answer of a script, and the last answer again and again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

RUN_ID = "01990000-0000-7000-8000-00000000000a"


@dataclass(frozen=True)
class Answer:
    """What is sent back; without a status the connection is dropped."""

    status: int | None = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"


DROPPED = Answer(None)


def run(status: str, **fields: Any) -> Answer:
    """A run as the service tells it."""
    ended = status not in ("queued", "running")
    told = {"id": RUN_ID, "status": status, "code": None, "finished_at": "2026-01-01T00:00:00Z" * ended}
    return Answer(200, told | {"progress": {"employers_total": 3, "employers_done": 1}} | fields)


def problem(status: int, code: str, detail: str) -> Answer:
    body = {"status": status, "code": code, "detail": detail}
    return Answer(status, body, kind="application/problem+json")


def page(status: int, **headers: str) -> Answer:
    """What others than the service answer: a proxy, a portal."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, "<html>hello</html>", named, "text/html")


@dataclass
class Stub:
    """Where it listens, and what it was asked: method, path, headers, body."""

    address: str
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def requests(self) -> list[str]:
        return [f"{method} {path}" for method, path, _, _ in self.asked]

    def headers(self, name: str) -> list[str | None]:
        return [headers.get(name.lower()) for _, _, headers, _ in self.asked]


@contextmanager
def serving(script: Sequence[Answer]) -> Iterator[Stub]:
    """The stub on a free loopback port."""
    left = list(script)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            stub.asked.append((self.command, self.path, headers, body))
            self._send(left.pop(0) if len(left) > 1 else left[0])

        do_GET = do_POST

        def _send(self, answer: Answer) -> None:
            if answer.status is None:
                self.close_connection = True
                return
            body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
            content = body.encode()
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub = Stub(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
