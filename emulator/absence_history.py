"""Past and present absence for a generated company: shapes dealt out in turn, so that each occurs."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from random import Random

from emulator import ids, names
from emulator.world import Absence, Company, Employee, World

_EVERY_NTH_WAS_ABSENT = 3
_ONLY_FOR_WOMEN = (names.DOSSIER_LABELS[1], names.DOSSIER_LABELS[5])
# Plain illness is most of it; each other label comes by once in a round.
_LABELS_FOR_MEN = tuple(
    label
    for special in names.DOSSIER_LABELS[1:]
    if special not in _ONLY_FOR_WOMEN
    for label in (names.ILLNESS, special)
)
_LABELS_FOR_WOMEN = tuple(label for special in names.DOSSIER_LABELS[1:] for label in (special, names.ILLNESS))


@dataclass(frozen=True)
class _Part:
    percentage: int
    days: int | None  # None: not over yet


_OPEN = (_Part(100, None),)
_SHAPES: tuple[tuple[_Part, ...], ...] = (
    (_Part(100, 4),),
    _OPEN,
    (_Part(100, 20), _Part(50, 15)),
    (_Part(100, 30), _Part(50, None)),
    (_Part(100, 9),),
    (_Part(100, 60), _Part(75, 30), _Part(25, 14)),
    (_Part(40, 6),),
    (_Part(100, 1),),
)

_Case = tuple[tuple[_Part, ...], str]


class Deck:
    """Deals out shapes and labels in turn, across all companies, so that each soon occurs."""

    def __init__(self) -> None:
        self._shapes = cycle(_SHAPES)
        self._labels = {"male": cycle(_LABELS_FOR_MEN), "female": cycle(_LABELS_FOR_WOMEN)}

    def case(self, employee: Employee) -> _Case:
        return next(self._shapes), next(self._labels[employee.person.gender])


def add(world: World, random: Random, company: Company, deck: Deck) -> None:
    """Give some employees a case, some of them an older one as well, and one leaver a case without end."""
    workers = [each for each in company.employees.values() if _has_worked(each, world.today)]
    for employee in workers[::_EVERY_NTH_WAS_ABSENT]:
        _add_case(world, random, employee, deck.case(employee))
        if random.random() < 0.3:
            _add_older_case(world, random, employee)
    healthy = [each for each in workers if not each.absences]
    for employee in [each for each in healthy if each.employments[-1].end][:1]:
        _add_case(world, random, employee, (_OPEN, names.ILLNESS))


def _has_worked(employee: Employee, today: date) -> bool:
    return bool(employee.employments) and employee.employments[0].start < today


def _add_case(world: World, random: Random, employee: Employee, case: _Case) -> None:
    parts, label = case
    employment = employee.employments[-1]
    last_day = min(employment.end or world.today, world.today)
    total = sum(part.days or 10 for part in parts)
    room = (last_day - employment.start).days - total
    if room < 0:
        parts, total, room = (_OPEN, 0, (last_day - employment.start).days)
    start = last_day - timedelta(days=total + random.randint(0, min(room, 200)))
    dossier_number = ids.new(world, "dossier")
    for part in parts:
        end = None if part.days is None else start + timedelta(days=part.days - 1)
        row = _row(world, random, start, end)
        row.dossier_number, row.dossier, row.percentage = dossier_number, label, part.percentage
        employee.absences.append(row)
        if end:
            start = end + timedelta(days=1)


def _add_older_case(world: World, random: Random, employee: Employee) -> None:
    first = min(row.start for row in employee.absences)
    room = (first - employee.employments[-1].start).days
    if room < 30:
        return
    start = first - timedelta(days=random.randint(20, min(room, 400)))
    row = _row(world, random, start, start + timedelta(days=random.randint(0, 12)))
    row.dossier_number = ids.new(world, "dossier")
    employee.absences.append(row)


def _row(world: World, random: Random, start: date, end: date | None) -> Absence:
    return Absence(
        id=ids.new(world, "absence"),
        dossier_number=0,
        dossier=names.ILLNESS,
        percentage=100,
        start=start,
        end=end,
        registered=_typed_in(world, random, start),
        registered_end=_typed_in(world, random, end) if end else None,
        comment=random.choice(names.COMMENTS) if random.random() < 0.3 else None,
    )


def _typed_in(world: World, random: Random, day: date) -> date:
    return min(day + timedelta(days=random.randint(0, 3)), world.today)
