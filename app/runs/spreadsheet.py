"""The log report as CSV for a spreadsheet: every line, or of a discovery the table of the manual.

Nothing in a cell is taken for a formula: texts come from outside, and a spreadsheet computes what begins
like one. The signature at the beginning is what makes a spreadsheet read ë as ë.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from sqlmodel import select

from app import models
from app.runs import companies, lines, repository
from app.runs.lines import Line, OpenSession
from app.runs.report import Report, names

COLUMNS: Final = (
    "run_id", "at", "level", "stream", "code", "employer_id", "employer", "reference", "message",
    "next_step", "actor", "since",
)  # fmt: skip
COMPANY_COLUMNS: Final = ("id", "number", "name", "known", "employer")
_SIGNATURE: Final = "\ufeff"
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def written(report: Report, open_session: OpenSession) -> Iterator[str]:
    """The companies of a discovery, or every line of another run, some at a time."""
    if report.companies:
        return iter([_SIGNATURE + _written([COMPANY_COLUMNS, *companies.rows(report)])])
    return _of_lines(report.run, report.language, open_session)


def _of_lines(run: models.Run, language: str, open_session: OpenSession) -> Iterator[str]:
    with open_session() as session:
        said_of = session.exec(
            select(models.ReportLine.employer_id).where(models.ReportLine.run_id == run.id).distinct()
        )
        ids = {each for each in said_of if each}
        known = names(session, ids | {row.employer_id for row in repository.employers(session, run.id)})
    yield _SIGNATURE + _written([COLUMNS])
    for piece in lines.pieces(open_session, run, language):
        yield _written(_cells(run.id, line, known.get(line.employer_id or "", "")) for line in piece)


def _cells(run_id: str, line: Line, employer: str) -> tuple[str, ...]:
    since = line.since.isoformat() if line.since else ""
    return (
        run_id, line.at.isoformat(), line.level.name.lower(), line.stream, line.code, line.employer_id or "",
        employer, line.reference, line.message, line.next_step, line.actor.value, since,
    )  # fmt: skip


def _written(rows: Iterable[Iterable[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: str) -> str:
    """A text that a spreadsheet shows and does not compute."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell
