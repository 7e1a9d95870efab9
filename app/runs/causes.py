"""What a run had to say, by cause: a few, the worst first, each with some of its lines as examples.

Grouped by the database: what a run of thousands of changes came to is told by some dozens of rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from app import models
from app.hr.records import Entity
from app.runs.counts import Tally, of_run, to_look_at
from app.runs.fields import STREAM
from app.runs.message import Actor, Both, Filled, Level, Message, filled, help_desk
from app.runs.messages import MESSAGES
from app.runs.repository import TOPIC

#: So many lines of a cause are in a report; all of them are in the CSV and in the search.
EXAMPLES: Final = 100
#: So many different values are named in one sentence.
_NAMED: Final = 4
_line, _change = models.ReportLine, models.Change
#: The codes that are said otherwise of an empty label.
_EMPTY: Final = [code for code, message in MESSAGES.items() if message.empty]


class Key(NamedTuple):
    """What lines of one cause have in common."""

    level: Level
    code: str
    empty: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One line of a cause: where, about which record, and what its sentence is filled with."""

    employer_id: str | None
    stream: str
    reference: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    since: datetime | None = None


@dataclass(slots=True)
class Group:
    """The lines of one cause, counted. `repeated` of them were said before, the first of these `since`."""

    number: int = 0
    repeated: int = 0
    since: datetime | None = None
    employers: Counter[str | None] = field(default_factory=Counter)
    streams: set[str] = field(default_factory=set)
    examples: list[Example] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cause:
    """What happened, why, what to do about it and who should, and where it happened."""

    level: Level
    code: str
    actor: Actor
    message: str
    why: str
    next_step: str
    help_desk: tuple[str, ...]
    group: Group


def of_run_in(session: Session, run: models.Run, changes: Iterable[Tally], language: str) -> list[Cause]:
    """The causes of a run: the worst first, before all what ended it, then the most frequent."""
    groups: dict[Key, Group] = defaultdict(Group)
    _add_remarks(session, run.id, groups)
    _add_changes(session, run, changes, groups)
    found = [cause(key, group, language) for key, group in groups.items()]
    return sorted(
        found,
        key=lambda each: (-each.level, each.code != run.code, -each.group.number, each.code, each.message),
    )


def levels(found: Iterable[Cause]) -> dict[str, int]:
    """How many lines there are of each level."""
    number: Counter[Level] = Counter()
    for each in found:
        number[each.level] += each.group.number
    return {level.name.lower(): number[level] for level in Level}


def cause(key: Key, group: Group, language: str) -> Cause:
    """A group put in words."""
    message = MESSAGES[key.code].empty if key.empty else MESSAGES[key.code]
    assert message is not None  # noqa: S101  (only codes that have one are asked for it)
    told = _told_of_all(group, language)
    labels = list(
        dict.fromkeys(str(each.params["label"]) for each in group.examples if "label" in each.params)
    )
    if len(labels) > 1:
        told["help_desk"] = Both("de tekst hieronder", "the text below").to(language)
    asks_help_desk = "{help_desk}" in message.nl_next
    return Cause(
        level=key.level,
        code=key.code,
        actor=message.actor,
        message=_sentence(message, group, language),
        why=message.why.to(language),
        next_step=Both(message.nl_next, message.en_next).to(language).format_map(told),
        help_desk=tuple(help_desk(language, label) for label in labels) if asks_help_desk else (),
        group=group,
    )


def _sentence(message: Message, group: Group, language: str) -> str:
    """The sentence of the lines if they all have the same, else the title of their cause."""
    if not message.title:
        return message.text(language, {})
    texts = {message.text(language, each.params) for each in group.examples}
    the_same = len(texts) == 1 and len(group.examples) == group.number
    return texts.pop() if the_same else message.title.to(language)


def _told_of_all(group: Group, language: str) -> Filled:
    """What the next step is filled with: each value of each parameter once."""
    values: dict[str, dict[str, None]] = defaultdict(dict)
    for each in group.examples:
        for name, value in filled(language, each.params).items():
            values[name][str(value)] = None
    return Filled((name, listed(list(found), language)) for name, found in values.items())


def listed(texts: Sequence[str], language: str) -> str:
    """`a, b and c`; of many the first few."""
    shown = list(texts) if len(texts) <= _NAMED + 1 else [*texts[:_NAMED], Both("meer", "more").to(language)]
    *most, last = shown or [""]
    return f"{', '.join(most)} {Both('en', 'and').to(language)} {last}" if most else last


# --- from the database ----------------------------------------------------------------------------


def _is_empty() -> sa.ColumnElement[bool]:
    label = col(_line.params)["label"].as_string()
    return sa.case((col(_line.code).in_(_EMPTY), sa.func.coalesce(label, "-") == ""), else_=sa.false())


def _add_remarks(session: Session, run_id: str, groups: dict[Key, Group]) -> None:
    mine = col(_line.run_id) == run_id
    kinds = (col(_line.level), col(_line.code), _is_empty().label("empty"))
    where = (col(_line.stream), col(_line.employer_id))
    since = col(_line.since)
    figures = (sa.func.count().label("number"), sa.func.count(since).label("repeated"), sa.func.min(since))
    counted = sa.select(*kinds, *where, *figures).where(mine).group_by(*kinds, *where)
    for level, code, empty, stream, employer_id, number, repeated, first in session.execute(counted):
        group = groups[Key(Level(level), code, bool(empty))]
        group.number += number
        group.repeated += repeated
        group.since = min(filter(None, (group.since, first)), default=None)
        group.employers[employer_id] += number
        group.streams.add(stream)
    place = sa.func.row_number().over(partition_by=kinds, order_by=col(_line.id)).label("place")
    ranked = sa.select(
        *kinds, *where, col(_line.reference), col(_line.params), since, col(_line.id), place
    ).where(mine).subquery()  # fmt: skip
    for row in session.execute(sa.select(ranked).where(ranked.c.place <= EXAMPLES).order_by(ranked.c.id)):
        groups[Key(Level(row.level), row.code, bool(row.empty))].examples.append(
            Example(row.employer_id, row.stream, row.reference, row.params, row.since)
        )


def _add_changes(
    session: Session, run: models.Run, changes: Iterable[Tally], groups: dict[Key, Group]
) -> None:
    for each in changes:
        group = groups[Key(MESSAGES[each.reason].level, each.reason, False)]
        group.number += each.number
        group.employers[each.employer_id] += each.number
        group.streams.add(TOPIC[STREAM[each.entity]])
    columns = (_change.reason, _change.entity, _change.employer_id, _change.source_key, _change.id)
    place = (
        sa.func.row_number().over(partition_by=col(_change.reason), order_by=col(_change.id)).label("place")
    )
    ranked = sa.select(*map(col, columns), place).where(of_run(run), to_look_at()).subquery()
    for row in session.execute(sa.select(ranked).where(ranked.c.place <= EXAMPLES).order_by(ranked.c.id)):
        groups[Key(MESSAGES[row.reason].level, row.reason, False)].examples.append(
            Example(row.employer_id, TOPIC[STREAM[Entity(row.entity)]], row.source_key)
        )
