"""What a run came to, and who must act: two sentences above everything else."""

from __future__ import annotations

from collections import Counter
from typing import Final

from app.runs import words
from app.runs.causes import listed
from app.runs.message import Actor, Both, Level
from app.runs.report import Report
from app.runs.states import OPEN, RunStatus

_ORDER: Final = (Actor.CUSTOMER, Actor.ADMINISTRATOR, Actor.OPERATOR)
_ASSIGN: Final = Both(
    "Vul de waarde uit kolom Id in bij de werkgevercode van de werkgever in Xpert Suite.",
    "Enter the value of column Id as the employer code of the employer in Xpert Suite.",
)
_UNFINISHED: Final = Both(
    "De verwerking loopt nog; dit verslag is nog niet af.",
    "The run goes on; this report is not complete yet.",
)
_AGAIN: Final = Both(
    "Niemand hoeft iets te doen: de volgende verwerking probeert het opnieuw.",
    "Nobody needs to act: the next run tries again.",
)
_NOBODY: Final = Both("Niemand hoeft iets te doen.", "Nobody needs to act.")


def outcome(report: Report) -> str:
    """What the run came to, in plain words."""
    return words.OUTCOMES[RunStatus(report.run.status)].to(report.language)


def to_do(report: Report) -> str:
    """What must be done now and by whom, in one or two sentences."""
    language, found = report.language, report.causes
    if report.run.status in OPEN:
        return _UNFINISHED.to(language)
    urgent = [each for each in found if each.level >= Level.WARNING and each.next_step]
    asked = [each for each in urgent if each.actor is not Actor.NOBODY]
    if len(asked) == 1:
        actor = words.ACTORS[asked[0].actor].to(language)
        return f"{Both('Aan zet', 'To act').to(language)}: {actor}. {asked[0].next_step}"
    if asked:
        return _who(Counter(each.actor for each in asked), language)
    if report.companies:
        return _ASSIGN.to(language)
    return (_AGAIN if urgent else _NOBODY).to(language)


def _who(number: Counter[Actor], language: str) -> str:
    points = [
        f"{words.ACTORS[actor].to(language)} ({_points(number[actor], language)})"
        for actor in _ORDER
        if number[actor]
    ]
    return Both(
        "Aan zet: {}. Hieronder staat per oorzaak wat er moet gebeuren.",
        "To act: {}. What must be done is told below, cause by cause.",
    ).to(language).format(listed(points, language))  # fmt: skip


def _points(number: int, language: str) -> str:
    one, many = Both("1 punt", "1 point"), Both(f"{number} punten", f"{number} points")
    return (one if number == 1 else many).to(language)
