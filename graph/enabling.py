"""What makes a training possible that demands something: what gives it, as far as it is worth taking for that."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import put, words_for
from graph.gaps import NEVER, figures_of
from graph.jit import njit


@njit()
def demands_more(net: Any, have_group: Any, rows: Any, count: int) -> bool:
    """True if some candidate demands what the person does not hold."""
    td_s, td_i = net[21], net[22]
    for c in range(count):
        for p in range(td_s[rows[c]], td_s[rows[c] + 1]):
            if not have_group[td_i[p]]:
                return True
    return False


@njit()
def giver_flags_of(net: Any, usable: Any) -> Any:
    """For each set of unknown flags: what all trainings that give something and add to it have in common; −1: none."""
    _, flags = figures_of(net, np.arange(usable.shape[0]))
    common = np.full(16, -1, np.int64)
    for t in range(usable.shape[0]):
        if usable[t] and net[16][t] < 0 and net[19][t] < net[19][t + 1]:
            for known in range(16):
                if flags[t] & ~known:
                    common[known] = flags[t] if common[known] < 0 else common[known] & flags[t]
    return common


@njit()
def enablers_of(
    net: Any, have: Any, k: int, group_from: Any, count: int, place: Any, rows: Any, aux_of: Any, worthy: Any
) -> Any:  # fmt: skip
    """Add to ``rows`` what makes a candidate possible, and what makes that possible.

    Gives how many rows there are then, the demanded groups that they give and that they demand (bits over
    those not held), and from which stage on a job of the sequence meets each demanded group.
    """
    gi_s, gi_i, td_s, td_i = net[19], net[20], net[21], net[22]
    gb_s, gb_i = net[25], net[26]
    have_group, usable, job = have[1], have[2], net[16]
    aux = np.empty(have_group.shape[0], np.int32)
    a, m, c = 0, count, 0
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
                if usable[t] and job[t] < 0 and place[t] < 0 and is_worthy(net, usable, t, worthy):
                    place[t] = m
                    rows[m] = t
                    m += 1
        c += 1
    aux_phase = np.full(a, NEVER, np.int64)
    for i in range(a):
        if group_from[aux[i]] < k:
            aux_phase[i] = group_from[aux[i]]
    gives = np.zeros((m, words_for(a)), np.uint64)
    demands = np.zeros((m, words_for(a)), np.uint64)
    for c in range(m):
        t = rows[c]
        for p in range(gi_s[t], gi_s[t + 1]):
            if aux_of[gi_i[p]] >= 0:
                put(gives[c], aux_of[gi_i[p]])
        for p in range(td_s[t], td_s[t + 1]):
            if aux_of[td_i[p]] >= 0:
                put(demands[c], aux_of[td_i[p]])
    for i in range(a):
        aux_of[aux[i]] = -1
    return m, gives, demands, aux_phase


@njit()
def _among(start: Any, items: Any, one: int, other: int) -> bool:
    """True if every item of the first run is in the second."""
    for p in range(start[one], start[one + 1]):
        there = False
        for q in range(start[other], start[other + 1]):
            there = there or items[q] == items[p]
        if not there:
            return False
    return True


@njit()
def is_worthy(net: Any, usable: Any, row: int, worthy: Any) -> bool:
    """False if another training gives as much for as little: this one is then never taken for what it gives.

    ``worthy`` keeps what was found for this question: 0 not asked yet, 1 yes, 2 no.
    """
    if worthy[row]:
        return bool(worthy[row] == 1)
    weeks, weeks_known, cents, cents_known, paid, job = net[11], net[12], net[13], net[14], net[15], net[16]
    gi_s, gi_i, td_s, td_i = net[19], net[20], net[21], net[22]
    gb_s, gb_i = net[25], net[26]
    worthy[row] = 1
    g = gi_i[gi_s[row]]
    for p in range(gb_s[g], gb_s[g + 1]):
        a = gb_i[p]
        if a == row or not usable[a] or job[a] >= 0 or weeks[a] > weeks[row] or cents[a] > cents[row]:
            continue
        if weeks_known[a] < weeks_known[row] or cents_known[a] < cents_known[row] or paid[a] < paid[row]:
            continue
        if not (_among(gi_s, gi_i, row, a) and _among(td_s, td_i, a, row)):
            continue
        same_unpaid = paid[a] == paid[row] or weeks[row] == 0
        if weeks[a] == weeks[row] and cents[a] == cents[row] and same_unpaid and a > row:
            continue  # the smaller id could still win a tie between whole routes
        worthy[row] = 2
        return False
    return True
