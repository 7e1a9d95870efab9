"""`python -m benchmarks.large_answer 200`: read one answer of so many MB over HTTP, tell the peak of memory.

Prints one JSON line. The server is a thread of this process that sends one and the same item again and
again, so it holds next to nothing itself.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from app.nmbrs import operations
from app.nmbrs.decoding import Raw
from app.nmbrs.source import Credentials, Nmbrs
from benchmarks import answers
from benchmarks.memory import Peak

_SAMPLE = 200  #: employees whose answer is repeated until it is long enough


def main(megabytes: int) -> None:
    """Read the largest kind of answer there is: personal information."""
    operation = operations.ALL_PERSONS
    world = answers.world_of(_SAMPLE)
    sample = answers.write(world, operation, *world.companies)
    opening = sample.index(b"Result>") + len(b"Result>")
    closing = sample.index(f"</{operation.name}Result>".encode())
    head, items, tail = sample[:opening], sample[opening:closing], sample[closing:]
    times = megabytes * 1_000_000 // len(items) + 1
    length = len(head) + times * len(items) + len(tail)

    class Server(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(head)
            for _ in range(times):
                self.wfile.write(items)
            self.wfile.write(tail)

        def log_message(self, *_: object) -> None:
            """Say nothing: the output is one line."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    nmbrs = Nmbrs(
        soap_url=f"http://127.0.0.1:{server.server_port}",
        calls_per_second=150,
        timeout_seconds=60,
        attempts=1,
        retry_seconds=0,
    )
    source = nmbrs.source(Credentials("user@example.org", "token", "example"), today=date(2026, 5, 20))
    soap = source._connect()
    with Peak() as peak:
        read = soap.rows(operation, 1, into=_count)
    told = {"megabytes": length // 1_000_000, "rows": read, "above_idle_mb": round(peak.above_idle_mb, 1)}
    sys.stdout.write(json.dumps(told) + "\n")
    nmbrs.close()
    server.shutdown()


def _count(rows: Iterator[Raw]) -> int:
    return sum(1 for _ in rows)


if __name__ == "__main__":
    main(int(sys.argv[1]))
