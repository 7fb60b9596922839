"""The set that keeps the best: routes that no other route beats, and the question a branch asks it.

An archive is a tuple of plain arrays, so that compiled code and its cache can take it:
vectors (n, 6), unknown flags (n,), exact sums (n, 3: weeks, cents, unpaid), jobs (n, 3, −1 padded),
trainings (n, 5, ascending, −1 padded), and how many there are, have entered so far, whether it is
only asked (``ASKED``) and has answered yes (``FOUND``), and to which vector, flags and sums.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit

CRITERIA = 6  #: time, unpaid, cost, jobs, left to learn, market
JOBS, TRAININGS = 3, 5
ASKED, FOUND = 1, 2


def empty_archive(capacity: int) -> tuple[Any, ...]:
    """An archive that can hold ``capacity`` routes."""
    return (
        np.empty((capacity, CRITERIA), np.int64),
        np.empty(capacity, np.int64),
        np.empty((capacity, 3), np.int64),
        np.empty((capacity, JOBS), np.int64),
        np.empty((capacity, TRAININGS), np.int64),
        np.zeros(13, np.int64),
    )


@njit()
def _beats(vector: Any, unknown: int, other: Any, other_unknown: int) -> bool:
    """True if the first is nowhere worse; its unknown parts must be among the other's."""
    if unknown & ~other_unknown:
        return False
    for i in range(6):
        if vector[i] > other[i]:
            return False
    return True


@njit()
def _same(vector: Any, unknown: int, other: Any, other_unknown: int) -> bool:
    if unknown != other_unknown:
        return False
    for i in range(6):
        if vector[i] != other[i]:
            return False
    return True


@njit()
def _before(a: Any, b: Any) -> int:
    """−1, 0 or 1: which of two runs of numbers comes first."""
    for i in range(a.shape[0]):
        if a[i] != b[i]:
            return -1 if a[i] < b[i] else 1
    return 0


@njit()
def shuts_out(archive: Any, vector: Any, unknown: int, exact: Any) -> bool:
    """True if no route that takes at least ``vector`` and ``exact`` can still enter.

    A bound that only equals a kept vector stays open while its exact sums could win the tie.
    A bound that is too high loses routes, one that is too low only loses time.
    """
    vectors, flags, sums, _, _, count = archive
    for n in range(count[0]):
        if _beats(vectors[n], flags[n], vector, unknown):
            if not _same(vectors[n], flags[n], vector, unknown):
                return True
            if _before(sums[n], exact) < 0:
                return True
    return False


@njit()
def _wins_tie(sums: Any, jobs: Any, trainings: Any, other_sums: Any, other_jobs: Any, other_trainings: Any) -> bool:
    """True if the first route stays where both have the same vector: exact sums, then the smaller id."""
    order = _before(sums, other_sums)
    if order != 0:
        return order < 0
    mine = 0
    theirs = 0
    for i in range(trainings.shape[0]):
        mine += trainings[i] >= 0
        theirs += other_trainings[i] >= 0
    if mine != theirs:
        return mine < theirs
    order = _before(jobs, other_jobs)
    if order != 0:
        return order < 0
    return _before(trainings, other_trainings) < 0


@njit()
def offer(archive: Any, vector: Any, unknown: int, exact: Any, jobs: Any, trainings: Any) -> int:
    """Let a finished route in unless one beats it, and drop those that it beats.

    Returns 1 if it is in, 0 if another beats it, −1 if there was no room. An archive that is only asked stays as
    it is: −1 says that such a route could enter, whatever its jobs and trainings.
    """
    vectors, flags, sums, all_jobs, all_trainings, count = archive
    if count[2] != 0:
        if shuts_out(archive, vector, unknown, exact):
            return 0
        count[2], count[9] = FOUND, unknown
        count[3:9] = vector
        count[10:13] = exact
        return -1
    for n in range(count[0]):
        if _beats(vectors[n], flags[n], vector, unknown):
            if not _same(vectors[n], flags[n], vector, unknown):
                return 0
            if not _wins_tie(exact, jobs, trainings, sums[n], all_jobs[n], all_trainings[n]):
                return 0
    kept = 0
    for n in range(count[0]):
        if _beats(vector, unknown, vectors[n], flags[n]):
            continue
        if kept != n:
            vectors[kept] = vectors[n]
            flags[kept] = flags[n]
            sums[kept] = sums[n]
            all_jobs[kept] = all_jobs[n]
            all_trainings[kept] = all_trainings[n]
        kept += 1
    count[0] = kept
    if kept == vectors.shape[0]:
        return -1
    vectors[kept] = vector
    flags[kept] = unknown
    sums[kept] = exact
    all_jobs[kept] = jobs
    all_trainings[kept] = trainings
    count[0] = kept + 1
    count[1] += 1
    return 1


@njit()
def comes_first(archive: Any, n: int, other: int) -> bool:
    """True if one kept route is listed before another: by vector, unknown flags, then as a tie is broken."""
    vectors, flags, sums, jobs, trainings, _ = archive
    order = _before(vectors[n], vectors[other])
    if order == 0:
        order = flags[n] - flags[other]
    if order == 0:
        return bool(_wins_tie(sums[n], jobs[n], trainings[n], sums[other], jobs[other], trainings[other]))
    return bool(order < 0)
