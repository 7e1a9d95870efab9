"""The state of the pretended Nmbrs environment: companies, people, what they do, users.

Plain data in memory. No class has a telling repr: names, dates, labels and tokens are never printed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from threading import RLock
from typing import Literal

from emulator.employer import Employer
from emulator.payroll_period import PayrollPeriod, PeriodType, period_of
from emulator.places import Address
from emulator.terms import Contract, Salary, SalaryTable, Schedule

# The ids have a gap on purpose: only 2 and 4 are attested, and no client may count on them.
EMPLOYEE_TYPES = {
    0: "Applicant",
    1: "New hire",
    2: "Payroll",
    4: "Former payroll",
    5: "External",
    6: "Former external",
    7: "Rejected applicant",
}


@dataclass(slots=True, repr=False)
class Department:
    id: int
    code: int
    description: str


@dataclass(slots=True, repr=False)
class DepartmentRow:
    """From `start` on, the employee is in this department, or in none, until the next row starts."""

    department_id: int | None
    start: PayrollPeriod
    created_at: datetime


@dataclass(slots=True, repr=False)
class Job:
    """What Nmbrs calls a function."""

    id: int
    code: int
    description: str


@dataclass(slots=True, repr=False)
class JobRow:
    """From `start` on, the employee has this job, or none, until the next row starts."""

    id: int
    job_id: int | None
    start: PayrollPeriod
    created_at: datetime


@dataclass(slots=True, repr=False)
class Employment:
    id: int
    start: date
    end: date | None
    initial_start: date
    created_at: datetime


@dataclass(slots=True, repr=False)
class Absence:
    """One part of a case: a percentage over dates. `end` is the last day of the part."""

    id: int
    dossier_number: int
    dossier: str
    percentage: int
    start: date
    end: date | None
    registered: date
    registered_end: date | None
    comment: str | None


@dataclass(slots=True, repr=False)
class Person:
    first_name: str
    initials: str
    prefix: str | None
    last_name: str
    nickname: str | None
    gender: str
    birthday: date | None
    bsn: str | None
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

    @property
    def display_name(self) -> str:
        return " ".join(filter(None, (self.first_name, self.prefix, self.last_name)))


@dataclass(slots=True, repr=False)
class PersonRow:
    """From `start` on, this is how the person is known, until the next row starts."""

    id: int
    person: Person
    start: PayrollPeriod
    created_at: datetime


@dataclass(slots=True, repr=False)
class Employee:
    """`person` is the newest of `person_rows`, or all there is where nothing dated was ever entered."""

    id: int
    company_id: int
    number: int
    employee_type: str
    person: Person
    employments: list[Employment] = field(default_factory=list)
    department_rows: list[DepartmentRow] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    person_rows: list[PersonRow] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    job_rows: list[JobRow] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    salaries: list[Salary] = field(default_factory=list)

    def person_in(self, period: PayrollPeriod) -> Person:
        """Find the row in force; before the first period there is only what that one says."""
        if not self.person_rows:
            return self.person
        first = min(row.start for row in self.person_rows)
        in_force = [row for row in self.person_rows if row.start <= max(period, first)]
        return max(in_force, key=lambda row: (row.start, row.created_at)).person


# What `ParttimePercentage` means differs, and nothing in an answer says so.
PartTimeUnit = Literal["percent", "fraction"]


@dataclass(slots=True, repr=False)
class Company:
    """`visible` is the filter on the API user: an invisible company exists but is not his."""

    id: int
    number: int
    name: str
    period_type: PeriodType
    visible: bool = True
    current_period: PayrollPeriod | None = None
    departments: dict[int, Department] = field(default_factory=dict)
    employees: dict[int, Employee] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)
    salary_tables: dict[int, SalaryTable] = field(default_factory=dict)
    employer: Employer = field(default_factory=Employer)
    part_time_unit: PartTimeUnit = "percent"


@dataclass(frozen=True, slots=True, repr=False)
class User:
    """`company_ids` None means every visible company.

    Operations are written with their plain names, those of services beside the usual two as
    `DebtorService/List_GetAll`. Extra ones are outside the template, and denied ones are denied anyhow.
    """

    username: str
    token: str
    domain: str
    company_ids: frozenset[int] | None = None
    denied_operations: frozenset[str] = frozenset()
    extra_operations: frozenset[str] = frozenset()

    def may_see(self, company: Company) -> bool:
        if self.company_ids is None:
            return company.visible
        return company.id in self.company_ids

    def may_call(self, service: str, operation: str, *, in_template: bool) -> bool:
        names = {f"{service}/{operation}"}
        if service in ("CompanyService", "EmployeeService"):
            names.add(operation)
        if names & self.denied_operations:
            return False
        return in_template or bool(names & self.extra_operations)


@dataclass(frozen=True, slots=True, repr=False)
class Debtor:
    """A customer of the environment's owner; companies hang under one."""

    id: int
    number: str
    name: str


DEMO_DEBTOR = Debtor(4_711, "1001", "Voorbeeldgroep")
DEMO_USER = User("api.demo@voorbeeldgroep.example", "DEMO-0000-TOKEN-0000", "voorbeeldgroep")


@dataclass(repr=False)
class World:
    """One environment. Whoever reads or changes it holds `lock`."""

    seed: int
    today: date
    companies: dict[int, Company] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=lambda: {DEMO_USER.username: DEMO_USER})
    employee_types: dict[int, str] = field(default_factory=lambda: dict(EMPLOYEE_TYPES))
    debtors: list[Debtor] = field(default_factory=lambda: [DEMO_DEBTOR])
    lock: RLock = field(default_factory=RLock)
    _last_ids: dict[str, int] = field(default_factory=dict)
    _company_of: dict[int, int] = field(default_factory=dict)
    _ticks: int = 0

    def new_id(self, kind: str, first: int) -> int:
        """Hand out the next id of a kind; ids are never used twice, not even after a removal."""
        stride = 1 + (self._last_ids.get(kind, 0) // 2 + self.seed) % 3
        number = self._last_ids[kind] + stride if kind in self._last_ids else first
        self._last_ids[kind] = number
        return number

    def taken(self, kind: str, number: int) -> None:
        """Keep a number that was chosen elsewhere from being handed out again."""
        self._last_ids[kind] = max(number, self._last_ids.get(kind, number))

    def now(self) -> datetime:
        """Give the moment of a change: today, later than every change before it."""
        self._ticks += 1
        return datetime.combine(self.today, time(9)) + timedelta(milliseconds=337 * self._ticks)

    def add_employee(self, employee: Employee) -> None:
        self.companies[employee.company_id].employees[employee.id] = employee
        self._company_of[employee.id] = employee.company_id

    def remove_employee(self, employee_id: int) -> None:
        del self.companies[self._company_of.pop(employee_id)].employees[employee_id]

    def company_of(self, employee_id: int) -> Company | None:
        company_id = self._company_of.get(employee_id)
        return None if company_id is None else self.companies[company_id]

    def employee(self, employee_id: int) -> Employee | None:
        company = self.company_of(employee_id)
        return company.employees[employee_id] if company else None

    def current_period(self, company: Company) -> PayrollPeriod:
        """Give the company's payroll period, which may lag behind the calendar when it was set so."""
        return company.current_period or period_of(self.today, company.period_type)
