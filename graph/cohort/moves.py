"""The best route of each pair of line and target, and what a goal of the assignment counts of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.ask import Ask, level_of, query_of
from graph.cohort.asked import Cohort
from graph.cohort.candidates import Pair
from graph.explain import Telling, named, route_of
from graph.network import UNKNOWN_COST, UNKNOWN_DEMANDS, UNKNOWN_UNPAID, UNKNOWN_WEEKS, Network
from graph.query import Found, Query
from graph.search import find_routes, usable_rows

UNKNOWN_TIME: Final = UNKNOWN_WEEKS | UNKNOWN_UNPAID


@dataclass(frozen=True, slots=True)
class Move:
    """One pair with its best route; None when there is none within the limits of the line.

    ``routes``: how many routes the search kept. ``stays``: the target is the job they have, so nothing is needed.
    """

    pair: Pair
    found: Found | None
    routes: int
    complete: bool
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """What is made least, after the goals before it: a key, its words, and what one person's move counts."""

    key: str
    label: str
    of: Callable[[Found, int], int]


#: Goals after the first (most people placed), in their order. An unknown figure is never taken for a number: first
#: come fewest moves with it unknown, then the least of what is known.
GOALS: Final = (
    Goal(
        "demandsUnknown",
        "zo weinig mogelijk mensen naar een beroep waarvan de toelatingseisen onbekend zijn",
        lambda found, score: int(bool(found.unknown & UNKNOWN_DEMANDS)),
    ),
    Goal(
        "timeUnknown",
        "zo weinig mogelijk mensen op een route waarvan de tijd niet helemaal bekend is",
        lambda found, score: int(bool(found.unknown & UNKNOWN_TIME)),
    ),
    Goal("unpaidWeeks", "zo weinig mogelijk weken zonder loon, samen", lambda found, score: found.unpaid),
    Goal("weeks", "zo weinig mogelijk weken, samen", lambda found, score: found.weeks),
    Goal(
        "costUnknown",
        "zo weinig mogelijk mensen op een route waarvan de kosten niet helemaal bekend zijn",
        lambda found, score: int(bool(found.unknown & UNKNOWN_COST)),
    ),
    Goal("costEurocent", "zo laag mogelijke kosten, samen", lambda found, score: found.cents),
    Goal("nearness", "beroepen die zo dichtbij mogelijk zijn", lambda found, score: -score),
)


def costs_of(found: Found, score: int) -> tuple[int, ...]:
    """What one person on this route counts for each goal; the routes of a pair are compared by the same."""
    return tuple(goal.of(found, score) for goal in GOALS)


def best_of(routes: tuple[Found, ...]) -> Found | None:
    """The route that the goals put first; ties by the order of the answer."""
    return min(routes, key=lambda found: (costs_of(found, 0), found.order), default=None)


def move_of(network: Network, cohort: Cohort, pair: Pair) -> Move:
    """Search the routes of one pair: the same search that answers one person."""
    ask = cohort.lines[pair.line].ask
    target = network.occupations.row(pair.target)
    if pair.target in ask.origins:
        return Move(pair, Found((target,), (), (0, 0, 0, 0, 0, 0), 0, 0, 0, 0), 1, True, stays=True)
    routes = find_routes(network, query_of(network, ask, target=target))
    return Move(pair, best_of(routes.routes), len(routes.routes), routes.complete)


def told_route(network: Network, cohort: Cohort, move: Move, usable: Callable[[Ask, Query], Any]) -> dict[str, Any]:
    """The route of a move in short: its line, figures, trainings and what is not known of it."""
    assert move.found is not None
    ask = replace(cohort.lines[move.pair.line].ask, target=move.pair.target)
    query = query_of(network, ask)
    telling = Telling(network, query, usable(ask, query), level_of(network, ask), ask.dutch)
    origin = " + ".join(network.label(id) for id in ask.origins)
    if move.stays:
        unknown: list[dict[str, Any]] = []
        line, route = f"{origin} (blijft)", None
    else:
        route = route_of(telling, move.found, origin)
        line, unknown = route["line"], route["unknown"]
    found = move.found
    steps = route["steps"] if route else []
    return {
        "id": route["id"] if route else None,
        "line": line,
        "totals": {
            "weeks": found.weeks,
            "weeksKnown": not found.unknown & UNKNOWN_WEEKS,
            "unpaidWeeks": found.unpaid,
            "costEurocent": found.cents,
            "costKnown": not found.unknown & UNKNOWN_COST,
            "jobs": found.vector[3],
            "leftPercent": found.vector[4] * 10,
            "market": found.vector[5] or None,
        },
        "trainings": [
            {key: step[key] for key in ("id", "label", "weeks", "costEurocent", "paid", "mode", "fee")}
            for step in steps
            if step["kind"] == "training"
        ],
        "jobs": [named(network, step["id"]) for step in steps if step["kind"] == "job"],
        "unknown": unknown,
        "routes": move.routes,
        "complete": move.complete,
    }


def usable_once(network: Network) -> Callable[[Ask, Query], Any]:
    """Which training rows the limits of a line leave, worked out once a line."""
    kept: dict[Ask, Any] = {}

    def usable(ask: Ask, query: Query) -> Any:
        key = replace(ask, target=None)
        if key not in kept:
            kept[key] = usable_rows(network, query)
        return kept[key]

    return usable
