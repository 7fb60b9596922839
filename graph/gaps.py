"""The gaps of one sequence of jobs, and the trainings that may close them, as bits."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import words_for
from graph.jit import njit

NEVER = 99


@njit()
def known(net: Any, k: int, seq: Any, bbl: Any, skill: Any, group: Any) -> None:
    """Fill in from which entry on a job or leerbaan of the sequence gives each skill and meets each group.

    What a leerbaan teaches counts at its own entry, what it gives from the next one on. Both hold ``NEVER``
    everywhere before, and again after ``forgotten``.
    """
    ess_s, ess_i, gr_s, gr_i = net[0], net[1], net[6], net[7]
    te_s, te_i, gi_s, gi_i = net[17], net[18], net[19], net[20]
    for i in range(k):
        j = seq[i]
        for p in range(ess_s[j], ess_s[j + 1]):
            if skill[ess_i[p]] > i + 1:
                skill[ess_i[p]] = i + 1
        for p in range(gr_s[j], gr_s[j + 1]):
            if group[gr_i[p]] > i + 1:
                group[gr_i[p]] = i + 1
        b = bbl[i]
        if b >= 0:
            for p in range(te_s[b], te_s[b + 1]):
                if skill[te_i[p]] > i:
                    skill[te_i[p]] = i
            for p in range(gi_s[b], gi_s[b + 1]):
                if group[gi_i[p]] > i + 1:
                    group[gi_i[p]] = i + 1


@njit()
def forgotten(net: Any, k: int, seq: Any, bbl: Any, skill: Any, group: Any) -> None:
    """Put ``NEVER`` back for these jobs and leerbanen."""
    for i in range(k):
        j, b = seq[i], bbl[i]
        for p in range(net[0][j], net[0][j + 1]):
            skill[net[1][p]] = NEVER
        for p in range(net[6][j], net[6][j + 1]):
            group[net[7][p]] = NEVER
        if b >= 0:
            for p in range(net[17][b], net[17][b + 1]):
                skill[net[18][p]] = NEVER
            for p in range(net[19][b], net[19][b + 1]):
                group[net[20][p]] = NEVER


@njit()
def base_of(net: Any, limit: Any, seq: Any, k: int, bbl: Any) -> Any:
    """What the jobs and leerbanen take by themselves: weeks, cents, unpaid, unknown flags, market."""
    base = np.zeros(5, np.int64)
    weeks, weeks_known, cents, cents_known = net[11], net[12], net[13], net[14]
    for i in range(k):
        j, b = seq[i], bbl[i]
        if net[9][j]:
            base[3] |= 8
        base[4] = max(base[4], net[10][j])
        dwell = limit[4] if (i < k - 1 and limit[2]) else 0
        if b >= 0:
            base[0] += max(dwell, weeks[b])
            base[1] += cents[b]
            base[3] |= 0 if weeks_known[b] else 1
            base[3] |= 0 if cents_known[b] else 4
        else:
            base[0] += dwell
    return base


@njit()
def elements_of(net: Any, have: Any, limit: Any, seq: Any, k: int, bbl: Any, desk: Any) -> Any:
    """What the entries lack: base, sizes (essential skills a job), slack (that may be missing), and per element
    its entry, the skill or group that it is, and whether it is a wall. The elements are written on the ``desk``.
    """
    ess_s, ess_i, dem_s, dem_i = net[0], net[1], net[4], net[5]
    gi_s, gi_i, td_s, td_i = net[19], net[20], net[21], net[22]
    have_skill, have_group, _ = have
    skill_from, group_from, stage_of, thing, is_group = desk[0], desk[1], desk[2], desk[3], desk[4]
    known(net, k, seq, bbl, skill_from, group_from)
    base = base_of(net, limit, seq, k, bbl)
    sizes = np.zeros(k, np.int64)
    slack = np.zeros(k, np.int64)
    for i in range(k):
        sizes[i] = ess_s[seq[i] + 1] - ess_s[seq[i]]
        slack[i] = sizes[i] - (sizes[i] * limit[3] + 99) // 100
        if net[8][seq[i]] or bbl[i] >= 0:
            slack[i] = sizes[i]
    n = 0
    for i in range(k):
        for p in range(ess_s[seq[i]], ess_s[seq[i] + 1]):
            s = ess_i[p]
            if not have_skill[s] and skill_from[s] > i:
                stage_of[n], thing[n], is_group[n] = i, s, 0
                n += 1
        first = n
        b = bbl[i]
        for p in range(dem_s[seq[i]], dem_s[seq[i] + 1]):
            g = dem_i[p]
            own = False
            if b >= 0:
                for q in range(gi_s[b], gi_s[b + 1]):
                    own = own or gi_i[q] == g
            if not have_group[g] and group_from[g] > i and not own:
                stage_of[n], thing[n], is_group[n] = i, g, 1
                n += 1
        if b >= 0:
            for p in range(td_s[b], td_s[b + 1]):
                g = td_i[p]
                twice = False
                for q in range(first, n):
                    twice = twice or thing[q] == g
                if not have_group[g] and group_from[g] > i and not twice:
                    stage_of[n], thing[n], is_group[n] = i, g, 1
                    n += 1
    forgotten(net, k, seq, bbl, skill_from, group_from)
    return base, sizes, slack, stage_of[:n], thing[:n], is_group[:n]


@njit()
def coverers_of(
    net: Any, usable: Any, slack: Any, stage_of: Any, thing: Any, is_group: Any, forced: Any, place: Any, rows: Any
) -> int:  # fmt: skip
    """Put what covers an element into ``rows``, after what is ``forced``; how many, or −1 if no route can be.

    ``place`` is −1 everywhere before, and holds each row's place after (see ``cleared``).
    """
    tb_s, tb_i, gb_s, gb_i = net[23], net[24], net[25], net[26]
    job = net[16]
    bare = np.zeros(slack.shape[0], np.int64)  # skills of an entry that nothing teaches
    m = 0
    for row in forced:
        if place[row] < 0:
            place[row] = m
            rows[m] = row
            m += 1
    for e in range(stage_of.shape[0]):
        start, stop = (gb_s[thing[e]], gb_s[thing[e] + 1]) if is_group[e] else (tb_s[thing[e]], tb_s[thing[e] + 1])
        found = 0
        for p in range(start, stop):
            t = gb_i[p] if is_group[e] else tb_i[p]
            if usable[t] and job[t] < 0:
                found += 1
                if place[t] < 0:
                    place[t] = m
                    rows[m] = t
                    m += 1
        if found == 0:
            bare[stage_of[e]] += 1
            if is_group[e] or bare[stage_of[e]] > slack[stage_of[e]]:
                cleared(place, rows, m)
                return -1
    return m


@njit()
def cleared(place: Any, rows: Any, count: int) -> None:
    """Put −1 back for these rows."""
    for c in range(count):
        place[rows[c]] = -1


@njit()
def masks_of(net: Any, thing: Any, is_group: Any, place: Any, count: int) -> Any:
    """Which elements each candidate covers, as bits."""
    tb_s, tb_i, gb_s, gb_i = net[23], net[24], net[25], net[26]
    masks = np.zeros((count, words_for(thing.shape[0])), np.uint64)
    for e in range(thing.shape[0]):
        start, stop = (gb_s[thing[e]], gb_s[thing[e] + 1]) if is_group[e] else (tb_s[thing[e]], tb_s[thing[e] + 1])
        for p in range(start, stop):
            t = gb_i[p] if is_group[e] else tb_i[p]
            if place[t] >= 0:
                masks[place[t], e >> 6] |= np.uint64(1) << np.uint64(e & 63)
    return masks


@njit()
def figures_of(net: Any, rows: Any) -> Any:
    """Weights (weeks, cents, unpaid weeks) and unknown flags of training rows."""
    weeks, weeks_known, cents, cents_known, paid = net[11], net[12], net[13], net[14], net[15]
    weights = np.empty((rows.shape[0], 3), np.int64)
    flags = np.zeros(rows.shape[0], np.int64)
    for c in range(rows.shape[0]):
        t = rows[c]
        weights[c, 0], weights[c, 1] = weeks[t], cents[t]
        weights[c, 2] = 0 if paid[t] else weeks[t]
        if not weeks_known[t]:
            flags[c] |= 1 if paid[t] else 3
        if not cents_known[t]:
            flags[c] |= 4
    return weights, flags
