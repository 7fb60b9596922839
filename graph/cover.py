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
from graph.branching import branch_out, prices_for, room_of, top_share_of
from graph.dominance import undominated
from graph.enabling import demands_more, enablers_of
from graph.gaps import cleared, coverers_of, elements_of, figures_of, masks_of
from graph.jit import njit
from graph.nodes import problem_of, worst_share


@njit()
def solve(
    net: Any, have: Any, limit: Any, seq: Any, k: int, bbl: Any, forced_rows: Any, archive: Any, scratch: Any
) -> int:  # fmt: skip
    """Offer to the archive every route over this sequence that can stay in it.

    ``seq`` and ``bbl`` hold the jobs and their leerbanen (−1 for none), ``limit``: most weeks, most
    cents, elapsed, theta, dwell, nodes left. Returns the nodes used, negative if they ran out.
    """
    place, rows, aux_of, worthy, corners, giver_flags = scratch
    base, sizes, slack, stage_of, thing, is_group, group_from = elements_of(net, have, limit, seq, k, bbl)
    covering = coverers_of(net, have[2], slack, stage_of, thing, is_group, forced_rows, place, rows)
    if covering < 0:
        return 1
    masks = masks_of(net, thing, is_group, place, covering)
    weights, flags = figures_of(net, rows[:covering])
    none = np.zeros((covering, 1), np.uint64)
    no_aux = np.zeros(0, np.int64)
    first = problem_of(k, sizes, slack, stage_of, is_group, masks, none, none, weights, flags, no_aux, True)
    prices = prices_for(k, stage_of.shape[0], weights)
    enabled = giver_flags[base[3]] if demands_more(net, have[1], rows, covering) else -1
    runs = np.zeros(2, np.uint8)
    for unknown in range(2):
        low = unknown_to_come(first, base, unknown, enabled)
        runs[unknown] = low >= 0 and _is_worth_it(
            limit, seq, k, bbl, base, first, archive, corners, unknown, low, prices
        )
    if not runs[0] and not runs[1]:
        cleared(place, rows, covering)
        return 1
    count, gives, demands, aux_phase = enablers_of(net, have, k, group_from, covering, place, rows, aux_of, worthy)
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
    problem = problem_of(
        k, sizes, slack, stage_of, is_group, all_masks[keep], gives[keep], demands[keep], weights[keep], flags[keep],
        aux_phase, False,
    )  # fmt: skip
    nodes = 0
    for unknown in range(2):
        low = unknown_to_come(problem, base, unknown, -1)
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
                archive,
                corners,
                unknown,
                low,
                limit[5] - nodes,
            )
            nodes += abs(spent)
            if spent < 0:
                return -nodes
    return max(nodes, 1)


@njit()
def unknown_to_come(problem: Any, base: Any, unknown: int, enabled: int) -> int:
    """The unknown flags that every route of a run has at least; −1 if the run can have no route.

    Run 0 takes no training that adds an unknown figure, run 1 takes one at least. ``enabled``: what those
    have in common that are no candidates yet but may make one possible; −1 for none.
    """
    if not unknown:
        return int(base[3])
    common = enabled
    flags = problem[8]
    for c in range(flags.shape[0]):
        if flags[c] & ~base[3]:
            common = flags[c] if common < 0 else common & flags[c]
    return -1 if common < 0 else int(base[3] | common)


@njit()
def _is_worth_it(
    limit: Any, seq: Any, k: int, bbl: Any, base: Any, problem: Any, archive: Any, corners: Any, unknown: int,
    low: int, prices: Any,
) -> bool:  # fmt: skip
    """True if, by the prices of this sequence, some route over it could still enter the archive."""
    sizes, slack, masks, flags = problem[0], problem[1], problem[4], problem[8]
    able = np.empty(masks.shape[0], np.int64)
    count = 0
    for c in range(masks.shape[0]):
        if unknown or not flags[c] & ~base[3]:
            able[count] = c
            count += 1
    must, lost = np.zeros(k, np.int64), np.zeros(k, np.int64)
    for i in range(k):
        for w in range(masks.shape[1]):
            must[i] += ones(problem[10][i, w])
    sums = (base[0], base[1], base[2], base[3])
    top = top_share_of(k, sizes, slack)
    share = worst_share(
        problem, seq, k, limit, sums, base, low, top, 0, 0, room_of(k, bbl), must, lost, problem[12][0], able, count,
        prices, archive, corners,
    )  # fmt: skip
    return share >= 0
