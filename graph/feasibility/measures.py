"""How well a ranking does: recall, area under the curve, rank correlation, and intervals by drawing origins again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.stats import rankdata

DRAWS = 1000


def recall_at_ten(scores: Any, relevant: Any, left_out: Any) -> Any:
    """Per row the share of the relevant (or of ten) among the ten highest; NaN for a row without any.

    ``left_out`` are never ranked. Equal scores keep their order.
    """
    ranked = np.argsort(-np.where(left_out, -np.inf, scores), axis=1, kind="stable")[:, :10]
    wanted = relevant & ~left_out
    total = wanted.sum(axis=1)
    hit = np.take_along_axis(wanted, ranked, axis=1).sum(axis=1)
    return np.where(total > 0, hit / np.minimum(np.maximum(total, 1), 10), np.nan)


def area(scores: Any, yes: Any) -> float:
    """Area under the ROC curve: how often a yes scores above a no."""
    ranks, count = rankdata(scores), int(yes.sum())
    others = len(yes) - count
    if not count or not others:
        return float("nan")
    return float((ranks[yes].sum() - count * (count + 1) / 2) / (count * others))


def within(scores: Any, values: Any, owners: Sequence[Any], least: int = 5) -> Any:
    """Spearman's correlation within each owner of ``least`` or more, in the order of the owners."""
    owners_ = np.asarray(owners)
    found = []
    for owner in sorted(set(owners)):
        rows = np.flatnonzero(owners_ == owner)
        if len(rows) < least:
            continue
        one, other = rankdata(scores[rows]), rankdata(values[rows])
        flat = one.std() == 0 or other.std() == 0
        found.append(0.0 if flat else float(np.corrcoef(one, other)[0, 1]))
    return np.array(found)


def interval(values: Any, seed: int = 1) -> tuple[float, float]:
    """The 95 % interval of a mean, by drawing its rows again ``DRAWS`` times."""
    kept = np.asarray(values)[~np.isnan(values)]
    if not len(kept):
        return float("nan"), float("nan")
    drawn = np.random.default_rng(seed).integers(0, len(kept), (DRAWS, len(kept)))
    low, high = np.percentile(kept[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def area_interval(scores: Any, yes: Any, owners: Sequence[Any], seed: int = 1) -> tuple[float, float]:
    """The 95 % interval of an area, by drawing owners (with all their pairs) again."""
    owners_ = np.asarray(owners)
    runs = [np.flatnonzero(owners_ == owner) for owner in sorted(set(owners))]
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(DRAWS // 2):
        rows = np.concatenate([runs[n] for n in draw.integers(0, len(runs), len(runs))])
        found.append(area(scores[rows], yes[rows]))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)
