"""Trainings that close the gaps of one sequence of jobs together: an exact multi-stage set cover.

An *element* is a skill that one entry lacks, or a wall there; a training covers an element if it
teaches the skill (meets the wall) in time. Branch and bound on the element with the fewest
trainings left: take the first, or forbid it and take the next, or leave the skill within slack.

A branch is shut when what it takes at least, by prices that no set of trainings can undercut
(``rates``), fits in no corner that the archive leaves open (``nooks``). Routes with all figures known
are searched first, by themselves; then those that rest on a training with something unknown, which
more kept routes may shut out.

Before that it is asked what the last entry takes by itself (``endings``): that shuts most sequences, and of the
others often all routes but those that leave little to learn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import ones
from graph.bounds import prices_for
from graph.branching import branch_out, room_of
from graph.dominance import undominated
from graph.enabling import demands_more, enablers_of
from graph.endings import NEW, OPEN, SHARE, ending_of, known_of, note_ending, slot_of
from graph.gaps import cleared, coverers_of, elements_of, figures_of, forgotten, known, masks_of
from graph.glance import LEFT, may_enter, top_share_of
from graph.jit import njit
from graph.lent import hold, lent
from graph.nodes import paid_weeks_of, problem_of
from graph.pareto import ASKED


@njit()
def solve(
    net: Any, have: Any, limit: Any, seq: Any, k: int, bbl: Any, forced_rows: Any, archive: Any, scratch: Any,
    endings: Any,
) -> int:  # fmt: skip
    """Offer to the archive every route over this sequence that can stay in it.

    ``seq`` and ``bbl`` hold the jobs and their leerbanen (−1 for none), ``limit``: most weeks, most
    cents, elapsed, theta, dwell, nodes left, jobs, and of the share left to learn (tenths) the least that counts and
    the largest that is looked for. Returns the nodes used, negative if they ran out.
    """
    base, sizes, slack, stage_of, thing, is_group = elements_of(net, have, limit, seq, k, bbl, scratch[6])
    nodes, top, looked, runs = 0, LEFT, LEFT, -1
    for ask in range(2 if k > 1 else 0):  # what is known already, a first look, and then what is to be asked
        used, top = _top_by_ending(
            net, have, limit, seq, k, bbl, forced_rows, archive, scratch, base, sizes, slack, stage_of, thing, is_group,
            endings, ask == 1,
        )  # fmt: skip
        nodes += used
        if top < 0 or nodes >= limit[5]:
            limit[8] = LEFT
            return max(nodes, 1) if top < 0 else -nodes
        if not ask:
            limit[8], looked = top, top
            runs = close(
                net, have, limit, -1, seq, seq, k, bbl, forced_rows, archive, scratch, base, sizes, slack, stage_of,
                thing, is_group, -1,
            )  # fmt: skip
            if runs == 0:
                limit[8] = LEFT
                return 1
    limit[8] = top
    more = close(
        net, have, limit, limit[5] - nodes, seq, seq, k, bbl, forced_rows, archive, scratch, base, sizes, slack,
        stage_of, thing, is_group, runs if top == looked else -1,
    )  # fmt: skip
    limit[8] = LEFT
    return more - nodes if more < 0 else more + nodes


@njit()
def _top_by_ending(
    net: Any, have: Any, limit: Any, seq: Any, k: int, bbl: Any, forced_rows: Any, archive: Any, scratch: Any,
    base: Any, sizes: Any, slack: Any, stage_of: Any, thing: Any, is_group: Any, endings: Any,
    may_ask: bool,
) -> Any:  # fmt: skip
    """The nodes used, and the largest share left (tenths) with which its last entry by itself lets it enter; −1: none.

    A route leaves as much as the jobs on the way do, unless a training is taken for one of them. Where the last entry
    shuts out all that leaves so much, only routes that leave less are looked for.
    """
    last_sizes, last_slack = np.zeros(k, np.int64), np.zeros(k, np.int64)
    last_sizes[k - 1], last_slack[k - 1] = sizes[k - 1], slack[k - 1]
    nobody = np.full(k, -1, np.int64)
    floor = floor_of(k, sizes, slack, stage_of, is_group)
    first, n = ending_of(net, have[1], seq, k, bbl, base, slack, stage_of, thing, is_group, endings[4])
    nodes, ask, on_the_way, top = 0, floor, True, LEFT
    while True:
        slot = slot_of(endings, n, ask) if n >= 0 else -1
        if slot < 0:
            return nodes, top
        state = known_of(endings, slot, archive)
        if state == NEW and not may_ask:
            return nodes, top
        if state == NEW:
            limit[8] = LEFT
            archive[5][2], limit[7] = ASKED, ask
            used = close(
                net, have, limit, limit[5] - nodes, seq, nobody, k, bbl, forced_rows, archive, scratch, base,
                last_sizes, last_slack, stage_of[first:], thing[first:], is_group[first:], -1,
            )  # fmt: skip
            nodes += abs(used)
            state = note_ending(endings, slot, archive, used >= 0)
            archive[5][2], limit[7] = 0, 0
            if state == NEW:  # the nodes ran out
                return nodes, top
        if on_the_way:  # with what the jobs on the way leave when nothing is done for them
            if state == OPEN:
                return nodes, LEFT
            ask, on_the_way, top = 0, False, floor - 1
        elif state == OPEN:
            ask = endings[1][slot, SHARE] + 1
        else:
            return nodes, ask - 1
        if ask >= floor:
            return nodes, floor - 1


@njit()
def floor_of(k: int, sizes: Any, slack: Any, stage_of: Any, is_group: Any) -> int:
    """The share (tenths) that is left to learn on the way when nothing is done for it but what must be."""
    lacks = np.zeros(k, np.int64)
    for e in range(stage_of.shape[0]):
        lacks[stage_of[e]] += not is_group[e]
    floor = 0
    for i in range(k - 1):
        if sizes[i]:
            floor = max(floor, min(lacks[i], slack[i]) * 10 // sizes[i])
    return floor


@njit()
def close(
    net: Any, have: Any, limit: Any, budget: int, way: Any, seq: Any, k: int, bbl: Any, forced_rows: Any, archive: Any,
    scratch: Any, base: Any, sizes: Any, slack: Any, stage_of: Any, thing: Any, is_group: Any, runs: int,
) -> int:  # fmt: skip
    """Offer every route that closes these elements, of all or some entries on the ``way``; the nodes, as ``solve``.

    Of routes that are as good the one whose jobs come first stays; ``seq`` stands for the jobs in that. ``runs``: of
    which runs (1: all known, 2: something unknown) a route may enter, by a first look that was taken before; −1 if none
    was. A ``budget`` below zero asks for that look alone, and gives the runs.
    """
    place, rows, aux_of, worthy, corners, giver_flags, desk, all_paid = scratch
    covering = coverers_of(net, have[2], slack, stage_of, thing, is_group, forced_rows, place, rows)
    if covering < 0:
        return 0 if budget < 0 else 1
    weights, flags = figures_of(net, rows[:covering])
    needs_more = demands_more(net, have[1], rows, covering)
    enabled = giver_flags[base[3]] if needs_more else -1
    paid = all_paid if needs_more else paid_weeks_of(weights)  # what makes another possible may be paid too
    lows = np.zeros(1, np.int64)
    room, top = room_of(k, bbl), min(top_share_of(k, sizes, slack), limit[8])
    if runs < 0:
        runs = 0
        for unknown in range(2):
            lows[0] = unknown_to_come(flags, base, unknown, enabled)
            if lows[0] >= 0 and may_enter(
                net, limit, seq, k, k, room, top, paid, base, sizes, slack, stage_of, thing, is_group, place, flags,
                unknown, lows, archive, corners, desk,
            ):  # fmt: skip
                runs += 1 + unknown
    if budget < 0 or runs == 0:
        cleared(place, rows, covering)
        return runs if budget < 0 else 1
    masks = masks_of(net, thing, is_group, place, covering)
    count, gives = covering, np.zeros((covering, 1), np.uint64)
    demands, aux_phase = gives, np.empty(0, np.int64)
    if needs_more:
        known(net, k, way, bbl, desk[0], desk[1])
        count, gives, demands, aux_phase = enablers_of(net, have, k, desk[1], covering, place, rows, aux_of, worthy)
        forgotten(net, k, way, bbl, desk[0], desk[1])
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
        if runs & (1 + unknown) and low >= 0:
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
                budget - nodes,
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
