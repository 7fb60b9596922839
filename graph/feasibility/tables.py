"""Feature values of every pair that the sets ask about: what a fit reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.feasibility.curves import knots_of, pieces
from graph.feasibility.features import PAIRS, pair_values
from graph.feasibility.kinds import HELD, kind_keys, kind_shares_of_targets
from graph.feasibility.model import BATCH, BETWEEN_UNITS
from graph.feasibility.origins import Ground
from graph.feasibility.pooled import pooled_units
from graph.feasibility.sets import Sets
from graph.feasibility.sides import SIDES, side_keys

Progress = Callable[[str, int, int], None]
FLAT = 1e-4  #: a column that deviates less tells nothing
LIKELY = 0.1  #: the likeliest share of the pairs of an origin: features are measured on these
LIKENESSES = ("alike", "groups", "texts", "unit-texts")  #: a rough order by these says which pairs are likely


@dataclass(frozen=True, slots=True)
class Table:
    """Values of all pieces of features, each at mean 0 and at deviation 1 over the likeliest O*NET pairs.

    The last axis is columns: ``keys`` says whose each is, with one column for each piece of a curve.
    """

    keys: tuple[str, ...]
    knots: dict[str, tuple[float, ...]]
    means: Any
    deviations: Any
    jobs: Any  #: (o, o, columns)
    units: Any  #: (u, u, columns), each as much as its family counts between units
    rated: Any  #: (r, columns)
    likely_jobs: Any  #: (o, o): a rough order, to pick candidates by
    likely_units: Any  #: (u, u)


def table_of(ground: Ground, sets: Sets, progress: Progress) -> Table:
    """Work out every feature of all occupations, and keep what the sets ask about."""
    plain = np.concatenate(
        [pair_values(ground, ground.occupations(rows))[:, sets.jobs] for rows in _batches(sets.jobs)]
    )
    liked = [list(PAIRS).index(key) for key in LIKENESSES]
    likely_jobs = _rough(plain[..., liked])
    pool = _likeliest(np.where(sets.siblings, -np.inf, likely_jobs))
    knots = {key: knots_of(plain[..., number][pool]) for number, key in enumerate(PAIRS)}
    columns = [key for key, own in knots.items() for _ in range(len(own) + 1)]
    jobs = _cut(plain, knots)
    pooled = pooled_units(ground)
    units = _cut(pair_values(pooled, pooled.targets), knots)
    rated = _cut(_rated(ground, sets, progress), knots)
    of = np.array(columns)
    likely_units = _rough(np.stack([units[..., of == key].sum(axis=-1) for key in LIKENESSES], axis=-1))
    sides = ground.targets.sides
    core, names = len(SIDES), side_keys(ground.vectors)
    kinds, between = kind_shares_of_targets(ground), kind_shares_of_targets(pooled)
    jobs = np.concatenate([jobs, *_both(sides[sets.jobs], core), _common(kinds[sets.jobs])], axis=-1)
    units = np.concatenate([units, *_both(pooled.targets.sides, core), _common(between)], axis=-1)
    (one, other), (mine, theirs) = (of[sets.rated].swapaxes(0, 1) for of in (sides, kinds))
    rated = np.concatenate([rated, other - one, other[:, :core], mine * theirs], axis=-1)
    told = [f"kind {id}" for id in kind_keys(ground.vectors)]
    keys = (*columns, *(f"difference {name}" for name in names), *(f"target {name}" for name in names[:core]), *told)
    means, deviations = jobs.mean(axis=(0, 1), dtype=np.float64), jobs[pool].std(axis=0, dtype=np.float64)
    means[len(columns) : len(columns) + len(names)] = 0  # a difference counts from no difference
    scale = np.where(deviations > FLAT, deviations, np.inf)
    scale[len(keys) - len(told) :] *= np.sqrt(HELD)

    def even(values: Any) -> Any:
        return ((values - means) / scale).astype(np.float32)

    units = even(units) * _between_units(keys)
    return Table(keys, knots, means, scale, even(jobs), units, even(rated), likely_jobs, likely_units)


def _between_units(keys: tuple[str, ...]) -> Any:
    """How much each column counts between units."""
    families = [PAIRS[key].family if key in PAIRS else "" for key in keys]
    return np.array([BETWEEN_UNITS.get(family, 1.0) for family in families], np.float32)


def _rated(ground: Ground, sets: Sets, progress: Progress) -> Any:
    """Features of the rated moves: (r, features)."""
    origins, found = np.unique(sets.rated[:, 0]), np.zeros((len(sets.rated), len(PAIRS)), np.float32)
    done = 0
    for rows in _batches(origins):
        progress("features", done, len(origins))
        wanted = np.flatnonzero(np.isin(sets.rated[:, 0], rows))
        values = pair_values(ground, ground.occupations(rows))
        found[wanted] = values[np.searchsorted(rows, sets.rated[wanted, 0]), sets.rated[wanted, 1]]
        done += len(rows)
    progress("features", done, len(origins))
    return found


def _batches(rows: Any) -> list[Any]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def _cut(values: Any, knots: dict[str, tuple[float, ...]]) -> Any:
    """Features (..., features) in their pieces: (..., columns)."""
    return np.concatenate([pieces(values[..., number], own) for number, own in enumerate(knots.values())], axis=-1)


def _rough(values: Any) -> Any:
    """The sum of likenesses (..., likenesses), each at deviation 1."""
    flat = values.reshape(-1, values.shape[-1]).astype(np.float64)
    deviations = flat.std(axis=0)
    return ((values - flat.mean(axis=0)) / np.where(deviations > FLAT, deviations, np.inf)).sum(axis=-1)


def _likeliest(scores: Any) -> Any:
    """Which pairs are among the likeliest of their origin: (o, o)."""
    count = max(int(LIKELY * scores.shape[1]), 1)
    least = -np.partition(-scores, count - 1, axis=1)[:, count - 1 : count]
    return (scores >= least) & np.isfinite(scores)


def _common(kinds: Any) -> Any:
    """What each pair of rows has in common of each kind of skills: (rows, rows, kinds)."""
    return kinds[:, None] * kinds[None]


def _both(sides: Any, core: int) -> tuple[Any, Any]:
    size = len(sides)
    change = sides[None] - sides[:, None]
    return change, np.broadcast_to(sides[None, :, :core], (size, size, core))
