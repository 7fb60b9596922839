"""Where a route over one sequence of jobs could still enter the archive: the corners that no kept route shuts.

A kept route shuts out all that takes at least its weeks and cents. What is left open is a staircase;
each of its inner corners is a *nook*: the most weeks and cents that a newcomer may take there. A
branch is dead when no nook has room for what it takes at least, in every mix of weeks and cents.
Where a newcomer could only draw level with a kept route, the nook is what would still win the tie.

Coordinates: weeks of the loose trainings, cents in all, and how many loose trainings at most. Unpaid
weeks are those weeks but for at most ``paid`` of them, so they need no coordinate of their own.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit
from graph.rates import EASE, MIXES, WEEK

FAR = 1 << 40  #: a nook without end
ANY = 99  #: any number of trainings
SLOTS = 11 * 16  #: one for each share left (tenths) and set of unknown flags
WIDTH = 800  #: nooks of one class; where there are more, nothing is shut


@njit()
def empty_corners() -> Any:
    """Room for the nooks of every class of routes, each made when it is asked for: corners, and what they hold for."""
    return np.empty((SLOTS, WIDTH, 4), np.int64), np.full((SLOTS, 7), -1, np.int64)


@njit()
def corners_of(
    corners: Any, archive: Any, jobs: int, leerbanen: int, worst: int, unknown: int, base: Any, paid: int
) -> Any:  # fmt: skip
    """The nooks (weeks, cents, trainings, kept route or −1) for routes of this class.

    ``base`` is what the jobs and leerbanen take by themselves (see ``base_of``), ``worst`` the share left.
    """
    nooks, holds = corners
    slot = worst * 16 + unknown
    key = holds[slot]
    version = archive[5][1]
    if (
        key[0] != version or key[1] != jobs or key[2] != leerbanen or key[3] != base[0] or key[4] != base[4]
        or key[5] != paid
    ):  # fmt: skip
        key[0], key[1], key[2], key[3], key[4], key[5] = version, jobs, leerbanen, base[0], base[4], paid
        key[6] = _found(archive, jobs, leerbanen, worst, unknown, base, paid, nooks[slot])
    return nooks[slot, : key[6]]


@njit()
def _found(
    archive: Any, jobs: int, leerbanen: int, worst: int, unknown: int, base: Any, paid: int, nooks: Any
) -> int:  # fmt: skip
    """Fill in the nooks of one class; the number of them."""
    vectors, flags, _, _, _, count = archive
    market = base[4]
    n = 0
    ties = WIDTH
    for i in range(count[0]):
        if flags[i] & ~unknown or vectors[i, 3] > jobs or vectors[i, 4] > worst or vectors[i, 5] > market:
            continue
        if n + 4 > ties - n:  # so many that there is no room: nothing is shut
            nooks[0, 0], nooks[0, 1], nooks[0, 2], nooks[0, 3] = FAR, FAR, ANY, -1
            return 1
        w = max(0, 4 * vectors[i, 0] - base[0])
        if 4 * vectors[i, 1] > base[2]:
            w = max(w, 4 * vectors[i, 1] - base[2] + paid)
        c = 10_000 * vectors[i, 2]
        if flags[i] == unknown and vectors[i, 3] == jobs and vectors[i, 4] == worst and vectors[i, 5] == market:
            ties = _ties(archive, i, leerbanen, base, paid, nooks, ties)
        at = n  # kept in the order of their weeks, and then of their cents
        while at > 0 and (nooks[at - 1, 0] > w or (nooks[at - 1, 0] == w and nooks[at - 1, 1] > c)):
            nooks[at, 0], nooks[at, 1] = nooks[at - 1, 0], nooks[at - 1, 1]
            at -= 1
        nooks[at, 0], nooks[at, 1] = w, c
        n += 1
    m = 0
    top = FAR  # cents that are shut by what takes fewer weeks
    for i in range(n):
        w, c = nooks[i, 0], nooks[i, 1]
        if c >= top:
            continue
        if w > 0 and top > 0:
            nooks[m, 0], nooks[m, 1], nooks[m, 2], nooks[m, 3] = w - 1, top - 1, ANY, -1
            m += 1
        top = c
    if top > 0:
        nooks[m, 0], nooks[m, 1], nooks[m, 2], nooks[m, 3] = FAR, top - 1, ANY, -1
        m += 1
    for i in range(ties, WIDTH):
        for q in range(4):
            nooks[m, q] = nooks[i, q]
        m += 1
    return m


@njit()
def _ties(archive: Any, i: int, leerbanen: int, base: Any, paid: int, nooks: Any, at: int) -> int:
    """Before place ``at``: where a route with the very vector of the kept one could still win the tie."""
    vectors, _, sums, _, trainings, _ = archive
    weeks, cents = sums[i, 0] - base[0], sums[i, 1]
    nooks[at - 1, 0], nooks[at - 1, 1] = weeks - 1, 10_000 * vectors[i, 2] + 9_999
    nooks[at - 1, 2], nooks[at - 1, 3] = ANY, -1
    nooks[at - 2, 0], nooks[at - 2, 1], nooks[at - 2, 2], nooks[at - 2, 3] = weeks, cents - 1, ANY, -1
    if base[2] + weeks > sums[i, 2] and paid == 0:
        return at - 2
    nooks[at - 3, 0], nooks[at - 3, 1], nooks[at - 3, 2], nooks[at - 3, 3] = weeks, cents, ANY, -1
    if base[2] + weeks == sums[i, 2] and paid == 0:  # the same sums: fewer trainings win, then the smaller id
        nooks[at - 3, 2], nooks[at - 3, 3] = -leerbanen, i
        for t in range(trainings.shape[1]):
            nooks[at - 3, 2] += trainings[i, t] >= 0
    return at - 3


@njit()
def has_room(nooks: Any, archive: Any, seq: Any, jobs: int, weeks: int, cents: int, taken: int, least: Any) -> bool:
    """True if some nook takes what is spent already and at least ``least`` more in every mix."""
    low_weeks = weeks + least[0] / WEEK
    low_cents = cents + least[1]
    low_count = taken + least[MIXES.shape[0]]
    for i in range(nooks.shape[0]):
        if nooks[i, 0] + EASE < low_weeks or nooks[i, 1] + EASE < low_cents or nooks[i, 2] + EASE < low_count:
            continue
        left_weeks, left_cents = nooks[i, 0] - weeks, nooks[i, 1] - cents
        open_ = True
        for m in range(2, MIXES.shape[0]):
            open_ = open_ and MIXES[m, 0] * WEEK * left_weeks + MIXES[m, 1] * left_cents >= least[m]
        if open_ and nooks[i, 3] >= 0 and _comes_after(seq, archive[3][nooks[i, 3]], jobs):
            open_ = nooks[i, 2] - 1 + EASE >= low_count
        if open_:
            return True
    return False


@njit()
def _comes_after(seq: Any, other: Any, jobs: int) -> bool:
    """True if the other jobs come first in the order of ids."""
    for j in range(jobs):
        if seq[j] != other[j]:
            return bool(seq[j] > other[j])
    return False
