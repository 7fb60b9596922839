"""The tables around a plan: money, what must be decided, what the person says, and who takes over."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from api.werkplan.columns import Base, Moment

_ID = String(32)
_CODE = String(60)


def _plan() -> Mapped[str]:
    return mapped_column(_ID, ForeignKey("plan.id", ondelete="CASCADE"), index=True)


class Budget(Base):
    """Money that a party set apart for this plan, in whole euro cents."""

    __tablename__ = "budget"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    party: Mapped[str] = mapped_column(_CODE)
    label: Mapped[str] = mapped_column(Text)
    amount_eurocent: Mapped[int] = mapped_column(BigInteger)
    begins: Mapped[date | None]
    ends: Mapped[date | None]


class Commitment(Base):
    """A part of a budget that was promised for an activity; released when it isn't needed after all."""

    __tablename__ = "commitment"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    budget_id: Mapped[str] = mapped_column(_ID, ForeignKey("budget.id", ondelete="CASCADE"), index=True)
    activity_id: Mapped[str] = mapped_column(_ID, ForeignKey("activity.id", ondelete="CASCADE"))
    amount_eurocent: Mapped[int] = mapped_column(BigInteger)
    committed_at: Mapped[datetime] = mapped_column(Moment)
    released_at: Mapped[datetime | None] = mapped_column(Moment)


class Decision(Base):
    """Something to decide: what, by whom, before which day; and how it was decided, when and why."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_party_plan_id", "party", "plan_id"),)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    kind: Mapped[str] = mapped_column(_CODE)
    subject: Mapped[str | None] = mapped_column(_ID)
    question: Mapped[str] = mapped_column(Text)
    party: Mapped[str] = mapped_column(_CODE, index=True)
    due: Mapped[date | None]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(_CODE)
    reason: Mapped[str | None] = mapped_column(Text)
    begins: Mapped[date | None]
    ends: Mapped[date | None]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class Note(Base):
    """A note: of the person, or of a party, which keeps it among its own unless it goes along in a hand-over."""

    __tablename__ = "note"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    by_role: Mapped[str] = mapped_column(_CODE)
    party: Mapped[str | None] = mapped_column(_CODE)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class Consent(Base):
    """The person's consent that a party gets more than its task asks for; withdrawn when the person says so."""

    __tablename__ = "consent"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    party: Mapped[str] = mapped_column(_CODE)
    parts: Mapped[list[str]] = mapped_column(JSON)
    purpose: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class HandOver(Base):
    """A plan offered to another party. Until it is accepted the sender remains responsible."""

    __tablename__ = "hand_over"
    __table_args__ = (
        Index("ix_hand_over_receiver_state_plan_id", "receiver", "state", "plan_id"),
        Index(
            "uq_hand_over_offered",
            "plan_id",
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
    )

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    sender: Mapped[str] = mapped_column(_CODE)
    receiver: Mapped[str] = mapped_column(_CODE, index=True)
    reason: Mapped[str] = mapped_column(Text)
    legal_task: Mapped[str] = mapped_column(Text)
    consent_id: Mapped[str | None] = mapped_column(_ID, ForeignKey("consent.id", ondelete="CASCADE"))
    along: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(_CODE)
    offered_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_reason: Mapped[str | None] = mapped_column(Text)
