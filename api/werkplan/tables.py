"""The tables of a plan: the person's way, from situation and goals to what is being done.

Nobody is named: ``Plan.person`` is a random id, and an organisation's own case key stands apart in ``CaseKey``.
Every table but ``Outbox`` hangs under the plan, and goes when the plan goes.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.werkplan.columns import Base, Moment

_ID = String(32)
_CODE = String(60)


def _plan() -> Mapped[str]:
    return mapped_column(_ID, ForeignKey("plan.id", ondelete="CASCADE"), index=True)


class Plan(Base):
    """One person's plan. ``version`` counts its changes; ``coordinator`` is the one party that answers for it now."""

    __tablename__ = "plan"
    __table_args__ = (Index("ix_plan_coordinator_id", "coordinator", "id"),)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    person: Mapped[str] = mapped_column(_ID, unique=True)
    version: Mapped[int] = mapped_column(Integer)
    coordinator: Mapped[str] = mapped_column(_CODE, index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    close_reason: Mapped[str | None] = mapped_column(Text)

    situations: Mapped[list[Situation]] = relationship(order_by="Situation.begins, Situation.id", passive_deletes=True)
    goals: Mapped[list[Goal]] = relationship(order_by="Goal.created_at, Goal.id", passive_deletes=True)
    activities: Mapped[list[Activity]] = relationship(order_by="Activity.position", passive_deletes=True)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


class Situation(Base):
    """What the person lives on and where they stand, from a day on; it lasts until the next one begins."""

    __tablename__ = "situation"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    begins: Mapped[date]
    codes: Mapped[list[str]] = mapped_column(JSON)
    benefit_end: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Moment)


class Goal(Base):
    """Where the person wants to get: an occupation of the graph, or something in the person's own words."""

    __tablename__ = "goal"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    label: Mapped[str] = mapped_column(Text)
    occupation: Mapped[str | None] = mapped_column(Text)
    by_role: Mapped[str] = mapped_column(_CODE)
    state: Mapped[str] = mapped_column(_CODE)
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)

    pins: Mapped[list[Pin]] = relationship(order_by="Pin.number", passive_deletes=True)


class Pin(Base):
    """A route as it was chosen: its JSON to the byte, the receipt, and what the graph said of each step then."""

    __tablename__ = "pin"
    __table_args__ = (UniqueConstraint("goal_id", "number"),)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    goal_id: Mapped[str] = mapped_column(_ID, ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(_CODE)
    route: Mapped[str] = mapped_column(Text)
    route_sha256: Mapped[str] = mapped_column(String(64))
    receipt: Mapped[dict[str, Any]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    code_version: Mapped[str] = mapped_column(_CODE)
    pinned_at: Mapped[datetime] = mapped_column(Moment)


class Activity(Base):
    """Something that is done: who carries it, when, and how it stands. Stopped means with a reason."""

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_party_plan_id", "party", "plan_id"),)

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    plan_id: Mapped[str] = _plan()
    position: Mapped[int] = mapped_column(Integer)
    goal_id: Mapped[str | None] = mapped_column(_ID, ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    pin_id: Mapped[str | None] = mapped_column(_ID, ForeignKey("pin.id", ondelete="CASCADE"))
    step: Mapped[int | None] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(_CODE)
    label: Mapped[str] = mapped_column(Text)
    concept: Mapped[str | None] = mapped_column(Text)
    party: Mapped[str] = mapped_column(_CODE, index=True)
    state: Mapped[str] = mapped_column(_CODE)
    planned_begin: Mapped[date | None]
    planned_end: Mapped[date | None]
    real_begin: Mapped[date | None]
    real_end: Mapped[date | None]
    stop_reason: Mapped[str | None] = mapped_column(Text)


class UsedInstrument(Base):
    """The instrument of the graph that an activity uses, as the graph had it when the activity was added."""

    __tablename__ = "used_instrument"

    activity_id: Mapped[str] = mapped_column(_ID, ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    plan_id: Mapped[str] = _plan()
    instrument: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class Event(Base):
    """What happened, in order; rows are added and never changed (the database refuses it)."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    plan_id: Mapped[str] = _plan()
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(_CODE)
    role: Mapped[str] = mapped_column(_CODE)
    organisation: Mapped[str | None] = mapped_column(_CODE)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class CaseKey(Base):
    """An organisation's own name for a case; it never leaves that organisation's CSV."""

    __tablename__ = "case_key"
    __table_args__ = (UniqueConstraint("organisation", "plan_id"),)

    organisation: Mapped[str] = mapped_column(_CODE, primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    plan_id: Mapped[str] = _plan()


class Answered(Base):
    """The answer to a request with an idempotency key, so that the same request gets the same answer."""

    __tablename__ = "answered"

    scope: Mapped[str] = mapped_column(String(200), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    plan_id: Mapped[str | None] = mapped_column(_ID, ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    request_sha256: Mapped[str] = mapped_column(String(64))
    version: Mapped[int | None] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class Outbox(Base):
    """What must reach the graph: finished steps, without plan, person or day."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(_CODE)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    taken_by: Mapped[str | None] = mapped_column(_CODE)
