"""The bodies of runs, their report and their journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import ConfigDict, Field

from app.runs.mailing import MailKind, MailState
from app.runs.states import Mode, RunStatus
from app.web import Schema


class RunCreate(Schema):
    """What to do: apply the changes, or only show them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"mode": "preview"}]})

    mode: Mode = Mode.APPLY


class StreamCounts(Schema):
    """What became of the records of one stream; derived from the journal and the report lines."""

    read: int
    created: int
    updated: int
    ended: int
    pending: int = Field(description="Missing from a complete delivery for the first time")
    withdrawn: int
    unchanged: int
    refused: int


class RunProgress(Schema):
    """How far a run has come."""

    employers_total: int
    employers_done: int


class MailOut(Schema):
    """What is mailed about a run that has ended, and how far that is."""

    state: MailState = Field(
        description="`queued`: somebody does not have it yet, and it is tried again. `sent`: all have it but"
        " those who are `refused`. `failed`: nobody has it, and it was given up. `none`: not to be mailed"
    )
    kind: MailKind = Field(description="A `technical` failure is mailed whatever the mail level")
    code: str | None = Field(description="Why it is not with everybody, or why nothing is mailed")
    message: str = Field(description="What `code` means and what to do, in the language of the account")
    recipients: int
    refused: int = Field(description="How many of them will not get it")
    attempts: int
    last_attempt_at: datetime | None
    next_attempt_at: datetime | None
    sent_at: datetime | None


class RunOut(Schema):
    """A run. `code` says why it failed as a whole; `counts` are per stream."""

    id: str
    configuration_id: str
    account_id: str
    option: str
    mode: Mode
    status: RunStatus
    code: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    cancel_requested_at: datetime | None
    progress: RunProgress
    counts: dict[str, StreamCounts] | None = Field(
        default=None, description="Only when one run is asked for, not in a list"
    )
    mail: MailOut | None = Field(
        default=None, description="Only when one run is asked for, and only when it has ended"
    )


class ChangeOut(Schema):
    """One row of the journal. `fields` is `{name: [old, new]}`.

    An operator sees which values of a person change, not what they are (null); so does an
    administrator of a classification or BSN without the permission for it.
    """

    id: int
    employer_id: str
    entity: str
    record_id: str
    source_key: str
    operation: str
    reason: str
    fields: dict[str, list[Any]]
    applied_at: datetime | None
