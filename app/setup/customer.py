"""What the customer does in Nmbrs and hands over, and the mail that asks him to: no customer is named."""

from __future__ import annotations

from typing import Final

from app.accounts.advice import ALSO_WRITTEN
from app.accounts.check_schemas import Sentence
from app.nmbrs import operations
from app.nmbrs.operations import Operation
from app.setup.checklist_schemas import CustomerInstructions, CustomerMail, CustomerStep, Item, WebService
from app.setup.steps import TITLES, StepCode

TEMPLATE_TYPES: Final = ("Master Bedrijfslogin", "Master Client")
TABS: Final = {operations.COMPANY: "Company Services", operations.EMPLOYEE: "Employee Services"}
#: The steps in which web services are switched on.
SWITCHED_ON: Final = {
    StepCode.COMPANY_SERVICES: operations.COMPANY,
    StepCode.EMPLOYEE_SERVICES: operations.EMPLOYEE,
}

ITEMS: Final = (
    ("username", True, "het e-mailadres van de gebruiker", "the e-mail address of the user"),
    ("token", False, "het API-token van de gebruiker", "the API token of the user"),
    (
        "domain", True,
        "het domein van de omgeving, dus wat voor .nmbrs.nl staat",
        "the domain of the environment, which is what stands before .nmbrs.nl",
    ),
    (
        "report_recipients", True,
        "een of meer e-mailadressen die de logverslagen mogen ontvangen",
        "one or more e-mail addresses that may receive the log reports",
    ),
    (
        "authorised_employer_count", True,
        "het aantal werkgevers waarvoor de gebruiker is geautoriseerd",
        "the number of employers for which the user is authorised",
    ),
)  # fmt: skip

_STEPS: Final = [code for code, title in TITLES.items() if title.section == 2]
_SUBJECT: Final = "Nmbrs koppelen aan Xpert Suite"
_BEFORE: Final = """Beste relatie,

Om afdelingen, werknemers en verzuim uit Nmbrs over te nemen in Xpert Suite is een gebruiker in Nmbrs nodig
die kan lezen wat daarvoor nodig is, en niets anders. Wilt u die aanmaken? Het gaat in deze stappen:
"""
_AFTER: Final = """
Wilt u deze e-mail daarna beantwoorden met:
{items}

Stuur het token niet mee, ook niet in een bijlage of chat: wie het heeft, kan er gegevens van uw werknemers
mee lezen, net als met een wachtwoord. We spreken met u af hoe het veilig bij ons komt, bijvoorbeeld
telefonisch of via een beveiligde omgeving.

Met vriendelijke groet,
"""


def switched_on(code: StepCode) -> list[Operation]:
    """The web services that are switched on in a step."""
    return [each for each in operations.PERMITTED if each.service == SWITCHED_ON.get(code)]


def instructions() -> CustomerInstructions:
    """All of it; the same for every customer."""
    return CustomerInstructions(
        steps=[_step(code) for code in _STEPS],
        template_types=list(TEMPLATE_TYPES),
        hand_over=[
            Item(name=name, what=Sentence(nl=nl, en=en), by_mail=by_mail) for name, by_mail, nl, en in ITEMS
        ],
        mail=CustomerMail(subject=_SUBJECT, body=_body()),
    )


def _step(code: StepCode) -> CustomerStep:
    services = [
        WebService(tab=TABS[each.service], operation=each.name, also_written=ALSO_WRITTEN.get(each.name))
        for each in switched_on(code)
    ]
    return CustomerStep(manual=TITLES[code].manual or "", title=TITLES[code].sentence, operations=services)


def _body() -> str:
    lines = [_BEFORE]
    for number, code in enumerate(_STEPS, start=1):
        lines.append(f"{number}. {TITLES[code].nl}")
        lines += [f"   - {_written(each)}" for each in switched_on(code)]
    items = "\n".join(f"- {nl}:" for _, by_mail, nl, _ in ITEMS if by_mail)
    return "\n".join(lines) + "\n" + _AFTER.format(items=items)


def _written(operation: Operation) -> str:
    other = ALSO_WRITTEN.get(operation.name)
    return f"{operation.name} (ook geschreven als {other})" if other else operation.name
