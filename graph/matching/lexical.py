"""The index over words, parts of compounds and letters: each name a row of weights, each question a sum of columns."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.matching.compounds import Compounds
from graph.matching.words import STOP, neutral, stem

Floats = NDArray[np.float32]
_LONG = re.compile(r"(a|e|o|u)\1([^aeiou])$")  # maakster is of maker
Weights = dict[str, float]  #: features of a text with how much each counts
#: What a word gives besides its stem: the parts of a compound, the last of which says most.
PART, HEAD, STOPPED = 0.6, 0.8, 0.15


@dataclass(frozen=True, slots=True)
class Columns:
    """A sparse matrix by column: the names that have a feature, with its weight in each."""

    start: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: Floats
    names: int

    def sums(self, features: Iterable[tuple[int, float]], within: slice) -> Floats:
        """The likeness of every name in a run of rows to weighted features: one number a name."""
        total = np.zeros(within.stop - within.start, np.float32)
        for feature, weight in features:
            first, last = int(self.start[feature]), int(self.start[feature + 1])
            rows = self.rows[first:last]
            if within.start or within.stop < self.names:
                low, high = np.searchsorted(rows, (within.start, within.stop))
                rows, first, last = rows[low:high], first + int(low), first + int(high)
            total[rows - within.start] += weight * self.weights[first:last]
        return total


class Space:
    """Features of one sort (words, or runs of letters) with how rare each is, and all names in it."""

    def __init__(self, found: Iterable[Mapping[str, float]], words_of: sparse.csr_matrix) -> None:
        """``found`` gives the features of each word, ``words_of`` how often each name has each word."""
        self.place: dict[str, int] = {}
        data, columns, starts = array("f"), array("i"), array("i", [0])
        for features in found:
            for feature, weight in features.items():
                columns.append(self.place.setdefault(feature, len(self.place)))
                data.append(weight)
            starts.append(len(columns))
        shape = (len(starts) - 1, max(len(self.place), 1))
        by_word = sparse.csr_matrix(tuple(np.asarray(part) for part in (data, columns, starts)), shape=shape)
        matrix = (words_of @ by_word).tocsc()
        names = matrix.shape[0]
        self.idf = np.log1p(names / (1.0 + np.diff(matrix.indptr))).astype(np.float32)
        np.minimum(matrix.data, 1.5, out=matrix.data)
        matrix = matrix.multiply(self.idf[None, :]).tocsr()
        size = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix = sparse.diags(1.0 / np.maximum(size, 1e-6)) @ matrix
        matrix = matrix.tocsc()
        matrix.sort_indices()
        self.columns = Columns(
            matrix.indptr.astype(np.int64),
            matrix.indices.astype(np.int32),
            matrix.data.astype(np.float32),
            names,
        )

    def rarity(self, feature: str) -> float:
        """How much a feature says: the rarer the more, most when no name has it."""
        place = self.place.get(feature)
        return math.log1p(self.columns.names) if place is None else float(self.idf[place])

    def weighed(self, features: Mapping[str, float]) -> tuple[list[tuple[int, float]], float]:
        """Features of a question as columns of unit weight, and the share of its weight that the index knows."""
        rarest = float(math.log1p(self.columns.names))
        known = {
            self.place[one]: min(w, 1.5) * float(self.idf[self.place[one]])
            for one, w in features.items()
            if one in self.place
        }
        strange = sum((min(w, 1.5) * rarest) ** 2 for one, w in features.items() if one not in self.place)
        mine = sum(w * w for w in known.values())
        size = math.sqrt(mine + strange) or 1.0
        return [(place, w / size) for place, w in known.items()], mine / (mine + strange) if known else 0.0


def word_features(word: str, parts: Sequence[str]) -> Weights:
    """A word as its stem and, when it is a compound, the stems of its parts."""
    found: Weights = {stem(word): STOPPED if word in STOP else 1.0}
    for part in parts[:-1]:
        found[stem(part)] = found.get(stem(part), 0.0) + PART
    if parts:
        found[stem(parts[-1])] = found.get(stem(parts[-1]), 0.0) + HEAD
    return found


def added(all: Iterable[Mapping[str, float]]) -> Weights:
    """The features of several words as those of one text."""
    found: Weights = {}
    for one in all:
        for feature, weight in one.items():
            found[feature] = found.get(feature, 0.0) + weight
    return found


def letter_features(word: str) -> Weights:
    """A word as its runs of three letters; of its neutral stem, so that endings don't count."""
    if word in STOP:
        return {}
    padded = f"<{stem(word)}>"
    return dict(Counter(padded[at : at + 3] for at in range(max(len(padded) - 2, 1))))


class Lexicon:
    """The words of all names: how often each stands there, how compounds split, what a strange word may be."""

    def __init__(self, tokenised: Sequence[Sequence[str]], langs: Sequence[str]) -> None:
        dutch = (words for words, lang in zip(tokenised, langs, strict=True) if lang == "nl")
        self.counts = Counter(chain.from_iterable(tokenised))
        self.compounds = Compounds(Counter(chain.from_iterable(dutch)))
        self.words = sorted(self.counts)
        self.place = {word: at for at, word in enumerate(self.words)}
        usual: dict[str, str] = {}
        for word, _ in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])):
            usual.setdefault(neutral(word), word)
        self._usual = usual

    def usual(self, word: str) -> str:
        """The most used spelling of a word, so that feminine and masculine are the same text."""
        return self._usual.get(neutral(word), word)

    def parts(self, word: str) -> tuple[str, ...]:
        """The words in a compound; of a feminine one that no name has (*gezinsverzorgster*) those of the masculine."""
        usual = self.usual(word)
        if (found := self.compounds.parts(usual)) or not usual.endswith("ster"):
            return found
        root = usual.removesuffix("ster")
        return self.compounds.parts(root + "er") or self.compounds.parts(_LONG.sub(r"\1\2er", root))

    def knows(self, word: str) -> bool:
        """True if a name has this word, or one that only differs in its ending."""
        return word in self.place or neutral(word) in self._usual

    def matrix(self, tokenised: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """How often each name has each word."""
        columns = list(map(self.place.__getitem__, chain.from_iterable(tokenised)))
        starts = np.zeros(len(tokenised) + 1, np.int64)
        np.cumsum([len(words) for words in tokenised], out=starts[1:])
        ones = np.ones(len(columns), np.float32)
        made = sparse.csr_matrix((ones, columns, starts), shape=(len(tokenised), len(self.words)))
        made.sum_duplicates()
        return made
