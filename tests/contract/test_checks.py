"""The checks behind `make check` see what they are there to see."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import files_fit_any_machine, locks_satisfy_pyproject, tests_patch_nothing

ROOT = Path(__file__).resolve().parents[2]
HASH = "--hash=sha256:00"
PYPROJECT = """
[project]
dependencies = ["alpha>=1,<2", "beta>=2; sys_platform == 'win32'"]
[dependency-groups]
dev = ["gamma>=3"]
"""
RUNTIME = f"alpha==1.4 \\\n    {HASH}\n    # via us\nbeta==2.0 ; sys_platform == 'win32' \\\n    {HASH}\n"
DEVELOPMENT = f"{RUNTIME}gamma==3.1 \\\n    {HASH}\n"


def test_our_own_lock_files_satisfy_our_own_pyproject() -> None:
    files = ("pyproject.toml", "requirements.lock", "requirements-dev.lock")

    assert [] == locks_satisfy_pyproject.problems(*((ROOT / file).read_text() for file in files))


def test_a_pair_of_locks_that_fulfils_everything_is_left_alone() -> None:
    assert [] == locks_satisfy_pyproject.problems(PYPROJECT, RUNTIME, DEVELOPMENT)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "alpha==1.4",
            "alpha==2.0",
            "requirements.lock does not fulfil alpha<2,>=1 for Python 3.11 on linux",
        ),
        (
            "alpha==1.4",
            "delta==1.4",
            "requirements.lock does not fulfil alpha<2,>=1 for Python 3.11 on linux",
        ),
        (" ; sys_platform == 'win32'", " ; sys_platform == 'linux'", "Python 3.11 on win32"),
        (f"alpha==1.4 \\\n    {HASH}", "alpha==1.4", "requirements.lock has no hash for alpha"),
        (
            "alpha==1.4",
            "--find-links=folder\nalpha==1.4",
            "requirements.lock names an address",
        ),
    ],
)
def test_a_lock_that_does_not_fulfil_is_told(old: str, new: str, told: str) -> None:
    found = locks_satisfy_pyproject.problems(
        PYPROJECT, RUNTIME.replace(old, new), DEVELOPMENT.replace(old, new)
    )

    assert told in "\n".join(found)


def test_locks_that_differ_are_told() -> None:
    found = locks_satisfy_pyproject.problems(
        PYPROJECT, RUNTIME, DEVELOPMENT.replace("alpha==1.4", "alpha==1.5")
    )

    assert ["requirements-dev.lock does not hold alpha==1.4 as requirements.lock does"] == found


@pytest.mark.parametrize(
    "source",
    [
        "from unittest import mock",
        "from unittest.mock import patch",
        "import unittest.mock",
        "def test(monkeypatch):\n    monkeypatch.setattr('app.engine.Engine', None)",
        "from app import engine\ndef test(monkeypatch):\n    monkeypatch.setattr(engine, 'Engine', None)",
        "import app.engine\ndef test(monkeypatch):\n    monkeypatch.setattr(app.engine.Engine, 'x', None)",
        "from emulator.world import World\ndef test(mp):\n    mp.setattr(World, 'lock', None)",
        "from app.hr import x\ndef test(mocker):\n    mocker.patch.object(x, 'y')",
    ],
)
def test_a_patch_of_ours_is_seen(source: str) -> None:
    assert list(tests_patch_nothing.patches(source))


@pytest.mark.parametrize(
    "source",
    [
        "def test(monkeypatch):\n    monkeypatch.setenv('LOG_LEVEL', 'DEBUG')",
        "import sys\ndef test(monkeypatch):\n    monkeypatch.setattr(sys, 'argv', [])",
        "from app.runs import plan\ndef test(client):\n    client.patch('/v1/accounts/1', json={})",
    ],
)
def test_what_does_not_touch_ours_is_left_alone(source: str) -> None:
    assert not list(tests_patch_nothing.patches(source))


@pytest.mark.parametrize(
    "line",
    [
        "see /ho" + "me/somebody/notes.txt",
        "cd /ro" + "ot/project",
        "pip install --index" + "-url=somewhere",
        "fetched from https://files.python" + "hosted.org/x",
    ],
)
def test_what_fits_one_machine_only_is_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "notes.md").write_text(f"first\n{line}\n")

    assert ["notes.md:2: fits one machine only"] == files_fit_any_machine.problems(tmp_path)


def test_addresses_of_the_service_and_folders_of_ours_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(
        "GET /v1/homes\nsee docs/work/plan.md and https://api.nmbrs.nl/soap/v3\n"
    )

    assert [] == files_fit_any_machine.problems(tmp_path)


def test_what_git_ignores_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("cache/\n.env\n")
    (tmp_path / "deep" / "cache").mkdir(parents=True)
    (tmp_path / "deep" / "cache" / "notes.md").write_text("/ho" + "me/somebody")

    assert [] == files_fit_any_machine.problems(tmp_path)
