"""Fit the weights: one model for lists, ratings and directions at once; and cross-validate it.

Byte for byte the same from the same data: nothing is drawn without a seed, all losses are convex and followed to
their one lowest point, the date is the data's, and weights are rounded to four digits. Sums are added in one order
only where linear algebra runs on one thread: ``loopbaanpad fit`` sees to that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from graph.feasibility import measures
from graph.feasibility.features import PAIRS
from graph.feasibility.losses import (
    FEASIBLE,
    STEEPNESS,
    Weighing,
    graded,
    logistic,
    ordered,
    ranked,
)
from graph.feasibility.sets import Sets
from graph.feasibility.tables import Table

FOLDS = 5
ROUNDS = 1000  #: never reached: it stops when nothing is gained any more
GAIN = 1e-9  #: a round that gains less, as a share of the loss, is the last
KIND = "kind "  #: before the IRI of a skill group: a column of what both sides have in common of it
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Parts:
    """The fold that each O*NET code, ISCO unit, Swedish pair and crowd origin is in."""

    jobs: Any
    units: Any
    pairs: Any
    rated: Any


def parts_of(sets: Sets, seed: int = 0) -> Parts:
    """Folds by O*NET code, by unit and unordered pair, and by origin of a rated move."""
    draw = np.random.default_rng(seed)
    codes = draw.permutation(int(sets.job_groups.max()) + 1) % FOLDS
    units = draw.permutation(len(sets.units)) % FOLDS
    keys, of = np.unique(np.sort(sets.one_way, axis=1), axis=0, return_inverse=True)
    pairs = (draw.permutation(len(keys)) % FOLDS)[of.ravel()]
    owners, owner = np.unique(sets.rated[:, 0], return_inverse=True)
    return Parts(codes[sets.job_groups], units, pairs, (draw.permutation(len(owners)) % FOLDS)[owner])


def fit(table: Table, sets: Sets, weighing: Weighing, parts: Parts | None = None, fold: int = -1) -> Any:
    """Weights on the standardised columns, and the crowd's base as the last; without one fold."""
    size = len(table.keys)
    parts = parts or parts_of(sets)
    kept, unit_kept = parts.jobs != fold, parts.units != fold
    hidden = sets.siblings | ~kept[None]
    onet = ranked(table.jobs[kept], graded(sets)[kept], hidden[kept], table.likely_jobs[kept])
    unseen = np.eye(len(sets.units), dtype=bool) | ~unit_kept[None]
    listed = (sets.swedish > 0).astype(float)
    sweden = ranked(table.units[unit_kept], listed[unit_kept], unseen[unit_kept], table.likely_units[unit_kept])
    rows = np.flatnonzero(parts.rated != fold)
    rated, yes = table.rated[rows], logistic(STEEPNESS * (sets.ratings[rows] - FEASIBLE))
    high, low, counts = ordered(sets, rows)
    order = table.rated[high] - table.rated[low]
    ways = sets.one_way[(parts.pairs != fold) & unit_kept[sets.one_way].all(axis=1)]
    turned = table.units[ways[:, 0], ways[:, 1]] - table.units[ways[:, 1], ways[:, 0]]
    w, scale = weighing, weighing.crowd_scale

    def loss(point: Any) -> tuple[float, Any]:
        weights, slope = point[:size].astype(np.float32), np.zeros(size + 1)
        total = 0.0
        for one, count in ((onet, w.onet), (sweden, w.sweden)):
            value, change = one.loss(weights)
            total += count * value
            slope[:size] += count * change
        share = logistic(scale * (rated @ weights) + point[size])
        total -= w.crowd * float((yes * np.log(share) + (1 - yes) * np.log(1 - share)).mean())
        off = (share - yes) / len(yes)
        slope[:size] += w.crowd * scale * (rated.T @ off)
        slope[size] += w.crowd * off.sum()
        share = logistic(scale * (order @ weights))
        total -= w.crowd_order * float((counts * np.log(share)).sum())
        slope[:size] += w.crowd_order * scale * (order.T @ (counts * (share - 1)))
        share = logistic(turned @ weights)
        total -= w.direction * float(np.log(share).mean())
        slope[:size] += w.direction * (turned.T @ (share - 1)) / len(share)
        total += w.hold * float((point[:size] ** 2).sum())
        slope[:size] += 2 * w.hold * point[:size]
        return total, slope

    bounds = [*(_side_of(key) for key in table.keys), (None, None)]
    options = {"maxiter": ROUNDS, "maxfun": 2 * ROUNDS, "maxcor": 20, "ftol": GAIN}
    return minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=options).x


def _side_of(key: str) -> tuple[float | None, float | None]:
    """More in common never lowers a score, more apart never raises it; the sides of a move may do both."""
    if key.startswith(KIND):
        return 0.0, None
    if key not in PAIRS:
        return None, None
    return (None, 0.0) if PAIRS[key].family == "level" else (0.0, None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out for each origin, unit, pair and rated move."""

    onet: Any  #: recall@10 per occupation
    sweden: Any  #: recall@10 per unit, NaN without a list
    direction: Any  #: 1 right, 0 wrong, 0.5 equal, per one-way pair
    crowd: Any  #: the score of each rated move

    def figures(self, sets: Sets) -> dict[str, float]:
        """The five measures, rounded to four digits."""
        found = {
            "onet": np.nanmean(self.onet),
            "sweden": np.nanmean(self.sweden),
            "direction": np.mean(self.direction),
            "crowdArea": measures.area(self.crowd, sets.ratings >= FEASIBLE),
            "crowdOrder": measures.within(self.crowd, sets.ratings, sets.rated[:, 0].tolist()).mean(),
        }
        return {key: round(float(value), 4) for key, value in found.items()}


def outcome_of(sets: Sets, jobs: Any, units: Any, crowd: Any) -> Outcome:
    """The outcome of scores for O*NET occupations (o, o), units (u, u) and rated moves (r,)."""
    self_ = np.eye(len(sets.units), dtype=bool)
    there, back = units[tuple(sets.one_way.T)], units[tuple(sets.one_way[:, ::-1].T)]
    return Outcome(
        measures.recall_at_ten(jobs, sets.grades >= 2, sets.siblings),
        measures.recall_at_ten(units, sets.swedish > 0, self_),
        (there > back) + 0.5 * (there == back),
        crowd,
    )


def cross_validate(table: Table, sets: Sets, weighing: Weighing, progress: Progress) -> Outcome:
    """Each row judged by weights that were fitted without its fold."""
    parts = parts_of(sets)
    found: list[Outcome] = []
    for fold in range(FOLDS):
        progress("cross-validation", fold, FOLDS)
        found.append(_judged(table, sets, fit(table, sets, weighing, parts, fold)))
    progress("cross-validation", FOLDS, FOLDS)

    def picked(name: str, folds: Any) -> Any:
        return np.array([getattr(found[fold], name)[row] for row, fold in enumerate(folds)])

    return Outcome(
        picked("onet", parts.jobs),
        picked("sweden", parts.units),
        picked("direction", parts.pairs),
        picked("crowd", parts.rated),
    )


def _judged(table: Table, sets: Sets, point: Any) -> Outcome:
    weights = point[:-1].astype(np.float32)
    return outcome_of(sets, table.jobs @ weights, table.units @ weights, table.rated @ weights)


def fit_whole(
    table: Table, sets: Sets, weighing: Weighing, date: str, network: str, progress: Progress
) -> dict[str, Any]:
    """The content of ``fitted.json``: weights, base, date, digests of what it was fitted on, and scores."""
    checked = cross_validate(table, sets, weighing, progress)
    point = fit(table, sets, weighing)
    seen = _judged(table, sets, point)
    raw = point[:-1] / table.deviations
    difference, target, kinds = {}, {}, {}
    slopes: dict[str, list[float]] = {key: [] for key in PAIRS}
    means = dict.fromkeys(PAIRS, 0.0)
    shift = common = 0.0
    for key, weight, mean in zip(table.keys, raw, table.means, strict=True):
        side, _, name = key.partition(" ")
        if side == "difference" and name:
            difference[name] = _four(weight)
        elif side == "target" and name:
            target[name] = _four(weight)
            shift += _four(weight) * float(mean)
        elif key.startswith(KIND):
            kinds[name] = _four(weight)
            common += _four(weight) * float(mean)
        else:
            slopes[key].append(_four(weight))
            means[key] += _four(weight) * float(mean)
    pairs = {key: {"mean": _four(means[key]), "knots": list(table.knots[key]), "slopes": slopes[key]} for key in PAIRS}
    return {
        "fitted": date,
        "network": network,
        "sets": sets.digests,
        "weighing": asdict(weighing),
        "scores": {"crossValidated": checked.figures(sets), "fitted": seen.figures(sets)},
        "scale": weighing.crowd_scale,
        "base": _four(point[-1]),
        "targetMean": _four(shift),
        "pairs": pairs,
        "difference": difference,
        "target": target,
        "kinds": {key: weight for key, weight in kinds.items() if weight},
        "kindsMean": _four(common),
    }


def _four(value: Any) -> float:
    return float(f"{float(value):.4g}") + 0.0  # never −0.0
