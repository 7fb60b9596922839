"""Depth first over sets of trainings for one sequence of jobs: take the next, forbid it, or give a skill up.

Where many must be covered by few, what is taken first is a training big enough that one like it must be
among them (``big_ones``); else one that covers the element with the fewest trainings left. What the last
training would make is judged on the spot.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import lowest, ones, put, words_for
from graph.bounds import keep_hopeful, worst_share
from graph.glance import top_share_of
from graph.jit import njit
from graph.judging import is_whole, offered, try_last
from graph.nodes import big_ones, cover_now, enablers, may_leave, pick, shortfalls, sums_of

DEPTH = 8  #: frames of the search: one a training, and room for the start


@njit()
def room_of(k: int, bbl: Any) -> int:
    """How many trainings there may be beside the leerbanen."""
    room = 5
    for i in range(k):
        room -= bbl[i] >= 0
    return room


@njit()
def less_than(share: int, floor: int) -> int:
    """The next smaller share (tenths) that counts as smaller; −1 for none."""
    return share - 1 if share > floor else -1


@njit()
def branch_out(
    limit: Any, seq: Any, k: int, bbl: Any, base: Any, rows: Any, forced: Any, problem: Any, prices: Any,
    archive: Any, corners: Any, unknown: int, low: int, budget: int,
) -> int:  # fmt: skip
    """Depth-first over sets of trainings: take the next, or forbid it, or give the skill up.

    ``unknown``: 0 takes no training that adds an unknown figure, 1 takes one at least.
    """
    sizes, slack, is_group, masks, flags = problem[0], problem[1], problem[3], problem[4], problem[8]
    stage_of, demands, walls, by_element = problem[2], problem[6], problem[11], problem[13]
    candidates, words = rows.shape[0], masks.shape[1]
    cwords = words_for(candidates)
    room, top_share, floor = room_of(k, bbl), min(top_share_of(k, sizes, slack), limit[8]), limit[7]
    plain, flagged = np.zeros(cwords, np.uint64), np.zeros(cwords, np.uint64)
    for c in range(candidates):
        put(flagged if flags[c] & ~base[3] else plain, c)
    never = np.zeros(cwords, np.uint64) if unknown else flagged

    forb = np.zeros((DEPTH, cwords), np.uint64)
    left = np.zeros((DEPTH, words), np.uint64)
    branch = np.zeros((DEPTH, cwords), np.uint64)
    able = np.empty((DEPTH, candidates), np.int64)
    able_count = np.zeros(DEPTH, np.int64)
    element = np.full(DEPTH, -1, np.int64)  # what may be given up once the branches are done
    fresh, simple = np.zeros(DEPTH, np.uint8), np.zeros(DEPTH, np.uint8)
    most_left = np.full(DEPTH, top_share, np.int64)
    unc = np.zeros((DEPTH, words), np.uint64)
    hopeful = np.zeros(words, np.uint64)
    open_, hopeful_open = np.zeros(words, np.uint64), np.zeros(words, np.uint64)
    chosen = np.zeros(5, np.int64)
    chosen_bits, barred = np.zeros(cwords, np.uint64), np.zeros(cwords, np.uint64)
    tried, kept_bits = np.zeros(cwords, np.uint64), np.zeros(cwords, np.uint64)
    phase = np.zeros(5, np.int64)
    miss, must, lost = np.zeros(k, np.int64), np.zeros(k, np.int64), np.zeros(k, np.int64)
    taken = 0
    for c in range(candidates):
        if forced[c]:
            if taken >= room or (flags[c] & ~base[3] and not unknown):
                return 0
            chosen[taken] = c
            put(chosen_bits, c)
            taken += 1
    for c in range(candidates):
        able[0, c] = c
    able_count[0] = candidates
    fresh[0] = 1
    nodes = 0
    d = 0
    entering = True
    while True:
        if entering:
            entering = False
            nodes += 1
            if nodes > budget:
                return -nodes
            branch[d, :] = np.uint64(0)
            element[d] = -1
            stuck, late = cover_now(problem, k, chosen, taken, phase, unc[d], hopeful)
            simple[d] = not stuck and not late
            sums = sums_of(base, problem, chosen, taken)
            told = sums[3] != base[3]  # something unknown is in it already
            whole, hopeless, least, stop = shortfalls(problem, k, unc[d], hopeful, left[d], miss, must, lost)
            alive = sums[0] <= limit[0] and sums[1] <= limit[1] and not hopeless
            if alive and whole and not stuck:
                if fresh[d] and told == (unknown == 1):
                    kept = offered(archive, seq, k, bbl, rows, chosen, taken, sums, max(stop, floor), base[4])
                    if kept < 0:
                        return -nodes
                most_left[d] = min(most_left[d], less_than(stop, floor))  # more trainings must leave less to learn
            share = -1
            if alive and taken < room and most_left[d] >= least:
                only_unknown = unknown == 1 and not told and taken + 1 == room
                for w in range(words):
                    open_[w] = unc[d, w] & ~left[d, w]
                    hopeful_open[w] = hopeful[w] & ~left[d, w]
                for w in range(cwords):
                    barred[w] = forb[d, w] | chosen_bits[w] | never[w]
                    if only_unknown:
                        barred[w] |= plain[w]
                source = d - 1 if d else 0
                n = 0
                for i in range(able_count[source]):
                    c = able[source, i]
                    if (barred[c >> 6] >> np.uint64(c & 63)) & np.uint64(1):
                        continue
                    some = np.uint64(0)
                    for w in range(words):
                        some |= masks[c, w] & hopeful_open[w]
                    if some:
                        able[d, n] = c
                        n += 1
                if d:
                    able_count[d] = n
                share = worst_share(
                    problem, seq, k, limit, sums, base, low | sums[3], most_left[d], least, taken, room, must, lost,
                    hopeful_open, able[d], n, prices, archive, corners,
                )  # fmt: skip
                if share >= 0:
                    most_left[d] = share  # with more left to learn, nothing enters
                    big = 0
                    if not stuck:
                        big = big_ones(problem, hopeful_open, prices[5], able[d], n, room - taken, branch[d])
                        if big < 0:
                            branch[d, :] = np.uint64(0)
                    if big == 0 and (stuck or late):
                        enablers(problem, k, chosen, taken, phase, stuck, barred, branch[d])
                    if big == 0 and not stuck:
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
                    if branch[d].any():
                        tried[:] = branch[d]
                        keep_hopeful(
                            problem, seq, k, limit, sums, base, low | sums[3], share, least, taken, room, must, lost,
                            hopeful_open, able[d], n, prices, archive, corners, branch[d], kept_bits,
                        )  # fmt: skip
                        for w in range(cwords):
                            forb[d, w] |= tried[w] & ~branch[d, w]
        c = -1  # go on with the next branch of this frame
        for w in range(cwords):
            if branch[d, w] != np.uint64(0):
                c = (w << 6) + lowest(branch[d, w])
                branch[d, w] &= branch[d, w] - np.uint64(1)
                break
        if c >= 0:
            chosen[taken] = c
            deeper, limit_left, judged = True, most_left[d], 0
            if simple[d] and not demands[c].any():  # judged here: most go no deeper
                judged = 1
                sums = sums_of(base, problem, chosen, taken + 1)
                deeper = sums[0] <= limit[0] and sums[1] <= limit[1]
                if deeper:
                    whole, stop = is_whole(problem, k, unc[d], masks[c], walls)
                    if whole and (sums[3] != base[3]) == (unknown == 1) and stop <= most_left[d]:
                        kept = offered(archive, seq, k, bbl, rows, chosen, taken + 1, sums, max(stop, floor), base[4])
                        if kept < 0:
                            return -nodes
                    if whole:
                        limit_left = min(limit_left, less_than(stop, floor))
                    deeper = taken + 1 < room and limit_left >= 0
                if deeper and taken + 2 == room:  # one more: each of them is tried, and nothing lies deeper
                    deeper = False
                    nodes += 1
                    kept = try_last(
                        limit, seq, k, bbl, base, rows, problem, archive, unknown, chosen, taken + 1, unc[d], able[d],
                        able_count[d], forb[d], limit_left, sums,
                    )  # fmt: skip
                    if kept < 0:
                        return -nodes
            if deeper:
                forb[d + 1] = forb[d]
                left[d + 1] = left[d]
                most_left[d + 1] = limit_left
                put(chosen_bits, c)
                fresh[d + 1] = not judged
                taken += 1
            put(forb[d], c)
            if deeper:
                d += 1
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
