"""What the operator's monitoring sees. Labels are routes, states and codes, never an id or a person."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """One registry per application, so that two in one process do not collide."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "http_requests_total",
            "Answers by route and status",
            ["route", "status"],
            registry=self.registry,
        )
        self.request_seconds = Histogram(
            "http_request_seconds", "Time to answer by route", ["route"], registry=self.registry
        )
        self.runs = Counter(
            "runs_finished_total", "Finished runs by outcome", ["outcome"], registry=self.registry
        )
        self.calls = Counter(
            "nmbrs_calls_total",
            "Calls to Nmbrs by operation and outcome",
            ["operation", "outcome"],
            registry=self.registry,
        )
        self.open_runs = Gauge("runs_open", "Runs queued or running", registry=self.registry)
        self.mails = Gauge("mails", "Mails about runs by state", ["state"], registry=self.registry)

    def count_call(self, operation: str, outcome: str) -> None:
        """Count one attempt of a call to Nmbrs; `outcome` is `answered` or why not."""
        self.calls.labels(operation, outcome).inc()

    def render(self) -> bytes:
        """The text a Prometheus server scrapes."""
        return generate_latest(self.registry)
