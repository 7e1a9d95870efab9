"""The demo as a newcomer runs it: one command, to its end, leaving nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[2]


def start(folder: Path, output: Path) -> subprocess.Popen[bytes]:
    with output.open("wb") as file:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "app", "demo", "--once", "--folder", folder],
            cwd=ROOT,
            env={**os.environ, "HOME": str(folder.parent), "COLUMNS": "140"},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )


def answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.TransportError:
        return False


def test_the_demo_walks_the_article_to_a_second_run_without_changes(tmp_path: Path) -> None:
    output = tmp_path / "output"

    code = start(tmp_path / "demo", output).wait(240)

    told = output.read_text(encoding="utf-8")
    assert 0 == code, told
    steps = ["3.1", "3.2", "3.6", "4.1", "4.2", "4.3", "4.4", "5.2", "6.1", "6.2", "6.4", "6.4"]
    assert steps == re.findall(r"^(\d\.\d)  ", told, re.MULTILINE)
    assert "LOGVERSLAG" in told
    assert "✓ 0 wijzigingen" in told
    (docs,) = re.findall(r"http://127\.0\.0\.1:\d+/docs", told)
    assert not answers(docs), "the service outlived the demo"


def test_an_interrupted_demo_ends_what_it_started(tmp_path: Path) -> None:
    output = tmp_path / "output"

    demo = start(tmp_path / "demo", output)
    children = started_by(demo, tmp_path / "demo")
    demo.send_signal(signal.SIGINT)
    code = demo.wait(60)

    assert (128 + signal.SIGINT, [False, False]) == (code, [child.is_running() for child in children])


def test_a_demo_whose_service_dies_shows_its_last_words_and_ends_the_rest(tmp_path: Path) -> None:
    output = tmp_path / "output"

    demo = start(tmp_path / "demo", output)
    nmbrs, service = started_by(demo, tmp_path / "demo")
    service.kill()
    code = demo.wait(60)

    told = output.read_text(encoding="utf-8")
    assert (1, False) == (code, nmbrs.is_running())
    assert "The demo stopped: " in told
    assert "--- service.log" in told


def test_a_second_demo_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "output"

    first = start(tmp_path / "demo", tmp_path / "first")
    wait_until((tmp_path / "demo" / "nmbrs.log").exists, first)
    code = start(tmp_path / "demo", output).wait(60)
    first.send_signal(signal.SIGTERM)
    first.wait(60)

    assert (1, True) == (code, "another demo runs in this folder" in output.read_text())


def started_by(demo: subprocess.Popen[bytes], folder: Path) -> list[psutil.Process]:
    """The pretended Nmbrs and the service, once the import is under way."""
    log = folder / "service.log"
    wait_until(lambda: log.exists() and "/configurations/{configuration_id}/runs" in log.read_text(), demo)
    return sorted(psutil.Process(demo.pid).children(), key=lambda child: child.create_time())


def wait_until(happened: Callable[[], bool], demo: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not happened() and time.monotonic() < deadline:
        assert demo.poll() is None, "the demo ended too early"
        time.sleep(0.1)
