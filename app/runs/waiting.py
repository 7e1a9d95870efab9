"""Answers that wait for the outcome of a run, as long as the caller asked with `Prefer: wait=<seconds>`.

Waiting happens in the sending of the answer: by then the session is closed, and waiting holds no thread,
no transaction and no turn to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Final

import anyio
import anyio.to_thread
from fastapi import Header
from fastapi.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from app.runs.schemas import RunOut
from app.runs.states import OPEN

LONGEST_WAIT: Final = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 0.5
#: RFC 7240: names in any case, more than one preference in a header, a value with or without quotes.
_WAIT: Final = re.compile(r'(?:^|[\s,;])wait\s*=\s*"?(\d+)', re.IGNORECASE | re.ASCII)

Prefer = Annotated[
    str | None,
    Header(
        alias="Prefer",
        description=f"`wait=<seconds>` (at most {LONGEST_WAIT:.0f}) waits for the outcome",
        examples=["wait=30"],
    ),
]


def seconds_of(prefer: str | None) -> float:
    """How long the caller wants to wait; 0 when he does not, or says so in another way than we know."""
    found = _WAIT.search(prefer or "")
    return min(float(found[1]), LONGEST_WAIT) if found else 0.0


class Told(JSONResponse):
    """A run, told when it has ended or when the time is over. `look` reads it anew, `is_open` only that."""

    def __init__(
        self,
        shown: RunOut,
        *,
        is_open: Callable[[], bool],
        look: Callable[[], RunOut],
        seconds: float,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(shown.model_dump(mode="json"), status_code=status, headers=headers)
        self._over = shown.status not in OPEN
        self._is_open = is_open
        self._look = look
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, if that was asked, and answer."""
        if self._seconds:
            if not self._over:
                await self._wait()
            self.headers["Preference-Applied"] = f"wait={self._seconds:.0f}"
        await super().__call__(scope, receive, send)

    async def _wait(self) -> None:
        until = anyio.current_time() + self._seconds
        pause = FIRST_PAUSE
        while await anyio.to_thread.run_sync(self._is_open) and anyio.current_time() < until:
            await anyio.sleep(pause)
            pause = min(pause * 1.2, LONGEST_PAUSE)
        shown = await anyio.to_thread.run_sync(self._look)
        self.body = self.render(shown.model_dump(mode="json"))
        self.headers["Content-Length"] = str(len(self.body))


class Started(Told):
    """202 with the run. A response is sent when its request has committed, so the workflow starts here."""

    def __init__(
        self,
        shown: RunOut,
        *,
        start: Callable[[], None],
        is_open: Callable[[], bool],
        look: Callable[[], RunOut],
        seconds: float,
    ) -> None:
        super().__init__(
            shown, is_open=is_open, look=look, seconds=seconds, status=202, headers=location(shown)
        )
        self._start = start

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Start the run, wait for it as long as was asked, and answer."""
        await anyio.to_thread.run_sync(self._start)
        await super().__call__(scope, receive, send)


def location(shown: RunOut) -> dict[str, str]:
    """The header that says where the run can be followed."""
    return {"Location": f"/v1/runs/{shown.id}"}
