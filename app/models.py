"""Every table. Rows print their kind and id, never their content: a row may be a person.

Ids of ours are UUIDv7 as text, so they sort by age. Times are aware and stored as UTC. Imported rows
share `Imported`: unique by (employer, source key), with the hash that tells whether they changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel
from uuid_utils import uuid7

ID = sa.String(36)

# Every constraint has a name on both databases: SQLite cannot change one that has none.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """A fresh UUIDv7 as text."""
    return str(uuid7())


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware datetime. SQLite forgets the zone, so it is put back as UTC; naive values are refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Row(SQLModel):
    """What every table shares: a `repr` that gives nothing away."""

    def __repr_args__(self) -> Sequence[tuple[str | None, Any]]:
        return [("id", getattr(self, "id", None))]


def _time(*, nullable: bool = False) -> Any:
    return Field(default=None if nullable else ..., sa_type=UtcDateTime, nullable=nullable)


def _json() -> Any:
    return Field(default_factory=list, sa_type=sa.JSON, nullable=False)


# --- who may call ------------------------------------------------------------------------------


class ApiKey(Row, table=True):
    """A caller. The key itself is never stored: `secret_hash` finds it. Revoked, never removed."""

    __tablename__: ClassVar[str] = "api_keys"
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    name: str
    role: str
    secret_hash: str = Field(unique=True)
    permissions: list[str] = _json()
    all_employers: bool
    created_at: datetime = _time()
    revoked_at: datetime | None = _time(nullable=True)


class ApiKeyEmployer(Row, table=True):
    """Part of the scope of a key that does not reach all employers."""

    __tablename__: ClassVar[str] = "api_key_employers"
    api_key_id: str = Field(foreign_key="api_keys.id", primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)


class ApiKeyGroup(Row, table=True):
    """A group in the scope of a key: its members of the moment."""

    __tablename__: ClassVar[str] = "api_key_groups"
    api_key_id: str = Field(foreign_key="api_keys.id", primary_key=True, sa_type=ID)
    employer_group_id: str = Field(foreign_key="employer_groups.id", primary_key=True, sa_type=ID)


class IdempotencyKey(Row, table=True):
    """The answer once given under a caller's `Idempotency-Key`, given again for the same request."""

    __tablename__: ClassVar[str] = "idempotency_keys"
    api_key_id: str = Field(foreign_key="api_keys.id", primary_key=True, sa_type=ID)
    key: str = Field(primary_key=True)
    fingerprint: str
    status: int = 0
    headers: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON, nullable=False)
    body: str = ""
    created_at: datetime = _time()


# --- what an administrator sets up -------------------------------------------------------------


class Employer(Row, table=True):
    """`employer_code` equals the source's company id once assigned.

    `unlinked_accepted_*`: who took upon himself that the employees told of until then have no Nmbrs id.
    """

    __tablename__: ClassVar[str] = "employers"
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    name: str
    employer_code: str | None = Field(default=None, unique=True)
    unlinked_accepted_at: datetime | None = _time(nullable=True)
    # An API key. Without a foreign key: SQLite can add none to a table that others refer to.
    unlinked_accepted_by: str | None = Field(default=None, sa_type=ID)
    version: int = 1
    created_at: datetime = _time()
    updated_at: datetime = _time()


class SuiteEmployee(Row, table=True):
    """An employee the suite already has, as it told us. `nmbrs_id` is null until it is linked (R3-R5)."""

    __tablename__: ClassVar[str] = "suite_employees"
    __table_args__ = (
        sa.UniqueConstraint("employer_id", "suite_id"),
        sa.UniqueConstraint("employer_id", "nmbrs_id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", sa_type=ID)
    suite_id: str
    nmbrs_id: str | None = None
    created_at: datetime = _time()
    updated_at: datetime = _time()


class EmployerGroup(Row, table=True):
    """A named set of employers. Not selectable: memberships stay, none can be added."""

    __tablename__: ClassVar[str] = "employer_groups"
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    name: str
    code: str | None = None
    notes: str | None = None
    selectable: bool = True
    version: int = 1
    created_at: datetime = _time()
    updated_at: datetime = _time()


class EmployerGroupMember(Row, table=True):
    """An employer may be in several groups."""

    __tablename__: ClassVar[str] = "employer_group_members"
    employer_group_id: str = Field(foreign_key="employer_groups.id", primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID, index=True)


class AbsenceClassification(Row, table=True):
    """The catalogue. `source_label` marks the seven that mean one label of Nmbrs (option 1)."""

    __tablename__: ClassVar[str] = "absence_classifications"
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    code: str = Field(unique=True)
    name: str
    source_label: str | None = Field(default=None, unique=True)
    created_at: datetime = _time()


class EmployerClassification(Row, table=True):
    """The classifications an employer may receive (article, section 5)."""

    __tablename__: ClassVar[str] = "employer_classifications"
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)
    classification_id: str = Field(foreign_key="absence_classifications.id", primary_key=True, sa_type=ID)


class ClassificationMapping(Row, table=True):
    """Which option of the article, section 5, holds for the whole installation: the only row."""

    __tablename__: ClassVar[str] = "classification_mapping"
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_row"),)
    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    strategy: str
    version: int = 1
    updated_at: datetime = _time()


class MappedClassification(Row, table=True):
    """What a label of the source refers to under option 2; prepared here while option 1 holds."""

    __tablename__: ClassVar[str] = "mapped_classifications"
    source_label: str = Field(primary_key=True)
    classification_id: str = Field(foreign_key="absence_classifications.id", sa_type=ID)


class Account(Row, table=True):
    """The credentials of one customer's Nmbrs, and the employers they may touch.

    `attention_code` is set when Nmbrs rejected the credentials; until they change no call is made.
    """

    __tablename__: ClassVar[str] = "accounts"
    __table_args__ = (
        sa.Index(
            "uq_accounts_login",
            "domain",
            "username",
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        ),
    )
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    name: str
    account_type: str
    hr_system: str
    transport: str
    username: str
    token_encrypted: str
    domain: str
    report_recipients: list[str] = _json()
    culture: str
    scope: str
    employer_id: str | None = Field(default=None, foreign_key="employers.id", sa_type=ID)
    employer_group_id: str | None = Field(default=None, foreign_key="employer_groups.id", sa_type=ID)
    authorised_employer_count: int | None = None
    attention_code: str | None = None
    archived_at: datetime | None = _time(nullable=True)
    version: int = 1
    created_at: datetime = _time()
    updated_at: datetime = _time()


class AccountOperation(Row, table=True):
    """What was last learnt about one call at the source with an account's credentials.

    Learnt by a check, or by a run that was refused; forgotten when the credentials change.
    """

    __tablename__: ClassVar[str] = "account_operations"
    account_id: str = Field(foreign_key="accounts.id", primary_key=True, sa_type=ID)
    service: str = Field(primary_key=True)
    operation: str = Field(primary_key=True)
    state: str
    fault: int | None = None
    checked_at: datetime = _time()


class Configuration(Row, table=True):
    """A data flow of an account: what is imported, when, and what is mailed about it."""

    __tablename__: ClassVar[str] = "configurations"
    __table_args__ = (
        sa.Index(
            "uq_configurations_data_stream",
            "account_id",
            "data_stream",
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        ),
    )
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    account_id: str = Field(foreign_key="accounts.id", sa_type=ID)
    data_stream: str
    option: str
    import_departments: bool
    import_employees: bool
    import_absence: bool
    import_wages: bool
    mail_level: str
    weekdays: list[str] = _json()
    times: list[str] = _json()
    mapping: str
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON, nullable=False)
    archived_at: datetime | None = _time(nullable=True)
    version: int = 1
    created_at: datetime = _time()
    updated_at: datetime = _time()


# --- what happened -----------------------------------------------------------------------------


class Run(Row, table=True):
    """One execution of a configuration. Its workflow has the same id. Counts are derived, not kept."""

    __tablename__: ClassVar[str] = "runs"
    __table_args__ = (
        sa.Index(
            "uq_runs_open",
            "configuration_id",
            unique=True,
            sqlite_where=sa.text("status IN ('queued', 'running')"),
            postgresql_where=sa.text("status IN ('queued', 'running')"),
        ),
    )
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    configuration_id: str = Field(foreign_key="configurations.id", sa_type=ID, index=True)
    account_id: str = Field(foreign_key="accounts.id", sa_type=ID, index=True)
    option: str
    mode: str
    status: str
    code: str | None = None
    requested_by: str | None = Field(default=None, foreign_key="api_keys.id", sa_type=ID)
    created_at: datetime = _time()
    started_at: datetime | None = _time(nullable=True)
    finished_at: datetime | None = _time(nullable=True)
    cancel_requested_at: datetime | None = _time(nullable=True)


class RunEmployer(Row, table=True):
    """How far one employer of a run has come."""

    __tablename__: ClassVar[str] = "run_employers"
    run_id: str = Field(foreign_key="runs.id", primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)
    company_key: str
    status: str
    code: str | None = None
    started_at: datetime | None = _time(nullable=True)
    finished_at: datetime | None = _time(nullable=True)


class RunStream(Row, table=True):
    """What was proven about one stream of one employer in a run."""

    __tablename__: ClassVar[str] = "run_streams"
    run_id: str = Field(foreign_key="runs.id", primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID)
    stream: str = Field(primary_key=True)
    state: str
    operation: str
    code: str
    read: int


class ReportLine(Row, table=True):
    """One line of a log report. `reference` is a source key; `params` fill the text of `code`."""

    __tablename__: ClassVar[str] = "report_lines"
    id: int | None = Field(
        default=None,
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    )
    run_id: str = Field(foreign_key="runs.id", sa_type=ID, index=True)
    employer_id: str | None = Field(default=None, foreign_key="employers.id", sa_type=ID)
    at: datetime = _time()
    level: int
    stream: str
    code: str
    reference: str = ""
    params: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON, nullable=False)


class Change(Row, table=True):
    """The journal: one row per record and operation, the plan before it is applied and the trail after.

    `fields` is `{name: [old, new]}`; protected values in it are encrypted. `base_hash` is the content
    the plan was made on (`None` for a new record): applying on anything else is refused.
    """

    __tablename__: ClassVar[str] = "changes"
    __table_args__ = (sa.Index("ix_changes_run_employer", "run_id", "employer_id"),)
    id: int | None = Field(
        default=None,
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    )
    run_id: str = Field(foreign_key="runs.id", sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", sa_type=ID)
    entity: str
    record_id: str = Field(sa_type=ID, index=True)
    source_key: str
    operation: str
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON, nullable=False)
    reason: str
    base_hash: str | None = None
    content_hash: str
    applied_at: datetime | None = _time(nullable=True)


# --- what was imported -------------------------------------------------------------------------


class Imported(Row):
    """The columns every imported record has. Withdrawn rows stay, with the time they went."""

    id: str = Field(default_factory=new_id, primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", sa_type=ID)
    source_key: str
    content_hash: str
    run_id: str = Field(foreign_key="runs.id", sa_type=ID)
    updated_at: datetime = _time()
    withdrawn_at: datetime | None = _time(nullable=True)


class Department(Imported, table=True):
    __tablename__: ClassVar[str] = "departments"
    __table_args__ = (sa.UniqueConstraint("employer_id", "source_key"),)
    code: str
    name: str


class Employee(Imported, table=True):
    """A person at one employer. `department_id` is the department of the day of the last run."""

    __tablename__: ClassVar[str] = "employees"
    __table_args__ = (sa.UniqueConstraint("employer_id", "source_key"),)
    department_id: str | None = Field(default=None, foreign_key="departments.id", sa_type=ID)
    personnel_number: str
    first_name: str | None = None
    call_name: str | None = None
    initials: str | None = None
    prefix: str | None = None
    last_name: str | None = None
    partner_prefix: str | None = None
    partner_last_name: str | None = None
    gender: str | None = None
    birth_date: date | None = None
    bsn_encrypted: str | None = None
    bsn_hash: str | None = Field(default=None, index=True)


class Employment(Imported, table=True):
    __tablename__: ClassVar[str] = "employments"
    __table_args__ = (sa.UniqueConstraint("employer_id", "source_key"),)
    employee_id: str = Field(foreign_key="employees.id", sa_type=ID, index=True)
    start_date: date
    end_date: date | None = None
    initial_start_date: date | None = None


class AbsenceCase(Imported, table=True):
    """One dossier of the source. `periods` are its parts: percentage over dates, by first day.

    `pending_withdrawal_run_id` is the complete run that first missed the case.
    """

    __tablename__: ClassVar[str] = "absence_cases"
    __table_args__ = (sa.UniqueConstraint("employer_id", "source_key"),)
    employee_id: str = Field(foreign_key="employees.id", sa_type=ID, index=True)
    classification_encrypted: str
    kind: str
    safety_net: str
    first_sick_day: date
    last_sick_day: date | None = None
    periods: list[dict[str, Any]] = _json()
    pending_withdrawal_run_id: str | None = Field(default=None, foreign_key="runs.id", sa_type=ID)


IMPORTED: dict[str, type[Imported]] = {
    "department": Department,
    "employee": Employee,
    "employment": Employment,
    "absence_case": AbsenceCase,
}
