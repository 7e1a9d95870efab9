"""After a delivery without lies, what stands is what is so. Worked out without our own rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from app.hr.delivery import Stream
from app.hr.records import Entity
from tests.property.connector import Standing
from tests.property.finished import HISTORIES, STREAM, TERMS, Finished, ends_on_or_after, stands
from tests.property.sense import Case
from tests.property.world import CONTACT, LINKED, Person, World


def stands_after(run: Finished, world: World) -> None:
    """Everything that is true of everybody, and nothing beside it."""
    delivered = {person.key for person in world.delivers(run.request)}
    for person in world.people:
        if person.key in delivered:
            _somebody_stands(run, world, person)
    if run.complete(Stream.EMPLOYER):
        _employer_stands(run, world)
    if run.complete(Stream.DEPARTMENTS, Stream.PLACEMENTS, Stream.EMPLOYEES):
        _departments_stand(run, world)
    if run.complete(Stream.ABSENCES, Stream.EMPLOYEES):
        _no_other_absence_stands(run, world)


def _somebody_stands(run: Finished, world: World, person: Person) -> None:
    employed = person.has["employments"] or not run.complete(Stream.EMPLOYMENTS)
    sound = bool(person.birth_date and person.last_name and employed)
    if sound and Stream.EMPLOYEES in run.request.streams:
        _person_stands(run, world, person)
        for entity in TERMS:
            if run.complete(STREAM[entity], Stream.EMPLOYEES):
                _terms_stand(run, world, person, entity)
    if Stream.ABSENCES in run.request.streams and person.key in run.after[Entity.EMPLOYEE]:
        _absence_stands(run, person)


def _person_stands(run: Finished, world: World, person: Person) -> None:
    after = run.after[Entity.EMPLOYEE][person.key].values
    assert (person.last_name, str(person.birth_date)) == (after["last_name"], after["birth_date"])
    assert (person.bsn if run.settings["store_bsn"] else None) == after["bsn"]
    if run.complete(Stream.DEPARTMENTS, Stream.PLACEMENTS):
        assert world.department_today(person) == after["department_key"]
    for name in CONTACT:
        value, mode = person.contact.get(name), run.settings["contact_mode"]
        if mode == "always" or (mode == "when_delivered" and value):
            assert (value or None) == after[name], f"{name} is not so"


def _terms_stand(run: Finished, world: World, person: Person, entity: Entity) -> None:
    """The same rows stand as there are; and of a history the right one on every day that matters."""
    rows = {row.source_key: row for row in world.rows(person, TERMS[entity]) if _is_kept(row)}
    ours = {
        key: each
        for key, each in run.after[entity].items()
        if each.values["employee_key"] == person.key and stands(each)
    }
    assert rows.keys() == ours.keys(), f"other {entity} stand than there are"
    if entity in HISTORIES:
        _history_stands(run, world, person, entity)
    for key, row in rows.items():
        _row_stands(run, world, entity, row, run.before[entity].get(key), ours[key].values)


def _is_kept(row: Any) -> bool:
    """Whether a row says more than that there is nothing from a day on."""
    return getattr(row, "department_key", row) is not None and getattr(row, "job_key", row) is not None


def _history_stands(run: Finished, world: World, person: Person, entity: Entity) -> None:
    kind = TERMS[entity]
    changes = [row.valid_from for row in person.has[kind].values() if row.valid_from]
    for day in {run.today, *changes, *(day - timedelta(days=1) for day in changes)}:
        row = world.in_force(person, kind, day)
        expected = [row.source_key] if row is not None and _is_kept(row) else []
        assert expected == [
            key
            for key, each in run.after[entity].items()
            if each.values["employee_key"] == person.key and stands(each) and _holds_on(each, day)
        ], f"another {entity} is in force"


def _holds_on(record: Standing, day: date) -> bool:
    first, last = record.values["valid_from"], record.values["valid_to"]
    return (first is None or str(first) <= str(day)) and (last is None or str(day) <= str(last))


def _row_stands(
    run: Finished, world: World, entity: Entity, row: Any, before: Standing | None, after: dict[str, Any]
) -> None:
    for name in ("start_date", "end_date", "valid_from"):
        if hasattr(row, name):
            value = getattr(row, name)
            assert (str(value) if value else None) == after[name], f"{name} of a {entity} is not so"
    if entity is Entity.WAGE:
        past = after["valid_to"] is not None and str(after["valid_to"]) < str(run.today)
        if not (past and row.scale and before):
            assert row.amount == type(row.amount)(after["amount"]), "a wage is not so"
    elif entity in _TOLD:
        told, kept = _TOLD[entity]
        assert told(world, row) == after[kept], f"{kept} of a {entity} is not so"


#: What besides its days makes a row what it is: how it is at the source, and the name it has here.
_TOLD: Final[dict[Entity, tuple[Callable[[World, Any], Any], str]]] = {
    Entity.PLACEMENT: (lambda world, row: row.department_key, "department_key"),
    Entity.JOB: (lambda world, row: world.jobs[int(row.job_key[1:])], "name"),
    Entity.SCHEDULE: (lambda world, row: [f"{hours:g}" for hours in map(float, row.hours)], "hours"),
    Entity.ADDRESS: (lambda world, row: row.address.house_number, "house_number"),
}


def _employer_stands(run: Finished, world: World) -> None:
    [after] = run.after[Entity.EMPLOYER].values()
    assert (world.iban, "month") == (after.values["iban"], after.values["period_type"])


def _departments_stand(run: Finished, world: World) -> None:
    """In use is where somebody works, as it is and as it was last taken; archived is all else."""
    at_work = run.at_work()
    used = {world.department_today(each) for each in world.people if each.key in at_work}
    held = {
        each.values["department_key"] for key, each in run.after[Entity.EMPLOYEE].items() if key in at_work
    }
    for key, after in run.after[Entity.DEPARTMENT].items():
        if key in used:
            assert not after.values["archived"], "a department in use is archived"
            assert world.departments[int(key[1:])] == after.values["name"]
        elif key not in held:
            assert after.values["archived"], "an empty department is not archived"


def _absence_stands(run: Finished, person: Person) -> None:
    cases = {
        key: case
        for key, dossier in person.dossiers.items()
        if dossier.label in LINKED
        for case in [Case(key, list(dossier.rows.values()))]
        if run.compared(key) or case.last >= run.request.since
    }
    for key, case in cases.items():
        others = [other for other in cases.values() if other is not case]
        clear = not any(case.overlaps(other) for other in others)
        earliest = all((len(key), key) < (len(other.key), other.key) for other in others)
        if (clear or earliest) and not case.contradicts_itself():
            after = run.after[Entity.ABSENCE_CASE][key]
            assert (False, None) == (after.withdrawn, after.mark), "true absence is going"
            assert str(case.first) == after.values["first_sick_day"]
            assert (None if case.last == date.max else str(case.last)) == after.values["last_sick_day"]
            assert case.keys == [each["source_key"] for each in after.values["periods"]]  # type: ignore[union-attr, index]
            assert after.values["closed_on"] is None, "true absence is closed"


def _no_other_absence_stands(run: Finished, world: World) -> None:
    """What the truth no longer has is at least marked, if it is compared and nobody says to keep it."""
    if run.settings["absence_delete_action"] == "ignore":
        return
    real = {key for person in world.people for key in person.dossiers}
    read = run.delivery.absences_read_for
    for key, after in run.after[Entity.ABSENCE_CASE].items():
        inside = ends_on_or_after(after, run.request.since) and not after.values["closed_on"]
        if key not in real and after.values["employee_key"] in read and inside:
            assert not stands(after), "absence that is not there stands unmarked"
