"""How to reach made-up people: phones, mail, addresses of every kind, and who they were before."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from emulator import ids, names
from emulator.moments import day_between, entered
from emulator.payroll_period import PayrollPeriod, before, period_of
from emulator.places import Address, AddressKind, Place
from emulator.world import Company, Employee, Person, PersonRow, World

# Who has more than a home has one of these, in turn.
_BESIDES_HOME: tuple[AddressKind, ...] = (
    "PostAddress",
    "AbsenceAddress",
    "HolidaysAddress",
    "WeekendAddress",
)


def make_reachable(random: Random, person: Person, sequence: int) -> None:
    """Fill in what was not told when the person was made up; nobody has everything."""
    number = f"{sequence % 10_000:04d}"
    person.title = random.choice((None,) * 12 + ("drs.", "ir.", "mr.", "dr."))
    person.place_of_birth = random.choice((None, None, *(city for city, _, _ in names.CITIES)))
    person.phone_private = random.choice((None, None, None, f"020-555{number}"))
    person.phone_work = random.choice((None, f"(010) 555 {number}"))
    person.mobile_private = random.choice((f"06-5555{number}", f"+31 6 5555 {number}", None))
    person.mobile_work = random.choice((None, None, f"065550{number}"))
    person.email_private = random.choice((f"thuis{sequence}@voorbeeldpost.example", None))


def settle(world: World, random: Random, company: Company, employee: Employee) -> None:
    """Give somebody a home, and some a past one, another address besides, or another name before."""
    since = employee.employments[0].start if employee.employments else world.today
    start = period_of(since, company.period_type)
    if random.random() > 0.03:
        _live(world, random, company, employee, start)
    _be_known(world, random, company, employee, start)


def make_up_place(random: Random) -> Place:
    if random.random() < 0.03:
        return replace(random.choice(names.PLACES_ABROAD))
    city, postal_code, province = random.choice(names.CITIES)
    letters = f"{random.choice('BCDEFGHJKLM')}{random.choice('NPRTVWXZ')}"
    gap = random.choice((" ", ""))
    return Place(
        street=random.choice(names.STREETS),
        house_number=str(random.randint(1, 320)),
        addition=random.choice((None, None, None, "A", "bis", "2-hoog")),
        postal_code=f"{postal_code + random.randint(0, 60)}{gap}{letters}",
        city=city,
        province=random.choice((None, province)),
    )


def _live(world: World, random: Random, company: Company, employee: Employee, start: PayrollPeriod) -> None:
    current = period_of(world.today, company.period_type)
    home = _address(world, random, "HomeAddress", start)
    employee.addresses.append(home)
    if start < current and random.random() < 0.12:
        moved = _since_then(world, random, company, employee)
        if moved > start:
            home.end = before(moved, company.period_type)
        else:  # two rows in one period: the later one is a correction
            home.end = moved
        employee.addresses.append(_address(world, random, "HomeAddress", moved))
    if random.random() < 0.12:
        kind = _BESIDES_HOME[employee.id % len(_BESIDES_HOME)]
        employee.addresses.append(_address(world, random, kind, start))


def _address(world: World, random: Random, kind: AddressKind, start: PayrollPeriod) -> Address:
    typed = entered(random, world.today - timedelta(days=30))
    return Address(ids.new(world, "address"), kind, make_up_place(random), start, None, typed)


def _be_known(
    world: World, random: Random, company: Company, employee: Employee, start: PayrollPeriod
) -> None:
    """The newest row is the person as he is; who married or took another phone has a row from before."""
    person, typed = employee.person, entered(random, world.today - timedelta(days=400))
    rows = employee.person_rows
    rows.append(PersonRow(ids.new(world, "person_row"), person, start, typed))
    if start < period_of(world.today, company.period_type) and random.random() < 0.1:
        rows[0].person = _earlier(person)
        changed = _since_then(world, random, company, employee)
        typed += timedelta(days=30)
        rows.append(PersonRow(ids.new(world, "person_row"), person, changed, typed))
    if random.random() < 0.03:
        # Two rows in one period: the later one was entered to correct the earlier.
        wrong = replace(person, place_of_birth=None, mobile_work=None, email_private=None)
        mistake = PersonRow(ids.new(world, "person_row"), wrong, rows[-1].start, typed - timedelta(hours=1))
        rows.insert(len(rows) - 1, mistake)


def _earlier(person: Person) -> Person:
    if not person.partner_last_name:
        return replace(person, mobile_private=None)
    return replace(
        person,
        partner_prefix=None,
        partner_last_name=None,
        marital_status=names.MARITAL_STATUSES[0],
        name_order=names.PLAIN_NAME_ORDER,
    )


def _since_then(world: World, random: Random, company: Company, employee: Employee) -> PayrollPeriod:
    since = employee.employments[0].start if employee.employments else world.today
    return period_of(day_between(random, since, max(since, world.today)), company.period_type)
