"""Whether a sequence of jobs is worth a look, entry by entry, by prices that were worked out once for the question."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import has, ones, put, words_for
from graph.gaps import base_of
from graph.jit import njit
from graph.pareto import shuts_out
from graph.prices import BIG, SCALE, may_miss


@njit()
def is_open(
    net: Any, limit: Any, seq: Any, k: int, bbl: Any, missing: Any, prefix: Any, gap: Any, place: Any, price: Any,
    order: Any, archive: Any, vector: Any, exact: Any,
) -> Any:  # fmt: skip
    """True if some route over this sequence could still enter; fills in what it takes at least.

    For each share that may be left to learn at worst, every entry must be passed and the target's
    gap be closed so far; each is a bound by itself. ``missing``: per stone the skills that its
    entry lacks, −1 where no bound is known.
    """
    base = base_of(net, limit, seq, k, bbl)
    target = seq[k - 1]
    size = net[0][target + 1] - net[0][target]
    direct = bbl[k - 1] < 0
    given = np.zeros(words_for(gap.shape[0]), np.uint64)
    rest = gap.shape[0]
    if direct:
        for i in range(k - 1):
            for p in range(net[0][seq[i]], net[0][seq[i] + 1]):
                if place[net[1][p]] >= 0:
                    put(given, place[net[1][p]])
            if bbl[i] >= 0:
                for p in range(net[17][bbl[i]], net[17][bbl[i] + 1]):
                    if place[net[18][p]] >= 0:
                        put(given, place[net[18][p]])
        for w in range(given.shape[0]):
            rest -= ones(given[w])
    top = 0  # the worst share that any entry allows
    for i in range(k):
        needs = net[0][seq[i] + 1] - net[0][seq[i]]
        loose = net[8][seq[i]] != 0 or bbl[i] >= 0
        if needs:
            top = max(top, 10 if loose else may_miss(needs, limit[3], 0, 10) * 10 // needs)
    for worst in range(top + 1):
        for w in range(3):
            most = 0
            for i in range(k - 1):
                if bbl[i] < 0 and missing[i] >= 0:
                    job_size = net[0][seq[i] + 1] - net[0][seq[i]]
                    need = missing[i] - may_miss(job_size, limit[3], net[8][seq[i]], worst)
                    if need > 0:
                        most = max(most, prefix[w, net[0][seq[i]] + seq[i] + need])
            if direct:
                todo = rest - may_miss(size, limit[3], net[8][target], worst)
                total = 0
                for e in order[w]:
                    if todo <= 0 or total >= BIG:
                        break
                    if not has(given, e):
                        total += price[w, e]
                        todo -= 1
                most = max(most, total)
            exact[w] = base[w] + (most // SCALE if most < BIG else BIG)
        if exact[0] <= limit[0] and exact[1] <= limit[1] and exact[0] < BIG and exact[1] < BIG and exact[2] < BIG:
            vector[0], vector[1], vector[2] = exact[0] // 4, exact[2] // 4, exact[1] // 10000
            vector[3], vector[4], vector[5] = k, worst, base[4]
            if not shuts_out(archive, vector, base[3], exact):
                return True
    return False


@njit()
def rate_of(exact: Any) -> Any:
    """In which order sequences are opened: weeks, unpaid weeks and cost added up."""
    return min(exact[0] + exact[2] + exact[1] // 5000, BIG)
