"""One node of the cover's branch and bound: what is chosen covers, what is open, what the rest takes.

``problem`` is what one sequence of jobs asks: sizes, slack, stage of each element, whether it is a
wall, masks, gives, demands, weights, flags, stage from which a job meets each demanded group, and,
worked out once: skills and walls as bits, elements from each stage on, who covers or gives what, and
how many weeks of five trainings may be paid.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.bits import has, lowest, ones, put
from graph.dominance import holders_of
from graph.jit import njit
from graph.prices import BIG

LATE = 99  #: a training that nothing in the set makes possible


@njit()
def may_leave(slack: int, size: int, worst: int) -> int:
    """How many skills may be missing at an entry when at most ``worst`` tenths are left to learn."""
    return min(slack, ((worst + 1) * size - 1) // 10) if size else 0


@njit()
def paid_weeks_of(weights: Any) -> int:
    """The weeks of the five longest that are paid: so many of a route's weeks may cost no unpaid one."""
    longest = np.zeros(5, np.int64)
    for c in range(weights.shape[0]):
        weeks = weights[c, 0] - weights[c, 2]
        if weeks <= longest[4]:
            continue
        at = 4
        while at > 0 and longest[at - 1] < weeks:
            longest[at] = longest[at - 1]
            at -= 1
        longest[at] = weeks
    return int(longest.sum())


@njit()
def problem_of(
    k: int, sizes: Any, slack: Any, stage_of: Any, is_group: Any, masks: Any, gives: Any, demands: Any, weights: Any,
    flags: Any, aux_phase: Any,
) -> Any:  # fmt: skip
    """Everything about one sequence that its nodes share."""
    words = masks.shape[1]
    skills = np.zeros((k, words), np.uint64)
    walls = np.zeros(words, np.uint64)
    from_stage = np.zeros((k, words), np.uint64)
    for e in range(stage_of.shape[0]):
        if is_group[e]:
            put(walls, e)
        else:
            put(skills[stage_of[e]], e)
        for s in range(stage_of[e] + 1):
            put(from_stage[s], e)
    by_element = holders_of(masks, stage_of.shape[0])
    by_aux = holders_of(gives, aux_phase.shape[0])
    return (
        sizes, slack, stage_of, is_group, masks, gives, demands, weights, flags, aux_phase, skills, walls, from_stage,
        by_element, by_aux, paid_weeks_of(weights),
    )  # fmt: skip


@njit()
def phases(chosen: Any, n: int, gives: Any, demands: Any, aux_phase: Any, phase: Any) -> None:
    """From which entry on each chosen training can be done; ``LATE`` if its demands are never met."""
    for i in range(n):
        phase[i] = LATE
    for _ in range(n + 1):
        moved = False
        for i in range(n):
            c = chosen[i]
            worst = 0
            for w in range(demands.shape[1]):
                word = demands[c, w]
                while word != np.uint64(0):
                    g = (w << 6) + lowest(word)
                    best = aux_phase[g]
                    for j in range(n):
                        if j != i and phase[j] < best and has(gives[chosen[j]], g):
                            best = phase[j]
                    if best > worst:
                        worst = best
                    word &= word - np.uint64(1)
            if worst < phase[i]:
                phase[i] = worst
                moved = True
        if not moved:
            break


@njit()
def sums_of(base: Any, problem: Any, chosen: Any, taken: int) -> Any:
    """Weeks, cents, unpaid weeks and unknown flags of the jobs and the chosen trainings."""
    weights, flags = problem[7], problem[8]
    weeks, cents, unpaid, unknown = base[0], base[1], base[2], base[3]
    for i in range(taken):
        c = chosen[i]
        weeks += weights[c, 0]
        cents += weights[c, 1]
        unpaid += weights[c, 2]
        unknown |= flags[c]
    return weeks, cents, unpaid, unknown


@njit()
def cover_now(problem: Any, k: int, chosen: Any, taken: int, phase: Any, unc: Any, hopeful: Any) -> Any:
    """What is not covered now, and what would not be if all chosen trainings came in time.

    Returns whether a chosen training is impossible so far, and whether one is later than the start.
    """
    masks, from_stage = problem[4], problem[12]
    phases(chosen, taken, problem[5], problem[6], problem[9], phase)
    unc[:] = from_stage[0]
    hopeful[:] = from_stage[0]
    stuck, late = False, False
    for i in range(taken):
        c = chosen[i]
        stuck = stuck or phase[i] >= k
        late = late or 0 < phase[i] < k
        for w in range(unc.shape[0]):
            hopeful[w] &= ~masks[c, w]
            if phase[i] < k:
                unc[w] &= ~(masks[c, w] & from_stage[phase[i], w])
    return stuck, late


@njit()
def shortfalls(problem: Any, k: int, unc: Any, hopeful: Any, left: Any, miss: Any, must: Any, lost: Any) -> Any:
    """Per stage: skills missing now, missing at best, and given up for good.

    Returns whether the entries can be passed as it is, whether too much was given up, and the
    worst share (tenths) that is given up and that is missing now.
    """
    sizes, slack, skills, walls = problem[0], problem[1], problem[10], problem[11]
    whole, hopeless = True, False
    least, stop = 0, 0
    for w in range(unc.shape[0]):
        if unc[w] & walls[w]:
            whole = False
    for i in range(k):
        miss[i], must[i], lost[i] = 0, 0, 0
        for w in range(unc.shape[0]):
            miss[i] += ones(unc[w] & skills[i, w])
            must[i] += ones(hopeful[w] & skills[i, w])
            lost[i] += ones(hopeful[w] & left[w] & skills[i, w])
        whole = whole and miss[i] <= slack[i]
        hopeless = hopeless or lost[i] > slack[i]
        if sizes[i]:
            least = max(least, lost[i] * 10 // sizes[i])
            stop = max(stop, miss[i] * 10 // sizes[i])
    return whole, hopeless, least, stop


@njit()
def needs_at(problem: Any, k: int, must: Any, lost: Any, worst: int, need: Any) -> bool:
    """Fill in how many open skills an entry must still get if at most ``worst`` tenths are left; False if it can't."""
    sizes, slack = problem[0], problem[1]
    for i in range(k):
        may = may_leave(slack[i], sizes[i], worst)
        if lost[i] > may:
            return False
        need[i] = max(0, must[i] - may)
    return True


@njit()
def big_ones(problem: Any, open_: Any, need: Any, able: Any, count: int, room: int, branch: Any) -> int:
    """What must be among the next ``room`` trainings because smaller ones can't do it: fills in ``branch``.

    A training counts for as many elements as are needed at each entry. Returns 1 if ``branch`` says what is
    to be tried, 0 if small ones can do it, −1 if none can.
    """
    masks, skills, walls = problem[4], problem[10], problem[11]
    total = 0
    for i in range(need.shape[0]):
        total += need[i]
    for w in range(open_.shape[0]):
        total += ones(open_[w] & walls[w])
    if total <= room:
        return 0
    least = 1 + (total - room + room - 1) // room
    best = np.zeros(room, np.int64)  # the sizes of the biggest
    found = 0
    for j in range(count):
        c = able[j]
        size = 0
        for w in range(open_.shape[0]):
            size += ones(masks[c, w] & open_[w] & walls[w])
        for i in range(need.shape[0]):
            n = 0
            for w in range(open_.shape[0]):
                n += ones(masks[c, w] & open_[w] & skills[i, w])
            size += min(n, need[i])
        if size >= least:
            put(branch, c)
            found += 1
        if size > best[0]:
            at = 0
            while at + 1 < room and best[at + 1] < size:
                best[at] = best[at + 1]
                at += 1
            best[at] = size
    return 1 if found and best.sum() >= total else -1


@njit()
def enablers(problem: Any, k: int, chosen: Any, taken: int, phase: Any, stuck: bool, barred: Any, branch: Any) -> None:
    """Add to ``branch`` what would make an impossible training possible, or else a late one earlier."""
    demands, by_aux = problem[6], problem[14]
    for i in range(taken):
        if (stuck and phase[i] >= k) or (not stuck and phase[i] > 0):
            for w in range(demands.shape[1]):
                word = demands[chosen[i], w]
                while word != np.uint64(0):
                    g = (w << 6) + lowest(word)
                    for v in range(branch.shape[0]):
                        branch[v] |= by_aux[g, v] & ~barred[v]
                    word &= word - np.uint64(1)


@njit()
def pick(problem: Any, open_: Any, barred: Any, extra: int, worst: int, left: Any, lost: Any) -> int:
    """The open element with the fewest trainings left, walls first; −1 if none can be worked on.

    A skill that nothing can cover any more is given up (``left``, ``lost``), a wall is the end.
    """
    sizes, slack, stage_of, is_group, by_element = problem[0], problem[1], problem[2], problem[3], problem[13]
    fewest, found = BIG, -1
    for w in range(open_.shape[0]):
        word = open_[w]
        while word != np.uint64(0):
            e = (w << 6) + lowest(word)
            word &= word - np.uint64(1)
            n = extra
            for v in range(barred.shape[0]):
                n += ones(by_element[e, v] & ~barred[v])
            if n == 0:
                i = stage_of[e]
                lost[i] += 1
                if is_group[e] or lost[i] > may_leave(slack[i], sizes[i], worst):
                    return -1
                put(left, e)
                continue
            if is_group[e]:
                n -= BIG // 2
            if n < fewest:
                fewest, found = n, e
    return found
