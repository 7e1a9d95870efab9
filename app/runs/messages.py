"""The message catalogue: what a report may say, in Dutch and English, and who must act.

Codes are stable (`domain.md` §2.3). Texts are filled from the parameters of a line or the journal,
which hold keys, counts and names of operations or companies, never of people.
"""

from __future__ import annotations

from typing import Final

from app.runs.message import Actor, Both, Level, Message, notice
from app.runs.messages_of_absence import OF_ABSENCE
from app.runs.messages_of_records import OF_RECORDS
from app.runs.messages_of_source import OF_SOURCE

_ADMIN, _CUSTOMER, _OPERATOR = Actor.ADMINISTRATOR, Actor.CUSTOMER, Actor.OPERATOR
_WARNING, _FAILURE = Level.WARNING, Level.FAILURE

_OF_EMPLOYERS: Final[dict[str, Message]] = {
    "EMPLOYER_CODE_FOUND": notice(
        "Werkgever gevonden in Nmbrs: Id {nmbrs_id}, nummer {number}, {name} ({known})",
        "Employer found in Nmbrs: Id {nmbrs_id}, number {number}, {name} ({known})",
        title=Both("Werkgevers gevonden in Nmbrs", "Employers found in Nmbrs"),
    ),
    "EMPLOYER_CODE_ASSIGNED": notice(
        "Werkgevercode {nmbrs_id} vastgelegd: het account ziet precies deze ene werkgever",
        "Employer code {nmbrs_id} recorded: the account sees exactly this one employer",
        title=Both("Werkgevercode vastgelegd", "Employer code recorded"),
    ),
    "EMPLOYER_UNKNOWN": Message(
        _FAILURE, _ADMIN,
        "Werkgevercode {nmbrs_id} ({name}) is onbekend in Xpert Suite",
        "Employer code {nmbrs_id} ({name}) is unknown in Xpert Suite",
        "Ken de code uit kolom Id toe aan een werkgever (paragraaf 4), of laat de klant het bedrijf"
        " uitzetten in het filter van de gebruiker.",
        "Assign the code from column Id to an employer (section 4), or let the customer remove the company"
        " from the user's filter.",
        title=Both("Werkgevercode onbekend in Xpert Suite", "Employer code unknown in Xpert Suite"),
        why=Both(
            "Nmbrs levert een bedrijf waarvan het Id bij geen enkele werkgever als werkgevercode staat. Vaak"
            " is het nummer van het bedrijf ingevuld in plaats van het Id.",
            "Nmbrs delivers a company whose Id is the employer code of no employer. Often the company's"
            " number was filled in instead of its Id.",
        ),
    ),
    "EMPLOYER_OUT_OF_SCOPE": Message(
        _WARNING, _ADMIN,
        "Werkgever {nmbrs_id} valt buiten de autorisatie van het account en is overgeslagen",
        "Employer {nmbrs_id} is outside the account's authorisation and was skipped",
        "Voeg de werkgever toe aan de werkgevergroep van het account als hij erbij hoort.",
        "Add the employer to the account's employer group if it belongs there.",
        title=Both("Werkgever valt buiten de autorisatie", "Employer outside the authorisation"),
        why=Both(
            "Nmbrs levert deze werkgever aan het account, maar het account mag er hier niet bij.",
            "Nmbrs delivers this employer to the account, but here the account may not touch it.",
        ),
    ),
    "EMPLOYER_NOT_DELIVERED": Message(
        _WARNING, _CUSTOMER,
        "Werkgever {nmbrs_id} is niet aangeleverd door Nmbrs; er is niets gewijzigd",
        "Employer {nmbrs_id} was not delivered by Nmbrs; nothing was changed",
        "Controleer of de code klopt, en laat de klant het bedrijf aanzetten in het filter van de gebruiker.",
        "Check the code, and let the customer add the company to the user's filter.",
        title=Both("Werkgever niet aangeleverd door Nmbrs", "Employer not delivered by Nmbrs"),
        why=Both(
            "De werkgever hoort bij het account, maar Nmbrs noemt geen bedrijf met deze code: het staat niet"
            " aan in het filter van de gebruiker, of de code is van een ander bedrijf.",
            "The employer belongs to the account, but Nmbrs names no company with this code: the user's"
            " filter leaves it out, or the code is that of another company.",
        ),
    ),
    "EMPLOYER_WITHOUT_CODE": Message(
        _FAILURE, _ADMIN,
        "Een werkgever in de autorisatie heeft geen werkgevercode en is overgeslagen",
        "An employer in the authorisation has no employer code and was skipped",
        "Haal de werkgevercodes op en ken ze toe (paragraaf 4).",
        "Fetch the employer codes and assign them (section 4).",
        why=Both(
            "Zonder code is niet te zeggen welk bedrijf in Nmbrs bij deze werkgever hoort.",
            "Without a code nobody can tell which company at Nmbrs this employer is.",
        ),
    ),
    "EMPLOYER_EXCLUDED": notice(
        "Werkgever {nmbrs_id} is uitgesloten in de configuratie en is overgeslagen",
        "Employer {nmbrs_id} is excluded in the configuration and was skipped",
        title=Both("Werkgever uitgesloten in de configuratie", "Employer excluded in the configuration"),
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
        title=Both("Werkgever met werknemers zonder Nmbrs-id", "Employer with employees without a Nmbrs id"),
        why=Both(
            "Werknemers worden alleen op hun Nmbrs-id herkend (paragraaf 1). Wie er zonder staat, zou een"
            " tweede keer worden aangemaakt.",
            "Employees are recognised by their Nmbrs id alone (section 1). Who is there without one would be"
            " created a second time.",
        ),
    ),
    "NO_EMPLOYER": Message(
        _FAILURE, _ADMIN,
        "Geen enkele werkgever kon worden verwerkt; er is niets gewijzigd",
        "Not a single employer could be handled; nothing was changed",
        "Kijk welke werkgevers Nmbrs levert (paragraaf 4) en vergelijk ze met die van het account.",
        "See which employers Nmbrs delivers (section 4) and compare them with those of the account.",
        why=Both(
            "Geen van de bedrijven die Nmbrs levert, is een werkgever waar dit account bij mag.",
            "None of the companies that Nmbrs delivers is an employer that this account may touch.",
        ),
    ),
    "AUTHORISED_COUNT_DIFFERS": Message(
        _WARNING, _CUSTOMER,
        "Nmbrs levert {delivered} werkgevers, afgesproken waren er {agreed}",
        "Nmbrs delivers {delivered} employers, {agreed} were agreed",
        "Vraag de klant welk aantal klopt; pas het filter in Nmbrs of het aantal bij het account aan.",
        "Ask the customer which is right; change the filter in Nmbrs or the number at the account.",
        title=Both("Ander aantal werkgevers dan afgesproken", "Another number of employers than agreed"),
    ),
}  # fmt: skip
_OF_RUNS: Final[dict[str, Message]] = {
    "RUN_SUMMARY": Message(Level.METADATA, Actor.NOBODY, "Samenvatting verwerking", "Summary of the run"),
    "PLAN_STALE": Message(
        _FAILURE, Actor.NOBODY,
        "De gegevens zijn tijdens de verwerking door een andere gewijzigd; niets is toegepast",
        "The records were changed by another run meanwhile; nothing was applied",
        "De volgende verwerking maakt een nieuw plan.",
        "The next run makes a new plan.",
        why=Both(
            "Twee configuraties lezen dezelfde werkgever in, en de andere was eerder klaar.",
            "Two configurations import the same employer, and the other one was ready first.",
        ),
    ),
    "RUN_CANCELLED": Message(
        _WARNING, Actor.NOBODY,
        "De verwerking is geannuleerd; wat al verwerkt was, blijft",
        "The run was cancelled; what was done stays",
    ),
    "INTERNAL_ERROR": Message(
        _FAILURE, _OPERATOR,
        "Er ging iets mis aan onze kant; wat nog niet was toegepast, is niet toegepast",
        "Something went wrong on our side; what had not been applied yet was not applied",
        "Geef de beheerder van de koppeling het nummer van deze verwerking.",
        "Give the operator of the connector the id of this run.",
    ),
}  # fmt: skip

MESSAGES: Final[dict[str, Message]] = {**_OF_EMPLOYERS, **OF_SOURCE, **_OF_RUNS, **OF_RECORDS, **OF_ABSENCE}
