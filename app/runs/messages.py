"""The message catalogue: what a report may say, in Dutch and English, and who must act.

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

    `once`: it is about the source and not about an employer, so it is said once in a run.
    """

    level: Level
    actor: Actor
    nl: str
    en: str
    nl_next: str = ""
    en_next: str = ""
    once: bool = False

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


def _notice(nl: str, en: str) -> Message:
    return Message(Level.NOTICE, Actor.NOBODY, nl, en)


_ADMIN, _CUSTOMER, _OPERATOR = Actor.ADMINISTRATOR, Actor.CUSTOMER, Actor.OPERATOR
_WARNING, _FAILURE = Level.WARNING, Level.FAILURE

MESSAGES: Final[dict[str, Message]] = {
    "RUN_SUMMARY": Message(Level.METADATA, Actor.NOBODY, "Samenvatting verwerking", "Summary of the run"),
    # --- employers
    "EMPLOYER_CODE_FOUND": _notice(
        "Werkgever gevonden in Nmbrs: Id {nmbrs_id}, nummer {number}, {name} ({known})",
        "Employer found in Nmbrs: Id {nmbrs_id}, number {number}, {name} ({known})",
    ),
    "EMPLOYER_CODE_ASSIGNED": _notice(
        "Werkgevercode {nmbrs_id} vastgelegd: het account ziet precies deze ene werkgever",
        "Employer code {nmbrs_id} recorded: the account sees exactly this one employer",
    ),
    "EMPLOYER_UNKNOWN": Message(
        _FAILURE, _ADMIN,
        "Werkgevercode {nmbrs_id} ({name}) is onbekend in Xpert Suite",
        "Employer code {nmbrs_id} ({name}) is unknown in Xpert Suite",
        "Ken de code uit kolom Id toe aan een werkgever (paragraaf 4), of laat de klant het bedrijf"
        " uitzetten in het filter van de gebruiker.",
        "Assign the code from column Id to an employer (section 4), or let the customer remove the company"
        " from the user's filter.",
    ),
    "EMPLOYER_OUT_OF_SCOPE": Message(
        _WARNING, _ADMIN,
        "Werkgever {nmbrs_id} valt buiten de autorisatie van het account en is overgeslagen",
        "Employer {nmbrs_id} is outside the account's authorisation and was skipped",
        "Voeg de werkgever toe aan de werkgevergroep van het account als hij erbij hoort.",
        "Add the employer to the account's employer group if it belongs there.",
    ),
    "EMPLOYER_NOT_DELIVERED": Message(
        _WARNING, _CUSTOMER,
        "Werkgever {nmbrs_id} is niet aangeleverd door Nmbrs; er is niets gewijzigd",
        "Employer {nmbrs_id} was not delivered by Nmbrs; nothing was changed",
        "Controleer of de code klopt, en laat de klant het bedrijf aanzetten in het filter van de gebruiker.",
        "Check the code, and let the customer add the company to the user's filter.",
    ),
    "EMPLOYER_WITHOUT_CODE": Message(
        _FAILURE, _ADMIN,
        "Een werkgever in de autorisatie heeft geen werkgevercode en is overgeslagen",
        "An employer in the authorisation has no employer code and was skipped",
        "Haal de werkgevercodes op en ken ze toe (paragraaf 4).",
        "Fetch the employer codes and assign them (section 4).",
    ),
    "EMPLOYER_EXCLUDED": _notice(
        "Werkgever {nmbrs_id} is uitgesloten in de configuratie en is overgeslagen",
        "Employer {nmbrs_id} is excluded in the configuration and was skipped",
    ),
    "EMPLOYER_HAS_UNLINKED_EMPLOYEES": Message(
        _FAILURE, _ADMIN,
        "De werkgever heeft al werknemers zonder Nmbrs-id ({count}); er is niets ingelezen",
        "The employer already has employees without a Nmbrs id ({count}); nothing was imported",
        "Vul in Xpert Suite hun Nmbrs-id in of verwijder ze, zo nodig met een consultant, en meld dat via"
        " /v1/employers/<id>/employees. Of accepteer ze bij de werkgever: wie ook in Nmbrs staat, komt er"
        " dan dubbel in, met dubbel verzuim.",
        "Give them their Nmbrs id in Xpert Suite or remove them, if need be with a consultant, and tell so"
        " through /v1/employers/<id>/employees. Or accept them at the employer: who is in Nmbrs too will then"
        " be there twice, with absence twice.",
    ),
    "NO_EMPLOYER": Message(
        _FAILURE, _ADMIN,
        "Geen enkele werkgever kon worden verwerkt; er is niets gewijzigd",
        "Not a single employer could be handled; nothing was changed",
        "Kijk welke werkgevers Nmbrs levert (paragraaf 4) en vergelijk ze met die van het account.",
        "See which employers Nmbrs delivers (section 4) and compare them with those of the account.",
    ),
    "AUTHORISED_COUNT_DIFFERS": Message(
        _WARNING, _CUSTOMER,
        "Nmbrs levert {delivered} werkgevers, afgesproken waren er {agreed}",
        "Nmbrs delivers {delivered} employers, {agreed} were agreed",
        "Vraag de klant welk aantal klopt; pas het filter in Nmbrs of het aantal bij het account aan.",
        "Ask the customer which is right; change the filter in Nmbrs or the number at the account.",
    ),
    # --- the source
    "CREDENTIALS_REJECTED": Message(
        _FAILURE, _CUSTOMER,
        "Nmbrs weigert de gegevens van het account; er wordt niet meer aangeroepen tot ze wijzigen",
        "Nmbrs rejects the account's credentials; no further call is made until they change",
        "Vraag de klant om een geldig token en wijzig gebruikersnaam, token of domein van het account.",
        "Ask the customer for a valid token and change the account's username, token or domain.",
    ),
    "NMBRS_DOWN": Message(
        _FAILURE, Actor.NOBODY,
        "Nmbrs is niet bereikbaar; deze verwerking is gestopt",
        "Nmbrs cannot be reached; this run was stopped",
        "De volgende verwerking probeert het opnieuw.",
        "The next run tries again.",
    ),
    "SOURCE_UNAVAILABLE": Message(
        _FAILURE, Actor.NOBODY,
        "Nmbrs gaf geen bruikbaar antwoord op {operation}; wat we hadden is behouden",
        "Nmbrs gave no usable answer to {operation}; what we had was kept",
        "De volgende verwerking probeert het opnieuw.",
        "The next run tries again.",
    ),
    "SOURCE_UNAUTHORISED": Message(
        _FAILURE, _CUSTOMER,
        "Geen rechten op {operation} in Nmbrs; wat we hadden is behouden",
        "No rights on {operation} in Nmbrs; what we had was kept",
        "Laat de klant {operation} op Active zetten in het API-template, en het bedrijf in het filter.",
        "Let the customer set {operation} to Active in the API template, and the company in the filter.",
    ),
    "SOURCE_UNREADABLE": Message(
        _FAILURE, _OPERATOR,
        "Het antwoord op {operation} is niet te lezen; wat we hadden is behouden",
        "The answer to {operation} cannot be read; what we had was kept",
        "Meld dit bij de beheerder van de koppeling: het contract met Nmbrs kan gewijzigd zijn.",
        "Tell the operator of the connector: the contract with Nmbrs may have changed.",
    ),
    "SOURCE_SUDDENLY_EMPTY": Message(
        _WARNING, _CUSTOMER,
        "Nmbrs levert niets meer waar eerder gegevens waren; er is niets beëindigd of ingetrokken",
        "Nmbrs delivers nothing where there were records before; nothing was ended or withdrawn",
        "Vraag de klant of dit klopt; controleer het filter en de rechten in Nmbrs.",
        "Ask the customer whether this is right; check the filter and rights in Nmbrs.",
    ),
    "EMPLOYEE_TYPE_UNKNOWN": Message(
        _WARNING, _ADMIN,
        "Medewerkertype '{label}' is onbekend; deze medewerkers zijn niet geïmporteerd",
        "Employee type '{label}' is unknown; these employees were not imported",
        "Meld het type bij de beheerder van de koppeling.",
        "Tell the operator of the connector about this type.",
        once=True,
    ),
    "CONTRACT_DRIFT": Message(
        _WARNING, _OPERATOR,
        "Nmbrs levert bij {operation} gegevens die nieuw voor ons zijn ({elements}); de rest is gelezen",
        "Nmbrs delivers things that are new to us with {operation} ({elements}); the rest was read",
        "Meld dit bij de beheerder van de koppeling; de import kan gewoon doorgaan.",
        "Tell the operator of the connector; imports can go on as they are.",
        once=True,
    ),
    "PERIOD_INVALID": Message(
        _WARNING, _CUSTOMER,
        "Een periode in de historie bestaat niet voor deze werkgever; die regel is overgeslagen",
        "A period in the history does not exist for this employer; that row was skipped",
        "Laat de klant de historie van deze medewerker in Nmbrs nakijken.",
        "Let the customer check this employee's history in Nmbrs.",
    ),
    # --- organisation
    "DEPT_CREATED": _notice("Afdeling aangemaakt", "Department created"),
    "DEPT_RENAMED": _notice("Afdeling hernoemd", "Department renamed"),
    # --- employees
    "EMPLOYEE_CREATED": _notice("Werknemer aangemaakt", "Employee created"),
    "EMPLOYEE_UPDATED": _notice("Werknemer gewijzigd", "Employee updated"),
    "EMPLOYEE_LEFT": _notice("Werknemer uit dienst", "Employee left"),
    "EMPLOYEE_REHIRED": _notice("Werknemer opnieuw in dienst", "Employee rehired"),
    "EMPLOYMENT_CREATED": _notice("Dienstverband aangemaakt", "Employment created"),
    "EMPLOYMENT_UPDATED": _notice("Dienstverband gewijzigd", "Employment updated"),
    "EMPLOYEE_INVALID": Message(
        _FAILURE, _CUSTOMER,
        "Werknemer niet verwerkt: {missing} ontbreekt",
        "Employee not processed: {missing} is missing",
        "Laat de klant dit gegeven aanvullen in Nmbrs.",
        "Let the customer add it in Nmbrs.",
    ),
    "EMPLOYEE_NOT_DELIVERED": _notice(
        "Werknemer niet meer aangeleverd; er is niets gewijzigd",
        "Employee no longer delivered; nothing was changed",
    ),
    "EMPLOYEE_NOT_YET_KNOWN": _notice(
        "Nieuwe werknemer over wie Nmbrs nog niets laat zien; hij komt mee zodra dat er is",
        "New employee of whom Nmbrs shows nothing yet; imported as soon as it does",
    ),
    "EMPLOYEE_NO_DEPARTMENT": Message(
        _WARNING, _CUSTOMER,
        "Werknemer zonder afdeling: direct onder de werkgever geplaatst",
        "Employee without department: placed directly under the employer",
        "Laat de klant een afdeling kiezen in Nmbrs als dat zo hoort.",
        "Let the customer choose a department in Nmbrs if there should be one.",
    ),
    # --- absence
    "ABSENCE_CREATED": _notice("Verzuim aangemaakt", "Absence created"),
    "ABSENCE_UPDATED": _notice("Verzuim gewijzigd", "Absence updated"),
    "ABSENCE_RECOVERED": _notice("Verzuim hersteld", "Absence recovered"),
    "ABSENCE_REOPENED": _notice("Verzuim heropend", "Absence reopened"),
    "ABSENCE_RETURNED": _notice("Verzuim opnieuw aangeleverd", "Absence delivered again"),
    "ABSENCE_NOT_DELIVERED": Message(
        _WARNING, Actor.NOBODY,
        "Verzuim niet meer aangeleverd; het wordt ingetrokken als het de volgende keer ook ontbreekt",
        "Absence no longer delivered; it is withdrawn if it is missing next time too",
    ),
    "ABSENCE_KEPT": Message(
        _WARNING, _ADMIN,
        "Verzuim niet meer aangeleverd; het is behouden, zoals ingesteld",
        "Absence no longer delivered; it was kept, as configured",
        "Sluit het verzuim zelf af als het onterecht was.",
        "Close the absence yourself if it was a mistake.",
    ),
    "ABSENCE_DELETED": Message(
        _WARNING, _ADMIN,
        "Verzuim ingetrokken: het ontbrak in twee volledige leveringen",
        "Absence withdrawn: it was missing from two complete deliveries",
        "Controleer of het in Nmbrs met opzet is verwijderd.",
        "Check that it was removed from Nmbrs on purpose.",
    ),
    "ABSENCE_INVALID": Message(
        _FAILURE, _CUSTOMER,
        "Een verzuimregel heeft geen geldige dagen of percentage; zijn dossier is overgeslagen",
        "An absence row has no valid days or percentage; its dossier was skipped",
        "Laat de klant deze verzuimmelding in Nmbrs nakijken.",
        "Let the customer check this absence in Nmbrs.",
    ),
    "CLASSIFICATION_UNKNOWN": Message(
        _FAILURE, _OPERATOR,
        "Verzuim niet verwerkt: onbekende verzuimclassificatie",
        "Absence not processed: unknown absence classification",
        "Vraag de klant welke classificatie in Nmbrs gekozen is en meld die bij de beheerder.",
        "Ask the customer which classification was chosen in Nmbrs and tell the operator.",
    ),
    "CLASSIFICATION_NOT_MAPPED": Message(
        _FAILURE, _ADMIN,
        "{count} verzuim niet verwerkt: '{label}' verwijst naar geen enkele verzuimclassificatie",
        "{count} absence not processed: '{label}' refers to no absence classification",
        "Neem '{label}' op in de mapping van optie 2 (paragraaf 5). Bij optie 1 bestaan alleen de zeven:"
        " vraag de klant dan een daarvan te kiezen in Nmbrs.",
        "Add '{label}' to the mapping of option 2 (section 5). With option 1 there are only the seven: then"
        " ask the customer to choose one of them in Nmbrs.",
    ),
    "CLASSIFICATION_NOT_LINKED": Message(
        _FAILURE, _ADMIN,
        "{count} verzuim niet verwerkt: classificatie '{label}' is niet gekoppeld aan de werkgever",
        "{count} absence not processed: classification '{label}' is not linked to the employer",
        "Koppel aan de werkgever de zeven classificaties met Nmbrs in de naam; bij optie 2 die waarnaar"
        " '{label}' volgens de mapping verwijst (paragraaf 5).",
        "Link to the employer the seven classifications with Nmbrs in their name; with option 2 the one that"
        " '{label}' refers to in the mapping (section 5).",
    ),
    # --- the run itself
    "PLAN_STALE": Message(
        _FAILURE, Actor.NOBODY,
        "De gegevens zijn tijdens de verwerking door een andere gewijzigd; niets is toegepast",
        "The records were changed by another run meanwhile; nothing was applied",
        "De volgende verwerking maakt een nieuw plan.",
        "The next run makes a new plan.",
    ),
    "RUN_CANCELLED": Message(
        _WARNING, Actor.NOBODY,
        "De verwerking is geannuleerd; wat al verwerkt was, blijft",
        "The run was cancelled; what was done stays",
    ),
    "INTERNAL_ERROR": Message(
        _FAILURE, _OPERATOR,
        "Er ging iets mis aan onze kant; voor deze werkgever is niets toegepast",
        "Something went wrong on our side; nothing was applied for this employer",
        "Geef de beheerder het nummer van deze verwerking.",
        "Give the operator the id of this run.",
    ),
}  # fmt: skip
