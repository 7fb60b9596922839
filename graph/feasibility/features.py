"""All features of a move, in one order: those of skills, then those of texts, field and level."""

from __future__ import annotations

import numpy as np

from graph.feasibility import skills, surroundings
from graph.feasibility.origins import Ground, Origins
from graph.feasibility.registry import PAIRS, Values

__all__ = ["PAIRS", "pair_values", "skills", "surroundings"]


def pair_values(ground: Ground, origins: Origins) -> Values:
    """All features of all pairs: (b, n, features), in the order of ``PAIRS``."""
    return np.stack([one.make(ground, origins) for one in PAIRS.values()], axis=-1)
