"""Small trees that mend what a weighted sum gets wrong: each asks the same few questions of every candidate.

On each level one question, is this signal above this value, whatever the answers before it; so a tree of three
questions has eight ends, each with so many points more or less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DEPTH: Final = 3  #: questions a tree


@dataclass(frozen=True, slots=True)
class Trees:
    """Shapes: ``signal`` and ``above`` trees × questions, ``points`` trees × ends."""

    signal: NDArray[np.int64]
    above: NDArray[np.float32]
    points: Floats

    def of(self, signals: NDArray[np.float32]) -> Floats:
        """The points of each row of signals: one number a row."""
        yes = signals[..., self.signal] > self.above
        ends = yes @ (1 << np.arange(self.signal.shape[1])[::-1])
        return np.asarray(self.points[np.arange(len(self.points)), ends].sum(axis=-1))

    def as_json(self, names: Sequence[str]) -> list[list[Any]]:
        """A tree a line: its questions, then its points."""
        return [
            [
                [[names[at], float(f"{value:.5g}")] for at, value in zip(signal, above, strict=True)],
                [round(float(one), 4) for one in points],
            ]
            for signal, above, points in zip(self.signal, self.above, self.points, strict=True)
        ]

    @classmethod
    def from_json(cls, trees: Sequence[Sequence[Any]], names: Sequence[str]) -> Trees:
        """What ``as_json`` gave; a signal that isn't there any more is an error."""
        place = {name: at for at, name in enumerate(names)}
        signal = [[place[name] for name, _ in asked] for asked, _ in trees]
        above = [[value for _, value in asked] for asked, _ in trees]
        return cls(
            np.array(signal, np.int64).reshape(len(trees), DEPTH),
            np.array(above, np.float32).reshape(len(trees), DEPTH),
            np.array([points for _, points in trees], np.float64).reshape(len(trees), 1 << DEPTH),
        )
