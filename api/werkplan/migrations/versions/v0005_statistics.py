"""PostgreSQL keeps samples of columns for its planner; of what people wrote and who they are it is to keep none."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

COLUMNS = {
    "plan": ("id", "person", "close_reason"),
    "situation": ("id", "plan_id", "codes", "begins", "benefit_end"),
    "goal": ("id", "plan_id", "label", "reason"),
    "pin": ("id", "plan_id", "goal_id", "route", "route_sha256", "receipt", "facts"),
    "activity": ("id", "plan_id", "goal_id", "pin_id", "label", "stop_reason"),
    "event": ("plan_id", "data"),
    "case_key": ("plan_id", "key"),
    "answered": ("plan_id", "scope", "key", "body", "request_sha256"),
    "budget": ("id", "plan_id", "label"),
    "commitment": ("id", "plan_id", "budget_id", "activity_id"),
    "decision": ("id", "plan_id", "subject", "question", "reason"),
    "note": ("id", "plan_id", "text"),
    "consent": ("id", "plan_id", "purpose"),
    "hand_over": ("id", "plan_id", "consent_id", "reason", "legal_task", "answer_reason"),
    "processing_log": ("subject",),
}


def _set(target: int) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS {target}')


def upgrade() -> None:
    """Keep none."""
    _set(0)


def downgrade() -> None:
    """Keep what the server keeps by default."""
    _set(-1)
