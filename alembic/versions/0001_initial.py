"""The first tables, and the seven absence classifications that Nmbrs can deliver (article, section 5)."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# (id, code, label of Nmbrs): what was true when this migration was written; it never follows the code.
CLASSIFICATIONS = (
    ("01990000-0000-7000-8000-000000000001", "NMBRS_ZIEKTE", "Ziekte"),
    ("01990000-0000-7000-8000-000000000002", "NMBRS_ZWANGERSCHAP", "Ziekte door zwangerschap (vangnet)"),
    (
        "01990000-0000-7000-8000-000000000003",
        "NMBRS_NO_RISK",
        "Ziekte heringetreden arbeidsgehandicapte (vangnet)",
    ),
    ("01990000-0000-7000-8000-000000000004", "NMBRS_ORGAANDONATIE", "Ziekte door orgaandonatie (vangnet)"),
    ("01990000-0000-7000-8000-000000000005", "NMBRS_ADOPTIE_PLEEGZORG", "Adoptie / Pleegzorg"),
    ("01990000-0000-7000-8000-000000000006", "NMBRS_BEVALLING", "Ziekte door bevalling"),
    ("01990000-0000-7000-8000-000000000007", "NMBRS_GEEN_VANGNET", "Geen vangnetgeval"),
)


def upgrade() -> None:
    _create_tables()
    _add_classifications()


def _create_tables() -> None:
    op.create_table(
        "absence_classifications",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source_label", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_classifications")),
        sa.UniqueConstraint("code", name=op.f("uq_absence_classifications_code")),
        sa.UniqueConstraint("source_label", name=op.f("uq_absence_classifications_source_label")),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("permissions", sa.JSON(), nullable=False),
        sa.Column("all_employers", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_api_keys_secret_hash")),
    )
    op.create_table(
        "employer_groups",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("selectable", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_groups")),
    )
    op.create_table(
        "employers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("employer_code", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employers")),
        sa.UniqueConstraint("employer_code", name=op.f("uq_employers_employer_code")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("account_type", sa.String(), nullable=False),
        sa.Column("hr_system", sa.String(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("token_encrypted", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("report_recipients", sa.JSON(), nullable=False),
        sa.Column("culture", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=True),
        sa.Column("employer_group_id", sa.String(length=36), nullable=True),
        sa.Column("authorised_employer_count", sa.Integer(), nullable=True),
        sa.Column("attention_code", sa.String(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_group_id"], ["employer_groups.id"], name=op.f("fk_accounts_employer_group_id")
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_accounts_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(
            "uq_accounts_login",
            ["domain", "username"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "api_key_employers",
        sa.Column("api_key_id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_keys.id"], name=op.f("fk_api_key_employers_api_key_id")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employers.id"], name=op.f("fk_api_key_employers_employer_id")
        ),
        sa.PrimaryKeyConstraint("api_key_id", "employer_id", name=op.f("pk_api_key_employers")),
    )
    op.create_table(
        "api_key_groups",
        sa.Column("api_key_id", sa.String(length=36), nullable=False),
        sa.Column("employer_group_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["api_key_id"], ["api_keys.id"], name=op.f("fk_api_key_groups_api_key_id")),
        sa.ForeignKeyConstraint(
            ["employer_group_id"], ["employer_groups.id"], name=op.f("fk_api_key_groups_employer_group_id")
        ),
        sa.PrimaryKeyConstraint("api_key_id", "employer_group_id", name=op.f("pk_api_key_groups")),
    )
    op.create_table(
        "employer_classifications",
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("classification_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["classification_id"],
            ["absence_classifications.id"],
            name=op.f("fk_employer_classifications_classification_id"),
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employers.id"], name=op.f("fk_employer_classifications_employer_id")
        ),
        sa.PrimaryKeyConstraint("employer_id", "classification_id", name=op.f("pk_employer_classifications")),
    )
    op.create_table(
        "employer_group_members",
        sa.Column("employer_group_id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_group_id"],
            ["employer_groups.id"],
            name=op.f("fk_employer_group_members_employer_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employers.id"], name=op.f("fk_employer_group_members_employer_id")
        ),
        sa.PrimaryKeyConstraint("employer_group_id", "employer_id", name=op.f("pk_employer_group_members")),
    )
    with op.batch_alter_table("employer_group_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_employer_group_members_employer_id"), ["employer_id"], unique=False
        )

    op.create_table(
        "idempotency_keys",
        sa.Column("api_key_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["api_key_id"], ["api_keys.id"], name=op.f("fk_idempotency_keys_api_key_id")),
        sa.PrimaryKeyConstraint("api_key_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_table(
        "configurations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("data_stream", sa.String(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("import_departments", sa.Boolean(), nullable=False),
        sa.Column("import_employees", sa.Boolean(), nullable=False),
        sa.Column("import_absence", sa.Boolean(), nullable=False),
        sa.Column("import_wages", sa.Boolean(), nullable=False),
        sa.Column("mail_level", sa.String(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_configurations_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_configurations")),
    )
    with op.batch_alter_table("configurations", schema=None) as batch_op:
        batch_op.create_index(
            "uq_configurations_data_stream",
            ["account_id", "data_stream"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("configuration_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("requested_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_runs_account_id")),
        sa.ForeignKeyConstraint(
            ["configuration_id"], ["configurations.id"], name=op.f("fk_runs_configuration_id")
        ),
        sa.ForeignKeyConstraint(["requested_by"], ["api_keys.id"], name=op.f("fk_runs_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_runs_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_runs_configuration_id"), ["configuration_id"], unique=False)
        batch_op.create_index(
            "uq_runs_open",
            ["configuration_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('queued', 'running')"),
            postgresql_where=sa.text("status IN ('queued', 'running')"),
        )

    op.create_table(
        "changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("base_hash", sa.String(), nullable=True),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_changes_employer_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_changes_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_changes_record_id"), ["record_id"], unique=False)
        batch_op.create_index("ix_changes_run_employer", ["run_id", "employer_id"], unique=False)

    op.create_table(
        "departments",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_departments_employer_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_departments_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("employer_id", "source_key", name=op.f("uq_departments_employer_id_source_key")),
    )
    op.create_table(
        "report_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_report_lines_employer_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_report_lines_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_lines")),
    )
    with op.batch_alter_table("report_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_lines_run_id"), ["run_id"], unique=False)

    op.create_table(
        "run_employers",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("company_key", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_run_employers_employer_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_run_employers_run_id")),
        sa.PrimaryKeyConstraint("run_id", "employer_id", name=op.f("pk_run_employers")),
    )
    op.create_table(
        "run_streams",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_run_streams_employer_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_run_streams_run_id")),
        sa.PrimaryKeyConstraint("run_id", "employer_id", "stream", name=op.f("pk_run_streams")),
    )
    op.create_table(
        "employees",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("department_id", sa.String(length=36), nullable=True),
        sa.Column("personnel_number", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=True),
        sa.Column("call_name", sa.String(), nullable=True),
        sa.Column("initials", sa.String(), nullable=True),
        sa.Column("prefix", sa.String(), nullable=True),
        sa.Column("last_name", sa.String(), nullable=True),
        sa.Column("partner_prefix", sa.String(), nullable=True),
        sa.Column("partner_last_name", sa.String(), nullable=True),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("bsn_encrypted", sa.String(), nullable=True),
        sa.Column("bsn_hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_employees_department_id")
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_employees_employer_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_employees_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employees")),
        sa.UniqueConstraint("employer_id", "source_key", name=op.f("uq_employees_employer_id_source_key")),
    )
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employees_bsn_hash"), ["bsn_hash"], unique=False)

    op.create_table(
        "absence_cases",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("employee_id", sa.String(length=36), nullable=False),
        sa.Column("classification_encrypted", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("safety_net", sa.String(), nullable=False),
        sa.Column("first_sick_day", sa.Date(), nullable=False),
        sa.Column("last_sick_day", sa.Date(), nullable=True),
        sa.Column("periods", sa.JSON(), nullable=False),
        sa.Column("pending_withdrawal_run_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_absence_cases_employee_id")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_absence_cases_employer_id")),
        sa.ForeignKeyConstraint(
            ["pending_withdrawal_run_id"],
            ["runs.id"],
            name=op.f("fk_absence_cases_pending_withdrawal_run_id"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_absence_cases_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_cases")),
        sa.UniqueConstraint(
            "employer_id", "source_key", name=op.f("uq_absence_cases_employer_id_source_key")
        ),
    )
    with op.batch_alter_table("absence_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_cases_employee_id"), ["employee_id"], unique=False)

    op.create_table(
        "employments",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("employer_id", sa.String(length=36), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("employee_id", sa.String(length=36), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("initial_start_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_employments_employee_id")),
        sa.ForeignKeyConstraint(["employer_id"], ["employers.id"], name=op.f("fk_employments_employer_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_employments_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employments")),
        sa.UniqueConstraint("employer_id", "source_key", name=op.f("uq_employments_employer_id_source_key")),
    )
    with op.batch_alter_table("employments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employments_employee_id"), ["employee_id"], unique=False)


def _add_classifications() -> None:
    table = sa.table(
        "absence_classifications",
        *(sa.column(name, sa.String()) for name in ("id", "code", "name", "source_label")),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    now = datetime.now(UTC)
    op.bulk_insert(
        table,
        [
            {"id": id, "code": code, "name": f"{label} (Nmbrs)", "source_label": label, "created_at": now}
            for id, code, label in CLASSIFICATIONS
        ],
    )


def downgrade() -> None:
    with op.batch_alter_table("employments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employments_employee_id"))

    op.drop_table("employments")
    with op.batch_alter_table("absence_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_cases_employee_id"))

    op.drop_table("absence_cases")
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employees_bsn_hash"))

    op.drop_table("employees")
    op.drop_table("run_streams")
    op.drop_table("run_employers")
    with op.batch_alter_table("report_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_lines_run_id"))

    op.drop_table("report_lines")
    op.drop_table("departments")
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.drop_index("ix_changes_run_employer")
        batch_op.drop_index(batch_op.f("ix_changes_record_id"))

    op.drop_table("changes")
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_runs_open",
            sqlite_where=sa.text("status IN ('queued', 'running')"),
            postgresql_where=sa.text("status IN ('queued', 'running')"),
        )
        batch_op.drop_index(batch_op.f("ix_runs_configuration_id"))
        batch_op.drop_index(batch_op.f("ix_runs_account_id"))

    op.drop_table("runs")
    with op.batch_alter_table("configurations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_configurations_data_stream",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.drop_table("configurations")
    op.drop_table("idempotency_keys")
    with op.batch_alter_table("employer_group_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employer_group_members_employer_id"))

    op.drop_table("employer_group_members")
    op.drop_table("employer_classifications")
    op.drop_table("api_key_groups")
    op.drop_table("api_key_employers")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_accounts_login",
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )

    op.drop_table("accounts")
    op.drop_table("employers")
    op.drop_table("employer_groups")
    op.drop_table("api_keys")
    op.drop_table("absence_classifications")
