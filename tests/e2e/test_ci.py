"""A pipeline at work: what docs/ci.md says is run as it stands, and the command survives what may happen.

Real processes over loopback: the service, the pretended Nmbrs, bash, curl, and `python -m app run`.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.database import Database
from app.keys.issue import issue
from app.security import Role
from tests.conftest import ROOT
from tests.databases import Databases
from tests.e2e import processes
from tests.e2e.processes import Process, ended_afterwards, wait_until
from tests.integration.small_employer import found_bakery
from tests.nmbrs_control import Nmbrs
from tests.suite import OPEN, Suite

TEXT = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS: dict[str, str] = dict(re.findall(r"<!-- block: (\w+) -->\n```\w+\n(.*?)```", TEXT, re.DOTALL))
PATIENCE = 120.0


@pytest.fixture(scope="module")
def nmbrs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nmbrs]:
    process = processes.emulator(tmp_path_factory.mktemp("nmbrs"))
    with ended_afterwards(process):
        process.start()
        with httpx.Client(timeout=10, trust_env=False) as http:
            yield Nmbrs(process.address, http)


@pytest.fixture(scope="module")
def machine(
    nmbrs: Nmbrs, sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    """A service for all tests that only ask it things, set up by an administrator for one employer."""
    folder = tmp_path_factory.mktemp("ci")
    process = processes.service(sqlite_databases.migrated(), nmbrs.soap_url, folder)
    with ended_afterwards(process):
        process.start()
        with _set_up(process, nmbrs) as suite:
            yield Machine(process, suite, folder)


@pytest.fixture(autouse=True)
def all_is_well(nmbrs: Nmbrs, machine: Machine) -> None:
    """Whatever the last test did."""
    nmbrs.lift_faults()
    nmbrs.deny()
    nmbrs.forget_calls()
    machine.agree(None)


@contextmanager
def _set_up(service: Process, nmbrs: Nmbrs) -> Iterator[Suite]:
    database = Database(service.environment["DATABASE_URL"])
    with database.transaction() as session:
        _, key = issue(
            session, name="x", role=Role.ADMIN, permissions=[], employer_ids=[], group_ids=[],
            now=datetime.now(UTC),
        )  # fmt: skip
    database.close()
    nmbrs.reset()
    with httpx.Client(base_url=service.address, timeout=70, trust_env=False) as http:
        suite = Suite(http, {"Authorization": f"Bearer {key}"})  # type: ignore[arg-type]  # as a TestClient
        suite.set_up({found_bakery(nmbrs): "Bakkerij"})
        yield suite


@dataclass
class Machine:
    """A machine of a CI: it knows the address and the key, and nothing else of the service."""

    service: Process
    suite: Suite
    folder: Path

    def agree(self, employers: int | None) -> None:
        """The number of employers the customer told of; a run warns of another."""
        change = {"authorised_employer_count": employers}
        path = f"/accounts/{self.suite.account_id}"
        self.suite.ask("PATCH", path, json=change, headers={"If-Match": "*"})

    @property
    def newest_run(self) -> dict[str, Any]:
        run: dict[str, Any] = self.suite.ask("GET", "/runs")["items"][0]
        return run

    def environment(self, **more: str) -> dict[str, str]:
        return {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),  # instead of an installation
            "NMBRS_HOME": str(self.folder),
            "NMBRS_URL": self.service.address,
            "NMBRS_CONFIGURATION": self.suite.configuration_id,
            "API_KEY": self.suite.headers["Authorization"].removeprefix("Bearer "),
            **more,
        }

    def bash(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - what the document says
            ["/bin/bash", "-c", script], cwd=self.folder, env=self.environment(**environment),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    def start(self, **how: Any) -> subprocess.Popen[str]:
        """`python -m app run`, waiting."""
        arguments = ("--url", self.service.address, "--configuration", self.suite.configuration_id)
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "app", "run", *arguments, "--wait", "--timeout", "120"],
            cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL, text=True,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how},
        )  # fmt: skip


# --- what docs/ci.md says -------------------------------------------------------------------------


def test_what_the_document_needs_is_on_this_machine() -> None:
    assert all(shutil.which(program) for program in ("bash", "curl", "python3"))
    assert {"key", "job", "gitlab", "github", "curl"} == BLOCKS.keys()


@pytest.mark.parametrize("block", ["job", "curl"])
def test_the_blocks_import_with_the_key_they_tell_to_make(machine: Machine, block: str) -> None:
    [employer] = machine.suite.employer_ids.values()
    made = machine.bash(BLOCKS["key"], **machine.service.environment, EMPLOYER=employer)
    assert 0 == made.returncode, made.stderr
    key = made.stdout.strip()

    ended = machine.bash(BLOCKS[block], API_KEY=key)

    run = machine.newest_run
    assert 0 == ended.returncode, ended.stdout + ended.stderr
    assert ("apply", "succeeded") == (run["mode"], run["status"])
    assert run["id"] in ended.stdout
    assert key not in ended.stdout + ended.stderr


@pytest.mark.parametrize("block", ["job", "curl"])
def test_the_blocks_preview(machine: Machine, block: str) -> None:
    ended = machine.bash(BLOCKS[block], NMBRS_MODE="preview")

    run = machine.newest_run
    assert (0, "preview", "previewed") == (ended.returncode, run["mode"], run["status"]), ended.stderr


@pytest.mark.parametrize(("block", "code"), [("job", 0), ("curl", 3)])
def test_the_blocks_tell_of_warnings(machine: Machine, block: str, code: int) -> None:
    machine.agree(5)

    ended = machine.bash(BLOCKS[block])

    assert (code, "succeeded_with_warnings") == (ended.returncode, machine.newest_run["status"])
    assert "warnings" in ended.stdout


@pytest.mark.parametrize("block", ["job", "curl"])
def test_the_blocks_fail_where_nmbrs_denies_something(machine: Machine, nmbrs: Nmbrs, block: str) -> None:
    nmbrs.deny("Absence_GetList")

    ended = machine.bash(BLOCKS[block])

    assert (4, "partially_applied") == (ended.returncode, machine.newest_run["status"])


@pytest.mark.parametrize("block", ["job", "curl"])
def test_the_blocks_tell_why_they_are_refused(machine: Machine, block: str) -> None:
    before = machine.suite.all("/runs")

    ended = machine.bash(BLOCKS[block], API_KEY="unknown")

    assert (7, before) == (ended.returncode, machine.suite.all("/runs"))
    assert "A valid API key is needed" in ended.stderr


def test_the_curl_block_waits_longer_than_one_answer(machine: Machine, nmbrs: Nmbrs) -> None:
    nmbrs.fault("delay", operation="List_GetAll", times=1, seconds=3)

    ended = machine.bash(BLOCKS["curl"].replace("wait=20", "wait=1"))

    assert (0, "succeeded") == (ended.returncode, machine.newest_run["status"]), ended.stderr


def test_the_curl_block_gives_up_when_its_time_is_over(machine: Machine, nmbrs: Nmbrs) -> None:
    nmbrs.fault("delay", operation="List_GetAll", times=1, seconds=3)

    ended = machine.bash(BLOCKS["curl"].replace("wait=20", "wait=1"), NMBRS_TIMEOUT="1")

    assert (1, True) == (ended.returncode, "the run goes on" in ended.stderr)
    machine.suite.ask("GET", f"/runs/{machine.newest_run['id']}", headers={"Prefer": "wait=30"})


@pytest.mark.parametrize("block", ["gitlab", "github"])
def test_the_commands_in_the_snippets_work(machine: Machine, block: str) -> None:
    [snippet] = re.findall(r"python -m app run .*", BLOCKS[block])

    ended = machine.bash(snippet)

    assert 0 == ended.returncode, ended.stderr
    assert machine.newest_run["id"] in ended.stdout


# --- what may happen ------------------------------------------------------------------------------


def test_a_service_that_dies_while_we_wait_is_waited_for(
    database_url: str, nmbrs: Nmbrs, tmp_path: Path
) -> None:
    service = processes.service(database_url, nmbrs.soap_url, tmp_path)
    with ended_afterwards(service):
        service.start()
        with _set_up(service, nmbrs) as suite:
            nmbrs.fault("delay", operation="List_GetByCompany", seconds=30)
            command = Machine(service, suite, tmp_path).start()
            wait_until(lambda: bool(nmbrs.calls("List_GetByCompany")), PATIENCE, service.last_words)

            service.kill()
            time.sleep(1)
            still_waiting = command.poll() is None
            nmbrs.lift_faults()
            service.start()
            out, err = command.communicate(timeout=PATIENCE)
            runs = [run["id"] for run in suite.all("/runs")]

    assert still_waiting, err
    assert (0, "outcome: succeeded", f"run: {runs[0]}") == (command.returncode, *out.splitlines()[:2]), err
    assert (1, True) == (len(runs), "trying again" in err)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_whoever_is_stopped_leaves_the_run_alone_and_says_how_to_go_on(
    machine: Machine, nmbrs: Nmbrs, how: signal.Signals
) -> None:
    nmbrs.fault("delay", seconds=1.5)  # every call: the run lasts until it is cancelled
    command = machine.start()
    wait_until(lambda: bool(nmbrs.calls("List_GetByCompany")), PATIENCE)

    command.send_signal(how)
    out, err = command.communicate(timeout=PATIENCE)

    run = machine.newest_run
    assert (1, "outcome: unknown", True) == (command.returncode, out.splitlines()[0], run["status"] in OPEN)
    assert "Traceback" not in err
    [follow] = re.findall(r"Follow it: (.*)", err)
    [cancel] = re.findall(r"Cancel it: (.*)", err)
    assert run["id"] in machine.bash(follow).stdout
    assert 0 == machine.bash(cancel).returncode
    ended = machine.suite.ask("GET", f"/runs/{run['id']}", headers={"Prefer": "wait=30"})
    assert "cancelled" == ended["status"]


def test_on_a_terminal_one_line_is_written_anew(machine: Machine, nmbrs: Nmbrs) -> None:
    nmbrs.fault("delay", operation="List_GetByCompany", times=1, seconds=4)
    ours, theirs = pty.openpty()

    command = machine.start(stderr=theirs)
    os.close(theirs)
    shown = b""
    while part := _read(ours):
        shown += part
    out, _ = command.communicate(timeout=PATIENCE)

    assert (0, "outcome: succeeded") == (command.returncode, out.splitlines()[0])
    assert "running: 0 of 1 employers" in shown.decode()
    assert "\x1b[2K" in shown.decode()  # a line that is wiped


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody is left at the other end
        return b""
