"""The part of the message catalogue that is about records but absence: organisation, employees, terms."""

from __future__ import annotations

from typing import Final

from app.runs.message import Actor, Both, Level, Message, notice

_ADMIN, _CUSTOMER = Actor.ADMINISTRATOR, Actor.CUSTOMER
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
        "Werkgeversgegevens vastgelegd", "Details of the employer recorded"
    ),
    "EMPLOYER_DETAILS_UPDATED": notice(
        "Werkgeversgegevens gewijzigd", "Details of the employer changed"
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
        why=Both(
            "De plaatsing verwijst naar een afdeling die Nmbrs bij deze werkgever niet levert.",
            "The placement refers to a department that Nmbrs does not deliver for this employer.",
        ),
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
        why=Both(
            "Het medewerkertype en het dienstverband spreken elkaar tegen; we volgen de datum.",
            "The employee type and the employment contradict each other; we go by the date.",
        ),
    ),
    "EMPLOYEE_LOOKS_LIKE": Message(
        _WARNING, _ADMIN,
        "Nieuwe werknemer heeft hetzelfde personeelsnummer of BSN als {other}; ze zijn niet samengevoegd",
        "New employee has the same personnel number or BSN as {other}; they were not merged",
        "Ga na of het dezelfde persoon is en wie van de twee het lopende verzuim hoort te hebben.",
        "Find out whether it is the same person, and which of the two should have the current absence.",
        title=Both(
            "Nieuwe werknemer lijkt op een bestaande; ze zijn niet samengevoegd",
            "New employee looks like one we have; they were not merged",
        ),
        why=Both(
            "Werknemers worden alleen op hun Nmbrs-id herkend. Wie in Nmbrs opnieuw is ingevoerd, heeft een"
            " nieuw id.",
            "Employees are recognised by their Nmbrs id alone. Who was entered again in Nmbrs has a new id.",
        ),
        again=False,
    ),
    "EMPLOYEE_INVALID": Message(
        _FAILURE, _CUSTOMER,
        "Werknemer niet verwerkt: {missing} ontbreekt",
        "Employee not processed: {missing} is missing",
        "Laat de klant dit gegeven aanvullen in Nmbrs.",
        "Let the customer add it in Nmbrs.",
        title=Both(
            "Werknemer niet verwerkt: een verplicht gegeven ontbreekt",
            "Employee not processed: something mandatory is missing",
        ),
        why=Both(
            "Zonder geboortedatum, achternaam en dienstverband kan een werknemer niet worden vastgelegd.",
            "Without a birth date, a last name and an employment an employee cannot be recorded.",
        ),
    ),
    "EMPLOYEE_NOT_DELIVERED": notice(
        "Werknemer niet meer aangeleverd onder een medewerkertype dat wordt ingelezen; er is niets gewijzigd",
        "Employee no longer delivered under an employee type that is imported; nothing was changed",
        why=Both(
            "De werknemer is in Nmbrs verwijderd, of staat er onder een type dat deze configuratie niet"
            " inleest (employee_types, include_future_employees). Uit dienst gaan heeft een eigen lijst en"
            " een datum.",
            "The employee was removed from Nmbrs, or is there under a type that this configuration does not"
            " import (employee_types, include_future_employees). Leaving has a list of its own and a date.",
        ),
    ),
    "EMPLOYEE_NOT_YET_KNOWN": notice(
        "Nieuwe werknemer over wie Nmbrs nog niets laat zien; hij komt mee zodra dat er is",
        "New employee of whom Nmbrs shows nothing yet; imported as soon as it does",
        why=Both(
            "Nmbrs laat over een nieuwe medewerker soms pas iets zien als de loonperiode begint.",
            "Of a new employee Nmbrs sometimes shows nothing before the payroll period begins.",
        ),
    ),
    "EMPLOYEE_NO_DEPARTMENT": Message(
        _WARNING, _CUSTOMER,
        "Werknemer zonder afdeling: direct onder de werkgever geplaatst",
        "Employee without department: placed directly under the employer",
        "Laat de klant een afdeling kiezen in Nmbrs als dat zo hoort.",
        "Let the customer choose a department in Nmbrs if there should be one.",
        why=Both(
            "In Nmbrs heeft deze medewerker vandaag geen afdeling.",
            "In Nmbrs this employee has no department today.",
        ),
    ),
}  # fmt: skip
