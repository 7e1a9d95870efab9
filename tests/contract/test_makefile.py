"""The Makefile picks a Python that can carry the service, or says in one sentence what to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CANNOT = "#!/bin/sh\nexit 1\n"


def pick(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Let the Makefile's script choose among the Pythons of one folder."""
    return subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", ROOT / "checks" / "pick_python.sh"],
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def put(folder: Path, name: str, script: str) -> str:
    python = folder / name
    python.write_text(script, encoding="utf-8")
    python.chmod(0o755)
    return str(python)


def real() -> str:
    return f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A PATH with nothing in it but what a shell script needs."""
    (tmp_path / "cat").symlink_to(str(shutil.which("cat")))
    return tmp_path


def test_the_default_python_is_taken_when_it_can_carry_the_service(tools: Path) -> None:
    expected = put(tools, "python3", real())
    put(tools, "python3.13", real())

    assert expected == pick(tools).stdout.strip()


def test_a_python_that_cannot_is_passed_over(tools: Path) -> None:
    put(tools, "python3", CANNOT)
    expected = put(tools, "python3.11", real())

    assert expected == pick(tools).stdout.strip()


def test_a_named_python_goes_first(tools: Path) -> None:
    put(tools, "python3", real())
    expected = put(tools, "special", real())

    assert expected == pick(tools, BASE_PYTHON=expected).stdout.strip()


def test_without_a_suitable_python_one_sentence_says_what_to_do(tools: Path) -> None:
    put(tools, "python3", CANNOT)

    ended = pick(tools)

    assert (1, "", 1) == (ended.returncode, ended.stdout, len(ended.stderr.splitlines()))
    assert ended.stderr.startswith("No suitable Python: install Python 3.11")


@pytest.mark.parametrize(
    ("python", "sqlite", "suitable"),
    [("3, 10", "3, 51", 0), ("3, 11", "3, 34", 1), ("3, 12", "3, 40", 0), ("3, 12", "3, 42", 1)],
)
def test_what_counts_is_the_version_of_python_and_of_its_sqlite(
    tools: Path, python: str, sqlite: str, suitable: int
) -> None:
    pretend = f"import sqlite3, sys; sys.version_info = ({python}); sqlite3.sqlite_version_info = ({sqlite})"
    put(
        tools,
        "python3",
        f'#!/bin/sh\n{{ echo "{pretend}"; cat; }} | exec "{sys.executable}" -\n',
    )

    assert 1 - suitable == pick(tools).returncode


def test_help_names_every_target() -> None:
    words = ["make", "--no-print-directory"]  # also when make itself runs the tests
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603

    named = {line.split()[1] for line in told.splitlines()}
    assert named == {
        "help", "setup", "demo", "serve", "emulator", "test", "check", "openapi", "migration", "lock",
        "bench", "campaign", "browser",
    }  # fmt: skip
