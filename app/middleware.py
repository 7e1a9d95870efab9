"""What happens around every request: an id, one log line, a metric, and a limit to the body."""

from __future__ import annotations

import time

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import log, refusals
from app.metrics import Metrics
from app.models import new_id

logger = log.get(__name__)


class RequestContext:
    """Gives each request an id (ours, never the client's), and logs and counts its answer by route."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; everything but HTTP passes untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status: int | None = None

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_with_id)
            except Exception as error:  # a bug: told here, where the request's id is known
                logger.error("request.failed", exc_info=error)
                if status is None:
                    answer = refusals.refuse(Request(scope), 500, "INTERNAL_ERROR")
                    await answer(scope, receive, send_with_id)
            finally:
                self._record(scope, status or 500, time.perf_counter() - started)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        route = _template(scope)
        self._metrics.requests.labels(route, str(status)).inc()
        self._metrics.request_seconds.labels(route).observe(seconds)
        logger.info(
            "request.answered",
            method=scope["method"],
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 1),
        )


def _template(scope: Scope) -> str:
    """The route as the contract writes it: the path itself holds ids, and unknown ones have no end."""
    route = scope.get("route")
    if route is None:
        return "unknown"
    inner: str = route.path  # without the prefixes of the routers it was included by
    filled = inner.format_map(scope.get("path_params", {}))
    return f"{scope['path'].removesuffix(filled)}{inner}"


class BodyLimit:
    """Stops reading a body that is larger than allowed, whatever its headers promised."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a `receive` that counts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = 0

        async def receive_counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_counted, send)
