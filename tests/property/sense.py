"""What stands makes sense after any run. Worked out without our own rules."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations, pairwise

from app.hr.records import AbsenceRow, Entity
from tests.property.connector import State
from tests.property.finished import HISTORIES, MARK, Finished, stands
from tests.property.world import LINKED


def hold(run: Finished) -> None:
    """Every law about what stands."""
    one_is_in_force(run)
    departments_are_archived_when_empty(run)
    past_wages_keep_their_amount(run)
    of_overlapping_absence_the_first_stands(run)


def one_is_in_force(run: Finished) -> None:
    """At any day somebody has one placement, job, schedule and wage at most, unless two were there."""
    for entity in HISTORIES:
        twice = _with_two(run.after, entity) - _with_two(run.before, entity)
        assert not twice, f"two of {entity} on one day: {twice}"


def _with_two(state: State, entity: Entity) -> set[str]:
    """Whose standing records have a day in common."""
    spans: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in state[entity].values():
        first, last = each.values["valid_from"] or "0001-01-01", each.values["valid_to"] or "9999-12-31"
        if stands(each) and str(first) <= str(last):
            spans[str(each.values["employee_key"])].append((str(first), str(last)))
    return {
        whose
        for whose, theirs in spans.items()
        if any(later[0] <= earlier[1] for earlier, later in pairwise(sorted(theirs)))
    }


def departments_are_archived_when_empty(run: Finished) -> None:
    """One in which somebody works is never archived, nor is that of a worker of whom nothing was heard."""
    at_work = run.at_work()
    runs_on = {
        each.values["employee_key"]
        for each in run.before[Entity.EMPLOYMENT].values()
        if not each.withdrawn and str(each.values["end_date"] or date.max) >= str(run.today)
    }
    silent = runs_on - {each.source_key for each in run.delivery.employees}
    for key, after in run.after[Entity.EMPLOYEE].items():
        department = after.values["department_key"]
        if department is None:
            continue
        archived = run.after[Entity.DEPARTMENT][str(department)].values["archived"]
        if key in at_work:
            assert not archived, "somebody works in an archived department"
        elif key in silent and archived:
            before = run.before[Entity.DEPARTMENT][str(department)]
            assert before.values["archived"], "archived though nobody knows whether it is empty"


def past_wages_keep_their_amount(run: Finished) -> None:
    """What somebody was paid by a table does not rise with the table."""
    for key, before, after in run.pairs(Entity.WAGE):
        ended = after.values["valid_to"] is not None and str(after.values["valid_to"]) < str(run.today)
        same = all(before.values[name] == after.values[name] for name in ("table_code", "scale", "step"))
        if ended and after.values["scale"] and same:
            assert before.values["amount"] == after.values["amount"], f"past wage {key} changed"


def of_overlapping_absence_the_first_stands(run: Finished) -> None:
    """Of two that cannot both be, the one opened later does not change what is known; nor do both come in."""
    by_person: dict[str, list[Case]] = defaultdict(list)
    changed = {
        row.key for row in run.rows
        if row.entity is Entity.ABSENCE_CASE and row.fields.keys() - {MARK, "closed_on"}
    }  # fmt: skip
    for case in _cases(run):
        if case.contradicts_itself():
            assert case.key not in changed, "one came in that contradicts itself"
        else:
            by_person[case.whose].append(case)
    for theirs in by_person.values():
        theirs.sort(key=lambda case: (len(case.key), case.key))
        for number, (earlier, later) in enumerate(combinations(theirs, 2)):
            if not earlier.overlaps(later):
                continue
            assert not {earlier.key, later.key} <= changed, "two came in that overlap"
            if number < len(theirs) - 1:  # `earlier` is the first of all
                assert later.key not in changed, "a later one came in over the first"


class Case:
    """A dossier as delivered."""

    def __init__(self, key: str, rows: list[AbsenceRow]) -> None:
        self.key, self.whose = key, rows[0].employee_key
        self.spans = sorted((row.first_day, row.last_day or date.max) for row in rows)
        self.first, self.last = self.spans[0][0], max(last for _, last in self.spans)
        self.keys = [row.source_key for row in sorted(rows, key=lambda row: (row.first_day, row.source_key))]

    def overlaps(self, other: Case) -> bool:
        return any(_common(mine, theirs) for mine in self.spans for theirs in other.spans)

    def contradicts_itself(self) -> bool:
        return any(_common(one, another) for one, another in combinations(self.spans, 2))


def _common(one: tuple[date, date], another: tuple[date, date]) -> bool:
    """Whether two spans have a day in common."""
    return one[0] <= another[1] and another[0] <= one[1]


def _cases(run: Finished) -> list[Case]:
    """The sickness that may come in and is delivered in one form only."""
    rows: dict[str, dict[str, set[AbsenceRow]]] = defaultdict(lambda: defaultdict(set))
    for row in run.delivery.absences:
        rows[row.dossier_key][row.source_key].add(row)
    found = []
    for key, of_dossier in rows.items():
        plain = [next(iter(each)) for each in of_dossier.values()]
        clear = all(len(each) == 1 for each in of_dossier.values())
        if clear and {row.label for row in plain} <= LINKED:
            case = Case(key, plain)
            compared = run.compared(key) or case.last >= run.request.since
            if compared:
                found.append(case)
    return found
