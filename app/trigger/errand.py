"""One order from its start to its ending, whatever happens on the way."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from app.trigger import endings
from app.trigger.api import Api, Elsewhere, NoAnswer, Refused
from app.trigger.endings import Ending, ExitCode, say
from app.trigger.order import Order
from app.trigger.screen import Screen

#: A service that does not keep us waiting is asked no more often than this.
_GENTLY: Final = 2.0


def carry_out(order: Order, screen: Screen) -> Ending:
    """Start what was ordered, and follow it if that was asked. Raises nothing: all is an ending."""
    with _stopped_by_signals(), closing(Api(order, screen.trouble)) as api:
        errand = _Errand(order, screen, api)
        try:
            return errand.start()
        except KeyboardInterrupt:
            return errand.unknown("interrupted" if errand.run else "interrupted_early")


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Both ways in which a job is stopped interrupt us; a shell lets its background jobs ignore one."""
    ways = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(way, signal.default_int_handler) for way in ways]
    try:
        yield
    finally:
        for way, handler in zip(ways, before, strict=True):
            signal.signal(way, handler)


@dataclass
class _Errand:
    order: Order
    screen: Screen
    api: Api
    run: dict[str, Any] | None = None

    def start(self) -> Ending:
        """Start the run, and leave it there unless we are to wait."""
        try:
            self.run = self.api.start()
        except Refused as refused:
            return self._refused(refused)
        except Elsewhere as elsewhere:
            what = "redirected" if elsewhere.target else "refused_by_other"
            return self.unknown(what, status=elsewhere.status, target=elsewhere.target)
        except NoAnswer as silence:
            what = "no_answer" if self.api.may_have_been_heard else "no_connection"
            return self.unknown(what, reason=silence.reason)
        self.screen.say("started", run_id=self.run["id"])
        if not self.order.wait:
            return Ending(ExitCode.DONE, "started", "", self.run)
        with self.screen.following():
            return self._follow(self.run)

    def _follow(self, run: dict[str, Any]) -> Ending:
        while endings.is_open(run):
            self.screen.progress(run)
            if self.api.seconds_left <= 0:
                return self.unknown("too_late", seconds=f"{self.order.seconds:.0f}")
            asked_at = time.monotonic()
            try:
                self.run = run = self.api.look(run["id"], self.screen.patience)
            except Refused as refused:
                ending = self.unknown("refused_afterwards", detail=_detail(refused.problem))
                return replace(ending, problem=refused.problem)
            except NoAnswer as silence:
                return self.unknown("lost", reason=silence.reason)
            if endings.is_open(run):
                time.sleep(min(max(asked_at + _GENTLY - time.monotonic(), 0), max(self.api.seconds_left, 0)))
        return endings.of(run, self.order.language)

    def _refused(self, refused: Refused) -> Ending:
        if refused.problem is None:
            return replace(
                self.unknown("refused_by_other", status=refused.status),
                exit_code=ExitCode.REFUSED,
                outcome="refused",
            )
        what = "no_such_route" if refused.problem.get("code") == "NOT_FOUND" else "refused"
        detail, configuration = _detail(refused.problem), self.order.configuration
        sentence = say(what, self.order.language, detail=detail, configuration=configuration)
        return Ending(ExitCode.REFUSED, "refused", sentence, problem=refused.problem)

    def unknown(self, what: str, **filled: object) -> Ending:
        """We do not know what becomes of it; if there is a run, this is how to go on with it."""
        language = self.order.language
        sentence = say(what, language, address=self.order.address, **filled)
        if self.run is not None:
            here = f'curl -H "Authorization: Bearer $API_KEY" {self.order.address}/v1/runs/{self.run["id"]}'
            sentence += "\n" + say("how_to_go_on", language, follow=here, cancel=f"{here}/cancel -X POST")
        return Ending(ExitCode.UNKNOWN, "unknown", sentence, self.run)


def _detail(problem: dict[str, Any] | None) -> str:
    """The sentence of a problem, in the language we asked for, and each field that it names."""
    told = problem or {}
    fields = "".join(
        f"\n  {each.get('field')}: {each.get('message') or each.get('code')}"
        for each in told.get("errors") or []
    )
    return f"{told.get('detail') or told.get('title') or '-'}{fields} ({told.get('code', '-')})"
