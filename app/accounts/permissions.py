"""What is known about the calls an account may make: learnt, remembered, learnt again when it changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.nmbrs import operations
from app.nmbrs.check import HIDDEN, Finding, State

_CALL_NOT_ACTIVE: Final = 1002  # Nmbrs's number for it


def remember(session: Session, account_id: str, findings: Iterable[Finding], now: datetime) -> None:
    """Keep what a check found. No answer, nothing to ask about, or a company that is hidden from the
    user teaches nothing about an operation, so then what was known stays.
    """
    for finding in findings:
        service, name = finding.operation.service, finding.operation.name
        known = session.get(models.AccountOperation, (account_id, service, name))
        if known is None or _teaches(finding):
            session.merge(
                models.AccountOperation(
                    account_id=account_id,
                    service=service,
                    operation=name,
                    state=finding.state.value,
                    fault=finding.fault,
                    checked_at=now,
                )
            )


def _teaches(finding: Finding) -> bool:
    return finding.state not in (State.FAILED, State.NOT_TESTABLE) and finding.fault not in HIDDEN


def lose(session: Session, account_id: str, names: Iterable[str], now: datetime) -> None:
    """Note that these operations were refused to a run that believed them allowed."""
    session.execute(
        sa.update(models.AccountOperation)
        .where(
            col(models.AccountOperation.account_id) == account_id,
            col(models.AccountOperation.operation).in_(list(names)),
        )
        .values(state=State.DENIED.value, fault=_CALL_NOT_ACTIVE, checked_at=now)
    )


def forget(session: Session, account_id: str) -> None:
    """Forget everything: other credentials may have other permissions."""
    known = col(models.AccountOperation.account_id) == account_id
    session.execute(sa.delete(models.AccountOperation).where(known))


def extra_operations(session: Session, account_id: str) -> frozenset[str]:
    """The bulk operations that the account has beside the seventeen."""
    found = select(models.AccountOperation.operation).where(
        models.AccountOperation.account_id == account_id,
        models.AccountOperation.state == State.EXTRA.value,
    )
    return frozenset(session.exec(found)) & {each.name for each in operations.EXTRA}
