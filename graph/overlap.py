"""How much of every occupation's requirements a person holds: the kernel behind the wider questions."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit


@njit()
def overlap(start: Any, items: Any, skills: Any, occupations: int) -> Any:
    """Per occupation how many of these skills it needs; ``start`` and ``items`` are skill -> occupations."""
    count = np.zeros(occupations, np.int32)
    for s in skills:
        for p in range(start[s], start[s + 1]):
            count[items[p]] += 1
    return count


@njit()
def all_overlaps(need_start: Any, need_items: Any, start: Any, items: Any) -> Any:
    """The overlap of every pair of occupations: (occupations × occupations) counts of shared skills."""
    n = start.shape[0] - 1
    out = np.zeros((n, n), np.int16)
    for o in range(n):
        row = out[o]
        for p in range(start[o], start[o + 1]):
            s = items[p]
            for other in need_items[need_start[s] : need_start[s + 1]]:
                row[np.uint32(other)] += np.int16(1)  # unsigned: no check for a negative place, a quarter faster
    return out
