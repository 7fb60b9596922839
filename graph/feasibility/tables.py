"""Feature values of every pair that the sets ask about: what a fit reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.feasibility.features import PAIRS, pair_values
from graph.feasibility.model import BATCH
from graph.feasibility.origins import Ground
from graph.feasibility.sets import Sets
from graph.feasibility.sides import SIDES, side_keys

Progress = Callable[[str, int, int], None]
LIMIT = 8.0  #: a value further than this many standard deviations off counts as that


@dataclass(frozen=True, slots=True)
class Table:
    """Values of all features, each at mean 0 and deviation 1 over the O*NET pairs; the last axis is features."""

    keys: tuple[str, ...]
    means: Any
    deviations: Any
    jobs: Any  #: (o, o, features)
    units: Any  #: (u, u, features): the mean over the pairs of their occupations
    rated: Any  #: (r, features)


def table_of(ground: Ground, sets: Sets, progress: Progress) -> Table:
    """Work out every feature of all occupations once, and keep what the sets ask about."""
    size, count = len(ground.network.occupations), len(PAIRS)
    jobs = np.zeros((len(sets.jobs), len(sets.jobs), count), np.float32)
    units = np.zeros((len(sets.units), len(sets.units), count), np.float32)
    rated = np.zeros((len(sets.rated), count), np.float32)
    place = np.full(size, -1)
    place[sets.jobs] = np.arange(len(sets.jobs))
    columns = sets.members.tocsc()
    for start in range(0, size, BATCH):
        progress("features", start, size)
        rows = np.arange(start, min(start + BATCH, size))
        values = pair_values(ground, ground.occupations(rows))
        here = place[rows] >= 0
        jobs[place[rows[here]]] = values[here][:, sets.jobs]
        flat = values.transpose(1, 0, 2).reshape(size, -1)
        means = (sets.members @ flat).reshape(len(sets.units), len(rows), count).transpose(1, 0, 2)
        units += (columns[:, rows] @ means.reshape(len(rows), -1)).reshape(units.shape)
        wanted = np.isin(sets.rated[:, 0], rows)
        rated[wanted] = values[sets.rated[wanted, 0] - start, sets.rated[wanted, 1]]
    progress("features", size, size)
    sides = ground.targets.sides
    by_unit = np.asarray(sets.members @ sides)
    core = len(SIDES)
    jobs = np.concatenate([jobs, *_both(sides[sets.jobs], core)], axis=-1)
    units = np.concatenate([units, *_both(by_unit, core)], axis=-1)
    one, other = sides[sets.rated[:, 0]], sides[sets.rated[:, 1]]
    rated = np.concatenate([rated, other - one, other[:, :core]], axis=-1)
    names = side_keys(ground.vectors)
    keys = (*PAIRS, *(f"difference {name}" for name in names), *(f"target {name}" for name in names[:core]))
    means, deviations = jobs.mean(axis=(0, 1)), jobs.std(axis=(0, 1))
    means[count : count + len(names)] = 0  # a difference counts from no difference
    usable = deviations > 1e-3
    scale = np.where(usable, deviations, np.inf)

    def even(values: Any) -> Any:
        return ((values - means) / scale).clip(-LIMIT, LIMIT).astype(np.float32)

    return Table(keys, means, scale, even(jobs), even(units), even(rated))


def _both(sides: Any, core: int) -> tuple[Any, Any]:
    size = len(sides)
    change = sides[None] - sides[:, None]
    return change, np.broadcast_to(sides[None, :, :core], (size, size, core))
