"""What a checklist says of the steps around employers and imports, sections 1, 4, 5 and 6."""

from __future__ import annotations

from typing import Final

from app.setup.remark import Remark, done, not_needed, todo
from app.setup.steps import State

OF_DATA: Final[dict[str, Remark]] = {
    # --- section 1
    "nobody_unlinked": done(
        "Er zijn ons geen werknemers zonder Nmbrs-id gemeld die een import tegenhouden.",
        "We were told of no employees without a Nmbrs id who stop an import.",
    ),
    "somebody_unlinked": todo(
        "Werkgevers met werknemers zonder Nmbrs-id: {open} van {all}. Een import slaat hen over.",
        "Employers with employees without a Nmbrs id: {open} of {all}. An import passes them over.",
        "Zie GET /v1/employers/<id>/readiness van elk van hen.",
        "See GET /v1/employers/<id>/readiness of each of them.",
    ),
    # --- section 4
    "discovery_needless": not_needed(
        "Het account is voor een werkgever: de eerste import legt de code zelf vast.",
        "The account is for one employer: the first import records the code by itself.",
    ),
    "coded_already": not_needed(
        "Alle werkgevers hebben al een code.", "All employers have a code already."
    ),
    "discovery_made": done("Gegevensstroom {stream}.", "Data stream {stream}."),
    "discovery_unmade": todo(
        "Er is geen configuratie die werkgevercodes ophaalt.",
        "There is no configuration that fetches employer codes.",
        "Voeg haar toe: POST /v1/accounts/{account_id}/configurations, optie nmbrs_employer_codes.",
        "Add it: POST /v1/accounts/{account_id}/configurations, option nmbrs_employer_codes.",
    ),
    "discovered": done(
        "Nmbrs leverde {delivered} bedrijven; zie GET /v1/accounts/{account_id}/employer-codes.",
        "Nmbrs delivered {delivered} companies; see GET /v1/accounts/{account_id}/employer-codes.",
    ),
    "undiscovered": todo(
        "Er zijn nog geen werkgevercodes opgehaald.",
        "No employer codes have been fetched yet.",
        "Voer die configuratie uit: POST /v1/configurations/{configuration_id}/runs.",
        "Run that configuration: POST /v1/configurations/{configuration_id}/runs.",
    ),
    "undiscoverable": todo(
        "Er zijn nog geen werkgevercodes opgehaald.",
        "No employer codes have been fetched yet.",
        "Voeg eerst de configuratie toe (4.1).",
        "Add the configuration first (4.1).",
    ),
    "coded": done("Alle {all} werkgevers hebben een code.", "All {all} employers have a code."),
    "uncoded": todo(
        "Werkgevers zonder code: {open} van {all}.",
        "Employers without a code: {open} of {all}.",
        "Zoek bij elke werkgever de nmbrs_id van zijn bedrijf: GET /v1/accounts/{account_id}/employer-codes."
        " Ken die toe: POST /v1/accounts/{account_id}/employer-codes/assign.",
        "Look up the nmbrs_id of each employer's company: GET /v1/accounts/{account_id}/employer-codes."
        " Assign it: POST /v1/accounts/{account_id}/employer-codes/assign.",
    ),
    "discovery_over": done(
        "Geen configuratie haalt nog op een tijdstip werkgevercodes op.",
        "No configuration fetches employer codes at a time any more.",
    ),
    "discovery_to_come": todo(
        "Dit volgt op het ophalen van de codes.",
        "This comes after fetching the codes.",
        "Haal eerst de codes op (4.1 en 4.2).",
        "Fetch the codes first (4.1 and 4.2).",
    ),
    "discovery_goes_on": todo(
        "Gegevensstroom {stream} haalt nog op een tijdstip werkgevercodes op.",
        "Data stream {stream} still fetches employer codes at a time.",
        "Stuur times: [] met PATCH /v1/configurations/{configuration_id}, of archiveer haar.",
        "Send times: [] with PATCH /v1/configurations/{configuration_id}, or archive it.",
    ),
    # --- section 5
    "option_1": done(
        "Voor alle klanten van deze installatie geldt optie 1.",
        "Option 1 holds for all customers of this installation.",
    ),
    "option_2": done(
        "Voor alle klanten van deze installatie geldt optie 2, met een mapping.",
        "Option 2 holds for all customers of this installation, with a mapping.",
    ),
    "no_absence": not_needed(
        "Geen configuratie van deze werkgevers leest verzuim in.",
        "No configuration of these employers imports absence.",
    ),
    "other_option": not_needed("De andere optie geldt.", "The other option holds."),
    "linked": done(
        "Bij alle {all} werkgevers is gekoppeld wat Nmbrs kan leveren.",
        "Whatever Nmbrs can deliver is linked to all {all} employers.",
    ),
    "unlinked_1": todo(
        "Werkgevers waar niet alle zeven zijn gekoppeld: {open} van {all}.",
        "Employers to which not all seven are linked: {open} of {all}.",
        "Koppel ze bij elk van hen: POST /v1/employers/<id>/classifications/nmbrs.",
        "Link them to each of these: POST /v1/employers/<id>/classifications/nmbrs.",
    ),
    "unlinked_2": todo(
        "De mapping geldt. Werkgevers waar niet is gekoppeld waarnaar zij verwijst: {open} van {all}.",
        "The mapping holds. Employers to which not all it refers to is linked: {open} of {all}.",
        "Koppel die: PUT /v1/employers/<id>/classifications met classification_ids uit"
        " GET /v1/classification-mapping.",
        "Link those: PUT /v1/employers/<id>/classifications with classification_ids of"
        " GET /v1/classification-mapping.",
    ),
    # --- section 6
    "import_made": done("Gegevensstroom {stream}.", "Data stream {stream}."),
    "import_unmade": todo(
        "Er is geen configuratie in gebruik die iets inleest.",
        "There is no configuration in use that imports anything.",
        "Voeg haar toe: POST /v1/accounts/{account_id}/configurations, optie nmbrs_employee.",
        "Add it: POST /v1/accounts/{account_id}/configurations, option nmbrs_employee.",
    ),
    "import_first": todo(
        "Er is nog geen configuratie om ze bij te zetten.",
        "There is no configuration yet to set them at.",
        "Voeg eerst de configuratie toe (6.1); dagen en tijdstippen gaan in hetzelfde verzoek.",
        "Add the configuration first (6.1); days and times go in the same request.",
    ),
    "timed": done("{ticks_nl}; {times_nl}.", "{ticks_en}; {times_en}."),
    "untimed": todo(
        "{ticks_nl}; zonder tijdstip: zij draait alleen als iemand of een script haar start.",
        "{ticks_en}; without a time: it runs only when somebody or a script starts it.",
        "Kies dagen en tijdstippen met PATCH /v1/configurations/{configuration_id}. Start een script haar"
        " (docs/ci.md), dan mag dit zo blijven.",
        "Choose days and times with PATCH /v1/configurations/{configuration_id}. If a script starts it"
        " (docs/ci.md), this may stay as it is.",
    ),
    "no_wages": not_needed("Loon wordt niet ingelezen.", "Wages are not imported."),
    "wages_as_they_are": not_needed(
        "Loon wordt ingelezen zoals Nmbrs het levert; omrekenen kan deze versie nog niet.",
        "Wages are imported as Nmbrs has them; this version cannot convert them yet.",
    ),
    "ready": done("Niets houdt een van de {all} werkgevers tegen.", "Nothing stops any of {all} employers."),
    "nobody_to_import": todo(
        "Het account heeft geen werkgevers.",
        "The account has no employers.",
        "Voeg werkgevers toe: POST /v1/employers.",
        "Add employers: POST /v1/employers.",
    ),
    "not_ready": todo(
        "Werkgevers waarbij nog iets in de weg staat: {open} van {all} ({codes}).",
        "Employers with something in the way: {open} of {all} ({codes}).",
        "Zie GET /v1/employers/<id>/readiness van elk van hen.",
        "See GET /v1/employers/<id>/readiness of each of them.",
    ),
    "never_run": todo(
        "Er is nog niets ingelezen.",
        "Nothing was imported yet.",
        "Bekijk eerst wat er zou gebeuren, en voer haar dan uit:"
        " POST /v1/configurations/{configuration_id}/runs met mode preview, daarna met apply.",
        "See what would happen first, then run it: POST /v1/configurations/{configuration_id}/runs with mode"
        " preview, then with apply.",
    ),
    "no_import_yet": todo(
        "Er is nog niets ingelezen.",
        "Nothing was imported yet.",
        "Voeg eerst de configuratie toe (6.1).",
        "Add the configuration first (6.1).",
    ),
    "running": todo(
        "Uitvoering {run_id} is bezig.",
        "Run {run_id} is going on.",
        "Wacht op de uitkomst: GET /v1/runs/{run_id}.",
        "Wait for its outcome: GET /v1/runs/{run_id}.",
    ),
    "run_well": done(
        "{outcome_nl}. Uitvoering {run_id}.", "{outcome_en}. Run {run_id}."
    ),
    "run_with_warnings": Remark(
        State.DONE,
        "{outcome_nl}. Uitvoering {run_id}.",
        "{outcome_en}. Run {run_id}.",
        "Lees de waarschuwingen: GET /v1/runs/{run_id}/report.",
        "Read the warnings: GET /v1/runs/{run_id}/report.",
    ),
    "run_badly": todo(
        "{outcome_nl}. Uitvoering {run_id}.",
        "{outcome_en}. Run {run_id}.",
        "Lees in het verslag wie wat moet doen: GET /v1/runs/{run_id}/report. Voer de import dan opnieuw uit:"
        " POST /v1/configurations/{configuration_id}/runs met mode apply.",
        "Read in the report who must do what: GET /v1/runs/{run_id}/report. Then run the import again:"
        " POST /v1/configurations/{configuration_id}/runs with mode apply.",
    ),
}  # fmt: skip
