"""Bodies of the control API. What a body leaves out is made up or stays as it was; null means null."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from emulator.faults import Kind
from emulator.payroll_period import PayrollPeriod, PeriodType
from emulator.world import PartTimeUnit

Percentage = Annotated[int, Field(ge=0, le=100)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    def given(self) -> dict[str, object]:
        """Only what the caller wrote, so that null and absent differ."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Reset(Body):
    seed: int = 1
    companies: Annotated[int, Field(ge=0)] = 4
    employees: Annotated[int, Field(ge=0)] = 60
    today: date | None = None


class Today(Body):
    today: date


class PlaceFields(Body):
    street: str | None = None
    house_number: str | None = None
    addition: str | None = None
    postal_code: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = "NL"


class BankAccountFields(Body):
    iban: str | None = None
    bic: str | None = None
    number: str | None = None
    city: str | None = None
    name: str | None = None
    description: str | None = None


class EmployerFields(Body):
    """What Nmbrs keeps about a company itself: null, or false, takes it away; what is left out stays."""

    address: PlaceFields | None = None
    bank_account: BankAccountFields | None = None
    full_time_day: Annotated[Decimal, Field(gt=0, le=24)] | None = None
    social_security: bool | None = None
    part_time_unit: PartTimeUnit | None = None

    def given(self) -> dict[str, object]:
        told = super().given()
        for name in ("address", "bank_account"):
            of = told.get(name)
            if isinstance(of, Body):
                told[name] = of.model_dump()
        return told


class NewCompany(EmployerFields):
    name: str
    number: int | None = None
    period_type: PeriodType = "Month"
    visible: bool = True


class Period(Body):
    year: int
    period: Annotated[int, Field(ge=1, le=53)]


class CompanyChange(EmployerFields):
    name: str | None = None
    number: int | None = None
    visible: bool | None = None
    current_period: Period | None = None

    def given(self) -> dict[str, object]:
        told = super().given()
        if self.current_period:
            told["current_period"] = PayrollPeriod(self.current_period.year, self.current_period.period)
        return told


class NewUnit(Body):
    """A department or a job."""

    description: str
    code: int | None = None


class UnitChange(Body):
    description: str | None = None
    code: int | None = None


class EmployeeFields(Body):
    """What can be told about an employee, at hire and later."""

    first_name: str | None = None
    last_name: str | None = None
    initials: str | None = None
    prefix: str | None = None
    nickname: str | None = None
    gender: str | None = None
    birthday: date | None = None
    bsn: str | None = None
    partner_prefix: str | None = None
    partner_last_name: str | None = None
    name_order: str | None = None
    marital_status: str | None = None
    email_work: str | None = None
    title: str | None = None
    place_of_birth: str | None = None
    phone_private: str | None = None
    phone_work: str | None = None
    mobile_private: str | None = None
    mobile_work: str | None = None
    email_private: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    department_id: int | None = None
    job_id: int | None = None
    employee_type: str | None = None
    personnel_number: int | None = None


class Hire(EmployeeFields):
    """`complete` makes up a job, contract, schedule, salary and address as well.

    Not `recorded` leaves the person out of the bulk answer, though he can be asked for.
    """

    employee_type: str | None = "Payroll"
    complete: bool = False
    recorded: bool = True


class EmployeeChange(EmployeeFields):
    """`year` and `period` say from when a change counts; by default from the current period on."""

    year: int | None = None
    period: Annotated[int, Field(ge=1, le=53)] | None = None


class Leave(Body):
    end_date: date
    employee_type: str = "Former payroll"


class Rehire(Body):
    start_date: date
    end_date: date | None = None
    employee_type: str = "Payroll"
    parallel: bool = False


class NewAbsence(Body):
    start: date
    percentage: Percentage = 100
    end: date | None = None
    dossier: str | None = "Ziekte"
    dossier_number: int | None = None
    comment: str | None = None
    registered: date | None = None


class AbsenceChange(Body):
    start: date | None = None
    end: date | None = None
    percentage: Percentage | None = None
    dossier: str | None = None
    comment: str | None = None


class PartialRecovery(Body):
    from_: Annotated[date, Field(alias="from")]
    percentage: Percentage


class Recovery(Body):
    last_day: date


class UserSetting(Body):
    """`company_ids` null means every visible company."""

    token: str
    domain: str
    company_ids: list[int] | None = None
    denied_operations: list[str] = []
    extra_operations: list[str] = []


class EmployeeTypes(Body):
    """The list EmployeeType_GetList answers: id to description."""

    types: dict[int, str]


class NewFault(Body):
    kind: Kind
    operation: str | None = None
    company_id: int | None = None
    employee_id: int | None = None
    after: Annotated[int, Field(ge=0)] = 0
    times: Annotated[int, Field(ge=1)] | None = None
    seconds: Annotated[float, Field(ge=0)] | None = None
    text: str | None = None
