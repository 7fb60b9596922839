"""A feature as a curve: straight pieces between a few knots, each with its own slope.

One slope says that 80 % of the skills instead of 60 % counts as much as 20 % instead of none. With a slope a
piece it need not: slopes of one sign keep the rule that more in common never lowers a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from graph.pieces import added_up

QUANTILES = (0.3, 0.6, 0.85, 0.95)  #: of the likeliest pairs: where the knots are
LEAST = 0.01  #: a knot lower than this is none: most of the features begin at 0
STEPS = frozenset({0.0, 1.0, 2.0, 3.0})  #: a feature that takes these values alone is no curve


@dataclass(frozen=True, slots=True)
class Curve:
    """``slopes`` of the pieces below, between and above the ``knots``; the curve counts from ``mean``."""

    knots: tuple[float, ...]
    slopes: tuple[float, ...]
    mean: float

    @property
    def counts(self) -> bool:
        """Whether any piece has a slope."""
        return any(self.slopes)

    def of(self, values: Any) -> Any:
        """What these values come to: an array of the same shape."""
        found = np.full(values.shape, -self.mean, np.float32)
        lows, highs, slopes = self._pieces
        added_up(np.ascontiguousarray(values, np.float32).ravel(), lows, highs, slopes, found.ravel())
        return found

    @property
    def _pieces(self) -> tuple[Any, Any, Any]:
        """Where the pieces that have a slope begin and end, and their slopes."""
        return _as_arrays(self.knots, self.slopes)


@cache
def _as_arrays(knots: tuple[float, ...], slopes: tuple[float, ...]) -> tuple[Any, Any, Any]:
    lows, highs = np.array([-np.inf, *knots], np.float32), np.array([*knots, np.inf], np.float32)
    values = np.array(slopes, np.float32)
    sloping = np.array(slopes) != 0
    return lows[sloping], highs[sloping], values[sloping]


def ends_of(knots: tuple[float, ...]) -> list[tuple[float | None, float | None]]:
    """Where each piece begins and ends; None at the open ends."""
    return list(zip((None, *knots), (*knots, None), strict=True))


def piece(values: Any, low: float | None, high: float | None) -> Any:
    """How far each value has come in one piece: 0 before it; all pieces together are the value."""
    if low is None and high is None:
        return values
    return np.clip(values, low, high) - np.float32(low or 0)


def pieces(values: Any, knots: tuple[float, ...]) -> Any:
    """All pieces of each value: one axis more, pieces last."""
    return np.stack([piece(values, low, high) for low, high in ends_of(knots)], axis=-1)


def knots_of(values: Any) -> tuple[float, ...]:
    """Knots for a feature with these values, two digits each; none for one that only says yes, no or how many steps."""
    if STEPS.issuperset(np.unique(values[:: max(len(values) // 1000, 1)]).tolist()):
        return ()
    found = {float(f"{value:.2g}") for value in np.quantile(values, QUANTILES)}
    return tuple(sorted(value for value in found if value > LEAST))
