"""What must reach the graph, and a history that can't be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

#: An event may go with its plan when that is erased; what it says never changes.
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER event_is_kept BEFORE UPDATE ON event "
        "BEGIN SELECT RAISE(ABORT, 'the history of a plan is never changed'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION event_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the history of a plan is never changed'; END $$",
        "CREATE TRIGGER event_is_kept BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION event_is_kept()",
    ),
}
UNGUARDS = {
    "sqlite": ("DROP TRIGGER event_is_kept",),
    "postgresql": ("DROP TRIGGER event_is_kept ON event", "DROP FUNCTION event_is_kept()"),
}


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("taken_by", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    dialect = op.get_bind().dialect.name
    for statement in GUARDS[dialect]:
        op.execute(statement)


def downgrade() -> None:
    """Take them away, with what is in them."""
    dialect = op.get_bind().dialect.name
    for statement in UNGUARDS[dialect]:
        op.execute(statement)
    op.drop_table("outbox")
