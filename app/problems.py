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
        "Send the ETag of what you read as `If-Match`, so that nobody's change is overwritten.",
        "Stuur de gelezen ETag mee als `If-Match`, zodat niemands wijziging wordt overschreven.",
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
}


def text(code: str, language: str, params: dict[str, str | int]) -> str:
    """The sentence for `code` in `nl` or (anything else) English."""
    english, dutch = TEXTS[code]
    return (dutch if language == "nl" else english).format(**params)
