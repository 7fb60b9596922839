"""What a branch of the cover takes at least, and which trainings could be in a route below that still enters."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import lowest, put, words_for
from graph.jit import njit
from graph.lanes import COLUMNS, add, take
from graph.nodes import needs_at
from graph.nooks import corners_of, has_room
from graph.rates import EASE, MIXES, TOLLS, WEEK, least_mixes, price_open, rates_of, sum_up


@njit()
def prices_for(k: int, elements: int, weights: Any) -> Any:
    """The candidates' rates, and room for what is worked out with them.

    Rates; price, sums and walls for skills as they come, and again with caps; mixes; need and caps an entry; what
    has a price; the dearest price that counts an entry; totals with and without a training.
    """
    return (
        rates_of(weights),
        np.empty((2, elements, COLUMNS), np.float64),
        np.empty((2, k, elements + 1, COLUMNS), np.float64),
        np.empty((2, COLUMNS), np.float64),
        np.empty(MIXES.shape[0] + 1, np.float64),
        np.zeros(k, np.int64),
        np.full(k, -1, np.int64),
        np.zeros(words_for(elements), np.uint64),
        np.empty((k, COLUMNS), np.float64),
        np.empty(COLUMNS, np.float64),
        np.empty(COLUMNS, np.float64),
    )


@njit()
def _pattern(need: Any) -> int:
    """Which entries need something."""
    pattern = 0
    for i in range(need.shape[0]):
        pattern |= (need[i] > 0) << i
    return pattern


@njit()
def _price(
    problem: Any, k: int, open_: Any, must: Any, able: Any, count: int, prices: Any, table: int, caps: Any
) -> bool:  # fmt: skip
    """Fill in a table (0 as they come, 1 with caps) for the entries that need something; see ``price_open``."""
    rates, price, prefix, fixed, need, priced = prices[0], prices[1], prices[2], prices[3], prices[5], prices[7]
    skills, walls = problem[10], problem[11]
    for w in range(open_.shape[0]):
        priced[w] = walls[w] & open_[w]
        for i in range(k):
            if need[i] > 0:
                priced[w] |= skills[i, w] & open_[w]
    if not price_open(problem[4], skills, walls, rates, able, count, priced, caps, price[table]):
        return False
    sum_up(price[table], priced, skills, walls, must, prefix[table], fixed[table])
    return True


@njit()
def worst_share(
    problem: Any, seq: Any, k: int, limit: Any, sums: Any, base: Any, unknown: int, top: int, least: int, taken: int,
    room: int, must: Any, lost: Any, open_: Any, able: Any, count: int, prices: Any, archive: Any, corners: Any,
) -> int:  # fmt: skip
    """The largest share (tenths) left to learn with which some route below could still enter; −1 for none.

    ``room`` is for all trainings, ``taken`` are chosen, ``able`` lists ``count`` that may still be. ``prices``: see
    ``prices_for``; the need of each entry is then that of the share found. ``corners``: see ``corners_of``.
    Only elements of entries that need something have a price: what a training does elsewhere helps nobody.
    """
    prefix, fixed, mixes, need, free = prices[2], prices[3], prices[4], prices[5], prices[6]
    pattern = -1
    floor = limit[7]
    for worst in range(top, max(least, min(floor, top)) - 1, -1):
        if not needs_at(problem, k, must, lost, worst, need):
            continue
        now = _pattern(need)
        if now != pattern:
            pattern = now
            _price(problem, k, open_, must, able, count, prices, 0, free)
        if not least_mixes(prefix[0], fixed[0], need, room - taken, mixes):
            return -1  # a smaller share asks for more
        if sums[0] + mixes[0] / WEEK > limit[0] or sums[1] + mixes[1] > limit[1]:
            return -1
        nooks = corners_of(corners, archive, k, 5 - room, max(worst, floor), unknown, base, problem[15])
        if not has_room(nooks, archive, seq, k, sums[0] - base[0], sums[1], taken, mixes):
            continue
        if _price(problem, k, open_, must, able, count, prices, 1, need):
            if not least_mixes(prefix[1], fixed[1], need, room - taken, mixes):
                continue
            if not has_room(nooks, archive, seq, k, sums[0] - base[0], sums[1], taken, mixes):
                continue
        return worst
    return -1


@njit()
def keep_hopeful(
    problem: Any, seq: Any, k: int, limit: Any, sums: Any, base: Any, unknown: int, top: int, least: int, taken: int,
    room: int, must: Any, lost: Any, open_: Any, able: Any, count: int, prices: Any, archive: Any, corners: Any,
    branch: Any, hopeful: Any,
) -> None:  # fmt: skip
    """Leave in ``branch`` the trainings that some route below, which could still enter, may have next.

    With one taken, the others must still cover what it leaves: its weight comes on top of the prices of
    the rest. ``top`` is the worst share found for the whole branch. ``hopeful`` is room to work.
    """
    _rates, price, prefix, fixed, mixes, need, free, priced, dearest, total, whole = prices
    masks, skills, walls, weights, flags = problem[4], problem[10], problem[11], problem[7], problem[8]
    words, more = open_.shape[0], room - taken - 1
    hopeful[:] = np.uint64(0)
    pattern = -1
    floor = limit[7]
    for worst in range(top, max(least, min(floor, top)) - 1, -1):
        if not needs_at(problem, k, must, lost, worst, need):
            continue
        now = _pattern(need)
        if now != pattern:
            pattern = now
            _price(problem, k, open_, must, able, count, prices, 0, free)
        table = 1 if _price(problem, k, open_, must, able, count, prices, 1, need) else 0
        if not least_mixes(prefix[table], fixed[table], need, room - taken, mixes):
            continue
        nooks = corners_of(corners, archive, k, 5 - room, max(worst, floor), unknown, base, problem[15])
        if not has_room(nooks, archive, seq, k, sums[0] - base[0], sums[1], taken, mixes):
            continue
        for i in range(k):
            for q in range(COLUMNS):
                dearest[i, q] = prefix[table, i, need[i], q] - prefix[table, i, need[i] - 1, q] if need[i] else 0.0
        whole[:] = fixed[table]
        for i in range(k):
            add(whole, 0, prefix, (table * k + i) * prefix.shape[2] + need[i])
        waiting = False
        for v in range(branch.shape[0]):
            rest = branch[v] & ~hopeful[v]
            while rest != np.uint64(0):
                c = (v << 6) + lowest(rest)
                rest &= rest - np.uint64(1)
                total[:] = whole
                for w in range(words):
                    word = masks[c, w] & priced[w] & walls[w]
                    while word != np.uint64(0):
                        e = (w << 6) + lowest(word)
                        word &= word - np.uint64(1)
                        take(total, 0, price, table * price.shape[1] + e)
                    for i in range(k):
                        word = masks[c, w] & priced[w] & skills[i, w]
                        while word != np.uint64(0):
                            e = (w << 6) + lowest(word)
                            word &= word - np.uint64(1)
                            for q in range(COLUMNS):
                                total[q] -= min(price[table, e, q], dearest[i, q])
                alive = total[0] <= more + EASE
                if alive:
                    mixes[MIXES.shape[0]] = max(0.0, total[0] - EASE)
                    for m in range(MIXES.shape[0]):
                        best = 0.0
                        for t in range(TOLLS.shape[0]):
                            best = max(best, total[1 + m * TOLLS.shape[0] + t] - TOLLS[t] * more)
                        mixes[m] = best - EASE
                    weeks, cents = sums[0] + weights[c, 0], sums[1] + weights[c, 1]
                    alive = weeks + mixes[0] / WEEK <= limit[0] and cents + mixes[1] <= limit[1]
                    if alive:
                        low = unknown | flags[c]
                        nooks = corners_of(corners, archive, k, 5 - room, max(worst, floor), low, base, problem[15])
                        alive = has_room(nooks, archive, seq, k, weeks - base[0], cents, taken + 1, mixes)
                if alive:
                    put(hopeful, c)
                else:
                    waiting = True
        if not waiting:
            break
    for v in range(branch.shape[0]):
        branch[v] &= hopeful[v]
