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

from graph.bits import has, lowest, ones, put, words_for
from graph.dominance import holders_of, undominated
from graph.gaps import gather
from graph.jit import njit
from graph.leastcost import BIG, SCALE, least_sums, price_of
from graph.pareto import offer, shuts_out

LATE = 99  #: a training that nothing in the set makes possible


@njit()
def _phases(chosen: Any, n: int, gives: Any, demands: Any, aux_phase: Any, phase: Any) -> None:
    """From which entry on each chosen training can be done; ``LATE`` if its demands are never met."""
    for i in range(n):
        phase[i] = LATE
    for _ in range(n + 1):
        moved = False
        for i in range(n):
            c = chosen[i]
            worst = 0
            for w in range(demands.shape[1]):
                word = demands[c, w]
                while word != np.uint64(0):
                    g = (w << 6) + lowest(word)
                    best = aux_phase[g]
                    for j in range(n):
                        if j != i and phase[j] < best and has(gives[chosen[j]], g):
                            best = phase[j]
                    if best > worst:
                        worst = best
                    word &= word - np.uint64(1)
            if worst < phase[i]:
                phase[i] = worst
                moved = True
        if not moved:
            break


@njit()
def _may(slack: int, size: int, worst: int) -> int:
    """How many skills may be missing at an entry when at most ``worst`` tenths are left to learn."""
    return min(slack, ((worst + 1) * size - 1) // 10) if size else 0


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
            need[i] = max(0, gap[i] - _may(slack[i], sizes[i], worst))
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
    if not ok:
        return 1
    if not _worth_it(limit, k, bbl, base, sizes, slack, stage_of, is_group, masks, weights, archive):
        return 1
    forced_all = np.zeros(rows.shape[0], np.uint8)
    for row in forced_rows:
        for c in range(rows.shape[0]):
            if rows[c] == row:
                forced_all[c] = 1
    stay = undominated(masks, gives, demands, weights, flags, rows, forced_all, stage_of.shape[0], aux_phase.shape[0])
    keep = np.flatnonzero(stay)
    ease = np.empty(keep.shape[0], np.float64)
    for i in range(keep.shape[0]):
        size = 0
        for w in range(masks.shape[1]):
            size += ones(masks[keep[i], w])
        ease[i] = (weights[keep[i], 0] + weights[keep[i], 2] + weights[keep[i], 1] / 5000.0 + 1.0) / (size + 0.01)
    keep = keep[np.argsort(ease, kind="mergesort")]
    rows, masks, gives, demands = rows[keep], masks[keep], gives[keep], demands[keep]
    weights, flags, forced = weights[keep], flags[keep], forced_all[keep]
    return _branch(
        limit,
        seq,
        k,
        bbl,
        base,
        sizes,
        slack,
        stage_of,
        is_group,
        rows,
        masks,
        gives,
        demands,
        weights,
        flags,
        aux_phase,
        forced,
        archive,
    )


@njit()
def _branch(
    limit: Any,
    seq: Any,
    k: int,
    bbl: Any,
    base: Any,
    sizes: Any,
    slack: Any,
    stage_of: Any,
    is_group: Any,
    rows: Any,
    masks: Any,
    gives: Any,
    demands: Any,
    weights: Any,
    flags: Any,
    aux_phase: Any,
    forced: Any,
    archive: Any,
) -> Any:
    elements, count = stage_of.shape[0], rows.shape[0]
    words, cwords = masks.shape[1], words_for(count)
    everything = np.zeros(words, np.uint64)
    for e in range(elements):
        put(everything, e)
    price = price_of(masks, weights, np.zeros(cwords, np.uint64), everything, elements)
    order = np.empty((4, elements), np.int64)
    for w in range(4):
        order[w] = np.argsort(price[w], kind="mergesort")
    skills = np.zeros((k, words), np.uint64)  # the skill elements of each stage
    walls = np.zeros(words, np.uint64)
    from_stage = np.zeros((k, words), np.uint64)  # elements of this stage and later
    for e in range(elements):
        if is_group[e]:
            put(walls, e)
        else:
            put(skills[stage_of[e]], e)
        for s in range(stage_of[e] + 1):
            put(from_stage[s], e)
    by_element = holders_of(masks, elements)
    by_aux = holders_of(gives, aux_phase.shape[0])
    most_bin = 0
    for i in range(k):
        if sizes[i]:
            most_bin = max(most_bin, min(slack[i], sizes[i]) * 10 // sizes[i])
    forb = np.zeros((8, cwords), np.uint64)
    left = np.zeros((8, words), np.uint64)
    branch = np.zeros((8, cwords), np.uint64)
    chosen_bits = np.zeros(cwords, np.uint64)
    barred = np.zeros(cwords, np.uint64)
    chosen = np.zeros(5, np.int64)
    phase = np.zeros(5, np.int64)
    element = np.full(8, -1, np.int64)
    spare = np.zeros(8, np.int64)  # 1: the element may be left once the branches are done
    fresh = np.zeros(8, np.uint8)
    entering = True
    unc = np.zeros(words, np.uint64)
    open_ = np.zeros(words, np.uint64)
    hopeful = np.zeros(words, np.uint64)
    hopeful_open = np.zeros(words, np.uint64)
    allowed = np.zeros(k, np.int64)
    need = np.zeros(k, np.int64)
    todo = np.zeros(k, np.int64)
    miss = np.zeros(k, np.int64)
    must = np.zeros(k, np.int64)
    lost = np.zeros(k, np.int64)
    bound = np.zeros(4, np.int64)
    vector = np.zeros(6, np.int64)
    exact = np.zeros(3, np.int64)
    jobs = np.full(3, -1, np.int64)
    for i in range(k):
        jobs[i] = seq[i]
    trainings = np.full(5, -1, np.int64)
    taken = 0
    nb = 0
    for i in range(k):
        nb += bbl[i] >= 0
    for c in range(count):
        if forced[c]:
            if taken + nb >= 5:
                return 1
            chosen[taken] = c
            put(chosen_bits, c)
            taken += 1
    fresh[0] = 1
    nodes = 0
    d = 0
    while True:
        if entering:
            nodes += 1
            if nodes > limit[5]:
                return -nodes
            entering = False
            alive = True
            # what the chosen trainings cover, and what they take
            _phases(chosen, taken, gives, demands, aux_phase, phase)
            for w in range(words):
                unc[w] = from_stage[0, w]
                hopeful[w] = from_stage[0, w]
            weeks, cents, unpaid, unknown = base[0], base[1], base[2], base[3]
            stuck = False
            late = False
            for i in range(taken):
                c = chosen[i]
                weeks += weights[c, 0]
                cents += weights[c, 1]
                unpaid += weights[c, 2]
                unknown |= flags[c]
                if phase[i] >= k:
                    stuck = True
                elif phase[i] > 0:
                    late = True
                for w in range(words):
                    hopeful[w] &= ~masks[c, w]  # what is late now may still come in time
                    if phase[i] < k:
                        unc[w] &= ~(masks[c, w] & from_stage[phase[i], w])
            alive = weeks <= limit[0] and cents <= limit[1]
            walls_open = False
            for w in range(words):
                open_[w] = unc[w] & ~left[d, w]
                hopeful_open[w] = hopeful[w] & ~left[d, w]
                if unc[w] & walls[w]:
                    walls_open = True
            least = 0
            whole = not stuck and not walls_open
            stop_bin = 0
            for i in range(k):
                miss[i] = 0
                must[i] = 0
                lost[i] = 0
                for w in range(words):
                    miss[i] += ones(unc[w] & skills[i, w])
                    must[i] += ones(hopeful[w] & skills[i, w])
                    lost[i] += ones(hopeful[w] & left[d, w] & skills[i, w])
                if miss[i] > slack[i]:
                    whole = False
                if lost[i] > slack[i]:
                    alive = False
                if sizes[i]:
                    least = max(least, lost[i] * 10 // sizes[i])
                    stop_bin = max(stop_bin, miss[i] * 10 // sizes[i])
            top = most_bin
            if alive and whole:
                if fresh[d]:
                    vector[0], vector[1], vector[2] = weeks // 4, unpaid // 4, cents // 10000
                    vector[3], vector[4], vector[5] = k, stop_bin, base[4]
                    exact[0], exact[1], exact[2] = weeks, cents, unpaid
                    for i in range(5):
                        trainings[i] = -1
                    n = 0
                    for i in range(taken):
                        trainings[n] = rows[chosen[i]]
                        n += 1
                    for i in range(k):
                        if bbl[i] >= 0:
                            trainings[n] = bbl[i]
                            n += 1
                    trainings[:n] = np.sort(trainings[:n])
                    if not offer(archive, vector, unknown, exact, jobs, trainings):
                        return -nodes
                top = stop_bin - 1  # more trainings must leave less to learn
            room = 5 - nb - taken
            if room <= 0:
                alive = False
            # the least that the rest takes, for each worst share that may be left
            best = -1
            priced = False
            fresh_price = price
            if alive:
                for b in range(top, least - 1, -1):
                    possible = True
                    for i in range(k):
                        may = _may(slack[i], sizes[i], b)
                        if lost[i] > may:
                            possible = False
                        need[i] = max(0, must[i] - may)
                    if not possible:
                        continue
                    for w in range(4):
                        total = 0
                        missing = 0
                        for i in range(k):
                            todo[i] = need[i]
                            missing += need[i]
                        for n in range(elements):
                            e = order[w, n]
                            if not has(hopeful_open, e):
                                continue
                            if is_group[e]:
                                total += price[w, e]
                            elif todo[stage_of[e]] > 0:
                                total += price[w, e]
                                todo[stage_of[e]] -= 1
                                missing -= 1
                        bound[w] = total if missing == 0 else BIG  # else too few are open to cover that many
                    for again in range(2):  # once with the prices of the start, once with those of now
                        if again:
                            if taken == 0:
                                break
                            for w in range(cwords):
                                barred[w] = forb[d, w] | chosen_bits[w]
                            if not priced:
                                fresh_price = price_of(masks, weights, barred, hopeful_open, elements)
                                priced = True
                            least_sums(fresh_price, hopeful_open, stage_of, is_group, need, bound)
                        exact[0] = weeks + bound[0] // SCALE
                        exact[1] = cents + bound[1] // SCALE
                        exact[2] = unpaid + bound[2] // SCALE
                        possible = bound[3] <= room * SCALE and exact[0] <= limit[0] and exact[1] <= limit[1]
                        if possible:
                            vector[0], vector[1], vector[2] = exact[0] // 4, exact[2] // 4, exact[1] // 10000
                            vector[3], vector[4], vector[5] = k, b, base[4]
                            possible = not shuts_out(archive, vector, unknown, exact)
                        if not possible:
                            break
                    if possible:
                        best = b
                        break
                alive = best >= 0
            element[d] = -1
            spare[d] = 0
            for w in range(cwords):
                branch[d, w] = np.uint64(0)
            if alive:
                for i in range(k):
                    allowed[i] = _may(slack[i], sizes[i], best)
                if stuck or late:  # what would make a late training possible, or earlier
                    for i in range(taken):
                        if (stuck and phase[i] >= k) or (not stuck and phase[i] > 0):
                            c = chosen[i]
                            for w in range(demands.shape[1]):
                                word = demands[c, w]
                                while word != np.uint64(0):
                                    g = (w << 6) + lowest(word)
                                    for v in range(cwords):
                                        branch[d, v] |= by_aux[g, v] & ~forb[d, v] & ~chosen_bits[v]
                                    word &= word - np.uint64(1)
                if not stuck:
                    extra = 0
                    for w in range(cwords):
                        extra += ones(branch[d, w])
                    fewest = BIG
                    pick = -1
                    for w in range(words):
                        word = open_[w]
                        while word != np.uint64(0) and alive:
                            e = (w << 6) + lowest(word)
                            word &= word - np.uint64(1)
                            n = extra
                            for v in range(cwords):
                                n += ones(by_element[e, v] & ~forb[d, v] & ~chosen_bits[v])
                            if n == 0:
                                if is_group[e]:
                                    alive = False
                                else:
                                    put(left[d], e)
                                    lost[stage_of[e]] += 1
                                    if lost[stage_of[e]] > allowed[stage_of[e]]:
                                        alive = False
                                continue
                            if is_group[e]:
                                n -= BIG // 2
                            if n < fewest:
                                fewest = n
                                pick = e
                    if pick < 0:
                        alive = False
                    if alive:
                        element[d] = pick
                        for v in range(cwords):
                            branch[d, v] |= by_element[pick, v] & ~forb[d, v] & ~chosen_bits[v]
                        if not is_group[pick] and lost[stage_of[pick]] + 1 <= allowed[stage_of[pick]]:
                            spare[d] = 1
            if not alive:
                for w in range(cwords):
                    branch[d, w] = np.uint64(0)
                spare[d] = 0
        # go on with the next branch of this frame
        c = -1
        for w in range(cwords):
            if branch[d, w] != np.uint64(0):
                c = (w << 6) + lowest(branch[d, w])
                branch[d, w] &= branch[d, w] - np.uint64(1)
                break
        if c >= 0:
            for w in range(cwords):
                forb[d + 1, w] = forb[d, w]
            for w in range(words):
                left[d + 1, w] = left[d, w]
            put(forb[d], c)
            chosen[taken] = c
            put(chosen_bits, c)
            taken += 1
            d += 1
            fresh[d] = 1
            entering = True
        elif spare[d]:
            spare[d] = 0
            put(left[d], element[d])
            fresh[d] = 0
            entering = True
        else:
            if d == 0:
                break
            d -= 1
            taken -= 1
            c = chosen[taken]
            chosen_bits[c >> 6] &= ~(np.uint64(1) << np.uint64(c & 63))
    return nodes
