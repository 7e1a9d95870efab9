"""The service after the demo: the stage and the walk of `make demo`, on any database and without its pace."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from app.demo.api import Api
from app.demo.article import Walk
from app.demo.screen import Screen
from app.demo.stage import Stage, set_up

ANY_PORT = 0


@contextmanager
def staged(folder: Path, database_url: str) -> Iterator[Stage]:
    """A pretended Nmbrs and the service as the demo starts them; nothing is set up in it yet."""
    settings = {"DATABASE_URL": database_url, "NMBRS_CALLS_PER_SECOND": "150"}
    with set_up(folder, settings, (ANY_PORT, ANY_PORT)) as stage:
        yield stage


@contextmanager
def demonstrated(folder: Path, database_url: str) -> Iterator[Stage]:
    """The same when the demo has walked through the whole article."""
    with staged(folder, database_url) as stage:
        api = Api(stage.address, stage.key)
        try:
            Walk(api, Screen(Console(file=io.StringIO())), stage.customer).all()
        finally:
            api.close()
        yield stage
