"""An employer of any size, the same every time: everybody employed and placed, some absent."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from app.hr.delivery import Completeness, Delivery, Stream, StreamReading
from app.hr.records import AbsenceRow, Department, Employee, EmployeeKind, Employment, Placement

TODAY = date(2026, 5, 20)
LABELS = ("Ziekte", "Ziekte", "Ziekte", "Geen vangnetgeval", "Ziekte door bevalling", "Adoptie / Pleegzorg")
SURNAMES = (
    "Jansen",
    "de Vries",
    "van den Berg",
    "Bakker",
    "Visser",
    "Smit",
    "Mulder",
    "Bos",
    "Kaya",
    "Öztürk",
)
#: Of a hundred employees so many have had absence in the history; a third of those twice.
ABSENT = 40
STAFF_PER_DEPARTMENT = 50


def deliver(employees: int, *, seed: int = 1) -> Delivery:
    """What a source would deliver, every stream complete."""
    chance = random.Random(seed)  # noqa: S311
    departments = tuple(
        Department(str(900 + number), str(number), f"Afdeling {number}")
        for number in range(max(1, employees // STAFF_PER_DEPARTMENT))
    )
    keys = [str(100_000 + number) for number in range(employees)]
    found = Delivery(
        departments=departments,
        placements=tuple(_placement(key, departments, chance) for key in keys),
        employees=tuple(_employee(key, chance) for key in keys),
        employments=tuple(
            Employment(f"7{key}", key, date(2010, 1, 1) + timedelta(days=chance.randrange(5000)), None, None)
            for key in keys
        ),
        absences=tuple(
            row for key in keys if chance.randrange(100) < ABSENT for row in _absence(key, chance)
        ),
        absences_read_for=frozenset(keys),
    )
    counts = {
        Stream.DEPARTMENTS: len(found.departments),
        Stream.EMPLOYEES: len(found.employees),
        Stream.EMPLOYMENTS: len(found.employments),
        Stream.ABSENCES: len(found.absences),
    }
    readings = {stream: StreamReading(Completeness.COMPLETE, "", "", counts[stream]) for stream in counts}
    return Delivery(
        **{name: getattr(found, name) for name in Delivery.__slots__ if name != "streams"}, streams=readings
    )


def _employee(key: str, chance: random.Random) -> Employee:
    return Employee(
        source_key=key,
        kind=EmployeeKind.ACTIVE,
        personnel_number=str(int(key) - 99_999),
        first_name="Anna Maria",
        call_name="Anna",
        initials="A.M.",
        prefix=chance.choice((None, "van", "de")),
        last_name=chance.choice(SURNAMES),
        partner_prefix=None,
        partner_last_name=chance.choice((None, *SURNAMES)),
        gender=chance.choice(("male", "female")),
        birth_date=date(1960, 1, 1) + timedelta(days=chance.randrange(16_000)),
        bsn=str(chance.randrange(100_000_000, 999_999_999)),
    )


def _placement(key: str, departments: tuple[Department, ...], chance: random.Random) -> Placement:
    department = chance.choice(departments).source_key
    return Placement(f"{key}/{department}", key, department, date(2020, 1, 1))


def _absence(key: str, chance: random.Random) -> Iterator[AbsenceRow]:
    for number in range(chance.choice((1, 1, 2))):
        first = TODAY - timedelta(days=chance.randrange(600))
        dossier, label = f"{key}/{number}", chance.choice(LABELS)
        lasts = chance.randrange(60)
        for part in range(chance.choice((1, 1, 2))):
            begins = first + timedelta(days=part * (lasts + 1))
            running = chance.randrange(10) == 0 and part == 1
            yield AbsenceRow(
                source_key=f"{dossier}-{part}",
                employee_key=key,
                dossier_key=dossier,
                percentage=(100, 50)[part],
                first_day=begins,
                last_day=None if running else begins + timedelta(days=lasts),
                reported_on=begins,
                label=label,
            )
