"""What may go, and what unknown things may not do. Worked out without our own rules."""

from __future__ import annotations

from app.hr.delivery import Stream
from app.hr.records import Entity
from tests.property.connector import Row
from tests.property.finished import MARK, STREAM, TERMS, Finished, stands
from tests.property.world import CONTACT


def hold(run: Finished) -> None:
    """Every law about what goes."""
    nothing_goes_without_proof(run)
    no_department_is_archived_without_proof(run)
    nothing_delivered_goes(run)
    nobody_loses_a_department_without_proof(run)
    contact_data_follow_their_setting(run)
    nothing_changes_of_who_is_doubted(run)


def _going(run: Finished) -> list[Row]:
    """Marked, withdrawn, or closed because it was missing."""
    return [
        row
        for row in run.rows
        if row.operation in ("mark", "withdraw") or row.fields.get("closed_on", (0, None))[0] is None
        if row.operation != "create"
    ]


def nothing_goes_without_proof(run: Finished) -> None:
    """Only what employees have, of who was delivered and read, and only when all of it was read."""
    delivered = {each.source_key for each in run.delivery.employees}
    for row in _going(run):
        assert row.entity in TERMS or row.entity is Entity.ABSENCE_CASE, f"a {row.entity} went"
        assert run.complete(STREAM[row.entity], Stream.EMPLOYEES), "withdrawn without proof"
        before = run.before[row.entity][row.key]
        whose = before.values["employee_key"]
        assert not before.withdrawn
        if row.entity is Entity.ABSENCE_CASE:
            assert whose in run.delivery.absences_read_for, "absence of someone unread went"
            assert run.compared(row.key), "a case went that is not compared"
            _as_the_setting_says(run, row)
            continue
        assert whose in delivered - run.doubted(row.entity), f"a {row.entity} of someone unread went"
        assert (row.operation == "withdraw") is (before.mark is not None), "withdrawn the first time"
        if row.entity is Entity.ADDRESS:
            assert whose in run.delivery.addresses_read_for, "an address of someone unread went"


def _as_the_setting_says(run: Finished, row: Row) -> None:
    action = run.settings["absence_delete_action"]
    again = run.before[row.entity][row.key].mark is not None
    expected = {
        "pending_then_withdraw": "withdraw" if again else "mark",
        "delete": "withdraw",
        "close": "update" if again else "mark",
    }
    assert action in expected, "gone though it must be kept"
    assert expected[action] == row.operation, "not gone as the setting says"
    if row.operation == "update":
        assert row.fields == {"closed_on": (None, str(run.today)), MARK: row.fields[MARK]}


def no_department_is_archived_without_proof(run: Finished) -> None:
    for row in run.rows:
        if row.entity is Entity.DEPARTMENT and row.fields.get("archived") == (False, True):
            proof = (Stream.DEPARTMENTS, Stream.PLACEMENTS, Stream.EMPLOYEES)
            assert run.complete(*proof), "archived without proof"


def nothing_delivered_goes(run: Finished) -> None:
    """Under the same employee; a place without a department is not one that is kept."""
    cases = {row.dossier_key for row in run.delivery.absences}
    for row in _going(run):
        if row.entity is Entity.ABSENCE_CASE:
            assert row.key not in cases, "delivered absence went"
            continue
        whose = run.before[row.entity][row.key].values["employee_key"]
        rows = getattr(run.delivery, TERMS[row.entity])
        assert (row.key, whose) not in {(each.source_key, each.employee_key) for each in rows}, (
            f"a delivered {row.entity} went"
        )
    for key, before, after in run.pairs(Entity.ABSENCE_CASE):
        if key in cases and not before.withdrawn:
            assert stands(after), "delivered absence is going"


def nobody_loses_a_department_without_proof(run: Finished) -> None:
    """Nor gets another one out of a history in which there is a hole."""
    if run.complete(Stream.DEPARTMENTS, Stream.PLACEMENTS):
        return
    rows = run.delivery.placements
    for key, before, after in run.pairs(Entity.EMPLOYEE):
        ours = before.values["department_key"]
        placed = {each.department_key for each in rows if each.employee_key == key}
        known = {each.source_key for each in rows if each.employee_key == key}
        missed = [
            place
            for place, each in run.before[Entity.PLACEMENT].items()
            if each.values["employee_key"] == key and stands(each) and place not in known
        ]
        allowed = {ours} if missed else placed | {ours}
        assert after.values["department_key"] in allowed, "a department changed without proof"


def contact_data_follow_their_setting(run: Finished) -> None:
    """Nothing is made up; what is empty at the source empties ours only where that was asked for."""
    mode = run.settings["contact_mode"]
    for key, after in run.after[Entity.EMPLOYEE].items():
        before = run.before[Entity.EMPLOYEE].get(key)
        told = [each for each in run.delivery.employees if each.source_key == key]
        for name in CONTACT:
            allowed = {before.values[name] if before else None}
            if mode != "never":
                said = {getattr(each, name) or None for each in told}
                allowed |= said if mode == "always" else said - {None}
            assert after.values[name] in allowed, f"{name} is not as {mode} says"


def nothing_changes_of_who_is_doubted(run: Finished) -> None:
    for entity in TERMS:
        doubted = run.doubted(entity)
        for key, after in run.after[entity].items():
            before = run.before[entity].get(key)
            if after.values["employee_key"] in doubted:
                assert before is not None, f"a {entity} was made of what is doubted"
                assert before == after, f"a doubted {entity} changed"
    for key, before, after in run.pairs(Entity.EMPLOYEE):
        if key in run.doubted(Entity.PLACEMENT):
            assert before.values["department_key"] == after.values["department_key"], "a doubted department"
