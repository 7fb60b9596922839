"""Feature values of every pair that the sets ask about: what a fit reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.feasibility.curves import knots_of, pieces
from graph.feasibility.features import PAIRS, pair_values
from graph.feasibility.model import BATCH, FIELD_BETWEEN_UNITS
from graph.feasibility.origins import Ground
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
    units: Any  #: (u, u, columns): the mean over the pairs of their occupations
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
    units, rated = _units_and_rated(ground, sets, knots, len(columns), progress)
    of = np.array(columns)
    likely_units = _rough(np.stack([units[..., of == key].sum(axis=-1) for key in LIKENESSES], axis=-1))
    sides = ground.targets.sides
    by_unit = np.asarray(sets.members @ sides)
    core, names = len(SIDES), side_keys(ground.vectors)
    jobs = np.concatenate([jobs, *_both(sides[sets.jobs], core)], axis=-1)
    units = np.concatenate([units, *_both(by_unit, core)], axis=-1)
    one, other = sides[sets.rated[:, 0]], sides[sets.rated[:, 1]]
    rated = np.concatenate([rated, other - one, other[:, :core]], axis=-1)
    keys = (*columns, *(f"difference {name}" for name in names), *(f"target {name}" for name in names[:core]))
    means, deviations = jobs.mean(axis=(0, 1), dtype=np.float64), jobs[pool].std(axis=0, dtype=np.float64)
    means[len(columns) : len(columns) + len(names)] = 0  # a difference counts from no difference
    scale = np.where(deviations > FLAT, deviations, np.inf)

    def even(values: Any) -> Any:
        return ((values - means) / scale).astype(np.float32)

    units = even(units) * _between_units(keys)
    return Table(keys, knots, means, scale, even(jobs), units, even(rated), likely_jobs, likely_units)


def _between_units(keys: tuple[str, ...]) -> Any:
    """How much each column counts between units."""
    field = [key in PAIRS and PAIRS[key].family == "field" for key in keys]
    return np.where(field, FIELD_BETWEEN_UNITS, 1).astype(np.float32)


def _units_and_rated(ground: Ground, sets: Sets, knots: Any, count: int, progress: Progress) -> tuple[Any, Any]:
    size = len(ground.network.occupations)
    units = np.zeros((len(sets.units), len(sets.units), count), np.float32)
    rated = np.zeros((len(sets.rated), count), np.float32)
    columns = sets.members.tocsc()
    for rows in _batches(np.arange(size)):
        progress("features", int(rows[0]), size)
        values = _cut(pair_values(ground, ground.occupations(rows)), knots)
        flat = values.transpose(1, 0, 2).reshape(size, -1)
        means = (sets.members @ flat).reshape(len(sets.units), len(rows), count).transpose(1, 0, 2)
        units += (columns[:, rows] @ means.reshape(len(rows), -1)).reshape(units.shape)
        wanted = np.isin(sets.rated[:, 0], rows)
        rated[wanted] = values[sets.rated[wanted, 0] - rows[0], sets.rated[wanted, 1]]
    progress("features", size, size)
    return units, rated


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


def _both(sides: Any, core: int) -> tuple[Any, Any]:
    size = len(sides)
    change = sides[None] - sides[:, None]
    return change, np.broadcast_to(sides[None, :, :core], (size, size, core))
