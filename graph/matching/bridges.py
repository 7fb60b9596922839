"""CompetentNL as a bridge: everyday names stand there more often, and its other names lead on to ESCO's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.matching.entries import BRIDGE
from graph.matching.index import BY_LETTERS, BY_WORDS, Asked, LexicalIndex
from graph.matching.lexical import Floats
from graph.matching.occupations import Occupations
from graph.matching.words import same_name

MOST: Final = 5  #: CompetentNL occupations that are followed
NAMES: Final = 8  #: names of each
LEAST: Final = 0.5  #: likeness of a name to the title
KEPT: Final = 60  #: occupations that a name is remembered to lead to


@dataclass(frozen=True, slots=True)
class Found:
    """A name that a title leads to, and how like the title the nearest name beside it is, squared."""

    text: str
    same: str
    likeness: float
    preferred: bool


class Bridges:
    """Follows titles over another classification."""

    def __init__(self, index: LexicalIndex, occupations: Occupations) -> None:
        self._index, self._occupations = index, occupations
        self._rows = index.entries.rows_of(BRIDGE)
        first, last = index.entries.span[BRIDGE]
        self._starts = index.entries.start[first : last + 1]
        self._led: dict[str, tuple[np.ndarray, Floats]] = {}

    def of(self, asked: Asked) -> list[Found]:
        """Names of the likest occupations of the other classification."""
        if self._rows.stop == self._rows.start:
            return []
        words, letters = self._index.likeness(asked, self._rows)
        best = np.maximum.reduceat(BY_WORDS * words + BY_LETTERS * letters, self._starts[:-1] - self._rows.start)
        found: list[Found] = []
        entries = self._index.entries
        for place in np.argsort(-np.round(best, 5), kind="stable")[:MOST]:
            likeness = round(float(best[place]), 5)
            if likeness < LEAST:
                break
            for row in range(int(self._starts[place]), int(self._starts[place + 1]))[:NAMES]:
                text = entries.texts[row]
                found.append(Found(text, same_name(text), likeness**2, bool(entries.tier[row] == 0)))
        return found

    def reached(self, found: list[Found]) -> Floats:
        """How near each occupation is by these names: 0 to 1."""
        out = np.zeros(self._occupations.count, np.float32)
        for one in found:
            places, values = self._led_to(one.text)
            out[places] = np.maximum(out[places], one.likeness * values)
        return out

    def _led_to(self, text: str) -> tuple[np.ndarray, Floats]:
        if text not in self._led:
            jobs = self._occupations
            words, letters = self._index.likeness(self._index.asked(text), jobs.rows)
            best = jobs.best((BY_WORDS * words + BY_LETTERS * letters).astype(np.float32))
            places = np.argsort(-best, kind="stable")[:KEPT]
            self._led[text] = (places, best[places])
        return self._led[text]
