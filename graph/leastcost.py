"""What closing open gaps takes at least: prices per element that no set of trainings can undercut.

A training's weight is shared out over the elements that it can still cover; the least share is an
element's price. The sum over those that must be covered then bounds every set (dual-feasible).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import has, lowest, ones
from graph.jit import njit

SCALE = 1 << 12  #: prices are whole numbers of 1/4096 week or cent, rounded down
BIG = 1 << 50


@njit()
def price_of(masks: Any, weights: Any, barred: Any, open_: Any, elements: int) -> Any:
    """Per weight (4: weeks, cents, unpaid, one) and open element the least price of covering it."""
    count, words = masks.shape
    price = np.full((4, elements), BIG, np.int64)
    for c in range(count):
        if has(barred, c):
            continue
        size = 0
        for w in range(words):
            size += ones(masks[c, w] & open_[w])
        if size == 0:
            continue
        weeks, cents = weights[c, 0] * SCALE // size, weights[c, 1] * SCALE // size
        unpaid, one = weights[c, 2] * SCALE // size, SCALE // size
        for w in range(words):
            word = masks[c, w] & open_[w]
            while word != np.uint64(0):
                e = (w << 6) + lowest(word)
                price[0, e] = min(price[0, e], weeks)
                price[1, e] = min(price[1, e], cents)
                price[2, e] = min(price[2, e], unpaid)
                price[3, e] = min(price[3, e], one)
                word &= word - np.uint64(1)
    return price


@njit()
def least_sums(price: Any, open_: Any, stage_of: Any, is_group: Any, need: Any, bound: Any) -> None:
    """Fill in, per weight, the sum for all open walls and the cheapest ``need`` skills of each stage."""
    elements = stage_of.shape[0]
    row = np.empty(elements, np.int64)
    for k in range(4):
        total = 0
        for i in range(need.shape[0]):
            n = 0
            for e in range(elements):
                if stage_of[e] == i and has(open_, e):
                    if is_group[e]:
                        total += price[k, e]
                    elif need[i] > 0:  # a few: kept in order as they come
                        at = n
                        while at > 0 and row[at - 1] > price[k, e]:
                            row[at] = row[at - 1]
                            at -= 1
                        row[at] = price[k, e]
                        n += 1
            if n < need[i]:
                total = BIG
            for e in range(min(n, need[i])):
                total += row[e]
        bound[k] = min(total, BIG)


@njit()
def order_of(price: Any) -> Any:
    """The elements by price, cheapest first, per weight; for ``ordered_sums``."""
    order = np.empty(price.shape, np.int64)
    for k in range(price.shape[0]):
        order[k] = np.argsort(price[k], kind="mergesort")
    return order


@njit()
def ordered_sums(
    price: Any, order: Any, open_: Any, stage_of: Any, is_group: Any, need: Any, todo: Any, bound: Any
) -> None:
    """The same as ``least_sums`` for prices whose order is known."""
    for k in range(4):
        total, missing = 0, 0
        for i in range(need.shape[0]):
            todo[i] = need[i]
            missing += need[i]
        for e in order[k]:
            if not has(open_, e):
                continue
            if is_group[e]:
                total += price[k, e]
            elif todo[stage_of[e]] > 0:
                total += price[k, e]
                todo[stage_of[e]] -= 1
                missing -= 1
        bound[k] = min(total, BIG) if missing == 0 else BIG
