"""Why a record changes, as an administrator would say it: the message code of each change. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.hr.records import Entity
from app.runs.fields import Value, Values

#: How the codes of an entity begin, where there is nothing more to say than what happened.
PREFIX: Final = {
    Entity.EMPLOYER: "EMPLOYER_DETAILS",
    Entity.DEPARTMENT: "DEPT",
    Entity.EMPLOYEE: "EMPLOYEE",
    Entity.EMPLOYMENT: "EMPLOYMENT",
    Entity.CONTRACT: "CONTRACT",
    Entity.PLACEMENT: "PLACEMENT",
    Entity.JOB: "JOB",
    Entity.SCHEDULE: "SCHEDULE",
    Entity.ADDRESS: "ADDRESS",
    Entity.WAGE: "WAGE",
    Entity.ABSENCE_CASE: "ABSENCE",
}

_CREATED: Final = {entity: f"{prefix}_CREATED" for entity, prefix in PREFIX.items()}


def of_new(entity: Entity, values: Values, *, again: bool) -> str:
    """`again`: an employment of somebody who has had one here."""
    if entity is Entity.DEPARTMENT and values["archived"]:
        return "DEPT_HISTORIC"
    if entity is Entity.EMPLOYMENT and again:
        return "EMPLOYEE_REHIRED"
    return _CREATED[entity]


def of_change(
    entity: Entity, values: Values, fields: Mapping[str, tuple[Value, Value]], *, back: bool
) -> str:
    """`back`: it was withdrawn or missing, and was delivered again."""
    if back or "closed_on" in fields:
        return f"{PREFIX[entity]}_RETURNED"
    if entity is Entity.DEPARTMENT:
        _, archived = fields.get("archived", (None, None))
        return {None: "DEPT_RENAMED", True: "DEPT_ARCHIVED", False: "DEPT_REACTIVATED"}[archived]  # type: ignore[index]
    if entity is Entity.EMPLOYMENT and _ended(fields.get("end_date")) is True:
        return "EMPLOYEE_LEFT"
    if entity is Entity.ABSENCE_CASE and values["kind"] == "sickness":  # leave knows no recovery
        ended = _ended(fields.get("last_sick_day"))
        if ended is not None:
            return "ABSENCE_RECOVERED" if ended else "ABSENCE_REOPENED"
    return f"{PREFIX[entity]}_UPDATED"


def of_missing(entity: Entity, operation: str) -> str:
    """Missing for the first time (`mark`), for good (`withdraw`), or delivered after all."""
    if entity is Entity.ABSENCE_CASE and operation == "withdraw":
        return "ABSENCE_DELETED"
    return f"{PREFIX[entity]}_" + {
        "mark": "NOT_DELIVERED", "withdraw": "WITHDRAWN", "update": "RETURNED",
    }[operation]  # fmt: skip


def _ended(change: tuple[Value, Value] | None) -> bool | None:
    """Whether an open end was closed, or a closed one opened; `None` if neither."""
    old, new = change or (None, None)
    return None if (old is None) is (new is None) else old is None
