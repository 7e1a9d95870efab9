"""Bodies of configurations. What the connector cannot do yet is not in them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, Strict, StringConstraints

from app.errors import Invalid
from app.fields import Day, Flag, Line
from app.web import Schema
from app.writing import UNSENT, Patch

DISCOVERY: Final = "nmbrs_employer_codes"
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _not_custom(mapping: object) -> object:
    if mapping == "custom":
        raise Invalid("MAPPING_NOT_AVAILABLE", field="body.mapping")
    return mapping


def _days_once(days: list[str]) -> list[str]:
    if len(set(days)) < len(days):
        raise Invalid("SCHEDULE_REPEATED", field="body.weekdays")
    return sorted(days, key=DAYS.index)


def _times_once(times: list[str]) -> list[str]:
    if len(set(times)) < len(times):
        raise Invalid("SCHEDULE_REPEATED", field="body.times")
    return sorted(times)


def _depends_on_option(schema: dict[str, Any]) -> None:
    """A client that fills in defaults would send them with a discovery, which refuses them."""
    del schema["default"]


def _codes_once(codes: list[str]) -> list[str]:
    return sorted(set(codes))


Option = Literal["nmbrs_employee", "nmbrs_employer_codes"]
MailLevel = Annotated[
    Literal["failures", "warnings", "all", "all_with_metadata"],
    Field(description="From which lines on a report is mailed; `all_with_metadata` always mails"),
]
Weekdays = Annotated[
    list[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]],
    Field(max_length=7),
    AfterValidator(_days_once),
]
Times = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]],
    Field(max_length=3, description="At most three a day, in Dutch time; none: only when asked for"),
    AfterValidator(_times_once),
]
Mapping = Annotated[Literal["standard"], BeforeValidator(_not_custom)]
Months = Annotated[int, Strict(), Field(ge=1, le=120, description="How far back absence is compared")]
FromDate = Annotated[Day | None, Field(description="Not before this day; the later of the two holds")]
Future = Annotated[bool, Strict(), Field(description="Also import who has not started yet")]
StoreBsn = Annotated[bool, Strict(), Field(description="Keep the BSN, encrypted")]
LastDay = Annotated[bool, Strict(), Field(description="The end of an absence is the last day of sickness")]
DeleteAction = Annotated[
    Literal["pending_then_withdraw", "delete", "close", "ignore"],
    Field(
        description="What happens to an absence that Nmbrs delivers no more, proven by complete readings."
        " `pending_then_withdraw`: withdrawn by the second run that misses it. `close`: closed by that"
        " second run, and kept. `delete`: withdrawn by the first run that misses it. `ignore`: kept, and"
        " named in every report"
    ),
]
Contact = Annotated[
    Literal["never", "always", "when_delivered"],
    Field(
        description="E-mail addresses and telephone numbers. `never`: not imported. `always`: Nmbrs leads,"
        " and what is empty there is emptied. `when_delivered`: only what is filled in there, nothing is"
        " emptied"
    ),
]
Leavers = Annotated[
    bool,
    Strict(),
    Field(
        description="Also import who has left and is not known yet, if there is absence in the history."
        " Costs a call per leaver where Nmbrs does not allow the absence of everybody at once"
    ),
]


class EmployeeType(Schema):
    """How one employee type of Nmbrs is taken."""

    description: Line = Field(description="The text of the type at Nmbrs; case and spaces do not matter")
    imported_as: Literal["active", "future", "left"] | None = Field(
        description="Works here, will work here, or has left; null: these people are not imported"
    )


def _types_once(types: list[EmployeeType]) -> list[EmployeeType]:
    texts = ["".join(filter(str.isalnum, each.description.casefold())) for each in types]
    if len(set(texts)) < len(texts):
        raise Invalid("EMPLOYEE_TYPE_REPEATED", field="body.settings.employee_types")
    return types


EmployeeTypes = Annotated[
    list[EmployeeType],
    Field(
        max_length=50,
        description="Employee types that are taken otherwise than usual: payroll, former payroll and new"
        " hires come in, everybody else stays out. Applicants always do",
    ),
    AfterValidator(_types_once),
]
ExcludedCompanies = Annotated[
    list[Line],
    Field(
        max_length=1000,
        description="Employer codes (the Id at Nmbrs) of companies that are left out, also when the account"
        " may touch them. What was imported of them before stays as it is",
    ),
    AfterValidator(_codes_once),
]


class Settings(Schema):
    """How employees and absence are imported."""

    history_months: Months = 24
    history_from_date: FromDate = None
    include_future_employees: Future = True
    include_leavers_with_absence: Leavers = False
    contact_mode: Contact = "when_delivered"
    employee_types: EmployeeTypes = Field(default=[])
    store_bsn: StoreBsn = False
    source_end_is_last_sick_day: LastDay = True
    absence_delete_action: DeleteAction = "pending_then_withdraw"
    excluded_companies: ExcludedCompanies = Field(default=[])


class SettingsPatch(Patch):
    """The settings that change; the others stay."""

    history_months: Months = UNSENT
    history_from_date: FromDate = None
    include_future_employees: Future = UNSENT
    include_leavers_with_absence: Leavers = UNSENT
    contact_mode: Contact = UNSENT
    employee_types: EmployeeTypes = UNSENT
    store_bsn: StoreBsn = UNSENT
    source_end_is_last_sick_day: LastDay = UNSENT
    absence_delete_action: DeleteAction = UNSENT
    excluded_companies: ExcludedCompanies = UNSENT


class NoSettings(Schema):
    """The discovery of employer codes has none."""


Tick = Annotated[
    Flag,
    Field(
        description="On for an import unless told otherwise; a discovery has none",
        json_schema_extra=_depends_on_option,
    ),
]
EXAMPLE: Final[dict[str, Any]] = {
    "data_stream": "Testbedrijf werknemers en verzuim",
    "option": "nmbrs_employee",
    "import_departments": True,
    "import_employees": True,
    "import_absence": True,
    "mail_level": "warnings",
    "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"],
    "times": ["06:30", "12:30"],
    "settings": {"history_months": 24},
}


class ConfigurationCreate(Schema):
    """A data flow of an account. The option never changes, and decides the `configuration`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                EXAMPLE,
                {"data_stream": "Werkgevercodes", "option": DISCOVERY, "mail_level": "all_with_metadata"},
            ]
        }
    )
    data_stream: Line = Field(description="A recognisable name, once per account")
    option: Option
    import_departments: Tick = True
    import_employees: Tick = True
    import_absence: Tick = True
    import_wages: Flag = False
    mail_level: MailLevel
    weekdays: Weekdays = Field(default=[])
    times: Times = Field(default=[])
    mapping: Mapping = "standard"
    settings: Settings = Field(
        default=Settings(),
        json_schema_extra=_depends_on_option,
        description="How an import goes; a discovery has none",
    )


class ConfigurationPatch(Patch):
    """What changes of a configuration."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"times": ["06:30"], "settings": {"history_months": 12}}]}
    )
    data_stream: Line = UNSENT
    import_departments: Flag = UNSENT
    import_employees: Flag = UNSENT
    import_absence: Flag = UNSENT
    import_wages: Flag = UNSENT
    mail_level: MailLevel = UNSENT
    weekdays: Weekdays = UNSENT
    times: Times = UNSENT
    mapping: Mapping = UNSENT
    settings: SettingsPatch = UNSENT


class Configuration(Schema):
    """A configuration as callers see it."""

    id: str
    account_id: str
    data_stream: str
    option: Option
    configuration: Option = Field(description="Follows the option")
    import_departments: bool
    import_employees: bool
    import_absence: bool
    import_wages: bool
    mail_level: MailLevel
    weekdays: list[str]
    times: list[str]
    mapping: Mapping
    settings: Settings | NoSettings
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
