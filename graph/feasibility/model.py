"""The fitted model: one sum over the features of a move, read from a small file that people can read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from graph.feasibility.curves import Curve
from graph.feasibility.features import PAIRS
from graph.feasibility.kinds import FAMILY, kind_keys, kind_shares_of, kind_shares_of_targets
from graph.feasibility.origins import Ground, Origins
from graph.feasibility.sides import side_keys

FITTED = Path(__file__).with_name("fitted.json")
BATCH = 64  #: origins worked out at a time


@dataclass(frozen=True, slots=True)
class Family:
    """Features that are shown together: their name on the screen, and what they say."""

    key: str
    label: str
    meaning: str


FAMILIES = (
    Family(
        "skills", "Vaardigheden die nodig zijn en er al zijn", "essential skills in common, both ways, rare ones more"
    ),
    Family("optional", "Vaardigheden die helpen", "optional skills in common, both ways"),
    Family(
        "near", "Vaardigheden die er dicht bij liggen", "skills and knowledge alike by words, or asked for together"
    ),
    Family("groups", "Zelfde soort vaardigheden", "ESCO skill groups in common, together and each by itself"),
    Family("texts", "Omschrijving lijkt erop", "names and descriptions alike"),
    Family("field", "Zelfde soort werk", "ISCO units alike, by code and by text"),
    Family("level", "Niveau en rol", "ISCO skill level, managing, how general the skills are, with direction"),
)

#: Between ISCO units these families count so much: the field is what units are made by, where skills and texts of
#: the occupations that a unit happens to hold say less of it. Chosen in cross-validation; the others count once.
BETWEEN_UNITS = {"skills": 0.5, "near": 0.5, "texts": 0.5, "field": 2.0}


@dataclass(frozen=True, slots=True)
class Model:
    """A curve for each feature of a pair, a weight for each of a side; ``scale`` and ``base`` make a feasibility."""

    curves: dict[str, Curve]
    difference: dict[str, float]  #: side feature -> weight of target minus origin
    target: dict[str, float]  #: side feature -> weight of the target alone
    target_mean: float
    kinds: dict[str, float]  #: skill group -> weight of what both sides have in common of it
    kinds_mean: float
    scale: float
    base: float

    def parts(self, ground: Ground, origins: Origins) -> Any:
        """What each family adds to the sum: (b, n, families), in log-odds."""
        values = np.empty((len(origins.units), len(ground.isco_unit), len(FAMILIES)), np.float32)
        values[:] = 0
        place = {family.key: number for number, family in enumerate(FAMILIES)}
        for key, one in PAIRS.items():
            curve = self.curves.get(key)
            if curve is not None and curve.counts:
                values[..., place[one.family]] += curve.of(one.make(ground, origins))
        values[..., place[FAMILY]] += self._kinds(ground, origins)
        keys = side_keys(ground.vectors)
        change = np.array([self.difference.get(key, 0.0) for key in keys], np.float32)
        alone = np.array([self.target.get(key, 0.0) for key in keys], np.float32)
        there = ground.targets.sides @ (change + alone) - np.float32(self.target_mean)
        values[..., place["level"]] += there[None] - (origins.sides @ change)[:, None]
        return values * np.float32(self.scale)

    def _kinds(self, ground: Ground, origins: Origins) -> Any:
        """What kinds of skills in common come to: (b, n)."""
        weights = np.array([self.kinds.get(key, 0.0) for key in kind_keys(ground.vectors)], np.float32)
        own = kind_shares_of(ground, origins) * weights
        return own @ kind_shares_of_targets(ground).T - np.float32(self.kinds_mean)

    def sums(self, ground: Ground, origins: Origins) -> Any:
        """The log-odds of each move: (b, n)."""
        return self.parts(ground, origins).sum(axis=-1) + np.float32(self.base)

    def sums_between_units(self, units: Ground, origins: Origins) -> Any:
        """The log-odds of each move between ISCO units (``pooled.PooledUnits``): (b, u)."""
        weights = [BETWEEN_UNITS.get(family.key, 1.0) for family in FAMILIES]
        return self.parts(units, origins) @ np.array(weights, np.float32) + np.float32(self.base)


def feasibility_of(sums: Any) -> Any:
    """Log-odds as a feasibility from 0 to 1: the share of people who would call the move feasible."""
    return 1 / (1 + np.exp(-np.asarray(sums, np.float64)))


@cache
def fitted() -> Model:
    """The model that comes with the product."""
    return model_of(json.loads(FITTED.read_text(encoding="utf-8")))


def model_of(content: dict[str, Any]) -> Model:
    """A model from the content of its file; a feature that the file lacks counts for nothing."""
    pairs = content["pairs"]
    return Model(
        {key: Curve(tuple(one["knots"]), tuple(one["slopes"]), one["mean"]) for key, one in pairs.items()},
        dict(content["difference"]),
        dict(content["target"]),
        content["targetMean"],
        dict(content["kinds"]),
        content["kindsMean"],
        content["scale"],
        content["base"],
    )
