"""Figures that were published, which can't be changed, and the indexes that a list of plans asks for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

GUARDS = {
    "sqlite": (
        "CREATE TRIGGER monitor_release_is_kept BEFORE UPDATE ON monitor_release "
        "BEGIN SELECT RAISE(ABORT, 'published figures are never changed'); END",
        "CREATE TRIGGER monitor_release_stays BEFORE DELETE ON monitor_release "
        "BEGIN SELECT RAISE(ABORT, 'published figures are never removed'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION monitor_release_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'published figures are never changed or removed'; END $$",
        "CREATE TRIGGER monitor_release_is_kept BEFORE UPDATE OR DELETE ON monitor_release "
        "FOR EACH ROW EXECUTE FUNCTION monitor_release_is_kept()",
    ),
}
UNGUARDS = {
    "sqlite": ("DROP TRIGGER monitor_release_is_kept", "DROP TRIGGER monitor_release_stays"),
    "postgresql": (
        "DROP TRIGGER monitor_release_is_kept ON monitor_release",
        "DROP FUNCTION monitor_release_is_kept()",
    ),
}
#: A list of plans is read in order of id, from each ground on which they may be seen.
INDEXES = {
    "ix_plan_coordinator_id": ("plan", ["coordinator", "id"]),
    "ix_activity_party_plan_id": ("activity", ["party", "plan_id"]),
    "ix_decision_party_plan_id": ("decision", ["party", "plan_id"]),
    "ix_hand_over_receiver_state_plan_id": ("hand_over", ["receiver", "state", "plan_id"]),
}


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "monitor_release",
        sa.Column("half_year", sa.String(length=6), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("half_year", name=op.f("pk_monitor_release")),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    """Take it away, with what is in it."""
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table_name=table)
    for statement in UNGUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("monitor_release")
