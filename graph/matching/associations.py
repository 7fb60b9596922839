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
LEAST_JOB: Final = 1.0  #: an occupation counts above this, so that two titles at least support it
SORTS: Final = ("word", "isco-1", "isco-3", "isco-4")


@dataclass(slots=True)
class Counts:
    """How many titles have a word, and how much of them each target is: ``word:docent``, ``isco:231`` or ``job:…``."""

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
            kept = {name: round(mass, 2) for name, mass in self.mass[word].items() if mass >= _least(name)}
            if self.titles[word] >= LEAST_TITLES and kept:
                words[word] = [self.titles[word], dict(sorted(kept.items()))]
        used = {name for _, kept in words.values() for name in kept if not name.startswith("job:")}
        return {"words": words, "prior": {name: round(self.prior[name], 6) for name in sorted(used)}}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Counts:
        """What ``as_json`` gave."""
        found = cls(prior=dict(value["prior"]))
        for word, (titles, mass) in value["words"].items():
            found.titles[word] = titles
            found.mass[word] = dict(mass)
        return found


def _least(name: str) -> float:
    return LEAST_JOB + 0.01 if name.startswith("job:") else LEAST_MASS


class Associations:
    """Scores all occupations by what the words of a title went with."""

    def __init__(self, counts: Counts, targets_of: list[frozenset[str]]) -> None:
        """``targets_of`` holds the targets of each occupation."""
        self.counts = counts
        self._place = {name: at for at, name in enumerate(sorted({name for one in targets_of for name in one}))}
        names = sorted(self._place)
        self._is_word = np.array([name.startswith("word:") for name in names], np.bool_)
        self._sorts = {sort: _matrix(targets_of, self._place, sort) for sort in SORTS}
        self._jobs = np.array([_job_place(targets, self._place) for targets in targets_of], np.int64)

    def scores(self, words: Iterable[str]) -> dict[str, Floats]:
        """By sort of target one number an occupation, above 0 for more than chance; ``job`` is a share, 0 to 1.

        ``word``: words of names; ``isco-3`` and so on: groups of so many digits; ``job``: the occupation itself.
        """
        size = max(len(self._place), 1)
        found, share = np.zeros(size), np.ones(size)
        used = 0
        for word in dict.fromkeys(words):
            titles = self.counts.titles.get(word, 0)
            if titles < LEAST_TITLES:
                continue
            used += 1
            absent = math.log(STRENGTH / (titles + STRENGTH))
            one = np.where(self._is_word, max(absent, LEAST_WORD), max(absent, LEAST_GROUP))
            for name, mass in self.counts.mass[word].items():
                if (place := self._place.get(name)) is None:
                    continue
                if name.startswith("job:") and mass > LEAST_JOB:
                    share[place] *= 1 - mass / (titles + STRENGTH)
                elif not name.startswith("job:") and mass >= LEAST_MASS:
                    prior = self.counts.prior[name]
                    lift = math.log((mass + STRENGTH * prior) / (titles + STRENGTH) / prior)
                    one[place] = min(max(lift, float(one[place])), MOST)
            found += one
        found /= math.sqrt(max(used, 1))
        given = {sort: (matrix @ found).astype(np.float32) for sort, matrix in self._sorts.items()}
        given["job"] = (1 - share[self._jobs]).astype(np.float32) if len(self._jobs) else np.zeros(0, np.float32)
        return given


def _sort_of(name: str) -> str:
    """The sort of a target: ``word:docent`` is a word, ``isco:231`` an ``isco-3``."""
    sort, _, rest = name.partition(":")
    return f"isco-{len(rest)}" if sort == "isco" else sort


def _job_place(targets: frozenset[str], place: Mapping[str, int]) -> int:
    return next(place[name] for name in targets if name.startswith("job:"))


def _matrix(targets_of: list[frozenset[str]], place: Mapping[str, int], sort: str) -> sparse.csr_matrix:
    """A row an occupation that takes the mean over its targets of one sort; all 0 without one."""
    rows, columns, data = [], [], []
    for row, targets in enumerate(targets_of):
        mine = sorted(name for name in targets if _sort_of(name) == sort)
        rows += [row] * len(mine)
        columns += [place[name] for name in mine]
        data += [1.0 / max(len(mine), 1)] * len(mine)
    return sparse.csr_matrix((data, (rows, columns)), shape=(len(targets_of), max(len(place), 1)))
