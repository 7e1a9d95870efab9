"""The part of the message catalogue that is about the source: what Nmbrs refused, lost or changed."""

from __future__ import annotations

from typing import Final

from app.runs.message import Actor, Both, Level, Message

_WARNING, _FAILURE = Level.WARNING, Level.FAILURE

OF_SOURCE: Final[dict[str, Message]] = {
    "CREDENTIALS_REJECTED": Message(
        _FAILURE, Actor.CUSTOMER,
        "Nmbrs weigert de gegevens van het account; er wordt niet meer aangeroepen tot ze wijzigen",
        "Nmbrs rejects the account's credentials; no further call is made until they change",
        "Vraag de klant om een geldig token en wijzig gebruikersnaam, token of domein van het account.",
        "Ask the customer for a valid token and change the account's username, token or domain.",
        why=Both(
            "Het token is ingetrokken of verlopen, of gebruiker en token horen niet bij elkaar.",
            "The token was revoked or has expired, or user and token do not belong together.",
        ),
    ),
    "NMBRS_DOWN": Message(
        _FAILURE, Actor.NOBODY,
        "Nmbrs is niet bereikbaar; deze verwerking is gestopt",
        "Nmbrs cannot be reached; this run was stopped",
        "De volgende verwerking probeert het opnieuw.",
        "The next run tries again.",
        why=Both(
            "Verschillende vragen achter elkaar bleven zonder bruikbaar antwoord, ook na herhaling.",
            "Several questions in a row got no usable answer, not even when repeated.",
        ),
    ),
    "SOURCE_UNAVAILABLE": Message(
        _FAILURE, Actor.NOBODY,
        "Nmbrs gaf geen bruikbaar antwoord op {operation}; wat we hadden is behouden",
        "Nmbrs gave no usable answer to {operation}; what we had was kept",
        "De volgende verwerking probeert het opnieuw.",
        "The next run tries again.",
        title=Both(
            "Nmbrs gaf geen bruikbaar antwoord; wat we hadden is behouden",
            "Nmbrs gave no usable answer; what we had was kept",
        ),
        why=Both(
            "Het antwoord kwam niet, kwam te laat, was afgebroken of was een foutmelding, ook na herhaling.",
            "The answer did not come, came too late, was cut off or was an error, also when asked again.",
        ),
    ),
    "SOURCE_UNAUTHORISED": Message(
        _FAILURE, Actor.CUSTOMER,
        "Geen rechten op {operation} in Nmbrs; wat we hadden is behouden",
        "No rights on {operation} in Nmbrs; what we had was kept",
        "Laat de klant {operation} op Active zetten in het API-template, en het bedrijf in het filter.",
        "Let the customer set {operation} to Active in the API template, and the company in the filter.",
        title=Both(
            "Geen rechten op een webservice van Nmbrs; wat we hadden is behouden",
            "No rights on a web service of Nmbrs; what we had was kept",
        ),
        why=Both(
            "De webservice staat niet op Active in het template van de gebruiker, of het bedrijf of de"
            " medewerker staat niet in zijn filter.",
            "The web service is not Active in the user's template, or the company or employee is not in the"
            " user's filter.",
        ),
    ),
    "SOURCE_UNREADABLE": Message(
        _FAILURE, Actor.OPERATOR,
        "Het antwoord op {operation} is niet te lezen; wat we hadden is behouden",
        "The answer to {operation} cannot be read; what we had was kept",
        "Meld dit bij de beheerder van de koppeling: het contract met Nmbrs kan gewijzigd zijn.",
        "Tell the operator of the connector: the contract with Nmbrs may have changed.",
        title=Both(
            "Een antwoord van Nmbrs is niet te lezen; wat we hadden is behouden",
            "An answer of Nmbrs cannot be read; what we had was kept",
        ),
        why=Both(
            "Het antwoord had niet de vorm die met Nmbrs is afgesproken.",
            "The answer had not the form that was agreed with Nmbrs.",
        ),
    ),
    "SOURCE_SUDDENLY_EMPTY": Message(
        _WARNING, Actor.CUSTOMER,
        "Nmbrs levert niets meer waar eerder gegevens waren; er is niets beëindigd of ingetrokken",
        "Nmbrs delivers nothing where there were records before; nothing was ended or withdrawn",
        "Vraag de klant of dit klopt; controleer het filter en de rechten in Nmbrs.",
        "Ask the customer whether this is right; check the filter and rights in Nmbrs.",
        why=Both(
            "Een verkeerd ingesteld filter ziet er net zo uit als een bedrijf waar iedereen weg is. Zolang"
            " dat niet zeker is, blijft alles staan.",
            "A filter that is set wrong looks just like a company that everybody left. As long as that is not"
            " certain, everything stays.",
        ),
    ),
    "EMPLOYEE_TYPE_UNKNOWN": Message(
        _WARNING, Actor.ADMINISTRATOR,
        "Medewerkertype '{label}' is onbekend; deze medewerkers zijn niet geïmporteerd",
        "Employee type '{label}' is unknown; these employees were not imported",
        "Neem {label} op in settings.employee_types van de configuratie, met imported_as active, future of"
        " left, of null om ze nooit te importeren.",
        "Add {label} to settings.employee_types of the configuration, with imported_as active, future or"
        " left, or null to import them never.",
        title=Both(
            "Medewerkertype onbekend; deze medewerkers zijn niet geïmporteerd",
            "Employee type unknown; these employees were not imported",
        ),
        why=Both(
            "Elke Nmbrs-omgeving kan eigen medewerkertypen hebben. Wie onder een onbekend type staat, komt"
            " niet vanzelf mee.",
            "Every Nmbrs environment may have employee types of its own. Who is listed under an unknown one"
            " is not imported by itself.",
        ),
        once=True,
        again=False,  # the types are asked for each time
    ),
    "CONTRACT_DRIFT": Message(
        _WARNING, Actor.OPERATOR,
        "Nmbrs levert bij {operation} gegevens die nieuw voor ons zijn ({elements}); de rest is gelezen",
        "Nmbrs delivers things that are new to us with {operation} ({elements}); the rest was read",
        "Meld dit bij de beheerder van de koppeling; de import kan gewoon doorgaan.",
        "Tell the operator of the connector; imports can go on as they are.",
        title=Both(
            "Nmbrs levert gegevens die nieuw voor ons zijn; de rest is gelezen",
            "Nmbrs delivers things that are new to us; the rest was read",
        ),
        why=Both(
            "Nmbrs heeft zijn webservices uitgebreid. Er gaat niets verloren van wat we al kenden.",
            "Nmbrs has extended its web services. Nothing is lost of what we knew already.",
        ),
        once=True,
    ),
    "PERIOD_INVALID": Message(
        _WARNING, Actor.CUSTOMER,
        "Een periode in de historie bestaat niet voor deze werkgever; die regel is overgeslagen",
        "A period in the history does not exist for this employer; that row was skipped",
        "Laat de klant de historie van deze medewerker in Nmbrs nakijken.",
        "Let the customer check this employee's history in Nmbrs.",
        why=Both(
            "Nmbrs telt de historie in loonperioden. Een jaar van twaalf maanden heeft geen dertiende"
            " periode.",
            "Nmbrs counts history in payroll periods. A year of twelve months has no thirteenth period.",
        ),
    ),
}  # fmt: skip
