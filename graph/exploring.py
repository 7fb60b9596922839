"""The one way into the compiled search: to one target or to many, one person, one room to work in.

Whatever is compiled apart is loaded apart, with all that it calls: a second way in takes thirty megabytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit
from graph.lent import hold, lent
from graph.pareto import comes_first
from graph.sequences import explore_in, room_to_work

#: A line of what is found: 1 if there is a route, its vector, unknown flags, exact sums, jobs, and trainings.
FOUND, VECTOR, UNKNOWN, SUMS, JOBS, TRAININGS, WIDTH = 0, 1, 7, 8, 11, 14, 19


@njit()
def explore(
    net: Any, have: Any, limit: Any, held: Any, targets: Any, level: int, stone_ok: Any, must_jobs: Any, forced: Any,
    forced_bbl: Any, training_of: Any, archive: Any, bounds: Any,
) -> Any:  # fmt: skip
    """Find the routes to each target; the archive, and ``bounds`` (see ``explore_in``), then hold those of the last.

    Returns (targets, ``WIDTH``), of the routes to each target the first, as they are listed; and of the last
    target the nodes used and the number of bounds (0: complete).
    """
    best = np.zeros((targets.shape[0], WIDTH), np.int64)
    own = room_to_work(net, have)
    vectors, unknown, sums, jobs, trainings, count = archive
    used, left_open = 0, 0
    for at in range(targets.shape[0]):
        count[:] = 0
        own[4][1][:] = -1  # corners are of one archive
        used, left_open = explore_in(
            lent(own), net, have, limit.copy(), held, targets[at], level, stone_ok, must_jobs, forced, forced_bbl,
            training_of, archive, bounds,
        )  # fmt: skip
        first = 0
        for n in range(1, count[0]):
            if comes_first(archive, n, first):
                first = n
        if count[0]:
            line = best[at]
            line[FOUND], line[UNKNOWN] = 1, unknown[first]
            line[VECTOR:UNKNOWN], line[SUMS:JOBS] = vectors[first], sums[first]
            line[JOBS:TRAININGS], line[TRAININGS:WIDTH] = jobs[first], trainings[first]
    return best, used, left_open + hold(own)
