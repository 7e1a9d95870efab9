"""On what terms people work: contracts, schedules, salaries, and the tables salaries may come from."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

DAYS_OF_A_ROSTER: Final = 14
FULL_TIME: Final = Decimal(1)
ON_CALL: Final = Decimal(0)
_CENT: Final = Decimal("0.01")


@dataclass(slots=True, repr=False)
class Contract:
    """One row. Rows may share an id: the contract was entered again, and the later entry counts."""

    id: int
    created_at: datetime
    start: date
    end: date | None
    trial_end: date | None = None
    nature: int = 1
    income_relation: int = 1
    indefinite: bool | None = None
    phase: int | None = None
    written: bool | None = None
    hours_per_week: Decimal | None = None


@dataclass(slots=True, repr=False)
class Schedule:
    """Hours on fourteen days. `part_time` is a fraction; null dates become year 1 on the wire."""

    id: int
    hours: tuple[Decimal, ...]
    part_time: Decimal
    start: date | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A scale of a salary table and, where the scale has steps, one of them."""

    table: int
    scale: str
    step: str | None = None


@dataclass(slots=True, repr=False)
class Salary:
    """One row. With a `place` the amount is what the table says now, whatever it was at the time."""

    id: int
    kind: int
    amount: Decimal
    start: date | None
    created_at: datetime | None
    place: TablePlace | None = None


@dataclass(slots=True, repr=False)
class Scale:
    name: str
    description: str
    amount: Decimal
    steps: dict[str, Decimal] = field(default_factory=dict)


@dataclass(slots=True, repr=False)
class SalaryTable:
    code: int
    description: str
    scales: dict[str, Scale] = field(default_factory=dict)

    def amount(self, place: TablePlace) -> Decimal:
        """Tell what somebody in this place earns today."""
        scale = self.scales[place.scale]
        return scale.amount if place.step is None else scale.steps[place.step]

    def increase(self, percentage: Decimal) -> None:
        """Raise every amount; nobody gets a new row by it."""
        factor = 1 + percentage / 100
        for scale in self.scales.values():
            scale.amount = (scale.amount * factor).quantize(_CENT)
            scale.steps = {name: (amount * factor).quantize(_CENT) for name, amount in scale.steps.items()}
