"""The report's own words, in Dutch and English: outcomes, states, streams, levels, and who must act."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from app.hr.delivery import Completeness, Stream
from app.hr.dutch_time import AMSTERDAM
from app.runs.message import Actor, Both, Level, Topic
from app.runs.repository import TOPIC
from app.runs.states import EmployerStatus, RunStatus

OUTCOMES: Final = {
    RunStatus.QUEUED: Both("Staat klaar om te beginnen", "Waiting to begin"),
    RunStatus.RUNNING: Both("Bezig", "Running"),
    RunStatus.PREVIEWED: Both("Voorbeeld: er is niets gewijzigd", "Preview: nothing was changed"),
    RunStatus.SUCCEEDED: Both("Geslaagd", "Succeeded"),
    RunStatus.SUCCEEDED_WITH_WARNINGS: Both("Geslaagd, met waarschuwingen", "Succeeded, with warnings"),
    RunStatus.PARTIALLY_APPLIED: Both("Deels verwerkt", "Partly done"),
    RunStatus.FAILED: Both("Mislukt: er is niets verwerkt", "Failed: nothing was done"),
    RunStatus.CANCELLED: Both("Geannuleerd", "Cancelled"),
}
EMPLOYERS: Final = {
    EmployerStatus.QUEUED: Both("wacht", "waiting"),
    EmployerStatus.READING: Both("wordt gelezen", "being read"),
    EmployerStatus.PLANNED: Both("gelezen, nog niet verwerkt", "read, not done yet"),
    EmployerStatus.PREVIEWED: Both("voorbeeld gemaakt", "previewed"),
    EmployerStatus.APPLIED: Both("verwerkt", "done"),
    EmployerStatus.FAILED: Both("niet verwerkt", "not done"),
    EmployerStatus.CANCELLED: Both("geannuleerd", "cancelled"),
}
STATES: Final = {
    Completeness.COMPLETE: Both("volledig gelezen", "read completely"),
    Completeness.FAILED: Both("niet tot het einde gelezen", "not read to the end"),
    Completeness.DENIED: Both("geen rechten", "no rights"),
    Completeness.EMPTY_BUT_WAS_NOT: Both("plotseling leeg", "suddenly empty"),
    Completeness.SKIPPED: Both("niet gevraagd", "not asked for"),
}
ACTORS: Final = {
    Actor.CUSTOMER: Both("de klant", "the customer"),
    Actor.ADMINISTRATOR: Both("de functioneel beheerder", "the functional administrator"),
    Actor.OPERATOR: Both("de beheerder van de koppeling", "the operator of the connector"),
    Actor.NOBODY: Both("niemand", "nobody"),
}
LEVELS: Final = {
    Level.FAILURE: Both("Uitval", "Failures"),
    Level.WARNING: Both("Waarschuwingen", "Warnings"),
    Level.NOTICE: Both("Meldingen", "Notices"),
    Level.METADATA: Both("Metadata", "Metadata"),
}
STREAMS: Final = {
    Stream.EMPLOYER: Both("Werkgeversgegevens", "Employer details"),
    Stream.DEPARTMENTS: Both("Afdelingen", "Departments"),
    Stream.PLACEMENTS: Both("Plaatsingen", "Placements"),
    Stream.EMPLOYEES: Both("Werknemers", "Employees"),
    Stream.EMPLOYMENTS: Both("Dienstverbanden", "Employments"),
    Stream.CONTRACTS: Both("Arbeidsovereenkomsten", "Contracts"),
    Stream.JOBS: Both("Functies", "Jobs"),
    Stream.SCHEDULES: Both("Roosters", "Schedules"),
    Stream.ADDRESSES: Both("Adressen", "Addresses"),
    Stream.WAGES: Both("Lonen", "Wages"),
    Stream.ABSENCES: Both("Verzuim", "Absence"),
}
#: The order of the columns, and what they are called.
COUNTS: Final = {
    "read": Both("gelezen", "read"),
    "created": Both("nieuw", "new"),
    "updated": Both("gewijzigd", "changed"),
    "ended": Both("beëindigd", "ended"),
    "pending": Both("vermist", "missing"),
    "withdrawn": Both("ingetrokken", "withdrawn"),
    "unchanged": Both("ongewijzigd", "unchanged"),
    "refused": Both("uitval", "refused"),
}
#: What the values are that the lines of one cause differ in.
PARAMS: Final = {
    "nmbrs_id": Both("Id", "Id"),
    "number": Both("Nummer", "Number"),
    "name": Both("Naam", "Name"),
    "known": Both("Bekend", "Known"),
    "operation": Both("Webservice", "Web service"),
    "elements": Both("Nieuw", "New"),
    "label": Both("Tekst in Nmbrs", "Text in Nmbrs"),
    "cases": Both("Hoeveel", "How many"),
    "missing": Both("Ontbreekt", "Missing"),
    "other": Both("Lijkt op", "Looks like"),
    "employee": Both("Werknemer", "Employee"),
    "count": Both("Aantal", "Number"),
    "delivered": Both("Geleverd", "Delivered"),
    "agreed": Both("Afgesproken", "Agreed"),
}
_TOPICS: Final = {
    Topic.GENERAL.value: Both("Algemeen", "General"),
    **{topic.value: STREAMS[stream] for stream, topic in TOPIC.items()},
}


def topic(value: str, language: str) -> str:
    """The stream of a line in a word."""
    return _TOPICS[value].to(language)


def moment(at: datetime, *, seconds: bool = False) -> str:
    """A moment in Dutch time, as it is written there."""
    return at.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S" if seconds else "%d-%m-%Y %H:%M")


def whole(number: int, language: str) -> str:
    """A whole number with its thousands set apart."""
    return f"{number:,}".replace(",", "." if language == "nl" else ",")
