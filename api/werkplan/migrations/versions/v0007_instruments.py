"""The instrument that an activity uses, as the graph had it; PostgreSQL keeps no samples of whose it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "used_instrument",
        sa.Column("activity_id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_used_instrument_activity_id_activity"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_used_instrument_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_used_instrument")),
    )
    op.create_index(op.f("ix_used_instrument_plan_id"), "used_instrument", ["plan_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for column in ("activity_id", "plan_id"):
            op.execute(f'ALTER TABLE used_instrument ALTER COLUMN "{column}" SET STATISTICS 0')


def downgrade() -> None:
    """Take it away, with what is in it."""
    op.drop_table("used_instrument")
