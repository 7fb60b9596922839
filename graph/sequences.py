"""Which sequences of jobs are worth solving, best bound first, until the archive shuts the rest out."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import ones, words_for
from graph.cover import solve
from graph.enabling import giver_flags_of
from graph.endings import empty_endings
from graph.gaps import base_of
from graph.glance import desk_of, kinds_of, may_begin, paid_of
from graph.jit import njit
from graph.lent import hold, lent
from graph.nooks import empty_corners
from graph.opening import is_open, rate_of
from graph.pareto import shuts_out
from graph.prices import BIG, may_miss, prepare_entry, skill_prices
from graph.stones import brings_of, meets, needs, options_of, stones_of


@njit()
def _wider(todo: Any, count: int) -> Any:
    """The list with room for one more."""
    if count < todo.shape[0]:
        return todo
    wider = np.empty((2 * count, 3), np.int64)
    wider[:count] = todo
    return wider


@njit()
def _can_begin(
    net: Any, have: Any, limit: Any, job: int, target: int, k: int, kinds: Any, archive: Any, scratch: Any, begins: Any,
    asked_at: Any,
) -> bool:  # fmt: skip
    """Whether some route may begin with this job without a leerbaan there; asked again when the archive has changed."""
    if begins[job] and asked_at[job] != archive[5][1]:
        asked_at[job] = archive[5][1]
        begins[job] = may_begin(
            net, have, limit, job, target, k, scratch[7], kinds, scratch[0], scratch[1], archive, scratch[4],
            scratch[6],
        )  # fmt: skip
    return bool(begins[job])


@njit()
def room_to_work(net: Any, have: Any) -> Any:
    """What every search by one person works in, whatever the target."""
    trainings = have[2].shape[0]
    return (
        np.full(trainings, -1, np.int32),
        np.empty(trainings, np.int32),
        np.full(have[1].shape[0], -1, np.int32),
        np.zeros(trainings, np.uint8),
        empty_corners(),
        giver_flags_of(net, have[2]),
        desk_of(net, have[0].shape[0], have[1].shape[0], trainings),
        paid_of(net, have[2]),
    )


@njit()
def explore_in(
    scratches: Any, net: Any, have: Any, limit: Any, held: Any, target: int, level: int, stone_ok: Any,
    must_jobs: Any, forced: Any, forced_bbl: Any, training_of: Any, archive: Any, bounds: Any,
) -> Any:  # fmt: skip
    """Fill the archive; ``bounds`` takes the least vectors of what the node budget left unopened.

    Returns the nodes used and the number of bounds (0: complete). ``scratches``: see ``room_to_work``; all of it is
    afterwards as it was, but for the corners.
    """
    net, have, archive = lent(net), lent(have), lent(archive)
    ess_s, ess_i, need_s, need_i = net[0], net[1], net[2], net[3]
    levels = net[29]
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
    scratch = np.zeros(have[2].shape[0], np.int32)
    price = skill_prices(net, have, gap, scratch)
    order = np.empty((3, n), np.int64)
    for w in range(3):
        order[w] = np.argsort(price[w], kind="mergesort")

    seq = np.zeros(3, np.int64)
    bbl = np.full(3, -1, np.int64)
    none = np.full(3, -1, np.int64)
    vector = np.zeros(6, np.int64)
    exact = np.zeros(3, np.int64)
    missing = np.full(2, -1, np.int64)
    mine = (seq, bbl, none, vector, exact, missing, gap, place, price, order)
    target_bbl = net[27][target + 1] > net[27][target]
    seq, bbl, none, vector, exact, missing, gap, place, price, order = lent(mine)
    used, left_open = 0, 0
    endings_own = empty_endings()
    endings = lent(endings_own)
    kinds = kinds_of(net, have[2])
    begins = np.ones(jobs, np.uint8)  # whether a route may begin with a job without a leerbaan there: yes until told,
    asked_at = np.full(jobs, -1, np.int64)  # and how many had entered the archive when that was asked
    todo = np.full((256, 3), -1, np.int64)  # score, jobs in between
    todo[0, 0] = 0
    n_todo = 1

    held_size = np.zeros(jobs, np.int32)
    words = words_for(n)
    supply = np.zeros((1, words), np.uint64)
    grants = np.zeros(1, np.uint8)
    firsts = np.empty(0, np.int32)
    seconds = np.empty(0, np.int32)
    spare = np.empty(0, np.int32)  # essential skills still to be held for the 30 % rule
    prefix = np.empty((3, 1), np.int64)
    ready = np.zeros(1, np.uint8)
    first_brings, lacking, most = np.zeros(1, np.int64), 0, 0  # what nothing teaches: brought, needed, brought by one
    for k in range(1, limit[6] + 1):
        if k > 1 and limit[2] and (k - 1) * limit[4] > limit[0]:
            break
        if k > 1:
            seq[k - 1] = target
            n_todo = 0
            base = base_of(net, limit, seq[k - 1 :], 1, none)
            vector[0], vector[1], vector[2], vector[3], vector[4], vector[5] = 0, 0, 0, k, 0, base[4]
            exact[0], exact[1], exact[2] = (k - 1) * limit[4] * limit[2], 0, 0
            vector[0] = exact[0] // 4
            if shuts_out(archive, vector, base[3], exact):
                break  # whatever the stones, it takes at least this
        asked_at[:] = -1
        if k == 2:
            held_size, supply, grants, firsts, seconds, spare = stones_of(
                net, have_skill, have_group, held, gap, target, level, stone_ok
            )
            prefix = np.empty((3, ess_i.shape[0] + jobs), np.int64)
            ready = np.zeros(jobs, np.uint8)
            first_brings, brings = brings_of(net, supply, price[0], firsts), brings_of(net, supply, price[0], seconds)
            for e in range(0 if target_bbl else n):
                lacking += price[0, e] >= BIG
            lacking -= may_miss(ess_s[target + 1] - ess_s[target], limit[3], net[8][target], 10)
            for j in seconds:
                most = max(most, brings[j])
        add = np.zeros(jobs if k == 3 else 1, np.int32)
        for j in firsts if k > 1 else firsts[:0]:
            shares = 0
            for w in range(words):
                shares += ones(supply[j, w])
            useful = grants[j] or (shares > 0 and shares * 10 >= n)
            if k == 2 and not useful:
                continue
            first_bbl = net[27][j + 1] > net[27][j]
            if first_brings[j] + (most if k == 3 else 0) < lacking or not (begins[j] or first_bbl):
                continue  # what can't begin two jobs can't begin three: that takes more
            prepare_entry(net, have, j, held_size[j], prefix, ready, scratch)
            seq[0] = j
            missing[0] = ess_s[j + 1] - ess_s[j] - held_size[j]
            need = missing[0] - may_miss(ess_s[j + 1] - ess_s[j], limit[3], net[8][j], 10)
            if not first_bbl and need > 0 and prefix[0, ess_s[j] + j + need] >= BIG:
                continue
            if k == 2:
                if not (target_bbl or first_bbl) and not is_open(
                    net, limit, seq, 2, none, missing, prefix, gap, place, price, order, archive, vector, exact
                ):
                    continue
                if first_bbl or _can_begin(net, have, limit, j, target, k, kinds, archive, scratches, begins, asked_at):
                    todo = _wider(todo, n_todo)
                    todo[n_todo, 0], todo[n_todo, 1], todo[n_todo, 2] = rate_of(exact), j, -1
                    n_todo += 1
                continue
            for p in range(ess_s[j], ess_s[j + 1]):
                if not have_skill[ess_i[p]]:
                    for q in range(need_s[ess_i[p]], need_s[ess_i[p] + 1]):
                        add[need_i[q]] += 1
            for at in range(seconds.shape[0]):
                j2 = seconds[at]
                if add[j2] < spare[at] or j2 == j:
                    continue
                if level and levels[j2] > max(level, levels[j]) + 1:
                    continue
                more = 0
                for w in range(words):
                    more += ones(supply[j2, w] & ~supply[j, w])
                met = grants[j2] and (not grants[j] or meets(net, have_group, j2, target, j))
                if not (met or (more > 0 and more * 10 >= n - shares)):
                    continue
                size2 = ess_s[j2 + 1] - ess_s[j2]
                eases = add[j2] > 0 and add[j2] * 10 >= size2 - held_size[j2]
                if not (useful or eases or meets(net, have_group, j, j2, -1)):
                    continue
                prepare_entry(net, have, j2, held_size[j2], prefix, ready, scratch)
                seq[1] = j2
                missing[1] = size2 - held_size[j2] - add[j2]
                any_bbl = first_bbl or target_bbl or net[27][j2 + 1] > net[27][j2]
                if any_bbl or is_open(
                    net, limit, seq, 3, none, missing, prefix, gap, place, price, order, archive, vector, exact
                ):
                    if not first_bbl and not _can_begin(
                        net, have, limit, j, target, k, kinds, archive, scratches, begins, asked_at
                    ):
                        break
                    todo = _wider(todo, n_todo)
                    todo[n_todo, 0], todo[n_todo, 1], todo[n_todo, 2] = rate_of(exact), j, j2
                    n_todo += 1
            for p in range(ess_s[j], ess_s[j + 1]):
                if not have_skill[ess_i[p]]:
                    for q in range(need_s[ess_i[p]], need_s[ess_i[p] + 1]):
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
            for i in range(k - 1):
                given = 0
                if i == 1:
                    for p in range(ess_s[seq[1]], ess_s[seq[1] + 1]):
                        if not have_skill[ess_i[p]]:
                            given += needs(ess_s, ess_i, seq[0], ess_i[p])
                missing[i] = ess_s[seq[i] + 1] - ess_s[seq[i]] - held_size[seq[i]] - given
            second = missing[1]
            a = options_of(net, have, seq[0])
            b = options_of(net, have, seq[1]) if k > 1 else a[:1]
            c = options_of(net, have, seq[2]) if k > 2 else a[:1]
            for x in a:
                if (
                    k > 1
                    and x < 0
                    and not _can_begin(net, have, limit, seq[0], target, k, kinds, archive, scratches, begins, asked_at)
                ):
                    continue
                for y in b:
                    for z in c:
                        bbl[0], bbl[1], bbl[2] = x, y if k > 1 else -1, z if k > 2 else -1
                        all_there = True
                        for f in forced_bbl:
                            there = False
                            for i in range(k):
                                there = there or (bbl[i] >= 0 and training_of[bbl[i]] == f)
                            all_there = all_there and there
                        if not all_there:
                            continue
                        missing[1] = -1 if x >= 0 else second  # a leerbaan teaches more than its job asks
                        if not is_open(
                            net, limit, seq, k, bbl, missing, prefix, gap, place, price, order, archive, vector, exact
                        ):
                            continue
                        nodes = -1
                        if limit[5] > 0:
                            nodes = solve(net, have, limit, seq, k, bbl, forced, archive, scratches, endings)
                            used += abs(nodes)
                            limit[5] -= abs(nodes)
                        if nodes < 0:  # not opened, or not to the end
                            _note_bound(bounds, left_open, vector)
                            left_open = min(left_open + 1, bounds.shape[0])
    return used, left_open + hold(mine) + hold(endings_own)


@njit()
def _note_bound(bounds: Any, count: int, vector: Any) -> None:
    """Add a corner; when the list is full, lower the last one so that it still bounds all."""
    if count < bounds.shape[0]:
        bounds[count] = vector
    else:
        for i in range(vector.shape[0]):
            bounds[count - 1, i] = min(bounds[count - 1, i], vector[i])
