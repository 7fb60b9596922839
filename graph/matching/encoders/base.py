"""What every encoder keeps to: texts in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors that lie near each other when the texts mean much the same.

    The same text gives the same vector, whatever other texts go along (to 1e-5, the last bits of float32 sums)
    and however often it is asked; an empty text has a vector too. ``tests/conformance/test_encoders.py`` holds
    every encoder to it.
    """

    @property
    def name(self) -> str:
        """What stands in the setting and in answers."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the model's files: another model, other kept vectors."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text: float32, shape (texts, dimension)."""
        ...
