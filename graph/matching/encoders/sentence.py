"""Any sentence-transformers model, by name or folder, from what lies on this machine: nothing is downloaded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from graph.matching.encoders.base import Vectors
from ontology.errors import ConfigError


class SentenceEncoder:
    """A model of the package sentence-transformers (the extra ``transformers``).

    Raises:
        ConfigError: the package or the model isn't there.
    """

    def __init__(self, model: str) -> None:
        if find_spec("sentence_transformers") is None:
            raise ConfigError(
                "found no package sentence-transformers; install it: pip install 'loopbaanpad[transformers]'"
            )
        self.name = f"sentence-transformers:{Path(model).name if Path(model).is_dir() else model}"
        self._source = model

    @cached_property
    def _model(self) -> Any:
        os.environ["HF_HUB_OFFLINE"] = "1"  # before the package is imported: it reads this once
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self._source, device="cpu")
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"found no sentence-transformers model {self._source!r} on this machine, expected a folder with one "
                "or the name of one that was fetched before; nothing is downloaded here"
            ) from error

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the names and values of all weights."""
        found = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            found.update(name.encode())
            found.update(tensor.cpu().numpy().tobytes())
        return found.hexdigest()

    @cached_property
    def dimension(self) -> int:
        """How many numbers a vector of this model has."""
        return int(self.encode(["x"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        found = self._model.encode(
            list(texts), batch_size=32, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(found, dtype=np.float32)
