"""The answer to the start of a run: sent after the commit, and after as much waiting as the caller asked."""

from __future__ import annotations

from collections.abc import Callable

import anyio
import anyio.to_thread
from fastapi.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from app.runs.schemas import RunOut
from app.runs.states import OPEN

POLL = 0.1


class Started(JSONResponse):
    """202 with the run. A response is sent when its request has committed, so the workflow starts here.

    Waiting happens here too, for it holds no thread, transaction or turn to write.
    """

    def __init__(
        self, shown: RunOut, *, start: Callable[[], None], look: Callable[[], RunOut], seconds: float
    ) -> None:
        super().__init__(shown.model_dump(mode="json"), status_code=202, headers=location(shown))
        self._start = start
        self._look = look
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Start the run, look at it until it has ended or the time is over, and answer."""
        await anyio.to_thread.run_sync(self._start)
        if self._seconds:
            shown = await self._outcome()
            self.body = self.render(shown.model_dump(mode="json"))
            self.headers["Content-Length"] = str(len(self.body))
            self.headers["Preference-Applied"] = f"wait={self._seconds:.0f}"
        await super().__call__(scope, receive, send)

    async def _outcome(self) -> RunOut:
        until = anyio.current_time() + self._seconds
        while True:
            shown = await anyio.to_thread.run_sync(self._look)
            if shown.status not in OPEN or anyio.current_time() >= until:
                return shown
            await anyio.sleep(POLL)


def location(shown: RunOut) -> dict[str, str]:
    """The header that says where the run can be followed."""
    return {"Location": f"/v1/runs/{shown.id}"}
