"""Times of one call, again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

WARM = 5  #: calls that don't count


def timed(call: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of so many calls."""
    for _ in range(WARM):
        call()
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        took.append((time.perf_counter() - begin) * 1e3)
    return took


def at(values: Sequence[float] | np.ndarray[Any, Any], percent: int) -> float:
    """A percentile."""
    return float(np.percentile(values, percent))
