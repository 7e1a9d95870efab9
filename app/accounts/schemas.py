"""Bodies of accounts. The token comes in and never goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, EmailStr, Field, SecretStr, model_validator

from app import examples
from app.accounts.domain import normalised
from app.errors import Invalid
from app.fields import ONE_LINE, Count, Line, Reference
from app.web import Schema
from app.writing import UNSENT, Patch

NEEDED: Final = {"employer": "employer_id", "employer_group": "employer_group_id", "all_employers": None}


def _available(transport: object) -> object:
    if transport == "rest":
        raise Invalid("TRANSPORT_NOT_AVAILABLE", field="body.transport")
    return transport


def _stripped(token: SecretStr) -> SecretStr:
    plain = token.get_secret_value().strip()
    if not plain.isprintable():
        raise ValueError("a token has no control characters")
    return SecretStr(plain)


def _without_repeats(addresses: list[EmailStr]) -> list[EmailStr]:
    return list(dict.fromkeys(addresses))


Token = Annotated[
    SecretStr,
    AfterValidator(_stripped),
    Field(min_length=1, max_length=500, description="The API token; it is kept encrypted and never shown"),
]
Domain = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=ONE_LINE, description="`acme` of acme.nmbrs.nl"),
    AfterValidator(normalised),
]
Recipients = Annotated[
    list[EmailStr],
    Field(min_length=1, max_length=20, description="Who receive the log reports"),
    AfterValidator(_without_repeats),
]
Transport = Annotated[Literal["soap"], BeforeValidator(_available)]
Culture = Literal["nl-NL", "en-GB"]
EMPLOYER_COUNT: Final = "For how many employers the customer authorised the user at Nmbrs"


class Authorization(Schema):
    """Which employers the account may touch: one, a group, or all."""

    scope: Literal["employer", "employer_group", "all_employers"] = Field(
        description="`employer` is for one employer alone; for more, make a group and take `employer_group`"
    )
    employer_id: Reference | None = Field(default=None, description="With the scope `employer`, no other")
    employer_group_id: Reference | None = Field(
        default=None, description="With the scope `employer_group`, no other"
    )

    @model_validator(mode="after")
    def _exactly_its_reference(self) -> Self:
        for name in ("employer_id", "employer_group_id"):
            sent, needed = getattr(self, name) is not None, NEEDED[self.scope] == name
            field = f"body.authorization.{name}"
            if needed and not sent:
                raise Invalid("AUTHORIZATION_INCOMPLETE", field=field, scope=self.scope, reference=name)
            if sent and not needed:
                raise Invalid("AUTHORIZATION_TOO_MUCH", field=field, scope=self.scope, reference=name)
        return self


EXAMPLE: Final[dict[str, Any]] = {
    "name": "Testbedrijf via Nmbrs",
    "username": "koppeling@testbedrijf.example",
    "token": "the-token-from-nmbrs",
    "domain": "testbedrijf",
    "report_recipients": ["beheer@testbedrijf.example"],
    "authorization": {
        "scope": "employer_group",
        "employer_group_id": examples.GROUP,
    },
    "authorised_employer_count": 3,
}


class AccountCreate(Schema):
    """The five items the customer hands over (section 2, step 14), a name, and what may be touched."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    name: Line
    account_type: Literal["hr_system_api"] = "hr_system_api"
    hr_system: Literal["nmbrs"] = "nmbrs"
    transport: Transport = "soap"
    username: EmailStr = Field(description="The e-mail address of the user at Nmbrs")
    token: Token
    domain: Domain
    report_recipients: Recipients
    culture: Culture = Field(default="nl-NL", description="The language of the log reports")
    authorization: Authorization
    authorised_employer_count: Count | None = Field(default=None, description=EMPLOYER_COUNT)


class AccountPatch(Patch):
    """What changes of an account; its type and HR system never do."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Nmbrs Voorbeeldgroep",
                    "report_recipients": ["verzuimbeheer@voorbeeldgroep.example"],
                }
            ]
        }
    )
    name: Line = UNSENT
    transport: Transport = UNSENT
    username: EmailStr = UNSENT
    token: Token = UNSENT
    domain: Domain = UNSENT
    report_recipients: Recipients = UNSENT
    culture: Culture = UNSENT
    authorization: Authorization = UNSENT
    authorised_employer_count: Count | None = Field(default=None, description=EMPLOYER_COUNT)


class Account(Schema):
    """An account as callers see it."""

    id: str
    name: str
    account_type: Literal["hr_system_api"]
    hr_system: Literal["nmbrs"]
    transport: Literal["soap"]
    username: str
    token_set: Literal[True] = Field(description="A token is stored; it is never shown")
    domain: str
    report_recipients: list[str]
    culture: Culture
    authorization: Authorization
    authorised_employer_count: int | None
    state: Literal["ok", "needs_attention"]
    attention_code: str | None = Field(description="Why Nmbrs refuses the account, until that is changed")
    last_activity_at: datetime | None = Field(description="When its newest run last did something")
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
