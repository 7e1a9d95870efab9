"""What a line of the report is: its level, its stream, who must act, and its text in two languages.

Codes are stable (`domain.md` §2.3). Texts are filled from the parameters of a line or the journal,
which hold keys, counts and names of operations or companies, never of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final


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
class Message:
    """One entry. `nl_next` and `en_next` are the next step, empty when nobody needs to act.

    `once`: it is about the source and not about an employer, so it is said once in a run. Not `again`: a
    run that finds an employer unchanged has nothing of the kind to say.
    """

    level: Level
    actor: Actor
    nl: str
    en: str
    nl_next: str = ""
    en_next: str = ""
    once: bool = False
    again: bool = True

    def text(self, language: str, params: dict[str, object]) -> str:
        """The sentence in `nl` or English; the parameters of `WORDS` are put in that language too."""
        dutch = language == "nl"
        for name in WORDS & params.keys():
            dutch_word, english_word = VALUES.get(str(params[name]), (params[name], params[name]))
            params = {**params, name: dutch_word if dutch else english_word}
        return (self.nl if dutch else self.en).format_map(params)

    def next_step(self, language: str, params: dict[str, object]) -> str:
        """What to do about it, or the empty string."""
        return (self.nl_next if language == "nl" else self.en_next).format_map(params)


#: The parameters whose values are words of ours, and these words in Dutch and English.
WORDS: Final = frozenset({"missing", "known"})
VALUES: Final[dict[str, tuple[str, str]]] = {
    "known": ("bekend in Xpert Suite", "known in Xpert Suite"),
    "not_known": ("nog niet bekend in Xpert Suite", "not yet known in Xpert Suite"),
    "birth_date": ("geboortedatum", "birth date"),
    "last_name": ("achternaam", "last name"),
    "employment": ("dienstverband", "employment"),
}


def notice(nl: str, en: str) -> Message:
    """What was done as intended."""
    return Message(Level.NOTICE, Actor.NOBODY, nl, en)
