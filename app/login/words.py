"""What the login page says, in Dutch and English."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "nl": {
        "title": "Inloggen",
        "for_what": "Koppeling Nmbrs: logverslagen lezen",
        "key": "API-sleutel",
        "hint": "Begint met xn_. Je kreeg hem van je beheerder.",
        "send": "Inloggen",
        "docs": "Alle functies (Swagger)",
        "wrong": "Deze sleutel is onbekend of ingetrokken. Controleer of je hem helemaal hebt overgenomen, "
        "of vraag je beheerder om een nieuwe.",
        "braked": "Er zijn vanaf dit adres te veel onbekende sleutels geprobeerd. Wacht {seconds} seconden "
        "en probeer het opnieuw.",
        "foreign": "Dit formulier kwam niet van deze pagina. Vul je sleutel hier in.",
    },
    "en": {
        "title": "Log in",
        "for_what": "Nmbrs connector: read log reports",
        "key": "API key",
        "hint": "It begins with xn_. Your administrator gave it to you.",
        "send": "Log in",
        "docs": "Everything it can do (Swagger)",
        "wrong": "This key is unknown or revoked. Check that you copied all of it, or ask your administrator "
        "for a new one.",
        "braked": "Too many unknown keys were tried from this address. Wait {seconds} seconds and try again.",
        "foreign": "This form did not come from this page. Enter your key here.",
    },
}
