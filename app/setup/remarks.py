"""What a checklist says of the steps around the account, sections 2 and 3; the others are `OF_DATA`."""

from __future__ import annotations

from typing import Final

from app.setup.remark import Remark, done, not_needed, todo, unknown
from app.setup.remarks_of_data import OF_DATA

_CHECK = ("Controleer het account: POST /v1/accounts/{account_id}/check.",
          "Check the account: POST /v1/accounts/{account_id}/check.")  # fmt: skip

REMARKS: Final[dict[str, Remark]] = {
    # --- section 2
    "must_have_been": done(
        "Nmbrs accepteert de gebruiker en het token, dus dit is gebeurd.",
        "Nmbrs accepts the user and the token, so this was done.",
    ),
    "only_customer_sees": unknown(
        "Dit is alleen in Nmbrs te zien.",
        "This can only be seen in Nmbrs.",
        *_CHECK,
    ),
    "services_allowed": done(
        "Alle {count} staan aan, volgens de laatste controle.",
        "All {count} are on, by the last check.",
    ),
    "services_denied": todo(
        "Niet aan, volgens de laatste controle of uitvoering: {names}.",
        "Not on, by the last check or run: {names}.",
        "Laat de klant deze webservices op Active zetten in het template.",
        "Let the customer set these web services to Active in the template.",
    ),
    "services_not_tested": unknown(
        "Bij de laatste controle niet te zeggen van: {names}.",
        "The last check could not tell of: {names}.",
        *_CHECK,
    ),
    "others_off": done(
        "Debtor Services staat uit, volgens de laatste controle. Report Services kunnen wij niet bevragen.",
        "Debtor Services is off, by the last check. Report Services cannot be asked by us.",
    ),
    "others_on": todo(
        "{names} staat aan, volgens de laatste controle.",
        "{names} is on, by the last check.",
        "Laat de klant alles bij Debtor Services en Report Services op inactive zetten.",
        "Let the customer set everything at Debtor Services and Report Services to inactive.",
    ),
    "filter_hides": todo(
        "De gebruiker ziet de bedrijven of werknemers niet, volgens de laatste controle.",
        "The user does not see the companies or employees, by the last check.",
        "Laat de klant de bedrijven aanzetten in het filter van de gebruiker.",
        "Let the customer add the companies to the user's filter.",
    ),
    "token_refused": todo(
        "Nmbrs weigert de gebruiker, het token of het domein.",
        "Nmbrs rejects the user, the token or the domain.",
        "Vraag de klant om een geldig token.",
        "Ask the customer for a valid token.",
    ),
    # --- section 3
    "all_received": done(
        "Alle vijf zijn bekend; het token is versleuteld bewaard.",
        "All five are known; the token is kept encrypted.",
    ),
    "count_missing": todo(
        "Vier van de vijf zijn bekend. Het aantal geautoriseerde werkgevers ontbreekt.",
        "Four of the five are known. The number of authorised employers is missing.",
        "Vraag het de klant en zet het bij het account: PATCH /v1/accounts/{account_id},"
        " authorised_employer_count.",
        "Ask the customer and put it at the account: PATCH /v1/accounts/{account_id},"
        " authorised_employer_count.",
    ),
    "group_made": done(
        "Werkgevergroep {group} heeft {all} werkgevers.",
        "Employer group {group} has {all} employers.",
    ),
    "group_empty": todo(
        "Werkgevergroep {group} heeft geen werkgevers.",
        "Employer group {group} has no employers.",
        "Voeg ze toe met PUT /v1/employer-groups/{group_id}/employers.",
        "Add them with PUT /v1/employer-groups/{group_id}/employers.",
    ),
    "group_too_small": todo(
        "Werkgevergroep {group} heeft {all} werkgevers; de klant autoriseerde er {agreed}.",
        "Employer group {group} has {all} employers; the customer authorised {agreed}.",
        "Stuur alle {agreed}, ook die er al in staan: PUT /v1/employer-groups/{group_id}/employers. Of vraag"
        " de klant welk aantal klopt, en wijzig het: PATCH /v1/accounts/{account_id}.",
        "Send all {agreed}, also those that are in it: PUT /v1/employer-groups/{group_id}/employers. Or ask"
        " the customer which number is right, and change it: PATCH /v1/accounts/{account_id}.",
    ),
    "one_employer": not_needed(
        "Het account is voor een werkgever.", "The account is for one employer."
    ),
    "all_employers": not_needed(
        "Het account is voor alle werkgevers: {all}.", "The account is for all employers: {all}."
    ),
    "account_made": done("Account {account} is er.", "Account {account} is there."),
    "account_archived": todo(
        "Account {account} is gearchiveerd en wordt niet meer gebruikt.",
        "Account {account} is archived and no longer used.",
        "Maak een nieuw account: POST /v1/accounts.",
        "Make a new account: POST /v1/accounts.",
    ),
    "accepted_by_check": done(
        "Nmbrs gaf antwoord bij de laatste controle.", "Nmbrs answered the last check."
    ),
    "accepted_by_run": done(
        "Nmbrs gaf antwoord bij uitvoering {run_id}.", "Nmbrs answered run {run_id}."
    ),
    "rejected": todo(
        "Nmbrs weigert de gebruiker, het token of het domein; er wordt niet meer aangeroepen.",
        "Nmbrs rejects the user, the token or the domain; no further call is made.",
        "Vraag de klant om de juiste gegevens en wijzig ze: PATCH /v1/accounts/{account_id}. Controleer dan"
        " opnieuw: POST /v1/accounts/{account_id}/check.",
        "Ask the customer for the right ones and change them: PATCH /v1/accounts/{account_id}. Then check"
        " again: POST /v1/accounts/{account_id}/check.",
    ),
    "never_asked": todo(
        "Nmbrs is met deze gegevens nog niet bevraagd.",
        "Nmbrs has not been asked with these credentials yet.",
        *_CHECK,
    ),
    "rights_right": done(
        "Alles wat nodig is staat aan en niets te veel, volgens de laatste controle.",
        "Everything needed is on and nothing too much, by the last check.",
    ),
    "rights_wrong": todo(
        "Niet alles is zoals het moet, volgens de laatste controle of uitvoering.",
        "Not everything is as it must be, by the last check or run.",
        "{advice_nl}",
        "{advice_en}",
    ),
    "rights_unsure": unknown(
        "De laatste controle kon niet alles vaststellen.",
        "The last check could not tell everything.",
        "{advice_nl}",
        "{advice_en}",
    ),
    "count_equal": done(
        "Afgesproken en geleverd: {agreed}.", "Agreed and delivered: {agreed}."
    ),
    "count_differs": todo(
        "Nmbrs levert er {delivered}, afgesproken waren er {agreed}.",
        "Nmbrs delivers {delivered}, {agreed} were agreed.",
        "Vraag de klant welk aantal klopt. Dan past hij het filter in Nmbrs aan, of jij het aantal:"
        " PATCH /v1/accounts/{account_id}, authorised_employer_count.",
        "Ask the customer which is right. Then he changes the filter in Nmbrs, or you the number:"
        " PATCH /v1/accounts/{account_id}, authorised_employer_count.",
    ),
    "count_not_agreed": unknown(
        "Bij het account staat geen aantal.",
        "There is no number at the account.",
        "Zet het aantal van de klant bij het account: PATCH /v1/accounts/{account_id},"
        " authorised_employer_count.",
        "Put the customer's number at the account: PATCH /v1/accounts/{account_id},"
        " authorised_employer_count.",
    ),
    "count_not_delivered": unknown(
        "Afgesproken zijn er {agreed}; wat Nmbrs levert is nog niet bekend.",
        "{agreed} were agreed; what Nmbrs delivers is not known yet.",
        "Dit volgt vanzelf op het ophalen van de werkgevercodes (4.2), of op de import (6.4).",
        "This follows from fetching the employer codes (4.2), or from the import (6.4).",
    ),
    **OF_DATA,
}  # fmt: skip
