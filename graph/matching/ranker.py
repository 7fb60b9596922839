"""The learned order of occupations for a title: a weighted sum of stated signals and small trees, from one file."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.matching.associations import Counts
from graph.matching.encoders import Encoder
from graph.matching.index import Asked, LexicalIndex
from graph.matching.occupations import Occupations
from graph.matching.signals import SIGNALS, Signals
from graph.matching.trees import Floats, Trees
from graph.matching.vectors import Matrix

FITTED: Final = "fitted.json"
BY_NAME: Final = ""  #: the sort of name says why
CLEAR, NEAR, PARTLY = 0.6, 0.55, 0.3


@dataclass(frozen=True, slots=True)
class Ranked:
    """An occupation for a title: its place and best name's row among the entries, its score and why."""

    place: int
    row: int
    score: float
    why: str


def fitted() -> dict[str, Any]:
    """The fitted file: weights a signal, when and on what it was fitted, and its scores in cross-validation."""
    found: dict[str, Any] = orjson.loads(resources.files(__package__).joinpath(FITTED).read_bytes())
    return found


@dataclass(frozen=True, slots=True)
class Model:
    """One weight a signal, and trees that mend the sum."""

    weights: Floats
    trees: Trees

    def points(self, signals: NDArray[np.float32]) -> Floats:
        """What speaks for each candidate: one number a row of signals."""
        return np.asarray(signals @ self.weights + self.trees.of(signals))


class Ranker:
    """Orders the occupations of one network for titles."""

    def __init__(
        self, occupations: Occupations, index: LexicalIndex, vectors: Matrix | None, encoder: Encoder | None
    ) -> None:
        kept = fitted()
        self.signals = Signals(occupations, index, Counts.from_json(kept["learned"]), vectors, encoder)
        weights = np.array([kept["weights"].get(name, 0.0) for name in SIGNALS], np.float64)
        self._model = Model(weights, Trees.from_json(kept["trees"], tuple(SIGNALS)))

    def rank(self, text: str, asked: Asked) -> list[Ranked]:
        """Best first; scores add up to 1 over the candidates: a share of belief, not how alike texts are."""
        weighed = self.signals.weigh(text, asked)
        if not len(weighed.places):
            return []
        points = self._model.points(weighed.signals)
        shares = np.exp(points - points.max())
        shares /= shares.sum()
        order = sorted(range(len(points)), key=lambda at: (-round(float(points[at]), 6), int(weighed.places[at])))
        return [
            Ranked(int(weighed.places[at]), int(weighed.rows[at]), float(shares[at]), why_of(weighed.of(at)))
            for at in order
        ]


def why_of(signals: dict[str, float]) -> str:
    """What brought an occupation in: a name of its own, one of CompetentNL, meaning, or what title words went with."""
    if signals["same"] or max(signals["words"], signals["letters"]) >= CLEAR:
        return BY_NAME
    if signals["bridge-same"] or signals["bridge"] >= CLEAR:
        return "andere naam in CompetentNL"
    if max(signals["meaning"], signals["meaning-names"]) >= NEAR:
        return "betekenis"
    return BY_NAME if signals["words"] > PARTLY else "verwante woorden"
