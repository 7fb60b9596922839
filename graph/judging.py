"""Whether chosen trainings open every entry of a sequence, and what the archive says of the route they make."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import ones
from graph.jit import njit
from graph.nodes import cover_now, shortfalls, sums_of
from graph.pareto import offer


@njit()
def offered(
    archive: Any, seq: Any, k: int, bbl: Any, rows: Any, chosen: Any, taken: int, sums: Any, left: int, market: int
) -> int:
    """Let the archive judge the route that the chosen trainings make; see ``offer``."""
    vector = np.zeros(6, np.int64)
    exact = np.zeros(3, np.int64)
    jobs = np.full(3, -1, np.int64)
    trainings = np.full(5, -1, np.int64)
    vector[0], vector[1], vector[2] = sums[0] // 4, sums[2] // 4, sums[1] // 10000
    vector[3], vector[4], vector[5] = k, left, market
    exact[0], exact[1], exact[2] = sums[0], sums[1], sums[2]
    n = 0
    for i in range(taken):
        trainings[n] = rows[chosen[i]]
        n += 1
    for i in range(k):
        jobs[i] = seq[i]
        if bbl[i] >= 0:
            trainings[n] = bbl[i]
            n += 1
    trainings[:n] = np.sort(trainings[:n])
    return int(offer(archive, vector, sums[3], exact, jobs, trainings))


@njit()
def try_last(
    limit: Any, seq: Any, k: int, bbl: Any, base: Any, rows: Any, problem: Any, archive: Any, unknown: int,
    chosen: Any, taken: int, before: Any, able: Any, count: int, forb: Any, most_left: int, sums: Any,
) -> int:  # fmt: skip
    """Offer each route that one last training makes; ``before``: what is open without the last chosen one.

    All that is chosen comes in time. Returns how many entered the archive, or −1 if it is full.
    """
    masks, demands, weights, flags, walls = problem[4], problem[6], problem[7], problem[8], problem[11]
    unc = before & ~masks[chosen[taken - 1]]
    told = sums[3] != base[3]
    phase = np.zeros(5, np.int64)
    late_unc, hopeful = np.zeros(unc.shape[0], np.uint64), np.zeros(unc.shape[0], np.uint64)
    spare = np.zeros((3, k), np.int64)
    entered = 0
    for i in range(count):
        c = able[i]
        if (forb[c >> 6] >> np.uint64(c & 63)) & np.uint64(1) or c == chosen[taken - 1]:
            continue
        if unknown and not told and not flags[c] & ~base[3]:
            continue
        if sums[0] + weights[c, 0] > limit[0] or sums[1] + weights[c, 1] > limit[1]:
            continue
        chosen[taken] = c
        if demands[c].any():
            stuck, _ = cover_now(problem, k, chosen, taken + 1, phase, late_unc, hopeful)
            no_left = np.zeros(unc.shape[0], np.uint64)
            whole, _, _, stop = shortfalls(problem, k, late_unc, hopeful, no_left, spare[0], spare[1], spare[2])
            whole = whole and not stuck
        else:
            whole, stop = is_whole(problem, k, unc, masks[c], walls)
        if whole and stop <= most_left:
            more = sums_of(base, problem, chosen, taken + 1)
            kept = offered(archive, seq, k, bbl, rows, chosen, taken + 1, more, max(stop, limit[7]), base[4])
            if kept < 0:
                return -1
            entered += kept
    return entered


@njit()
def is_whole(problem: Any, k: int, unc: Any, mask: Any, walls: Any) -> Any:
    """Whether the entries can be passed with one more training that comes in time, and the worst share then left."""
    sizes, slack, skills = problem[0], problem[1], problem[10]
    for w in range(unc.shape[0]):
        if unc[w] & ~mask[w] & walls[w]:
            return False, 0
    stop = 0
    for i in range(k):
        miss = 0
        for w in range(unc.shape[0]):
            miss += ones(unc[w] & ~mask[w] & skills[i, w])
        if miss > slack[i]:
            return False, 0
        if sizes[i]:
            stop = max(stop, miss * 10 // sizes[i])
    return True, stop
