"""Trainings that close the gaps of one sequence of jobs together: an exact multi-stage set cover.

An *element* is a skill that one entry lacks, or a wall there; a training covers an element if it
teaches the skill (meets the wall) in time. Branch and bound on the element with the fewest
trainings left: take the first, or forbid it and take the next, or leave the skill within slack.

A branch is shut when what it takes at least, by prices that no set of trainings can undercut
(``rates``), fits in no corner that the archive leaves open (``nooks``). Routes with all figures known
are searched first, by themselves; then those that rest on a training with something unknown, which
more kept routes may shut out.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import ones
from graph.bounds import prices_for
from graph.branching import branch_out, room_of
from graph.dominance import undominated
from graph.enabling import demands_more, enablers_of
from graph.gaps import cleared, coverers_of, elements_of, figures_of, forgotten, known, masks_of
from graph.glance import may_enter, top_share_of
from graph.jit import njit
from graph.lent import hold, lent
from graph.nodes import paid_weeks_of, problem_of


@njit()
def solve(
    net: Any, have: Any, limit: Any, seq: Any, k: int, bbl: Any, forced_rows: Any, archive: Any, scratch: Any
) -> int:  # fmt: skip
    """Offer to the archive every route over this sequence that can stay in it.

    ``seq`` and ``bbl`` hold the jobs and their leerbanen (−1 for none), ``limit``: most weeks, most
    cents, elapsed, theta, dwell, nodes left. Returns the nodes used, negative if they ran out.
    """
    place, rows, aux_of, worthy, corners, giver_flags, desk, all_paid = scratch
    base, sizes, slack, stage_of, thing, is_group = elements_of(net, have, limit, seq, k, bbl, desk)
    covering = coverers_of(net, have[2], slack, stage_of, thing, is_group, forced_rows, place, rows)
    if covering < 0:
        return 1
    weights, flags = figures_of(net, rows[:covering])
    needs_more = demands_more(net, have[1], rows, covering)
    enabled = giver_flags[base[3]] if needs_more else -1
    paid = all_paid if needs_more else paid_weeks_of(weights)  # what makes another possible may be paid too
    runs, lows = np.zeros(2, np.uint8), np.zeros(1, np.int64)
    room, top = room_of(k, bbl), top_share_of(k, sizes, slack)
    for unknown in range(2):
        low = unknown_to_come(flags, base, unknown, enabled)
        lows[0] = low
        runs[unknown] = low >= 0 and may_enter(
            net, limit, seq, k, k, room, top, paid, base, sizes, slack, stage_of, thing, is_group, place, flags,
            unknown, lows, archive, corners, desk,
        )  # fmt: skip
    if not runs[0] and not runs[1]:
        cleared(place, rows, covering)
        return 1
    masks = masks_of(net, thing, is_group, place, covering)
    known(net, k, seq, bbl, desk[0], desk[1])
    count, gives, demands, aux_phase = enablers_of(net, have, k, desk[1], covering, place, rows, aux_of, worthy)
    forgotten(net, k, seq, bbl, desk[0], desk[1])
    all_masks = np.zeros((count, masks.shape[1]), np.uint64)
    all_masks[:covering] = masks
    weights, flags = figures_of(net, rows[:count])
    forced = np.zeros(count, np.uint8)
    for row in forced_rows:
        forced[place[row]] = 1
    cleared(place, rows, count)
    stay = undominated(all_masks, gives, demands, weights, flags, rows, forced, stage_of.shape[0], aux_phase.shape[0])
    keep = np.flatnonzero(stay)
    ease = np.empty(keep.shape[0], np.float64)  # cheap ones that cover much come first
    for i in range(keep.shape[0]):
        c = keep[i]
        size = 0
        for w in range(masks.shape[1]):
            size += ones(all_masks[c, w])
        ease[i] = (weights[c, 0] + weights[c, 2] + weights[c, 1] / 5000.0 + 1.0) / (size + 0.01)
    keep = keep[np.argsort(ease, kind="mergesort")]
    own = problem_of(
        k, sizes, slack, stage_of, is_group, all_masks[keep], gives[keep], demands[keep], weights[keep], flags[keep],
        aux_phase,
    )  # fmt: skip
    prices = prices_for(k, stage_of.shape[0], own[7])
    problem, tables = lent(own), lent(prices)
    nodes, spent = 0, 0
    for unknown in range(2):
        low = unknown_to_come(problem[8], base, unknown, -1)
        if runs[unknown] and low >= 0:
            spent = branch_out(
                limit,
                seq,
                k,
                bbl,
                base,
                rows[keep],
                forced[keep],
                problem,
                tables,
                archive,
                corners,
                unknown,
                low,
                limit[5] - nodes,
            )
            nodes += abs(spent)
            if spent < 0:
                break
    return (-nodes if spent < 0 else max(nodes, 1)) + hold(own) + hold(prices)


@njit()
def unknown_to_come(flags: Any, base: Any, unknown: int, enabled: int) -> int:
    """The unknown flags that every route of a run has at least; −1 if the run can have no route.

    Run 0 takes no training that adds an unknown figure, run 1 takes one at least. ``enabled``: what those
    have in common that are no candidates yet but may make one possible; −1 for none.
    """
    if not unknown:
        return int(base[3])
    common = enabled
    for c in range(flags.shape[0]):
        if flags[c] & ~base[3]:
            common = flags[c] if common < 0 else common & flags[c]
    return -1 if common < 0 else int(base[3] | common)
