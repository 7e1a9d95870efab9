"""Each import contract of pyproject.toml breaks when somebody does what it forbids."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")

# contract id -> (file, line that breaks it)
PLANTED = {
    "layers": ("app/models/columns.py", "from app.runs import plan"),
    "hr": ("app/hr/records.py", "import httpx"),
    "dbos": ("app/runs/start.py", "from dbos import DBOS"),
    "zeep": ("app/engine.py", "import zeep"),
    "httpx": ("app/main.py", "import httpx"),
    "adapter": ("app/errors.py", "from starlette.requests import Request"),
    "demo": ("app/demo/article.py", "from app import models"),
    "trigger": ("app/trigger/errand.py", "from app.runs.states import OPEN"),
    "strangers": ("app/demo/stage.py", "from emulator.world import DEMO_USER"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages and their contracts, to plant violations in."""
    folder = tmp_path_factory.mktemp("layers")
    for package in ("app", "emulator", "checks"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own linter
        [LINTER, "--no-cache", "--no-logo", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_has_a_planted_violation(copy: Path) -> None:
    contracts = tomllib.loads((copy / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

    assert {contract["id"] for contract in contracts} == PLANTED.keys()


def test_all_contracts_hold_as_the_code_stands(copy: Path) -> None:
    told = lint(copy)

    assert 0 == told.returncode, told.stdout


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_the_contract(copy: Path, contract: str) -> None:
    file, line = PLANTED[contract]
    planted = copy / file
    before = planted.read_text(encoding="utf-8")

    planted.write_text(f"{before}\n{line}\n", encoding="utf-8")
    told = lint(copy, "--contract", contract)
    planted.write_text(before, encoding="utf-8")

    assert (1, True) == (told.returncode, "BROKEN" in told.stdout), told.stdout


def test_a_module_without_a_place_in_the_layers_is_refused(copy: Path) -> None:
    stray = copy / "app" / "stray.py"

    stray.write_text("", encoding="utf-8")
    told = lint(copy, "--contract", "layers")
    stray.unlink()

    assert (1, True) == (told.returncode, "stray" in told.stdout), told.stdout
