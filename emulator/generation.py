"""Make a believable world out of a seed: the same seed, sizes and day give the same world."""

from datetime import date, timedelta
from random import Random

from emulator import absence_history, ids, names, people
from emulator.careers import new_employment, place
from emulator.furnishing import furnish
from emulator.moments import entered
from emulator.payroll_period import PeriodType
from emulator.world import Company, Department, Employee, World

# Parts of a hundred employees that are not simply at work; the small numbers vanish in tiny companies.
_SHARES = (("Former payroll", 7), ("New hire", 4), ("External", 2))
# Applicants come on top: they are not employees.
_EXTRA_SHARES = (("Applicant", 5), ("Rejected applicant", 2))
_COMPANIES_BEFORE_ONE_IS_HIDDEN = 4


def generate(seed: int, companies: int, employees: int, today: date) -> World:
    """Fill a world. Of four companies or more, the last is hidden from the demo user."""
    random = Random(seed)  # noqa: S311 - believable, not secret
    world = World(seed=seed, today=today)
    deck = absence_history.Deck()
    for index in range(companies):
        company = _company(world, random, index)
        last = index == companies - 1
        company.visible = not (last and companies >= _COMPANIES_BEFORE_ONE_IS_HIDDEN)
        _staff(world, random, company, employees)
        absence_history.add(world, random, company, deck)
    furnish(world, employees)
    return world


def _company(world: World, random: Random, index: int) -> Company:
    name = names.COMPANY_NAMES[index % len(names.COMPANY_NAMES)]
    if index >= len(names.COMPANY_NAMES):
        name = f"{name} {index // len(names.COMPANY_NAMES) + 1}"
    period_type: PeriodType = "Week4" if index % 3 == 1 else "Month"
    company_id = ids.new(world, "company")
    company = Company(company_id, 100 + 10 * index, name, period_type)
    world.companies[company_id] = company
    for position, description in enumerate(random.sample(names.DEPARTMENT_NAMES, 7)):
        department_id = ids.new(world, "department")
        department = Department(department_id, 10 * (position + 1), description)
        company.departments[department_id] = department
    return company


def _staff(world: World, random: Random, company: Company, employees: int) -> None:
    kinds = [kind for kind, share in _SHARES for _ in range(employees * share // 100)]
    kinds += ["Payroll"] * (employees - len(kinds))
    kinds += [kind for kind, share in _EXTRA_SHARES for _ in range(employees * share // 100)]
    random.shuffle(kinds)
    for number, kind in enumerate(kinds, start=1):
        employee = new_employee(world, random, company, (kind, number))
        _give_past(world, random, company, employee)


def new_employee(world: World, random: Random, company: Company, position: tuple[str, int]) -> Employee:
    """Put a made-up person without any past into a company, as (employee type, personnel number)."""
    kind, number = position
    employee_id = ids.new(world, "employee")
    person = people.person(random, world.today, ids.new(world, "person"))
    employee = Employee(employee_id, company.id, number, kind, person)
    world.add_employee(employee)
    return employee


def _give_past(world: World, random: Random, company: Company, employee: Employee) -> None:
    today = world.today
    if employee.employee_type == "New hire":
        _employ(world, random, employee, today + timedelta(days=random.randint(5, 60)), None)
    elif employee.employee_type == "Former payroll":
        end = today - timedelta(days=random.randint(3, 540))
        _employ(world, random, employee, end - timedelta(days=random.randint(90, 3000)), end)
    elif employee.employee_type == "Payroll":
        start = today - timedelta(days=random.randint(1, 4400))
        if random.random() < 0.06:
            left = start - timedelta(days=random.randint(100, 700))
            _employ(world, random, employee, left - timedelta(days=800), left)
        _employ(world, random, employee, start, None)
    elif employee.employee_type != "External":
        return  # an applicant has neither employment nor department
    if random.random() > 0.03:
        place(world, random, company, employee)


def _employ(world: World, random: Random, employee: Employee, start: date, end: date | None) -> None:
    employment = new_employment(world, start, end, entered(random, start))
    if employee.employments:
        employment.initial_start = employee.employments[0].initial_start
    employee.employments.append(employment)
