"""Making, changing and archiving a configuration: the rules, between the routes and the SQL."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col

from app import models
from app.accounts.changes import refuse_archived
from app.accounts.repository import refuse_open_run
from app.configurations import repository, rules
from app.configurations.schemas import DISCOVERY, ConfigurationCreate, ConfigurationPatch
from app.errors import Conflict, NotFound
from app.writing import change


def create(
    session: Session, account: models.Account, body: ConfigurationCreate, now: datetime
) -> models.Configuration:
    """A new configuration of an account that is in use."""
    refuse_archived(account)
    values = body.model_dump(mode="json")
    if body.option == DISCOVERY:  # the ticks default to what an import wants
        values["settings"] = body.settings.model_dump(exclude_unset=True)
        values |= {tick: tick in body.model_fields_set and values[tick] for tick in rules.TICKS}
    rules.check(values)
    row = models.Configuration(account_id=account.id, **values, created_at=now, updated_at=now)
    repository.add(session, row)
    return row


def patch(session: Session, row: models.Configuration, body: ConfigurationPatch, now: datetime) -> None:
    """Change what was sent, if the whole still goes together."""
    account = session.get(models.Account, row.account_id)
    if account is None:
        raise NotFound("ACCOUNT_NOT_FOUND")
    refuse_archived(account)
    if row.archived_at is not None:
        raise Conflict("CONFIGURATION_ARCHIVED")
    values = body.model_dump(mode="json", exclude_unset=True)
    values["settings"] = row.settings | values.get("settings", {})
    rules.check(row.model_dump() | values)
    with repository.refuse_same_stream(session, values.get("data_stream", row.data_stream)):
        change(row, values, now)


def archive(session: Session, row: models.Configuration, now: datetime) -> None:
    """Take the configuration out of use, for good; not while it is at work."""
    refuse_open_run(session, col(models.Run.configuration_id) == row.id)
    change(row, {"archived_at": now}, now)
