"""The log report of a run, built once from its rows, for every form in which it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.accounts import codes
from app.accounts.code_schemas import FoundCode
from app.hr.delivery import Completeness, Stream
from app.runs import causes, repository
from app.runs.causes import Cause
from app.runs.counts import Counts, counts, of_run, tallies
from app.runs.message import Level
from app.runs.messages import MESSAGES
from app.runs.states import OPEN, EmployerStatus, RunStatus
from app.security import Caller

DISCOVERY: Final = "nmbrs_employer_codes"
#: What an import is about: told also when there was none of it.
_ALWAYS_SHOWN: Final = (Stream.DEPARTMENTS, Stream.EMPLOYEES, Stream.EMPLOYMENTS, Stream.ABSENCES)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was proven about one stream of one employer."""

    stream: Stream
    state: Completeness
    operation: str
    code: str
    read: int


@dataclass(frozen=True, slots=True)
class Handled:
    """How one employer of the run ended."""

    employer_id: str
    employer_code: str | None
    name: str
    status: EmployerStatus
    code: str | None
    streams: Sequence[Reading]

    @property
    def gaps(self) -> list[Reading]:
        """The streams that were asked for and not proven complete."""
        fine = (Completeness.COMPLETE, Completeness.SKIPPED)
        return [each for each in self.streams if each.state not in fine]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report tells but for its single lines. `names` are those of employers, by id.

    `companies`: what a discovery found, and what it is to us now.
    """

    run: models.Run
    account: str
    data_stream: str
    language: str
    progress: repository.Progress
    counts: Mapping[Stream, Counts]
    employers: Sequence[Handled]
    causes: Sequence[Cause]
    names: Mapping[str, str]
    companies: Sequence[FoundCode] = ()

    @property
    def discovery(self) -> bool:
        """Whether it is the one of section 4 of the manual."""
        return self.run.option == DISCOVERY

    @property
    def silent(self) -> bool:
        """Whether an import that has ended has nothing to tell."""
        ended = self.run.status not in OPEN and not self.discovery
        return ended and all(each.level <= Level.METADATA for each in self.causes)

    @property
    def shown_counts(self) -> dict[Stream, Counts]:
        """The streams of which there is something to tell; none when nothing was read at all."""
        if self.discovery or (not self.employers and self.run.status == RunStatus.FAILED):
            return {}
        nothing = Counts()
        return {
            stream: each for stream, each in self.counts.items() if each != nothing or stream in _ALWAYS_SHOWN
        }


def language_of(account: models.Account) -> str:
    """The language of an account's reports."""
    return "nl" if account.culture == "nl-NL" else "en"


def build(session: Session, run: models.Run, caller: Caller) -> Report:
    """The report, as its reader may see it. He reaches every employer of the run."""
    account = session.get_one(models.Account, run.account_id)
    language = language_of(account)
    changes = tallies(session, run)
    found = causes.of_run_in(session, run, changes, language)
    companies = codes.found(session, caller, account, run) if run.option == DISCOVERY else []
    employers = handled(session, run.id)
    named = {each for one in found for each in one.group.employers if each}
    named |= {each for one in companies for each in (one.employer_id, one.proposal) if each}
    return Report(
        run=run,
        account=account.name,
        data_stream=session.get_one(models.Configuration, run.configuration_id).data_stream,
        language=language,
        progress=repository.progress(session, [run.id]).get(run.id, repository.Progress(0, 0)),
        counts=counts(session, run, changes),
        employers=employers,
        causes=found,
        names=names(session, named | {each.employer_id for each in employers}),
        companies=companies,
    )


def names(session: Session, employer_ids: Iterable[str]) -> dict[str, str]:
    """What employers are called: name, and code where there is one."""
    employer = models.Employer
    rows = session.exec(
        select(employer.id, employer.name, employer.employer_code).where(
            col(employer.id).in_(sorted(employer_ids))
        )
    )
    return {each: f"{name} ({code})" if code else name for each, name, code in rows}


def handled(session: Session, run_id: str) -> list[Handled]:
    """The employers of a run by name, with what was proven of each."""
    stream = models.RunStream
    columns = (stream.employer_id, stream.stream, stream.state, stream.operation, stream.code, stream.read)
    rows = session.execute(sa.select(*map(col, columns)).where(col(stream.run_id) == run_id))
    readings: dict[str, list[Reading]] = defaultdict(list)
    for employer_id, name, state, operation, code, read in rows:
        readings[employer_id].append(Reading(Stream(name), Completeness(state), operation, code, read))
    employers = select(models.RunEmployer, models.Employer).join(
        models.Employer, col(models.Employer.id) == models.RunEmployer.employer_id
    )
    order = list(Stream)
    return [
        Handled(
            employer_id=employer.id,
            employer_code=employer.employer_code,
            name=employer.name,
            status=EmployerStatus(row.status),
            code=row.code,
            streams=sorted(readings[employer.id], key=lambda each: order.index(each.stream)),
        )
        for row, employer in session.exec(
            employers.where(models.RunEmployer.run_id == run_id).order_by(col(models.Employer.name))
        )
    ]


def worst_level(session: Session, run: models.Run) -> int:
    """The highest level among the changes of a run; 0 without any."""
    reasons = session.exec(select(models.Change.reason).where(of_run(run)).distinct())
    return max((MESSAGES[reason].level for reason in reasons), default=0)
