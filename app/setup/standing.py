"""What is known of an account now: its employers, what was learnt of Nmbrs, its configurations and runs.

All SQL of the checklist is here. Nmbrs is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from app import models, scopes
from app.accounts import codes
from app.accounts.code_schemas import EmployerCodes
from app.classifications import mapping, mapping_repository
from app.classifications.mapping_schemas import ClassificationMapping
from app.configurations import rules
from app.configurations.schemas import DISCOVERY
from app.errors import NotFound
from app.nmbrs import operations
from app.nmbrs.check import Finding, State
from app.runs.states import RunStatus
from app.security import Caller
from app.setup import readiness
from app.setup.schemas import Readiness

#: A run with one of these got as far as asking Nmbrs for its companies.
_ANSWERED: Final = (
    RunStatus.SUCCEEDED, RunStatus.SUCCEEDED_WITH_WARNINGS, RunStatus.PARTIALLY_APPLIED, RunStatus.PREVIEWED,
)  # fmt: skip
_OPERATIONS: Final = {(each.service, each.name): each for each in operations.EVERY}


@dataclass(frozen=True, slots=True)
class Standing:
    """An account and what is around it, as the caller may see it.

    `findings`: what the last check (and refusals since) left. `answering_run`: a run that Nmbrs answered
    since the account last changed. `delivered`: how many companies Nmbrs last listed, if that is known.
    """

    account: models.Account
    group: models.EmployerGroup | None
    employers: Sequence[models.Employer]
    readiness: Sequence[Readiness]
    findings: Sequence[Finding]
    answering_run: models.Run | None
    discovery: EmployerCodes | None
    discovering: Sequence[models.Configuration]
    importing: Sequence[models.Configuration]
    last_import: models.Run | None
    delivered: int | None
    mapping: ClassificationMapping


def of(session: Session, caller: Caller, account: models.Account, now: datetime) -> Standing:
    """Look at everything, in a number of questions that does not grow with the employers."""
    employers = _employers(session, account)
    configurations = _configurations(session, account)
    discovery = _discovery(session, caller, account)
    answering = _answering(session, account)
    group = account.employer_group_id and session.get(models.EmployerGroup, account.employer_group_id)
    return Standing(
        account=account,
        group=group or None,
        employers=employers,
        readiness=readiness.of_each(session, caller, employers, now),
        findings=_findings(session, account),
        answering_run=answering,
        discovery=discovery,
        discovering=[each for each in configurations if each.option == DISCOVERY],
        importing=[
            each
            for each in configurations
            if each.option != DISCOVERY and each.archived_at is None and _imports(each)
        ],
        last_import=_last_import(session, account),
        delivered=_delivered(session, account, discovery, answering),
        mapping=mapping.shown(session, mapping_repository.mapping(session)),
    )


def _imports(configuration: models.Configuration) -> bool:
    return any(getattr(configuration, tick) for tick in rules.TICKS)


def _employers(session: Session, account: models.Account) -> Sequence[models.Employer]:
    row, ids = models.Employer, scopes.employers_of(session, account)
    rows = select(row).order_by(col(row.name), col(row.id))
    return session.exec(rows if ids is None else rows.where(col(row.id).in_(ids))).all()


def _configurations(session: Session, account: models.Account) -> Sequence[models.Configuration]:
    row = models.Configuration
    return session.exec(select(row).where(row.account_id == account.id).order_by(col(row.id))).all()


def _findings(session: Session, account: models.Account) -> list[Finding]:
    row = models.AccountOperation
    return [
        Finding(operation, State(each.state), operation in operations.PERMITTED, each.fault)
        for each in session.exec(select(row).where(row.account_id == account.id))
        if (operation := _OPERATIONS.get((each.service, each.operation)))
    ]


def _discovery(session: Session, caller: Caller, account: models.Account) -> EmployerCodes | None:
    try:
        return codes.listing(session, caller, account)
    except NotFound:
        return None


def _answering(session: Session, account: models.Account) -> models.Run | None:
    """The newest run that was answered with what the account holds now."""
    run = models.Run
    return session.exec(
        select(run)
        .where(
            run.account_id == account.id,
            col(run.status).in_(_ANSWERED),
            col(run.started_at) >= account.updated_at,
        )
        .order_by(col(run.id).desc())
    ).first()


def _last_import(session: Session, account: models.Account) -> models.Run | None:
    run = models.Run
    return session.exec(
        select(run)
        .where(run.account_id == account.id, run.option != DISCOVERY, run.mode == "apply")
        .order_by(col(run.id).desc())
    ).first()


def _delivered(
    session: Session, account: models.Account, discovery: EmployerCodes | None, answering: models.Run | None
) -> int | None:
    """By the newer of the two: an import, which says when the number is another, or the last discovery."""
    if answering is None or answering.option == DISCOVERY or (discovery and discovery.run_id > answering.id):
        return len(discovery.items) if discovery else None
    line = models.ReportLine
    told = session.exec(
        select(line.params).where(line.run_id == answering.id, line.code == "AUTHORISED_COUNT_DIFFERS")
    ).first()
    return int(told["delivered"]) if told else account.authorised_employer_count
