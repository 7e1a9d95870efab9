"""What a configuration means to a run: what to read, and what to make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

from app import models
from app.configurations.rules import settings_of
from app.hr import absence, classification
from app.hr.delivery import Recognition, Request, Stream
from app.hr.records import EmployeeKind

ContactMode: TypeAlias = Literal["never", "always", "when_delivered"]
DeleteAction: TypeAlias = Literal["pending_then_withdraw", "delete", "close", "ignore"]

#: What is read for each tick of a configuration. Placements come with the departments.
STREAMS_OF: Final = {
    "import_departments": (Stream.EMPLOYER, Stream.DEPARTMENTS),
    "import_employees": (
        Stream.EMPLOYEES, Stream.EMPLOYMENTS, Stream.CONTRACTS, Stream.JOBS, Stream.SCHEDULES,
        Stream.ADDRESSES,
    ),
    "import_wages": (Stream.WAGES,),
    "import_absence": (Stream.ABSENCES,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings of the configuration and employer that decide what is wanted.

    `digest` makes the keyed hash of a BSN; with `store_bsn` off no BSN is kept in any form.
    """

    today: date
    since: date
    store_bsn: bool
    end_is_last_sick_day: bool
    contact_mode: ContactMode
    include_leavers: bool
    delete_action: DeleteAction
    classifications: classification.Codes = field(repr=False)
    digest: Callable[[str], str] = field(repr=False)


def request_of(
    configuration: models.Configuration,
    company_key: str,
    known: frozenset[str],
    day: date,
    recognition: Recognition | None = None,
) -> Request:
    """What a configuration asks of an employer. `known`: the source keys of the employees we have."""
    settings = settings_of(configuration.settings)
    types = {each.description: each.imported_as for each in settings.employee_types}
    return Request(
        company_key=company_key,
        streams=frozenset(
            stream
            for tick, streams in STREAMS_OF.items()
            if getattr(configuration, tick)
            for stream in streams
        ),
        since=absence.history_start(day, settings.history_months, settings.history_from_date),
        known_employees=known,
        include_future=settings.include_future_employees,
        include_leavers=settings.include_leavers_with_absence,
        employee_types={text: kind and EmployeeKind(kind) for text, kind in types.items()},
        recognition=recognition,
    )


def rules_of(
    configuration: models.Configuration,
    request: Request,
    codes: classification.Codes,
    day: date,
    digest: Callable[[str], str],
) -> Rules:
    """The rules for what was asked for."""
    settings = settings_of(configuration.settings)
    return Rules(
        today=day,
        since=request.since,
        store_bsn=settings.store_bsn,
        end_is_last_sick_day=settings.source_end_is_last_sick_day,
        contact_mode=settings.contact_mode,
        include_leavers=settings.include_leavers_with_absence,
        delete_action=settings.absence_delete_action,
        classifications=codes,
        digest=digest,
    )
