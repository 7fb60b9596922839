"""How near two jobs are: stated features with stated weights, shown with every answer.

A first, readable ranking; it describes a move by what is shared and what stands between,
never by who somebody is. A wall lowers the score, it never hides a job.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.network import Network
from graph.overlap import overlap


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its key, its name on the screen, its weight (points of 100) and what it says."""

    key: str
    label: str
    weight: int
    meaning: str


#: Weights are points of 100 at the feature's best value, 1.0.
FEATURES = (
    Feature(
        "essential",
        "Vaardigheden die nodig zijn en er al zijn",
        60,
        "share of the essential skills held, rare skills counting more",
    ),
    Feature("optional", "Vaardigheden die helpen", 10, "share of the optional skills held; none stated counts as half"),
    Feature(
        "sector", "Zelfde soort werk", 15, "ISCO codes alike: 1 same unit, 0.67 same minor, 0.33 same sub-major group"
    ),
    Feature("level", "Niveau", 15, "1 for the same ISCO skill level or one lower, 0.6 one up, 0.3 two up, 0 further"),
    Feature("walls", "Toelatingseisen die nog ontbreken", -15, "1 if a demand is not met, 0.5 if demands are unknown"),
)


def weights_of(network: Network) -> np.ndarray[Any, np.dtype[np.float64]]:
    """How much each skill counts: the rarer among occupations, the more (log of the inverse share)."""
    count = np.diff(network.needed_by.start).astype(np.float64)
    return np.log((len(network.occupations) + 1) / (count + 0.5))


def scores(
    network: Network, skills: np.ndarray[Any, Any], groups: frozenset[int], origins: tuple[int, ...]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Feature values for all occupations: shape (occupations, features), in the order of ``FEATURES``."""
    size = len(network.occupations)
    held = np.zeros(len(network.skills), bool)
    held[skills] = True
    weight = weights_of(network)
    out = np.zeros((size, len(FEATURES)))
    out[:, 0] = _share(network.essential.start, network.essential.items, held, weight)
    out[:, 1] = _share(network.optional.start, network.optional.items, held, np.ones_like(weight))
    out[np.diff(network.optional.start) == 0, 1] = 0.5
    levels = network.skill_level
    top = max((int(levels[o]) for o in origins), default=0)
    if top:
        up = np.where(levels > 0, levels - top, 0)
        out[:, 3] = np.select([up <= -2, up <= 0, up == 1, up == 2], [0.8, 1.0, 0.6, 0.3], 0.0)
    out[:, 2] = _sector(network, origins)
    out[:, 4] = np.maximum(_walls(network, groups), 0.5 * network.demands_unknown)
    return out


def move_values(network: Network, skills: np.ndarray[Any, Any], origin: int, target: int) -> np.ndarray[Any, Any]:
    """The feature values of one move by somebody who holds these skills and no credential."""
    weight = weights_of(network)
    needs, helps = network.essential[target], network.optional[target]
    out = np.zeros(len(FEATURES))
    total = weight[needs].sum()
    out[0] = weight[needs[np.isin(needs, skills)]].sum() / total if total > 0 else 0.0
    out[1] = np.isin(helps, skills).mean() if len(helps) else 0.5
    unit, other = int(network.isco_unit[origin]), int(network.isco_unit[target])
    if unit >= 0 and other >= 0:
        out[2] = next((v for d, v in ((1, 1.0), (10, 2 / 3), (100, 1 / 3)) if unit // d == other // d), 0.0)
    top, level = int(network.skill_level[origin]), int(network.skill_level[target])
    if top:
        up = level - top if level else 0
        out[3] = 0.8 if up <= -2 else {1: 0.6, 2: 0.3}.get(up, 0.0 if up > 2 else 1.0)
    out[4] = 1.0 if len(network.occupation_demands[target]) else 0.5 * network.demands_unknown[target]
    return out


def points(values: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The score of each row of feature values: whole points, 0 to 100."""
    total = values @ np.array([feature.weight for feature in FEATURES], dtype=np.float64)
    return np.clip(np.floor(np.round(total, 6) + 0.5), 0, 100).astype(np.int64)


def shared(network: Network, skills: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.int32]]:
    """How many essential skills of each occupation are among these."""
    found: np.ndarray[Any, np.dtype[np.int32]] = overlap(
        network.needed_by.start, network.needed_by.items, skills, len(network.occupations)
    )
    return found


def _share(start: Any, items: Any, held: Any, weight: Any) -> Any:
    """Weighted share of each run that is held; 0 for an empty run."""
    value = weight[items]
    have = np.concatenate(([0.0], np.cumsum(value * held[items])))
    all_ = np.concatenate(([0.0], np.cumsum(value)))
    total = all_[start[1:]] - all_[start[:-1]]
    share = np.where(total > 0, (have[start[1:]] - have[start[:-1]]) / np.where(total > 0, total, 1), 0.0)
    return np.clip(share, 0.0, 1.0)  # differences of sums may end a hair beside it


def _walls(network: Network, groups: frozenset[int]) -> Any:
    open_ = np.ones(len(network.group_labels) + 1, bool)
    open_[list(groups)] = False
    start, items = network.occupation_demands.start, network.occupation_demands.items
    count = np.concatenate(([0], np.cumsum(open_[items]))) if len(items) else np.zeros(1, np.int64)
    return ((count[start[1:]] - count[start[:-1]]) > 0).astype(np.float64)


def _sector(network: Network, origins: tuple[int, ...]) -> Any:
    """Likeness of ISCO units: the longest common start of the codes with any job held."""
    units = network.isco_unit
    best = np.zeros(len(units))
    for origin in origins:
        unit = int(units[origin])
        if unit < 0:
            continue
        for divisor, value in ((100, 1 / 3), (10, 2 / 3), (1, 1.0)):
            best = np.where((units >= 0) & (units // divisor == unit // divisor), np.maximum(best, value), best)
    return best
