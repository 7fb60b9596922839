"""The table of the log of processings (Logboek Dataverwerkingen): one row for each line.

It hangs under no plan: a line is to outlive the plan that it is about. It holds no id of a plan or a person; whom it
is about stands there as a pseudonym that only the person's own id leads to.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from api.werkplan.columns import Base, Moment


class LogLine(Base):
    """One line: rows are added, never changed (the database refuses it), and go with an erasure or their term."""

    __tablename__ = "processing_log"
    __table_args__ = (Index("ix_processing_log_subject_id", "subject", "id"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    trace_id: Mapped[str] = mapped_column(String(32))
    span_id: Mapped[str] = mapped_column(String(16))
    parent_span_id: Mapped[str | None] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(5))
    name: Mapped[str] = mapped_column(String(60))
    start_time: Mapped[datetime] = mapped_column(Moment)
    end_time: Mapped[datetime] = mapped_column(Moment, index=True)
    activity: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str | None] = mapped_column(String(64))
    foreign_span_id: Mapped[str | None] = mapped_column(String(16))
    processor: Mapped[str | None] = mapped_column(String(300))
    role: Mapped[str] = mapped_column(String(60))
    organisation: Mapped[str | None] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(60))
