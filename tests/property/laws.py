"""What must hold of every run, whatever changed, failed, lied or died. Each law raises with its name.

Here: what was told is what happened, and what stands is what is wanted. More of them are in `removals.py`
(what goes), `sense.py` (what stands makes sense) and `truth.py` (what stands is so).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from app.hr.classification import Codes
from app.hr.delivery import Completeness, Delivery
from app.hr.records import Entity
from app.runs import plan, wanted
from app.runs.counts import Counts
from app.runs.fields import FIELDS, Held
from app.runs.lines import Line
from app.runs.rules import Rules
from tests.property import removals, sense
from tests.property.connector import Connector, Row, Standing, State
from tests.property.finished import MARK, STREAM, Finished, stands


def hold(run: Finished, connector: Connector) -> None:
    """Every law of a run that nobody overtook."""
    hold_whenever(run, connector)
    removals.hold(run)
    sense.hold(run)
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
        assert (row.operation == "restore") is bool(before and before.withdrawn), "restored what was there"
        for name, (old, new) in row.fields.items():
            assert old == _value(before, name), f"old {name} is not what stood before"
            assert new == _value(after, name), f"new {name} is not what stands"
            assert old != new or row.operation == "withdraw", f"{name} is told and has not changed"
    assert run.after == replay(run.rows, run.before), "something changed that the journal does not tell"


def replay(rows: list[Row], state: State) -> State:
    """The state after these rows. Hashes are taken over: they are checked against the values."""
    after = {entity: dict(records) for entity, records in state.items()}
    for row in rows:
        before = after[row.entity].get(row.key)
        values: dict[str, Any] = dict(before.values) if before else dict.fromkeys(FIELDS[row.entity])
        mark = before.mark if before else None
        for name, (_, new) in row.fields.items():
            if name == MARK:
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


def what_is_wanted_stands(run: Finished, connector: Connector) -> None:
    """Field by field as planned from the delivery; what is not known stays as it was."""
    streams = {
        stream: reading if run.complete(stream) else type(reading)(Completeness.FAILED)
        for stream, reading in run.delivery.streams.items()
    }
    delivery = Delivery(**{**_fields(run.delivery), "streams": streams})
    target = wanted.build(delivery, _known(run), _rules(run, connector))
    for entity, records in target.records.items():
        for key, values in records.items():
            after = run.after[entity][key]
            for name in values.keys() - _kept(run, entity, key):
                assert values[name] == after.values[name], f"{name} of {key} is not as delivered"
            assert (False, None) == (after.withdrawn, after.mark), f"{key} is delivered and yet going"
        for key in run.before[entity].keys() - records.keys():
            ours, now = run.before[entity][key].values, run.after[entity][key].values
            assert {**ours, "closed_on": 0} == {**now, "closed_on": 0}, f"{key} was touched"


def _kept(run: Finished, entity: Entity, key: str) -> set[str]:
    """What a past wage does not take from a table of today; `sense.py` says what it has instead."""
    after = run.after[entity][key].values
    ended = entity is Entity.WAGE and after["valid_to"] and str(after["valid_to"]) < str(run.today)
    return {"amount"} if ended and after["scale"] and key in run.before[entity] else set()


def _known(run: Finished) -> wanted.Known:
    employees = run.before[Entity.EMPLOYEE]
    return wanted.Known(
        department_of={key: each.values["department_key"] for key, each in employees.items()},  # type: ignore[misc]
        departments=frozenset(run.before[Entity.DEPARTMENT]),
        employments={
            key: Held(each.id, each.content_hash, each.values, each.withdrawn, each.mark)
            for key, each in run.before[Entity.EMPLOYMENT].items()
        },
        cases=frozenset(key for key in run.before[Entity.ABSENCE_CASE] if run.compared(key)),
        archived=frozenset(
            key for key, each in run.before[Entity.DEPARTMENT].items() if each.values["archived"]
        ),
        standing=lambda entity: _standing(run, entity),
    )


def _standing(run: Finished, entity: Entity) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, each in run.before[entity].items():
        if stands(each):
            found[str(each.values["employee_key"])].add(key)
    return found


def _rules(run: Finished, connector: Connector) -> Rules:
    return Rules(
        today=run.today,
        since=run.request.since,
        store_bsn=run.settings["store_bsn"],
        end_is_last_sick_day=True,
        contact_mode=run.settings["contact_mode"],
        include_leavers=run.settings["include_leavers_with_absence"],
        delete_action=run.settings["absence_delete_action"],
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
    for entity, records in run.after.items():
        for record in records.values():
            assert record.content_hash == plan.content_hash(entity, record.values, connector.cipher.digest)


def counts_are_journal_rows(run: Finished, counts: dict[str, Counts]) -> None:
    found = {stream.value: Counter[str]() for stream in STREAM.values()}
    for row in run.rows:
        found[STREAM[row.entity].value][_counted_as(row)] += 1
    for stream, each in counts.items():
        told = {name: getattr(each, name) for name in ("created", "updated", "ended", "pending", "withdrawn")}
        assert {name: found[stream][name] for name in told} == told, f"counts of {stream} are not its rows"
        assert each.unchanged >= 0, f"more {stream} changed than there were"


def _counted_as(row: Row) -> str:
    kinds = {"create": "created", "update": "updated", "restore": "updated", "mark": "pending",
             "withdraw": "withdrawn"}  # fmt: skip
    if row.operation == "update":
        old, new = row.fields.get("end_date", (None, None))
        if row.entity is Entity.EMPLOYMENT and old is None and new is not None and MARK not in row.fields:
            return "ended"
        if row.fields.get("archived") == (False, True):
            return "ended"
        if row.fields.get("closed_on", (0, None))[0] is None:
            return "ended"
    return kinds[row.operation]


def everything_is_said_once(lines: list[Line]) -> None:
    """A step that is done again does not say again what it said; one row twice may be two lines."""
    said = Counter((line.code, line.stream, line.reference, line.message) for line in lines)
    twice = {line[0] for line, times in said.items() if times > 1}
    assert twice <= {"EMPLOYEE_INVALID"}, f"said twice: {twice}"
    assert any(line.code == "RUN_SUMMARY" for line in lines)


def nobody_is_named(text: str) -> None:
    secrets = ("Achternaam", "Voornaam", "NMBRS_", "12345", "Dorpsstraat", "thuis.example", "NL91ABNA")
    assert not any(word in text for word in secrets)


def _value(record: Standing | None, name: str) -> Any:
    if record is None:
        return None
    return record.mark if name == MARK else record.values[name]


def _fields(delivery: Delivery) -> dict[str, Any]:
    return {name: getattr(delivery, name) for name in Delivery.__slots__}
