"""What can be in the way of an employer's import: texts in Dutch and English, and who must act.

Codes are stable, and those of the report where a run would say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.accounts.check_schemas import Sentence
from app.runs.message import Actor


class ObstacleCode(StrEnum):
    """What is in the way."""

    UNLINKED = "EMPLOYER_HAS_UNLINKED_EMPLOYEES"
    NO_ACCOUNT = "NO_ACCOUNT"
    ACCOUNT_ARCHIVED = "ACCOUNT_ARCHIVED"
    ACCOUNT_NEEDS_ATTENTION = "ACCOUNT_NEEDS_ATTENTION"
    WITHOUT_CODE = "EMPLOYER_WITHOUT_CODE"
    NOT_LINKED = "CLASSIFICATION_NOT_LINKED"
    NO_CONFIGURATION = "NO_CONFIGURATION"
    EXCLUDED = "EMPLOYER_EXCLUDED"
    STREAM_IMPORTED_TWICE = "STREAM_IMPORTED_TWICE"


@dataclass(frozen=True, slots=True)
class Text:
    """What is wrong and the next step, each in both languages. `{names}` are filled by who found it."""

    actor: Actor
    nl: str
    en: str
    nl_next: str
    en_next: str

    def message(self, nl: Mapping[str, str | int], en: Mapping[str, str | int]) -> Sentence:
        """What is wrong, filled in each language with its own words."""
        return Sentence(nl=self.nl.format_map(nl), en=self.en.format_map(en))

    @property
    def next_step(self) -> Sentence:
        """What to do about it."""
        return Sentence(nl=self.nl_next, en=self.en_next)


TEXTS: Final[dict[ObstacleCode, Text]] = {
    ObstacleCode.UNLINKED: Text(
        Actor.ADMINISTRATOR,
        "Xpert Suite heeft bij deze werkgever werknemers zonder Nmbrs-id: {count}.",
        "Xpert Suite has employees without a Nmbrs id at this employer: {count}.",
        "Vul in Xpert Suite hun Nmbrs-id in of verwijder ze, zo nodig met een consultant, en meld dat via"
        " /v1/employers/<id>/employees. Of zet accepts_unlinked_employees bij de werkgever op true: wie ook"
        " in Nmbrs staat, komt er dan dubbel in, met dubbel verzuim.",
        "Give them their Nmbrs id in Xpert Suite or remove them, if need be with a consultant, and tell so"
        " through /v1/employers/<id>/employees. Or set accepts_unlinked_employees of the employer to true:"
        " who is in Nmbrs too will then be there twice, with absence twice.",
    ),
    ObstacleCode.NO_ACCOUNT: Text(
        Actor.ADMINISTRATOR,
        "Geen account mag bij deze werkgever komen.",
        "No account may touch this employer.",
        "Voeg een account toe, of voeg de werkgever toe aan de werkgevergroep van een account (paragraaf 3).",
        "Add an account, or add the employer to the employer group of an account (section 3).",
    ),
    ObstacleCode.ACCOUNT_ARCHIVED: Text(
        Actor.ADMINISTRATOR,
        "Het account van deze werkgever is gearchiveerd.",
        "The account of this employer is archived.",
        "Voeg een nieuw account met een configuratie toe (paragraaf 3 en 6).",
        "Add a new account with a configuration (sections 3 and 6).",
    ),
    ObstacleCode.ACCOUNT_NEEDS_ATTENTION: Text(
        Actor.CUSTOMER,
        "Nmbrs weigert de gegevens van het account; er wordt niet meer aangeroepen tot ze wijzigen.",
        "Nmbrs rejects the account's credentials; no further call is made until they change.",
        "Vraag de klant om een geldig token en wijzig gebruikersnaam, token of domein van het account.",
        "Ask the customer for a valid token and change the account's username, token or domain.",
    ),
    ObstacleCode.WITHOUT_CODE: Text(
        Actor.ADMINISTRATOR,
        "De werkgever heeft geen werkgevercode.",
        "The employer has no employer code.",
        "Haal de werkgevercodes op en ken ze toe (paragraaf 4).",
        "Fetch the employer codes and assign them (section 4).",
    ),
    ObstacleCode.NOT_LINKED: Text(
        Actor.ADMINISTRATOR,
        "Van de zeven verzuimclassificaties zijn niet gekoppeld aan de werkgever: {labels}."
        " Verzuim met zo'n classificatie wordt niet ingelezen.",
        "Of the seven absence classifications these are not linked to the employer: {labels}."
        " Absence with such a classification is not imported.",
        "Koppel ze met POST /v1/employers/<id>/classifications/nmbrs (paragraaf 5, optie 1), of bij optie 2"
        " de classificaties waarnaar ze verwijzen met PUT /v1/employers/<id>/classifications.",
        "Link them with POST /v1/employers/<id>/classifications/nmbrs (section 5, option 1), or with option 2"
        " the classifications they refer to with PUT /v1/employers/<id>/classifications.",
    ),
    ObstacleCode.NO_CONFIGURATION: Text(
        Actor.ADMINISTRATOR,
        "Er is geen configuratie in gebruik die deze werkgever inleest.",
        "There is no configuration in use that imports this employer.",
        "Voeg een configuratie met de optie nmbrs_employee toe aan het account (paragraaf 6).",
        "Add a configuration with the option nmbrs_employee to the account (section 6).",
    ),
    ObstacleCode.EXCLUDED: Text(
        Actor.ADMINISTRATOR,
        "De werkgever is uitgesloten in elke configuratie die haar anders zou inlezen.",
        "The employer is excluded in every configuration that would import it otherwise.",
        "Haal de werkgevercode uit excluded_companies van de configuratie als de werkgever mee moet.",
        "Take the employer code out of the configuration's excluded_companies if the employer belongs there.",
    ),
    ObstacleCode.STREAM_IMPORTED_TWICE: Text(
        Actor.ADMINISTRATOR,
        "Meer dan een configuratie leest hetzelfde in voor deze werkgever: {streams}.",
        "More than one configuration imports the same for this employer: {streams}.",
        "Houd er een over: archiveer de andere, of sluit de werkgever daarin uit met excluded_companies.",
        "Keep one: archive the others, or leave the employer out of them with excluded_companies.",
    ),
}
