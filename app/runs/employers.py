"""Which employers a run handles: what the source lists, matched by employer code, within the scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app import models, scopes
from app.employers import suite_employees
from app.errors import SourceError
from app.hr.records import Company
from app.nmbrs.errors import ReadFailed
from app.runs import repository
from app.runs.protocols import Source
from app.runs.states import EmployerStatus, Mode
from app.writing import touch


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run ended before any employer: a message code, and the operation that failed."""

    code: str
    operation: str


def listed(open_source: Callable[[], Source]) -> tuple[tuple[Company, ...], Failure | None]:
    """Everything the source lists, or why it could not be listed."""
    try:
        return open_source().employers(), None
    except (SourceError, ReadFailed) as error:
        return (), Failure(error.code, error.operation)


def report_codes(session: Session, run_id: str, companies: Sequence[Company], now: datetime) -> None:
    """The lines of a discovery report: one per company. Changes nothing (manual, section 4)."""
    coded = _employers_by_code(session)
    for company in sorted(companies, key=lambda each: each.name):
        known = company.source_key in coded
        repository.add_line(session, run_id, "EMPLOYER_CODE_FOUND", now=now, params=_found(company, known))


def match(
    session: Session,
    run: models.Run,
    account: models.Account,
    companies: Sequence[Company],
    excluded: frozenset[str],
    now: datetime,
) -> dict[str, str]:
    """Employer id → company key of what this run handles; everything else becomes a report line.

    `excluded` are the company keys that the configuration leaves out.
    """
    allowed = scopes.employers_of(session, account)
    coded = _employers_by_code(session)
    if excluded.isdisjoint(company.source_key for company in companies):
        coded |= _only_employer(session, run, account, companies, now)
    found: dict[str, str] = {}
    for company in companies:
        employer_id = coded.get(company.source_key)
        if company.source_key in excluded:
            continue
        if employer_id is None:
            repository.add_line(session, run.id, "EMPLOYER_UNKNOWN", now=now, params=_named(company))
        elif allowed is not None and employer_id not in allowed:
            repository.add_line(session, run.id, "EMPLOYER_OUT_OF_SCOPE", now=now, params=_named(company))
        else:
            found[employer_id] = company.source_key
    expected = _handled_before(session, account.id) if allowed is None else allowed
    left_out = {code: coded[code] for code in excluded & coded.keys() if coded[code] in expected}
    _report_missing(session, run.id, expected - found.keys() - set(left_out.values()), coded, now)
    for code in sorted(left_out.keys() | excluded & {company.source_key for company in companies}):
        repository.add_line(
            session, run.id, "EMPLOYER_EXCLUDED",
            now=now, employer_id=left_out.get(code), params={"nmbrs_id": code},
        )  # fmt: skip
    agreed = account.authorised_employer_count
    if agreed is not None and agreed != len(companies):
        params: dict[str, str | int] = {"delivered": len(companies), "agreed": agreed}
        repository.add_line(session, run.id, "AUTHORISED_COUNT_DIFFERS", now=now, params=params)
    return found


def _only_employer(
    session: Session,
    run: models.Run,
    account: models.Account,
    companies: Sequence[Company],
    now: datetime,
) -> dict[str, str]:
    """The one employer of an account with one company, for which the manual skips section 4 (R30).

    Its code is recorded by the first run that applies: without it, a later company in the place of
    this one would be imported into this employer.
    """
    if account.employer_id is None or len(companies) != 1:
        return {}
    [company] = companies
    employer = session.get_one(models.Employer, account.employer_id, with_for_update=True)
    if employer.employer_code is not None or company.source_key in _employers_by_code(session):
        return {}
    if run.mode == Mode.APPLY:
        employer.employer_code = company.source_key
        touch(employer, now)
        repository.add_line(session, run.id, "EMPLOYER_CODE_ASSIGNED", now=now, params=_named(company))
    return {company.source_key: employer.id}


def _employers_by_code(session: Session) -> dict[str, str]:
    rows = session.exec(
        select(models.Employer.employer_code, models.Employer.id).where(
            col(models.Employer.employer_code).is_not(None)
        )
    )
    return {code: employer_id for code, employer_id in rows if code is not None}


def _handled_before(session: Session, account_id: str) -> frozenset[str]:
    """What an account for all employers is expected to deliver: whatever it delivered before."""
    handled = (
        select(models.RunEmployer.employer_id)
        .join(models.Run, col(models.Run.id) == models.RunEmployer.run_id)
        .where(models.Run.account_id == account_id)
    )
    return frozenset(session.exec(handled.distinct()))


def _report_missing(
    session: Session,
    run_id: str,
    missing: frozenset[str],
    coded: dict[str, str],
    now: datetime,
) -> None:
    """Lines for employers that were expected and cannot be imported: no code, or not delivered."""
    codes = {employer_id: code for code, employer_id in coded.items()}
    for employer_id in sorted(missing):
        code = codes.get(employer_id)
        if code is None:
            repository.add_line(session, run_id, "EMPLOYER_WITHOUT_CODE", now=now, employer_id=employer_id)
        else:
            repository.add_line(
                session, run_id, "EMPLOYER_NOT_DELIVERED",
                now=now, employer_id=employer_id, params={"nmbrs_id": code},
            )  # fmt: skip


def _named(company: Company) -> dict[str, str | int]:
    return {"nmbrs_id": company.source_key, "number": company.number, "name": company.name}


def _found(company: Company, known: bool) -> dict[str, str | int]:
    return {
        "nmbrs_id": company.source_key,
        "number": company.number,
        "name": company.name,
        "known": "known" if known else "not_known",
    }


def refuse_unlinked(session: Session, row: models.RunEmployer, now: datetime) -> bool:
    """Fail an employer that holds employees without a Nmbrs id: an import would double them (R3-R5)."""
    count = suite_employees.in_the_way(session, row.employer_id)
    if count:
        code = "EMPLOYER_HAS_UNLINKED_EMPLOYEES"
        repository.set_employer(session, row, EmployerStatus.FAILED, now=now, code=code)
        repository.add_line(
            session, row.run_id, "EMPLOYER_HAS_UNLINKED_EMPLOYEES",
            now=now, employer_id=row.employer_id, params={"count": count},
        )  # fmt: skip
    return count > 0


def known_employees(session: Session, employer_id: str) -> frozenset[str]:
    """The source keys of the employees we hold of an employer."""
    keys = select(models.Employee.source_key).where(models.Employee.employer_id == employer_id)
    return frozenset(session.exec(keys))
