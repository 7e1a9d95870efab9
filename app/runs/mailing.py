"""Who is mailed what about a run, and how far that is: decided when the run ends, sent afterwards.

A decision is a row, written with the end of the run, so that no crash loses it and no repeat doubles it.
An attempt is counted before it begins. One that is never heard of again is therefore made once more,
under the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app import models
from app.mail.letter import RECIPIENT_REFUSED, Receipt
from app.runs import report, repository
from app.runs.message import Level
from app.runs.states import RunStatus

#: The lines a mail level asks for: from this level up (`domain.md` §2.3).
FROM_LEVEL: Final = {
    "failures": Level.FAILURE,
    "warnings": Level.WARNING,
    "all": Level.NOTICE,
    "all_with_metadata": Level.METADATA,
}
BELOW_MAIL_LEVEL, NO_RECIPIENTS, INTERNAL_ERROR = "BELOW_MAIL_LEVEL", "NO_RECIPIENTS", "INTERNAL_ERROR"


class MailState(StrEnum):
    """`none`: nothing is mailed, and `code` says why. `failed`: nobody got it, and it was given up."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    NONE = "none"


class MailKind(StrEnum):
    """A report is mailed as the mail level says, a technical failure always."""

    REPORT = "report"
    TECHNICAL = "technical"


def decide(session: Session, run: models.Run, *, host: str, now: datetime) -> models.Mail:
    """Store what is mailed about a run that has just ended. `host`: of its Message-ID."""
    account = session.get_one(models.Account, run.account_id)
    configuration = session.get_one(models.Configuration, run.configuration_id)
    from_level = FROM_LEVEL[configuration.mail_level]
    kind = MailKind.TECHNICAL if _broke(session, run) else MailKind.REPORT
    code = None
    if not account.report_recipients:
        code = NO_RECIPIENTS
    elif kind is MailKind.REPORT and _worst(session, run) < from_level:
        code = BELOW_MAIL_LEVEL
    mail = models.Mail(
        message_id=f"<{run.id}.{kind}@{host}>",
        run_id=run.id,
        kind=kind,
        state=MailState.NONE if code else MailState.QUEUED,
        code=code,
        from_level=from_level,
        recipients=[] if code else account.report_recipients,
        waiting_for=[] if code else account.report_recipients,
        created_at=now,
        next_attempt_at=None if code else now,
    )
    session.add(mail)
    return mail


def _worst(session: Session, run: models.Run) -> int:
    return max(repository.worst_level(session, run.id), report.worst_level(session, run))


def _broke(session: Session, run: models.Run) -> bool:
    """Whether a run met a technical failure: nothing was done, the source failed, or we did."""
    if run.status == RunStatus.FAILED or run.code is not None:
        return True
    ours = select(models.RunEmployer.run_id).where(
        models.RunEmployer.run_id == run.id, models.RunEmployer.code == INTERNAL_ERROR
    )
    return session.exec(ours).first() is not None


# --- sending it -----------------------------------------------------------------------------------


def is_due(session: Session, now: datetime) -> bool:
    """Whether any mail may be sent now."""
    return session.exec(_due(now).limit(1)).first() is not None


def claim(session: Session, now: datetime, alone: timedelta) -> models.Mail | None:
    """The mail that is due longest, with this attempt counted; nobody else gets it for the time `alone`."""
    mail = session.exec(_due(now).limit(1).with_for_update(skip_locked=True)).first()
    if mail is not None:
        mail.attempts += 1
        mail.last_attempt_at, mail.next_attempt_at = now, now + alone
        session.add(mail)
    return mail


def record(
    session: Session, mail: models.Mail, receipt: Receipt, pauses: Sequence[timedelta], now: datetime
) -> models.Mail:
    """What came of an attempt, as the row says it from then on. `mail` is as it was claimed."""
    row = session.get_one(models.Mail, mail.message_id, with_for_update=True, populate_existing=True)
    tried = set(mail.waiting_for) & set(row.waiting_for)  # another attempt may have come between
    waiting = [each for each in row.waiting_for if each not in tried or each in receipt.waiting]
    row.refused += len(tried & receipt.refused)
    if tried - receipt.refused - receipt.waiting:
        row.sent_at = now
    row.code = receipt.code or (RECIPIENT_REFUSED if row.refused else None)
    if waiting and row.attempts > len(pauses):
        row.refused += len(waiting)
        waiting = []
    row.waiting_for = waiting
    if waiting:
        row.next_attempt_at = now + pauses[row.attempts - 1]
    else:
        row.next_attempt_at = None
        row.state = MailState.SENT if row.sent_at else MailState.FAILED
    session.add(row)
    return row


def next_attempt(session: Session) -> datetime | None:
    """When the next mail is due; `None`: there is none to send."""
    waiting = select(models.Mail.next_attempt_at).where(models.Mail.state == MailState.QUEUED)
    return session.exec(waiting.order_by(col(models.Mail.next_attempt_at)).limit(1)).first()


def count(session: Session, state: MailState) -> int:
    """How many mails there are in a state."""
    return session.exec(select(sa.func.count()).where(models.Mail.state == state)).one()


def of_run(session: Session, run_id: str) -> models.Mail | None:
    """The mail about a run; `None` while it is open, and for runs from before there was mail."""
    return session.exec(select(models.Mail).where(models.Mail.run_id == run_id)).first()


def _due(now: datetime) -> SelectOfScalar[models.Mail]:
    return (
        select(models.Mail)
        .where(models.Mail.state == MailState.QUEUED, col(models.Mail.next_attempt_at) <= now)
        .order_by(col(models.Mail.next_attempt_at))
    )
