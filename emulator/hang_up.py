"""Closing the connection without an answer, which no ordinary response can do."""

import asyncio

from fastapi import FastAPI, Response
from starlette.types import Receive, Scope, Send

_TRANSPORT = "emulator.transport"


class AppThatCanHangUp(FastAPI):
    """Remembers the server's transport, which is only known outside every middleware."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # uvicorn hands out `send` as a method of the request, which holds the transport.
        scope[_TRANSPORT] = getattr(getattr(send, "__self__", None), "transport", None)
        await super().__call__(scope, receive, send)


class HangUp(Response):
    """Drops the connection at once; the caller sees a reset."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport = scope.get(_TRANSPORT)
        if not isinstance(transport, asyncio.Transport):
            raise ConnectionResetError("this server cannot hang up on a caller")
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
