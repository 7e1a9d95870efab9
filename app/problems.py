"""What a refused request is told, in English and Dutch: what is wrong and the next step.

One entry per code; a unit test holds that every code raised has one. `{names}` are filled from the
error's parameters, which hold no personal data.
"""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    # --- general
    "INTERNAL_ERROR": (
        "Something went wrong on our side. Try again; if it stays, give the operator the request_id.",
        "Er ging iets mis aan onze kant. Probeer opnieuw; geef anders de beheerder de request_id.",
    ),
    "NOT_FOUND": (
        "There is nothing at this address. Check it against /docs.",
        "Op dit adres is niets. Vergelijk het met /docs.",
    ),
    "METHOD_NOT_ALLOWED": (
        "This address does not know that method. See /docs.",
        "Dit adres kent die methode niet. Zie /docs.",
    ),
    "PAYLOAD_INVALID": (
        "The request does not have the right form. See `errors` for each field, correct and resend.",
        "Het verzoek heeft niet de juiste vorm. Zie `errors` per veld, verbeter en verstuur opnieuw.",
    ),
    "JSON_INVALID": (
        "The body is not valid JSON. Correct it and resend.",
        "De inhoud is geen geldige JSON. Verbeter die en verstuur opnieuw.",
    ),
    "PAYLOAD_TOO_LARGE": (
        "The body is larger than {limit} bytes. Send less at once.",
        "De inhoud is groter dan {limit} bytes. Verstuur minder tegelijk.",
    ),
    "UNAUTHENTICATED": (
        "A valid API key is needed: `Authorization: Bearer <api key>`. Ask an administrator for one.",
        "Een geldige API-sleutel is nodig: `Authorization: Bearer <sleutel>`. Vraag de beheerder.",
    ),
    "ROLE_NOT_ALLOWED": (
        "This key has the role {role}; this needs one of: {needed}. Use another key.",
        "Deze sleutel heeft de rol {role}; nodig is een van: {needed}. Gebruik een andere sleutel.",
    ),
    "UNSCOPED_ADMIN_REQUIRED": (
        "This concerns the whole installation: use an admin key that is not limited to employers.",
        "Dit geldt voor de hele installatie: gebruik een admin-sleutel zonder werkgeverbeperking.",
    ),
    "IF_MATCH_REQUIRED": (
        "Read it first (GET), and send the `etag` among the headers of that answer as `If-Match`, with its "
        "quotes, so that nobody's change is overwritten.",
        "Lees het eerst (GET), en stuur de `etag` uit de headers van dat antwoord mee als `If-Match`, met de "
        "aanhalingstekens, zodat niemands wijziging wordt overschreven.",
    ),
    "VERSION_CHANGED": (
        "Somebody changed this meanwhile. Read it again and repeat your change.",
        "Dit is intussen gewijzigd. Lees het opnieuw en herhaal je wijziging.",
    ),
    "IDEMPOTENCY_KEY_REUSED": (
        "This Idempotency-Key was used for another request. Use a new one.",
        "Deze Idempotency-Key is voor een ander verzoek gebruikt. Gebruik een nieuwe.",
    ),
    "CURSOR_INVALID": (
        "The cursor is not one we gave. Start again without it.",
        "De cursor is niet door ons gegeven. Begin opnieuw zonder cursor.",
    ),
    # --- keys
    "API_KEY_NOT_FOUND": (
        "There is no such API key. Look it up with GET /v1/api-keys.",
        "Er is geen zo'n API-sleutel. Zoek haar op met GET /v1/api-keys.",
    ),
    "LAST_ADMIN_KEY": (
        "This is the last admin key that reaches every employer. Make another one first.",
        "Dit is de laatste admin-sleutel zonder werkgeverbeperking. Maak er eerst nog een.",
    ),
    # --- employers, groups and classifications
    "EMPLOYER_NOT_FOUND": (
        "There is no such employer within reach. Look it up with GET /v1/employers.",
        "Er is geen zo'n werkgever binnen bereik. Zoek haar op met GET /v1/employers.",
    ),
    "EMPLOYER_GROUP_NOT_FOUND": (
        "There is no such employer group within reach. Look it up with GET /v1/employer-groups.",
        "Er is geen zo'n werkgevergroep binnen bereik. Zoek haar op met GET /v1/employer-groups.",
    ),
    "EMPLOYER_CODE_TAKEN": (
        "Another employer has the code {employer_code}. Check which of the two it belongs to.",
        "Een andere werkgever heeft de code {employer_code}. Controleer bij welke van de twee hij hoort.",
    ),
    "EMPLOYER_CODE_IN_USE": (
        "Employees were imported for this employer under the code {employer_code}; another code would mix "
        "them with those of another company. Add a new employer for that company.",
        "Voor deze werkgever zijn werknemers ingelezen onder de code {employer_code}; een andere code zou "
        "ze vermengen met die van een ander bedrijf. Voeg voor dat bedrijf een nieuwe werkgever toe.",
    ),
    "SUITE_EMPLOYEE_NOT_FOUND": (
        "The suite told of no such employee of this employer. "
        "Look it up with GET /v1/employers/<id>/employees.",
        "De suite heeft bij deze werkgever geen werknemer met dit id gemeld. "
        "Zoek hem op met GET /v1/employers/<id>/employees.",
    ),
    "SUITE_ID_REPEATED": (
        "The request names this employee twice. Send each `suite_id` once.",
        "Het verzoek noemt deze werknemer twee keer. Stuur elk `suite_id` een keer.",
    ),
    "NMBRS_ID_LINKED_TWICE": (
        "Two employees of the suite would have the Nmbrs id {nmbrs_id}: they are one person, or one of the "
        "two is wrong. Correct that in the suite and send both again.",
        "Twee werknemers van de suite zouden het Nmbrs-id {nmbrs_id} hebben: het is een persoon, of een van "
        "de twee klopt niet. Herstel dat in de suite en stuur beide opnieuw.",
    ),
    "GROUP_NOT_SELECTABLE": (
        "This group takes no new employers. Set `selectable` to true first, or use another group.",
        "Deze groep neemt geen werkgevers meer op. Zet eerst `selectable` op true, of neem een andere groep.",
    ),
    "CLASSIFICATION_NOT_FOUND": (
        "There is no such absence classification. Look it up with GET /v1/absence-classifications.",
        "Er is geen zo'n verzuimclassificatie. Zoek haar op met GET /v1/absence-classifications.",
    ),
    "CLASSIFICATION_CODE_TAKEN": (
        "The code {classification_code} is in the catalogue already. Use that one, or choose another code.",
        "De code {classification_code} staat al in de lijst. Gebruik die, of kies een andere code.",
    ),
    "MAPPED_LABEL_UNKNOWN": (
        "Nmbrs has no absence classification {labels}. Use the labels of the manual, section 5, or those the "
        "report of a run names.",
        "Nmbrs kent geen verzuimclassificatie {labels}. Gebruik die van de handleiding, paragraaf 5, of die "
        "het verslag van een uitvoering noemt.",
    ),
    "MAPPED_LABEL_REPEATED": (
        "The mapping names {labels} more than once. Give each label one code.",
        "De mapping noemt {labels} meer dan een keer. Geef elk label een code.",
    ),
    "MAPPED_CODE_UNKNOWN": (
        "The catalogue has no code {codes}. Take codes from GET /v1/absence-classifications, or add yours "
        "there first.",
        "De lijst van verzuimclassificaties heeft geen code {codes}. Neem codes uit "
        "GET /v1/absence-classifications, of voeg de jouwe daar eerst toe.",
    ),
    "CLASSIFICATION_MAPPING_INCOMPLETE": (
        "Option 2 needs a code for all seven labels of the manual (section 5, step 3); missing: {labels}. "
        "Add them, or keep `nmbrs` until they are known.",
        "Optie 2 vereist een code voor alle zeven labels van de handleiding (paragraaf 5, stap 3); nog "
        "zonder: {labels}. Vul ze aan, of houd `nmbrs` aan tot ze bekend zijn.",
    ),
    # --- accounts and configurations
    "ACCOUNT_NOT_FOUND": (
        "There is no such account within the reach of your key. Look it up with GET /v1/accounts.",
        "Er is geen zo'n account binnen het bereik van je sleutel. Zoek het op met GET /v1/accounts.",
    ),
    "CONFIGURATION_NOT_FOUND": (
        "There is no such configuration within the reach of your key. "
        "Look it up with GET /v1/configurations.",
        "Er is geen zo'n configuratie binnen het bereik van je sleutel. "
        "Zoek haar op met GET /v1/configurations.",
    ),
    "ACCOUNT_EXISTS": (
        "An account with this username and domain is in use (id: {account_id}). Change that one, or archive "
        "it first.",
        "Er is al een account met deze username en dit domein in gebruik (id: {account_id}). Wijzig dat, of "
        "archiveer het eerst.",
    ),
    "TRANSPORT_NOT_AVAILABLE": (
        "REST is not available yet: it comes in a later release, and accounts then move to it before Nmbrs "
        "ends SOAP on 1 March 2027. Use `soap`.",
        "REST is nog niet beschikbaar: het komt in een latere versie, en accounts gaan er dan naar over "
        "voordat Nmbrs op 1 maart 2027 met SOAP stopt. Gebruik `soap`.",
    ),
    "DOMAIN_INVALID": (
        "This is not an Nmbrs domain. Give the name before .nmbrs.nl, for example `acme` or `acme.nmbrs.nl`.",
        "Dit is geen Nmbrs-domein. Geef de naam voor .nmbrs.nl, bijvoorbeeld `acme` of `acme.nmbrs.nl`.",
    ),
    "AUTHORIZATION_INCOMPLETE": (
        "The scope `{scope}` needs `{reference}`. Add it.",
        "Bij de scope `{scope}` hoort `{reference}`. Vul dat aan.",
    ),
    "AUTHORIZATION_TOO_MUCH": (
        "The scope `{scope}` does not go with `{reference}`. Leave that out, or choose another scope.",
        "Bij de scope `{scope}` hoort geen `{reference}`. Laat dat weg, of kies een andere scope.",
    ),
    "SCOPE_TOO_NARROW": (
        "The customer authorised {employer_count} employers, and the scope `employer` is for one. First "
        "make an employer group with POST /v1/employer-groups and put the employers in it with "
        "PUT /v1/employer-groups/<id>/employers (manual, section 3, step 2), then authorise that group.",
        "De klant heeft {employer_count} werkgevers geautoriseerd, en de scope `employer` is voor een. Maak "
        "eerst een werkgevergroep met POST /v1/employer-groups, zet de werkgevers erin met "
        "PUT /v1/employer-groups/<id>/employers (handleiding, paragraaf 3, stap 2), en autoriseer die groep.",
    ),
    "GROUP_EMPTY": (
        "This employer group has no employers. Add them with PUT /v1/employer-groups/<id>/employers first.",
        "Deze werkgevergroep heeft geen werkgevers. Voeg ze eerst toe met "
        "PUT /v1/employer-groups/<id>/employers.",
    ),
    "DISCOVERY_MISSING": (
        "No employer codes have been fetched for this account. Add a configuration with the option "
        "`nmbrs_employer_codes` with POST /v1/accounts/<id>/configurations, and run it with "
        "POST /v1/configurations/<id>/runs.",
        "Voor dit account zijn nog geen werkgevercodes opgehaald. Voeg een configuratie met de optie "
        "`nmbrs_employer_codes` toe met POST /v1/accounts/<id>/configurations, en voer die uit met "
        "POST /v1/configurations/<id>/runs.",
    ),
    "EMPLOYER_CODE_NOT_DISCOVERED": (
        "The last discovery of this account did not find the Id {nmbrs_id}. Take one from "
        "GET /v1/accounts/<id>/employer-codes, or run the discovery again.",
        "De laatst opgehaalde werkgevercodes van dit account bevatten het Id {nmbrs_id} niet. Neem er een "
        "uit GET /v1/accounts/<id>/employer-codes, of haal ze opnieuw op.",
    ),
    "EMPLOYER_NUMBER_GIVEN": (
        "{number} is the number of a company at Nmbrs, not its Id. Send the `nmbrs_id` that "
        "GET /v1/accounts/<id>/employer-codes shows beside it: {nmbrs_id}.",
        "{number} is het nummer van een bedrijf in Nmbrs, niet het Id. Stuur de `nmbrs_id` die "
        "GET /v1/accounts/<id>/employer-codes ernaast laat zien: {nmbrs_id}.",
    ),
    "EMPLOYER_NOT_OF_ACCOUNT": (
        "This account has no employer {employer_id}. GET /v1/accounts/<id> says for which employers or group "
        "it is; PUT /v1/employer-groups/<id>/employers adds one to the group.",
        "Dit account heeft geen werkgever {employer_id}. GET /v1/accounts/<id> zegt voor welke werkgevers of "
        "groep het is; met PUT /v1/employer-groups/<id>/employers komt er een in de groep.",
    ),
    "ASSIGNMENT_REPEATED": (
        "The request names {value} twice. Send each Id and each employer once.",
        "Het verzoek noemt {value} twee keer. Stuur elk Id en elke werkgever een keer.",
    ),
    "DATA_STREAM_TAKEN": (
        "This account already has a data stream named {data_stream}. Choose another name.",
        "Dit account heeft al een gegevensstroom {data_stream}. Kies een andere naam.",
    ),
    "TICK_NEEDS_ANOTHER": (
        "`{tick}` needs `{needed}`. Tick that as well, or leave this out.",
        "`{tick}` vereist `{needed}`. Vink dat ook aan, of laat dit weg.",
    ),
    "DISCOVERY_IMPORTS_NOTHING": (
        "The option `nmbrs_employer_codes` imports nothing. Leave ticks and settings out, or choose "
        "`nmbrs_employee`.",
        "De optie `nmbrs_employer_codes` leest niets in. Laat vinkjes en instellingen weg, of kies "
        "`nmbrs_employee`.",
    ),
    "TIMES_WITHOUT_WEEKDAYS": (
        "There are times but no weekdays. Choose the days, or leave the times out to run only when asked.",
        "Er zijn wel tijdstippen maar geen dagen. Kies de dagen, of laat de tijdstippen weg om alleen op "
        "verzoek te draaien.",
    ),
    "SCHEDULE_REPEATED": (
        "A day or time is named twice. Send each once.",
        "Een dag of tijdstip staat er twee keer in. Stuur elk een keer.",
    ),
    "MAPPING_NOT_AVAILABLE": (
        "Custom mapping is not available yet; it comes in a later release. Use `standard`.",
        "Custom mapping is nog niet beschikbaar; het komt in een latere versie. Gebruik `standard`.",
    ),
    "EMPLOYEE_TYPE_REPEATED": (
        "An employee type is named twice. Name each once; case and spaces do not make a difference.",
        "Een medewerkertype staat er twee keer in. Noem elk een keer; hoofdletters en spaties tellen niet.",
    ),
    "RUN_NOT_FOUND": (
        "There is no such run, or not one with only employers of yours. Check the id with GET /v1/runs.",
        "Deze uitvoering is er niet, of niet met alleen jouw werkgevers. Controleer het id met GET /v1/runs.",
    ),
    "RUN_OPEN": (
        "Run {run_id} is still open. Wait for it (GET /v1/runs/<id>), or cancel it "
        "(POST /v1/runs/<id>/cancel).",
        "Uitvoering {run_id} loopt nog. Wacht erop (GET /v1/runs/<id>), of annuleer haar "
        "(POST /v1/runs/<id>/cancel).",
    ),
    "EMPLOYEE_NOT_FOUND": (
        "There is no such employee among your employers. Check the id with GET /v1/employees.",
        "Deze werknemer is er niet bij jouw werkgevers. Controleer het id met GET /v1/employees.",
    ),
    "CONFIGURATION_ARCHIVED": (
        "This configuration is archived and never runs or changes. Make a new one.",
        "Deze configuratie is gearchiveerd: zij draait en wijzigt niet meer. Maak een nieuwe.",
    ),
    "ACCOUNT_ARCHIVED": (
        "This account is archived and can no longer be used. Make a new one.",
        "Dit account is gearchiveerd en niet meer te gebruiken. Maak een nieuw account.",
    ),
}


def text(code: str, language: str, params: dict[str, str | int]) -> str:
    """The sentence for `code` in `nl` or (anything else) English."""
    english, dutch = TEXTS[code]
    return (dutch if language == "nl" else english).format(**params)
