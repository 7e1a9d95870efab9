"""Tables of what happened: runs, what was proven, report lines, and the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Final

import sqlalchemy as sa
from sqlmodel import Field

from app.models.columns import ID, Row, json_list, moment, own_id

#: The reasons of changes that somebody should look at: few among all rows of the journal.
TO_LOOK_AT: Final = ("ABSENCE_NOT_DELIVERED", "ABSENCE_DELETED", "ABSENCE_CLOSED")
_TO_LOOK_AT: Final = f"reason IN ({', '.join(repr(reason) for reason in TO_LOOK_AT)})"


class Run(Row, table=True):
    """One execution of a configuration. Its workflow has the same id. Counts are derived, not kept."""

    __tablename__: ClassVar[str] = "runs"
    __table_args__ = (
        sa.Index(
            "uq_runs_open",
            "configuration_id",
            unique=True,
            sqlite_where=sa.text("status IN ('queued', 'running')"),
            postgresql_where=sa.text("status IN ('queued', 'running')"),
        ),
        sa.Index("ix_runs_configuration_id", "configuration_id", "id"),
    )
    id: str = own_id("runs")
    configuration_id: str = Field(foreign_key="configurations.id", sa_type=ID)
    account_id: str = Field(foreign_key="accounts.id", sa_type=ID, index=True)
    option: str
    mode: str
    status: str
    code: str | None = None
    requested_by: str | None = Field(default=None, foreign_key="api_keys.id", sa_type=ID)
    created_at: datetime = moment()
    started_at: datetime | None = moment(nullable=True)
    finished_at: datetime | None = moment(nullable=True)
    cancel_requested_at: datetime | None = moment(nullable=True)


class RunEmployer(Row, table=True):
    """How far one employer of a run has come.

    `fingerprint`: what its reading will be recognised by. `planned_after`: the run that was the last to be
    applied to the employer when its plan was made.
    """

    __tablename__: ClassVar[str] = "run_employers"
    run_id: str = Field(foreign_key="runs.id", primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)
    company_key: str
    status: str
    code: str | None = None
    fingerprint: str = Field(default="", sa_column_kwargs={"server_default": ""})
    planned_after: str | None = Field(default=None, sa_type=ID)
    started_at: datetime | None = moment(nullable=True)
    finished_at: datetime | None = moment(nullable=True)


class RunStream(Row, table=True):
    """What was proven about one stream of one employer in a run."""

    __tablename__: ClassVar[str] = "run_streams"
    run_id: str = Field(foreign_key="runs.id", primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)
    stream: str = Field(primary_key=True)
    state: str
    operation: str
    code: str
    read: int


class ReportLine(Row, table=True):
    """One line of a log report. `reference` is a source key; `params` fill the text of `code`.

    `since`: the beginning of the first of the unbroken series of runs that said it, `None` in that run.
    """

    __tablename__: ClassVar[str] = "report_lines"
    __table_args__ = (
        sa.Index("ix_report_lines_run_employer", "run_id", "employer_id"),
        sa.Index("ix_report_lines_at", "at", "id"),
        sa.Index("ix_report_lines_code", "code", "at", "id"),
        sa.Index("ix_report_lines_employer", "employer_id", "at", "id"),
        sa.Index("ix_report_lines_level", "level", "at", "id"),
    )
    id: int | None = Field(
        default=None,
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    )
    run_id: str = Field(foreign_key="runs.id", sa_type=ID)
    employer_id: str | None = Field(default=None, foreign_key="employers.id", sa_type=ID)
    at: datetime = moment()
    since: datetime | None = moment(nullable=True)
    level: int
    stream: str
    code: str
    reference: str = ""
    params: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON, nullable=False)


class Mail(Row, table=True):
    """What is mailed about a run, or why nothing is; decided when the run ends, and sent after that.

    `waiting_for` are the recipients who do not have it yet and may still get it. `next_attempt_at` is also
    how long an attempt under way is left alone. `from_level`: the lines it has.
    """

    __tablename__: ClassVar[str] = "mails"
    __table_args__ = (sa.Index("ix_mails_due", "state", "next_attempt_at"),)
    message_id: str = Field(primary_key=True)
    run_id: str = Field(foreign_key="runs.id", sa_type=ID, index=True)
    kind: str
    state: str
    code: str | None = None
    from_level: int
    recipients: list[str] = json_list()
    waiting_for: list[str] = json_list()
    refused: int = 0
    attempts: int = 0
    created_at: datetime = moment()
    last_attempt_at: datetime | None = moment(nullable=True)
    next_attempt_at: datetime | None = moment(nullable=True)
    sent_at: datetime | None = moment(nullable=True)

    def __repr_args__(self) -> Sequence[tuple[str | None, Any]]:
        return [("message_id", self.message_id)]


class Change(Row, table=True):
    """The journal: one row per record and operation, the plan before it is applied and the trail after.

    `fields` is `{name: [old, new]}`; protected values in it are encrypted. `base_hash` is the content
    the plan was made on (`None` for a new record): applying on anything else is refused.
    """

    __tablename__: ClassVar[str] = "changes"
    __table_args__ = (
        sa.Index("ix_changes_run_employer", "run_id", "employer_id", "entity"),
        sa.Index(
            "ix_changes_to_look_at",
            "reason",
            "run_id",
            "employer_id",
            sqlite_where=sa.text(_TO_LOOK_AT),
            postgresql_where=sa.text(_TO_LOOK_AT),
        ),
    )
    id: int | None = Field(
        default=None,
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    )
    run_id: str = Field(foreign_key="runs.id", sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", sa_type=ID)
    entity: str
    record_id: str = Field(sa_type=ID, index=True)
    source_key: str
    operation: str
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON, nullable=False)
    reason: str
    base_hash: str | None = None
    content_hash: str
