"""What a mail about a run says: facts, counts, lines grouped by cause with the next step, and a link.

It is made from the same rows as the report, each time it is sent; nothing in it is about a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models, pages
from app.hr.delivery import Stream
from app.hr.dutch_time import AMSTERDAM
from app.hr.records import Entity
from app.mail.letter import Letter, one_line
from app.runs import mail_words, report, repository, words
from app.runs.counts import Counts, counts, of_run, tallies
from app.runs.fields import STREAM
from app.runs.mail_words import ACTORS, FRAME, OUTCOMES, number_of
from app.runs.message import Level
from app.runs.messages import MESSAGES
from app.runs.repository import TOPIC
from app.runs.states import Mode, RunStatus

_DISCOVERY: Final = "nmbrs_employer_codes"
_ALWAYS_COUNTED: Final = ("read", "unchanged")
_SHOWN: Final = (Level.FAILURE, Level.WARNING, Level.NOTICE)


@dataclass(frozen=True, slots=True)
class Cause:
    """Lines of one code that say the same in a mail. `params`: what they are told with."""

    level: Level
    code: str
    topic: str
    params: tuple[tuple[str, Any], ...]


def write(session: Session, mail: models.Mail, public_url: str) -> Letter:
    """The letter of a stored decision."""
    run = session.get_one(models.Run, mail.run_id)
    account = session.get_one(models.Account, run.account_id)
    language = report.language_of(account)
    causes = _causes(session, run)
    subject = _subject(session, mail, run, causes, language)
    values = {
        "language": language,
        "words": FRAME[language],
        "subject": subject,
        "lead": FRAME[language][_lead(run)],
        "preview": run.mode == Mode.PREVIEW and run.status != RunStatus.PREVIEWED,
        "facts": _facts(session, mail, run, account, language),
        "counts": _counts(session, run, language),
        "levels": [number_of(level, number, language) for level, number in _numbers(causes).items()],
        "sections": _sections(causes, Level(mail.from_level), language),
        "nothing": not any(_numbers(causes).values()) and run.option != _DISCOVERY,
        "link": f"{public_url}/v1/runs/{run.id}/report?format=html",
    }
    return Letter(
        message_id=mail.message_id,
        recipients=tuple(mail.recipients),
        subject=subject,
        language=language,
        text=pages.text("mail.txt", **values),
        html=pages.text("mail.html", **values),
        date=(run.finished_at or mail.created_at).astimezone(AMSTERDAM),
    )


# --- facts ----------------------------------------------------------------------------------------


def _subject(
    session: Session, mail: models.Mail, run: models.Run, causes: Counter[Cause], language: str
) -> str:
    name = mail.kind + ("_preview" if run.mode == Mode.PREVIEW else "")
    number = _numbers(causes)
    told = [number_of(level, number[level], language) for level in _SHOWN[:2] if number[level]]
    outcome = run.status
    if outcome == RunStatus.SUCCEEDED_WITH_WARNINGS:  # how many follows
        outcome = RunStatus.SUCCEEDED
    outcome = ", ".join([OUTCOMES[language][outcome], *told])
    return one_line(FRAME[language][name].format(stream=_stream(session, run), outcome=outcome))


def _stream(session: Session, run: models.Run) -> str:
    return one_line(session.get_one(models.Configuration, run.configuration_id).data_stream)


def _lead(run: models.Run) -> str:
    if run.option == _DISCOVERY and run.status != RunStatus.FAILED:
        return "lead_codes"
    return f"lead_{run.status}"


def _facts(
    session: Session, mail: models.Mail, run: models.Run, account: models.Account, language: str
) -> list[tuple[str, str]]:
    """Names and values. Which run it was, and how many employers it had, are metadata."""
    frame = FRAME[language]
    moments = [
        words.moment(moment, seconds=True)
        for moment in (run.started_at or run.created_at, run.finished_at)
        if moment
    ]
    facts = [
        (frame["account"], one_line(account.name)),
        (frame["stream"], _stream(session, run)),
        (frame["outcome"], OUTCOMES[language][run.status]),
        (frame["time"], " – ".join(moments)),
    ]
    if mail.from_level == Level.METADATA:
        facts.append((frame["run"], run.id))
        for progress in repository.progress(session, [run.id]).values():  # of a run that had employers
            done = frame["employers_done"].format(
                done=progress.employers_done, total=progress.employers_total
            )
            facts.append((frame["employers"], done))
    return facts


def _counts(session: Session, run: models.Run, language: str) -> dict[str, Any]:
    """The streams and the columns in which there was anything."""
    found: dict[Stream, dict[str, int]] = {}
    if run.option != _DISCOVERY:
        counted = counts(session, run, tallies(session, run)).items()
        found = {stream: asdict(each) for stream, each in counted if each != Counts()}
    columns = [
        each.name
        for each in fields(Counts)
        if each.name in _ALWAYS_COUNTED or any(numbers[each.name] for numbers in found.values())
    ]
    return {
        "columns": [words.COUNTS[name].to(language) for name in columns],
        "rows": [
            (words.STREAMS[stream].to(language), [numbers[name] for name in columns])
            for stream, numbers in found.items()
        ],
    }


# --- lines, grouped by cause ----------------------------------------------------------------------


def _causes(session: Session, run: models.Run) -> Counter[Cause]:
    """Every line of the report, counted by what a mail may say of it."""
    causes: Counter[Cause] = Counter()
    totals: Counter[Cause] = Counter()
    for cause, number, total in [*_of_remarks(session, run), *_of_changes(session, run)]:
        causes[cause] += number
        totals[cause] += total
    return Counter({_with_total(cause, totals[cause]): number for cause, number in causes.items()})


def _of_remarks(session: Session, run: models.Run) -> Iterator[tuple[Cause, int, int]]:
    row = models.ReportLine
    lines = select(row.level, row.code, row.stream, row.params).where(row.run_id == run.id)
    for level, code, topic, params in session.exec(lines):
        told = tuple(
            sorted((name, value) for name, value in params.items() if mail_words.may_tell(name, value))
        )
        yield Cause(Level(level), code, topic, told), 1, params.get(mail_words.ADDED_UP, 0)


def _of_changes(session: Session, run: models.Run) -> Iterator[tuple[Cause, int, int]]:
    row = models.Change
    rows = (
        sa.select(col(row.entity), col(row.reason), sa.func.count())
        .where(of_run(run))
        .group_by(col(row.entity), col(row.reason))
    )
    for entity, reason, number in session.execute(rows):
        yield Cause(MESSAGES[reason].level, reason, TOPIC[STREAM[Entity(entity)]], ()), number, 0


def _with_total(cause: Cause, total: int) -> Cause:
    added_up = ((mail_words.ADDED_UP, total),) if total else ()
    return Cause(cause.level, cause.code, cause.topic, (*cause.params, *added_up))


def _numbers(causes: Counter[Cause]) -> dict[Level, int]:
    """How many lines there are of each level above metadata."""
    return {
        level: sum(number for cause, number in causes.items() if cause.level is level) for level in _SHOWN
    }


def _sections(causes: Counter[Cause], lowest: Level, language: str) -> list[dict[str, Any]]:
    """A heading and its causes for each level from the worst down to `lowest`."""
    sections = []
    for level in sorted(Level, reverse=True):
        of_level = sorted(
            (cause for cause in causes if cause.level is level), key=lambda each: (each.code, each.params)
        )
        if of_level and level >= lowest:
            shown = [_shown(cause, causes[cause], language) for cause in of_level]
            heading = words.LEVELS[level].to(language)
            sections.append({"level": level.name.lower(), "heading": heading, "causes": shown})
    return sections


def _shown(cause: Cause, number: int, language: str) -> dict[str, Any]:
    params: dict[str, object] = dict(cause.params)
    return {
        "number": number,
        "code": cause.code,
        "topic": cause.topic,
        "sentence": mail_words.sentence(cause.code, language, params),
        "step": mail_words.next_step(cause.code, language, params),
        "actor": ACTORS[language][MESSAGES[cause.code].of(params).actor],
    }
