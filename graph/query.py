"""A question and its answer in the network's own integers; what people see is made in ``explain``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

#: Every cap of the search; hitting ``nodes`` sets ``complete`` to False with the bounds that were left.
LIMITS: Final = {"jobs": 3, "trainings": 5, "nodes": 300_000, "routes": 4_096}
WEEKS_PER_BUCKET: Final = 4
CENTS_PER_BUCKET: Final = 100_00
STONE_HELD_PERCENT: Final = 30  #: of its essential skills that must be held to be a stepping stone
STONE_SUPPLY_PERCENT: Final = 10  #: of what a later entry lacks that a stepping stone must supply


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question, in rows of the network.

    ``skills`` and ``groups`` are what the person holds (groups: any-of sets that are met);
    ``skill_level`` the highest ISCO skill level held (1 to 4), 0 when nothing is known: then no
    stepping stone is left out for its level. Limits are exact sums, None is no limit: weeks in
    the chosen reading, euro cents, hours a week of study outside paid work. ``modes`` are places in ``network.MODES``.
    ``region`` leaves out trainings that are only elsewhere, unless ``other_regions``.
    ``elapsed``: trainings and dwell; else training weeks only.
    """

    target: int
    skills: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    skill_level: int = 0
    max_weeks: int | None = None
    max_cents: int | None = None
    max_hours: int | None = None
    modes: frozenset[int] | None = None
    paid_only: bool = False
    region: int | None = None
    other_regions: bool = False
    avoid_trainings: frozenset[int] = frozenset()
    avoid_jobs: frozenset[int] = frozenset()
    must_trainings: frozenset[int] = frozenset()
    must_jobs: frozenset[int] = frozenset()
    elapsed: bool = True
    theta: int = 75
    dwell: int = 52
    jobs: int = 3  #: the target and at most ``jobs`` − 1 stepping stones


@dataclass(frozen=True, slots=True)
class Found:
    """One route: jobs in order (the last is the target), training rows ascending, and what it takes.

    ``vector``: time (4-week buckets), unpaid (4-week buckets), cost (EUR 100 buckets), jobs,
    left to learn (10 % bins, worst entry), market (worst class). ``unknown``: flags of ``network``;
    the exact sums then hold the known part only.
    """

    jobs: tuple[int, ...]
    trainings: tuple[int, ...]
    vector: tuple[int, int, int, int, int, int]
    unknown: int
    weeks: int
    cents: int
    unpaid: int

    @property
    def order(self) -> tuple[object, ...]:
        """How routes are listed and ties are broken; the last parts are the route's id in rows."""
        return (
            self.vector,
            self.unknown,
            self.weeks,
            self.cents,
            self.unpaid,
            len(self.trainings),
            self.jobs,
            self.trainings,
        )


@dataclass(frozen=True, slots=True)
class RouteSet:
    """The Pareto set, best first; ``complete`` or the lower-bound corners of what was not opened."""

    routes: tuple[Found, ...]
    complete: bool
    explored: int
    bounds: tuple[tuple[int, ...], ...] = field(default=())
