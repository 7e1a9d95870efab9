"""Bodies of the control API. What a body leaves out is made up or stays as it was; null means null."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from emulator.faults import Kind
from emulator.payroll_period import PayrollPeriod, PeriodType

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


class NewCompany(Body):
    name: str
    number: int | None = None
    period_type: PeriodType = "Month"
    visible: bool = True


class Period(Body):
    year: int
    period: Annotated[int, Field(ge=1, le=53)]


class CompanyChange(Body):
    name: str | None = None
    number: int | None = None
    visible: bool | None = None
    current_period: Period | None = None

    def given(self) -> dict[str, object]:
        told = super().given()
        if self.current_period:
            told["current_period"] = PayrollPeriod(self.current_period.year, self.current_period.period)
        return told


class NewDepartment(Body):
    description: str
    code: int | None = None


class DepartmentChange(Body):
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
    start_date: date | None = None
    end_date: date | None = None
    department_id: int | None = None
    employee_type: str | None = None
    personnel_number: int | None = None


class Hire(EmployeeFields):
    employee_type: str | None = "Payroll"


class EmployeeChange(EmployeeFields):
    """`year` and `period` say from when a new department counts; by default the current period."""

    year: int | None = None
    period: Annotated[int, Field(ge=1, le=53)] | None = None


class Leave(Body):
    end_date: date
    employee_type: str = "Former payroll"


class Rehire(Body):
    start_date: date
    end_date: date | None = None
    employee_type: str = "Payroll"


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
