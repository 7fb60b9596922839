"""Prices of missing skills that no set of trainings can undercut, and what passing an entry takes at least."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit

SCALE = 1 << 12  #: prices are whole numbers of 1/4096 week or cent, rounded down
BIG = 1 << 50


@njit()
def skill_prices(net: Any, have: Any, gap: Any, scratch: Any) -> Any:
    """Per weight (weeks, cents, unpaid) and missing skill the least share of a training's weight.

    Shape (3, skills of the gap). ``scratch`` is all zero before and after.
    """
    weeks, cents, paid, job = net[11], net[13], net[15], net[16]
    tb_s, tb_i = net[23], net[24]
    usable = have[2]
    for s in gap:
        for p in range(tb_s[s], tb_s[s + 1]):
            scratch[tb_i[p]] += 1
    price = np.full((3, gap.shape[0]), BIG, np.int64)
    for e in range(gap.shape[0]):
        for p in range(tb_s[gap[e]], tb_s[gap[e] + 1]):
            t = tb_i[p]
            if usable[t] and job[t] < 0:
                n = scratch[t]
                share = int(weeks[t] * SCALE / n)  # exact: whole numbers below 2^53, divided by a small one
                price[0, e] = min(price[0, e], share)
                price[1, e] = min(price[1, e], int(np.int64(cents[t]) * SCALE / n))
                price[2, e] = min(price[2, e], 0 if paid[t] else share)
    for s in gap:
        for p in range(tb_s[s], tb_s[s + 1]):
            scratch[tb_i[p]] = 0
    return price


@njit()
def may_miss(size: int, theta: int, any_gap: int, worst: int) -> int:
    """How many of ``size`` skills may be missing at an entry when at most ``worst`` tenths are left to learn."""
    slack = size if any_gap else size - (size * theta + 99) // 100
    return min(slack, ((worst + 1) * size - 1) // 10) if size else 0


@njit()
def prepare_entry(net: Any, have: Any, job: int, held: int, prefix: Any, ready: Any, scratch: Any) -> None:
    """Work out once a query, for one job, the sums of the prices of its cheapest missing skills.

    ``prefix`` has shape (3, essential relations + jobs); a job's run starts at its own start plus its row.
    """
    if ready[job]:
        return
    ready[job] = 1
    start, items = net[0], net[1]
    at = start[job] + job
    gap = np.empty(start[job + 1] - start[job] - held, np.int64)
    n = 0
    for p in range(start[job], start[job + 1]):
        if not have[0][items[p]]:
            gap[n] = items[p]
            n += 1
    price = skill_prices(net, have, gap, scratch)
    for w in range(3):
        total = 0
        prefix[w, at] = 0
        row = np.sort(price[w])
        for e in range(n):
            total = min(total + row[e], BIG)
            prefix[w, at + e + 1] = total
