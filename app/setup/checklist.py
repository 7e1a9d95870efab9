"""The checklist of an account: every step of the manual, and how it stands by what we can see.

Nothing here decides what is right: that the account check, the readiness of employers and the runs do.
A step is read out of what they left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session

from app import models
from app.security import Caller
from app.setup import checks_of_account, checks_of_data, customer, standing
from app.setup.checklist_schemas import Checklist, EmployerLeft, Section, Step
from app.setup.found import Found
from app.setup.remarks import REMARKS
from app.setup.standing import Standing
from app.setup.steps import SECTIONS, TITLES, State, StepCode

CHECKS: Final[Mapping[StepCode, Callable[[Standing], Found]]] = {
    **checks_of_account.CHECKS,
    **checks_of_data.CHECKS,
}


def of(session: Session, caller: Caller, account: models.Account, now: datetime) -> Checklist:
    """The checklist of this account at this moment."""
    known = standing.of(session, caller, account, now)
    steps = {code: _step(code, CHECKS[code](known), known) for code in StepCode}
    states = Counter(each.state for each in steps.values())
    return Checklist(
        account_id=account.id,
        account_name=account.name,
        checked_at=now,
        ready=not states[State.TODO],
        states={state: states[state] for state in State},
        sections=[
            Section(
                number=number,
                title=title,
                steps=[each for code, each in steps.items() if TITLES[code].section == number],
            )
            for number, title in SECTIONS.items()
        ],
        customer=customer.instructions(),
        help_desk_text=known.mapping.help_desk_text,
        help_desk_text_en=known.mapping.help_desk_text_en,
    )


def _step(code: StepCode, found: Found, known: Standing) -> Step:
    title, remark = TITLES[code], REMARKS[found.remark]
    filled = {"account_id": known.account.id, **found.filled}
    return Step(
        code=code,
        manual=title.manual,
        actor=title.actor,
        title=title.sentence,
        state=remark.state,
        evidence=remark.evidence(filled),
        next_step=remark.next_step(filled),
        employers=[EmployerLeft(employer_id=each.id, name=each.name) for each in found.employers],
    )
