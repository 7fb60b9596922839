"""The list of features, and how a function becomes one.

Every function takes the ground and the origins (b) and gives an array (b, n), n occupations.
"Rare skills count more" is ``Vectors.rarity``; "share" is always 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from graph.feasibility.origins import Ground, Origins

Values = Any  #: (b, n) float32
Maker = Callable[[Ground, Origins], Values]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a pair: its key, the family it is shown under, what it means, how it is made."""

    key: str
    family: str
    meaning: str
    make: Maker


PAIRS: dict[str, Feature] = {}


def feature(key: str, family: str) -> Callable[[Maker], Maker]:
    """Enter a function as a feature; its docstring is its meaning."""

    def entered(make: Maker) -> Maker:
        PAIRS[key] = Feature(key, family, " ".join((make.__doc__ or "").split()), make)
        return make

    return entered


def dense(product: Any) -> Values:
    """A product as a plain array."""
    return np.asarray(product.todense() if sparse.issparse(product) else product, dtype=np.float32)


def turned(ground: Ground, key: str, make: Callable[[], Any]) -> Any:
    """A matrix of the targets, turned (columns are occupations), made once."""
    return ground.once(key, lambda: make().T.tocsr())
