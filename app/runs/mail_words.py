"""The words of mails in Dutch and English: their frame, and what a report line may say in one.

A mail is read on many screens. It says nothing of a person: no source key, no label of a classification,
and no name of an employer, who may be a person too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.runs.message import Actor, Level, filled
from app.runs.messages import MESSAGES

Words = Mapping[str, str]

#: The parameters of a line that a mail may tell: names of our operations, words of ours, and numbers.
TOLD: Final = frozenset({"operation", "missing", "delivered", "agreed"})
#: A parameter that is added up over the lines of one cause.
ADDED_UP: Final = "count"


def may_tell(name: str, value: object) -> bool:
    """Whether a mail may tell a parameter of a line; that a label is empty says nothing of anybody."""
    return name in TOLD or (name == "label" and value == "")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a mail says of a code whose own text would tell more than a mail may."""

    nl: str
    en: str
    nl_next: str = ""
    en_next: str = ""


#: One for each code of the catalogue whose text has other parameters; a test holds that.
WORDINGS: Final[dict[str, Wording]] = {
    "EMPLOYER_CODE_FOUND": Wording("Werkgever gevonden in Nmbrs", "Employer found in Nmbrs"),
    "EMPLOYER_CODE_ASSIGNED": Wording(
        "Werkgevercode vastgelegd: het account ziet precies één werkgever",
        "Employer code recorded: the account sees exactly one employer",
    ),
    "EMPLOYER_UNKNOWN": Wording(
        "Werkgevercode is onbekend in Xpert Suite", "Employer code is unknown in Xpert Suite"
    ),
    "EMPLOYER_OUT_OF_SCOPE": Wording(
        "Werkgever valt buiten de autorisatie van het account en is overgeslagen",
        "Employer is outside the account's authorisation and was skipped",
    ),
    "EMPLOYER_NOT_DELIVERED": Wording(
        "Werkgever is niet aangeleverd door Nmbrs; er is niets gewijzigd",
        "Employer was not delivered by Nmbrs; nothing was changed",
    ),
    "EMPLOYER_EXCLUDED": Wording(
        "Werkgever is uitgesloten in de configuratie en is overgeslagen",
        "Employer is excluded in the configuration and was skipped",
    ),
    "EMPLOYEE_TYPE_UNKNOWN": Wording(
        "Een medewerkertype is onbekend; deze medewerkers zijn niet geïmporteerd",
        "An employee type is unknown; these employees were not imported",
        "Het logverslag noemt het type. Neem het op in settings.employee_types van de configuratie.",
        "The log report names the type. Add it to settings.employee_types of the configuration.",
    ),
    "CONTRACT_DRIFT": Wording(
        "Nmbrs levert bij {operation} gegevens die nieuw voor ons zijn; de rest is gelezen",
        "Nmbrs delivers things that are new to us with {operation}; the rest was read",
    ),
    "EMPLOYEE_LOOKS_LIKE": Wording(
        "Nieuwe werknemer heeft hetzelfde personeelsnummer of BSN als een andere; ze zijn niet samengevoegd",
        "New employee has the same personnel number or BSN as another; they were not merged",
    ),
    "ABSENCE_INVALID": Wording(
        "Een verzuimregel heeft geen geldige dagen of percentage; zijn dossier is overgeslagen",
        "An absence row has no valid days or percentage; its dossier was skipped",
    ),
    "CLASSIFICATION_NOT_MAPPED": Wording(
        "Verzuim niet verwerkt ({cases}): een classificatie uit Nmbrs verwijst nergens naar",
        "Absence not processed ({cases}): a classification of Nmbrs refers to nothing",
        "Het logverslag noemt de classificatie. Neem haar op in de mapping van optie 2 (paragraaf 5); bij"
        " optie 1: vraag de klant een van de zeven te kiezen in Nmbrs.",
        "The log report names the classification. Add it to the mapping of option 2 (section 5); with"
        " option 1: ask the customer to choose one of the seven in Nmbrs.",
    ),
    "CLASSIFICATION_NOT_LINKED": Wording(
        "Verzuim niet verwerkt ({cases}): een classificatie is niet gekoppeld aan de werkgever",
        "Absence not processed ({cases}): a classification is not linked to the employer",
        "Het logverslag noemt de classificatie. Koppel haar aan de werkgever (paragraaf 5).",
        "The log report names the classification. Link it to the employer (section 5).",
    ),
}


def sentence(code: str, language: str, params: dict[str, object]) -> str:
    """What a mail says of a code. `params`: what it may be told, and the added-up count."""
    wording = WORDINGS.get(code)
    if wording is None:
        return MESSAGES[code].of(params).text(language, params)
    return (wording.nl if language == "nl" else wording.en).format_map(filled(language, params))


def next_step(code: str, language: str, params: dict[str, object]) -> str:
    """What to do about it, or the empty string."""
    wording = WORDINGS.get(code)
    if wording is None or not wording.nl_next:
        return MESSAGES[code].of(params).next_step(language, params)
    return (wording.nl_next if language == "nl" else wording.en_next).format_map(filled(language, params))


FRAME: Final[dict[str, Words]] = {
    "nl": {
        "report": "Logverslag {stream}: {outcome}",
        "report_preview": "Logverslag proefuitvoering {stream}: {outcome}",
        "technical": "Technische storing bij {stream}: {outcome}",
        "technical_preview": "Technische storing bij proefuitvoering {stream}: {outcome}",
        "account": "Account", "stream": "Gegevensstroom", "outcome": "Uitkomst", "time": "Van/tot",
        "employers": "Werkgevers", "employers_done": "{done} van {total} afgehandeld",
        "run": "Uitvoering", "step": "Actie", "preview": "Dit is een proefuitvoering: er is niets gewijzigd.",
        "nothing": "Er is niets gewijzigd en er valt niets te doen.",
        "counts": "Aantallen", "link": "Open het hele logverslag", "of_stream": "Stroom",
        "lead_codes": "De werkgevercodes staan in het logverslag, in de kolom Id. Haal daarna de tijd weg bij"
        " deze configuratie, of archiveer haar.",
        "lead_previewed": "Er is niets gewijzigd. Hieronder staat wat een echte verwerking zou doen.",
        "lead_succeeded": "Alles is verwerkt.",
        "lead_succeeded_with_warnings": "Alles is verwerkt; iemand moet ernaar kijken.",
        "lead_partially_applied": "Een deel is niet verwerkt of niet volledig gelezen.",
        "lead_failed": "Er is niets verwerkt.",
        "lead_cancelled": "De verwerking is geannuleerd; wat al verwerkt was, blijft.",
        "footer": "U krijgt dit bericht omdat uw adres bij het account staat als ontvanger van logverslagen."
        " Er staan geen persoonsgegevens in. Het hele logverslag opent met een API-sleutel die bij alle"
        " werkgevers van deze verwerking mag.",
    },
    "en": {
        "report": "Log report {stream}: {outcome}",
        "report_preview": "Log report preview {stream}: {outcome}",
        "technical": "Technical failure in {stream}: {outcome}",
        "technical_preview": "Technical failure in preview {stream}: {outcome}",
        "account": "Account", "stream": "Data stream", "outcome": "Outcome", "time": "From/to",
        "employers": "Employers", "employers_done": "{done} of {total} handled",
        "run": "Run", "step": "Action", "preview": "This is a preview: nothing was changed.",
        "nothing": "Nothing was changed and there is nothing to do.",
        "counts": "Counts", "link": "Open the whole log report", "of_stream": "Stream",
        "lead_codes": "The employer codes are in the log report, in the column Id. Afterwards remove the"
        " time from this configuration, or archive it.",
        "lead_previewed": "Nothing was changed. Below is what a real run would do.",
        "lead_succeeded": "Everything was processed.",
        "lead_succeeded_with_warnings": "Everything was processed; somebody should look at it.",
        "lead_partially_applied": "Some of it was not processed or not read completely.",
        "lead_failed": "Nothing was processed.",
        "lead_cancelled": "The run was cancelled; what was done stays.",
        "footer": "You get this message because your address is with the account as a recipient of log"
        " reports. It holds no personal data. The whole log report opens with an API key that reaches all"
        " employers of this run.",
    },
}  # fmt: skip

OUTCOMES: Final[dict[str, Words]] = {
    "nl": {
        "previewed": "niets gewijzigd", "succeeded": "geslaagd",
        "succeeded_with_warnings": "geslaagd met waarschuwingen", "partially_applied": "deels verwerkt",
        "failed": "mislukt", "cancelled": "geannuleerd",
    },
    "en": {
        "previewed": "nothing changed", "succeeded": "succeeded",
        "succeeded_with_warnings": "succeeded with warnings", "partially_applied": "partly processed",
        "failed": "failed", "cancelled": "cancelled",
    },
}  # fmt: skip

#: One of it, and several of it.
LEVELS: Final[dict[str, dict[Level, tuple[str, str]]]] = {
    "nl": {
        Level.FAILURE: ("uitval", "uitval"),
        Level.WARNING: ("waarschuwing", "waarschuwingen"),
        Level.NOTICE: ("melding", "meldingen"),
        Level.METADATA: ("metadata", "metadata"),
    },
    "en": {
        Level.FAILURE: ("failure", "failures"),
        Level.WARNING: ("warning", "warnings"),
        Level.NOTICE: ("notice", "notices"),
        Level.METADATA: ("metadata", "metadata"),
    },
}

ACTORS: Final[dict[str, dict[Actor, str]]] = {
    "nl": {
        Actor.NOBODY: "", Actor.CUSTOMER: "klant", Actor.ADMINISTRATOR: "functioneel beheerder",
        Actor.OPERATOR: "beheerder van de koppeling",
    },
    "en": {
        Actor.NOBODY: "", Actor.CUSTOMER: "customer", Actor.ADMINISTRATOR: "functional administrator",
        Actor.OPERATOR: "operator of the connector",
    },
}  # fmt: skip


def number_of(level: Level, count: int, language: str) -> str:
    """As in `2 warnings`."""
    one, several = LEVELS[language][level]
    return f"{count} {one if count == 1 else several}"
