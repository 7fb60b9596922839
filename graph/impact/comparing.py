"""Two Pareto sets of one question, without and with a training: what the training makes possible or better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.network import UNKNOWN_COST, UNKNOWN_UNPAID, UNKNOWN_WEEKS
from graph.query import Found, RouteSet

#: How a training can matter to a pair, the strongest first.
HOWS: Final = ("opened", "shorter", "lessUnpaid", "cheaper", "other")


_BY_HOW: Final = {
    "shorter": (UNKNOWN_WEEKS, "weeks"),
    "lessUnpaid": (UNKNOWN_UNPAID, "unpaid"),
    "cheaper": (UNKNOWN_COST, "cents"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The least that is known of a set of routes: weeks, weeks without pay, euro cents; None where no route has it."""

    weeks: int | None
    unpaid: int | None
    cents: int | None
    routes: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a training does for one pair; ``how`` is empty where it makes no difference.

    ``sure`` is false where a search stopped at its budget: then a route may have been there before.
    """

    how: tuple[str, ...]
    without: Figures
    having: Figures
    best: Found | None
    sure: bool


def figures_of(routes: Sequence[Found]) -> Figures:
    """The least of each figure over the routes for which it is known; an unknown one is never taken for a number."""

    def least(flag: int, values: list[tuple[int, int]]) -> int | None:
        return min((value for value, unknown in values if not unknown & flag), default=None)

    return Figures(
        least(UNKNOWN_WEEKS, [(found.weeks, found.unknown) for found in routes]),
        least(UNKNOWN_UNPAID, [(found.unpaid, found.unknown) for found in routes]),
        least(UNKNOWN_COST, [(found.cents, found.unknown) for found in routes]),
        len(routes),
    )


def uses(routes: RouteSet, rows: frozenset[int]) -> tuple[Found, ...]:
    """The routes that go by one of these training rows."""
    return tuple(found for found in routes.routes if rows.intersection(found.trainings))


def change_of(without: RouteSet, having: RouteSet, rows: frozenset[int]) -> Change:
    """What the training rows do; a route that keeps them out can only be there with and without them."""
    own = uses(having, rows)
    before, after = figures_of(without.routes), figures_of(having.routes)
    how = []
    if own and not without.routes:
        how.append("opened")
    elif own:
        pairs = (("shorter", "weeks"), ("lessUnpaid", "unpaid"), ("cheaper", "cents"))
        for key, name in pairs:
            old, new = getattr(before, name), getattr(after, name)
            if new is not None and (old is None or new < old):
                how.append(key)
        how = how or ["other"]
    return Change(tuple(how), before, after, _shown(own, how), without.complete and having.complete)


def _shown(own: Sequence[Found], how: Sequence[str]) -> Found | None:
    """The route that shows what the training does first: the shortest when routes get shorter, and so on."""
    flag, figure = _BY_HOW.get(how[0] if how else "", (0, ""))
    able = [found for found in own if not found.unknown & flag]
    return min(
        able, key=lambda found: (getattr(found, figure) if figure else bool(found.unknown), found.order), default=None
    )
