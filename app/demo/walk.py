"""The demo as one command: set up, walk, show where to go on, and serve until it is told to stop."""

from __future__ import annotations

import signal
import time
from types import FrameType

from rich.console import Console

from app.demo.api import Api
from app.demo.article import Walk
from app.demo.processes import DemoFailed
from app.demo.screen import Screen
from app.demo.stage import Stage, set_up


def demo(*, once: bool) -> int:
    """Walk the demo and give the exit code. With `once` it ends when the walk has ended."""
    console = Console(highlight=False)
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        with set_up() as stage:
            return _walk(stage, Screen(console), once=once)
    except DemoFailed as failed:
        console.print(f"\nThe demo stopped: {failed}", style="bold red", markup=False)
        return 1
    except KeyboardInterrupt:
        console.print("\nStopped.")
        return 0 if not once else 130


def _walk(stage: Stage, screen: Screen, *, once: bool) -> int:
    api = Api(stage.address, stage.key)
    try:
        run_id = Walk(api, screen, stage.customer).all()
    except DemoFailed as failed:
        words = "\n".join(f"--- {child.log.name}\n{child.last_words()}" for child in stage.children)
        raise DemoFailed(f"{failed}\n{words}") from None
    finally:
        api.close()
    screen.panel(
        "Klaar",
        f"{stage.address}/docs           every route, to try out\n"
        f"{stage.address}/health/ready   whether it can work\n"
        f"{stage.address}/v1/runs/{run_id}/report?format=html\n\n"
        f"Authorise with this key:\n{stage.key}",
    )
    if not once:
        screen.verbatim("Serving until Ctrl-C.")
        _serve(stage)
    return 0


def _serve(stage: Stage) -> None:
    while True:
        time.sleep(0.5)
        for child in stage.children:
            if child.ended:
                raise DemoFailed(f"the {child.name} ended:\n{child.last_words()}")


def _as_ctrl_c(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
