"""What must hold of every run, whatever changed, failed, lied or died. Each law raises with its name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.hr.classification import Codes
from app.hr.delivery import Completeness, Delivery, Request, Stream
from app.hr.records import EmployeeKind, Entity
from app.runs import plan, wanted
from app.runs.plan import MARKED
from app.runs.report import Counts, Line
from tests.property.connector import Connector, Row, Standing, State
from tests.property.world import LINKED, Person, World

ENTITY = {stream: entity for entity, stream in plan.STREAM.items()}
MISSING = ("mark", "withdraw")


@dataclass(frozen=True)
class Finished:
    """A run of one employer, and what stood before and after it."""

    run_id: str
    request: Request
    delivery: Delivery
    before: State
    after: State
    rows: list[Row]
    settings: dict[str, Any]

    def complete(self, stream: Stream) -> bool:
        """Whether a stream proves anything: read to its end, and not empty where something stands."""
        reading = self.delivery.streams[stream]
        stands = any(not each.withdrawn for each in self.before[ENTITY[stream]].values())
        return reading.state is Completeness.COMPLETE and bool(reading.count or not stands)


def hold(run: Finished, connector: Connector) -> None:
    """Every law of a run that nobody overtook."""
    hold_whenever(run, connector)
    nothing_goes_without_proof(run)
    nothing_delivered_goes(run)
    unknown_is_not_nothing(run)
    what_is_wanted_stands(run, connector)
    counts, lines, text = connector.told(run.run_id)
    counts_are_journal_rows(run, counts)
    everything_is_said_once(lines)
    nobody_is_named(text)


def hold_whenever(run: Finished, connector: Connector) -> None:
    """The laws of any run that was applied, whatever it was planned on."""
    assert all(row.applied for row in run.rows), "applied by half"
    ids_are_for_ever(run)
    journal_tells_what_happened(run)
    hashes_are_those_of_what_stands(run, connector)


def ids_are_for_ever(run: Finished) -> None:
    for entity, records in run.before.items():
        for key, record in records.items():
            assert key in run.after[entity], "a record disappeared"
            assert record.id == run.after[entity][key].id, "a record got another id"


def journal_tells_what_happened(run: Finished) -> None:
    """Old is what stood before, new is what stands after, and what has no row has not changed."""
    told = Counter((row.entity, row.key) for row in run.rows)
    assert not told or max(told.values()) == 1, "two rows about one record"
    for row in run.rows:
        before, after = run.before[row.entity].get(row.key), run.after[row.entity][row.key]
        assert row.record_id == after.id
        assert (row.operation == "create") is (before is None), "created what was there, or not what was not"
        for name, (old, new) in row.fields.items():
            assert old == _value(before, name), f"old {name} is not what stood before"
            assert new == _value(after, name), f"new {name} is not what stands"
    assert run.after == replay(run.rows, run.before), "something changed that the journal does not tell"


def replay(rows: list[Row], state: State) -> State:
    """The state after these rows. Hashes are taken over: they are checked against the values."""
    after = {entity: dict(records) for entity, records in state.items()}
    for row in rows:
        before = after[row.entity].get(row.key)
        values = dict(before.values) if before else dict.fromkeys(wanted.FIELDS[row.entity])
        mark = before.mark if before else None
        for name, (_, new) in row.fields.items():
            if name == MARKED:
                mark = new
            else:
                values[name] = new
        withdrawn = before is not None and before.withdrawn and row.operation != "restore"
        after[row.entity][row.key] = Standing(
            id=row.record_id,
            content_hash="",
            values=values,
            withdrawn=withdrawn or row.operation == "withdraw",
            mark=mark,
        )
    return after


def nothing_goes_without_proof(run: Finished) -> None:
    """Only absence of who was read, and only when employees and absence were both proven complete."""
    gone = [row for row in run.rows if row.operation in MISSING]
    assert all(row.entity is Entity.ABSENCE_CASE for row in gone)
    if run.settings["absence_delete_action"] == "ignore":
        assert not gone, "withdrawn though it must be kept"
    if not (run.complete(Stream.ABSENCES) and run.complete(Stream.EMPLOYEES)):
        assert not gone, "withdrawn without proof"
    for row in gone:
        before = run.before[row.entity][row.key]
        assert before.values["employee_key"] in run.delivery.absences_read_for, "withdrawn of someone unread"
        assert (row.operation == "withdraw") is (before.mark is not None), "withdrawn the first time"
        assert not before.withdrawn


def nothing_delivered_goes(run: Finished) -> None:
    delivered = {row.dossier_key for row in run.delivery.absences}
    assert not [row for row in run.rows if row.operation in MISSING and row.key in delivered]
    for key in delivered & run.after[Entity.ABSENCE_CASE].keys():
        before = run.before[Entity.ABSENCE_CASE].get(key)
        if before is not None and not before.withdrawn:
            assert not run.after[Entity.ABSENCE_CASE][key].withdrawn


def unknown_is_not_nothing(run: Finished) -> None:
    """Without proof of the departments nobody loses theirs."""
    for key, before in run.before[Entity.EMPLOYEE].items():
        if not run.complete(Stream.DEPARTMENTS) and before.values["department_key"]:
            after = run.after[Entity.EMPLOYEE][key].values["department_key"]
            placed = {each.department_key for each in run.delivery.placements if each.employee_key == key}
            assert after in placed | {before.values["department_key"]}, "a department went without proof"


def what_is_wanted_stands(run: Finished, connector: Connector) -> None:
    """Field by field as planned from the delivery; what is not known stays as it was."""
    cases = frozenset(
        key
        for key, each in run.before[Entity.ABSENCE_CASE].items()
        if not each.withdrawn and _ends_on_or_after(each, run.request.since)
    )
    streams = {
        stream: reading if run.complete(stream) else type(reading)(Completeness.FAILED)
        for stream, reading in run.delivery.streams.items()
    }
    target = wanted.build(
        Delivery(**{**_fields(run.delivery), "streams": streams}),
        frozenset(run.before[Entity.EMPLOYEE]),
        rules(run, connector),
        held_cases=cases,
    )
    for entity, records in target.records.items():
        for key, values in records.items():
            after = run.after[entity][key]
            assert values == {name: after.values[name] for name in values}, f"{key} is not as delivered"
            assert (False, None) == (after.withdrawn, after.mark), f"{key} is delivered and yet going"
        for key in run.before[entity].keys() - records.keys():
            assert run.before[entity][key].values == run.after[entity][key].values, f"{key} was touched"


def rules(run: Finished, connector: Connector) -> wanted.Rules:
    return wanted.Rules(
        today=connector.today,
        since=run.request.since,
        store_bsn=run.settings["store_bsn"],
        end_is_last_sick_day=run.settings["source_end_is_last_sick_day"],
        classifications=Codes(
            by_label={
                "Ziekte": "NMBRS_ZIEKTE",
                "Geen vangnetgeval": "NMBRS_GEEN_VANGNET",
                "Ziekte door bevalling": "NMBRS_BEVALLING",
            },
            linked=frozenset({"NMBRS_ZIEKTE", "NMBRS_GEEN_VANGNET"}),
        ),
        digest=connector.cipher.digest,
    )


def hashes_are_those_of_what_stands(run: Finished, connector: Connector) -> None:
    for records in run.after.values():
        for record in records.values():
            assert record.content_hash == plan.content_hash(record.values, connector.cipher.digest)


def counts_are_journal_rows(run: Finished, counts: dict[str, Counts]) -> None:
    kinds = {"create": "created", "update": "updated", "restore": "updated", "mark": "pending",
             "withdraw": "withdrawn"}  # fmt: skip
    found = {stream.value: Counter[str]() for stream in plan.IMPORTED}
    for row in run.rows:
        left = row.entity is Entity.EMPLOYMENT and row.operation == "update" and _left(row)
        found[plan.STREAM[row.entity].value]["ended" if left else kinds[row.operation]] += 1
    for stream, each in counts.items():
        told = {name: getattr(each, name) for name in ("created", "updated", "ended", "pending", "withdrawn")}
        assert {name: found[stream][name] for name in told} == told, f"counts of {stream} are not its rows"
        assert each.unchanged >= 0, f"more {stream} changed than there were"


def everything_is_said_once(lines: list[Line]) -> None:
    """A step that is done again does not say again what it said; one row twice may be two lines."""
    said = Counter((line.code, line.stream, line.reference, line.message) for line in lines)
    twice = {line[0] for line, times in said.items() if times > 1}
    assert twice <= {"EMPLOYEE_INVALID"}, "said twice"
    assert any(line.code == "RUN_SUMMARY" for line in lines)


def nobody_is_named(text: str) -> None:
    assert not any(word in text for word in ("Achternaam", "Voornaam", "NMBRS_", "12345"))


# --- the truth, when it was told ------------------------------------------------------------------


def truth_stands(run: Finished, world: World) -> None:
    """After a delivery without lies, what stands is what is so, worked out without our own rules."""
    known = run.before[Entity.EMPLOYEE].keys()
    for person in world.people:
        delivered = person.kind is not EmployeeKind.LEFT or person.key in known
        sound = bool(person.birth_date and person.last_name and (person.employments or _doubtful(run)))
        if delivered and sound:
            _person_stands(run, world, person)
        if Stream.ABSENCES in run.request.streams and ((delivered and sound) or person.key in known):
            _absence_stands(run, person)
    if run.complete(Stream.ABSENCES) and run.complete(Stream.EMPLOYEES):
        _nothing_else_stands(run, world)


def _doubtful(run: Finished) -> bool:
    return not run.complete(Stream.EMPLOYMENTS)


def _person_stands(run: Finished, world: World, person: Person) -> None:
    after = run.after[Entity.EMPLOYEE][person.key]
    assert (person.last_name, str(person.birth_date)) == (
        after.values["last_name"],
        after.values["birth_date"],
    )
    assert (person.bsn if run.settings["store_bsn"] else None) == after.values["bsn"]
    if run.complete(Stream.DEPARTMENTS):
        assert world.department_today(person) == after.values["department_key"]
    for key, each in person.employments.items():
        stands = run.after[Entity.EMPLOYMENT][key].values
        ends = str(each.end_date) if each.end_date else None
        assert (str(each.start_date), ends) == (stands["start_date"], stands["end_date"])


def _absence_stands(run: Finished, person: Person) -> None:
    for key, dossier in person.dossiers.items():
        days = sorted((row.first_day, row.source_key, row.last_day) for row in dossier.rows.values())
        ends = [last for _, _, last in days if last is not None]
        last = max(ends) if len(ends) == len(days) else None
        before = run.before[Entity.ABSENCE_CASE].get(key)
        compared = (
            before is not None and not before.withdrawn and _ends_on_or_after(before, run.request.since)
        )
        if dossier.label in LINKED and (compared or last is None or last >= run.request.since):
            after = run.after[Entity.ABSENCE_CASE][key]
            assert (False, None) == (after.withdrawn, after.mark), "true absence is going"
            assert str(days[0][0]) == after.values["first_sick_day"]
            assert (str(last) if last else None) == after.values["last_sick_day"]
            assert len(days) == len(after.values["periods"])


def _nothing_else_stands(run: Finished, world: World) -> None:
    """What the truth no longer has is at least marked, if it is compared and nobody says to keep it."""
    if run.settings["absence_delete_action"] == "ignore":
        return
    real = {key for person in world.people for key in person.dossiers}
    read = run.delivery.absences_read_for
    for key, after in run.after[Entity.ABSENCE_CASE].items():
        inside = _ends_on_or_after(after, run.request.since)
        if key not in real and after.values["employee_key"] in read and inside:
            assert after.withdrawn or after.mark, "absence that is not there stands unmarked"


def _ends_on_or_after(case: Standing, day: date) -> bool:
    last = case.values["last_sick_day"]
    return last is None or last >= str(day)


def _left(row: Row) -> bool:
    old, new = row.fields.get("end_date", (None, None))
    return old is None and new is not None


def _value(record: Standing | None, name: str) -> Any:
    if record is None:
        return None
    return record.mark if name == MARKED else record.values[name]


def _fields(delivery: Delivery) -> dict[str, Any]:
    return {name: getattr(delivery, name) for name in Delivery.__slots__}
