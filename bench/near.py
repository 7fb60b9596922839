"""Targets near a person over all occupations, and the kernel below it."""

from __future__ import annotations

import time

import numpy as np

from bench.people import asks_of
from bench.table import Line, shown, under
from bench.timing import at
from graph.network import Network
from graph.overlap import overlap
from graph.planner import Planner


def measure(network: Network, count: int, seed: int) -> list[Line]:
    """The whole answer for distinct persons, with the exact cost of the best 25; and the overlap alone."""
    planner = Planner(network)
    asks = asks_of(network, count + 1, seed, targets=True)
    planner.targets(asks[0])
    took = []
    for ask in asks[1:]:
        begin = time.thread_time()
        planner.targets(ask)
        took.append((time.thread_time() - begin) * 1e3)
    size = len(network.occupations)
    held = [network.essential[row].astype(np.int64) for row in range(0, size, max(1, size // 200))]
    kernel = []
    for skills in held:
        begin = time.thread_time()
        overlap(network.needed_by.start, network.needed_by.items, skills, size)
        kernel.append((time.thread_time() - begin) * 1e3)
    return [
        under("targets", f"{size} occupations, best 25 costed, {count} persons: p50", at(took, 50), 25, "ms"),
        Line("targets", "the same: p95", f"{shown(at(took, 95))} ms"),
        under("targets", "overlap kernel alone, p50", at(kernel, 50), 0.1, "ms"),
    ]
