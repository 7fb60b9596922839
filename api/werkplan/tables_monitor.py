"""The table of figures that were published: one row for each half-year, which is never changed.

Nothing in it is about anybody: what is hidden isn't kept, so an erasure has nothing to take from it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from api.werkplan.columns import Base, Moment


class Release(Base):
    """The figures of a half-year as they were first published (the database refuses to change them)."""

    __tablename__ = "monitor_release"

    half_year: Mapped[str] = mapped_column(String(6), primary_key=True)
    published_at: Mapped[datetime] = mapped_column(Moment)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
