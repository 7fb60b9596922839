"""What words of everyday titles turned out to mean: learned from mapped titles, word by word, never a whole title.

*Hoogleraar* in a title went with occupations of ISCO group 231 whose names have *docent*: that holds for titles that
were never seen. A word counts once three titles have it, what it goes with once two of them support it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from scipy import sparse

from graph.matching.lexical import Floats

LEAST_TITLES: Final = 3  #: that have a word
LEAST_MASS: Final = 1.5  #: of titles that support what a word goes with
STRENGTH: Final = 2.0  #: titles' worth of belief that a word says nothing
MOST: Final = 5.0  #: of a logarithm of lift
LEAST_WORD: Final = -0.5
LEAST_GROUP: Final = -2.0


@dataclass(slots=True)
class Counts:
    """How many titles have a word, and how much of them each target is: ``word:docent`` or ``isco:231``."""

    titles: Counter[str] = field(default_factory=Counter)
    mass: dict[str, dict[str, float]] = field(default_factory=dict)
    prior: dict[str, float] = field(default_factory=dict)  #: share of all occupations that have a target

    def add(self, words: Iterable[str], targets: Mapping[str, float]) -> None:
        """One more title with these words, mapped to occupations with these targets (shares)."""
        for word in words:
            self.titles[word] += 1
            mine = self.mass.setdefault(word, {})
            for name, share in targets.items():
                mine[name] = mine.get(name, 0.0) + share

    def as_json(self) -> dict[str, Any]:
        """What counts, as plain values in a fixed order."""
        words: dict[str, Any] = {}
        for word in sorted(self.titles):
            kept = {name: round(mass, 2) for name, mass in self.mass[word].items() if mass >= LEAST_MASS}
            if self.titles[word] >= LEAST_TITLES and kept:
                words[word] = [self.titles[word], dict(sorted(kept.items()))]
        used = {name for _, kept in words.values() for name in kept}
        return {"words": words, "prior": {name: round(self.prior[name], 6) for name in sorted(used)}}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Counts:
        """What ``as_json`` gave."""
        found = cls(prior=dict(value["prior"]))
        for word, (titles, mass) in value["words"].items():
            found.titles[word] = titles
            found.mass[word] = dict(mass)
        return found


class Associations:
    """Scores all occupations by what the words of a title went with."""

    def __init__(self, counts: Counts, targets_of: list[frozenset[str]]) -> None:
        """``targets_of`` holds the targets of each occupation."""
        self.counts = counts
        self._place = {name: at for at, name in enumerate(sorted({name for one in targets_of for name in one}))}
        names = sorted(self._place)
        self._is_word = np.array([name.startswith("word:") for name in names], np.bool_)
        self._words = self._matrix(targets_of, "word:")
        self._groups = self._matrix(targets_of, "isco:")

    def _matrix(self, targets_of: list[frozenset[str]], prefix: str) -> sparse.csr_matrix:
        """A row an occupation that takes the mean over its targets of one sort."""
        rows, columns, data = [], [], []
        for row, targets in enumerate(targets_of):
            mine = sorted(name for name in targets if name.startswith(prefix))
            rows += [row] * len(mine)
            columns += [self._place[name] for name in mine]
            data += [1.0 / len(mine)] * len(mine)
        return sparse.csr_matrix((data, (rows, columns)), shape=(len(targets_of), max(len(self._place), 1)))

    def scores(
        self, words: Iterable[str], without: tuple[Iterable[str], Mapping[str, float]] | None = None
    ) -> tuple[Floats, Floats]:
        """By words of names and by ISCO group: one number an occupation, above 0 for more than chance.

        ``without`` is a title (its words and targets) that doesn't count, for testing on the titles learned from.
        """
        own = frozenset(without[0]) if without else frozenset()
        masses: Mapping[str, float] = without[1] if without else {}
        found = np.zeros(max(len(self._place), 1))
        used = 0
        for word in dict.fromkeys(words):
            titles = self.counts.titles.get(word, 0) - (word in own)
            if titles < LEAST_TITLES:
                continue
            used += 1
            absent = math.log(STRENGTH / (titles + STRENGTH))
            one = np.where(self._is_word, max(absent, LEAST_WORD), max(absent, LEAST_GROUP))
            for name, mass in self.counts.mass[word].items():
                mass -= masses.get(name, 0.0) if word in own else 0.0
                if mass >= LEAST_MASS and (place := self._place.get(name)) is not None:
                    prior = self.counts.prior[name]
                    lift = math.log((mass + STRENGTH * prior) / (titles + STRENGTH) / prior)
                    one[place] = min(max(lift, float(one[place])), MOST)
            found += one
        found /= math.sqrt(max(used, 1))
        return (self._words @ found).astype(np.float32), (self._groups @ found).astype(np.float32)
