"""A first look: whether, by prices alone, some route over one sequence, or over one first job, could still enter.

Most sequences end here, so nothing is built for it: what covers an element is read from the network's lists.
Entering the first job is often so dear that whatever comes after it needs no look.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.gaps import NEVER, cleared, coverers_of, elements_of, figures_of
from graph.jit import njit
from graph.lanes import COLUMNS, add, lower_scaled
from graph.nodes import may_leave, paid_weeks_of
from graph.nooks import corners_of, has_room
from graph.rates import MIXES, NONE, WEEK, least_mixes, rates_of, sink, total_up

JOBS = 3
LEFT = 10  #: tenths that may be left to learn at most


@njit()
def desk_of(net: Any, skills: int, groups: int, trainings: int) -> Any:
    """Room to work for one question: when each skill and group is given, elements, sizes, shares,
    what each training weighs, prices.
    """
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
        np.empty(trainings, np.float64),
        rates_of(figures_of(net, np.arange(trainings))[0]),
        np.empty((JOBS, size + 2, COLUMNS), np.float64),
        np.empty(COLUMNS, np.float64),
        np.empty(MIXES.shape[0] + 1, np.float64),
    )


@njit()
def top_share_of(k: int, sizes: Any, slack: Any) -> int:
    """The largest share (tenths) that any entry lets somebody leave."""
    top = 0
    for i in range(k):
        if sizes[i]:
            top = max(top, slack[i] * 10 // sizes[i])
    return top


@njit()
def kinds_of(net: Any, usable: Any) -> Any:
    """The least sets of unknown flags that a training or leerbaan can bring, none within another."""
    weeks_known, cents_known, paid, job = net[12], net[14], net[15], net[16]
    there = np.zeros(8, np.uint8)
    for t in range(usable.shape[0]):
        if usable[t]:
            flags = 0 if weeks_known[t] else 1 if paid[t] or job[t] >= 0 else 3
            there[flags | (0 if cents_known[t] else 4)] = 1
    kinds = np.empty(8, np.int64)
    n = 0
    for flags in range(1, 8):
        if there[flags]:
            least = True
            for i in range(n):
                least = least and kinds[i] & ~flags != 0
            if least:
                kinds[n] = flags
                n += 1
    return kinds[:n]


@njit()
def paid_of(net: Any, usable: Any) -> int:
    """How many weeks of any five trainings may be paid; see ``paid_weeks_of``."""
    weights, _ = figures_of(net, np.flatnonzero((usable != 0) & (net[16] < 0)))
    return int(paid_weeks_of(weights))


@njit()
def may_begin(
    net: Any, have: Any, limit: Any, job: int, target: int, jobs: int, paid: int, kinds: Any, place: Any, rows: Any,
    archive: Any, corners: Any, desk: Any,
) -> bool:  # fmt: skip
    """True if some route of so many jobs could enter that begins with this one, without a leerbaan there.

    Whatever follows, its entry must be passed. What follows may be unknown in more ways (``kinds``), and then more
    kept routes count.
    """
    seq, none = np.full(JOBS, -1, np.int64), np.full(1, -1, np.int64)
    seq[0] = job
    base, sizes, slack, stage_of, thing, is_group = elements_of(net, have, limit, seq, 1, none, desk)
    covering = coverers_of(net, have[2], slack, stage_of, thing, is_group, none[:0], place, rows)
    if covering < 0:
        return False
    base[0] = (jobs - 1) * limit[4] * limit[2]
    base[4] = max(base[4], net[10][target])
    if net[9][target]:
        base[3] |= 8
    _, flags = figures_of(net, rows[:covering])
    lows = np.empty(2 * kinds.shape[0] + 2, np.int64)
    lows[0], n = base[3], 1
    if jobs > 2 and base[3] == 0:
        lows[1], n = 8, 2
    found = may_enter(
        net, limit, seq, 1, jobs, 5, LEFT, paid, base, sizes, slack, stage_of, thing, is_group, place, flags, 0,
        lows[:n], archive, corners, desk,
    )  # fmt: skip
    if not found and kinds.shape[0]:
        more = 0
        for low in lows[:n].copy():
            for kind in kinds:
                lows[more] = low | kind
                more += 1
        found = may_enter(
            net, limit, seq, 1, jobs, 5, LEFT, paid, base, sizes, slack, stage_of, thing, is_group, place, flags, 1,
            lows[:more], archive, corners, desk,
        )  # fmt: skip
    cleared(place, rows, covering)
    return bool(found)


@njit()
def may_enter(
    net: Any, limit: Any, seq: Any, k: int, jobs: int, room: int, top: int, paid: int, base: Any, sizes: Any,
    slack: Any, stage_of: Any, thing: Any, is_group: Any, place: Any, flags: Any, unknown: int, lows: Any,
    archive: Any, corners: Any, desk: Any,
) -> bool:  # fmt: skip
    """True if some route of ``jobs`` jobs that passes these ``k`` entries could enter.

    ``place``: each row's place among those weighed. ``room``: how many trainings, ``top``: the largest share left,
    ``paid``: how many weeks of theirs may be paid.
    ``unknown``: 0 takes no training that adds an unknown figure; ``lows``: the sets of flags, one of which such a
    route has at least.
    """
    counts, shares, rates, prefix, fixed, mixes = desk[5], desk[6], desk[7], desk[8], desk[9], desk[10]
    must, need, caps = np.zeros(k, np.int64), np.zeros(k, np.int64), np.full(k, -1, np.int64)
    for e in range(stage_of.shape[0]):
        if not is_group[e]:
            must[stage_of[e]] += 1
    known_flags = -1 if unknown else base[3]
    pattern, capped = -1, False
    floor = limit[7]
    for worst in range(top, min(floor, top) - 1, -1):
        now, same = 0, True
        for i in range(k):
            n = max(0, must[i] - may_leave(slack[i], sizes[i], worst))
            same = same and n == need[i]
            need[i] = n
            now |= (n > 0) << i
        if now != pattern or (capped and not same):
            pattern, capped = now, False
            caps[:] = -1
            _price(
                net[23], net[24], net[25], net[26], k, known_flags, stage_of, thing, is_group, place, flags, need, caps,
                counts, shares, rates, prefix, fixed,
            )  # fmt: skip
        for again in range(2):
            if again:  # the same with caps, that hold for this need alone
                caps[:] = need
                if capped or not _price(
                    net[23], net[24], net[25], net[26], k, known_flags, stage_of, thing, is_group, place, flags, need,
                    caps, counts, shares, rates, prefix, fixed,
                ):  # fmt: skip
                    return True
                capped = True
            if not least_mixes(prefix, fixed, need, room, mixes):
                return False  # a smaller share asks for more
            if base[0] + mixes[0] / WEEK > limit[0] or base[1] + mixes[1] > limit[1]:
                return False
            open_ = False
            for low in lows:
                nooks = corners_of(corners, archive, jobs, 5 - room, max(worst, floor), low, base, paid)
                open_ = open_ or has_room(nooks, archive, seq, jobs, 0, base[1], 0, mixes)
            if not open_:
                break
            if again:
                return True
    return False


@njit()
def _price(
    tb_s: Any, tb_i: Any, gb_s: Any, gb_i: Any, k: int, known_flags: int, stage_of: Any, thing: Any, is_group: Any,
    place: Any, flags: Any, need: Any, caps: Any, counts: Any, shares: Any, rates: Any, prefix: Any, fixed: Any,
) -> bool:  # fmt: skip
    """Fill in the sums of the cheapest skills of each entry that needs some, and the walls; see ``rates``.

    A training counts for ``caps[i]`` skills of entry ``i`` at most, if not below zero, and for none if it has other
    flags than ``known_flags``. False if caps don't matter.
    """
    candidates, elements = flags.shape[0], stage_of.shape[0]
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
        if flags[c] & ~known_flags:
            size[c] = 0
        if size[c]:
            shares[c] = 1.0 / size[c]
    for q in range(COLUMNS):
        fixed[q] = 0.0
    rows, e = prefix.shape[1], 0
    for i in range(k):
        n = 0
        for q in range(COLUMNS):
            prefix[i, 0, q] = 0.0
        while e < elements and stage_of[e] == i:
            if is_group[e] or need[i] > 0:
                at = n + 1
                if is_group[e]:
                    start, stop = gb_s[thing[e]], gb_s[thing[e] + 1]
                else:
                    start, stop = tb_s[thing[e]], tb_s[thing[e] + 1]
                for q in range(COLUMNS):
                    prefix[i, at, q] = NONE
                for p in range(start, stop):
                    training = gb_i[p] if is_group[e] else tb_i[p]
                    c = place[training]
                    if c >= 0 and size[c] > 0:
                        lower_scaled(prefix, i * rows + at, rates, training, shares[c])
                if is_group[e]:
                    add(fixed, 0, prefix, i * rows + at)
                else:
                    n += 1
                    sink(prefix, i, n)
            e += 1
        total_up(prefix, i, n, n)
    return True
