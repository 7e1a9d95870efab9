"""The vendor's files for tests that compare with them, and a line about the checks they could not make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest

from tests.contract.vendor_files import FOLDER, Absent, VendorFiles

_NOT_MADE: Final = pytest.StashKey[set[str]]()


@dataclass(frozen=True)
class _Reported(VendorFiles):
    """Files whose absence ends the test that asks for one, neither as a success nor as a failure."""

    report: Callable[[], None] = lambda: None

    def read(self, name: str) -> bytes:
        try:
            return super().read(name)
        except Absent as absent:
            reason = f"vendor file absent: {absent}"
        self.report()
        pytest.skip(reason)


@pytest.fixture
def vendor(request: pytest.FixtureRequest) -> VendorFiles:
    """The vendor's files; a test that reads one that is not here is over, and counted."""
    not_made = request.config.stash.setdefault(_NOT_MADE, set())
    return _Reported(report=lambda: not_made.add(request.node.nodeid))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    count = len(terminalreporter.config.stash.get(_NOT_MADE, set()))
    if count:
        checks = "1 check was" if count == 1 else f"{count} checks were"
        terminalreporter.write_line(f"vendor files absent at {FOLDER}: {checks} not made", yellow=True)
