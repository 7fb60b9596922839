"""Candidates that another one makes needless drop out before a cover is searched."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import lowest, ones, put, within, words_for
from graph.jit import njit
from graph.prices import BIG


@njit()
def holders_of(masks: Any, places: int) -> Any:
    """For each place the set of candidates whose mask has it."""
    out = np.zeros((places, words_for(masks.shape[0])), np.uint64)
    if places == 0:
        return out
    for c in range(masks.shape[0]):
        for w in range(masks.shape[1]):
            word = masks[c, w]
            while word != np.uint64(0):
                put(out[(w << 6) + lowest(word)], c)
                word &= word - np.uint64(1)
    return out


@njit()
def _rarest(mask: Any, holders: Any) -> int:
    """The place of a mask that the fewest candidates have; −1 for an empty mask."""
    best, fewest = -1, BIG
    for w in range(mask.shape[0]):
        word = mask[w]
        while word != np.uint64(0):
            e = (w << 6) + lowest(word)
            word &= word - np.uint64(1)
            n = 0
            for v in range(holders.shape[1]):
                n += ones(holders[e, v])
            if n < fewest:
                best, fewest = e, n
    return best


@njit()
def undominated(
    masks: Any, gives: Any, demands: Any, weights: Any, flags: Any, rows: Any, forced: Any, elements: int, aux: int
) -> Any:
    """Which candidates stay: none other does as much for as little, from as low a threshold."""
    count = masks.shape[0]
    stay = np.ones(count, np.uint8)
    by_element = holders_of(masks, elements)
    by_aux = holders_of(gives, aux)
    for b in range(count):
        if forced[b]:
            continue
        e = _rarest(masks[b], by_element)
        g = -1 if e >= 0 else _rarest(gives[b], by_aux)
        if e < 0 and g < 0:
            stay[b] = 0
            continue
        rivals = by_element[e] if e >= 0 else by_aux[g]
        for v in range(rivals.shape[0]):
            word = rivals[v]
            while word != np.uint64(0) and stay[b]:
                a = (v << 6) + lowest(word)
                word &= word - np.uint64(1)
                if a == b or weights[a, 0] > weights[b, 0] or weights[a, 1] > weights[b, 1]:
                    continue
                if weights[a, 2] > weights[b, 2] or flags[a] & ~flags[b]:
                    continue
                if not (within(masks[b], masks[a]) and within(gives[b], gives[a]) and within(demands[a], demands[b])):
                    continue
                tie = weights[a, 0] == weights[b, 0] and weights[a, 1] == weights[b, 1]
                if tie and weights[a, 2] == weights[b, 2] and rows[a] > rows[b]:
                    continue  # the smaller id could still win a tie between whole routes
                stay[b] = 0
    return stay
