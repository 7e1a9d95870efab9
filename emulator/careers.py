"""Where people work and as what: departments and jobs with history, and employments out of the ordinary."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from emulator import ids, names
from emulator.moments import day_between, entered
from emulator.payroll_period import period_of
from emulator.world import Company, DepartmentRow, Employee, Employment, Job, JobRow, World

_JOBS_OF_A_COMPANY = 8
_LONG_ENOUGH_AGO = timedelta(days=40)


def new_employment(world: World, start: date, end: date | None, created_at: datetime) -> Employment:
    return Employment(ids.new(world, "employment"), start, end, start, created_at)


def place(world: World, random: Random, company: Company, employee: Employee) -> None:
    """Put somebody in one department after another."""
    departments = list(company.departments)
    for day in _changes(world, random, employee, (0, 0, 1, 2)):
        period = period_of(day, company.period_type)
        rows = employee.department_rows
        if rows and rows[-1].start == period:
            continue
        rows.append(DepartmentRow(random.choice(departments), period, entered(random, day)))
    if random.random() < 0.03:
        # Two rows in one period: the later one was entered to correct the earlier.
        last = employee.department_rows[-1]
        typed = last.created_at + timedelta(hours=2)
        employee.department_rows.append(DepartmentRow(random.choice(departments), last.start, typed))


def offer_jobs(world: World, random: Random, company: Company) -> None:
    for position, description in enumerate(random.sample(names.JOB_NAMES, _JOBS_OF_A_COMPANY)):
        job = Job(ids.new(world, "job"), 5 * (position + 1), description)
        company.jobs[job.id] = job


def employ_as(world: World, random: Random, company: Company, employee: Employee) -> None:
    """Give somebody one job after another; a few have none, where the company has any."""
    jobs = list(company.jobs)
    if not jobs or random.random() < 0.03:
        return
    for day in _changes(world, random, employee, (0, 0, 0, 1, 2)):
        period = period_of(day, company.period_type)
        row = JobRow(ids.new(world, "job_row"), random.choice(jobs), period, entered(random, day))
        employee.job_rows.append(row)
    if random.random() < 0.05:
        last = employee.job_rows[-1]
        typed = last.created_at + timedelta(minutes=20)
        row = JobRow(ids.new(world, "job_row"), random.choice(jobs), last.start, typed)
        employee.job_rows.append(row)


def overlap_employments(world: World, random: Random, company: Company, count: int) -> None:
    """Let some have a second employment beside the first, and every other one a third that is over."""
    single = [
        each
        for each in company.employees.values()
        if each.employee_type == "Payroll" and len(each.employments) == 1 and not each.absences
    ]
    long_enough = [each for each in single if each.employments[0].start < world.today - _LONG_ENOUGH_AGO]
    for position, employee in enumerate(random.sample(long_enough, min(count, len(long_enough)))):
        first = employee.employments[0].start
        begun = day_between(random, first, world.today - timedelta(days=5))
        if position % 2 == 0:
            _add_employment(world, employee, begun, begun + timedelta(days=3))
        _add_employment(world, employee, begun, None)


def let_leavers_return(world: World, random: Random, company: Company, count: int) -> None:
    """Hire some who left again as if they had never been here: the same person with a new id."""
    gone = [
        each
        for each in company.employees.values()
        if each.employee_type == "Former payroll"
        and (each.employments[-1].end or world.today) < world.today - _LONG_ENOUGH_AGO
    ]
    number = max((each.number for each in company.employees.values()), default=0)
    for leaver in random.sample(gone, min(count, len(gone))):
        number += 1
        left = leaver.employments[-1].end or world.today
        again = Employee(ids.new(world, "employee"), company.id, number, "Payroll", replace(leaver.person))
        start = day_between(random, left + timedelta(days=20), world.today - timedelta(days=1))
        again.employments.append(new_employment(world, start, None, entered(random, start)))
        world.add_employee(again)
        place(world, random, company, again)


def _changes(world: World, random: Random, employee: Employee, how_many: tuple[int, ...]) -> list[date]:
    """Days on which something changed, of which the first is that of the first employment."""
    since = employee.employments[0].start if employee.employments else world.today
    until = max(since, world.today)
    return sorted({since} | {day_between(random, since, until) for _ in range(random.choice(how_many))})


def _add_employment(world: World, employee: Employee, start: date, end: date | None) -> None:
    employment = new_employment(world, start, end, datetime.combine(start, datetime.min.time()))
    employment.initial_start = employee.employments[0].initial_start
    employee.employments.append(employment)
