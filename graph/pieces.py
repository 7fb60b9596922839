"""A feature as straight pieces, compiled: what ``graph.feasibility.curves`` adds up for many values at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit


@njit()
def added_up(values: Any, lows: Any, highs: Any, slopes: Any, out: Any) -> None:
    """Add to ``out`` the slope of each piece times how far each value has come in it.

    A piece goes from ``lows`` (−inf: it counts from 0) to ``highs`` (inf: it has no end); all are float32.
    """
    for n in range(values.shape[0]):
        for piece in range(slopes.shape[0]):
            low = lows[piece]
            far = min(max(values[n], low), highs[piece])
            out[n] += slopes[piece] * (far - low if low > -np.inf else far)
