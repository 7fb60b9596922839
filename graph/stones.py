"""Which jobs can be stepping stones for a person and a target, and what each supplies."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import ones, put, words_for
from graph.jit import njit
from graph.prices import BIG


@njit()
def options_of(net: Any, have: Any, job: int) -> Any:
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
def meets(net: Any, have_group: Any, stone: int, later: int, earlier: int) -> bool:
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
def needs(start: Any, items: Any, job: int, skill: int) -> int:
    """1 if the skill is among a job's essential ones (ascending), else 0."""
    low, high = start[job], start[job + 1]
    while low < high:
        middle = (low + high) // 2
        if items[middle] < skill:
            low = middle + 1
        else:
            high = middle
    return 1 if low < start[job + 1] and items[low] == skill else 0


@njit()
def stones_of(
    net: Any, have_skill: Any, have_group: Any, held: Any, gap: Any, target: int, level: int, stone_ok: Any
) -> Any:
    """The jobs that may come first, and those that may stand right before the target.

    Gives: how many essential skills of each job are held; what each supplies of the target's gap, as
    bits; whether having held it meets a wall of the target; the first jobs; the jobs before the
    target, and how many more of their skills must be held for the 30 % rule (none or less: enough).
    """
    ess_s, need_s, need_i = net[0], net[2], net[3]
    gr_s, levels, majors = net[6], net[29], net[30]
    jobs = ess_s.shape[0] - 1
    held_size = np.zeros(jobs, np.int32)
    for s in held:
        for p in range(need_s[s], need_s[s + 1]):
            held_size[need_i[p]] += 1
    supply = np.zeros((jobs, words_for(gap.shape[0])), np.uint64)
    grants = np.zeros(jobs, np.uint8)
    touched = np.zeros(jobs, np.uint8)
    for e in range(gap.shape[0]):
        for p in range(need_s[gap[e]], need_s[gap[e] + 1]):
            put(supply[need_i[p]], e)
            touched[need_i[p]] = 1
    firsts = np.empty(jobs, np.int32)
    seconds = np.empty(jobs, np.int32)
    spare = np.empty(jobs, np.int32)
    n_first, n_second = 0, 0
    for j in range(jobs):
        if gr_s[j] < gr_s[j + 1] and meets(net, have_group, j, target, -1):
            grants[j] = 1
            touched[j] = 1
        if not stone_ok[j] or j == target:
            continue
        lacks = 0 if majors[j] == 9 else (30 * (ess_s[j + 1] - ess_s[j]) + 99) // 100 - held_size[j]
        if lacks <= 0 and not (level and levels[j] > level + 1):
            firsts[n_first] = j
            n_first += 1
        if touched[j]:
            seconds[n_second] = j
            spare[n_second] = lacks
            n_second += 1
    return held_size, supply, grants, firsts[:n_first], seconds[:n_second], spare[:n_second]


@njit()
def brings_of(net: Any, supply: Any, price: Any, jobs: Any) -> Any:
    """Per job how many skills of the gap it brings that no loose training teaches; a leerbaan may bring all."""
    words = supply.shape[1]
    bare = np.zeros(words, np.uint64)
    for e in range(price.shape[0]):
        if price[e] >= BIG:
            put(bare, e)
    brings = np.zeros(supply.shape[0], np.int64)
    for j in jobs:
        for w in range(words):
            brings[j] += ones(supply[j, w] & bare[w])
        if net[27][j + 1] > net[27][j]:
            brings[j] = price.shape[0]
    return brings
