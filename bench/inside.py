"""Answers questions in a process of its own, without HTTP: what the service is compared with.

``python -m bench.inside FOLDER KIND SECONDS SEED`` says that it is ready; at each line that it then
reads, it answers for so many seconds, and prints how many answers in how many seconds of wall and CPU.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle
from pathlib import Path

import orjson

from bench.people import asks_of
from graph import cache
from graph.planner import Planner

COUNT = 400  #: distinct persons


def main() -> None:
    network = cache.newest(Path(sys.argv[1]))
    assert network is not None
    planner = Planner(network)
    targets = sys.argv[2] == "targets"
    seconds, seed = float(sys.argv[3]), int(sys.argv[4])
    answer = planner.targets if targets else planner.routes
    asks = cycle(asks_of(network, COUNT, seed, targets=targets))
    answer(next(asks))
    print("ready", flush=True)
    for _ in sys.stdin:
        count, begin, cpu = 0, time.perf_counter(), time.process_time()
        while time.perf_counter() - begin < seconds:
            orjson.dumps(answer(next(asks)))
            count += 1
        print(count, time.perf_counter() - begin, time.process_time() - cpu, flush=True)


if __name__ == "__main__":
    main()
