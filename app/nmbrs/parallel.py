"""The same call for many employees: some at a time, answers in the order of the questions."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeAlias, TypeVar

_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")

#: About whom, and what gives the answer or raises; whoever stops asking closes it.
Answers: TypeAlias = Generator[tuple[str, Callable[[], _Answer]], None, None]


def each(
    keys: Iterable[_Key],
    call: Callable[[_Key], _Answer],
    *,
    at_once: int,
    before: Callable[[], None],
) -> Generator[tuple[_Key, Callable[[], _Answer]], None, None]:
    """Yield every key with a function that gives its answer or raises what the call raised.

    `before` is called in this thread before each call starts; what it raises ends everything. Whoever
    stops asking leaves no call waiting: those under way end, the rest never begins.
    """
    waiting: deque[tuple[_Key, Future[_Answer]]] = deque()
    with ThreadPoolExecutor(at_once, thread_name_prefix="nmbrs") as pool:
        try:
            for key in keys:
                if len(waiting) == at_once:
                    yield _next(waiting)
                before()
                waiting.append((key, pool.submit(copy_context().run, call, key)))
            while waiting:
                yield _next(waiting)
        finally:
            for _, future in waiting:
                future.cancel()


def _next(waiting: deque[tuple[_Key, Future[_Answer]]]) -> tuple[_Key, Callable[[], _Answer]]:
    key, future = waiting.popleft()
    return key, future.result
