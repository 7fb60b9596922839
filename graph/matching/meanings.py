"""How near a title lies in meaning to every occupation: to its names, its skills, and by way of another list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from graph.matching.bridges import Found
from graph.matching.encoders import Encoder
from graph.matching.index import Asked, LexicalIndex
from graph.matching.lexical import Floats
from graph.matching.occupations import Occupations
from graph.matching.topics import topic_of
from graph.matching.vectors import Matrix

SAME: Final = 0.97  #: likeness, squared, of a name of another list that is the title


class Meanings:
    """Nearness to all occupations at once; all 0 without an encoder. Shape: one number an occupation."""

    def __init__(
        self, occupations: Occupations, index: LexicalIndex, vectors: Matrix | None, encoder: Encoder | None
    ) -> None:
        self._occupations, self._index, self._encoder = occupations, index, encoder
        self._vectors = vectors if encoder is not None else None
        if self._vectors is None:
            return
        self._rows, self._starts, self._named = occupations.vector_runs()
        self._skills = np.zeros((occupations.count, self._vectors.shape[1]), np.float32)
        for at, places in enumerate(occupations.skill_places):
            if len(places):
                mean = self._vectors[places].mean(axis=0)
                self._skills[at] = mean / max(float(np.linalg.norm(mean)), 1e-6)

    def of(self, asked: Asked, bridges: Sequence[Found]) -> Mapping[str, Floats]:
        """By signal: ``meaning``, ``meaning-names``, ``meaning-topic``, ``meaning-skills``, ``meaning-bridge``."""
        if self._vectors is None or self._encoder is None:
            nothing = np.zeros(self._occupations.count, np.float32)
            return dict.fromkeys(
                ("meaning", "meaning-names", "meaning-topic", "meaning-skills", "meaning-bridge"), nothing
            )
        same = [one.text for one in bridges if one.likeness >= SAME]
        texts = [self._index.usual(asked), " ".join(topic_of([self._index.lexicon.usual(one) for one in asked.words]))]
        vectors = self._encoder.encode([*texts, *same])
        title, topic, others = vectors[0], vectors[1], vectors[2:]
        by_names = self._by_names(title)
        by_bridge = by_names
        if len(others):
            mean = others.mean(axis=0)
            by_bridge = self._by_names(mean / max(float(np.linalg.norm(mean)), 1e-6))
        return {
            "meaning": self._vectors[self._occupations.shown] @ title,
            "meaning-names": by_names,
            "meaning-topic": self._by_names(topic),
            "meaning-skills": self._skills @ title,
            "meaning-bridge": by_bridge,
        }

    def _by_names(self, vector: Floats) -> Floats:
        """The nearest of each occupation's Dutch names; 0 for one without."""
        assert self._vectors is not None
        found = np.zeros(self._occupations.count, np.float32)
        if len(self._starts):
            near = np.maximum.reduceat(self._vectors[self._rows] @ vector, self._starts)
            found[self._named] = np.maximum(near, 0)
        return found
