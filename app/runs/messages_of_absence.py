"""The part of the message catalogue that is about absence and its classifications."""

from __future__ import annotations

from typing import Final

from app.runs.message import Actor, Both, Level, Message, notice

_ADMIN, _CUSTOMER, _OPERATOR = Actor.ADMINISTRATOR, Actor.CUSTOMER, Actor.OPERATOR
_WARNING, _FAILURE = Level.WARNING, Level.FAILURE

OF_ABSENCE: Final[dict[str, Message]] = {
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
        why=Both(
            "De werknemer is volledig gelezen en dit verzuim zat er niet bij. Eén keer kan een vergissing"
            " zijn.",
            "The employee was read completely, and this absence was not there. Once may be a mistake.",
        ),
    ),
    "ABSENCE_KEPT": Message(
        _WARNING, _ADMIN,
        "Verzuim niet meer aangeleverd; het is behouden, zoals ingesteld",
        "Absence no longer delivered; it was kept, as configured",
        "Sluit het verzuim zelf af als het onterecht was.",
        "Close the absence yourself if it was a mistake.",
        why=Both(
            "De configuratie laat staan wat Nmbrs niet meer levert (absence_delete_action: ignore).",
            "The configuration leaves what Nmbrs delivers no more (absence_delete_action: ignore).",
        ),
    ),
    "ABSENCE_DELETED": Message(
        _WARNING, _ADMIN,
        "Verzuim ingetrokken: Nmbrs levert het niet meer",
        "Absence withdrawn: Nmbrs delivers it no more",
        "Controleer of het in Nmbrs met opzet is verwijderd.",
        "Check that it was removed from Nmbrs on purpose.",
        why=Both(
            "Het ontbrak in een volledige levering, en volgens de configuratie wordt het dan ingetrokken"
            " (absence_delete_action).",
            "It was missing from a complete delivery, and the configuration has it withdrawn then"
            " (absence_delete_action).",
        ),
    ),
    "ABSENCE_CLOSED": Message(
        _WARNING, _ADMIN,
        "Verzuim gesloten: het ontbrak in twee volledige leveringen",
        "Absence closed: it was missing from two complete deliveries",
        "Controleer of het in Nmbrs met opzet is verwijderd, en vul zo nodig zelf de hersteldatum aan.",
        "Check that it was removed from Nmbrs on purpose, and add the day of recovery yourself if need be.",
        why=Both(
            "De configuratie sluit wat Nmbrs niet meer levert (absence_delete_action: close).",
            "The configuration closes what Nmbrs delivers no more (absence_delete_action: close).",
        ),
    ),
    "ABSENCE_OVERLAP": Message(
        _FAILURE, _CUSTOMER,
        "Verzuim niet verwerkt: de perioden overlappen elkaar of een eerder gemeld verzuim",
        "Absence not processed: its periods overlap each other or absence that was reported before",
        "Laat de klant de dagen van dit verzuim en van het andere in Nmbrs nakijken.",
        "Let the customer check the days of this absence and of the other one in Nmbrs.",
        why=Both(
            "Niemand is twee keer tegelijk ziek: het eerst geopende verzuim blijft staan, het andere komt er"
            " niet in zolang de dagen elkaar raken.",
            "Nobody is sick twice at a time: the absence that was opened first stays, the other one is not"
            " imported as long as their days meet.",
        ),
    ),
    "ABSENCE_WITHIN_28_DAYS": Message(
        _WARNING, _CUSTOMER,
        "Nieuw dossier binnen 28 dagen na het vorige verzuim; de wet telt ze samen",
        "New dossier within 28 days of the previous absence; the law adds them together",
        "Laat de klant het verzuim in Nmbrs onder hetzelfde dossier zetten als het bij elkaar hoort.",
        "Let the customer put the absence into the same dossier in Nmbrs if they belong together.",
        why=Both(
            "Voor loondoorbetaling en Poortwachter telt verzuim binnen vier weken als één geheel.",
            "For continued pay and the gatekeeper rules absence within four weeks counts as one.",
        ),
    ),
    "ABSENCE_OUTSIDE_EMPLOYMENT": Message(
        _WARNING, _CUSTOMER,
        "Verzuim valt geheel of deels buiten het dienstverband",
        "Absence lies outside the employment, in whole or in part",
        "Laat de klant de dagen van het verzuim en van het dienstverband in Nmbrs nakijken.",
        "Let the customer check the days of the absence and of the employment in Nmbrs.",
        why=Both(
            "Op die dagen had de werknemer bij deze werkgever geen dienstverband.",
            "On those days the employee had no employment at this employer.",
        ),
    ),
    "ABSENCE_AFTER_EMPLOYMENT": Message(
        _WARNING, _ADMIN,
        "Werknemer is ziek uit dienst: het dienstverband is geëindigd en het verzuim loopt door",
        "Employee left while absent: the employment has ended and the absence goes on",
        "Meld de werknemer ziek uit dienst bij UWV als dat nog niet is gebeurd.",
        "Report the employee to UWV as having left while sick, if that was not done yet.",
        why=Both(
            "Wie ziek uit dienst gaat, valt onder de Ziektewet; het verzuim blijft daarom open.",
            "Who leaves while sick falls under the Sickness Benefits Act; so the absence stays open.",
        ),
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
        "Verzuimregel van werknemer {employee} heeft geen geldige dagen of percentage; het dossier is"
        " overgeslagen",
        "Absence row of employee {employee} has no valid days or percentage; its dossier was skipped",
        "Laat de klant deze verzuimmelding in Nmbrs nakijken.",
        "Let the customer check this absence in Nmbrs.",
        title=Both(
            "Verzuimregel zonder geldige dagen of percentage; het dossier is overgeslagen",
            "Absence row without valid days or percentage; its dossier was skipped",
        ),
        why=Both(
            "De rest van het dossier zou zonder deze regel een ander verhaal vertellen.",
            "Without this row the rest of the dossier would tell another story.",
        ),
    ),
    "CLASSIFICATION_UNKNOWN": Message(
        _FAILURE, _OPERATOR,
        "Verzuim niet verwerkt: onbekende verzuimclassificatie",
        "Absence not processed: unknown absence classification",
        "Vraag de klant welke classificatie in Nmbrs gekozen is en meld die bij de beheerder van de"
        " koppeling.",
        "Ask the customer which classification was chosen in Nmbrs and tell the operator of the connector.",
        why=Both(
            "Bij het dossier staat een classificatie die we niet kennen; ze wordt nooit zomaar ziekte.",
            "The dossier has a classification that we do not know; it is never simply taken for sickness.",
        ),
        empty=Message(
            _FAILURE, _CUSTOMER,
            "Verzuim niet verwerkt: er is geen verzuimclassificatie gekozen",
            "Absence not processed: no absence classification was chosen",
            "Laat de klant bij dit verzuim in Nmbrs een classificatie kiezen.",
            "Let the customer choose a classification for this absence in Nmbrs.",
            why=Both(
                "Bij het dossier is in Nmbrs niets ingevuld; het wordt nooit zomaar ziekte.",
                "Nothing was filled in for the dossier in Nmbrs; it is never simply taken for sickness.",
            ),
        ),
    ),
    "CLASSIFICATION_NOT_MAPPED": Message(
        _FAILURE, _ADMIN,
        "Verzuim niet verwerkt ({cases}): '{label}' verwijst naar geen enkele verzuimclassificatie",
        "Absence not processed ({cases}): '{label}' refers to no absence classification",
        "Neem {label} op in de mapping van optie 2 (paragraaf 5), en meld de Xpert Desk: {help_desk}. Bij"
        " optie 1 bestaan alleen de zeven: vraag de klant dan een daarvan te kiezen in Nmbrs.",
        "Add {label} to the mapping of option 2 (section 5), and tell the help desk: {help_desk}. With"
        " option 1 there are only the seven: then ask the customer to choose one of them in Nmbrs.",
        title=Both(
            "Verzuim niet verwerkt: de classificatie verwijst naar geen enkele verzuimclassificatie",
            "Absence not processed: the classification refers to no absence classification",
        ),
        why=Both(
            "Wat in Nmbrs gekozen is, hoort niet bij de zeven van paragraaf 5, of staat niet in de mapping.",
            "What was chosen in Nmbrs is none of the seven of section 5, or is not in the mapping.",
        ),
    ),
    "CLASSIFICATION_NOT_LINKED": Message(
        _FAILURE, _ADMIN,
        "Verzuim niet verwerkt ({cases}): classificatie '{label}' is niet gekoppeld aan de werkgever",
        "Absence not processed ({cases}): classification '{label}' is not linked to the employer",
        "Koppel aan de werkgever de zeven classificaties met Nmbrs in de naam; bij optie 2 die waarnaar"
        " {label} volgens de mapping verwijst (paragraaf 5).",
        "Link to the employer the seven classifications with Nmbrs in their name; with option 2 the one that"
        " {label} refers to in the mapping (section 5).",
        title=Both(
            "Verzuim niet verwerkt: de classificatie is niet gekoppeld aan de werkgever",
            "Absence not processed: the classification is not linked to the employer",
        ),
        why=Both(
            "Een werkgever kan alleen verzuim krijgen met een classificatie die aan hem gekoppeld is.",
            "An employer can only get absence with a classification that is linked to it.",
        ),
    ),
}  # fmt: skip
