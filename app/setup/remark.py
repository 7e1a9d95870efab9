"""A remark of the checklist on a step: how it stands, by what, and what to do, in Dutch and English."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.check_schemas import Sentence
from app.setup.steps import State


@dataclass(frozen=True, slots=True)
class Remark:
    """How a step stands, by what, and the next step if there is one. `{names}` are filled by who found it."""

    state: State
    nl: str
    en: str
    nl_next: str = ""
    en_next: str = ""

    def evidence(self, filled: dict[str, object]) -> Sentence:
        """What shows how the step stands."""
        return Sentence(nl=self.nl.format_map(filled), en=self.en.format_map(filled))

    def next_step(self, filled: dict[str, object]) -> Sentence | None:
        """What to do, if anything."""
        if not self.nl_next:
            return None
        return Sentence(nl=self.nl_next.format_map(filled), en=self.en_next.format_map(filled))


def done(nl: str, en: str) -> Remark:
    """It was done."""
    return Remark(State.DONE, nl, en)


def todo(nl: str, en: str, nl_next: str, en_next: str) -> Remark:
    """It is to do, and how."""
    return Remark(State.TODO, nl, en, nl_next, en_next)


def not_needed(nl: str, en: str) -> Remark:
    """It is not needed here."""
    return Remark(State.NOT_NEEDED, nl, en)


def unknown(nl: str, en: str, nl_next: str = "", en_next: str = "") -> Remark:
    """We cannot see it."""
    return Remark(State.UNKNOWN, nl, en, nl_next, en_next)
