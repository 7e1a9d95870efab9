"""How an order can end: the exit code for the script, and a sentence for the person who reads its log."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from app.trigger.order import Language

OPEN: Final = frozenset({"queued", "running"})


class ExitCode(IntEnum):
    """What a script may build on (docs/ci.md). Wrong use of the command is 2, as in any command."""

    DONE = 0
    UNKNOWN = 1
    WARNINGS = 3
    PARTIAL = 4
    AWAITS_APPROVAL = 5
    FAILED = 6
    REFUSED = 7


#: By the status of a run; also those that later versions of the service give.
EXIT_CODES: Final = {
    "succeeded": ExitCode.DONE,
    "previewed": ExitCode.DONE,
    "succeeded_with_warnings": ExitCode.WARNINGS,
    "partially_applied": ExitCode.PARTIAL,
    "awaiting_approval": ExitCode.AWAITS_APPROVAL,
    "failed": ExitCode.FAILED,
    "cancelled": ExitCode.FAILED,
    "rejected": ExitCode.REFUSED,
    "superseded": ExitCode.REFUSED,
    "skipped": ExitCode.REFUSED,
}

#: English and Dutch, by status or by what happened to us. `{names}` are filled by who tells.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "succeeded": ("Everything was imported.", "Alles is ingelezen."),
    "previewed": (
        "The plan was made and nothing was changed. See the report for what an import would do.",
        "Het plan is gemaakt en er is niets gewijzigd. Het verslag zegt wat een import zou doen.",
    ),
    "succeeded_with_warnings": (
        "Everything was imported, and somebody should look: read the warnings in the report.",
        "Alles is ingelezen, maar er moet iemand naar kijken: lees de waarschuwingen in het verslag.",
    ),
    "partially_applied": (
        "A part was not imported, and stayed as it was. Read the failures in the report: they say who must"
        " act.",
        "Een deel is niet ingelezen en is gebleven zoals het was. Lees de uitval in het verslag: daar staat"
        " wie er moet handelen.",
    ),
    "awaiting_approval": (
        "The plan waits for an administrator: approve or reject it. Until then nothing is changed.",
        "Het plan wacht op een beheerder: keur het goed of wijs het af. Tot dan wordt er niets gewijzigd.",
    ),
    "failed": (
        "The run failed ({code}). Read the report: it says why and who must act.",
        "De uitvoering is mislukt ({code}). Lees het verslag: daar staat waarom, en wie er moet handelen.",
    ),
    "cancelled": (
        "The run was cancelled; what was done by then stays. Start it again when that was not meant.",
        "De uitvoering is geannuleerd; wat al gedaan was, blijft. Start opnieuw als dat niet de bedoeling"
        " was.",
    ),
    "rejected": (
        "An administrator rejected the plan; nothing was changed.",
        "Een beheerder heeft het plan afgewezen; er is niets gewijzigd.",
    ),
    "superseded": (
        "A newer plan took the place of this one, which changed nothing. Look at the newer run.",
        "Een nieuwer plan kwam in de plaats van dit plan, dat niets heeft gewijzigd. Kijk naar de nieuwere"
        " uitvoering.",
    ),
    "skipped": (
        "The run was skipped and changed nothing. The report says why.",
        "De uitvoering is overgeslagen en heeft niets gewijzigd. Het verslag zegt waarom.",
    ),
    "started": ("Run {run_id} has started.", "Uitvoering {run_id} is gestart."),
    "strange_status": (
        "The service tells an outcome this command does not know ({status}). Read the report, and bring"
        " this command to the version of the service.",
        "De service meldt een uitkomst die deze opdracht niet kent ({status}). Lees het verslag, en breng"
        " deze opdracht op de versie van de service.",
    ),
    "refused": ("The service refused: {detail}", "De service weigert: {detail}"),
    "no_such_route": (
        "{configuration} is not the id of a configuration (GET /v1/configurations lists them), or --url is"
        " not the address of the service alone.",
        "{configuration} is geen id van een configuratie (GET /v1/configurations noemt ze), of --url is niet"
        " alleen het adres van de service.",
    ),
    "refused_by_other": (
        "There is no service of ours behind {address}: it answered {status}. Check --url, and what stands"
        " between here and there.",
        "Achter {address} zit niet onze service: het antwoord was {status}. Controleer --url, en wat er"
        " tussen hier en daar staat.",
    ),
    "refused_afterwards": (
        "The run has started, and the service no longer lets us follow it: {detail}",
        "De uitvoering is gestart, maar de service laat ons haar niet meer volgen: {detail}",
    ),
    "redirected": (
        "{address} points elsewhere, to {target}. Give that address with --url.",
        "{address} verwijst door naar {target}. Geef dat adres op met --url.",
    ),
    "no_connection": (
        "No connection with {address} ({reason}); nothing has started. Check --url and the network.",
        "Geen verbinding met {address} ({reason}); er is niets gestart. Controleer --url en het netwerk.",
    ),
    "no_answer": (
        "No answer from {address} ({reason}), so it is not certain whether a run has started:"
        " GET /v1/runs shows it.",
        "Geen antwoord van {address} ({reason}), dus het is niet zeker of er een uitvoering is gestart:"
        " GET /v1/runs laat het zien.",
    ),
    "lost": (
        "The service did not come back in time ({reason}). The run goes on by itself, or will when the"
        " service is back.",
        "De service kwam niet op tijd terug ({reason}). De uitvoering gaat vanzelf verder, of doet dat"
        " zodra de service terug is.",
    ),
    "too_late": (
        "The run had not ended after {seconds} seconds, and goes on. Give more time with --timeout.",
        "De uitvoering was na {seconds} seconden nog niet klaar, en gaat verder. Geef meer tijd met"
        " --timeout.",
    ),
    "interrupted": (
        "Interrupted here; the run goes on at the service.",
        "Hier onderbroken; de uitvoering gaat bij de service verder.",
    ),
    "interrupted_early": (
        "Interrupted before there was an answer: GET /v1/runs shows whether a run has started.",
        "Onderbroken voordat er antwoord was: GET /v1/runs laat zien of er een uitvoering is gestart.",
    ),
    "how_to_go_on": (
        "Follow it: {follow}\nCancel it: {cancel}",
        "Volg haar: {follow}\nAnnuleer haar: {cancel}",
    ),
    # --- on the way
    "trying_again": (
        "No answer ({reason}); trying again in {seconds} s.",
        "Geen antwoord ({reason}); over {seconds} s opnieuw.",
    ),
    "back": ("There is an answer again.", "Er is weer antwoord."),
    "queued": ("queued", "wacht op haar beurt"),
    "running": ("running", "bezig"),
    "employers": ("{done} of {total} employers", "{done} van {total} werkgevers"),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of an order. `run` and `problem` are as the service told them, if it did."""

    exit_code: ExitCode
    outcome: str
    sentence: str
    run: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None


def say(what: str, language: Language, **filled: object) -> str:
    """The sentence in this language."""
    english, dutch = SENTENCES[what]
    return (dutch if language == "nl" else english).format_map(filled)


def is_open(run: dict[str, Any]) -> bool:
    """Whether it may still go on by itself: a status we do not know ends nothing."""
    status = run["status"]
    return status in OPEN or (status not in EXIT_CODES and run.get("finished_at") is None)


def of(run: dict[str, Any], language: Language) -> Ending:
    """The ending of a run that goes on no more."""
    status = run["status"]
    code = EXIT_CODES.get(status, ExitCode.UNKNOWN)
    what = status if status in EXIT_CODES else "strange_status"
    sentence = say(what, language, status=status, code=run.get("code") or "-")
    return Ending(code, status, sentence, run)
