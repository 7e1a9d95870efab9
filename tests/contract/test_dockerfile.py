"""The Dockerfile's commands work, shown without Docker: in a fresh environment and an empty folder.

`RUN`, `COPY`, `ENV`, `CMD` and `HEALTHCHECK` are taken from the file and executed. What only an image can
have (its base, a system user, an owner) is checked as text. pip may reach the package index.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
NEEDS_ROOT = ("useradd ", "install --directory --owner ")
SECRETS = {"ENCRYPTION_KEYS": "test:a-secret-for-this-test-alone", "HASH_KEY": "another-secret-of-this-test"}
PORT = "8000"


def instructions() -> list[tuple[str, str]]:
    """Instruction and argument, in order."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.split(None, 1) for line in lines if line and not line.startswith("#")]
    return [(name, " ".join(argument.split())) for name, argument in pairs]


def every(name: str) -> list[str]:
    """The arguments of all instructions of a kind."""
    return [argument for found, argument in instructions() if found == name]


def the(name: str) -> str:
    """The argument of the last instruction of a kind, which is the one that counts."""
    return every(name)[-1]


def command(text: str, port: int) -> list[str]:
    """The words of an exec-form command, on a port of ours and on loopback."""
    words = json.loads(text[text.index("[") :])
    return [word.replace(PORT, str(port)).replace("0.0.0.0", "127.0.0.1") for word in words]  # noqa: S104


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the image has it, with an environment of its own in `venv`."""
    folder = tmp_path_factory.mktemp("image")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)  # noqa: S603
    for name, argument in instructions():
        if name == "COPY":
            source, target = argument.split()
            _copy(ROOT / source, folder / target)
        elif name == "RUN" and not argument.startswith(NEEDS_ROOT):
            subprocess.run(argument, shell=True, check=True, cwd=folder, env=environment(folder))  # noqa: S602
    (folder / "var").mkdir()
    return folder


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """What the image's processes see: nothing of our settings, and its own Python first."""
    ours = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in ours and name != "PYTHONPATH"}
    told = dict(pair.split("=") for pair in the("ENV").split())
    return {**kept, **told, **settings, "PATH": f"{folder / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"}


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603
        command(the("CMD"), port), cwd=folder, env=environment(folder, **SECRETS), stdin=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_the_container_migrates_serves_and_ends_when_told(image: Path) -> None:
    port = free_port()
    check = command(the("HEALTHCHECK"), port)

    with served(image, port) as process:
        deadline = time.monotonic() + 30
        while (healthy := _succeeds(check, image)) is False and time.monotonic() < deadline:
            assert process.poll() is None, "it ended by itself"
            time.sleep(0.2)

    assert (True, -signal.SIGTERM) == (healthy, process.returncode)
    assert (image / "var" / "xpert-nmbrs.db").exists()
    assert not _succeeds(check, image), "nothing answers any more, so the health check must fail"


def _succeeds(words: list[str], folder: Path) -> bool:
    done = subprocess.run(words, cwd=folder, env=environment(folder), capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


def test_the_container_refuses_to_start_without_secrets(image: Path) -> None:
    words = command(the("CMD"), free_port())

    ended = subprocess.run(  # noqa: S603
        words, cwd=image, env=environment(image), capture_output=True, text=True, timeout=60, check=False
    )

    told = "ENCRYPTION_KEYS and HASH_KEY need values of your own in production (see .env.example).\n"
    assert (1, told) == (ended.returncode, ended.stderr)


def test_the_image_is_slim_and_its_user_can_write_the_volume_only() -> None:
    names = [name for name, _ in instructions()]

    assert the("FROM").startswith("python:3.11-slim")
    assert f"useradd --system --uid 10001 --no-create-home {the('USER')}" in every("RUN")
    assert f"install --directory --owner {the('USER')} --mode 0700 var" in every("RUN")
    assert f"{the('WORKDIR')}/var" == the("VOLUME")
    assert names.index("USER") < names.index("CMD")


def test_what_is_copied_is_not_ignored() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert {argument.split()[0] for argument in every("COPY")} == kept
