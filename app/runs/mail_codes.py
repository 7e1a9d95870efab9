"""Why a mail is not with everybody: what each code means and who must do what, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.mail import letter
from app.runs import mailing


@dataclass(frozen=True, slots=True)
class Reason:
    """One code. The next step is empty when nobody needs to act."""

    nl: str
    en: str
    nl_next: str = ""
    en_next: str = ""

    def text(self, language: str) -> str:
        """What it means, and what to do."""
        parts = (self.nl, self.nl_next) if language == "nl" else (self.en, self.en_next)
        return " ".join(filter(None, parts))


REASONS: Final[dict[str, Reason]] = {
    mailing.BELOW_MAIL_LEVEL: Reason(
        "Geen regel van het niveau dat de configuratie wil mailen.",
        "No line of the level the configuration wants mailed.",
    ),
    mailing.NO_RECIPIENTS: Reason(
        "Het account heeft geen ontvangers voor het logverslag.",
        "The account has no recipients of the log report.",
        "Vul bij het account een of meer adressen in.",
        "Enter one or more addresses at the account.",
    ),
    letter.RECIPIENT_REFUSED: Reason(
        "De mailserver weigert het adres van een of meer ontvangers.",
        "The mail server refuses the address of one or more recipients.",
        "Controleer de ontvangers bij het account.",
        "Check the recipients at the account.",
    ),
    letter.REFUSED: Reason(
        "De mailserver heeft het bericht geweigerd.",
        "The mail server refused the message.",
        "Laat de beheerder van de koppeling de reden opzoeken bij de mailserver.",
        "Let the operator of the connector look up the reason at the mail server.",
    ),
    letter.TRY_LATER: Reason(
        "De mailserver neemt het bericht nu niet aan; het wordt opnieuw geprobeerd.",
        "The mail server does not take the message now; it is tried again.",
    ),
    letter.UNREACHABLE: Reason(
        "De mailserver is niet bereikbaar of antwoordt niet; het wordt opnieuw geprobeerd.",
        "The mail server cannot be reached or does not answer; it is tried again.",
        "Blijft het zo, dan kijkt de beheerder van de koppeling SMTP_URL na.",
        "If it stays so, the operator of the connector checks SMTP_URL.",
    ),
    letter.TLS_FAILED: Reason(
        "Er komt geen versleutelde verbinding met de mailserver tot stand.",
        "No encrypted connection with the mail server comes about.",
        "Laat de beheerder van de koppeling SMTP_URL en SMTP_CA_FILE nakijken.",
        "Let the operator of the connector check SMTP_URL and SMTP_CA_FILE.",
    ),
    letter.LOGIN_REFUSED: Reason(
        "De mailserver weigert onze login.",
        "The mail server refuses our login.",
        "Laat de beheerder van de koppeling gebruiker en wachtwoord in SMTP_URL nakijken.",
        "Let the operator of the connector check user and password in SMTP_URL.",
    ),
    letter.SENDER_REFUSED: Reason(
        "De mailserver weigert onze afzender.",
        "The mail server refuses our sender.",
        "Laat de beheerder van de koppeling MAIL_FROM nakijken.",
        "Let the operator of the connector check MAIL_FROM.",
    ),
    letter.NOT_WRITABLE: Reason(
        "De map voor uitgaande mail is niet te beschrijven; het wordt opnieuw geprobeerd.",
        "The folder for outgoing mail cannot be written; it is tried again.",
        "Laat de beheerder van de koppeling MAIL_OUTBOX nakijken.",
        "Let the operator of the connector check MAIL_OUTBOX.",
    ),
    mailing.INTERNAL_ERROR: Reason(
        "Er ging iets mis aan onze kant; het wordt opnieuw geprobeerd.",
        "Something went wrong on our side; it is tried again.",
        "Geef de beheerder van de koppeling het nummer van deze verwerking.",
        "Give the operator of the connector the id of this run.",
    ),
}
