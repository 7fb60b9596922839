"""How skills count for each other: per skill the likest one held, and what that adds up to for each occupation."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit


@njit()
def likest_held(held_start: Any, held: Any, like_start: Any, like_items: Any, like_values: Any, skills: int) -> Any:
    """For each row of held skills how like every skill is to the likest one held: (rows, skills), 0 to 1.

    ``like_start``, ``like_items`` and ``like_values`` are skill -> skills that count for it, with how much.
    """
    rows = held_start.shape[0] - 1
    best = np.zeros((rows, skills), np.float32)
    for row in range(rows):
        for h in range(held_start[row], held_start[row + 1]):
            for p in range(like_start[held[h]], like_start[held[h] + 1]):
                best[row, like_items[p]] = max(best[row, like_items[p]], like_values[p])
    return best


@njit()
def called_for(
    held_start: Any, held: Any, shares: Any, like_start: Any, like_items: Any, like_values: Any, need_start: Any,
    need_items: Any, occupations: int,
) -> Any:  # fmt: skip
    """For each row of held skills, and each occupation, the sum of their shares times how like each is to the
    likest skill that the occupation needs: (rows, occupations). ``need_start`` and ``need_items``: skill ->
    occupations.
    """
    rows = held_start.shape[0] - 1
    total = np.zeros((rows, occupations), np.float32)
    best = np.zeros(occupations, np.float32)
    touched = np.empty(occupations, np.int64)
    for row in range(rows):
        for h in range(held_start[row], held_start[row + 1]):
            n = 0
            for p in range(like_start[held[h]], like_start[held[h] + 1]):
                for q in range(need_start[like_items[p]], need_start[like_items[p] + 1]):
                    job = need_items[q]
                    if best[job] == 0:
                        touched[n] = job
                        n += 1
                    best[job] = max(best[job], like_values[p])
            for i in range(n):
                total[row, touched[i]] += shares[h] * best[touched[i]]
                best[touched[i]] = 0
    return total
