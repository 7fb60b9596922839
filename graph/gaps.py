"""The gaps of one sequence of jobs, and the trainings that may close them, as bits."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import put, words_for
from graph.jit import njit

NEVER = 99


@njit()
def _known(net: Any, k: int, seq: Any, bbl: Any, skills: int, groups: int) -> Any:
    """From which entry on a job or leerbaan of the sequence gives each skill and meets each group.

    What a leerbaan teaches counts at its own entry, what it gives from the next one on.
    """
    ess_s, ess_i, gr_s, gr_i = net[0], net[1], net[6], net[7]
    te_s, te_i, gi_s, gi_i = net[17], net[18], net[19], net[20]
    skill = np.full(skills, NEVER, np.int8)
    group = np.full(groups, NEVER, np.int8)
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
    return skill, group


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
def gather(net: Any, have: Any, limit: Any, seq: Any, k: int, bbl: Any, forced_rows: Any) -> Any:
    """Elements, candidates and what each covers; the first value is False if no route can be.

    Gives: ok, base, sizes (essential skills a job), slack (that may be missing), the stage of each
    element, whether it is a wall, candidate rows, their masks over elements, the demanded groups
    that they give and demand (bits over those not held), weights (weeks, cents, unpaid, 1), unknown
    flags, and from which stage on a job of the sequence meets each demanded group.
    """
    ess_s, ess_i, dem_s, dem_i = net[0], net[1], net[4], net[5]
    weeks, weeks_known, cents, cents_known, paid, job = net[11], net[12], net[13], net[14], net[15], net[16]
    gi_s, gi_i, td_s, td_i = net[19], net[20], net[21], net[22]
    tb_s, tb_i, gb_s, gb_i = net[23], net[24], net[25], net[26]
    have_skill, have_group, usable = have
    skill_from, group_from = _known(net, k, seq, bbl, have_skill.shape[0], have_group.shape[0])
    base = base_of(net, limit, seq, k, bbl)
    sizes = np.zeros(k, np.int64)
    slack = np.zeros(k, np.int64)
    most = 0
    for i in range(k):
        sizes[i] = ess_s[seq[i] + 1] - ess_s[seq[i]]
        slack[i] = sizes[i] - (sizes[i] * limit[3] + 99) // 100
        if net[8][seq[i]] or bbl[i] >= 0:
            slack[i] = sizes[i]
        most += sizes[i] + dem_s[seq[i] + 1] - dem_s[seq[i]]
        if bbl[i] >= 0:
            most += td_s[bbl[i] + 1] - td_s[bbl[i]]
    stage_of = np.empty(most, np.int64)
    thing = np.empty(most, np.int64)
    is_group = np.zeros(most, np.uint8)
    n = 0
    for i in range(k):
        for p in range(ess_s[seq[i]], ess_s[seq[i] + 1]):
            s = ess_i[p]
            if not have_skill[s] and skill_from[s] > i:
                stage_of[n], thing[n] = i, s
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
    stage_of, thing, is_group = stage_of[:n], thing[:n], is_group[:n]

    # candidates: what covers an element, and what makes a candidate possible
    place = np.full(usable.shape[0], -1, np.int32)
    rows = np.empty(usable.shape[0], np.int32)
    aux_of = np.full(have_group.shape[0], -1, np.int32)
    aux = np.empty(have_group.shape[0], np.int32)
    m, a = 0, 0
    for row in forced_rows:
        if place[row] < 0:
            place[row] = m
            rows[m] = row
            m += 1
    bare = np.zeros(k, np.int64)  # skills of an entry that nothing teaches
    for e in range(n):
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
        ok = True
        if found == 0:
            if is_group[e]:
                ok = False
            else:
                bare[stage_of[e]] += 1
                ok = bare[stage_of[e]] <= slack[stage_of[e]]
        if not ok:
            z = np.zeros((0, 1), np.uint64)
            zi = np.zeros(0, np.int64)
            return (
                False,
                base,
                sizes,
                slack,
                stage_of,
                is_group,
                rows[:0],
                z,
                z,
                z,
                np.zeros((0, 4), np.int64),
                zi,
                zi,
            )
    c = 0
    while c < m:
        for p in range(td_s[rows[c]], td_s[rows[c] + 1]):
            g = td_i[p]
            if have_group[g] or aux_of[g] >= 0:
                continue
            aux_of[g] = a
            aux[a] = g
            a += 1
            for q in range(gb_s[g], gb_s[g + 1]):
                t = gb_i[q]
                if usable[t] and job[t] < 0 and place[t] < 0:
                    place[t] = m
                    rows[m] = t
                    m += 1
        c += 1
    aux_phase = np.full(a, NEVER, np.int64)
    for g in range(a):
        if group_from[aux[g]] < k:
            aux_phase[g] = group_from[aux[g]]

    words, aux_words = words_for(n), words_for(a)
    masks = np.zeros((m, words), np.uint64)
    gives = np.zeros((m, aux_words), np.uint64)
    demands = np.zeros((m, aux_words), np.uint64)
    weights = np.empty((m, 4), np.int64)
    flags = np.zeros(m, np.int64)
    for e in range(n):
        start, stop = (gb_s[thing[e]], gb_s[thing[e] + 1]) if is_group[e] else (tb_s[thing[e]], tb_s[thing[e] + 1])
        for p in range(start, stop):
            t = gb_i[p] if is_group[e] else tb_i[p]
            if place[t] >= 0:
                put(masks[place[t]], e)
    for c in range(m):
        t = rows[c]
        for p in range(gi_s[t], gi_s[t + 1]):
            if aux_of[gi_i[p]] >= 0:
                put(gives[c], aux_of[gi_i[p]])
        for p in range(td_s[t], td_s[t + 1]):
            if aux_of[td_i[p]] >= 0:
                put(demands[c], aux_of[td_i[p]])
        weights[c, 0], weights[c, 1], weights[c, 3] = weeks[t], cents[t], 1
        weights[c, 2] = 0 if paid[t] else weeks[t]
        if not weeks_known[t]:
            flags[c] |= 1 if paid[t] else 3
        if not cents_known[t]:
            flags[c] |= 4
    return True, base, sizes, slack, stage_of, is_group, rows[:m], masks, gives, demands, weights, flags, aux_phase
