"""What a line of the report is: its level, its stream, who must act, and its text in two languages.

Codes are stable (`domain.md` §2.3). Texts are filled from the parameters of a line or the journal,
which hold keys, counts and names of operations or companies, never of people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from app.classifications import mapping


class Level(IntEnum):
    """The four levels of a log report."""

    METADATA = 1
    NOTICE = 2
    WARNING = 3
    FAILURE = 4


class Actor(StrEnum):
    """Who must act on a line."""

    NOBODY = "nobody"
    CUSTOMER = "customer"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


class Topic(StrEnum):
    """The stream column of the report: the vendor's abbreviations, and ours in their manner."""

    ORGANISATION = "OG"
    PLACEMENTS = "PL"
    EMPLOYEES = "WN"
    EMPLOYMENTS = "DV"
    ABSENCE = "VZ"
    EMPLOYER = "WG"
    CONTRACTS = "AO"
    JOBS = "FU"
    SCHEDULES = "RO"
    ADDRESSES = "AD"
    WAGES = "LN"
    GENERAL = "ALG"


@dataclass(frozen=True, slots=True)
class Both:
    """One text in both languages."""

    nl: str
    en: str

    def to(self, language: str) -> str:
        """The text in `nl`, or in English."""
        return self.nl if language == "nl" else self.en

    def __bool__(self) -> bool:
        return bool(self.nl)


NOTHING: Final = Both("", "")


@dataclass(frozen=True, slots=True)
class Message:
    """One entry. `nl_next` and `en_next` are the next step, empty when nobody needs to act.

    `title` names the cause of lines that differ in what they are filled with, so it has nothing to fill.
    `why` tells how it comes about where the sentence does not. `once`: it is about the source and not
    about an employer, so it is said once in a run. Not `again`: a run that finds an employer unchanged has
    nothing of the kind to say. `empty`: what is said instead when nothing was filled in at the source.
    """

    level: Level
    actor: Actor
    nl: str
    en: str
    nl_next: str = ""
    en_next: str = ""
    title: Both = NOTHING
    why: Both = NOTHING
    once: bool = False
    again: bool = True
    empty: Message | None = None

    def of(self, params: Mapping[str, object]) -> Message:
        """The message that these parameters ask for: this one, or that for an empty label."""
        return self.empty if self.empty is not None and params.get("label") == "" else self

    def text(self, language: str, params: Mapping[str, object]) -> str:
        """The sentence in `nl` or English; the parameters of `WORDS` are put in that language too."""
        return Both(self.nl, self.en).to(language).format_map(filled(language, params))

    def next_step(self, language: str, params: Mapping[str, object]) -> str:
        """What to do about it, or the empty string."""
        return Both(self.nl_next, self.en_next).to(language).format_map(filled(language, params))


#: The parameters whose values are words of ours, and these words in Dutch and English.
WORDS: Final = frozenset({"missing", "known"})
VALUES: Final[dict[str, Both]] = {
    "known": Both("bekend in Xpert Suite", "known in Xpert Suite"),
    "not_known": Both("nog niet bekend in Xpert Suite", "not yet known in Xpert Suite"),
    "birth_date": Both("geboortedatum", "birth date"),
    "last_name": Both("achternaam", "last name"),
    "employment": Both("dienstverband", "employment"),
}
#: Parameters that say how a line stands now, and not which line it is.
PASSING: Final = frozenset({"count", "delivered", "agreed", "number", "name", "known"})
#: What stands where a parameter is missing.
UNKNOWN: Final = "?"
#: Fewer people than this could be told by their number.
_FEW: Final = 3


def notice(nl: str, en: str, *, title: Both = NOTHING, why: Both = NOTHING) -> Message:
    """What was done as intended."""
    return Message(Level.NOTICE, Actor.NOBODY, nl, en, title=title, why=why)


def word(language: str, name: str, value: object) -> object:
    """The value of a parameter as it is told: words of ours in the language of the report."""
    known = VALUES.get(str(value)) if name in WORDS else None
    return known.to(language) if known else value


class Filled(dict[str, object]):
    """What texts are filled with. A line of an earlier version may lack what its text asks for today."""

    def __missing__(self, name: str) -> str:
        return UNKNOWN


def filled(language: str, params: Mapping[str, object]) -> Filled:
    """What the texts are filled with: the parameters, and what is made of them."""
    found = Filled((name, word(language, name, value)) for name, value in params.items())
    if isinstance(count := params.get("count"), int):
        found["cases"] = cases(language, count)
    if "label" in params:
        found["help_desk"] = help_desk(language, str(params["label"]))
    return found


def cases(language: str, count: int) -> str:
    """A number of cases; of so few that it may point at a person no number."""
    if count < _FEW:
        return Both("een of meer gevallen", "one or more cases").to(language)
    return Both(f"{count} gevallen", f"{count} cases").to(language)


def help_desk(language: str, label: str) -> str:
    """The sentence of the manual for the help desk (section 5, option 2), to be completed."""
    tell = mapping.in_dutch if language == "nl" else mapping.in_english
    return tell(label, "[X]", "[Y]")
