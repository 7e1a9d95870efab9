"""What Nmbrs keeps about a company itself: address, bank account, full-time schedules, social security."""

from dataclasses import dataclass, field
from decimal import Decimal

from emulator.places import Place


@dataclass(slots=True, repr=False)
class CompanyAddress:
    id: int
    place: Place


@dataclass(slots=True, repr=False)
class BankAccount:
    id: int
    number: str | None
    iban: str | None
    bic: str | None
    city: str | None
    name: str | None
    description: str | None = None
    kind: str = "Bankrekening1"


@dataclass(slots=True, repr=False)
class FullTimeSchedule:
    """Hours on fourteen days, and how a payroll period's hours follow from them."""

    hours: tuple[Decimal, ...]
    calculation: str = "Hours52WeeksDevidedPeriods"


@dataclass(slots=True, repr=False)
class Coded:
    code: int
    description: str | None


@dataclass(slots=True, repr=False)
class SocialSecurity:
    sector: Coded
    risk_group: Coded
    labour_agreement: Coded
    employee_share: Decimal = Decimal("0.00")
    employer_share: Decimal = Decimal("0.00")
    self_insured_wga: bool = False
    self_insured_wao: bool = False
    self_insured_sickness: bool = False


@dataclass(slots=True, repr=False)
class Employer:
    """Any of it may be missing; then Nmbrs answers without a result."""

    address: CompanyAddress | None = None
    bank_account: BankAccount | None = None
    schedules: list[FullTimeSchedule] = field(default_factory=list)
    social_security: SocialSecurity | None = None
