"""Bodies of the control API about moves, contracts, schedules, salaries and their tables."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from emulator.control_requests import Body, PlaceFields
from emulator.payroll_period import PayrollPeriod
from emulator.places import AddressKind

Hours = Annotated[Decimal, Field(ge=0, le=24)]
Money = Annotated[Decimal, Field(ge=0)]


class Since(Body):
    """From which payroll period on; by default the current one."""

    year: int | None = None
    period: Annotated[int, Field(ge=1, le=53)] | None = None

    def start(self, current: PayrollPeriod) -> PayrollPeriod:
        return PayrollPeriod(self.year or current.year, self.period or current.number)


class Emptying(Since):
    into: int


class NewAddress(Since, PlaceFields):
    kind: AddressKind = "HomeAddress"


class NewContract(Body):
    """With the id of a contract of the same employee it is entered once more."""

    start: date
    end: date | None = None
    contract_id: int | None = None
    trial_end: date | None = None
    nature: int = 1
    income_relation: int = 1
    indefinite: bool | None = None
    phase: int | None = None
    written: bool | None = None
    hours_per_week: Annotated[Decimal, Field(ge=0, le=168)] | None = None


class NewSchedule(Body):
    """Hours of one week or of two; without hours they follow from the part and the company's day."""

    start: date | None
    part_time: Annotated[Decimal, Field(ge=0)] = Decimal(1)
    hours: Annotated[list[Hours], Field(min_length=7, max_length=14)] | None = None


class NewSalary(Body):
    """What is left out is as in the row before. With a scale the amount is the table's."""

    start: date | None
    amount: Money | None = None
    kind: int | None = None
    table: int | None = None
    scale: str | None = None
    step: str | None = None


class NewSalaryTable(Body):
    """Per scale either an amount, or an amount per step."""

    description: str = "Loontabel"
    scales: dict[str, Money | dict[str, Money]]


class Increase(Body):
    percentage: Decimal
