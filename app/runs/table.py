"""The lines of one cause as a table: only the columns in which they say something, in words of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Final

from app.runs import words
from app.runs.causes import Cause, Example
from app.runs.message import Both, filled
from app.runs.messages import MESSAGES

_EMPLOYER: Final = Both("Werkgever", "Employer")
_STREAM: Final = Both("Gegevens", "Records")
_REFERENCE: Final = Both("Kenmerk in Nmbrs", "Reference at Nmbrs")
_SINCE: Final = Both("Sinds", "Since")


@dataclass(frozen=True, slots=True)
class Table:
    """Texts under their headings; `more` lines are not in it."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    more: int


def of(cause: Cause, names: Mapping[str, str], language: str) -> Table:
    """The examples of a cause. Without any, or when all has been said of them, it has no rows."""
    examples = cause.group.examples
    params = {id(each): filled(language, each.params) for each in examples}
    columns: dict[str, dict[int, str]] = {
        _EMPLOYER.to(language): {id(each): names.get(each.employer_id or "", "") for each in examples},
    }
    if len(cause.group.streams) > 1:
        columns[_STREAM.to(language)] = {id(each): words.topic(each.stream, language) for each in examples}
    for name in _differing(cause, examples):
        heading = words.PARAMS[name].to(language)
        columns[heading] = {id(each): str(params[id(each)].get(name, "")) for each in examples}
    columns[_REFERENCE.to(language)] = {id(each): each.reference for each in examples}
    if len({each.since for each in examples}) > 1:
        since = {id(each): words.moment(each.since) if each.since else "" for each in examples}
        columns[_SINCE.to(language)] = since
    used = {heading: cells for heading, cells in columns.items() if any(cells.values())}
    rows = [[cells[id(each)] for cells in used.values()] for each in examples] if used else []
    return Table(list(used), rows, cause.group.number - len(examples) if rows else 0)


def _differing(cause: Cause, examples: Iterable[Example]) -> list[str]:
    """What the sentence of the cause does not tell since it is filled otherwise from line to line."""
    message = MESSAGES[cause.code]
    if not message.title or cause.message not in (message.title.nl, message.title.en):
        return []
    used = {name for _, name, _, _ in Formatter().parse(message.nl)}
    return [name for name in words.PARAMS if name in used]


def places(cause: Cause, names: Mapping[str, str]) -> list[tuple[str, int]]:
    """The employers of a cause with their number of lines, those with most first."""
    found = [(names.get(each, ""), number) for each, number in cause.group.employers.items() if each]
    return sorted(found, key=lambda place: (-place[1], place[0]))
