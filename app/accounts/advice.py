"""What an administrator must do about a check, in plain Dutch and English, by the steps of the manual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from app.accounts.check_schemas import Sentence
from app.nmbrs import operations
from app.nmbrs.check import HIDDEN, Finding, Result, State
from app.nmbrs.operations import Operation

#: Where each service is switched in the API settings of the user template (section 2).
_STEPS: Final = {operations.COMPANY: ("Company Services", 6), operations.EMPLOYEE: ("Employee Services", 7)}
#: The manual spells one of the web services in its own way.
ALSO_WRITTEN: Final = {operations.COMPANY_ADDRESS.name: "Adress_GetCurrent"}


def give(result: Result, agreed: int | None) -> list[Sentence]:
    """Say what to do; nothing when all is well. `agreed`: the number of employers."""
    return [_REJECTED] if result.rejected else list(_all(result, agreed))


def _all(result: Result, agreed: int | None) -> Iterator[Sentence]:
    denied = [each for each in result.findings if each.needed and each.state is State.DENIED]
    yield from _switch_on(each for each in denied if each.fault not in HIDDEN)
    for each in result.findings:
        if each.state is State.SUPERFLUOUS:
            yield _switch_off(each)
    hidden = [each for each in denied if each.fault in HIDDEN]
    if result.companies == 0 or hidden:
        yield _FILTER
    elif agreed is not None and result.companies is not None and result.companies != agreed:
        yield _count(result.companies, agreed)
    yield from _unknown(result)


def _switch_on(denied: Iterable[Finding]) -> Iterator[Sentence]:
    by_service: dict[str, list[str]] = {}
    for each in denied:
        by_service.setdefault(each.operation.service, []).append(shown(each.operation))
    for service, names in by_service.items():
        tab, step = _STEPS[service]
        listed = ", ".join(names)
        yield Sentence(
            nl=f"Laat de klant in Nmbrs deze webservices op Active zetten: {listed}. Dat gaat bij"
            f" Instellingen, gebruikersaccounts, Template users, het icoon onder API, filter {tab}"
            f" (paragraaf 2, stap {step}).",
            en=f"Let the customer set these web services to Active in Nmbrs: {listed}. That is under"
            f" Settings, user accounts, Template users, the icon under API, filter {tab}"
            f" (section 2, step {step}).",
        )


def shown(operation: Operation) -> str:
    """The name of a web service, and how the manual writes it where that differs."""
    other = ALSO_WRITTEN.get(operation.name)
    return f"{operation.name} ({other})" if other else operation.name


def _switch_off(each: Finding) -> Sentence:
    service, name = each.operation.service.removesuffix("Service"), each.operation.name
    return Sentence(
        nl=f"Laat de klant {name} bij {service} Services op inactive zetten: de koppeling heeft het niet"
        " nodig en het laat meer zien dan de werkgevers (paragraaf 2, stap 8).",
        en=f"Let the customer set {name} under {service} Services to inactive: the connector does not need"
        " it, and it shows more than the employers (section 2, step 8).",
    )


def _count(seen: int, agreed: int) -> Sentence:
    return Sentence(
        nl=f"De gebruiker ziet {seen} bedrijven, afgesproken waren er {agreed}. Vraag de klant welk aantal"
        " klopt; pas het filter van de gebruiker (paragraaf 2, stap 12) of het aantal bij het account"
        " (PATCH /v1/accounts/<id>) aan.",
        en=f"The user sees {seen} companies, {agreed} were agreed. Ask the customer which is right; change"
        " the user's filter (section 2, step 12) or the number at the account (PATCH /v1/accounts/<id>).",
    )


def _unknown(result: Result) -> Iterator[Sentence]:
    if any(each.state is State.FAILED for each in result.findings):
        yield _NO_ANSWER
    untested = {each.operation for each in result.findings if each.state is State.NOT_TESTABLE}
    listed = any(
        each.operation is operations.EMPLOYEES and each.state is State.ALLOWED for each in result.findings
    )
    if operations.PERSON in untested and listed:
        yield _NOBODY
    if any(not each.harmless for each in result.differences):
        yield _DRIFT
    elif not result.contract_read:
        yield _NOT_COMPARED


FINE: Final = Sentence(
    nl="Alles wat nodig is staat aan, en niets meer dan dat. Er is niets te doen.",
    en="Everything that is needed is on, and nothing more than that. There is nothing to do.",
)
_REJECTED: Final = Sentence(
    nl="Nmbrs weigert de gebruiker, het token of het domein. Vraag de klant om de juiste gegevens"
    " (paragraaf 2, stap 13 en 14) en wijzig ze (PATCH /v1/accounts/<id>); controleer daarna opnieuw.",
    en="Nmbrs refuses the user, the token or the domain. Ask the customer for the right ones (section 2,"
    " steps 13 and 14) and change them (PATCH /v1/accounts/<id>); then check again.",
)
_FILTER: Final = Sentence(
    nl="De gebruiker ziet de bedrijven of werknemers niet. Laat de klant ze aanzetten in het filter van de"
    " gebruiker: Instellingen, gebruikers, Logins (paragraaf 2, stap 12).",
    en="The user does not see the companies or employees. Let the customer add them to the user's filter:"
    " Settings, users, Logins (section 2, step 12).",
)
_NO_ANSWER: Final = Sentence(
    nl="Op een deel van de vragen gaf Nmbrs nu geen bruikbaar antwoord. Controleer later opnieuw.",
    en="To some of the questions Nmbrs gave no usable answer now. Check again later.",
)
_NOBODY: Final = Sentence(
    nl="Er is geen werknemer gevonden om de vragen per werknemer mee te proberen. Controleer opnieuw als er"
    " een werknemer in Nmbrs staat.",
    en="No employee was found to try the questions per employee with. Check again when there is one in"
    " Nmbrs.",
)
_DRIFT: Final = Sentence(
    nl="Nmbrs beschrijft zijn antwoorden anders dan wij ze kennen. Meld dit bij de beheerder.",
    en="Nmbrs describes its answers in another way than we know them. Tell the operator.",
)
_NOT_COMPARED: Final = Sentence(
    nl="De beschrijving van Nmbrs was niet te lezen, dus die is niet vergeleken. Controleer later opnieuw.",
    en="The description of Nmbrs could not be read, so it was not compared. Check again later.",
)
