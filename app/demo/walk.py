"""The demo as one command: set up, walk, show where to go on, and serve until it is told to stop."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from rich.console import Console

from app.demo.api import Api
from app.demo.article import Walk
from app.demo.processes import DemoFailed
from app.demo.screen import Screen
from app.demo.stage import Stage, set_up


def demo(folder: Path, *, once: bool) -> int:
    """Walk the demo in `folder` and give the exit code. With `once` it ends when the walk has ended."""
    screen = Screen(Console(highlight=False, soft_wrap=True))
    for way_to_stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(way_to_stop, signal.default_int_handler)
    try:
        with set_up(folder) as stage:
            _walk(stage, screen)
            if not once:
                _serve(stage, screen)
    except DemoFailed as failed:
        screen.failed(str(failed))
        return 1
    except KeyboardInterrupt:
        screen.failed("it was interrupted")
        return 128 + signal.SIGINT
    return 0


def _walk(stage: Stage, screen: Screen) -> None:
    api = Api(stage.address, stage.key)
    try:
        run_id = Walk(api, screen, stage.customer).all()
    except DemoFailed as failed:
        words = "\n".join(f"--- {child.log.name}\n{child.last_words()}" for child in stage.children)
        raise DemoFailed(f"{failed}\n{words}") from None
    finally:
        api.close()
    screen.rule("Klaar")
    screen.verbatim(
        f"Every route, to try out    {stage.address}/docs\n"
        f"Whether it can work        {stage.address}/health/ready\n"
        f"The report above           {stage.address}/v1/runs/{run_id}/report?format=html\n"
        f"Authorise with this key    {stage.key}"
    )


def _serve(stage: Stage, screen: Screen) -> None:
    screen.verbatim("\nServing until Ctrl-C.")
    try:
        while True:
            time.sleep(0.5)
            for child in stage.children:
                if child.ended:
                    raise DemoFailed(f"the {child.name} ended:\n{child.last_words()}")
    except KeyboardInterrupt:
        screen.verbatim("Stopping.")
