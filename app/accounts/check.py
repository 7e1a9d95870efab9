"""Checking an account: ask Nmbrs outside any transaction, then keep what was learnt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app import models, scopes
from app.accounts import advice, changes, credentials, permissions
from app.accounts.check_schemas import Check, DriftOut, OperationCheck
from app.database import Database
from app.nmbrs.check import Result
from app.security import Caller


def perform(
    database: Database,
    caller: Caller,
    account_id: str,
    ask: Callable[[models.Account], Result],
    now: datetime,
) -> Check:
    """Check an account. `ask` calls Nmbrs; it is not asked with credentials that were refused already."""
    with database.reading() as session:
        account = scopes.get_account(session, caller, account_id)
        changes.refuse_archived(account)
    refused = account.attention_code
    result = Result((), rejected=refused, contract_read=False) if refused else ask(account)
    with database.transaction() as session:
        current = session.get_one(models.Account, account_id, with_for_update=True)
        if credentials.same(account, current):  # else it was about others
            permissions.remember(session, account_id, result.findings, now)
            current.attention_code = result.rejected
    return _shown(result, account.authorised_employer_count, now)


def _shown(result: Result, agreed: int | None, now: datetime) -> Check:
    todo = advice.give(result, agreed)
    return Check(
        checked_at=now,
        ok=not todo,
        rejected=result.rejected,
        companies=result.companies,
        operations=[
            OperationCheck(
                service=each.operation.service,
                operation=each.operation.name,
                state=each.state.value,
                needed=each.needed,
                fault=each.fault,
            )
            for each in result.findings
        ],
        drift=[
            DriftOut(
                service=each.operation.service,
                operation=each.operation.name,
                element=each.element,
                change=each.change.value,
                harmless=each.harmless,
            )
            for each in result.differences
        ],
        drift_compared=result.contract_read,
        advice=todo or [advice.FINE],
    )
