"""The log report as JSON, and lines as they are found across runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from app.accounts.codes import ADVICE
from app.runs import causes, verdict
from app.runs.causes import Cause
from app.runs.lines import Line
from app.runs.messages import MESSAGES
from app.runs.report import Report
from app.runs.report_schemas import (
    CauseExample,
    CauseOut,
    CausePlace,
    LineOut,
    ReportOut,
    RunEmployerOut,
    StreamOut,
)
from app.runs.schemas import RunOut

#: So many lines of a cause are in the JSON, which has the lines themselves as well.
EXAMPLES: Final = 20


def as_json(report: Report, run: RunOut, lines: Iterable[Line]) -> ReportOut:
    """The whole report, with some of its lines."""
    found = causes.levels(report.causes)
    return ReportOut(
        run=run,
        account_name=report.account,
        data_stream=report.data_stream,
        outcome=verdict.outcome(report),
        to_do=verdict.to_do(report),
        levels=found,
        employers=[
            RunEmployerOut(
                employer_id=each.employer_id,
                employer_code=each.employer_code,
                name=each.name,
                status=each.status,
                code=each.code,
                streams=[StreamOut(**asdict(stream)) for stream in each.streams],
            )
            for each in report.employers
        ],
        causes=[_cause(each, report.language) for each in report.causes],
        companies=list(report.companies),
        advice=getattr(ADVICE, report.language) if report.discovery else "",
        lines=[LineOut(**line(each)) for each in lines],
        lines_total=sum(found.values()),
    )


def line(told: Line) -> dict[str, Any]:
    """The values of a line, its level by name."""
    return {**asdict(told), "level": told.level.name.lower()}


def _cause(cause: Cause, language: str) -> CauseOut:
    group = cause.group
    return CauseOut(
        level=cause.level.name.lower(),
        code=cause.code,
        actor=cause.actor,
        lines=group.number,
        message=cause.message,
        why=cause.why,
        next_step=cause.next_step,
        help_desk_text="\n".join(cause.help_desk),
        streams=sorted(group.streams),
        since=group.since,
        lines_said_before=group.repeated,
        employers=[
            CausePlace(employer_id=each, lines=number)
            for each, number in sorted(group.employers.items(), key=lambda place: (-place[1], place[0] or ""))
        ],
        examples=[
            CauseExample(
                employer_id=each.employer_id,
                stream=each.stream,
                reference=each.reference,
                message=MESSAGES[cause.code].of(each.params).text(language, each.params),
                since=each.since,
            )
            for each in group.examples[:EXAMPLES]
        ],
    )
