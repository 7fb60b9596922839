"""How long a question takes: both readings, and at ten times the data."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bench.data import times
from bench.sample import Pair
from bench.table import Line, equal, least, shown, under
from bench.timing import at
from graph.ask import Ask, query_of
from graph.network import Network
from graph.query import Query, RouteSet
from graph.search import find_routes

READINGS = {"elapsed": "elapsed", "training": "training weeks"}
GOALS = {"elapsed": (3.0, 20.0), "training": (3.0, 80.0)}  # ms, p50 and p95
COPIES = 10


@dataclass(frozen=True, slots=True)
class Timed:
    """The answers with processor and wall time each, in ms."""

    found: tuple[RouteSet, ...]
    cpu: np.ndarray[Any, Any]
    wall: np.ndarray[Any, Any]

    @property
    def has_route(self) -> np.ndarray[Any, Any]:
        return np.array([bool(found.routes) for found in self.found])


def queries_of(network: Network, pairs: Sequence[Pair], reading: str = "elapsed", jobs: int = 3) -> list[Query]:
    """The questions in rows: somebody who holds what the first asks, going to the second."""
    ids = network.occupations.ids
    return [query_of(network, Ask(origins=(ids[o],), target=ids[t], reading=reading), jobs=jobs) for o, t in pairs]


def timed(network: Network, queries: Sequence[Query]) -> Timed:
    """Ask each question once, after one that doesn't count."""
    find_routes(network, queries[0])
    found, cpu, wall = [], np.zeros(len(queries)), np.zeros(len(queries))
    for n, query in enumerate(queries):
        start, begin = time.perf_counter(), time.thread_time()
        found.append(find_routes(network, query))
        cpu[n], wall[n] = time.thread_time() - begin, time.perf_counter() - start
    return Timed(tuple(found), cpu * 1e3, wall * 1e3)


def measure(network: Network, pairs: Sequence[Pair]) -> tuple[list[Line], dict[str, Timed]]:
    """Both readings over these pairs."""
    lines: list[Line] = []
    taken: dict[str, Timed] = {}
    for reading, name in READINGS.items():
        result = taken[reading] = timed(network, queries_of(network, pairs, reading))
        part = f"routes, {name}"
        has = result.has_route
        share = 100 * float(has.mean())
        if reading == "elapsed":
            lines.append(least(part, f"share of {len(pairs)} questions with a route", share, 60, "%"))
        if not has.any():
            lines.append(Line(part, "no question has a route", "nothing to time"))
            continue
        for percent, goal in zip((50, 95), GOALS[reading], strict=True):
            value, wall = at(result.cpu[has], percent), at(result.wall[has], percent)
            lines.append(under(part, f"p{percent}, of those with a route", value, goal, "ms", f" ({shown(wall)} wall)"))
        lines.append(Line(part, "p99, of those with a route", f"{shown(at(result.cpu[has], 99))} ms"))
        if (~has).any():
            none = result.cpu[~has]
            times = f"{shown(at(none, 50))} and {shown(at(none, 95))} ms"
            lines.append(Line(part, "p50 and p95 without a route", times))
        lines.extend(_answers(part, result))
    return lines, taken


def _answers(part: str, result: Timed) -> list[Line]:
    """What the answers are like, of those with a route."""
    routes = [found for found in result.found if found.routes]
    sizes = np.array([len(found.routes) for found in routes])
    whole = 100 * sum(found.complete for found in routes) / len(routes)
    stones = 100 * sum(any(len(route.jobs) > 1 for route in found.routes) for found in routes) / len(routes)
    fronts = " / ".join(shown(at(sizes, percent)) for percent in (50, 95, 100))
    return [
        least(part, "complete", whole, 99, "%"),
        Line(part, "routes an answer: p50 / p95 / most", fronts),
        Line(part, "answers with a stepping stone", f"{shown(stones)} %"),
    ]


def tenfold(network: Network, pairs: Sequence[Pair], one: Timed) -> list[Line]:
    """The same questions with ten copies of everything side by side, spread over the copies."""
    part = f"routes, {COPIES} × data"
    pairs = pairs[: len(one.found)]
    big = times(network, COPIES)
    queries = [_moved(query, n % COPIES, network) for n, query in enumerate(queries_of(network, pairs, "elapsed"))]
    result = timed(big, queries)
    has = one.has_route[: len(pairs)]
    if not has.any():
        return []
    lines = []
    for percent in (50, 95):
        before, after = at(one.cpu[: len(pairs)][has], percent), at(result.cpu[has], percent)
        more = f" ({shown(before)} → {shown(after)} ms)"
        lines.append(under(part, f"p{percent} against one copy, {len(pairs)} questions", after / before, 10, "×", more))
    both = [(a, b) for a, b in zip(one.found, result.found, strict=False) if a.complete and b.complete]
    same = sum([route.vector for route in a.routes] == [route.vector for route in b.routes] for a, b in both)
    return [*lines, equal(part, "same answer as with one copy", same, len(both))]


def _moved(query: Query, copy: int, network: Network) -> Query:
    """The question put to one of the copies; levels are met in that copy too."""
    return replace(
        query,
        target=query.target + copy * len(network.occupations),
        skills=frozenset(row + copy * len(network.skills) for row in query.skills),
        groups=frozenset(row + copy * len(network.group_labels) for row in query.groups),
    )
