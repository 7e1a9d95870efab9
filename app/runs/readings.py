"""How it went with each employer of a run, in words: those of whom there is something to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.runs import words
from app.runs.messages import MESSAGES
from app.runs.report import Handled, Reading, Report
from app.runs.states import DONE


@dataclass(frozen=True, slots=True)
class Told:
    """An employer by name, how it ended, and what of it was not read completely."""

    name: str
    status: str
    gaps: Sequence[str]
    fine: bool


def told(report: Report) -> list[Told]:
    """Every employer of a run."""
    return [_told(each, report) for each in report.employers]


def _told(employer: Handled, report: Report) -> Told:
    language = report.language
    status = words.EMPLOYERS[employer.status].to(language)
    message = MESSAGES.get(employer.code or "")
    if message is not None:
        status = f"{status}: {message.title.to(language) or message.text(language, {})}"
    return Told(
        name=report.names[employer.employer_id],
        status=status,
        gaps=[_gap(gap, language) for gap in employer.gaps],
        fine=employer.status in DONE and not employer.gaps,
    )


def _gap(gap: Reading, language: str) -> str:
    why = words.STATES[gap.state].to(language)
    why = f"{why} ({gap.operation})" if gap.operation else why
    return f"{words.STREAMS[gap.stream].to(language)}: {why}"
