"""Whole calendar half-years: the only periods that figures are published of, once they have settled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from ontology.errors import UnsupportedCriterion

PATTERN: Final = r"^20[2-9]\d-[12]$"
FIRST_YEAR: Final = 2020
MOST: Final = 10  #: half-years in one answer


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """The first (1) or second (2) half of a year, in UTC."""

    year: int
    half: int

    @classmethod
    def parse(cls, text: str) -> HalfYear:
        """A half-year as it is written: ``2026-1``.

        Raises:
            UnsupportedCriterion: it is none.
        """
        if not re.fullmatch(PATTERN, text):
            raise UnsupportedCriterion(f"found the period {text!r}, expected a half-year such as 2026-1 or 2026-2")
        return cls(int(text[:4]), int(text[5]))

    @classmethod
    def of(cls, day: date) -> HalfYear:
        """The half-year that a day is in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def settled(cls, today: date) -> HalfYear:
        """The last half-year that may be published on a day: what happened in it had a month to be recorded."""
        month = today.year * 12 + today.month - 2  # the month before this one, counted from zero
        return cls.of(date(month // 12, month % 12 + 1, 1)).before()

    def before(self) -> HalfYear:
        """The half-year that went before."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    def after(self) -> HalfYear:
        """The half-year that comes next."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def ends(self) -> date:
        """The first day after it."""
        return self.after().begins

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its first moment, and the first one after it."""
        return _start_of(self.begins), _start_of(self.ends)

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def half_years(begin: str | None, end: str | None, today: date) -> list[HalfYear]:
    """The half-years from one to another, oldest first; what isn't given is the last one that may be published.

    Raises:
        UnsupportedCriterion: one isn't over and settled, they stand the wrong way round, or they are too many.
    """
    newest = HalfYear.settled(today)
    last = HalfYear.parse(end) if end else newest
    first = HalfYear.parse(begin) if begin else last
    if last > newest:
        opens = _settles(last)
        raise UnsupportedCriterion(
            f"found the half-year {last}, expected {newest} or earlier: figures are published from a month after a "
            f"half-year has ended, of this one from {opens.isoformat()}"
        )
    if first > last:
        raise UnsupportedCriterion(f"found a period from {first} to {last}, expected the earlier one first")
    found = [first]
    while found[-1] < last and len(found) <= MOST:
        found.append(found[-1].after())
    if len(found) > MOST:
        raise UnsupportedCriterion(f"found more than {MOST} half-years from {first} to {last}: ask for fewer at once")
    return found


def _settles(half_year: HalfYear) -> date:
    over = half_year.ends
    return date(over.year, over.month + 1, 1)
