"""Who goes where when places are limited: people spread over targets, best in several ways one after another.

Each goal is solved by HiGHS (``scipy.optimize.linprog``, dual simplex) among the answers that are best for all goals
before it: only moves whose reduced cost is zero stay, and a place whose price is not zero stays full. That keeps the
matrix totally unimodular, so the answers are whole people. Every optimum is then checked in exact integers: the prices
that HiGHS gives must be feasible and come to the same sum (linear duality). Where they don't, the gap is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Arc = tuple[int, int]  #: a line and a target; target −1 is without a place


@dataclass(frozen=True, slots=True)
class Spread:
    """People by line and target, the value of each goal, and whether all are proven best.

    ``gap``: of the first goal that isn't proven, its number and by how much it could be better at most.
    """

    people: Mapping[Arc, int]
    values: tuple[int, ...]
    proven: bool
    gap: tuple[int, int] | None


def spread(people: Sequence[int], places: Sequence[int | None], costs: Mapping[Arc, tuple[int, ...]]) -> Spread:
    """The best spread: as many people placed as can be, then the least sum of each cost in its order.

    ``places``: room per target, None for no limit. ``costs``: per possible move what one person takes, whole numbers
    of zero or more, or less; all of one length.
    """
    goals = len(next(iter(costs.values()))) if costs else 0
    arcs = [*sorted(costs), *((line, -1) for line in range(len(people)))]
    full: frozenset[int] = frozenset()
    limited = [target for target, room in enumerate(places) if room is not None]
    values: list[int] = []
    chosen: dict[Arc, int] = {(line, -1): count for line, count in enumerate(people)}
    for goal in range(goals + 1):
        cost = [_cost(costs, arc, goal) for arc in arcs]
        found = _solved(arcs, cost, people, places, limited, full)
        if found is None:
            return Spread(chosen, tuple(values), False, (goal, sum(people) if goal == 0 else -1))
        counts, prices, rents = found
        chosen = {arc: count for arc, count in zip(arcs, counts, strict=True) if count}
        value = sum(c * n for c, n in zip(cost, counts, strict=True))
        values.append(value)
        reduced = [c - prices[arc[0]] - rents.get(arc[1], 0) for arc, c in zip(arcs, cost, strict=True)]
        bound = sum(p * n for p, n in zip(prices, people, strict=True))
        bound += sum(rent * int(places[target] or 0) for target, rent in rents.items())
        feasible = min(reduced, default=0) >= 0 and all(rent <= 0 for t, rent in rents.items() if t not in full)
        if not feasible or bound != value:
            return Spread(chosen, tuple(values), False, (goal, value - bound if feasible else -1))
        arcs = [arc for arc, rest in zip(arcs, reduced, strict=True) if rest == 0]
        full = full | {target for target, rent in rents.items() if rent < 0}
    return Spread(chosen, tuple(values), True, None)


def _cost(costs: Mapping[Arc, tuple[int, ...]], arc: Arc, goal: int) -> int:
    """Goal 0 is people without a place; the others are the costs of the moves."""
    if arc[1] < 0:
        return int(goal == 0)
    return costs[arc][goal - 1] if goal else 0


def _solved(
    arcs: Sequence[Arc],
    cost: Sequence[int],
    people: Sequence[int],
    places: Sequence[int | None],
    limited: Sequence[int],
    full: frozenset[int],
) -> tuple[list[int], list[int], dict[int, int]] | None:
    """Whole people per arc, a price per line and a rent per limited target; None without an answer that fits."""
    tight = [target for target in limited if target in full]
    loose = [target for target in limited if target not in full]
    same = _rows(arcs, range(len(people)), tight)
    below = _rows(arcs, (), loose)
    # unlike milp, linprog gives the prices that the proof needs
    done: Any = linprog(
        np.array(cost, float),
        A_eq=same,
        b_eq=np.array([*people, *(places[target] for target in tight)], float),
        A_ub=below if loose else None,
        b_ub=np.array([places[target] for target in loose], float) if loose else None,
        method="highs-ds",
    )
    if done.x is None:
        return None
    counts = [floor(value + 0.5) for value in done.x]
    sums, used = [0] * len(people), dict.fromkeys(limited, 0)
    for (line, target), count in zip(arcs, counts, strict=True):
        sums[line] += count
        if target in used:
            used[target] += count
    fits = min(counts, default=0) >= 0 and sums == list(people)
    if not fits or any(count > int(places[target] or 0) for target, count in used.items()):
        return None
    prices = [floor(value + 0.5) for value in done.eqlin.marginals]
    rents = dict(zip(tight, prices[len(people) :], strict=True))
    if loose:
        rents |= dict(zip(loose, (floor(value + 0.5) for value in done.ineqlin.marginals), strict=True))
    return counts, prices[: len(people)], rents


def _rows(arcs: Sequence[Arc], lines: Sequence[int], targets: Sequence[int]) -> csr_array:
    """One row a line and one a target, with a one for each arc that it counts."""
    place = {target: len(lines) + row for row, target in enumerate(targets)}
    at = [(line, column) for column, (line, _) in enumerate(arcs)] if lines else []
    at += [(place[target], column) for column, (_, target) in enumerate(arcs) if target in place]
    shape = (len(lines) + len(targets), len(arcs))
    return csr_array((np.ones(len(at)), tuple(np.array(at, int).reshape(-1, 2).T)), shape=shape)
