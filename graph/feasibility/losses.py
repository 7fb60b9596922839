"""What a fit makes small: how unlikely the weights make the lists, the ratings and the directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.feasibility.sets import Sets

CANDIDATES = 150  #: per origin the likeliest, with all that are listed: the others hardly count
PRIMARY, SUPPLEMENTAL = 1.0, 0.15  #: how much an O*NET grade 2 or 3, and a grade 1, counts
FEASIBLE = 2.5  #: a mean rating from here is a feasible move
STEEPNESS = 2.2  #: how fast a rating turns from no into yes
APART = 0.3  #: ratings of one origin that differ less are no order


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much each set counts, how far crowd odds follow the sum, and how hard weights are held small."""

    onet: float = 2.0
    sweden: float = 1.5
    crowd: float = 1.7
    crowd_order: float = 5.0
    direction: float = 2.5
    crowd_scale: float = 1.0
    hold: float = 0.3


@dataclass(frozen=True, slots=True)
class Ranked:
    """Per origin candidates (o, c, features), which share of the list each is, and what is masked."""

    values: Any
    wanted: Any
    masked: Any

    def loss(self, weights: Any) -> tuple[float, Any]:
        """Softmax within each origin: the mean surprise, and its slope."""
        count, width, size = self.values.shape
        flat = self.values.reshape(-1, size)
        sums = (flat @ weights).reshape(count, width) + self.masked
        sums -= sums.max(axis=1, keepdims=True)
        odds = np.exp(sums)
        share = odds / odds.sum(axis=1, keepdims=True)
        slope = flat.T @ (share - self.wanted).ravel().astype(np.float32)
        return float(-(self.wanted * np.log(share + 1e-12)).sum() / count), slope / count


def ranked(values: Any, grades: Any, masked: Any, preferred: Any) -> Ranked:
    """The candidates of origins with something on their list; ``preferred`` picks the likeliest."""
    wanted = np.where(masked, 0.0, grades)
    rows = wanted.sum(axis=1) > 0
    values, wanted, masked, preferred = values[rows], wanted[rows], masked[rows], preferred[rows]
    order = np.argsort(-(preferred + 1e3 * (wanted > 0) - 1e6 * masked), axis=1, kind="stable")[:, :CANDIDATES]
    wanted = np.take_along_axis(wanted, order, axis=1)
    share = (wanted / wanted.sum(axis=1, keepdims=True)).astype(np.float32)
    hidden = np.where(np.take_along_axis(masked, order, axis=1), -1e9, 0).astype(np.float32)
    return Ranked(np.take_along_axis(values, order[:, :, None], axis=1), share, hidden)


def graded(sets: Sets) -> Any:
    """O*NET grades as counts: primary 1, supplemental little."""
    return np.select([sets.grades >= 2, sets.grades == 1], [PRIMARY, SUPPLEMENTAL], 0.0)


def ordered(sets: Sets, rows: Any) -> tuple[Any, Any, Any]:
    """Pairs of rated moves of one origin, the higher rated first, and what each pair counts."""
    highs, lows, counts = [], [], []
    owners = sets.rated[:, 0]
    for owner in np.unique(owners[rows]):
        own = rows[owners[rows] == owner]
        for high in own:
            for low in own:
                apart = sets.ratings[high] - sets.ratings[low]
                if apart > APART:
                    highs.append(high)
                    lows.append(low)
                    counts.append(apart / (len(own) - 1))
    found = np.array(counts)
    return np.array(highs, np.int64), np.array(lows, np.int64), found / max(found.sum(), 1e-9)


def logistic(sums: Any) -> Any:
    """Odds as a share, guarded against overflow."""
    return 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
