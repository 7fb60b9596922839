"""What closing open gaps takes at least: prices per element that no set of trainings can undercut.

A training's weight is shared out over the elements that it can still cover; the least share is an
element's price. The sum over those that must be covered then bounds every set (dual-feasible, see
``docs/search.md``). Weights are mixes of weeks and cents, each also with a toll per training: as no
more than ``room`` may follow, the toll of ``room`` trainings is taken off the sum again, and what is
left bounds the mix. A bound that is too high loses routes, one that is too low only loses time.

Prices are floats; ``EASE`` is far more than their rounding and far less than one week or cent.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import lowest, ones
from graph.jit import njit

WEEK = 10_000.0  #: a week weighs as much as this many cents in a mix
#: Shares of weeks and cents in each mix; the first is weeks alone, the second cents alone.
MIXES = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
TOLLS = np.array([0.0, 3.0 * WEEK, 12.0 * WEEK])  #: per training, in cents
COLUMNS = 1 + 3 * 3  #: the number of trainings, then each mix with each toll
EASE = 1e-3
NONE = 1e18  #: more than anything takes


@njit()
def rates_of(weights: Any) -> Any:
    """Per candidate its weight in each column: how many, and each mix with each toll."""
    rates = np.empty((weights.shape[0], COLUMNS), np.float64)
    for c in range(weights.shape[0]):
        rates[c, 0] = 1.0
        for m in range(MIXES.shape[0]):
            mix = MIXES[m, 0] * WEEK * weights[c, 0] + MIXES[m, 1] * weights[c, 1]
            for t in range(TOLLS.shape[0]):
                rates[c, 1 + m * TOLLS.shape[0] + t] = mix + TOLLS[t]
    return rates


@njit()
def price_open(masks: Any, rates: Any, able: Any, count: int, open_: Any, price: Any) -> None:
    """Fill in the price of every open element in each column; ``able`` lists ``count`` candidates."""
    words = open_.shape[0]
    for w in range(words):
        word = open_[w]
        while word != np.uint64(0):
            e = (w << 6) + lowest(word)
            word &= word - np.uint64(1)
            for q in range(COLUMNS):
                price[e, q] = NONE
    for i in range(count):
        c = able[i]
        size = 0
        for w in range(words):
            size += ones(masks[c, w] & open_[w])
        if size == 0:
            continue
        share = 1.0 / size
        for w in range(words):
            word = masks[c, w] & open_[w]
            while word != np.uint64(0):
                e = (w << 6) + lowest(word)
                word &= word - np.uint64(1)
                for q in range(COLUMNS):
                    price[e, q] = min(price[e, q], rates[c, q] * share)


@njit()
def sum_up(price: Any, open_: Any, skills: Any, walls: Any, most: Any, prefix: Any, fixed: Any) -> None:
    """Fill in ``prefix[i, n, q]``, the ``n`` cheapest open skills of entry ``i`` (up to ``most[i]``), and the walls."""
    for q in range(COLUMNS):
        fixed[q] = 0.0
    for w in range(open_.shape[0]):
        word = open_[w] & walls[w]
        while word != np.uint64(0):
            e = (w << 6) + lowest(word)
            word &= word - np.uint64(1)
            for q in range(COLUMNS):
                fixed[q] += price[e, q]
    for i in range(most.shape[0]):
        for n in range(most[i] + 1):
            for q in range(COLUMNS):
                prefix[i, n, q] = NONE if n else 0.0
        if most[i] == 0:
            continue
        for w in range(open_.shape[0]):
            word = open_[w] & skills[i, w]
            while word != np.uint64(0):
                e = (w << 6) + lowest(word)
                word &= word - np.uint64(1)
                for q in range(COLUMNS):  # the cheapest so far, in order
                    value = price[e, q]
                    at = most[i]
                    if value >= prefix[i, at, q]:
                        continue
                    while at > 1 and prefix[i, at - 1, q] > value:
                        prefix[i, at, q] = prefix[i, at - 1, q]
                        at -= 1
                    prefix[i, at, q] = value
        for n in range(1, most[i] + 1):
            for q in range(COLUMNS):
                prefix[i, n, q] += prefix[i, n - 1, q]


@njit()
def least_mixes(prefix: Any, fixed: Any, need: Any, room: int, least: Any) -> bool:
    """Fill in what each mix, and last how many trainings, it takes at least for ``need`` skills an entry.

    False if ``room`` trainings are too few.
    """
    total = fixed[0]
    for i in range(need.shape[0]):
        total += prefix[i, need[i], 0]
    if total > room + EASE:
        return False
    least[MIXES.shape[0]] = total - EASE
    for m in range(MIXES.shape[0]):
        best = 0.0
        for t in range(TOLLS.shape[0]):
            q = 1 + m * TOLLS.shape[0] + t
            total = fixed[q]
            for i in range(need.shape[0]):
                total += prefix[i, need[i], q]
            best = max(best, total - TOLLS[t] * room)
        least[m] = best - EASE
    return True
