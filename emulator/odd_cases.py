"""Absence out of the ordinary, for large companies only: reopened dossiers, and labels few know."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Final

from emulator import ids, names
from emulator.world import Absence, Company, Employee, World

_LABELS: Final = (names.OLDER_LABEL, *names.CURRENT_LABELS, names.STRANGE_LABEL)
_ONLY_FOR_WOMEN: Final = (names.OLDER_LABEL, "Zwangerschapsverlof (WAZO)", names.CURRENT_LABELS[1])
# The demo's companies are smaller: what nobody mapped would stop its import half-way.
_FIT_FOR_RARE_LABELS: Final = 100
_HOW_LONG: Final = timedelta(days=120)

# Days ago of the first and the last day, and the percentage; no last day means not over yet.
_Part = tuple[int, int | None, int]
_GAP: Final[tuple[_Part, ...]] = ((110, 101, 100), (95, 86, 100))
_OPEN_AGAIN: Final[tuple[_Part, ...]] = ((90, 71, 100), (70, 61, 50), (40, None, 100))
_OPEN_THROUGHOUT: Final[tuple[_Part, ...]] = ((60, None, 100),)
_OVER: Final[tuple[_Part, ...]] = ((100, 20, 100),)


class LabelDeck:
    """Deals out the rare labels in turn, across all companies."""

    def __init__(self) -> None:
        self._labels = cycle(_LABELS)

    def next(self) -> str:
        return next(self._labels)


def add(world: World, random: Random, company: Company, size: int, deck: LabelDeck) -> None:
    """Give some who were never ill a reopened dossier.

    In companies of a hundred and more, one in forty has a case with a rare label.
    """
    healthy = [each for each in company.employees.values() if _could_be_ill(each, world.today)]
    random.shuffle(healthy)
    for parts in (_GAP, _OPEN_AGAIN):
        for _ in range(1 + size // 200):
            _add(world, _next(healthy), parts, names.ILLNESS)
    for _ in range(size // 40 if size >= _FIT_FOR_RARE_LABELS else 0):
        label = deck.next()
        parts = random.choice((_OPEN_THROUGHOUT, _OVER))
        _add(world, _next(healthy, only_women=label in _ONLY_FOR_WOMEN), parts, label)


def _could_be_ill(employee: Employee, today: date) -> bool:
    if employee.employee_type != "Payroll" or employee.absences:
        return False
    last = employee.employments[-1]
    return last.end is None and last.start < today - _HOW_LONG


def _next(healthy: list[Employee], *, only_women: bool = False) -> Employee | None:
    fitting: Iterator[Employee] = (
        each for each in healthy if not only_women or each.person.gender == "female"
    )
    found = next(fitting, None)
    if found:
        healthy.remove(found)
    return found


def _add(world: World, employee: Employee | None, parts: tuple[_Part, ...], label: str) -> None:
    if employee is None:
        return
    dossier_number = ids.new(world, "dossier")
    for first, last, percentage in parts:
        start = world.today - timedelta(days=first)
        end = None if last is None else world.today - timedelta(days=last)
        employee.absences.append(
            Absence(
                id=ids.new(world, "absence"),
                dossier_number=dossier_number,
                dossier=label,
                percentage=percentage,
                start=start,
                end=end,
                registered=start,
                registered_end=end,
                comment=None,
            )
        )
