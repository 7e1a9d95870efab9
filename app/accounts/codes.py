"""Employer codes: what the last discovery found, compared with our employers of now, and its assignment.

The comparison is made when asked, never stored: a discovery changes nothing (R34).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from app import employer_codes, models, scopes
from app.accounts.code_schemas import Advice, Assignment, EmployerCodes, FoundCode, State
from app.errors import Invalid, NotFound
from app.security import Caller
from app.writing import change, refuse_duplicate

DONE: Final = ("succeeded", "succeeded_with_warnings")
ADVICE: Final = Advice(  # R35
    nl="Deze stap is eenmalig. Haal daarna het tijdstip weg bij de configuratie of archiveer haar.",
    en="This step is done once. Afterwards remove the time from the configuration or archive it.",
)


@dataclass(frozen=True, slots=True)
class _Company:
    """One line of a discovery."""

    nmbrs_id: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class _Known:
    """Our employers as far as a discovery is compared with them."""

    scope: frozenset[str] | None
    by_code: dict[str, str]
    by_name: dict[str, list[str]]

    def state(self, company: _Company) -> State:
        """What the company is to us."""
        employer_id = self.by_code.get(company.nmbrs_id)
        if employer_id is None:
            return "known_name" if _plain(company.name) in self.by_name else "unknown"
        return "linked" if self.scope is None or employer_id in self.scope else "out_of_scope"


def listing(session: Session, caller: Caller, account: models.Account) -> EmployerCodes:
    """Every company the last discovery found, and what it is to us now."""
    run = _last_discovery(session, account)
    items = found(session, caller, account, run)
    return EmployerCodes(
        run_id=run.id, discovered_at=run.finished_at or run.created_at, items=items, advice=ADVICE
    )


def found(session: Session, caller: Caller, account: models.Account, run: models.Run) -> list[FoundCode]:
    """Every company that a discovery found, and what it is to us now."""
    companies = _companies(session, run)
    known = _known(session, account, [company.nmbrs_id for company in companies])
    names = Counter(_plain(company.name) for company in companies)
    items = []
    for company in companies:
        state, holder = known.state(company), known.by_code.get(company.nmbrs_id)
        namesakes = known.by_name.get(_plain(company.name), [])
        # Two of one name on either side: who is who is for a person to say.
        certain = state == "known_name" and len(namesakes) == names[_plain(company.name)] == 1
        items.append(
            FoundCode(
                nmbrs_id=company.nmbrs_id,
                number=company.number,
                name=company.name,
                state=state,
                employer_id=holder if holder and caller.reaches([holder]) else None,
                proposal=namesakes[0] if certain else None,
            )
        )
    return items


def assign(
    session: Session, account: models.Account, assignments: Sequence[Assignment], now: datetime
) -> None:
    """Give employers of the account the codes of discovered companies: all of them or none."""
    _refuse_repeats(assignments)
    _refuse_undiscovered(assignments, _companies(session, _last_discovery(session, account)))
    employers = _locked_employers(session, account, [each.employer_id for each in assignments])
    for each in assignments:
        employer = employers[each.employer_id]
        employer_codes.check(session, employer, each.nmbrs_id)
        with refuse_duplicate(session, employer_codes.taken(each.nmbrs_id)):
            change(employer, {"employer_code": each.nmbrs_id}, now)


def _refuse_repeats(assignments: Sequence[Assignment]) -> None:
    for name in ("nmbrs_id", "employer_id"):
        seen: set[str] = set()
        for position, each in enumerate(assignments):
            value = getattr(each, name)
            if value in seen:
                raise Invalid("ASSIGNMENT_REPEATED", field=f"body.assignments.{position}.{name}", value=value)
            seen.add(value)


def _refuse_undiscovered(assignments: Sequence[Assignment], companies: Iterable[_Company]) -> None:
    """The mistake that the manual warns of, a number where the Id belongs, is told apart."""
    ids, by_number = set[str](), dict[str, str]()
    for company in companies:
        ids.add(company.nmbrs_id)
        by_number[company.number] = company.nmbrs_id
    for position, each in enumerate(assignments):
        field = f"body.assignments.{position}.nmbrs_id"
        if each.nmbrs_id in ids:
            continue
        if meant := by_number.get(each.nmbrs_id):
            raise Invalid("EMPLOYER_NUMBER_GIVEN", field=field, number=each.nmbrs_id, nmbrs_id=meant)
        raise Invalid("EMPLOYER_CODE_NOT_DISCOVERED", field=field, nmbrs_id=each.nmbrs_id)


def _last_discovery(session: Session, account: models.Account) -> models.Run:
    run = models.Run
    last = session.exec(
        select(run)
        .where(
            run.account_id == account.id,
            run.option == "nmbrs_employer_codes",
            col(run.status).in_(DONE),
        )
        .order_by(col(run.id).desc())
    ).first()
    if last is None:
        raise NotFound("DISCOVERY_MISSING")
    return last


def _companies(session: Session, run: models.Run) -> list[_Company]:
    line = models.ReportLine
    lines = (
        select(line.params)
        .where(line.run_id == run.id, line.code == "EMPLOYER_CODE_FOUND")
        .order_by(col(line.id))
    )
    return [
        _Company(str(params["nmbrs_id"]), str(params["number"]), str(params["name"]))
        for params in session.exec(lines)
    ]


def _known(session: Session, account: models.Account, codes: Iterable[str]) -> _Known:
    employer = models.Employer
    scope = scopes.employers_of(session, account)
    coded = select(employer.employer_code, employer.id).where(col(employer.employer_code).in_(codes))
    free = select(employer.name, employer.id).where(col(employer.employer_code).is_(None))
    if scope is not None:
        free = free.where(col(employer.id).in_(scope))
    by_name: dict[str, list[str]] = {}
    for name, employer_id in session.exec(free):
        by_name.setdefault(_plain(name), []).append(employer_id)
    by_code = {code: employer_id for code, employer_id in session.exec(coded) if code is not None}
    return _Known(scope, by_code, by_name)


def _plain(name: str) -> str:
    """Case, accents, spacing and points make no other company: `Bakker B.V.` is `bakker bv`."""
    text = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in text if sign.isalnum())


def _locked_employers(
    session: Session, account: models.Account, ids: Sequence[str]
) -> dict[str, models.Employer]:
    scope = scopes.employers_of(session, account)
    employer = models.Employer
    rows = session.exec(
        select(employer).where(col(employer.id).in_(ids)).order_by(col(employer.id)).with_for_update()
    ).all()
    found = {row.id: row for row in rows if scope is None or row.id in scope}
    for employer_id in ids:
        if employer_id not in found:
            raise NotFound("EMPLOYER_NOT_OF_ACCOUNT", employer_id=employer_id)
    return found
