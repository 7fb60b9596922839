"""Which sequences of jobs are worth solving, best bound first, until the archive shuts the rest out."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import has, ones, put, words_for
from graph.cover import BIG, SCALE, solve
from graph.gaps import _base
from graph.jit import njit
from graph.pareto import shuts_out


@njit()
def _target_prices(net: Any, have: Any, gap: Any) -> Any:
    """Per weight (weeks, cents, unpaid) and lacking skill of the target a price no training undercuts."""
    weeks, cents, paid, job = net[11], net[13], net[15], net[16]
    tb_s, tb_i = net[23], net[24]
    usable = have[2]
    size = np.zeros(usable.shape[0], np.int32)
    for s in gap:
        for p in range(tb_s[s], tb_s[s + 1]):
            size[tb_i[p]] += 1
    price = np.full((3, gap.shape[0]), BIG, np.int64)
    for e in range(gap.shape[0]):
        for p in range(tb_s[gap[e]], tb_s[gap[e] + 1]):
            t = tb_i[p]
            if usable[t] and job[t] < 0:
                n = size[t]
                price[0, e] = min(price[0, e], weeks[t] * SCALE // n)
                price[1, e] = min(price[1, e], cents[t] * SCALE // n)
                price[2, e] = min(price[2, e], 0 if paid[t] else weeks[t] * SCALE // n)
    return price


@njit()
def _bound(
    net: Any,
    limit: Any,
    seq: Any,
    k: int,
    bbl: Any,
    gap: Any,
    place: Any,
    price: Any,
    order: Any,
    slack: int,
    vector: Any,
    exact: Any,
) -> Any:
    """Fill in what a sequence takes at least; returns the unknown flags, or −1 if it can't be done."""
    base = _base(net, limit, seq, k, bbl)
    exact[0], exact[1], exact[2] = base[0], base[1], base[2]
    if bbl[k - 1] < 0 and gap.shape[0] > slack:
        given = np.zeros(words_for(gap.shape[0]), np.uint64)
        for i in range(k - 1):
            for p in range(net[0][seq[i]], net[0][seq[i] + 1]):
                if place[net[1][p]] >= 0:
                    put(given, place[net[1][p]])
            if bbl[i] >= 0:
                for p in range(net[17][bbl[i]], net[17][bbl[i] + 1]):
                    if place[net[18][p]] >= 0:
                        put(given, place[net[18][p]])
        rest = gap.shape[0] - slack
        for w in range(given.shape[0]):
            rest -= ones(given[w])
        for w in range(3):
            todo = rest
            total = 0
            for e in order[w]:
                if todo <= 0:
                    break
                if not has(given, e):
                    if price[w, e] >= BIG:
                        return -1
                    total += price[w, e]
                    todo -= 1
            exact[w] += total // SCALE
    if exact[0] > limit[0] or exact[1] > limit[1]:
        return -1
    vector[0], vector[1], vector[2] = exact[0] // 4, exact[2] // 4, exact[1] // 10000
    vector[3], vector[4], vector[5] = k, 0, base[4]
    return base[3]


@njit()
def _options(net: Any, have: Any, job: int) -> Any:
    """Entry without a leerbaan (−1), then each leerbaan of the job that may be used."""
    start, items = net[27], net[28]
    found = np.full(1 + start[job + 1] - start[job], -1, np.int64)
    n = 1
    for p in range(start[job], start[job + 1]):
        if have[2][items[p]]:
            found[n] = items[p]
            n += 1
    return found[:n]


@njit()
def _meets(net: Any, have_group: Any, stone: int, later: int, earlier: int) -> bool:
    """True if having held the stone meets a wall of a later job that still stood (``earlier``: −1 or a job)."""
    dem_s, dem_i, gr_s, gr_i = net[4], net[5], net[6], net[7]
    for p in range(gr_s[stone], gr_s[stone + 1]):
        known = have_group[gr_i[p]] != 0
        if earlier >= 0:
            for q in range(gr_s[earlier], gr_s[earlier + 1]):
                known = known or gr_i[q] == gr_i[p]
        for q in range(dem_s[later], dem_s[later + 1]):
            if not known and dem_i[q] == gr_i[p]:
                return True
    return False


@njit()
def explore(
    net: Any,
    have: Any,
    limit: Any,
    held: Any,
    target: int,
    level: int,
    stone_ok: Any,
    must_jobs: Any,
    forced: Any,
    forced_bbl: Any,
    training_of: Any,
    archive: Any,
    bounds: Any,
) -> Any:
    """Fill the archive; ``bounds`` takes the least vectors of what the node budget left unopened.

    Returns the nodes used and the number of bounds (0: complete).
    """
    ess_s, ess_i, need_s, need_i = net[0], net[1], net[2], net[3]
    gr_s, levels, majors = net[6], net[29], net[30]
    have_skill, have_group = have[0], have[1]
    jobs = ess_s.shape[0] - 1
    gap = np.empty(ess_s[target + 1] - ess_s[target], np.int64)
    place = np.full(have_skill.shape[0], -1, np.int32)
    n = 0
    for p in range(ess_s[target], ess_s[target + 1]):
        if not have_skill[ess_i[p]]:
            gap[n] = ess_i[p]
            place[ess_i[p]] = n
            n += 1
    gap = gap[:n]
    size = ess_s[target + 1] - ess_s[target]
    slack = size if net[8][target] else size - (size * limit[3] + 99) // 100
    price = _target_prices(net, have, gap)
    order = np.empty((3, n), np.int64)
    for w in range(3):
        order[w] = np.argsort(price[w], kind="mergesort")

    seq = np.zeros(3, np.int64)
    bbl = np.full(3, -1, np.int64)
    vector = np.zeros(6, np.int64)
    exact = np.zeros(3, np.int64)
    none = np.full(3, -1, np.int64)
    used, left_open = 0, 0
    held_size = np.zeros(jobs, np.int32)
    for s in held:
        for p in range(need_s[s], need_s[s + 1]):
            held_size[need_i[p]] += 1
    # what each job supplies of the target's gap, and whether having held it meets a demand
    words = words_for(n)
    supply = np.zeros((jobs, words), np.uint64)
    grants = np.zeros(jobs, np.uint8)
    touched = np.zeros(jobs, np.uint8)
    for e in range(n):
        for p in range(need_s[gap[e]], need_s[gap[e] + 1]):
            put(supply[need_i[p]], e)
            touched[need_i[p]] = 1
    for j in range(jobs):
        if gr_s[j] < gr_s[j + 1] and _meets(net, have_group, j, target, -1):
            grants[j] = 1
            touched[j] = 1
    seconds = np.empty(jobs, np.int32)  # jobs that can stand right before the target
    count2 = 0
    for j in range(jobs):
        if touched[j] and stone_ok[j] and j != target:
            seconds[count2] = j
            count2 += 1
    seconds = seconds[:count2]

    capacity = 1024
    todo = np.empty((capacity, 4), np.int64)  # score, jobs in between
    for k in range(1, limit[6] + 1):
        n_todo = 0
        if k == 1:
            todo[0, 0], todo[0, 1], todo[0, 2] = 0, -1, -1
            n_todo = 1
        else:
            seq[k - 1] = target
            if limit[2] and (k - 1) * limit[4] > limit[0]:
                break
            firsts = seconds if k == 2 else np.arange(jobs).astype(np.int32)
            add = np.zeros(jobs, np.int32)
            for j in firsts:
                m = ess_s[j + 1] - ess_s[j]
                if not stone_ok[j] or j == target:
                    continue
                if held_size[j] * 100 < 30 * m and majors[j] != 9:
                    continue
                if level and levels[j] > level + 1:
                    continue
                shares = 0
                for w in range(words):
                    shares += ones(supply[j, w])
                useful = grants[j] or (shares > 0 and shares * 10 >= n)
                if k == 2:
                    if not useful:
                        continue
                    seq[0] = j
                    unknown = _bound(net, limit, seq, 2, none, gap, place, price, order, slack, vector, exact)
                    open_bbl = net[27][target + 1] > net[27][target] or net[27][j + 1] > net[27][j]
                    if not open_bbl and (unknown < 0 or shuts_out(archive, vector, unknown, exact)):
                        continue
                    if n_todo == todo.shape[0]:
                        wider = np.empty((2 * n_todo, 4), np.int64)
                        wider[:n_todo] = todo
                        todo = wider
                    todo[n_todo, 0] = BIG if unknown < 0 else exact[0] + exact[2] + exact[1] // 5000
                    todo[n_todo, 1], todo[n_todo, 2] = j, -1
                    n_todo += 1
                    continue
                rest = n - shares
                for p in range(ess_s[j], ess_s[j + 1]):
                    s = ess_i[p]
                    if not have_skill[s]:
                        for q in range(need_s[s], need_s[s + 1]):
                            add[need_i[q]] += 1
                for j2 in seconds:
                    if j2 == j:
                        continue
                    m2 = ess_s[j2 + 1] - ess_s[j2]
                    if (held_size[j2] + add[j2]) * 100 < 30 * m2 and majors[j2] != 9:
                        continue
                    if level and levels[j2] > max(level, levels[j]) + 1:
                        continue
                    more = 0
                    for w in range(words):
                        more += ones(supply[j2, w] & ~supply[j, w])
                    met = grants[j2] and (not grants[j] or _meets(net, have_group, j2, target, j))
                    if not (met or (more > 0 and more * 10 >= rest)):
                        continue
                    eases = add[j2] > 0 and add[j2] * 10 >= m2 - held_size[j2]
                    if not (useful or eases or _meets(net, have_group, j, j2, -1)):
                        continue
                    seq[0], seq[1] = j, j2
                    unknown = _bound(net, limit, seq, 3, none, gap, place, price, order, slack, vector, exact)
                    open_bbl = (
                        net[27][target + 1] > net[27][target]
                        or net[27][j + 1] > net[27][j]
                        or net[27][j2 + 1] > net[27][j2]
                    )
                    if not open_bbl and (unknown < 0 or shuts_out(archive, vector, unknown, exact)):
                        continue
                    if n_todo == todo.shape[0]:
                        wider = np.empty((2 * n_todo, 4), np.int64)
                        wider[:n_todo] = todo
                        todo = wider
                    todo[n_todo, 0] = BIG if unknown < 0 else exact[0] + exact[2] + exact[1] // 5000
                    todo[n_todo, 1], todo[n_todo, 2] = j, j2
                    n_todo += 1
                for p in range(ess_s[j], ess_s[j + 1]):
                    s = ess_i[p]
                    if not have_skill[s]:
                        for q in range(need_s[s], need_s[s + 1]):
                            add[need_i[q]] = 0
        for row in np.argsort(todo[:n_todo, 0], kind="mergesort"):
            for i in range(k - 1):
                seq[i] = todo[row, 1 + i]
            seq[k - 1] = target
            all_there = True
            for job in must_jobs:
                there = False
                for i in range(k):
                    there = there or seq[i] == job
                all_there = all_there and there
            if not all_there:
                continue
            a = _options(net, have, seq[0])
            b = _options(net, have, seq[1]) if k > 1 else a[:1]
            c = _options(net, have, seq[2]) if k > 2 else a[:1]
            for x in a:
                for y in b:
                    for z in c:
                        bbl[0] = x
                        bbl[1] = y if k > 1 else -1
                        bbl[2] = z if k > 2 else -1
                        all_there = True
                        for f in forced_bbl:
                            there = False
                            for i in range(k):
                                there = there or (bbl[i] >= 0 and training_of[bbl[i]] == f)
                            all_there = all_there and there
                        if not all_there:
                            continue
                        unknown = _bound(net, limit, seq, k, bbl, gap, place, price, order, slack, vector, exact)
                        if unknown < 0 or shuts_out(archive, vector, unknown, exact):
                            continue
                        nodes = -1
                        if limit[5] > 0:
                            nodes = solve(net, have, limit, seq, k, bbl, forced, archive)
                            used += abs(nodes)
                            limit[5] -= abs(nodes)
                        if nodes < 0:  # not opened, or not to the end
                            _note_bound(bounds, left_open, vector)
                            left_open = min(left_open + 1, bounds.shape[0])
    return used, left_open


@njit()
def _note_bound(bounds: Any, count: int, vector: Any) -> None:
    """Add a corner; when the list is full, lower the last one so that it still bounds all."""
    if count < bounds.shape[0]:
        bounds[count] = vector
    else:
        for i in range(vector.shape[0]):
            bounds[count - 1, i] = min(bounds[count - 1, i], vector[i])
