"""On what terms made-up people work: contracts, schedules and salaries with history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Final

from emulator import ids
from emulator.moments import day_between, entered
from emulator.terms import FULL_TIME, ON_CALL, Contract, Salary, SalaryTable, Scale, Schedule, TablePlace
from emulator.world import Company, Employee, Employment, World

_EIGHT_HOURS: Final = Decimal("8")
# Written as people wrote them: the number of decimals means nothing.
_PARTS: Final = (FULL_TIME,) * 11 + tuple(
    Decimal(part) for part in ("0.9", "0.80", "0.8", "0.6", "0.50", "0.5", "0.4", "0")
)
_MONTHLY: Final = 1
_MONTHLY_PART_TIME: Final = 2
_HOURLY: Final = 3
_RARE_KINDS: Final = (0, 5, 7)
_AGENCY: Final = 11
_AGENCY_PHASES: Final = (1, 17, 18)
_CENT: Final = Decimal("0.01")


def draw_up_tables(random: Random, company: Company) -> None:
    """Two tables: one of scales with steps, one of scales alone."""
    scales = {}
    for number in range(1, 9):
        lowest = Decimal(1_950 + 260 * number)
        steps = {str(step): lowest + step * (55 + 5 * number) for step in range(8)}
        scales[str(number)] = Scale(str(number), f"Schaal {number}", lowest, steps)
    code = random.randint(100, 900)
    company.salary_tables[code] = SalaryTable(code, "Cao-loontabel", scales)
    fixed = {
        name: Scale(name, f"Functiegroep {name}", Decimal(2_400 + 777 * place))
        for place, name in enumerate("ABCD")
    }
    company.salary_tables[code + 1] = SalaryTable(code + 1, "Vaste bedragen", fixed)


def agree(world: World, random: Random, company: Company, employee: Employee) -> None:
    """Give somebody who is or was employed contracts, schedules and salaries; a few lack one of them."""
    part = random.choice(_PARTS)
    day = full_time_day(company)
    if random.random() > 0.03:
        for number, employment in enumerate(employee.employments, start=1):
            _contracts(world, random, employee, employment, number, day * 5 * part)
    if random.random() > 0.03:
        _schedules(world, random, employee, day, part)
    if random.random() > 0.03:
        _salaries(world, random, company, employee, part)


def full_time_day(company: Company) -> Decimal:
    """Tell how long a day is in the company's first schedule."""
    schedules = company.employer.schedules
    return schedules[0].hours[0] if schedules else _EIGHT_HOURS


@cache
def roster(day: Decimal, part: Decimal, *, alternating: bool = False) -> tuple[Decimal, ...]:
    """Spread a part of full time over two weeks, which differ where the roster alternates."""
    extra = Decimal("0.5") if alternating and Decimal("0.4") <= part <= Decimal("0.8") else Decimal(0)
    return (*_week(day, part * 5 + extra), *_week(day, part * 5 - extra))


def _week(day: Decimal, days: Decimal) -> Iterator[Decimal]:
    for _ in range(7):
        today = min(max(days, Decimal(0)), Decimal(1))
        yield day if today == 1 else day * today
        days -= 1


def _contracts(
    world: World, random: Random, employee: Employee, employment: Employment, number: int, hours: Decimal
) -> None:
    """One after another within an employment; some are entered a second time under the same id."""
    agency = random.random() < 0.04
    start = employment.start
    for end in _ends(random, employment):
        contract = Contract(
            id=ids.new(world, "contract"),
            created_at=entered(random, start),
            start=start,
            end=end,
            trial_end=start + timedelta(days=30) if random.random() < 0.3 else None,
            nature=_AGENCY if agency else 1,
            income_relation=number,
            indefinite=end is None or end == employment.end,
            phase=random.choice(_AGENCY_PHASES) if agency else None,
            written=random.choice((True, True, True, False, None)),
            hours_per_week=random.choice((hours, hours, hours.quantize(_CENT), None)),
        )
        employee.contracts.append(contract)
        if random.random() < 0.08:
            again = contract.created_at + timedelta(days=random.randint(1, 60), minutes=7)
            employee.contracts.append(replace(contract, created_at=again, written=True))
        if end:
            start = end + timedelta(days=1)


def _ends(random: Random, employment: Employment) -> Iterator[date | None]:
    """When contracts end: up to two of a year, then the one that lasts as long as the employment."""
    start = employment.start
    for _ in range(random.choice((0, 0, 1, 2))):
        end = start + timedelta(days=364)
        if end >= (employment.end or date.max):
            break
        yield end
        start = end + timedelta(days=1)
    yield employment.end


def _schedules(world: World, random: Random, employee: Employee, day: Decimal, part: Decimal) -> None:
    since = employee.employments[0].start
    starts = [since]
    if since < world.today and random.random() < 0.2:
        starts.append(day_between(random, since, world.today))
    for start in starts:
        # What somebody works now comes last.
        now = part if start is starts[-1] else random.choice(_PARTS)
        hours = roster(day, now, alternating=random.random() < 0.3)
        row = Schedule(ids.new(world, "schedule"), hours, now, start, entered(random, start))
        employee.schedules.append(row)


def _salaries(world: World, random: Random, company: Company, employee: Employee, part: Decimal) -> None:
    """A first salary and some raises: a step up where there is a table, else an amount more."""
    in_table = part != ON_CALL and bool(company.salary_tables) and random.random() < 0.6
    kind = _kind(random, part, in_table=in_table)
    amount = Decimal(random.randint(1_400, 3_900) if kind == _HOURLY else random.randint(220_000, 690_000))
    table = random.choice(list(company.salary_tables.values())) if in_table else None
    scale = random.choice(list(table.scales.values())) if table else None
    for position, start in enumerate(_raises(world, employee)):
        value = (amount * Decimal("1.03") ** position / 100).quantize(_CENT)
        row = Salary(ids.new(world, "salary"), kind, value, start, entered(random, start))
        if table and scale:
            steps = list(scale.steps)
            row.place = TablePlace(table.code, scale.name, steps[position] if steps else None)
        employee.salaries.append(row)
    if random.random() < 0.03:
        # Two rows from one day: the later one was entered to correct the earlier.
        wrong = employee.salaries[-1]
        typed = entered(random, world.today) + timedelta(days=20)
        right = replace(wrong, id=ids.new(world, "salary"), amount=wrong.amount + 10, created_at=typed)
        employee.salaries.append(right)


def _raises(world: World, employee: Employee) -> list[date]:
    """The first day, and new year's days since, of the last years only."""
    since = employee.employments[0].start
    last = min(employee.employments[-1].end or world.today, world.today)
    days = [date(year, 1, 1) for year in range(last.year - 2, last.year + 1)]
    return [since, *(day for day in days if since < day <= last)]


def _kind(random: Random, part: Decimal, *, in_table: bool) -> int:
    if part == ON_CALL:
        return _HOURLY
    if in_table:
        return _MONTHLY
    if random.random() < 0.05:
        return random.choice(_RARE_KINDS)
    monthly = _MONTHLY if part == FULL_TIME else _MONTHLY_PART_TIME
    return random.choice((monthly, monthly, _HOURLY))
