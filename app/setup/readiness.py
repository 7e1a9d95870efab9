"""Whether an employer is ready to be imported: everything that is known beforehand to stop a run of it.

Asks what a run would ask, of the same tables; asks nothing of Nmbrs. What of it the caller may not see is
told without ids.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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
from app.setup.obstacles import TEXTS, ObstacleCode
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
    return of_each(session, caller, [employer], now)[0]


def of_each(
    session: Session, caller: Caller, employers: Sequence[models.Employer], now: datetime
) -> list[Readiness]:
    """The same for several, in as many questions to the database as for one."""
    readings = []
    for found in _find(session, caller, employers):
        items = [*_people(found), *_accounts(found), *_links(found), *_configurations(found)]
        readings.append(
            Readiness(employer_id=found.employer.id, checked_at=now, ready=not items, items=items)
        )
    return readings


def _find(session: Session, caller: Caller, employers: Sequence[models.Employer]) -> Iterator[_Found]:
    account, ids = models.Account, [each.id for each in employers]
    holding: dict[str, list[models.Account]] = {each: [] for each in ids}
    held = select(models.Employer.id, account).join(account, scopes.holding(col(models.Employer.id)))
    for employer_id, row in session.exec(
        held.where(col(models.Employer.id).in_(ids)).order_by(col(account.id))
    ):
        holding[employer_id].append(row)
    importing = _importing(session, {each.id for several in holding.values() for each in several})
    codes = mapping_repository.codes_of(session, ids)
    unlinked = suite_employees.in_the_way_of(session, ids)
    seen = frozenset(session.exec(select(account.id).where(scopes.accounts_within(caller))))
    for employer in employers:
        accounts = [each for each in holding[employer.id] if each.archived_at is None]
        own = {each.id for each in accounts}
        of_labels = codes[employer.id]
        yield _Found(
            employer=employer,
            unlinked=unlinked.get(employer.id, 0),
            linked_labels=frozenset(
                label for label, code in of_labels.by_label.items() if code in of_labels.linked
            ),
            accounts=accounts,
            archived_accounts=[each for each in holding[employer.id] if each.archived_at is not None],
            configurations=[each for each in importing if each.account_id in own],
            seen=seen,
        )


def _importing(session: Session, account_ids: Collection[str]) -> list[models.Configuration]:
    """The configurations of these accounts that import anything, in the order of their ids."""
    row = models.Configuration
    rows = select(row).where(
        col(row.account_id).in_(account_ids), col(row.archived_at).is_(None), row.option != DISCOVERY
    )
    return [
        each
        for each in session.exec(rows.order_by(col(row.id)))
        if any(getattr(each, tick) for tick in rules.TICKS)
    ]


def _people(found: _Found) -> Iterator[Obstacle]:
    if found.unlinked:
        yield _obstacle(ObstacleCode.UNLINKED, nl={"count": found.unlinked})


def _accounts(found: _Found) -> Iterator[Obstacle]:
    if not found.accounts and found.archived_accounts:
        newest = found.archived_accounts[-1].id
        yield _obstacle(ObstacleCode.ACCOUNT_ARCHIVED, account_id=newest if newest in found.seen else None)
    elif not found.accounts:
        yield _obstacle(ObstacleCode.NO_ACCOUNT)
    for each in found.accounts:
        if each.attention_code is not None:
            named = each.id if each.id in found.seen else None
            yield _obstacle(ObstacleCode.ACCOUNT_NEEDS_ATTENTION, account_id=named)


def _links(found: _Found) -> Iterator[Obstacle]:
    """Code and classifications. An account for this employer alone records the code by itself (R30)."""
    recorded = any(each.employer_id == found.employer.id for each in found.accounts)
    if found.employer.employer_code is None and not recorded:
        yield _obstacle(ObstacleCode.WITHOUT_CODE)
    missing = [known.label for known in LABELS if known.in_manual and known.label not in found.linked_labels]
    if missing and (not found.importing or any(each.import_absence for each in found.importing)):
        labels = ", ".join(missing)
        yield _obstacle(ObstacleCode.NOT_LINKED, nl={"labels": labels}, classifications=missing)


def _configurations(found: _Found) -> Iterator[Obstacle]:
    if not found.configurations:
        if found.accounts:  # else there is nothing yet to add one to
            yield _obstacle(ObstacleCode.NO_CONFIGURATION)
    elif not found.importing:
        yield _obstacle(ObstacleCode.EXCLUDED, configuration_ids=_named(found, found.configurations))
    by_tick = {tick: [each for each in found.importing if getattr(each, tick)] for tick in STREAMS}
    twice = {tick: several for tick, several in by_tick.items() if len(several) > 1}
    if twice:
        involved = [each for each in found.importing if any(each in several for several in twice.values())]
        yield _obstacle(
            ObstacleCode.STREAM_IMPORTED_TWICE,
            nl={"streams": ", ".join(STREAMS[tick][0] for tick in twice)},
            en={"streams": ", ".join(STREAMS[tick][1] for tick in twice)},
            streams=[STREAMS[tick][1] for tick in twice],
            configuration_ids=_named(found, involved),
        )


def _named(found: _Found, configurations: Sequence[models.Configuration]) -> list[str]:
    return [each.id for each in configurations if each.account_id in found.seen]


def _obstacle(
    code: ObstacleCode,
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
