"""A first look at one sequence of jobs: whether, by prices alone, some route over it could still enter the archive.

Most sequences end here, so nothing is built for it: what covers an element is read from the network's lists.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.gaps import NEVER
from graph.jit import njit
from graph.nodes import may_leave, paid_weeks_of
from graph.nooks import corners_of, has_room
from graph.rates import COLUMNS, MIXES, NONE, TOLLS, WEEK, least_mixes, sink, total_up

JOBS = 3


@njit()
def desk_of(net: Any, skills: int, groups: int, trainings: int) -> Any:
    """Room to work for one question: when each skill and group is given, elements, sizes, shares, prices."""
    most, size = 0, 0
    for j in range(net[0].shape[0] - 1):
        size = max(size, net[0][j + 1] - net[0][j])
        most = max(most, net[4][j + 1] - net[4][j])
    most += size
    for t in range(trainings):
        if net[16][t] >= 0:
            most = max(most, size + net[21][t + 1] - net[21][t])
    elements = 2 * JOBS * most
    return (
        np.full(skills, NEVER, np.int8),
        np.full(groups, NEVER, np.int8),
        np.empty(elements, np.int64),
        np.empty(elements, np.int64),
        np.empty(elements, np.uint8),
        np.zeros((2, trainings), np.int64),
        np.empty((trainings, COLUMNS), np.float64),
        np.empty((JOBS, size + 2, COLUMNS), np.float64),
        np.empty(COLUMNS, np.float64),
        np.empty(MIXES.shape[0] + 1, np.float64),
    )


@njit()
def may_enter(
    net: Any, limit: Any, seq: Any, k: int, bbl: Any, base: Any, sizes: Any, slack: Any, stage_of: Any, thing: Any,
    is_group: Any, place: Any, weights: Any, flags: Any, unknown: int, low: int, archive: Any, corners: Any, desk: Any,
) -> bool:  # fmt: skip
    """True if some route over this sequence could enter. ``place``: each row's place among those weighed.

    ``unknown``: 0 takes no training that adds an unknown figure; ``low``: the flags that such a route has at least.
    """
    prefix, fixed, mixes = desk[7], desk[8], desk[9]
    must, need, caps = np.zeros(k, np.int64), np.zeros(k, np.int64), np.full(k, -1, np.int64)
    for e in range(stage_of.shape[0]):
        if not is_group[e]:
            must[stage_of[e]] += 1
    room, top = 5, 0
    for i in range(k):
        room -= bbl[i] >= 0
        if sizes[i]:
            top = max(top, slack[i] * 10 // sizes[i])
    paid = paid_weeks_of(weights)
    pattern = -1
    for worst in range(top, -1, -1):
        now = 0
        for i in range(k):
            need[i] = max(0, must[i] - may_leave(slack[i], sizes[i], worst))
            now |= (need[i] > 0) << i
        if now != pattern:
            pattern = now
            caps[:] = -1
            _price(net, k, base, stage_of, thing, is_group, place, weights, flags, unknown, need, caps, desk)
        if not least_mixes(prefix, fixed, need, room, mixes):
            return False  # a smaller share asks for more
        if base[0] + mixes[0] / WEEK > limit[0] or base[1] + mixes[1] > limit[1]:
            return False
        nooks = corners_of(corners, archive, k, 5 - room, worst, low, base, paid)
        if not has_room(nooks, archive, seq, k, 0, base[1], 0, mixes):
            continue
        caps[:] = need
        pattern = -1  # what has caps holds for this share alone
        if not _price(net, k, base, stage_of, thing, is_group, place, weights, flags, unknown, need, caps, desk):
            return True
        if least_mixes(prefix, fixed, need, room, mixes) and has_room(
            nooks, archive, seq, k, 0, base[1], 0, mixes
        ):
            return True
    return False


@njit()
def _price(
    net: Any, k: int, base: Any, stage_of: Any, thing: Any, is_group: Any, place: Any, weights: Any, flags: Any,
    unknown: int, need: Any, caps: Any, desk: Any,
) -> bool:  # fmt: skip
    """Fill in the sums of the cheapest skills of each entry that needs some, and the walls; see ``rates``.

    A training counts for ``caps[i]`` skills of entry ``i`` at most, if not below zero. False if caps don't matter.
    """
    tb_s, tb_i, gb_s, gb_i = net[23], net[24], net[25], net[26]
    counts, shares, prefix, fixed = desk[5], desk[6], desk[7], desk[8]
    candidates, elements = weights.shape[0], stage_of.shape[0]
    here, size = counts[0], counts[1]
    for c in range(candidates):
        here[c], size[c] = 0, 0
    matters = caps[0] < 0
    e = 0
    for i in range(k):
        while e < elements and stage_of[e] == i:
            if is_group[e]:
                for p in range(gb_s[thing[e]], gb_s[thing[e] + 1]):
                    if place[gb_i[p]] >= 0:
                        size[place[gb_i[p]]] += 1
            elif need[i] > 0:
                for p in range(tb_s[thing[e]], tb_s[thing[e] + 1]):
                    if place[tb_i[p]] >= 0:
                        here[place[tb_i[p]]] += 1
            e += 1
        if need[i] > 0:
            cap = caps[i] if caps[i] >= 0 else elements
            for c in range(candidates):
                matters = matters or here[c] > cap
                size[c] += min(here[c], cap)
                here[c] = 0
    if not matters:
        return False
    for c in range(candidates):
        if not unknown and flags[c] & ~base[3]:
            size[c] = 0
        if size[c] == 0:
            continue
        share = 1.0 / size[c]
        shares[c, 0] = share
        for m in range(MIXES.shape[0]):
            mix = MIXES[m, 0] * WEEK * weights[c, 0] + MIXES[m, 1] * weights[c, 1]
            for t in range(TOLLS.shape[0]):
                shares[c, 1 + m * TOLLS.shape[0] + t] = (mix + TOLLS[t]) * share
    for q in range(COLUMNS):
        fixed[q] = 0.0
    e = 0
    for i in range(k):
        n = 0
        for q in range(COLUMNS):
            prefix[i, 0, q] = 0.0
        while e < elements and stage_of[e] == i:
            if is_group[e] or need[i] > 0:
                at = n + 1
                start, stop = tb_s[thing[e]], tb_s[thing[e] + 1]
                if is_group[e]:
                    start, stop = gb_s[thing[e]], gb_s[thing[e] + 1]
                for q in range(COLUMNS):
                    prefix[i, at, q] = NONE
                for p in range(start, stop):
                    c = place[gb_i[p] if is_group[e] else tb_i[p]]
                    if c >= 0 and size[c] > 0:
                        for q in range(COLUMNS):
                            prefix[i, at, q] = min(prefix[i, at, q], shares[c, q])
                if is_group[e]:
                    for q in range(COLUMNS):
                        fixed[q] += prefix[i, at, q]
                else:
                    n += 1
                    sink(prefix, i, n)
            e += 1
        total_up(prefix, i, n, n)
    return True
