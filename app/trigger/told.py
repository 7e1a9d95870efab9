"""What stdout says of an ending: lines for people, the id alone, or JSON for machines."""

from __future__ import annotations

import json

from app.trigger.endings import Ending, ExitCode
from app.trigger.order import Order


def report_address(order: Order, ending: Ending) -> str | None:
    """Where the report of the run opens in a browser."""
    return f"{order.address}/v1/runs/{ending.run['id']}/report?format=html" if ending.run else None


def as_lines(order: Order, ending: Ending) -> str:
    """Outcome, run and report, a line each; only the id of the run when nobody waited for its outcome."""
    if ending.run is not None and not order.wait and ending.exit_code is ExitCode.DONE:
        return str(ending.run["id"])
    lines = [f"outcome: {ending.outcome}"]
    if ending.run is not None:
        lines += [f"run: {ending.run['id']}", f"report: {report_address(order, ending)}"]
    return "\n".join(lines)


def as_json(order: Order, ending: Ending) -> str:
    """All that is known, as one object; `run` and `problem` are the service's own words."""
    return json.dumps(
        {
            "exit_code": int(ending.exit_code),
            "outcome": ending.outcome,
            "message": ending.sentence,
            "run_id": ending.run["id"] if ending.run else None,
            "report": report_address(order, ending),
            "run": ending.run,
            "problem": ending.problem,
        },
        ensure_ascii=False,
    )
