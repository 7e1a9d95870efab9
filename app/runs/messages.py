"""The message catalogue: what a report may say, in Dutch and English, and who must act.

Codes are stable (`domain.md` §2.3). Texts are filled from the parameters of a line or the journal,
which hold keys, counts and names of operations or companies, never of people.
"""

from __future__ import annotations

from typing import Final

from app.runs.message import Actor, Level, Message, notice
from app.runs.messages_of_records import OF_RECORDS

_ADMIN, _CUSTOMER, _OPERATOR = Actor.ADMINISTRATOR, Actor.CUSTOMER, Actor.OPERATOR
_WARNING, _FAILURE = Level.WARNING, Level.FAILURE

MESSAGES: Final[dict[str, Message]] = {
    "RUN_SUMMARY": Message(Level.METADATA, Actor.NOBODY, "Samenvatting verwerking", "Summary of the run"),
    # --- employers
    "EMPLOYER_CODE_FOUND": notice(
        "Werkgever gevonden in Nmbrs: Id {nmbrs_id}, nummer {number}, {name} ({known})",
        "Employer found in Nmbrs: Id {nmbrs_id}, number {number}, {name} ({known})",
    ),
    "EMPLOYER_CODE_ASSIGNED": notice(
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
    "EMPLOYER_EXCLUDED": notice(
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
        again=False,  # the types are asked for each time
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
    **OF_RECORDS,
}  # fmt: skip
