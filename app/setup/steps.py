"""The steps of the manual, sections 1 to 6, in their order and in our own words, and who takes each.

Names of screens, fields and buttons are those of Nmbrs. A step without a number is ours: the manual has
none for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.accounts.check_schemas import Sentence
from app.runs.message import Actor


class State(StrEnum):
    """How a step stands. `unknown`: nothing that we can see says whether it was done."""

    DONE = "done"
    TODO = "todo"
    NOT_NEEDED = "not_needed"
    UNKNOWN = "unknown"


class StepCode(StrEnum):
    """The steps, in their order."""

    PRECONDITION = "PRECONDITION"
    SIGN_IN = "SIGN_IN"
    TEMPLATES = "TEMPLATES"
    NEW_TEMPLATE = "NEW_TEMPLATE"
    TEMPLATE_TYPE = "TEMPLATE_TYPE"
    TEMPLATE_API = "TEMPLATE_API"
    COMPANY_SERVICES = "COMPANY_SERVICES"
    EMPLOYEE_SERVICES = "EMPLOYEE_SERVICES"
    OTHER_SERVICES = "OTHER_SERVICES"
    LOGINS = "LOGINS"
    NEW_LOGIN = "NEW_LOGIN"
    LOGIN_TEMPLATE = "LOGIN_TEMPLATE"
    COMPANY_FILTER = "COMPANY_FILTER"
    TOKEN = "TOKEN"  # noqa: S105 - the name of a step
    HAND_OVER = "HAND_OVER"
    RECEIVED = "RECEIVED"
    EMPLOYER_GROUP = "EMPLOYER_GROUP"
    ACCOUNT = "ACCOUNT"
    CREDENTIALS = "CREDENTIALS"
    OPERATIONS = "OPERATIONS"
    EMPLOYER_COUNT = "EMPLOYER_COUNT"
    DISCOVERY_CONFIGURATION = "DISCOVERY_CONFIGURATION"
    DISCOVERY_RUN = "DISCOVERY_RUN"
    EMPLOYER_CODES = "EMPLOYER_CODES"
    DISCOVERY_ENDED = "DISCOVERY_ENDED"
    CLASSIFICATION_OPTION = "CLASSIFICATION_OPTION"
    CLASSIFICATIONS_LINKED = "CLASSIFICATIONS_LINKED"
    CLASSIFICATION_MAPPING = "CLASSIFICATION_MAPPING"
    IMPORT_CONFIGURATION = "IMPORT_CONFIGURATION"
    TICKS_AND_TIMES = "TICKS_AND_TIMES"
    WAGES = "WAGES"
    EMPLOYERS_READY = "EMPLOYERS_READY"
    FIRST_RUN = "FIRST_RUN"


@dataclass(frozen=True, slots=True)
class Title:
    """What a step is: its section, its number in the manual if it has one, who takes it, and its name."""

    section: int
    manual: str | None
    actor: Actor
    nl: str
    en: str

    @property
    def sentence(self) -> Sentence:
        return Sentence(nl=self.nl, en=self.en)


def _customer(number: int, nl: str, en: str) -> Title:
    return Title(2, f"2.{number}", Actor.CUSTOMER, nl, en)


def _ours(section: int, manual: str | None, nl: str, en: str) -> Title:
    return Title(section, manual, Actor.ADMINISTRATOR, nl, en)


SECTIONS: Final[dict[int, Sentence]] = {
    1: Sentence(nl="Wat vooraf moet kloppen", en="What must hold beforehand"),
    2: Sentence(nl="In Nmbrs, door de klant", en="In Nmbrs, by the customer"),
    3: Sentence(nl="Het account", en="The account"),
    4: Sentence(nl="De werkgevercodes", en="The employer codes"),
    5: Sentence(nl="De verzuimclassificaties", en="The absence classifications"),
    6: Sentence(nl="De import", en="The import"),
}

TITLES: Final[dict[StepCode, Title]] = {
    StepCode.PRECONDITION: _ours(
        1, "1",
        "Zorg dat er bij de werkgevers geen werknemers zonder Nmbrs-id staan.",
        "See that the employers have no employees without a Nmbrs id.",
    ),
    StepCode.SIGN_IN: _customer(1, "Log in op Nmbrs.", "Sign in to Nmbrs."),
    StepCode.TEMPLATES: _customer(
        2,
        "Open bij de instellingen, onder gebruikersaccounts, het onderdeel Template users.",
        "Open Template users in the settings, under user accounts.",
    ),
    StepCode.NEW_TEMPLATE: _customer(
        3,
        "Begin een nieuw template met de knop Nieuwe template gebruikers.",
        "Begin a new template with the button Nieuwe template gebruikers.",
    ),
    StepCode.TEMPLATE_TYPE: _customer(
        4,
        "Bedenk een naam voor het template, neem als type Master Bedrijfslogin of Master Client, en sla op.",
        "Think of a name for the template, take Master Bedrijfslogin or Master Client as its type, and save.",
    ),
    StepCode.TEMPLATE_API: _customer(
        5,
        "Open de webservices van dit template met het icoon in de kolom API.",
        "Open the web services of this template with the icon in the column API.",
    ),
    StepCode.COMPANY_SERVICES: _customer(
        6,
        "Filter op Company Services. Deze zes staan op Active, en verder geen:",
        "Filter on Company Services. These six are Active, and no others:",
    ),
    StepCode.EMPLOYEE_SERVICES: _customer(
        7,
        "Filter op Employee Services. Deze elf staan op Active, en verder geen:",
        "Filter on Employee Services. These eleven are Active, and no others:",
    ),
    StepCode.OTHER_SERVICES: _customer(
        8,
        "Filter op Debtor Services, en daarna op Report Services: daarvan staat alles op inactive.",
        "Filter on Debtor Services, and then on Report Services: of those everything is inactive.",
    ),
    StepCode.LOGINS: _customer(
        9,
        "Open bij de instellingen, onder gebruikers, het onderdeel Logins.",
        "Open Logins in the settings, under users.",
    ),
    StepCode.NEW_LOGIN: _customer(
        10,
        "Maak met de knop Nieuw Account een gebruiker voor deze koppeling.",
        "Make a user for this connection with the button Nieuw Account.",
    ),
    StepCode.LOGIN_TEMPLATE: _customer(
        11,
        "Vul de velden in, neem bij User template het template van stap 4, en sla op.",
        "Fill the fields, take the template of step 4 at User template, and save.",
    ),
    StepCode.COMPANY_FILTER: _customer(
        12,
        "Laat de gebruiker met het filter alleen de bedrijven zien die gekoppeld worden.",
        "Let the user see only the companies that are to be connected, by the filter.",
    ),
    StepCode.TOKEN: _customer(
        13,
        "Maak met het plusje bij API een token voor deze gebruiker.",
        "Make a token for this user with the plus sign at API.",
    ),
    StepCode.HAND_OVER: _customer(
        14,
        "Geef de vijf gegevens door aan de functioneel beheerder van Xpert Suite.",
        "Hand the five items over to the functional administrator of Xpert Suite.",
    ),
    StepCode.RECEIVED: _ours(
        3, "3.1",
        "Ga na of alle vijf gegevens van de klant er zijn.",
        "See whether all five items of the customer are there.",
    ),
    StepCode.EMPLOYER_GROUP: _ours(
        3, "3.2",
        "Maak voor meer dan een werkgever eerst een werkgevergroep, met die werkgevers erin.",
        "For more than one employer first make an employer group, with those employers in it.",
    ),
    StepCode.ACCOUNT: _ours(
        3, "3.3-3.6",
        "Maak het account met wat de klant gaf.",
        "Make the account with what the customer gave.",
    ),
    StepCode.CREDENTIALS: _ours(
        3, None,
        "Controleer of Nmbrs de gebruiker, het token en het domein accepteert.",
        "Check that Nmbrs accepts the user, the token and the domain.",
    ),
    StepCode.OPERATIONS: _ours(
        3, None,
        "Controleer of het account mag wat het moet mogen, en niet meer.",
        "Check that the account may do what it must, and no more.",
    ),
    StepCode.EMPLOYER_COUNT: _ours(
        3, None,
        "Vergelijk het afgesproken aantal werkgevers met wat Nmbrs levert.",
        "Compare the agreed number of employers with what Nmbrs delivers.",
    ),
    StepCode.DISCOVERY_CONFIGURATION: _ours(
        4, "4.1",
        "Voeg bij het account een configuratie toe die werkgevercodes ophaalt.",
        "Add a configuration to the account that fetches employer codes.",
    ),
    StepCode.DISCOVERY_RUN: _ours(
        4, "4.2", "Haal de werkgevercodes op uit Nmbrs.", "Fetch the employer codes from Nmbrs."
    ),
    StepCode.EMPLOYER_CODES: _ours(
        4, "4.3",
        "Geef elke werkgever zijn code: de waarde uit kolom Id.",
        "Give every employer its code: the value of column Id.",
    ),
    StepCode.DISCOVERY_ENDED: _ours(
        4, "4.4",
        "Ophalen hoeft maar een keer: haal daarna het tijdstip weg, of archiveer de configuratie.",
        "Fetching is done once: remove the time afterwards, or archive the configuration.",
    ),
    StepCode.CLASSIFICATION_OPTION: _ours(
        5, "5.1",
        "Kies hoe de zeven classificaties van Nmbrs in Xpert Suite komen: optie 1 of optie 2.",
        "Choose how the seven classifications of Nmbrs get into Xpert Suite: option 1 or option 2.",
    ),
    StepCode.CLASSIFICATIONS_LINKED: _ours(
        5, "5.2",
        "Optie 1: koppel bij elke werkgever de zeven met Nmbrs in hun naam.",
        "Option 1: link the seven with Nmbrs in their name to every employer.",
    ),
    StepCode.CLASSIFICATION_MAPPING: _ours(
        5, "5.3",
        "Optie 2: laat elk van de zeven naar een eigen classificatie verwijzen, en koppel die.",
        "Option 2: let each of the seven refer to a classification of your own, and link those.",
    ),
    StepCode.IMPORT_CONFIGURATION: _ours(
        6, "6.1",
        "Voeg bij het account een configuratie toe die inleest.",
        "Add a configuration to the account that imports.",
    ),
    StepCode.TICKS_AND_TIMES: _ours(
        6, "6.2",
        "Zet de vinkjes, en kies dagen en hooguit drie tijdstippen.",
        "Set the ticks, and choose days and three times at most.",
    ),
    StepCode.WAGES: _ours(
        6, "6.3",
        "Zo nodig: laat ingelezen loon omrekenen.",
        "If needed: have imported wages converted.",
    ),
    StepCode.EMPLOYERS_READY: _ours(
        6, None,
        "Ga na of niets een werkgever tegenhoudt.",
        "See that nothing stops an employer.",
    ),
    StepCode.FIRST_RUN: _ours(
        6, "6.4", "Voer de import een eerste keer uit.", "Run the import a first time."
    ),
}  # fmt: skip
