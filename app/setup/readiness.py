"""Whether an employer is ready to be imported: everything that is known beforehand to stop a run of it.

Asks what a run would ask, of the same tables; asks nothing of Nmbrs. What of it the caller may not see is
told without ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session, col, select

from app import models, scopes
from app.classifications import mapping_repository
from app.configurations import rules
from app.configurations.schemas import DISCOVERY
from app.employers import suite_employees
from app.hr.classification import LABELS
from app.security import Caller
from app.setup.obstacles import TEXTS, Code
from app.setup.schemas import Obstacle, Readiness

#: What a tick imports, in Dutch and English.
STREAMS: Final = {
    "import_departments": ("afdelingen", "departments"),
    "import_employees": ("werknemers", "employees"),
    "import_absence": ("verzuim", "absence"),
    "import_wages": ("loon", "wages"),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """The set-up around one employer: what of it holds the employer now. `seen`: accounts to be named."""

    employer: models.Employer
    unlinked: int
    linked_labels: frozenset[str]
    accounts: Sequence[models.Account]
    archived_accounts: Sequence[models.Account]
    configurations: Sequence[models.Configuration]
    seen: frozenset[str]

    @property
    def importing(self) -> list[models.Configuration]:
        """The configurations that do not leave the employer out."""
        code = self.employer.employer_code
        return [each for each in self.configurations if code not in rules.excluded(each.settings)]


def of(session: Session, caller: Caller, employer: models.Employer, now: datetime) -> Readiness:
    """What is in the way of an import of this employer at this moment."""
    found = _find(session, caller, employer)
    items = [*_people(found), *_accounts(found), *_links(found), *_configurations(found)]
    return Readiness(employer_id=employer.id, checked_at=now, ready=not items, items=items)


def _find(session: Session, caller: Caller, employer: models.Employer) -> _Found:
    account, configuration = models.Account, models.Configuration
    holding = session.exec(select(account).where(scopes.holding(employer.id)).order_by(col(account.id))).all()
    ids = [each.id for each in holding if each.archived_at is None]
    importing = select(configuration).where(
        col(configuration.account_id).in_(ids),
        col(configuration.archived_at).is_(None),
        configuration.option != DISCOVERY,
    )
    codes = mapping_repository.codes(session, employer.id)
    visible = select(account.id).where(scopes.holding(employer.id), scopes.accounts_within(caller))
    return _Found(
        employer=employer,
        unlinked=suite_employees.in_the_way(session, employer.id),
        linked_labels=frozenset(label for label, code in codes.by_label.items() if code in codes.linked),
        accounts=[each for each in holding if each.archived_at is None],
        archived_accounts=[each for each in holding if each.archived_at is not None],
        configurations=[
            each
            for each in session.exec(importing.order_by(col(configuration.id)))
            if any(getattr(each, tick) for tick in rules.TICKS)
        ],
        seen=frozenset(session.exec(visible)),
    )


def _people(found: _Found) -> Iterator[Obstacle]:
    if found.unlinked:
        yield _obstacle(Code.UNLINKED, nl={"count": found.unlinked})


def _accounts(found: _Found) -> Iterator[Obstacle]:
    if not found.accounts and found.archived_accounts:
        newest = found.archived_accounts[-1].id
        yield _obstacle(Code.ACCOUNT_ARCHIVED, account_id=newest if newest in found.seen else None)
    elif not found.accounts:
        yield _obstacle(Code.NO_ACCOUNT)
    for each in found.accounts:
        if each.attention_code is not None:
            named = each.id if each.id in found.seen else None
            yield _obstacle(Code.ACCOUNT_NEEDS_ATTENTION, account_id=named)


def _links(found: _Found) -> Iterator[Obstacle]:
    """Code and classifications. An account for this employer alone records the code by itself (R30)."""
    recorded = any(each.employer_id == found.employer.id for each in found.accounts)
    if found.employer.employer_code is None and not recorded:
        yield _obstacle(Code.WITHOUT_CODE)
    missing = [known.label for known in LABELS if known.in_manual and known.label not in found.linked_labels]
    if missing and (not found.importing or any(each.import_absence for each in found.importing)):
        labels = ", ".join(missing)
        yield _obstacle(Code.NOT_LINKED, nl={"labels": labels}, classifications=missing)


def _configurations(found: _Found) -> Iterator[Obstacle]:
    if not found.configurations:
        if found.accounts:  # else there is nothing yet to add one to
            yield _obstacle(Code.NO_CONFIGURATION)
    elif not found.importing:
        yield _obstacle(Code.EXCLUDED, configuration_ids=_named(found, found.configurations))
    by_tick = {tick: [each for each in found.importing if getattr(each, tick)] for tick in STREAMS}
    twice = {tick: several for tick, several in by_tick.items() if len(several) > 1}
    if twice:
        involved = [each for each in found.importing if any(each in several for several in twice.values())]
        yield _obstacle(
            Code.STREAM_IMPORTED_TWICE,
            nl={"streams": ", ".join(STREAMS[tick][0] for tick in twice)},
            en={"streams": ", ".join(STREAMS[tick][1] for tick in twice)},
            streams=[STREAMS[tick][1] for tick in twice],
            configuration_ids=_named(found, involved),
        )


def _named(found: _Found, configurations: Sequence[models.Configuration]) -> list[str]:
    return [each.id for each in configurations if each.account_id in found.seen]


def _obstacle(
    code: Code,
    *,
    nl: dict[str, str | int] | None = None,
    en: dict[str, str | int] | None = None,
    **about: Any,
) -> Obstacle:
    text = TEXTS[code]
    nothing: dict[str, Any] = {
        "account_id": None,
        "configuration_ids": [],
        "classifications": [],
        "streams": [],
    }
    return Obstacle(
        code=code,
        message=text.message(nl or {}, en or nl or {}),
        next_step=text.next_step,
        actor=text.actor,
        **nothing | about,
    )
