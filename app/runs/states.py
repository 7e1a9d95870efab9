"""The states of a run and of one employer in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class RunStatus(StrEnum):
    """Queued and running are open; the others are outcomes (docs/architecture.md)."""

    QUEUED = "queued"
    RUNNING = "running"
    PREVIEWED = "previewed"
    SUCCEEDED = "succeeded"
    SUCCEEDED_WITH_WARNINGS = "succeeded_with_warnings"
    PARTIALLY_APPLIED = "partially_applied"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN: Final = (RunStatus.QUEUED, RunStatus.RUNNING)


class Mode(StrEnum):
    """Apply the plan, or only show it."""

    APPLY = "apply"
    PREVIEW = "preview"


class EmployerStatus(StrEnum):
    """How far one employer has come. The last four are final."""

    QUEUED = "queued"
    READING = "reading"
    PLANNED = "planned"
    PREVIEWED = "previewed"
    APPLIED = "applied"
    FAILED = "failed"
    CANCELLED = "cancelled"


DONE: Final = (EmployerStatus.APPLIED, EmployerStatus.PREVIEWED)
FINAL: Final = (
    *DONE,
    EmployerStatus.FAILED,
    EmployerStatus.CANCELLED,
)
