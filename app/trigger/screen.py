"""What a script's log shows while it waits: one live line on a terminal, and few plain ones elsewhere.

Everything goes to stderr, as it is, never as mark-up; stdout is for the outcome.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from app.trigger.endings import say
from app.trigger.order import Language

#: Between two plain lines: when something moved, and when nothing did (a silent job is often ended).
MOVED_SECONDS: Final = 30.0
STILL_SECONDS: Final = 120.0


class Screen:
    """Plain lines: what is new at once, how far it is now and then."""

    #: How long the service may keep us waiting for one answer.
    patience = 15.0

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._language = language
        self._troubled = False
        self._status = ""
        self._line = ""
        self._told_at = 0.0

    def say(self, what: str, **filled: object) -> None:
        """One line of our own words."""
        self.line(say(what, self._language, **filled))

    def line(self, text: str) -> None:
        self._console.print(text, markup=False, soft_wrap=True)

    def trouble(self, reason: str, seconds: float) -> None:
        """An attempt failed; the next one is in so many seconds. Said once until it is over."""
        if not self._troubled:
            self.say("trying_again", reason=reason, seconds=f"{seconds:.0f}")
        self._troubled = True

    @contextmanager
    def following(self) -> Iterator[None]:
        """While a run is followed."""
        yield

    def progress(self, run: dict[str, Any]) -> None:
        """The run as it is now."""
        if self._troubled:
            self.say("back")
            self._troubled = False
        self.show(run["status"], how_far(run, self._language))

    def show(self, status: str, line: str) -> None:
        """Tell it if it is new, or if it is time to."""
        silent = time.monotonic() - self._told_at
        due = silent >= (STILL_SECONDS if line == self._line else MOVED_SECONDS)
        if status != self._status or due:
            self._status, self._line, self._told_at = status, line, time.monotonic()
            self.line(line)


class LiveScreen(Screen):
    """A terminal: one line that is written anew, with a clock."""

    patience = 2.0

    def __init__(self, console: Console, language: Language) -> None:
        super().__init__(console, language)
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        self._live = Progress(*columns, console=console, transient=True)
        self._task: TaskID | None = None

    @contextmanager
    def following(self) -> Iterator[None]:
        with self._live:
            self._task = self._live.add_task("", total=None)
            yield

    def show(self, status: str, line: str) -> None:
        if self._task is not None:
            self._live.update(self._task, description=line)


def open_screen(language: Language) -> Screen:
    """The screen for where stderr goes, whatever the environment claims about colours."""
    console = Console(stderr=True, highlight=False)
    return (LiveScreen if console.file.isatty() else Screen)(console, language)


def how_far(run: dict[str, Any], language: Language) -> str:
    """The status, and how many employers have come to their end."""
    status = run["status"]
    told = say(status, language) if status in ("queued", "running") else str(status)
    progress = run.get("progress") or {}
    total = progress.get("employers_total")
    if not total:
        return told
    return f"{told}: {say('employers', language, done=progress.get('employers_done'), total=total)}"
