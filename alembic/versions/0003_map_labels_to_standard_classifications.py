"""Map labels to standard classifications (article, section 5, option 2); until then option 1 holds"""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    mapping = op.create_table(
        "classification_mapping",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("strategy", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_classification_mapping_only_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classification_mapping")),
    )
    op.create_table(
        "mapped_classifications",
        sa.Column("source_label", sa.String(), nullable=False),
        sa.Column("classification_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["classification_id"],
            ["absence_classifications.id"],
            name=op.f("fk_mapped_classifications_classification_id"),
        ),
        sa.PrimaryKeyConstraint("source_label", name=op.f("pk_mapped_classifications")),
    )
    only_row = {"id": 1, "strategy": "nmbrs", "version": 1, "updated_at": datetime.now(UTC)}
    op.bulk_insert(mapping, [only_row])


def downgrade() -> None:
    op.drop_table("mapped_classifications")
    op.drop_table("classification_mapping")
