"""Addresses of employees: what is where, of which kind, from which payroll period to which."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from emulator.payroll_period import PayrollPeriod

AddressKind = Literal["HomeAddress", "PostAddress", "AbsenceAddress", "HolidaysAddress", "WeekendAddress"]
ADDRESS_KINDS: Final[tuple[AddressKind, ...]] = get_args(AddressKind)


@dataclass(slots=True, repr=False)
class Place:
    street: str | None
    house_number: str | None
    addition: str | None
    postal_code: str | None
    city: str | None
    province: str | None = None
    country: str | None = "NL"


@dataclass(slots=True, repr=False)
class Address:
    """Where somebody can be found; `end` is the last period in which that holds."""

    id: int
    kind: AddressKind
    place: Place
    start: PayrollPeriod
    end: PayrollPeriod | None
    created_at: datetime

    def holds_in(self, period: PayrollPeriod) -> bool:
        return self.start <= period and (self.end is None or period <= self.end)
