"""The log of processings, which can't be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

#: A line may go with an erasure or at the end of its term; what it says never changes.
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER processing_log_is_kept BEFORE UPDATE ON processing_log "
        "BEGIN SELECT RAISE(ABORT, 'the log of processings is never changed'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION processing_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log of processings is never changed'; END $$",
        "CREATE TRIGGER processing_log_is_kept BEFORE UPDATE ON processing_log "
        "FOR EACH ROW EXECUTE FUNCTION processing_log_is_kept()",
    ),
}
UNGUARDS = {
    "sqlite": ("DROP TRIGGER processing_log_is_kept",),
    "postgresql": (
        "DROP TRIGGER processing_log_is_kept ON processing_log",
        "DROP FUNCTION processing_log_is_kept()",
    ),
}


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "processing_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("trace_id", sa.String(length=32), nullable=False),
        sa.Column("span_id", sa.String(length=16), nullable=False),
        sa.Column("parent_span_id", sa.String(length=16), nullable=True),
        sa.Column("status", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activity", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=True),
        sa.Column("foreign_span_id", sa.String(length=16), nullable=True),
        sa.Column("processor", sa.String(length=300), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=True),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processing_log")),
    )
    op.create_index(op.f("ix_processing_log_end_time"), "processing_log", ["end_time"], unique=False)
    op.create_index("ix_processing_log_subject_id", "processing_log", ["subject", "id"], unique=False)
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take it away, with what is in it."""
    for statement in UNGUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("processing_log")
