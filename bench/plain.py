"""The search without compilation: ``python -m bench.plain FOLDER JOBS``, started with NUMBA_DISABLE_JIT=1.

Takes pairs of rows as JSON, and prints the milliseconds of each question as soon as it is answered.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench.routes import queries_of
from graph import cache
from graph.search import find_routes


def main() -> None:
    network = cache.newest(Path(sys.argv[1]))
    assert network is not None
    for query in queries_of(network, json.load(sys.stdin), jobs=int(sys.argv[2])):
        begin = time.thread_time()
        find_routes(network, query)
        print((time.thread_time() - begin) * 1e3, flush=True)


if __name__ == "__main__":
    main()
