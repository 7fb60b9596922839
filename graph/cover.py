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

from graph.bits import has, lowest, ones, put, within, words_for
from graph.gaps import gather
from graph.jit import njit
from graph.pareto import offer, shuts_out

SCALE = 1 << 12  #: prices are whole numbers of 1/4096 week or cent, rounded down
BIG = 1 << 50
LATE = 99  #: a training that nothing in the set makes possible


@njit()
def _price(masks: Any, weights: Any, element_count: int) -> Any:
    """Per weight (4: weeks, cents, unpaid, one) and element the least price of covering it."""
    count, words = masks.shape
    price = np.full((4, element_count), BIG, np.int64)
    for c in range(count):
        size = 0
        for w in range(words):
            size += ones(masks[c, w])
        if size == 0:
            continue
        for k in range(4):
            each = weights[c, k] * SCALE // size
            for w in range(words):
                word = masks[c, w]
                while word != np.uint64(0):
                    e = (w << 6) + lowest(word)
                    if each < price[k, e]:
                        price[k, e] = each
                    word &= word - np.uint64(1)
    return price


@njit()
def _fresh_bound(
    masks: Any, weights: Any, barred: Any, open_: Any, stage_of: Any, is_group: Any, need: Any, bound: Any
) -> None:
    """The least that the rest takes, priced over the trainings and elements that are still open."""
    count, words = masks.shape
    elements = stage_of.shape[0]
    price = np.full((4, elements), BIG, np.int64)
    for c in range(count):
        if has(barred, c):
            continue
        size = 0
        for w in range(words):
            size += ones(masks[c, w] & open_[w])
        if size == 0:
            continue
        for w in range(words):
            word = masks[c, w] & open_[w]
            while word != np.uint64(0):
                e = (w << 6) + lowest(word)
                for k in range(4):
                    each = weights[c, k] * SCALE // size
                    if each < price[k, e]:
                        price[k, e] = each
                word &= word - np.uint64(1)
    row = np.empty(elements, np.int64)
    for k in range(4):
        total = 0
        for i in range(need.shape[0]):
            n = 0
            for e in range(elements):
                if stage_of[e] == i and has(open_, e):
                    if is_group[e]:
                        total += price[k, e]
                    else:
                        row[n] = price[k, e]
                        n += 1
            if n < need[i]:
                total = BIG
            elif need[i] > 0:
                part = np.sort(row[:n])
                for e in range(need[i]):
                    total += part[e]
        bound[k] = min(total, BIG)


@njit()
def _holders(masks: Any, places: int) -> Any:
    """For each place the set of candidates whose mask has it."""
    out = np.zeros((places, words_for(masks.shape[0])), np.uint64)
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
def _undominated(
    masks: Any, gives: Any, demands: Any, weights: Any, flags: Any, rows: Any, forced: Any, elements: int, aux: int
) -> Any:
    """Which candidates stay: none other does as much for as little, from as low a threshold."""
    count = masks.shape[0]
    stay = np.ones(count, np.uint8)
    by_element = _holders(masks, elements)
    by_aux = _holders(gives, aux)
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
    forced_all = np.zeros(rows.shape[0], np.uint8)
    for row in forced_rows:
        for c in range(rows.shape[0]):
            if rows[c] == row:
                forced_all[c] = 1
    stay = _undominated(masks, gives, demands, weights, flags, rows, forced_all, stage_of.shape[0], aux_phase.shape[0])
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
    price = _price(masks, weights, elements)
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
    by_element = _holders(masks, elements)
    by_aux = _holders(gives, aux_phase.shape[0])
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
            if alive:
                for b in range(top, least - 1, -1):
                    possible = True
                    for i in range(k):
                        may = slack[i] if sizes[i] == 0 else min(slack[i], ((b + 1) * sizes[i] - 1) // 10)
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
                            _fresh_bound(masks, weights, barred, hopeful_open, stage_of, is_group, need, bound)
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
                    allowed[i] = slack[i] if sizes[i] == 0 else min(slack[i], ((best + 1) * sizes[i] - 1) // 10)
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
