"""The bodies of the log report, and of lines searched across runs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from pydantic import ConfigDict, Field

from app.accounts.code_schemas import FoundCode
from app.runs.message import Actor
from app.runs.schemas import RunOut
from app.runs.states import EmployerStatus, Mode
from app.web import Schema

LevelName: TypeAlias = Literal["metadata", "notice", "warning", "failure"]


class StreamOut(Schema):
    """What was proven about one stream of one employer. Only `complete` may lead to a withdrawal."""

    stream: str
    state: str
    operation: str
    code: str
    read: int


class RunEmployerOut(Schema):
    """How one employer of the run ended."""

    employer_id: str
    employer_code: str | None
    name: str
    status: EmployerStatus
    code: str | None
    streams: list[StreamOut]


class LineOut(Schema):
    """One line of the report. `reference` is the id of the record at the source."""

    at: datetime
    level: LevelName
    stream: str
    code: str
    employer_id: str | None
    reference: str
    message: str
    next_step: str
    actor: Actor
    since: datetime | None = Field(
        description="When the first of an unbroken series of runs began that said this; null if this is it"
    )


class FoundLine(LineOut):
    """A line with the run that said it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "run_id": "01990000-0000-7000-8000-000000000001",
                    "configuration_id": "01990000-0000-7000-8000-000000000002",
                    "mode": "apply",
                    "at": "2026-11-23T06:00:12Z",
                    "level": "warning",
                    "stream": "OG",
                    "code": "EMPLOYEE_NO_DEPARTMENT",
                    "employer_id": "01990000-0000-7000-8000-00000000000a",
                    "reference": "1042",
                    "message": "Werknemer zonder afdeling: direct onder de werkgever geplaatst",
                    "next_step": "Laat de klant een afdeling kiezen in Nmbrs als dat zo hoort.",
                    "actor": "customer",
                    "since": "2026-11-16T06:00:03Z",
                }
            ]
        }
    )
    run_id: str
    configuration_id: str
    mode: Mode


class CausePlace(Schema):
    """How many lines of a cause are about one employer; null: about none in particular."""

    employer_id: str | None
    lines: int


class CauseExample(Schema):
    """One line of a cause, by the employer and the id of the record at the source."""

    employer_id: str | None
    stream: str
    reference: str
    message: str
    since: datetime | None


class CauseOut(Schema):
    """Lines with one cause, counted: what happened, why, what to do about it and who must."""

    level: LevelName
    code: str
    actor: Actor
    lines: int = Field(description="How many lines have this cause")
    message: str = Field(description="The sentence of its lines, or what they have in common")
    why: str = Field(description="How it comes about; empty where the message tells")
    next_step: str
    help_desk_text: str = Field(description="What to tell the help desk, one sentence per classification")
    streams: list[str]
    since: datetime | None = Field(description="The earliest `since` of its lines; null if all are new")
    lines_said_before: int = Field(description="How many of its lines an earlier run said too")
    employers: list[CausePlace]
    examples: list[CauseExample] = Field(description="At most 20 of its lines")


class ReportOut(Schema):
    """The log report: always all four levels, grouped by cause in `causes`, one by one in `lines`."""

    run: RunOut
    account_name: str
    data_stream: str
    outcome: str = Field(description="What the run came to, in the language of the account")
    to_do: str = Field(description="What must be done now, and by whom")
    levels: dict[str, int]
    employers: list[RunEmployerOut]
    causes: list[CauseOut] = Field(description="The worst first")
    companies: list[FoundCode] = Field(
        description="Of a discovery: every company with its Id, and which employer it is or may be now"
    )
    advice: str = Field(description="Of a discovery: what to do when it has served its purpose")
    lines: list[LineOut] = Field(description="The first `lines_limit` lines: remarks, then changes")
    lines_total: int = Field(
        description="How many lines there are; all of them are in `?format=csv`, those that ask for"
        " attention in GET /v1/report-lines, every change in GET /v1/runs/{id}/changes"
    )
