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
from graph.lanes import COLUMNS, add, lower_scaled, order, put_row

WEEK = 10_000.0  #: a week weighs as much as this many cents in a mix
#: Shares of weeks and cents in each mix; the first is weeks alone, the second cents alone.
MIXES = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
TOLLS = np.array([0.0, 3.0 * WEEK, 12.0 * WEEK])  #: per training, in cents
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
def price_open(
    masks: Any, skills: Any, walls: Any, rates: Any, able: Any, count: int, open_: Any, caps: Any, price: Any
) -> bool:  # fmt: skip
    """Fill in the price of every open element in each column; ``able`` lists ``count`` candidates.

    A training counts for ``caps[i]`` skills of entry ``i`` at most: where that many are needed, it is asked for no
    more. False, and no price is filled in, if caps were given (not below zero) and none of them matters.
    """
    words, stages = open_.shape[0], caps.shape[0]
    sizes = np.zeros(count, np.int64)
    capped, matters = False, False
    for i in range(stages):
        capped = capped or caps[i] >= 0
    for j in range(count):
        c = able[j]
        if not capped:
            for w in range(words):
                sizes[j] += ones(masks[c, w] & open_[w])
            continue
        for w in range(words):
            sizes[j] += ones(masks[c, w] & open_[w] & walls[w])
        for i in range(stages):
            n = 0
            for w in range(words):
                n += ones(masks[c, w] & open_[w] & skills[i, w])
            matters = matters or n > caps[i]
            sizes[j] += min(n, caps[i])
    if capped and not matters:
        return False
    for w in range(words):
        word = open_[w]
        while word != np.uint64(0):
            e = (w << 6) + lowest(word)
            word &= word - np.uint64(1)
            for q in range(COLUMNS):
                price[e, q] = NONE
    for j in range(count):
        if sizes[j] == 0:
            continue
        c = able[j]
        share = 1.0 / sizes[j]
        for w in range(words):
            word = masks[c, w] & open_[w]
            while word != np.uint64(0):
                e = (w << 6) + lowest(word)
                word &= word - np.uint64(1)
                lower_scaled(price, e, rates, c, share)
    return True


@njit()
def sum_up(price: Any, open_: Any, skills: Any, walls: Any, most: Any, prefix: Any, fixed: Any) -> None:
    """Fill in ``prefix[i, n, q]``, the ``n`` cheapest open skills of entry ``i`` (up to ``most[i]``), and the walls."""
    rows = prefix.shape[1]
    for q in range(COLUMNS):
        fixed[q] = 0.0
    for w in range(open_.shape[0]):
        word = open_[w] & walls[w]
        while word != np.uint64(0):
            e = (w << 6) + lowest(word)
            word &= word - np.uint64(1)
            add(fixed, 0, price, e)
    for i in range(most.shape[0]):
        for q in range(COLUMNS):
            prefix[i, 0, q] = 0.0
        n = 0
        for w in range(open_.shape[0]):
            word = open_[w] & skills[i, w]
            while word != np.uint64(0):
                e = (w << 6) + lowest(word)
                word &= word - np.uint64(1)
                n += 1
                put_row(prefix, i * rows + n, price, e)
                sink(prefix, i, n)
        total_up(prefix, i, n, most[i])


@njit()
def sink(prefix: Any, i: int, n: int) -> None:
    """Bring row ``n`` of entry ``i`` into place among those before it, column by column, without a branch."""
    start = i * prefix.shape[1]
    for a in range(1, n):
        order(prefix, start + a, prefix, start + n)


@njit()
def total_up(prefix: Any, i: int, n: int, most: int) -> None:
    """Add up the ``n`` rows of entry ``i`` in order; what lies beyond, up to ``most``, can't be had."""
    start = i * prefix.shape[1]
    for m in range(1, most + 1):
        if m > n:
            for q in range(COLUMNS):
                prefix[i, m, q] = NONE
        add(prefix, start + m, prefix, start + m - 1)


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
