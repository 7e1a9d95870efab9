"""The answers that tell what there is to do for an account: by the customer, and by the administrator."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from app.accounts.check_schemas import Sentence
from app.runs.message import Actor
from app.setup.steps import State, StepCode
from app.web import Schema


class WebService(Schema):
    """One of the seventeen that the customer switches on."""

    tab: str = Field(description="The filter in the API settings of the template")
    operation: str = Field(description="The name of the web service at Nmbrs")
    also_written: str | None = Field(description="How the manual writes it, where that differs")


class Item(Schema):
    """One of the five that the customer hands over."""

    name: str
    what: Sentence
    by_mail: bool = Field(description="False: never by mail; agree on a safe way")


class CustomerStep(Schema):
    """A step in Nmbrs."""

    manual: str = Field(description="Its number in the manual")
    title: Sentence
    operations: list[WebService] = Field(
        description="What is switched on in this step; everything else is off"
    )


class CustomerMail(Schema):
    """A text to send the customer, in Dutch. There is no place for the token in it."""

    subject: str
    body: str


class CustomerInstructions(Schema):
    """What the customer does in Nmbrs (manual, section 2), and what he hands over."""

    steps: list[CustomerStep]
    template_types: list[str] = Field(description="Either of these, in step 4")
    hand_over: list[Item]
    mail: CustomerMail


class EmployerLeft(Schema):
    """An employer for which a step is still to do."""

    employer_id: str
    name: str


class Step(Schema):
    """One step, and how it stands now."""

    code: StepCode
    manual: str | None = Field(description="Its number in the manual; null: a step of our own")
    actor: Actor = Field(description="Who takes it")
    title: Sentence
    state: State = Field(
        description="`unknown`: nothing that we can see says whether it was done; `not_needed`: not here"
    )
    evidence: Sentence = Field(description="What shows it")
    next_step: Sentence | None = Field(description="What to do now, if anything")
    employers: list[EmployerLeft] = Field(description="The employers for which it is still to do")


class Section(Schema):
    """A section of the manual."""

    number: int
    title: Sentence
    steps: list[Step]


class Checklist(Schema):
    """Everything there is to do for an account, in the order of the manual, and how it stands now."""

    account_id: str
    account_name: str
    checked_at: datetime
    ready: bool = Field(description="No step is left to do")
    states: dict[State, int] = Field(description="How many steps stand how")
    sections: list[Section]
    customer: CustomerInstructions
    help_desk_text: str = Field(
        description="Section 5, option 2: what to tell the help desk, in Dutch; empty without a mapping"
    )
    help_desk_text_en: str = Field(description="The same in English, to read along")
