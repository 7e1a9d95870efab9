"""Tables of what an administrator sets up."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from app.models.columns import ID, Row, json_list, moment, own_id


class Employer(Row, table=True):
    """`employer_code` equals the source's company id once assigned.

    `unlinked_accepted_*`: who took upon himself that the employees told of until then have no Nmbrs id.
    """

    __tablename__: ClassVar[str] = "employers"
    id: str = own_id("employers")
    name: str
    employer_code: str | None = Field(default=None, unique=True)
    unlinked_accepted_at: datetime | None = moment(nullable=True)
    # An API key. Without a foreign key: SQLite can add none to a table that others refer to.
    unlinked_accepted_by: str | None = Field(default=None, sa_type=ID)
    version: int = 1
    created_at: datetime = moment()
    updated_at: datetime = moment()


class SuiteEmployee(Row, table=True):
    """An employee the suite already has, as it told us. `nmbrs_id` is null until it is linked (R3-R5)."""

    __tablename__: ClassVar[str] = "suite_employees"
    __table_args__ = (
        sa.UniqueConstraint("employer_id", "suite_id"),
        sa.UniqueConstraint("employer_id", "nmbrs_id"),
    )
    id: str = own_id("suite_employees")
    employer_id: str = Field(foreign_key="employers.id", sa_type=ID)
    suite_id: str
    nmbrs_id: str | None = None
    created_at: datetime = moment()
    updated_at: datetime = moment()


class EmployerGroup(Row, table=True):
    """A named set of employers. Not selectable: memberships stay, none can be added."""

    __tablename__: ClassVar[str] = "employer_groups"
    id: str = own_id("employer_groups")
    name: str
    code: str | None = None
    notes: str | None = None
    selectable: bool = True
    version: int = 1
    created_at: datetime = moment()
    updated_at: datetime = moment()


class EmployerGroupMember(Row, table=True):
    """An employer may be in several groups."""

    __tablename__: ClassVar[str] = "employer_group_members"
    employer_group_id: str = Field(foreign_key="employer_groups.id", primary_key=True, sa_type=ID)
    employer_id: str = Field(foreign_key="employers.id", primary_key=True, sa_type=ID, index=True)


class AbsenceClassification(Row, table=True):
    """The catalogue. `source_label` marks the seven that mean one label of Nmbrs (option 1)."""

    __tablename__: ClassVar[str] = "absence_classifications"
    id: str = own_id("absence_classifications")
    code: str = Field(unique=True)
    name: str
    source_label: str | None = Field(default=None, unique=True)
    created_at: datetime = moment()


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
    updated_at: datetime = moment()


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
    id: str = own_id("accounts")
    name: str
    account_type: str
    hr_system: str
    transport: str
    username: str
    token_encrypted: str
    domain: str
    report_recipients: list[str] = json_list()
    culture: str
    scope: str
    employer_id: str | None = Field(default=None, foreign_key="employers.id", sa_type=ID)
    employer_group_id: str | None = Field(default=None, foreign_key="employer_groups.id", sa_type=ID)
    authorised_employer_count: int | None = None
    attention_code: str | None = None
    archived_at: datetime | None = moment(nullable=True)
    version: int = 1
    created_at: datetime = moment()
    updated_at: datetime = moment()


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
    checked_at: datetime = moment()


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
    id: str = own_id("configurations")
    account_id: str = Field(foreign_key="accounts.id", sa_type=ID)
    data_stream: str
    option: str
    import_departments: bool
    import_employees: bool
    import_absence: bool
    import_wages: bool
    mail_level: str
    weekdays: list[str] = json_list()
    times: list[str] = json_list()
    mapping: str
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON, nullable=False)
    archived_at: datetime | None = moment(nullable=True)
    version: int = 1
    created_at: datetime = moment()
    updated_at: datetime = moment()
