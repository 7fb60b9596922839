"""Trainings that close the gaps of one sequence of jobs together: an exact multi-stage set cover.

An *element* is a skill that one entry lacks, or a wall there; a training covers an element if it
teaches the skill (meets the wall) in time. Branch and bound on the element with the fewest
trainings left: take the first, or forbid it and take the next, or leave the skill within slack.

A branch is shut when what it takes at least, by prices that no set of trainings can undercut
(``search.md``: dual-feasible), is beaten by a route that the archive keeps.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import lowest, ones, put, words_for
from graph.dominance import undominated
from graph.gaps import gather
from graph.jit import njit
from graph.leastcost import SCALE, least_sums, order_of, price_of
from graph.nodes import cover_now, enablers, may_leave, pick, problem_of, shortfalls, sums_of, worst_share
from graph.pareto import offer, shuts_out

DEPTH = 8  #: frames of the search: one a training, and room for the start


@njit()
def _worth_it(
    limit: Any, k: int, bbl: Any, base: Any, sizes: Any, slack: Any, stage_of: Any, is_group: Any, masks: Any,
    weights: Any, archive: Any,
) -> bool:  # fmt: skip
    """True if, by the prices of this sequence, some route over it could still enter the archive."""
    elements = stage_of.shape[0]
    open_ = np.zeros(masks.shape[1], np.uint64)
    gap = np.zeros(k, np.int64)
    for e in range(elements):
        put(open_, e)
        if not is_group[e]:
            gap[stage_of[e]] += 1
    price = price_of(masks, weights, np.zeros(words_for(masks.shape[0]), np.uint64), open_, elements)
    room = 5
    for i in range(k):
        room -= bbl[i] >= 0
    need = np.zeros(k, np.int64)
    bound = np.zeros(4, np.int64)
    vector = np.zeros(6, np.int64)
    exact = np.zeros(3, np.int64)
    for worst in range(10, -1, -1):
        top = 0
        for i in range(k):
            need[i] = max(0, gap[i] - may_leave(slack[i], sizes[i], worst))
            if sizes[i]:
                top = max(top, min(slack[i], gap[i]) * 10 // sizes[i])
        if worst > top:
            continue
        least_sums(price, open_, stage_of, is_group, need, bound)
        if bound[3] > room * SCALE:
            continue
        for w in range(3):
            exact[w] = base[w] + bound[w] // SCALE
        if exact[0] > limit[0] or exact[1] > limit[1]:
            continue
        vector[0], vector[1], vector[2] = exact[0] // 4, exact[2] // 4, exact[1] // 10000
        vector[3], vector[4], vector[5] = k, worst, base[4]
        if not shuts_out(archive, vector, base[3], exact):
            return True
    return False


@njit()
def solve(net: Any, have: Any, limit: Any, seq: Any, k: int, bbl: Any, forced_rows: Any, archive: Any) -> Any:
    """Offer to the archive every route over this sequence that can stay in it.

    ``seq`` and ``bbl`` hold the jobs and their leerbanen (−1 for none), ``limit``: most weeks, most
    cents, elapsed, theta, dwell, nodes left. Returns the nodes used, negative if they ran out.
    """
    ok, base, sizes, slack, stage_of, is_group, rows, masks, gives, demands, weights, flags, aux_phase = gather(
        net, have, limit, seq, k, bbl, forced_rows
    )
    if not ok or not _worth_it(limit, k, bbl, base, sizes, slack, stage_of, is_group, masks, weights, archive):
        return 1
    forced = np.zeros(rows.shape[0], np.uint8)
    for row in forced_rows:
        for c in range(rows.shape[0]):
            if rows[c] == row:
                forced[c] = 1
    stay = undominated(masks, gives, demands, weights, flags, rows, forced, stage_of.shape[0], aux_phase.shape[0])
    keep = np.flatnonzero(stay)
    ease = np.empty(keep.shape[0], np.float64)  # cheap ones that cover much come first
    for i in range(keep.shape[0]):
        size = 0
        for w in range(masks.shape[1]):
            size += ones(masks[keep[i], w])
        ease[i] = (weights[keep[i], 0] + weights[keep[i], 2] + weights[keep[i], 1] / 5000.0 + 1.0) / (size + 0.01)
    keep = keep[np.argsort(ease, kind="mergesort")]
    problem = problem_of(
        k,
        sizes,
        slack,
        stage_of,
        is_group,
        masks[keep],
        gives[keep],
        demands[keep],
        weights[keep],
        flags[keep],
        aux_phase,
    )
    return _branch(limit, seq, k, bbl, base, rows[keep], forced[keep], problem, archive)


@njit()
def _offered(
    archive: Any, seq: Any, k: int, bbl: Any, rows: Any, chosen: Any, taken: int, sums: Any, left: int, market: int
) -> bool:
    """Let the archive judge the route that the chosen trainings make; False if there was no room."""
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
    return offer(archive, vector, sums[3], exact, jobs, trainings)


@njit()
def _branch(
    limit: Any, seq: Any, k: int, bbl: Any, base: Any, rows: Any, forced: Any, problem: Any, archive: Any
) -> Any:
    """Depth-first over sets of trainings: take the next, or forbid it, or give the skill up."""
    sizes, slack, stage_of, is_group, masks, weights = (
        problem[0],
        problem[1],
        problem[2],
        problem[3],
        problem[4],
        problem[7],
    )
    by_element = problem[13]
    words, cwords = masks.shape[1], words_for(rows.shape[0])
    price = price_of(masks, weights, np.zeros(cwords, np.uint64), problem[12][0], stage_of.shape[0])
    order = order_of(price)
    top_share = 0
    room = 5
    for i in range(k):
        if sizes[i]:
            top_share = max(top_share, min(slack[i], sizes[i]) * 10 // sizes[i])
        room -= bbl[i] >= 0
    forb = np.zeros((DEPTH, cwords), np.uint64)
    left = np.zeros((DEPTH, words), np.uint64)
    branch = np.zeros((DEPTH, cwords), np.uint64)
    element = np.full(DEPTH, -1, np.int64)  # what may be given up once the branches are done
    fresh = np.zeros(DEPTH, np.uint8)
    chosen = np.zeros(5, np.int64)
    chosen_bits = np.zeros(cwords, np.uint64)
    barred = np.zeros(cwords, np.uint64)
    phase = np.zeros(5, np.int64)
    unc, hopeful = np.zeros(words, np.uint64), np.zeros(words, np.uint64)
    open_, hopeful_open = np.zeros(words, np.uint64), np.zeros(words, np.uint64)
    miss, must, lost = np.zeros(k, np.int64), np.zeros(k, np.int64), np.zeros(k, np.int64)
    taken = 0
    for c in range(rows.shape[0]):
        if forced[c]:
            if taken >= room:
                return 1
            chosen[taken] = c
            put(chosen_bits, c)
            taken += 1
    fresh[0] = 1
    nodes = 0
    d = 0
    entering = True
    while True:
        if entering:
            entering = False
            nodes += 1
            if nodes > limit[5]:
                return -nodes
            branch[d, :] = np.uint64(0)
            element[d] = -1
            stuck, late = cover_now(problem, k, chosen, taken, phase, unc, hopeful)
            sums = sums_of(base, problem, chosen, taken)
            whole, hopeless, least, stop = shortfalls(problem, k, unc, hopeful, left[d], miss, must, lost)
            alive = sums[0] <= limit[0] and sums[1] <= limit[1] and not hopeless
            top = top_share
            if alive and whole and not stuck:
                if fresh[d] and not _offered(archive, seq, k, bbl, rows, chosen, taken, sums, stop, base[4]):
                    return -nodes
                top = stop - 1  # more trainings must leave less to learn
            share = -1
            if alive and taken < room:
                for w in range(words):
                    open_[w] = unc[w] & ~left[d, w]
                    hopeful_open[w] = hopeful[w] & ~left[d, w]
                for w in range(cwords):
                    barred[w] = forb[d, w] | chosen_bits[w]
                share = worst_share(
                    problem, k, limit, sums, base[4], top, least, room - taken, must, lost, hopeful_open, price, order,
                    barred, taken == 0, archive,
                )  # fmt: skip
            if share >= 0:
                if stuck or late:
                    enablers(problem, k, chosen, taken, phase, stuck, barred, branch[d])
                if not stuck:
                    extra = 0
                    for w in range(cwords):
                        extra += ones(branch[d, w])
                    e = pick(problem, open_, barred, extra, share, left[d], lost)
                    for w in range(cwords):
                        branch[d, w] = branch[d, w] | (by_element[e, w] & ~barred[w]) if e >= 0 else np.uint64(0)
                    if e >= 0 and not is_group[e]:
                        i = stage_of[e]
                        if lost[i] + 1 <= may_leave(slack[i], sizes[i], share):
                            element[d] = e
        c = -1  # go on with the next branch of this frame
        for w in range(cwords):
            if branch[d, w] != np.uint64(0):
                c = (w << 6) + lowest(branch[d, w])
                branch[d, w] &= branch[d, w] - np.uint64(1)
                break
        if c >= 0:
            forb[d + 1] = forb[d]
            left[d + 1] = left[d]
            put(forb[d], c)
            chosen[taken] = c
            put(chosen_bits, c)
            taken += 1
            d += 1
            fresh[d] = 1
            entering = True
        elif element[d] >= 0:
            put(left[d], element[d])
            fresh[d] = 0
            entering = True
        elif d == 0:
            return nodes
        else:
            d -= 1
            taken -= 1
            c = chosen[taken]
            chosen_bits[c >> 6] &= ~(np.uint64(1) << np.uint64(c & 63))
