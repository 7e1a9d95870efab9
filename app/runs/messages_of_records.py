"""The part of the message catalogue that is about records: organisation, employees, terms and absence."""

from __future__ import annotations

from typing import Final

from app.runs.message import Actor, Level, Message, notice

_ADMIN, _CUSTOMER, _OPERATOR = Actor.ADMINISTRATOR, Actor.CUSTOMER, Actor.OPERATOR
_WARNING, _FAILURE = Level.WARNING, Level.FAILURE


def _of_terms(prefix: str, nl: str, en: str) -> dict[str, Message]:
    """What happens to every record that belongs to an employee."""
    return {
        f"{prefix}_CREATED": notice(f"{nl} toegevoegd", f"{en} added"),
        f"{prefix}_UPDATED": notice(f"{nl} gewijzigd", f"{en} changed"),
        f"{prefix}_NOT_DELIVERED": notice(
            f"{nl} niet meer aangeleverd; wordt ingetrokken als de volgende levering het ook niet heeft",
            f"{en} no longer delivered; withdrawn if the next delivery does not have it either",
        ),
        f"{prefix}_WITHDRAWN": notice(
            f"{nl} ingetrokken: ontbrak in twee volledige leveringen",
            f"{en} withdrawn: missing from two complete deliveries",
        ),
        f"{prefix}_RETURNED": notice(f"{nl} opnieuw aangeleverd", f"{en} delivered again"),
    }


OF_RECORDS: Final[dict[str, Message]] = {
    "EMPLOYER_DETAILS_CREATED": notice(
        "Gegevens van de werkgever vastgelegd", "Details of the employer recorded"
    ),
    "EMPLOYER_DETAILS_UPDATED": notice(
        "Gegevens van de werkgever gewijzigd", "Details of the employer changed"
    ),
    **_of_terms("EMPLOYMENT", "Dienstverband", "Employment"),
    **_of_terms("CONTRACT", "Arbeidsovereenkomst", "Contract"),
    **_of_terms("PLACEMENT", "Plaatsing op een afdeling", "Placement in a department"),
    **_of_terms("JOB", "Functie", "Job"),
    **_of_terms("SCHEDULE", "Rooster", "Schedule"),
    **_of_terms("ADDRESS", "Adres", "Address"),
    **_of_terms("WAGE", "Loon", "Wage"),
    # --- organisation
    "DEPT_CREATED": notice("Afdeling aangemaakt", "Department created"),
    "DEPT_RENAMED": notice("Afdeling hernoemd", "Department renamed"),
    "DEPT_ARCHIVED": notice(
        "Afdeling gearchiveerd: er werkt niemand meer", "Department archived: nobody works there any more"
    ),
    "DEPT_REACTIVATED": notice(
        "Afdeling geheractiveerd: er werkt weer iemand", "Department reactivated: somebody works there again"
    ),
    "DEPT_HISTORIC": notice(
        "Vroegere afdeling vastgelegd voor de historie, gearchiveerd",
        "Former department recorded for the history, archived",
    ),
    "DEPT_UNKNOWN": Message(
        _WARNING, _CUSTOMER,
        "Werknemer geplaatst op een afdeling die niet bestaat; zijn afdeling is niet gewijzigd",
        "Employee placed in a department that does not exist; his department was not changed",
        "Laat de klant de afdeling van deze medewerker in Nmbrs nakijken.",
        "Let the customer check this employee's department in Nmbrs.",
    ),
    # --- employees
    "EMPLOYEE_CREATED": notice("Werknemer aangemaakt", "Employee created"),
    "EMPLOYEE_UPDATED": notice("Werknemer gewijzigd", "Employee updated"),
    "EMPLOYEE_LEFT": notice("Werknemer uit dienst", "Employee left"),
    "EMPLOYEE_REHIRED": notice("Werknemer opnieuw in dienst", "Employee rehired"),
    "EMPLOYMENT_END_MISSING": Message(
        _WARNING, _CUSTOMER,
        "Werknemer staat bij Nmbrs uit dienst, maar zijn dienstverband heeft geen einddatum",
        "Nmbrs lists the employee as having left, but his employment has no end date",
        "Laat de klant de einddatum van het dienstverband invullen in Nmbrs.",
        "Let the customer enter the end date of the employment in Nmbrs.",
    ),
    "EMPLOYEE_LOOKS_LIKE": Message(
        _WARNING, _ADMIN,
        "Nieuwe werknemer heeft hetzelfde personeelsnummer of BSN als {other}; ze zijn niet samengevoegd",
        "New employee has the same personnel number or BSN as {other}; they were not merged",
        "Ga na of het dezelfde persoon is en wie van de twee het lopende verzuim hoort te hebben.",
        "Find out whether it is the same person, and which of the two should have the current absence.",
        again=False,
    ),
    "EMPLOYEE_INVALID": Message(
        _FAILURE, _CUSTOMER,
        "Werknemer niet verwerkt: {missing} ontbreekt",
        "Employee not processed: {missing} is missing",
        "Laat de klant dit gegeven aanvullen in Nmbrs.",
        "Let the customer add it in Nmbrs.",
    ),
    "EMPLOYEE_NOT_DELIVERED": notice(
        "Werknemer niet meer aangeleverd; er is niets gewijzigd",
        "Employee no longer delivered; nothing was changed",
    ),
    "EMPLOYEE_NOT_YET_KNOWN": notice(
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
    "ABSENCE_CREATED": notice("Verzuim aangemaakt", "Absence created"),
    "ABSENCE_UPDATED": notice("Verzuim gewijzigd", "Absence updated"),
    "ABSENCE_RECOVERED": notice("Verzuim hersteld", "Absence recovered"),
    "ABSENCE_REOPENED": notice("Verzuim heropend", "Absence reopened"),
    "ABSENCE_RETURNED": notice("Verzuim opnieuw aangeleverd", "Absence delivered again"),
    "ABSENCE_NOT_DELIVERED": Message(
        _WARNING, Actor.NOBODY,
        "Verzuim niet meer aangeleverd; ontbreekt het de volgende keer ook, dan wordt het ingetrokken"
        " of gesloten, zoals ingesteld",
        "Absence no longer delivered; if it is missing next time too, it is withdrawn or closed,"
        " as configured",
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
        "Verzuim ingetrokken: Nmbrs levert het niet meer",
        "Absence withdrawn: Nmbrs delivers it no more",
        "Controleer of het in Nmbrs met opzet is verwijderd.",
        "Check that it was removed from Nmbrs on purpose.",
    ),
    "ABSENCE_CLOSED": Message(
        _WARNING, _ADMIN,
        "Verzuim gesloten: het ontbrak in twee volledige leveringen",
        "Absence closed: it was missing from two complete deliveries",
        "Controleer of het in Nmbrs met opzet is verwijderd, en vul zo nodig zelf de hersteldatum aan.",
        "Check that it was removed from Nmbrs on purpose, and add the day of recovery yourself if need be.",
    ),
    "ABSENCE_OVERLAP": Message(
        _FAILURE, _CUSTOMER,
        "Verzuim niet verwerkt: de perioden overlappen elkaar of een eerder gemeld verzuim",
        "Absence not processed: its periods overlap each other or absence that was reported before",
        "Laat de klant de dagen van dit verzuim en van het andere in Nmbrs nakijken.",
        "Let the customer check the days of this absence and of the other one in Nmbrs.",
    ),
    "ABSENCE_WITHIN_28_DAYS": Message(
        _WARNING, _CUSTOMER,
        "Nieuw dossier binnen 28 dagen na het vorige verzuim; de wet telt ze samen",
        "New dossier within 28 days of the previous absence; the law adds them together",
        "Laat de klant het verzuim in Nmbrs onder hetzelfde dossier zetten als het bij elkaar hoort.",
        "Let the customer put the absence into the same dossier in Nmbrs if they belong together.",
    ),
    "ABSENCE_OUTSIDE_EMPLOYMENT": Message(
        _WARNING, _CUSTOMER,
        "Verzuim valt geheel of deels buiten het dienstverband",
        "Absence lies outside the employment, in whole or in part",
        "Laat de klant de dagen van het verzuim en van het dienstverband in Nmbrs nakijken.",
        "Let the customer check the days of the absence and of the employment in Nmbrs.",
    ),
    "ABSENCE_AFTER_EMPLOYMENT": Message(
        _WARNING, _ADMIN,
        "Werknemer is ziek uit dienst: het dienstverband is geëindigd en het verzuim loopt door",
        "Employee left while absent: the employment has ended and the absence goes on",
        "Meld de werknemer ziek uit dienst bij UWV als dat nog niet is gebeurd.",
        "Report the employee to UWV as having left while sick, if that was not done yet.",
    ),
    "ABSENCE_ENDS_IN_FUTURE": Message(
        _WARNING, _CUSTOMER,
        "Hersteldatum ligt in de toekomst; UWV neemt zo'n herstelmelding niet aan",
        "The day of recovery lies in the future; UWV does not accept such a report",
        "Laat de klant de hersteldatum in Nmbrs nakijken.",
        "Let the customer check the day of recovery in Nmbrs.",
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
        "Neem '{label}' op in de mapping van optie 2 (paragraaf 5), en meld de Xpert Desk: {label} dient te"
        " verwijzen naar verzuimclassificatie [X] met code [Y]. Bij optie 1 bestaan alleen de zeven: vraag de"
        " klant dan een daarvan te kiezen in Nmbrs.",
        "Add '{label}' to the mapping of option 2 (section 5), and tell the help desk: {label} must refer to"
        " absence classification [X] with code [Y]. With option 1 there are only the seven: then ask the"
        " customer to choose one of them in Nmbrs.",
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
}  # fmt: skip
