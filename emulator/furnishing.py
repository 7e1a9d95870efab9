"""The rest of a generated company: its office, everybody's terms and households, and what is odd about it.

Out of a random sequence per company and subject, so that more of one thing changes nothing of another.
"""

from random import Random

from emulator import agreements, careers, households, odd_cases, offices
from emulator.odd_cases import LabelDeck
from emulator.world import Company, Employee, World

# Companies below this size hold nothing odd, so that a small world has no surprises.
LARGE = 40
_HOW_OFTEN_A_DATE_IS_MISSING = 97


def furnish(world: World, size: int) -> None:
    """Fill every company, to each of which `size` employees were given."""
    labels = LabelDeck()
    for index, company in enumerate(world.companies.values()):
        company.part_time_unit = "fraction" if index % 2 else "percent"
        offices.fit_out(world, _random(world, index, "office"), company, index)
        agreements.draw_up_tables(_random(world, index, "tables"), company)
        careers.offer_jobs(world, _random(world, index, "jobs"), company)
        if size >= LARGE:
            _make_odd(world, index, company, size, labels)
        _fill(world, index, company)
        if size >= LARGE:
            _lose_some_dates(company)


def complete(world: World, random: Random, company: Company, employee: Employee) -> None:
    """Give one employee everything that can be known about him besides his department."""
    households.make_reachable(random, employee.person, employee.id)
    households.settle(world, random, company, employee)
    if employee.employments:
        agreements.agree(world, random, company, employee)
    if employee.employments or employee.department_rows:
        careers.employ_as(world, random, company, employee)


def _fill(world: World, index: int, company: Company) -> None:
    random = _random(world, index, "employees")
    for employee in company.employees.values():
        complete(world, random, company, employee)


def _make_odd(world: World, index: int, company: Company, size: int, labels: LabelDeck) -> None:
    careers.let_leavers_return(world, _random(world, index, "returns"), company, 1 + size // 100)
    careers.overlap_employments(world, _random(world, index, "overlaps"), company, 1 + size // 50)
    odd_cases.add(world, _random(world, index, "absences"), company, size, labels)


def _lose_some_dates(company: Company) -> None:
    """Where a date cannot be null the vendor sends year 1: here and there, of the oldest row."""
    for position, employee in enumerate(company.employees.values()):
        remainder = position % _HOW_OFTEN_A_DATE_IS_MISSING
        dated = (employee.schedules, employee.salaries)[position % 2]
        if remainder in (5, 6) and dated:
            dated[0].start = None
        elif remainder in (7, 8) and dated:
            dated[0].created_at = None


def _random(world: World, index: int, subject: str) -> Random:
    return Random(f"{world.seed}/{index}/{subject}")  # noqa: S311 - believable, not secret
